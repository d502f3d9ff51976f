package cn.shiji.record;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.Needs;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitRef;
import cn.shiji.evidence.Evidence;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Records over HTTP. */
@RestController
class RecordApi {

    private final Records records;
    private final RecordSheet sheet;
    private final Access access;
    private final Directory directory;
    private final Evidence evidence;

    RecordApi(Records records, RecordSheet sheet, Access access, Directory directory, Evidence evidence) {
        this.records = records;
        this.sheet = sheet;
        this.access = access;
        this.directory = directory;
        this.evidence = evidence;
    }

    record DayView(LocalDate day, long count) {}

    record RollPersonView(UUID id, String name, String title, UnitRef unit) {}

    /** Puts something on record under an id the sender made: 201 the first time, 200 for the same again. */
    @Needs(value = Right.RECORD_ENTER, at = At.OWN, below = Right.RECORD_BELOW)
    @PutMapping("/api/records/{id}")
    ResponseEntity<RecordView> enter(@PathVariable UUID id, @RequestBody RecordEntry entry, Locale language) {
        Caller caller = access.caller();
        Records.Entered entered = records.enter(caller, id, entry);
        RecordView view = records.view(caller, id, language);
        return switch (entered) {
            case FIRST ->
                ResponseEntity.created(URI.create("/api/records/" + id)).body(view);
            case AGAIN -> ResponseEntity.ok(view);
        };
    }

    @Needs(value = Right.RECORD_CORRECT, at = At.OWN, below = Right.RECORD_BELOW)
    @PostMapping("/api/records/{id}/corrections")
    RecordView correct(@PathVariable UUID id, @RequestBody RecordCorrection correction, Locale language) {
        Caller caller = access.caller();
        records.correct(caller, id, correction);
        return records.view(caller, id, language);
    }

    @Needs(value = Right.RECORD_CORRECT, at = At.OWN, below = Right.RECORD_BELOW)
    @PostMapping("/api/records/{id}/withdrawal")
    RecordView withdraw(@PathVariable UUID id, @RequestBody RecordWithdrawal withdrawal, Locale language) {
        Caller caller = access.caller();
        records.withdraw(caller, id, withdrawal);
        return records.view(caller, id, language);
    }

    @Needs(value = Right.WORK_READ, at = At.WITHIN)
    @GetMapping("/api/records/{id}")
    RecordView view(@PathVariable UUID id, Locale language) {
        return records.view(access.caller(), id, language);
    }

    /** An attachment of a record, for whoever may see the record, whichever unit keeps the file. */
    @Needs(value = Right.WORK_READ, at = At.WITHIN)
    @GetMapping("/api/records/{id}/files/{file}")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @PathVariable UUID file, Locale language) {
        Caller caller = access.caller();
        return records.view(caller, id, language).files().stream()
                .filter(kept -> kept.id().equals(file))
                .findFirst()
                .map(kept -> evidence.download(caller, kept))
                .orElseThrow(() -> Problem.missing("evidence.missing"));
    }

    @Needs(value = Right.WORK_READ, at = At.COLLECTION)
    @GetMapping("/api/records")
    Page<RecordRow> list(
            @RequestParam(required = false) @Nullable String pack,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "20") int size,
            Locale language) {
        return records.list(
                access.caller(), new RecordQuery(pack, kind, unit, q, from, to, state, sort), page, size, language);
    }

    /** The whole list of one form as a workbook. */
    @Needs(value = Right.WORK_READ, at = At.COLLECTION)
    @GetMapping("/api/records/export")
    void export(
            @RequestParam String pack,
            @RequestParam String kind,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String sort,
            Locale language,
            HttpServletResponse response)
            throws IOException {
        Caller caller = access.caller();
        RecordSheet.Book book = sheet.of(caller, new RecordQuery(pack, kind, unit, q, from, to, state, sort), language);
        access.audit(AuditEntry.of(caller, "record.export", "record", pack + "." + kind, book.fileName())
                .with("rows", book.rows()));
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        String name = URLEncoder.encode(book.fileName(), StandardCharsets.UTF_8).replace("+", "%20");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + name);
        response.setContentLength(book.content().length);
        response.getOutputStream().write(book.content());
    }

    /** The days of a month that have records, for the calendar beside a list. */
    @Needs(value = Right.WORK_READ, at = At.COLLECTION)
    @GetMapping("/api/records/days")
    List<DayView> days(
            @RequestParam(required = false) @Nullable String pack,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam YearMonth month) {
        RecordQuery query = new RecordQuery(pack, kind, unit, null, null, null, null, null);
        return records.days(access.caller(), query, month).entrySet().stream()
                .map(day -> new DayView(day.getKey(), day.getValue()))
                .toList();
    }

    /** What was filled into a field before. */
    @Needs(value = Right.RECORD_ENTER, at = At.COLLECTION)
    @GetMapping("/api/records/suggestions")
    List<String> suggestions(@RequestParam String pack, @RequestParam String kind, @RequestParam String field) {
        return records.suggestions(access.caller(), pack, kind, field);
    }

    /** The people a roll call asks about. */
    @Needs(value = Right.RECORD_ENTER, at = At.WITHIN)
    @GetMapping("/api/records/roll")
    List<RollPersonView> roll(
            @RequestParam String pack, @RequestParam String kind, @RequestParam String field, @RequestParam long unit) {
        List<Person> people = records.roll(access.caller(), pack, kind, field, new UnitId(unit));
        Map<UnitId, Unit> units =
                directory.units(people.stream().map(Person::unit).distinct().toList());
        return people.stream()
                .map(person -> new RollPersonView(
                        person.id(),
                        person.name(),
                        person.title(),
                        Objects.requireNonNull(units.get(person.unit())).ref()))
                .toList();
    }
}
