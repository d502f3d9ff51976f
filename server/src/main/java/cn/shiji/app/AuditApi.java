package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.AuditChain;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.AuditLine;
import cn.shiji.access.AuditPage;
import cn.shiji.access.AuditQuery;
import cn.shiji.access.AuditTrail;
import cn.shiji.access.Needs;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The trail over HTTP, for who audits. It stands here because its rows know units only by their ids. */
@RestController
class AuditApi {

    private static final int LARGEST_PAGE = 200;
    private static final int MOST_ROWS = 500_000;

    private final AuditTrail trail;
    private final AuditSheet sheet;
    private final AuditWords words;
    private final AuditFields fields;
    private final Directory directory;
    private final Access access;
    private final Clock clock;

    AuditApi(
            AuditTrail trail,
            AuditSheet sheet,
            AuditWords words,
            AuditFields fields,
            Directory directory,
            Access access,
            Clock clock) {
        this.trail = trail;
        this.sheet = sheet;
        this.words = words;
        this.fields = fields;
        this.directory = directory;
        this.access = access;
        this.clock = clock;
    }

    /**
     * A word of the trail and how it is told.
     *
     * @param word as it stands in the trail
     * @param told in the reader's language
     */
    record AuditWord(String word, String told) {}

    record AuditWordsView(List<AuditWord> verbs, List<AuditWord> kinds) {}

    /**
     * A row in the list.
     *
     * @param changes whether it says what stood before or after
     */
    record AuditRowView(
            long id,
            Instant at,
            String name,
            @Nullable UnitRef unit,
            String verb,
            String verbTold,
            String outcome,
            String kind,
            String kindTold,
            String subject,
            String words,
            @Nullable String address,
            boolean changes) {}

    /**
     * A page of the list.
     *
     * @param next the number to ask the next page before, null on the last
     * @param lookedBackTo how far back rows were looked through for words where older ones were not yet, else null
     */
    record AuditPageView(
            List<AuditRowView> items,
            @Nullable Long next,
            @Nullable Instant lookedBackTo) {}

    /** One field, before and after; null where there was or is nothing. */
    record AuditFieldView(
            String field,
            String told,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * A row with all it says.
     *
     * @param seal the seal that holds it, null where it is not sealed yet
     * @param opens where the thing can be opened at the desk, null where nowhere
     */
    record AuditLineView(
            AuditRowView row,
            @Nullable String tree,
            @Nullable UnitRef capacity,
            @Nullable String session,
            List<AuditFieldView> fields,
            @Nullable Long seal,
            @Nullable String opens) {}

    /** A page of the trail within the caller's reach, newest first. */
    @Needs(value = Right.AUDIT_READ, at = At.COLLECTION)
    @GetMapping("/api/audit")
    AuditPageView list(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable String verb,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String address,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "50") int size,
            Locale language) {
        Caller caller = access.caller();
        int most = Math.clamp(size, 1, LARGEST_PAGE);
        AuditQuery query = query(who, unit, verb, kind, subject, outcome, from, to, address, q);
        AuditPage page = trail.page(caller, query, before, most);
        Map<UnitId, Unit> units = units(page.lines());
        return new AuditPageView(
                page.lines().stream().map(line -> view(line, units, language)).toList(),
                page.next(),
                page.lookedBackTo());
    }

    /** The verbs and kinds of things the list can be filtered by. */
    @Needs(value = Right.AUDIT_READ, at = At.NOWHERE)
    @GetMapping("/api/audit/words")
    AuditWordsView words(Locale language) {
        return new AuditWordsView(
                AuditWords.verbs().stream()
                        .map(verb -> new AuditWord(verb, words.verb(verb, language)))
                        .toList(),
                AuditWords.kinds().stream()
                        .map(kind -> new AuditWord(kind, words.kind(kind, language)))
                        .toList());
    }

    /** How the chain stands, and how far a verification is. */
    @Needs(value = Right.AUDIT_READ, at = At.NOWHERE)
    @GetMapping("/api/audit/chain")
    AuditChain chain() {
        return trail.chain(access.caller());
    }

    /** Begins to verify the chain. */
    @Needs(value = Right.AUDIT_READ, at = At.NOWHERE)
    @PostMapping("/api/audit/verification")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void verify() {
        trail.beginVerification(access.caller());
    }

    /** The rows asked for as a workbook or as CSV; that is a row of the trail itself. */
    @Needs(value = Right.AUDIT_EXPORT, at = At.COLLECTION)
    @GetMapping("/api/audit/export")
    void export(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable String verb,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String address,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "xlsx") String format,
            Locale language,
            HttpServletResponse response)
            throws IOException {
        Caller caller = access.caller();
        access.require(caller, Right.AUDIT_EXPORT);
        if (!List.of("xlsx", "csv").contains(format)) {
            throw Problem.bad("problem.parameter", "format", format);
        }
        AuditQuery query = query(who, unit, verb, kind, subject, outcome, from, to, address, q);
        long rows = trail.count(caller, query, MOST_ROWS + 1);
        if (rows > MOST_ROWS) {
            throw Problem.tooLarge("audit.too-many-rows", MOST_ROWS);
        }
        Path file = Files.createTempFile("audit-", "." + format);
        try {
            long written = sheet.write(caller, query, format.equals("csv"), file, language);
            AuditEntry entry =
                    AuditEntry.of(caller, "audit.export", "audit", format, "").with("rows", written);
            for (var asked : asked(query).entrySet()) {
                entry = entry.with(asked.getKey(), asked.getValue());
            }
            access.audit(entry);
            String name = words.kind("audit", language) + "-" + LocalDate.now(clock) + "." + format;
            response.setContentType(
                    format.equals("csv")
                            ? "text/csv;charset=UTF-8"
                            : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename*=UTF-8''"
                            + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
            response.setContentLengthLong(Files.size(file));
            Files.copy(file, response.getOutputStream());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** One row with what stood before and after. */
    @Needs(value = Right.AUDIT_READ, at = At.WITHIN)
    @GetMapping("/api/audit/{id}")
    AuditLineView line(@PathVariable long id, Locale language) {
        AuditLine line = trail.line(access.caller(), id);
        Map<UnitId, Unit> units = units(List.of(line));
        return new AuditLineView(
                view(line, units, language),
                line.tree(),
                ref(line.capacity(), units),
                line.session(),
                fields(line, language),
                line.seal(),
                opens(line));
    }

    private static Map<String, Object> asked(AuditQuery query) {
        var asked = new LinkedHashMap<String, @Nullable Object>();
        asked.put("who", query.who());
        asked.put("unit", query.unit() == null ? null : query.unit().value());
        asked.put("verb", query.verb());
        asked.put("kind", query.kind());
        asked.put("subject", query.subject());
        asked.put("outcome", query.outcome());
        asked.put("from", query.from());
        asked.put("to", query.to());
        asked.put("address", query.address());
        asked.put("words", query.words());
        var told = new LinkedHashMap<String, Object>();
        asked.forEach((key, value) -> {
            if (value != null) {
                told.put(key, value);
            }
        });
        return told;
    }

    private AuditQuery query(
            @Nullable String who,
            @Nullable Long unit,
            @Nullable String verb,
            @Nullable String kind,
            @Nullable String subject,
            @Nullable String outcome,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String address,
            @Nullable String q) {
        return new AuditQuery(
                said(who),
                unit == null || unit < 1 ? null : new UnitId(unit),
                said(verb),
                said(kind),
                said(subject),
                said(outcome),
                from == null ? null : from.atStartOfDay(clock.getZone()).toInstant(),
                to == null ? null : to.plusDays(1).atStartOfDay(clock.getZone()).toInstant(),
                said(address),
                said(q));
    }

    private static @Nullable String said(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private Map<UnitId, Unit> units(List<AuditLine> lines) {
        List<UnitId> ids = lines.stream()
                .flatMap(line -> Stream.of(line.unit(), line.capacity()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return directory.units(ids);
    }

    private static @Nullable UnitRef ref(@Nullable UnitId id, Map<UnitId, Unit> units) {
        Unit unit = id == null ? null : units.get(id);
        return unit == null ? null : unit.ref();
    }

    private AuditRowView view(AuditLine line, Map<UnitId, Unit> units, Locale language) {
        return new AuditRowView(
                line.id(),
                line.at(),
                line.name(),
                ref(line.unit(), units),
                line.verb(),
                words.verb(line.verb(), language),
                line.outcome(),
                line.kind(),
                words.kind(line.kind(), language),
                line.subject(),
                line.words(),
                line.address(),
                line.before() != null || line.after() != null);
    }

    private List<AuditFieldView> fields(AuditLine line, Locale language) {
        return fields.of(line, language).stream()
                .map(field -> new AuditFieldView(field.field(), field.told(), field.before(), field.after()))
                .toList();
    }

    /** The desk's page of a thing, by its kind. */
    private static @Nullable String opens(AuditLine line) {
        return switch (line.kind()) {
            case "plan" -> "/plans/" + line.subject();
            case "record" -> "/records/" + line.subject();
            case "report" -> "/reports/" + line.subject();
            case "comparison" -> "/comparisons/" + line.subject();
            case "unit" -> "/units/" + line.subject();
            case "person" -> "/people/" + line.subject();
            default -> null;
        };
    }
}
