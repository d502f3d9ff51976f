package cn.shiji.report;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.report.ReportView.DifferenceView;
import cn.shiji.report.ReportView.ReportSummary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

/**
 * Reports over HTTP. Every change answers with the whole report, for a change in one place shows in counts and lists at
 * others. A {@code version} given with a change is the one it was made on.
 */
@RestController
@RequestMapping("/api/reports")
class ReportApi {

    private static final MediaType DOCX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final Reports reports;
    private final Access access;

    ReportApi(Reports reports, Access access) {
        this.reports = reports;
        this.access = access;
    }

    record NewReport(
            UUID plan,
            @Nullable Long unit,
            @Nullable Integer year,
            @Nullable String title) {}

    record ReportChange(@Nullable Integer version, @Nullable String title) {}

    record NewSection(
            @Nullable Integer version,
            String heading,
            @Nullable UUID parent,
            @Nullable UUID after) {}

    /** What is null stays; {@code top} takes the division out of its parent. */
    record SectionChange(
            @Nullable Integer version,
            @Nullable String heading,
            @Nullable UUID parent,
            @Nullable Boolean top,
            @Nullable Integer ordinal) {}

    /** A person's own words, or what a commitment has to tell by now, or the figure of an indicator: one of the three. */
    record NewSentence(
            @Nullable Integer version,
            UUID section,
            @Nullable String text,
            @Nullable UUID commitment,
            @Nullable String indicator,
            @Nullable UUID after) {}

    /** What is null stays. */
    record SentenceChange(
            @Nullable Integer version,
            @Nullable String text,
            @Nullable UUID section,
            @Nullable Integer ordinal) {}

    /** The version a step is taken on. */
    record OnVersion(@Nullable Integer version) {}

    /** Builds a report from a published plan. */
    @Needs(value = Right.REPORT_BUILD, at = At.COVERS)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ReportView build(@RequestBody NewReport wanted, Locale language) {
        Caller caller = access.caller();
        UnitId unit = wanted.unit() == null ? null : unit(wanted.unit());
        UUID id = reports.build(caller, present(wanted.plan(), "plan"), unit, wanted.year(), wanted.title());
        return reports.view(caller, id, language);
    }

    /** The reports the caller may see, the latest changed first. */
    @Needs(value = Right.WORK_READ, at = At.COLLECTION)
    @GetMapping
    List<ReportSummary> all() {
        return reports.all(access.caller());
    }

    /** The report with its figures. */
    @Needs(value = Right.WORK_READ, at = At.WITHIN)
    @GetMapping("/{id}")
    ReportView view(@PathVariable UUID id, Locale language) {
        return reports.view(access.caller(), id, language);
    }

    /** Gives a draft another title. */
    @Needs(value = Right.REPORT_BUILD, at = At.WITHIN)
    @PatchMapping("/{id}")
    ReportView change(@PathVariable UUID id, @RequestBody ReportChange change, Locale language) {
        Caller caller = access.caller();
        if (change.title() != null) {
            reports.rename(caller, id, change.version(), change.title());
        }
        return reports.view(caller, id, language);
    }

    /** Removes a draft that was never frozen. */
    @Needs(value = Right.REPORT_BUILD, at = At.WITHIN)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        reports.delete(access.caller(), id);
    }

    /** Adds a division. */
    @Needs(value = Right.REPORT_BUILD, at = At.WITHIN)
    @PostMapping("/{id}/sections")
    @ResponseStatus(HttpStatus.CREATED)
    ReportView addSection(@PathVariable UUID id, @RequestBody NewSection section, Locale language) {
        Caller caller = access.caller();
        reports.addSection(
                caller,
                id,
                section.version(),
                present(section.heading(), "heading"),
                section.parent(),
                section.after());
        return reports.view(caller, id, language);
    }

    /** Renames or moves a division. */
    @Needs(value = Right.REPORT_BUILD, at = At.WITHIN)
    @PatchMapping("/{id}/sections/{section}")
    ReportView changeSection(
            @PathVariable UUID id, @PathVariable UUID section, @RequestBody SectionChange change, Locale language) {
        Caller caller = access.caller();
        Integer version = change.version();
        if (change.heading() != null) {
            reports.renameSection(caller, id, version, section, change.heading());
            version = null;
        }
        boolean top = Boolean.TRUE.equals(change.top());
        if (top || change.parent() != null || change.ordinal() != null) {
            UUID parent =
                    top ? null : change.parent() == null ? reports.parentOf(caller, id, section) : change.parent();
            reports.moveSection(
                    caller,
                    id,
                    version,
                    section,
                    parent,
                    change.ordinal() == null ? Integer.MAX_VALUE : change.ordinal());
        }
        return reports.view(caller, id, language);
    }

    /** Removes an empty division. */
    @Needs(value = Right.REPORT_BUILD, at = At.WITHIN)
    @DeleteMapping("/{id}/sections/{section}")
    ReportView removeSection(
            @PathVariable UUID id,
            @PathVariable UUID section,
            @RequestParam(required = false) @Nullable Integer version,
            Locale language) {
        Caller caller = access.caller();
        reports.removeSection(caller, id, version, section);
        return reports.view(caller, id, language);
    }

    /** Adds a sentence. */
    @Needs(value = Right.REPORT_BUILD, at = At.WITHIN)
    @PostMapping("/{id}/sentences")
    @ResponseStatus(HttpStatus.CREATED)
    ReportView addSentence(@PathVariable UUID id, @RequestBody NewSentence sentence, Locale language) {
        Caller caller = access.caller();
        UUID section = present(sentence.section(), "section");
        if (sentence.commitment() != null) {
            reports.addTold(caller, id, sentence.version(), section, sentence.commitment(), sentence.after());
        } else if (sentence.indicator() != null) {
            reports.addFigure(caller, id, sentence.version(), section, sentence.indicator(), sentence.after());
        } else {
            reports.addSentence(
                    caller, id, sentence.version(), section, present(sentence.text(), "text"), sentence.after());
        }
        return reports.view(caller, id, language);
    }

    /** Rewrites or moves a sentence. */
    @Needs(value = Right.REPORT_BUILD, at = At.WITHIN)
    @PatchMapping("/{id}/sentences/{sentence}")
    ReportView changeSentence(
            @PathVariable UUID id, @PathVariable UUID sentence, @RequestBody SentenceChange change, Locale language) {
        Caller caller = access.caller();
        Integer version = change.version();
        if (change.text() != null) {
            reports.rewrite(caller, id, version, sentence, change.text());
            version = null;
        }
        if (change.section() != null || change.ordinal() != null) {
            UUID section = change.section() == null ? reports.sectionOf(caller, id, sentence) : change.section();
            reports.moveSentence(
                    caller,
                    id,
                    version,
                    sentence,
                    section,
                    change.ordinal() == null ? Integer.MAX_VALUE : change.ordinal());
        }
        return reports.view(caller, id, language);
    }

    /** Takes a sentence out. */
    @Needs(value = Right.REPORT_BUILD, at = At.WITHIN)
    @DeleteMapping("/{id}/sentences/{sentence}")
    ReportView removeSentence(
            @PathVariable UUID id,
            @PathVariable UUID sentence,
            @RequestParam(required = false) @Nullable Integer version,
            Locale language) {
        Caller caller = access.caller();
        reports.removeSentence(caller, id, version, sentence);
        return reports.view(caller, id, language);
    }

    /** Keeps every number as it is now. */
    @Needs(value = Right.REPORT_FREEZE, at = At.WITHIN)
    @PostMapping("/{id}/freeze")
    ReportView freeze(@PathVariable UUID id, @RequestBody(required = false) @Nullable OnVersion on, Locale language) {
        Caller caller = access.caller();
        reports.freeze(caller, id, on == null ? null : on.version());
        return reports.view(caller, id, language);
    }

    /** Lets the numbers live again. */
    @Needs(value = Right.REPORT_FREEZE, at = At.WITHIN)
    @PostMapping("/{id}/thaw")
    ReportView thaw(@PathVariable UUID id, @RequestBody(required = false) @Nullable OnVersion on, Locale language) {
        Caller caller = access.caller();
        reports.thaw(caller, id, on == null ? null : on.version());
        return reports.view(caller, id, language);
    }

    /** The figures of a frozen report that differ now, with the records that make the difference. */
    @Needs(value = Right.WORK_READ, at = At.WITHIN)
    @GetMapping("/{id}/differences")
    List<DifferenceView> differences(@PathVariable UUID id, Locale language) {
        return reports.differences(access.caller(), id, language);
    }

    /** The report as a Word file. */
    @Needs(value = Right.WORK_READ, at = At.WITHIN)
    @GetMapping("/{id}/export.docx")
    ResponseEntity<byte[]> export(@PathVariable UUID id) {
        Caller caller = access.caller();
        byte[] file = reports.document(caller, id);
        String name = reports.view(caller, id, ReportBuilder.LANGUAGE).title() + ".docx";
        return ResponseEntity.ok()
                .contentType(DOCX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(file);
    }

    private static UnitId unit(long unit) {
        if (unit <= 0) {
            throw Problem.missing("directory.unit-missing");
        }
        return new UnitId(unit);
    }

    /** JSON may leave out what the record says is there. */
    private static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw Problem.of(
                    Problem.Kind.BAD,
                    "report.incomplete",
                    List.of(field),
                    List.of(Problem.Fault.of(field, "report.field-missing")));
        }
        return Objects.requireNonNull(value);
    }
}
