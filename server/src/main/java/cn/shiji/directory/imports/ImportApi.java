package cn.shiji.directory.imports;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitRef;
import cn.shiji.directory.imports.ImportStore.Counts;
import cn.shiji.directory.imports.ImportStore.Import;
import cn.shiji.directory.imports.ImportStore.MappingKept;
import cn.shiji.directory.imports.ImportStore.Stage;
import cn.shiji.directory.people.People;
import cn.shiji.directory.people.Purpose;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Lists of units and people over HTTP: sent, mapped, checked, decided, run, undone; and taken out in the same shape. */
@RestController
class ImportApi {

    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final int MOST_ON_PAGE = 200;

    private final Access access;
    private final Imports imports;
    private final RowList rows;
    private final Decisions decisions;
    private final Differences differences;
    private final Checking checking;
    private final ImportStore store;
    private final DoneChanges changes;
    private final Undoing undoing;
    private final ListExport export;
    private final Directory directory;
    private final MessageSource messages;

    ImportApi(
            Access access,
            Imports imports,
            RowList rows,
            Decisions decisions,
            Differences differences,
            Checking checking,
            ImportStore store,
            DoneChanges changes,
            Undoing undoing,
            ListExport export,
            Directory directory,
            MessageSource messages) {
        this.access = access;
        this.imports = imports;
        this.rows = rows;
        this.decisions = decisions;
        this.differences = differences;
        this.checking = checking;
        this.store = store;
        this.changes = changes;
        this.undoing = undoing;
        this.export = export;
        this.directory = directory;
        this.messages = messages;
    }

    /** A list pasted from a sheet. */
    record PastedList(
            @Nullable Long unit,
            @Nullable String kind,
            @Nullable String text) {}

    /** Which column holds which field; a field without a column is left out or null. */
    record ListMappingChange(
            @Nullable Integer headRow, @Nullable Map<String, @Nullable Integer> columns) {}

    /**
     * What is said of rows.
     *
     * @param rows which; absent for all the question is asked of
     * @param words with {@code unit}: which unit this wording means
     */
    record RowDecision(
            @Nullable List<Integer> rows,
            @Nullable String question,
            @Nullable String answer,
            @Nullable String words,
            @Nullable Long unit) {}

    /** What is said of differences; without numbers it is said of all of the kind. */
    record SourceDecision(
            @Nullable List<Integer> numbers,
            @Nullable String kind,
            @Nullable String decision) {}

    /**
     * How the list shall run.
     *
     * @param faulty {@code wait}: rows that are wrong stay behind; {@code nothing}: then none is taken
     * @param on the day from which it holds where a row does not say
     */
    record ListRun(@Nullable String faulty, @Nullable LocalDate on) {}

    record ListSheetView(String format, String delimiter, int rows, int width, List<List<String>> first) {}

    record ListMappingView(int headRow, Map<String, Integer> columns, boolean remembered) {}

    record ListFieldView(String field, String name, boolean needed) {}

    record ListFaultCount(String field, String fieldName, String code, String words, boolean blocks, long count) {}

    record ListCounts(long rows, Map<String, Long> states, Map<String, Long> questions, List<ListFaultCount> faults) {}

    record ListProgress(
            String step,
            int percent,
            long done,
            long total,
            long perSecond,
            @Nullable Long secondsLeft) {}

    record ListProblem(String code, String detail) {}

    record ListDone(long created, long updated, long undone) {}

    /** An import with all that its page shows. */
    record ListImport(
            UUID id,
            String kind,
            UnitRef unit,
            String fileName,
            boolean pasted,
            long size,
            String stage,
            ListSheetView sheet,
            List<ListFieldView> fields,
            @Nullable ListMappingView mapping,
            @Nullable ListCounts counts,
            @Nullable ListProgress progress,
            @Nullable ListProblem problem,
            ListDone done,
            boolean fileKept,
            String startedBy,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant undoneAt,
            @Nullable String undoneBy) {}

    /** An import as the list of them shows it. */
    record ListImportSummary(
            UUID id,
            String kind,
            UnitRef unit,
            String fileName,
            boolean pasted,
            String stage,
            long rows,
            long faulty,
            ListDone done,
            String startedBy,
            Instant startedAt,
            @Nullable Instant undoneAt,
            @Nullable String undoneBy) {}

    record ListRowFault(String field, String fieldName, String code, String value, String words, boolean blocks) {}

    record ListRowChange(
            String field,
            String fieldName,
            @Nullable String was,
            @Nullable String becomes) {}

    record ListRow(
            int row,
            String state,
            Map<String, String> cells,
            List<ListRowFault> faults,
            List<ListRowChange> changes,
            @Nullable String means,
            @Nullable String question,
            @Nullable String decision) {}

    record UnitMeant(long id, String path) {}

    record UnitWording(String words, long rows, List<UnitMeant> units) {}

    /**
     * In what another source differs.
     *
     * @param done whether it was written
     * @param refusals why it could not be written though it was accepted
     */
    record SourceDifference(
            int no,
            String kind,
            @Nullable String code,
            String name,
            @Nullable String was,
            @Nullable String under,
            @Nullable Long unit,
            @Nullable String decision,
            @Nullable String decidedBy,
            boolean done,
            List<String> refusals) {}

    record UndoKept(
            int row,
            String name,
            String reason,
            String words,
            @Nullable Instant at) {}

    /** Takes a list that was sent as a file; nothing of it is written before somebody lets it run. */
    @PostMapping(path = "/api/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    ListImport send(
            @RequestParam long unit, @RequestParam String kind, @RequestParam MultipartFile file, Locale language)
            throws IOException {
        Caller caller = access.caller();
        String given = file.getOriginalFilename();
        String name = given == null || given.isBlank() ? "list" : given;
        if (file.getSize() > Imports.LARGEST) {
            throw Imports.tooLarge(name, file.getSize());
        }
        UUID id = imports.open(caller, new UnitId(unit), kind, name, false, file.getBytes());
        return view(caller, imports.get(caller, id), language);
    }

    /** Takes a list that was pasted. */
    @PostMapping("/api/imports/pasted")
    @ResponseStatus(HttpStatus.CREATED)
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    ListImport paste(@RequestBody PastedList pasted, Locale language) {
        Caller caller = access.caller();
        if (pasted.unit() == null || pasted.kind() == null || pasted.text() == null) {
            throw Problem.bad("import.paste-incomplete");
        }
        UUID id = imports.open(
                caller,
                new UnitId(pasted.unit()),
                pasted.kind(),
                words("import.pasted", language),
                true,
                pasted.text().getBytes(StandardCharsets.UTF_8));
        return view(caller, imports.get(caller, id), language);
    }

    /** The imports of the own unit and below, newest first. */
    @GetMapping("/api/imports")
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.COLLECTION)
    Page<ListImportSummary> all(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "20") int size) {
        Page<Import> found = imports.page(access.caller(), blank(kind), blank(q), page(page), size(size));
        Map<UnitId, Unit> units =
                directory.units(found.items().stream().map(Import::unit).toList());
        return new Page<>(
                found.items().stream()
                        .map(list -> summary(list, Objects.requireNonNull(units.get(list.unit()))))
                        .toList(),
                found.page(),
                found.size(),
                found.total());
    }

    /** One import: how far it is, what was found. */
    @GetMapping("/api/imports/{id}")
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    ListImport one(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        return view(caller, imports.get(caller, id), language);
    }

    /** Says which column is what and has every row checked. */
    @PutMapping("/api/imports/{id}/mapping")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    ListImport map(@PathVariable UUID id, @RequestBody ListMappingChange change, Locale language) {
        Caller caller = access.caller();
        imports.get(caller, id);
        if (change.headRow() == null || change.columns() == null) {
            throw Problem.bad("import.mapping-incomplete");
        }
        imports.map(caller, id, change.headRow(), change.columns());
        return view(caller, imports.get(caller, id), language);
    }

    /** The rows, as they were found. */
    @GetMapping("/api/imports/{id}/rows")
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    Page<ListRow> rows(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String field,
            @RequestParam(required = false) @Nullable String fault,
            @RequestParam(required = false) @Nullable String question,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "50") int size,
            Locale language) {
        Import list = imports.get(access.caller(), id);
        Page<RowList.Row> found = rows.page(
                list,
                new RowList.Wanted(blank(state), blank(field), blank(fault), blank(question), blank(q)),
                page(page),
                size(size));
        return new Page<>(
                found.items().stream().map(row -> view(row, language)).toList(),
                found.page(),
                found.size(),
                found.total());
    }

    /** Says what shall be done with rows that can mean two things, or that would change what is there. */
    @PostMapping("/api/imports/{id}/decisions")
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    ListImport decide(@PathVariable UUID id, @RequestBody RowDecision decision, Locale language) {
        Caller caller = access.caller();
        Import list = imports.get(caller, id);
        if (list.stage() != Stage.CHECKED) {
            throw Problem.conflict("import.not-checked");
        }
        if (decision.unit() != null && decision.words() != null) {
            decisions.mean(caller, list, decision.words(), new UnitId(decision.unit()));
        } else if (decision.answer() != null) {
            decisions.decide(list, decision.rows(), blank(decision.question()), decision.answer());
        } else {
            throw Problem.bad("import.decision-incomplete");
        }
        store.counted(id, checking.counts(id, list.kind()));
        return view(caller, imports.get(caller, id), language);
    }

    /** The wordings of a list of people that several units answer to. */
    @GetMapping("/api/imports/{id}/wordings")
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    List<UnitWording> wordings(@PathVariable UUID id) {
        Caller caller = access.caller();
        return decisions.wordings(caller, imports.get(caller, id)).stream()
                .map(wording -> new UnitWording(
                        wording.words(),
                        wording.rows(),
                        wording.units().stream()
                                .map(unit -> new UnitMeant(unit.id(), unit.told()))
                                .toList()))
                .toList();
    }

    /** The list to be mended: as it was sent, the wrong cells marked, a last column that says what is wrong. */
    @GetMapping("/api/imports/{id}/mended.xlsx")
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    ResponseEntity<byte[]> mended(
            @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean left, Locale language) {
        Caller caller = access.caller();
        Import list = imports.get(caller, id);
        MappingKept kept = list.mapping();
        if (kept == null || list.counts() == null) {
            throw Problem.conflict("import.not-checked");
        }
        Mapping mapping = Mapping.of(
                list.kind(),
                kept.headRow(),
                nullable(kept.columns()),
                list.sheet().width());
        byte[] content = MendedFile.write(
                list,
                mapping,
                imports.sheet(list),
                rows.blocking(id),
                rows.waiting(list),
                left,
                words("import.problems-head", language),
                fault -> fieldName(fault.field(), language) + "：" + told(fault, language),
                state -> words("import.waits." + state, language));
        access.audit(caller, "directory.import-file", "import", id.toString(), list.fileName());
        String plain = list.fileName().replaceFirst("\\.[A-Za-z]{1,5}$", "");
        return download(plain + words("import.mended-suffix", language) + ".xlsx", content);
    }

    /** Lets the list run. */
    @PostMapping("/api/imports/{id}/run")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    ListImport run(@PathVariable UUID id, @RequestBody ListRun order, Locale language) {
        Caller caller = access.caller();
        imports.get(caller, id);
        Imports.Faulty faulty = switch (order.faulty() == null ? "wait" : order.faulty()) {
            case "wait" -> Imports.Faulty.WAIT;
            case "nothing" -> Imports.Faulty.NOTHING;
            default -> throw Problem.bad("import.faulty-unknown", String.valueOf(order.faulty()));
        };
        imports.run(caller, id, faulty, order.on());
        return view(caller, imports.get(caller, id), language);
    }

    /** Calls off what is under way; nothing of it stays. */
    @PostMapping("/api/imports/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    ListImport cancel(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        imports.cancel(caller, id);
        return view(caller, imports.get(caller, id), language);
    }

    /** What could not be taken back if the import were undone now. */
    @GetMapping("/api/imports/{id}/undo")
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    List<UndoKept> undoPreview(@PathVariable UUID id, Locale language) {
        Import list = imports.get(access.caller(), id);
        return undoing.kept(list).stream()
                .limit(500)
                .map(kept -> new UndoKept(kept.row(), kept.name(), kept.reason(), told(kept, language), kept.at()))
                .toList();
    }

    /** Takes back what the import did, but for what somebody went on with. */
    @PostMapping("/api/imports/{id}/undo")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    ListImport undo(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        imports.undo(caller, id);
        return view(caller, imports.get(caller, id), language);
    }

    /** Forgets a list that has not run. */
    @DeleteMapping("/api/imports/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    void discard(@PathVariable UUID id) {
        imports.discard(access.caller(), id);
    }

    /** In what another source differs from ours. */
    @GetMapping("/api/imports/{id}/differences")
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    Page<SourceDifference> differences(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String decision,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "50") int size,
            Locale language) {
        imports.get(access.caller(), id);
        Page<Differences.Difference> found =
                differences.page(id, blank(kind), blank(decision), blank(q), page(page), size(size));
        return new Page<>(
                found.items().stream()
                        .map(one -> new SourceDifference(
                                one.no(),
                                one.kind(),
                                one.code(),
                                one.name(),
                                one.was(),
                                one.under(),
                                one.unit(),
                                one.decision(),
                                one.decidedBy(),
                                one.done(),
                                one.refusals().stream()
                                        .map(refusal -> told(refusal.code(), refusal.args(), language))
                                        .toList()))
                        .toList(),
                found.page(),
                found.size(),
                found.total());
    }

    /** Accepts or rejects differences, singly or all of a kind. */
    @PostMapping("/api/imports/{id}/differences/decisions")
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.WITHIN)
    ListImport decideDifferences(@PathVariable UUID id, @RequestBody SourceDecision decision, Locale language) {
        Caller caller = access.caller();
        Import list = imports.get(caller, id);
        if (list.kind() != ListKind.DIFFERENCES || list.stage() != Stage.CHECKED && list.stage() != Stage.DONE) {
            throw Problem.conflict("import.not-checked");
        }
        if (decision.decision() == null) {
            throw Problem.bad("import.decision-incomplete");
        }
        differences.decide(caller, id, decision.numbers(), blank(decision.kind()), decision.decision());
        store.counted(id, checking.counts(id, list.kind()));
        return view(caller, imports.get(caller, id), language);
    }

    /** A list to fill in. */
    @GetMapping("/api/imports/template.xlsx")
    @Needs(value = Right.DIRECTORY_IMPORT, at = At.NOWHERE)
    ResponseEntity<byte[]> template(@RequestParam String kind, Locale language) {
        ListExport.File file = export.template(ListKind.of(kind), language);
        return download(file.name(), file.content());
    }

    /** A unit and all below it, in the shape in which a list is read. */
    @GetMapping("/api/imports/units.xlsx")
    @Needs(value = Right.DIRECTORY_EXPORT, at = At.WITHIN)
    ResponseEntity<byte[]> exportUnits(@RequestParam long unit, Locale language) {
        ListExport.File file = export.units(access.caller(), new UnitId(unit), language);
        return download(file.name(), file.content());
    }

    /**
     * The people of a unit and of all below it, in the shape in which a list is read: numbers masked, or in full for a
     * purpose that is kept in the trail.
     */
    @GetMapping("/api/imports/people.xlsx")
    @Needs(value = Right.DIRECTORY_EXPORT, at = At.WITHIN)
    ResponseEntity<byte[]> exportPeople(
            @RequestParam long unit,
            @RequestParam(required = false) @Nullable String purpose,
            @RequestParam(required = false) @Nullable String words,
            Locale language) {
        ListExport.File file = export.people(
                access.caller(),
                new UnitId(unit),
                purpose == null ? null : new People.Why(purpose(purpose), words),
                language);
        return download(file.name(), file.content());
    }

    private static Purpose purpose(String word) {
        return Arrays.stream(Purpose.values())
                .filter(purpose -> purpose.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.bad("import.purpose-unknown", word));
    }

    // ---- views -----------------------------------------------------------------------------------------------------

    private ListImport view(Caller caller, Import list, Locale language) {
        Unit unit = directory.unit(caller, list.unit());
        Progress.Told progress = imports.progress(list.id());
        MappingKept mapping = list.mapping();
        return new ListImport(
                list.id(),
                list.kind().word(),
                unit.ref(),
                list.fileName(),
                list.pasted(),
                list.size(),
                list.stage().word(),
                new ListSheetView(
                        list.sheet().format(),
                        list.sheet().delimiter(),
                        list.sheet().rows(),
                        list.sheet().width(),
                        list.sheet().first()),
                Field.of(list.kind()).stream()
                        .map(field -> new ListFieldView(
                                field.word(),
                                fieldName(field, language),
                                field.needed() || list.kind() == ListKind.DIFFERENCES && field == Field.CODE))
                        .toList(),
                mapping == null
                        ? null
                        : new ListMappingView(mapping.headRow(), mapping.columns(), mapping.remembered()),
                counts(list.counts(), language),
                progress == null
                        ? null
                        : new ListProgress(
                                progress.step(),
                                progress.percent(),
                                progress.done(),
                                progress.total(),
                                progress.perSecond(),
                                progress.secondsLeft()),
                list.problem() == null
                        ? null
                        : new ListProblem(
                                list.problem().code(),
                                told(list.problem().code(), list.problem().args(), language)),
                done(list),
                imports.fileKept(list),
                list.startedName(),
                list.startedAt(),
                list.endedAt(),
                list.undoneAt(),
                list.undoneBy());
    }

    private ListImportSummary summary(Import list, Unit unit) {
        Counts counts = list.counts();
        return new ListImportSummary(
                list.id(),
                list.kind().word(),
                unit.ref(),
                list.fileName(),
                list.pasted(),
                list.stage().word(),
                counts == null ? list.sheet().rows() : rows(counts),
                counts == null ? 0 : counts.of("faulty") + counts.of("waits"),
                done(list),
                list.startedName(),
                list.startedAt(),
                list.undoneAt(),
                list.undoneBy());
    }

    private ListDone done(Import list) {
        DoneChanges.Done done = changes.done(list.id());
        return new ListDone(done.created(), done.updated(), done.undone());
    }

    private static long rows(Counts counts) {
        return counts.states().values().stream().mapToLong(count -> count).sum();
    }

    private @Nullable ListCounts counts(@Nullable Counts counts, Locale language) {
        return counts == null
                ? null
                : new ListCounts(
                        rows(counts),
                        counts.states(),
                        counts.questions(),
                        counts.faults().stream()
                                .map(fault -> new ListFaultCount(
                                        fault.field(),
                                        words("import.field." + fault.field(), language),
                                        fault.code(),
                                        words(fault.code().replace("import.fault.", "import.fault-name."), language),
                                        fault.blocks(),
                                        fault.count()))
                                .toList());
    }

    private ListRow view(RowList.Row row, Locale language) {
        return new ListRow(
                row.row(),
                row.state(),
                row.cells().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                cell -> shown(cell.getKey(), cell.getValue(), language),
                                (one, other) -> one,
                                java.util.LinkedHashMap::new)),
                row.faults().stream()
                        .map(fault -> new ListRowFault(
                                fault.field().word(),
                                fieldName(fault.field(), language),
                                fault.code(),
                                word(fault.value(), language),
                                told(fault, language),
                                fault.blocks()))
                        .toList(),
                row.changes().stream()
                        .map(change -> new ListRowChange(
                                change.field(),
                                words("import.field." + change.field(), language),
                                change.was() == null ? null : shown(change.field(), change.was(), language),
                                change.becomes() == null ? null : shown(change.field(), change.becomes(), language)))
                        .toList(),
                row.means(),
                row.question(),
                row.decision());
    }

    private String shown(String field, String value, Locale language) {
        return switch (field) {
            case "kind" -> words("directory.kind." + value, language);
            case "sex" -> words("import.sex." + value, language);
            default -> value;
        };
    }

    private String told(Undoing.Kept kept, Locale language) {
        String what = kept.what() == null ? "" : word(kept.what(), language);
        String by = kept.by() == null ? "" : kept.by();
        return words("import.kept." + kept.reason(), language, by, what);
    }

    private String told(Fault fault, Locale language) {
        return told(fault.code(), fault.args(), language);
    }

    private String told(String code, List<String> args, Locale language) {
        return words(
                code,
                language,
                args.stream().map(arg -> (Object) word(arg, language)).toArray());
    }

    private String word(String arg, Locale language) {
        return arg.startsWith(Fault.WORD) ? words(arg.substring(Fault.WORD.length()), language) : arg;
    }

    private String fieldName(Field field, Locale language) {
        return words("import.field." + field.word(), language);
    }

    private String words(String code, Locale language, Object... args) {
        return Objects.requireNonNullElse(messages.getMessage(code, args, code, language), code);
    }

    private static Map<String, @Nullable Integer> nullable(Map<String, Integer> columns) {
        return new java.util.LinkedHashMap<>(columns);
    }

    private static @Nullable String blank(@Nullable String words) {
        return words == null || words.isBlank() ? null : words.strip();
    }

    private static int page(int page) {
        return Math.clamp(page, 1, 1_000_000);
    }

    private static int size(int size) {
        return Math.clamp(size, 1, MOST_ON_PAGE);
    }

    private static ResponseEntity<byte[]> download(String name, byte[] content) {
        return ResponseEntity.ok()
                .contentType(XLSX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(content);
    }
}
