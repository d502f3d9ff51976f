package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.directory.Directory;
import cn.shiji.evidence.Evidence;
import cn.shiji.evidence.FileView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
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
     * @param stage {@code received}, {@code reading}, {@code storing}, {@code done} or {@code refused}
     * @param plan the draft, once it is done
     * @param problem why it was refused
     */
    record ImportView(
            UUID id,
            String stage,
            int percent,
            @Nullable UUID plan,
            @Nullable ImportProblem problem) {}

    /** Why an import was refused, in the reader's language. */
    record ImportProblem(String code, String detail) {}

    record NewCommitment(
            UUID parent, @Nullable String heading, @Nullable String text) {}

    record SplitPoint(int at) {}

    record UnitChoice(long unit, String role) {}

    /** Takes a document as the plan of a unit and a year; answers at once, the reading goes on. */
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

    @GetMapping("/imports/{id}")
    ImportView importProgress(@PathVariable UUID id, Locale language) {
        return view(imports.progress(access.caller(), id), language);
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
                                        code)));
    }

    private Object[] told(List<Object> args, Locale language) {
        return args.stream()
                .map(arg -> arg instanceof Problem.Word word
                        ? Objects.requireNonNullElse(
                                messages.getMessage(word.code(), null, word.code(), language), word.code())
                        : arg)
                .toArray();
    }

    @GetMapping
    List<PlanSummary> list() {
        return views.list(access.caller());
    }

    @GetMapping("/{id}")
    PlanView plan(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer version, Locale language) {
        return views.view(access.caller(), id, version, language);
    }

    /** The document as it was sent. */
    @GetMapping("/{id}/file")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer version) {
        PlanHead head = versions.head(access.caller(), id, version).orElseThrow(Drafts::missing);
        FileView file = evidence.describe(List.of(head.file())).stream()
                .findFirst()
                .orElseThrow(() -> Problem.missing("evidence.missing"));
        return download(file.name(), MediaType.parseMediaType(file.mediaType()), evidence.content(file));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteDraft(@PathVariable UUID id) {
        drafts.deleteDraft(access.caller(), id);
    }

    @PatchMapping("/{id}/commitments/{node}")
    PlanView.NodeView change(
            @PathVariable UUID id, @PathVariable UUID node, @RequestBody NodeChange change, Locale language) {
        Caller caller = access.caller();
        drafts.change(caller, id, node, change);
        return views.node(caller, id, node, language);
    }

    @DeleteMapping("/{id}/commitments/{node}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @PathVariable UUID node) {
        drafts.delete(access.caller(), id, node);
    }

    /** Puts a deleted commitment back. */
    @PostMapping("/{id}/commitments/{node}/restore")
    PlanView.NodeView restore(@PathVariable UUID id, @PathVariable UUID node, Locale language) {
        Caller caller = access.caller();
        drafts.restore(caller, id, node);
        return views.node(caller, id, node, language);
    }

    @PostMapping("/{id}/commitments")
    @ResponseStatus(HttpStatus.CREATED)
    PlanView.NodeView add(@PathVariable UUID id, @RequestBody NewCommitment added, Locale language) {
        Caller caller = access.caller();
        UUID node = drafts.add(
                caller,
                id,
                added.parent(),
                Objects.requireNonNullElse(added.heading(), ""),
                Objects.requireNonNullElse(added.text(), ""));
        return views.node(caller, id, node, language);
    }

    /** Makes two commitments of one; answers the second. */
    @PostMapping("/{id}/commitments/{node}/split")
    @ResponseStatus(HttpStatus.CREATED)
    PlanView.NodeView split(
            @PathVariable UUID id, @PathVariable UUID node, @RequestBody SplitPoint point, Locale language) {
        Caller caller = access.caller();
        return views.node(caller, id, drafts.split(caller, id, node, point.at()), language);
    }

    @PutMapping("/{id}/commitments/{node}/units")
    PlanView.NodeView assign(
            @PathVariable UUID id, @PathVariable UUID node, @RequestBody List<UnitChoice> units, Locale language) {
        Caller caller = access.caller();
        drafts.assign(caller, id, node, units.stream().map(PlanApi::assignment).toList());
        return views.node(caller, id, node, language);
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

    @PostMapping("/{id}/commitments/{node}/figures")
    @ResponseStatus(HttpStatus.CREATED)
    PlanView.NodeView addFigure(
            @PathVariable UUID id, @PathVariable UUID node, @RequestBody NewFigure figure, Locale language) {
        Caller caller = access.caller();
        // JSON may leave out what it must not; the types cannot tell.
        drafts.addFigure(
                caller,
                id,
                node,
                new NewFigure(
                        Objects.requireNonNullElse(figure.of(), ""),
                        Objects.requireNonNullElse(figure.unit(), ""),
                        figure.value(),
                        figure.relation(),
                        figure.indicator()));
        return views.node(caller, id, node, language);
    }

    @PatchMapping("/{id}/figures/{figure}")
    PlanView.NodeView changeFigure(
            @PathVariable UUID id, @PathVariable UUID figure, @RequestBody FigureChange change, Locale language) {
        Caller caller = access.caller();
        return views.node(caller, id, drafts.changeFigure(caller, id, figure, change), language);
    }

    @DeleteMapping("/{id}/figures/{figure}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeFigure(@PathVariable UUID id, @PathVariable UUID figure) {
        drafts.removeFigure(access.caller(), id, figure);
    }

    /** Makes everybody answerable whom the document names and the directory knows, where nobody is assigned yet. */
    @PostMapping("/{id}/accept-suggestions")
    PlanView acceptSuggestions(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        drafts.assignAsNamed(caller, id);
        return views.view(caller, id, versions.draft(caller, id).orElse(null), language);
    }

    @PostMapping("/{id}/publish")
    PlanView publish(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        drafts.publish(caller, id, clock.instant());
        return views.view(caller, id, null, language);
    }

    /** Opens a new draft of a published plan, with the reason of the change. */
    @PostMapping("/{id}/revise")
    @ResponseStatus(HttpStatus.CREATED)
    PlanView revise(@PathVariable UUID id, @RequestBody Revision revision, Locale language) {
        Caller caller = access.caller();
        return views.view(caller, id, drafts.revise(caller, id, revision), language);
    }

    /** Says again why the draft of a published plan is made. */
    @PutMapping("/{id}/revision")
    PlanView explain(@PathVariable UUID id, @RequestBody Revision revision, Locale language) {
        Caller caller = access.caller();
        drafts.explain(caller, id, revision);
        return views.view(caller, id, versions.draft(caller, id).orElse(null), language);
    }

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
    @GetMapping("/{id}/task-table.xlsx")
    ResponseEntity<byte[]> taskTable(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable String line,
            @RequestParam(required = false) @Nullable String state,
            Locale language)
            throws IOException {
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
