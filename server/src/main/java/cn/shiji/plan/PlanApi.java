package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.directory.Directory;
import cn.shiji.evidence.Evidence;
import cn.shiji.evidence.FileView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Plans over HTTP: import, reading side by side, editing the draft, publishing, the plan page. */
@RestController
@RequestMapping("/api/plans")
class PlanApi {

    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final Access access;
    private final Imports imports;
    private final PlanViews views;
    private final Drafts drafts;
    private final Corrections corrections;
    private final FigureCorrections figures;
    private final DraftHistory history;
    private final PlanPage page;
    private final Versions versions;
    private final Directory directory;
    private final Evidence evidence;
    private final MessageSource messages;
    private final Clock clock;

    PlanApi(
            Access access,
            Imports imports,
            PlanViews views,
            Drafts drafts,
            Corrections corrections,
            FigureCorrections figures,
            DraftHistory history,
            PlanPage page,
            Versions versions,
            Directory directory,
            Evidence evidence,
            MessageSource messages,
            Clock clock) {
        this.access = access;
        this.imports = imports;
        this.views = views;
        this.drafts = drafts;
        this.corrections = corrections;
        this.figures = figures;
        this.history = history;
        this.page = page;
        this.versions = versions;
        this.directory = directory;
        this.evidence = evidence;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * How far an import is.
     *
     * @param stage {@code received}, {@code reading}, {@code choosing} (a person says which documents of the file are the
     *     plan's), {@code storing}, {@code done} or {@code refused}
     * @param plan the draft, once it is done
     * @param problem why it was refused
     * @param documents the documents in the file, while a person has to choose among them
     */
    record ImportView(
            UUID id,
            String stage,
            int percent,
            @Nullable UUID plan,
            @Nullable ImportProblem problem,
            List<Imports.PartView> documents) {}

    /** Which documents of a file are the plan's, counted from nought. */
    record PartChoice(List<Integer> documents) {}

    /** Why an import was refused, in the reader's language. */
    record ImportProblem(String code, String detail) {}

    record NewCommitment(
            UUID parent, @Nullable String heading, @Nullable String text) {}

    /**
     * Where to split.
     *
     * @param cuts offsets in code points: of the document, or of a person's words where these stand instead
     * @param before of a division: the child that begins the second one
     * @param heading what the second division is called; none for the name of that child
     */
    record SplitPoint(
            @Nullable List<@Nullable Integer> cuts,
            @Nullable UUID before,
            @Nullable String heading) {}

    record Neighbour(@Nullable UUID with) {}

    /**
     * A place in the tree.
     *
     * @param after the sibling it comes behind; none to come first
     */
    record NewPlace(@Nullable UUID parent, @Nullable UUID after) {}

    /**
     * The edit to take back or to make again.
     *
     * @param others whether it may be another person's
     */
    record TurnChoice(int edit, @Nullable Boolean others) {}

    record UnitChoice(long unit, String role) {}

    /** Takes a document as the plan of a unit and a year; answers at once, the reading goes on. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping(path = "/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ImportView startImport(
            @RequestParam long unit, @RequestParam int year, @RequestParam MultipartFile file, Locale language)
            throws IOException {
        String name = file.getOriginalFilename();
        Imports.Progress progress = imports.start(
                access.caller(),
                unitId(unit),
                year,
                name == null || name.isBlank() ? "plan" : name,
                file.getSize(),
                file::getBytes);
        return view(progress, language);
    }

    @Needs(value = Right.PLAN_EDIT, at = At.SELF)
    @GetMapping("/imports/{id}")
    ImportView importProgress(@PathVariable UUID id, Locale language) {
        return view(imports.progress(access.caller(), id), language);
    }

    /** Says which documents of the file are the plan's; the import goes on with them. */
    @Needs(value = Right.PLAN_EDIT, at = At.SELF)
    @PostMapping("/imports/{id}/choice")
    ImportView chooseDocuments(@PathVariable UUID id, @RequestBody PartChoice choice, Locale language) {
        return view(
                imports.choose(access.caller(), id, Objects.requireNonNullElse(choice.documents(), List.<Integer>of())),
                language);
    }

    private ImportView view(Imports.Progress progress, Locale language) {
        String code = progress.problemCode();
        return new ImportView(
                progress.id(),
                progress.stage(),
                progress.percent(),
                progress.plan(),
                code == null
                        ? null
                        : new ImportProblem(
                                code,
                                Objects.requireNonNullElse(
                                        messages.getMessage(
                                                code, told(progress.problemArgs(), language), code, language),
                                        code)),
                progress.documents());
    }

    private Object[] told(List<Object> args, Locale language) {
        return args.stream()
                .map(arg -> arg instanceof Problem.Word word
                        ? Objects.requireNonNullElse(
                                messages.getMessage(word.code(), null, word.code(), language), word.code())
                        : arg)
                .toArray();
    }

    @Needs(value = Right.WORK_READ, at = At.COLLECTION)
    @GetMapping
    List<PlanSummary> list() {
        return views.list(access.caller());
    }

    @Needs(value = Right.WORK_READ, at = At.COVERS)
    @GetMapping("/{id}")
    PlanView plan(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer version, Locale language) {
        return views.view(access.caller(), id, version, language);
    }

    /** The document as it was sent. */
    @Needs(value = Right.WORK_READ, at = At.COVERS)
    @GetMapping("/{id}/file")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer version) {
        Caller caller = access.caller();
        PlanHead head = versions.head(caller, id, version).orElseThrow(Drafts::missing);
        FileView file = evidence.describe(List.of(head.file())).stream()
                .findFirst()
                .orElseThrow(() -> Problem.missing("evidence.missing"));
        evidence.opened(caller, file);
        return download(file.name(), MediaType.parseMediaType(file.mediaType()), evidence.content(file));
    }

    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteDraft(@PathVariable UUID id) {
        drafts.deleteDraft(access.caller(), id);
    }

    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PatchMapping("/{id}/commitments/{node}")
    DraftChange change(
            @PathVariable UUID id,
            @PathVariable UUID node,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody NodeChange change,
            Locale language) {
        return edit(id, seen, language, sheet -> corrections.change(sheet, node, change));
    }

    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @DeleteMapping("/{id}/commitments/{node}")
    DraftChange delete(
            @PathVariable UUID id,
            @PathVariable UUID node,
            @RequestParam(required = false) @Nullable Integer seen,
            Locale language) {
        return edit(id, seen, language, sheet -> corrections.delete(sheet, node));
    }

    /** Puts a deleted commitment back. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{id}/commitments/{node}/restore")
    DraftChange restore(
            @PathVariable UUID id,
            @PathVariable UUID node,
            @RequestParam(required = false) @Nullable Integer seen,
            Locale language) {
        return edit(id, seen, language, sheet -> corrections.restore(sheet, node));
    }

    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{id}/commitments")
    @ResponseStatus(HttpStatus.CREATED)
    DraftChange add(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody NewCommitment added,
            Locale language) {
        return edit(
                id,
                seen,
                language,
                sheet -> corrections.add(
                        sheet,
                        Uuid7.next(clock),
                        added.parent(),
                        Objects.requireNonNullElse(added.heading(), ""),
                        Objects.requireNonNullElse(added.text(), "")));
    }

    /** Makes several commitments of one, or two divisions of one; {@code made} names the first new one. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{id}/commitments/{node}/split")
    DraftChange split(
            @PathVariable UUID id,
            @PathVariable UUID node,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody SplitPoint point,
            Locale language) {
        List<@Nullable Integer> cuts = Objects.requireNonNullElse(point.cuts(), List.of());
        return edit(
                id,
                seen,
                language,
                sheet -> point.before() != null
                        ? corrections.splitDivision(
                                sheet, node, point.before(), Objects.requireNonNullElse(point.heading(), ""))
                        : corrections.split(
                                sheet,
                                node,
                                cuts.stream().filter(Objects::nonNull).toList()));
    }

    /** Makes one of two neighbours; {@code made} names the one that stays. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{id}/commitments/{node}/merge")
    DraftChange merge(
            @PathVariable UUID id,
            @PathVariable UUID node,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody Neighbour neighbour,
            Locale language) {
        return edit(id, seen, language, sheet -> corrections.merge(sheet, node, there(neighbour.with())));
    }

    /** Takes a commitment or division, with all below it, to another place. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{id}/commitments/{node}/move")
    DraftChange move(
            @PathVariable UUID id,
            @PathVariable UUID node,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody NewPlace place,
            Locale language) {
        return edit(id, seen, language, sheet -> corrections.move(sheet, node, place.parent(), place.after()));
    }

    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PutMapping("/{id}/commitments/{node}/units")
    DraftChange assign(
            @PathVariable UUID id,
            @PathVariable UUID node,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody List<UnitChoice> units,
            Locale language) {
        List<Assignment> wanted = units.stream().map(PlanApi::assignment).toList();
        return edit(id, seen, language, sheet -> corrections.assign(sheet, node, wanted));
    }

    private static Assignment assignment(@Nullable UnitChoice choice) {
        if (choice == null) {
            throw Problem.missing("directory.unit-missing");
        }
        String role = Objects.requireNonNullElse(choice.role(), "");
        return new Assignment(
                unitId(choice.unit()),
                DutyRole.of(role)
                        .orElseThrow(() -> Problem.faulty(
                                "plan.faulty",
                                List.of(Problem.Fault.of("role", "plan.unknown-word", role)
                                        .suggesting("lead | supporting | responsible")))));
    }

    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{id}/commitments/{node}/figures")
    @ResponseStatus(HttpStatus.CREATED)
    DraftChange addFigure(
            @PathVariable UUID id,
            @PathVariable UUID node,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody NewFigure figure,
            Locale language) {
        // JSON may leave out what it must not; the types cannot tell.
        var wanted = new NewFigure(
                Objects.requireNonNullElse(figure.of(), ""),
                Objects.requireNonNullElse(figure.unit(), ""),
                figure.value(),
                figure.relation(),
                figure.indicator());
        return edit(id, seen, language, sheet -> figures.add(sheet, Uuid7.next(clock), node, wanted));
    }

    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PatchMapping("/{id}/figures/{figure}")
    DraftChange changeFigure(
            @PathVariable UUID id,
            @PathVariable UUID figure,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody FigureChange change,
            Locale language) {
        return edit(id, seen, language, sheet -> figures.change(sheet, figure, change));
    }

    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @DeleteMapping("/{id}/figures/{figure}")
    DraftChange removeFigure(
            @PathVariable UUID id,
            @PathVariable UUID figure,
            @RequestParam(required = false) @Nullable Integer seen,
            Locale language) {
        return edit(id, seen, language, sheet -> figures.remove(sheet, figure));
    }

    private DraftChange edit(UUID plan, @Nullable Integer seen, Locale language, Drafts.Edit edit) {
        Caller caller = access.caller();
        return history.change(caller, drafts.edit(new Editor(caller, plan, seen), edit), language);
    }

    private static UUID there(@Nullable UUID id) {
        if (id == null) {
            throw Problem.missing("plan.commitment-missing");
        }
        return id;
    }

    /** Takes back the newest edit that stands. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{id}/undo")
    DraftChange undo(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody TurnChoice choice,
            Locale language) {
        Caller caller = access.caller();
        var editor = new Editor(caller, id, seen);
        return history.change(
                caller, drafts.undo(editor, choice.edit(), Boolean.TRUE.equals(choice.others())), language);
    }

    /** Makes the edit again that was taken back last. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{id}/redo")
    DraftChange redo(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody TurnChoice choice,
            Locale language) {
        Caller caller = access.caller();
        var editor = new Editor(caller, id, seen);
        return history.change(
                caller, drafts.redo(editor, choice.edit(), Boolean.TRUE.equals(choice.others())), language);
    }

    /** What changed in the draft since the page saw it, by whomever. */
    @Needs(value = Right.PLAN_READ_DRAFT, at = At.WITHIN)
    @GetMapping("/{id}/changes")
    DraftChange changes(@PathVariable UUID id, @RequestParam int seen, Locale language) {
        Caller caller = access.caller();
        return history.change(caller, drafts.since(new Editor(caller, id, seen)), language);
    }

    /** The history of the draft, or of the version asked for; newest first. */
    @Needs(value = Right.PLAN_READ_DRAFT, at = At.WITHIN)
    @GetMapping("/{id}/edits")
    List<DraftChange.TurnView> edits(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable Integer version, Locale language) {
        return history.list(access.caller(), id, version, language);
    }

    /** Makes everybody answerable whom the document names and the directory knows, where nobody is assigned yet. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{id}/accept-suggestions")
    PlanView acceptSuggestions(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        drafts.edit(Editor.program(caller, id), corrections::assignAsNamed);
        return views.view(caller, id, versions.draft(caller, id).orElse(null), language);
    }

    @Needs(value = Right.PLAN_PUBLISH, at = At.WITHIN)
    @PostMapping("/{id}/publish")
    PlanView publish(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        drafts.publish(caller, id, clock.instant());
        return views.view(caller, id, null, language);
    }

    /** Opens a new draft of a published plan, with the reason of the change. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{id}/revise")
    @ResponseStatus(HttpStatus.CREATED)
    PlanView revise(@PathVariable UUID id, @RequestBody Revision revision, Locale language) {
        Caller caller = access.caller();
        return views.view(caller, id, drafts.revise(caller, id, revision), language);
    }

    /** Says again why the draft of a published plan is made. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PutMapping("/{id}/revision")
    PlanView explain(@PathVariable UUID id, @RequestBody Revision revision, Locale language) {
        Caller caller = access.caller();
        drafts.explain(caller, id, revision);
        return views.view(caller, id, versions.draft(caller, id).orElse(null), language);
    }

    @Needs(value = Right.WORK_READ, at = At.COVERS)
    @GetMapping("/{id}/progress")
    PlanProgress progress(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable String line,
            @RequestParam(required = false) @Nullable String state,
            Locale language) {
        return page.progress(access.caller(), id, new PlanPage.Filter(q, unit, line, state), language);
    }

    /** 任务分解表 */
    @Needs(value = Right.WORK_READ, at = At.COVERS)
    @GetMapping("/{id}/task-table.xlsx")
    ResponseEntity<byte[]> taskTable(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable String line,
            @RequestParam(required = false) @Nullable String state,
            Locale language) {
        PlanProgress progress = page.progress(access.caller(), id, new PlanPage.Filter(q, unit, line, state), language);
        String owner = directory
                .unit(versions.published(access.caller(), id)
                        .orElseThrow(Drafts::missing)
                        .unit())
                .name();
        byte[] table = new TaskTable(code -> messages.getMessage("plan.table." + code, null, language))
                .of(progress, owner, java.time.LocalDate.now(clock));
        String name = messages.getMessage(
                "plan.table.file", new Object[] {owner, Integer.toString(progress.year())}, language);
        access.audit(access.caller(), "plan.export", "plan", id.toString(), name);
        return download(name + ".xlsx", XLSX, table);
    }

    private static ResponseEntity<byte[]> download(String name, MediaType type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(content);
    }

    private static UnitId unitId(long value) {
        if (value <= 0) {
            throw Problem.missing("directory.unit-missing");
        }
        return new UnitId(value);
    }
}
