package cn.shiji.comparison;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.comparison.ComparisonView.ComparisonSummary;
import cn.shiji.comparison.ComparisonView.ReadingProblem;
import cn.shiji.comparison.ComparisonView.ReadingView;
import cn.shiji.comparison.ComparisonView.StandingView;
import cn.shiji.evidence.Evidence;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Comparisons over HTTP: two documents in, both texts with what was found, corrections, the table. Every change names the
 * version it is made on and answers with how the comparison stands after it.
 */
@RestController
@RequestMapping("/api/comparisons")
class ComparisonApi {

    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final MediaType DOCX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final Access access;
    private final Comparisons comparisons;
    private final Readings readings;
    private final ComparisonTable table;
    private final Evidence evidence;
    private final MessageSource messages;

    ComparisonApi(
            Access access,
            Comparisons comparisons,
            Readings readings,
            ComparisonTable table,
            Evidence evidence,
            MessageSource messages) {
        this.access = access;
        this.comparisons = comparisons;
        this.readings = readings;
        this.table = table;
        this.evidence = evidence;
        this.messages = messages;
    }

    /** What is null stays. */
    record ComparisonChange(
            @Nullable Integer version,
            @Nullable String title,
            @Nullable Integer year) {}

    /**
     * What a person says about a commitment; what is null stays.
     *
     * @param report the pieces of the report that tell it; an empty list where none does
     * @param note an empty note takes the old one away
     * @param machine true puts the machine's own word back
     */
    record CommitmentChange(
            @Nullable Integer version,
            @Nullable String verdict,
            @Nullable List<int[]> report,
            @Nullable String note,
            @Nullable Boolean machine) {}

    /** {@code aside} true: need not be listed as without basis in the plan. */
    record ResultChange(@Nullable Integer version, @Nullable Boolean aside) {}

    /** The version a step is taken on. */
    record StepOn(@Nullable Integer version) {}

    /** Takes a plan and a report of a unit; answers at once, the reading and matching go on. */
    @Needs(value = Right.COMPARISON_MAKE, at = At.WITHIN)
    @PostMapping(path = "/readings", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReadingView read(
            @RequestParam long unit,
            @RequestParam int year,
            @RequestParam(required = false) @Nullable String title,
            @RequestParam MultipartFile plan,
            @RequestParam MultipartFile report,
            Locale language)
            throws IOException {
        return view(
                readings.start(
                        access.caller(),
                        new UnitId(unit),
                        year,
                        title,
                        incoming(plan, "plan"),
                        incoming(report, "report")),
                language);
    }

    /** How far a reading is. */
    @Needs(value = Right.COMPARISON_MAKE, at = At.SELF)
    @GetMapping("/readings/{id}")
    ReadingView progress(@PathVariable UUID id, Locale language) {
        return view(readings.progress(access.caller(), id), language);
    }

    /** The comparisons the caller may see, the latest changed first. */
    @Needs(value = Right.WORK_READ, at = At.COLLECTION)
    @GetMapping
    List<ComparisonSummary> all() {
        return comparisons.all(access.caller());
    }

    /** Both texts with what was found and decided. */
    @Needs(value = Right.WORK_READ, at = At.WITHIN)
    @GetMapping("/{id}")
    ComparisonView view(@PathVariable UUID id, Locale language) {
        return comparisons.view(access.caller(), id, language);
    }

    /** Gives it another title or year. */
    @Needs(value = Right.COMPARISON_MAKE, at = At.WITHIN)
    @PatchMapping("/{id}")
    ComparisonView change(@PathVariable UUID id, @RequestBody ComparisonChange change, Locale language) {
        Caller caller = access.caller();
        comparisons.change(caller, id, version(change.version()), change.title(), change.year());
        return comparisons.view(caller, id, language);
    }

    /** Takes it out of the list. */
    @Needs(value = Right.COMPARISON_MAKE, at = At.WITHIN)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id) {
        comparisons.remove(access.caller(), id);
    }

    /** Puts a removed one back. */
    @Needs(value = Right.COMPARISON_MAKE, at = At.WITHIN)
    @PostMapping("/{id}/restore")
    ComparisonView restore(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        comparisons.restore(caller, id);
        return comparisons.view(caller, id, language);
    }

    /** Keeps what a person says about a commitment. */
    @Needs(value = Right.COMPARISON_MAKE, at = At.WITHIN)
    @PatchMapping("/{id}/commitments/{no}")
    StandingView decide(
            @PathVariable UUID id, @PathVariable int no, @RequestBody CommitmentChange change, Locale language) {
        return comparisons.decide(
                access.caller(),
                id,
                version(change.version()),
                no,
                new Comparisons.Change(
                        change.verdict(), change.report(), change.note(), Boolean.TRUE.equals(change.machine())),
                language);
    }

    /** Takes a statement of the report out of the list of what has no basis in the plan, or back into it. */
    @Needs(value = Right.COMPARISON_MAKE, at = At.WITHIN)
    @PatchMapping("/{id}/results/{no}")
    StandingView setAside(
            @PathVariable UUID id, @PathVariable int no, @RequestBody ResultChange change, Locale language) {
        return comparisons.setAside(
                access.caller(), id, version(change.version()), no, !Boolean.FALSE.equals(change.aside()), language);
    }

    /** Takes back the caller's own newest decision. */
    @Needs(value = Right.COMPARISON_MAKE, at = At.WITHIN)
    @PostMapping("/{id}/undo")
    StandingView undo(@PathVariable UUID id, @RequestBody StepOn on, Locale language) {
        return comparisons.undo(access.caller(), id, version(on.version()), language);
    }

    /** Reads both documents and matches them anew; decisions stay. */
    @Needs(value = Right.COMPARISON_MAKE, at = At.WITHIN)
    @PostMapping("/{id}/match")
    ComparisonView match(@PathVariable UUID id, @RequestBody StepOn on, Locale language) {
        return comparisons.match(access.caller(), id, version(on.version()), null, null, null, language);
    }

    /** Puts a corrected document in the place of one of the two and matches anew; decisions are found again by their words. */
    @Needs(value = Right.COMPARISON_MAKE, at = At.WITHIN)
    @PostMapping(path = "/{id}/documents/{side}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ComparisonView replace(
            @PathVariable UUID id,
            @PathVariable String side,
            @RequestParam int version,
            @RequestParam MultipartFile file,
            Locale language)
            throws IOException {
        Side of = Side.of(side);
        Readings.Incoming incoming = incoming(file, side);
        if (incoming.size() > Evidence.LARGEST) {
            throw Reader.tooLarge(incoming.name(), incoming.size());
        }
        return comparisons.match(
                access.caller(),
                id,
                version,
                of,
                incoming.name(),
                incoming.opening().bytes(),
                language);
    }

    /** One of the two documents as it was sent. */
    @Needs(value = Right.WORK_READ, at = At.WITHIN)
    @GetMapping("/{id}/documents/{side}")
    ResponseEntity<byte[]> original(@PathVariable UUID id, @PathVariable String side) {
        Caller caller = access.caller();
        return evidence.download(caller, comparisons.original(caller, id, Side.of(side)));
    }

    /** The table as a workbook. */
    @Needs(value = Right.WORK_READ, at = At.WITHIN)
    @GetMapping("/{id}/table.xlsx")
    ResponseEntity<byte[]> sheet(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        ComparisonTable.File file = table.sheet(caller, id, language);
        access.audit(caller, "comparison.export", "comparison", id.toString(), file.name());
        return download(file, XLSX);
    }

    /** The table as a Word file. */
    @Needs(value = Right.WORK_READ, at = At.WITHIN)
    @GetMapping("/{id}/table.docx")
    ResponseEntity<byte[]> paper(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        ComparisonTable.File file = table.paper(caller, id, language);
        access.audit(caller, "comparison.export", "comparison", id.toString(), file.name());
        return download(file, DOCX);
    }

    private ReadingView view(Readings.Progress progress, Locale language) {
        return new ReadingView(
                progress.id(),
                progress.stage(),
                progress.percent(),
                progress.comparison(),
                progress.problems().stream()
                        .map(fault -> new ReadingProblem(fault.side(), fault.code(), told(fault, language)))
                        .toList());
    }

    private String told(Readings.Fault fault, Locale language) {
        Object[] args = fault.told().stream()
                .map(arg -> arg instanceof Problem.Word word ? words(word.code(), new Object[0], language) : arg)
                .toArray();
        return words(fault.code(), args, language);
    }

    private String words(String code, Object[] args, Locale language) {
        return Objects.requireNonNullElse(messages.getMessage(code, args, code, language), code);
    }

    private static Readings.Incoming incoming(MultipartFile file, String fallback) {
        String name = file.getOriginalFilename();
        return new Readings.Incoming(name == null || name.isBlank() ? fallback : name, file.getSize(), file::getBytes);
    }

    private static int version(@Nullable Integer version) {
        if (version == null) {
            throw Problem.bad("comparison.version-missing");
        }
        return version;
    }

    private static ResponseEntity<byte[]> download(ComparisonTable.File file, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(file.content());
    }
}
