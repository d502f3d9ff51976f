package cn.shiji.comparison;

import cn.shiji.comparison.KeptComparison.About;
import cn.shiji.comparison.KeptComparison.Commitment;
import cn.shiji.comparison.KeptComparison.Decision;
import cn.shiji.comparison.KeptComparison.Document;
import cn.shiji.comparison.KeptComparison.Documents;
import cn.shiji.comparison.KeptComparison.Match;
import cn.shiji.comparison.KeptComparison.Result;
import cn.shiji.comparison.KeptComparison.Why;
import cn.shiji.document.Span;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.UnitId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of the comparisons. Whoever asks is named, and what lies outside the caller's scope is not there. */
@Repository
class ComparisonStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEAD = """
            select id, unit_id, place, year, title, version, matched_at, created_by, created_at, changed_by, changed_at
            from comparison.comparison where place between :from and :to and place <@ :runs::int8multirange
            """;

    private final JdbcClient sql;

    ComparisonStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** A comparison in the list, with the counts and file names kept for it. */
    record Listed(KeptComparison head, Standing.Counts counts, String planFile, String reportFile) {}

    void insert(KeptComparison head) {
        sql.sql("""
                        insert into comparison.comparison (id, unit_id, place, year, title, version, matched_at,
                                                           created_by, created_at, changed_by, changed_at)
                        values (:id, :unit, :place, :year, :title, :version, :matched, :by, :at, :by, :at)
                        """)
                .param("id", head.id())
                .param("unit", head.unit().value())
                .param("place", head.place())
                .param("year", head.year())
                .param("title", head.title())
                .param("version", head.version())
                .param("matched", time(head.matchedAt()))
                .param("by", head.createdBy())
                .param("at", time(head.createdAt()))
                .update();
    }

    /** Keeps a document in the place of the one that was there. */
    void put(UUID comparison, Side side, Document document) {
        sql.sql("""
                        insert into comparison.document (comparison_id, side, file_id, file_name, title, text, furniture, read_at)
                        values (:id, :side, :file, :name, :title, :text, :furniture, :at)
                        on conflict (comparison_id, side) do update
                        set file_id = excluded.file_id, file_name = excluded.file_name, title = excluded.title,
                            text = excluded.text, furniture = excluded.furniture, read_at = excluded.read_at
                        """)
                .param("id", comparison)
                .param("side", side.code())
                .param("file", document.file())
                .param("name", document.fileName())
                .param("title", document.title())
                .param("text", document.text())
                .param("furniture", ends(document.furniture()))
                .param("at", time(document.readAt()))
                .update();
    }

    /** Puts what a matching found in the place of what was found before. */
    void put(UUID comparison, Match match) {
        sql.sql("delete from comparison.commitment where comparison_id = :id")
                .param("id", comparison)
                .update();
        sql.sql("delete from comparison.result where comparison_id = :id")
                .param("id", comparison)
                .update();
        // One statement for thousands of rows.
        sql.sql("""
                        insert into comparison.commitment (comparison_id, no, span_start, span_end, under, figures, verdict,
                                                           report, nearest, why, sure)
                        select :id, (r ->> 'no')::int, (r ->> 'start')::int, (r ->> 'end')::int,
                               array(select jsonb_array_elements_text(r -> 'under')),
                               array(select jsonb_array_elements_text(r -> 'figures')::int),
                               r ->> 'verdict',
                               array(select jsonb_array_elements_text(r -> 'report')::int),
                               array(select jsonb_array_elements_text(r -> 'nearest')::int),
                               r -> 'why', (r ->> 'sure')::numeric
                        from jsonb_array_elements(:rows::jsonb) r
                        """)
                .param("id", comparison)
                .param(
                        "rows",
                        json(match.commitments().stream()
                                .map(ComparisonStore::row)
                                .toList()))
                .update();
        sql.sql("""
                        insert into comparison.result (comparison_id, no, span_start, span_end, under, figures, unplanned)
                        select :id, (r ->> 'no')::int, (r ->> 'start')::int, (r ->> 'end')::int,
                               array(select jsonb_array_elements_text(r -> 'under')),
                               array(select jsonb_array_elements_text(r -> 'figures')::int),
                               (r ->> 'unplanned')::boolean
                        from jsonb_array_elements(:rows::jsonb) r
                        """)
                .param("id", comparison)
                .param(
                        "rows",
                        json(match.results().stream().map(ComparisonStore::row).toList()))
                .update();
    }

    private static Map<String, Object> row(Commitment commitment) {
        Map<String, Object> row = piece(commitment.no(), commitment.span(), commitment.under(), commitment.figures());
        row.put("verdict", commitment.verdict().code());
        row.put("report", ends(commitment.report()));
        row.put("nearest", ends(commitment.nearest()));
        row.put("why", commitment.why());
        row.put("sure", commitment.sure());
        return row;
    }

    private static Map<String, Object> row(Result result) {
        Map<String, Object> row = piece(result.no(), result.span(), result.under(), result.figures());
        row.put("unplanned", result.unplanned());
        return row;
    }

    private static Map<String, Object> piece(int no, Span span, List<String> under, List<Span> figures) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("no", no);
        row.put("start", span.start());
        row.put("end", span.end());
        // Characters that JSON can hold and the database cannot.
        row.put("under", under.stream().map(word -> word.replace("\u0000", "")).toList());
        row.put("figures", ends(figures));
        return row;
    }

    List<Listed> all(Caller caller) {
        return sql.sql("""
                        select c.id, c.unit_id, c.place, c.year, c.title, c.version, c.matched_at, c.created_by, c.created_at,
                               c.changed_by, c.changed_at, c.told, c.other_figure, c.not_told, c.unplanned, c.corrected,
                               p.file_name as plan_file, r.file_name as report_file
                        from comparison.comparison c
                        join comparison.document p on p.comparison_id = c.id and p.side = 'plan'
                        join comparison.document r on r.comparison_id = c.id and r.side = 'report'
                        where c.place between :from and :to and c.place <@ :runs::int8multirange and c.removed_at is null
                        order by c.changed_at desc, c.id
                        """)
                .param("from", caller.reach().from())
                .param("to", caller.reach().to())
                .param("runs", caller.reach().multirange())
                .query((row, at) -> new Listed(
                        head(row),
                        new Standing.Counts(
                                row.getInt("told"),
                                row.getInt("other_figure"),
                                row.getInt("not_told"),
                                row.getInt("unplanned"),
                                row.getInt("corrected")),
                        row.getString("plan_file"),
                        row.getString("report_file")))
                .list();
    }

    Optional<KeptComparison> find(Caller caller, UUID id) {
        return one(caller, id, "and removed_at is null");
    }

    /** The comparison for a change: nobody else changes it until the transaction ends. */
    Optional<KeptComparison> lock(Caller caller, UUID id) {
        return one(caller, id, "and removed_at is null for update");
    }

    /** The same, also where it was removed. */
    Optional<KeptComparison> lockRemoved(Caller caller, UUID id) {
        return one(caller, id, "for update");
    }

    private Optional<KeptComparison> one(Caller caller, UUID id, String which) {
        return sql.sql(HEAD + " and id = :id " + which)
                .param("from", caller.reach().from())
                .param("to", caller.reach().to())
                .param("runs", caller.reach().multirange())
                .param("id", id)
                .query((row, at) -> head(row))
                .optional();
    }

    Documents documents(UUID comparison) {
        Map<Side, Document> found = new HashMap<>();
        sql.sql("""
                        select side, file_id, file_name, title, text, furniture, read_at from comparison.document
                        where comparison_id = :id
                        """)
                .param("id", comparison)
                .query((row, at) -> found.put(
                        Side.of(row.getString("side")),
                        new Document(
                                row.getObject("file_id", UUID.class),
                                row.getString("file_name"),
                                row.getString("title"),
                                row.getString("text"),
                                spans(row, "furniture"),
                                moment(row, "read_at"))))
                .list();
        return new Documents(
                Objects.requireNonNull(found.get(Side.PLAN)), Objects.requireNonNull(found.get(Side.REPORT)));
    }

    Match match(UUID comparison) {
        List<Commitment> commitments = sql.sql("""
                        select no, span_start, span_end, under, figures, verdict, report, nearest, why, sure
                        from comparison.commitment where comparison_id = :id order by no
                        """)
                .param("id", comparison)
                .query((row, at) -> new Commitment(
                        row.getInt("no"),
                        span(row),
                        texts(row, "under"),
                        spans(row, "figures"),
                        verdict(row.getString("verdict")),
                        spans(row, "report"),
                        spans(row, "nearest"),
                        JSON.readValue(row.getString("why"), new TypeReference<List<Why>>() {}),
                        row.getDouble("sure")))
                .list();
        List<Result> results = sql.sql("""
                        select no, span_start, span_end, under, figures, unplanned from comparison.result
                        where comparison_id = :id order by no
                        """)
                .param("id", comparison)
                .query((row, at) -> new Result(
                        row.getInt("no"),
                        span(row),
                        texts(row, "under"),
                        spans(row, "figures"),
                        row.getBoolean("unplanned")))
                .list();
        return new Match(commitments, results);
    }

    /** The decisions that stand, in the order they were made. */
    List<Decision> decisions(UUID comparison) {
        return sql.sql("""
                        select id, ordinal, about, span_start, span_end, quote, verdict, report, report_quotes, aside, note,
                               machine_verdict, decided_by_name, decided_at, placed, shaken
                        from comparison.decision where comparison_id = :id and undone_at is null order by ordinal
                        """)
                .param("id", comparison)
                .query((row, at) -> decision(row))
                .list();
    }

    void insert(UUID comparison, Decision decision, Caller caller) {
        sql.sql("""
                        insert into comparison.decision (id, comparison_id, ordinal, about, span_start, span_end, quote, verdict,
                                                         report, report_quotes, aside, note, machine_verdict, decided_by,
                                                         decided_by_name, decided_at)
                        select :id, :comparison, coalesce(max(ordinal), 0) + 1, :about, :start, :end, :quote, :verdict,
                               :report, :quotes, :aside, :note, :machine, :by, :byName, :at
                        from comparison.decision where comparison_id = :comparison
                        """)
                .param("id", decision.id())
                .param("comparison", comparison)
                .param("about", decision.about().name().toLowerCase(Locale.ROOT))
                .param("start", decision.span().start())
                .param("end", decision.span().end())
                .param("quote", decision.quote())
                .param(
                        "verdict",
                        decision.verdict() == null ? null : decision.verdict().code())
                .param("report", ends(decision.report()))
                .param("quotes", decision.reportQuotes().toArray(String[]::new))
                .param("aside", decision.aside())
                .param("note", decision.note())
                .param(
                        "machine",
                        decision.machine() == null ? null : decision.machine().code())
                .param("by", caller.account().value())
                .param("byName", decision.by())
                .param("at", time(decision.at()))
                .update();
    }

    /** Where a decision stands after its texts were read anew. */
    void place(Decision decision) {
        sql.sql("""
                        update comparison.decision
                        set span_start = :start, span_end = :end, report = :report, report_quotes = :quotes, placed = :placed,
                            shaken = :shaken
                        where id = :id
                        """)
                .param("start", decision.span().start())
                .param("end", decision.span().end())
                .param("report", ends(decision.report()))
                .param("quotes", decision.reportQuotes().toArray(String[]::new))
                .param("placed", decision.placed())
                .param("shaken", decision.shaken())
                .param("id", decision.id())
                .update();
    }

    /** The newest decision of the caller that stands. */
    Optional<Decision> last(UUID comparison, Caller caller) {
        return sql.sql("""
                        select id, ordinal, about, span_start, span_end, quote, verdict, report, report_quotes, aside, note,
                               machine_verdict, decided_by_name, decided_at, placed, shaken
                        from comparison.decision
                        where comparison_id = :id and undone_at is null and decided_by = :by
                        order by ordinal desc limit 1
                        """)
                .param("id", comparison)
                .param("by", caller.account().value())
                .query((row, at) -> decision(row))
                .optional();
    }

    void undo(Decision decision, String by, Instant at) {
        sql.sql("update comparison.decision set undone_by = :by, undone_at = :at where id = :id")
                .param("by", by)
                .param("at", time(at))
                .param("id", decision.id())
                .update();
    }

    /** Keeps how many of each there are now. */
    void count(UUID id, Standing.Counts counts) {
        sql.sql("""
                        update comparison.comparison
                        set told = :told, other_figure = :other, not_told = :not, unplanned = :unplanned, corrected = :corrected
                        where id = :id
                        """)
                .param("told", counts.told())
                .param("other", counts.otherFigure())
                .param("not", counts.notTold())
                .param("unplanned", counts.unplanned())
                .param("corrected", counts.corrected())
                .param("id", id)
                .update();
    }

    /** Keeps a changed head as its next version. */
    void save(KeptComparison head, String by, Instant at) {
        sql.sql("""
                        update comparison.comparison
                        set title = :title, year = :year, matched_at = :matched, version = version + 1, changed_by = :by,
                            changed_at = :at
                        where id = :id
                        """)
                .param("title", head.title())
                .param("year", head.year())
                .param("matched", time(head.matchedAt()))
                .param("by", by)
                .param("at", time(at))
                .param("id", head.id())
                .update();
    }

    void remove(UUID id, String by, Instant at) {
        sql.sql("update comparison.comparison set removed_by = :by, removed_at = :at where id = :id")
                .param("by", by)
                .param("at", time(at))
                .param("id", id)
                .update();
    }

    void restore(UUID id) {
        sql.sql("update comparison.comparison set removed_by = null, removed_at = null where id = :id")
                .param("id", id)
                .update();
    }

    private static KeptComparison head(ResultSet row) throws SQLException {
        return new KeptComparison(
                row.getObject("id", UUID.class),
                new UnitId(row.getLong("unit_id")),
                row.getLong("place"),
                row.getInt("year"),
                row.getString("title"),
                row.getInt("version"),
                moment(row, "matched_at"),
                row.getString("created_by"),
                moment(row, "created_at"),
                row.getString("changed_by"),
                moment(row, "changed_at"));
    }

    private static Decision decision(ResultSet row) throws SQLException {
        String verdict = row.getString("verdict");
        String machine = row.getString("machine_verdict");
        return new Decision(
                row.getObject("id", UUID.class),
                row.getInt("ordinal"),
                About.valueOf(row.getString("about").toUpperCase(Locale.ROOT)),
                span(row),
                row.getString("quote"),
                verdict == null ? null : verdict(verdict),
                spans(row, "report"),
                texts(row, "report_quotes"),
                row.getBoolean("aside"),
                row.getString("note"),
                machine == null ? null : verdict(machine),
                row.getString("decided_by_name"),
                moment(row, "decided_at"),
                row.getBoolean("placed"),
                row.getBoolean("shaken"));
    }

    private static Verdict verdict(String code) {
        return Verdict.valueOf(code.toUpperCase(Locale.ROOT));
    }

    private static Span span(ResultSet row) throws SQLException {
        return new Span(row.getInt("span_start"), row.getInt("span_end"));
    }

    private static List<Span> spans(ResultSet row, String column) throws SQLException {
        Integer[] ends = (Integer[]) array(row, column);
        List<Span> spans = new ArrayList<>();
        for (int at = 0; at + 1 < ends.length; at += 2) {
            spans.add(new Span(ends[at], ends[at + 1]));
        }
        return List.copyOf(spans);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) array(row, column));
    }

    private static Object array(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }

    private static Integer[] ends(List<Span> spans) {
        Integer[] ends = new Integer[2 * spans.size()];
        for (int at = 0; at < spans.size(); at++) {
            ends[2 * at] = spans.get(at).start();
            ends[2 * at + 1] = spans.get(at).end();
        }
        return ends;
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
