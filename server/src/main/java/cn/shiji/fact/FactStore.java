package cn.shiji.fact;

import cn.shiji.kernel.Page;
import cn.shiji.kernel.SourceRef;
import cn.shiji.kernel.UnitId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** All SQL of the fact store. */
@Repository
class FactStore {

    /**
     * The facts of one selection. With a reversal, what it reverses is chosen too, for both have the same kind, day and
     * units; so what stands can be told within the chosen ones.
     */
    private static final String CHOSEN = """
            chosen as materialized (
                select f.id, f.day, f.quantity, f.subject, f.reverses, f.label, f.recorded_at,
                       f.source_module, f.source_kind, f.source_id, f.source_version
                from fact.fact f
                where f.kind = s.kind
                  and f.day between s.first_day and s.last_day
                  and f.id <= s.last_fact
                  and exists (select from fact.fact_unit u
                              where u.fact_id = f.id and u.role = 'by' and u.place between s.first_place and s.last_place
                                and (s.runs is null or u.place <@ s.runs))
            )
            """;

    private static final String ONE_SELECTION = """
            s as (select :kind::text kind, :firstDay::date first_day, :lastDay::date last_day,
                         :firstPlace::bigint first_place, :lastPlace::bigint last_place, :runs::int8multirange runs,
                         :lastFact::bigint last_fact)
            """;

    private final JdbcClient sql;
    private final JdbcTemplate batch;

    FactStore(JdbcClient sql, JdbcTemplate batch) {
        this.sql = sql;
        this.batch = batch;
    }

    /** What was reversed: how many facts, and what they were about. */
    record Reversed(int count, Set<String> kinds, Set<UnitId> units, Set<LocalDate> days) {}

    void insert(List<NewFact> facts, Instant at) {
        var keys = new GeneratedKeyHolder();
        batch.batchUpdate(
                connection -> connection.prepareStatement("""
                        insert into fact.fact (kind, day, quantity, subject, dims, source_module, source_kind, source_id,
                                               source_version, label, recorded_at)
                        values (?, ?, ?, ?, jsonb_object(?::text[], ?::text[]), ?, ?, ?, ?, ?, ?)
                        """, new String[] {"id"}),
                new BatchPreparedStatementSetter() {
                    @Override
                    public void setValues(PreparedStatement row, int index) throws SQLException {
                        NewFact fact = facts.get(index);
                        row.setString(1, fact.kind());
                        row.setObject(2, fact.day());
                        row.setBigDecimal(3, fact.quantity());
                        row.setString(4, fact.subject());
                        List<String> dims =
                                fact.dims().keySet().stream().sorted().toList();
                        row.setObject(5, dims.toArray(String[]::new));
                        row.setObject(6, dims.stream().map(fact.dims()::get).toArray(String[]::new));
                        row.setString(7, fact.source().module());
                        row.setString(8, fact.source().kind());
                        row.setObject(9, fact.source().id());
                        row.setInt(10, fact.source().version());
                        row.setString(11, fact.label());
                        row.setTimestamp(12, Timestamp.from(at));
                    }

                    @Override
                    public int getBatchSize() {
                        return facts.size();
                    }
                },
                keys);
        var parts = new ArrayList<Object[]>();
        for (int index = 0; index < facts.size(); index++) {
            Object id = Objects.requireNonNull(keys.getKeyList().get(index).get("id"));
            for (UnitPart part : facts.get(index).units()) {
                parts.add(new Object[] {id, part.role().column(), part.unit().value(), part.place()});
            }
        }
        batch.batchUpdate("insert into fact.fact_unit (fact_id, role, unit_id, place) values (?, ?, ?, ?)", parts);
    }

    Reversed reverse(SourceRef cause, Instant at) {
        var kinds = new HashSet<String>();
        var units = new HashSet<UnitId>();
        var days = new HashSet<LocalDate>();
        var facts = new HashSet<Long>();
        sql.sql("""
                with reversal as (
                    insert into fact.fact (kind, day, quantity, subject, dims, source_module, source_kind, source_id,
                                           source_version, label, recorded_at, reverses)
                    select f.kind, f.day, -f.quantity, f.subject, f.dims, f.source_module, f.source_kind, f.source_id,
                           :version, f.label, :at, f.id
                    from fact.fact f
                    where f.source_module = :module and f.source_kind = :kind and f.source_id = :id
                      and f.reverses is null
                      and not exists (select from fact.fact r where r.reverses = f.id)
                    order by f.id
                    returning id, kind, day, reverses),
                part as (
                    insert into fact.fact_unit (fact_id, role, unit_id, place)
                    select r.id, u.role, u.unit_id, u.place
                    from reversal r join fact.fact_unit u on u.fact_id = r.reverses
                    returning fact_id, unit_id)
                select r.id, r.kind, r.day, p.unit_id from reversal r join part p on p.fact_id = r.id
                """)
                .param("version", cause.version())
                .param("at", Timestamp.from(at))
                .param("module", cause.module())
                .param("kind", cause.kind())
                .param("id", cause.id())
                .query(row -> {
                    facts.add(row.getLong("id"));
                    kinds.add(row.getString("kind"));
                    days.add(row.getObject("day", LocalDate.class));
                    units.add(new UnitId(row.getLong("unit_id")));
                });
        return new Reversed(facts.size(), kinds, units, days);
    }

    AsOf mark(Instant at) {
        sql.sql("set local lock_timeout = '10s'").update();
        return sql.sql("select id, last_fact, taken_at from fact.take_mark(:at)")
                .param("at", Timestamp.from(at))
                .query((row, n) -> asOf(row))
                .single();
    }

    Optional<AsOf> asOf(long mark) {
        return sql.sql("select id, last_fact, taken_at from fact.mark where id = :id")
                .param("id", mark)
                .query((row, n) -> asOf(row))
                .optional();
    }

    List<FactSum> read(List<Selection> selections) {
        return sql.sql("""
                select x.quantity, x.records
                from unnest(:measures::text[], :kinds::text[], :firstDays::date[], :lastDays::date[],
                            :firstPlaces::bigint[], :lastPlaces::bigint[], :runs::int8multirange[],
                            :lastFacts::bigint[]) with ordinality
                     as s (measure, kind, first_day, last_day, first_place, last_place, runs, last_fact,
                           place_in_list),
                lateral (
                    with %s
                    select case s.measure
                               when 'sum' then (select coalesce(sum(quantity), 0) from chosen)
                               when 'distinct' then (select count(*) from (
                                   select from chosen where subject is not null group by subject having sum(quantity) > 0) d)
                           end as quantity,
                           (select count(*) from (
                               select from chosen group by source_module, source_kind, source_id
                               having count(*) > 2 * count(reverses)) r) as records
                ) x
                order by s.place_in_list
                """.formatted(CHOSEN))
                .param("measures", texts(selections, s -> s.measure().name().toLowerCase(Locale.ROOT)))
                .param("kinds", texts(selections, Selection::kind))
                .param("firstDays", texts(selections, s -> s.period().from().toString()))
                .param("lastDays", texts(selections, s -> s.period().to().toString()))
                .param("firstPlaces", numbers(selections, Selection::firstPlace))
                .param("lastPlaces", numbers(selections, Selection::lastPlace))
                .param("runs", selections.stream().map(Selection::runs).toArray(String[]::new))
                .param("lastFacts", numbers(selections, Selection::lastFact))
                .query((row, n) -> new FactSum(row.getBigDecimal("quantity"), row.getLong("records")))
                .list();
    }

    Page<FactSource> sources(Selection selection, int page, int size) {
        String rows = """
                with %s, chosen_of as (
                    select c.* from s, lateral (
                        with %s
                        select * from chosen where reverses is null and not exists (
                            select from fact.fact r where r.reverses = chosen.id and r.id <= s.last_fact)) c),
                source as (
                    select source_module, source_kind, source_id, max(source_version) source_version,
                           (array_agg(label order by id desc))[1] label, max(day) as day,
                           %s as quantity, max(recorded_at) recorded_at, array_agg(id) facts
                    from chosen_of group by source_module, source_kind, source_id)
                """.formatted(ONE_SELECTION, CHOSEN, quantityOf(selection.measure()));
        long total = bind(rows + "select count(*) from source", selection)
                .query(Long.class)
                .single();
        List<FactSource> items = bind(rows + """
                        select source.*, (
                            select string_agg(distinct u.role || ':' || u.unit_id || ':' || u.place, ',')
                            from fact.fact_unit u where u.fact_id = any (source.facts)) parts
                        from source order by day desc, source_id desc limit :size offset :skip
                        """, selection)
                .param("size", size)
                .param("skip", (long) (page - 1) * size)
                .query((row, n) -> source(row))
                .list();
        return new Page<>(items, page, size, total);
    }

    List<FactChange> changes(Selection since) {
        // Compared subject by subject where subjects are counted: one person for another changes no sum.
        String differs = switch (since.measure()) {
            case SUM -> "coalesce(sum(quantity) filter (where id > :mark), 0) <> 0";
            case DISTINCT -> """
                            exists (select from (
                                select from all_facts g where (g.source_module, g.source_kind, g.source_id)
                                    = (f.source_module, f.source_kind, f.source_id) and g.id > :mark and g.subject is not null
                                group by g.subject having sum(g.quantity) <> 0) d)""";
        };
        String before = switch (since.measure()) {
            case SUM -> "coalesce(sum(quantity) filter (where id <= :mark), 0)";
            case DISTINCT -> """
                            (select count(*) from (
                                select from all_facts g where (g.source_module, g.source_kind, g.source_id)
                                    = (f.source_module, f.source_kind, f.source_id) and g.id <= :mark and g.subject is not null
                                group by g.subject having sum(g.quantity) > 0) d)""";
        };
        String now = switch (since.measure()) {
            case SUM -> "sum(quantity)";
            case DISTINCT -> """
                            (select count(*) from (
                                select from all_facts g where (g.source_module, g.source_kind, g.source_id)
                                    = (f.source_module, f.source_kind, f.source_id) and g.subject is not null
                                group by g.subject having sum(g.quantity) > 0) d)""";
        };
        return bind(
                        """
                with %s, all_facts as (
                    select c.* from s, lateral (with %s select * from chosen) c),
                source as (
                    select source_module, source_kind, source_id, max(source_version) source_version,
                           (array_agg(label order by id desc) filter (where reverses is null))[1] label,
                           (array_agg(day order by id desc))[1] as day,
                           %s as quantity, %s as before, max(recorded_at) recorded_at, array_agg(id) facts
                    from all_facts f group by source_module, source_kind, source_id
                    having %s)
                select source.*, (
                    select string_agg(distinct u.role || ':' || u.unit_id || ':' || u.place, ',')
                    from fact.fact_unit u where u.fact_id = any (source.facts)) parts
                from source order by recorded_at desc, source_id desc
                """.formatted(ONE_SELECTION, CHOSEN, now, before, differs),
                        new Selection(since.measure(), since.kind(), since.places(), since.period(), null))
                .param("mark", since.lastFact())
                .query((row, n) -> new FactChange(source(row), FactSum.plain(row.getBigDecimal("before"))))
                .list();
    }

    private static String quantityOf(Measure measure) {
        return switch (measure) {
            case SUM -> "sum(quantity)";
            case DISTINCT -> "count(distinct subject)";
        };
    }

    private JdbcClient.StatementSpec bind(String statement, Selection selection) {
        return sql.sql(statement)
                .param("kind", selection.kind())
                .param("firstDay", selection.period().from())
                .param("lastDay", selection.period().to())
                .param("firstPlace", selection.firstPlace())
                .param("lastPlace", selection.lastPlace())
                .param("runs", selection.runs())
                .param("lastFact", selection.lastFact());
    }

    private static FactSource source(ResultSet row) throws SQLException {
        var owners = new TreeMap<Long, UnitPart>();
        var takingPart = new TreeMap<Long, UnitId>();
        for (String part : Objects.requireNonNull(row.getString("parts")).split(",")) {
            String[] pieces = part.split(":");
            long unit = Long.parseLong(pieces[1]);
            switch (pieces[0]) {
                case "at" -> owners.put(unit, new UnitPart(FactRole.AT, new UnitId(unit), Long.parseLong(pieces[2])));
                case "by" -> takingPart.put(Long.parseLong(pieces[2]), new UnitId(unit));
                default -> {
                    // who answers is not told in a list of sources
                }
            }
        }
        return new FactSource(
                new SourceRef(
                        row.getString("source_module"),
                        row.getString("source_kind"),
                        row.getObject("source_id", UUID.class),
                        row.getInt("source_version")),
                row.getString("label"),
                row.getObject("day", LocalDate.class),
                FactSum.plain(row.getBigDecimal("quantity")),
                List.copyOf(owners.values()),
                List.copyOf(takingPart.values()),
                row.getTimestamp("recorded_at").toInstant());
    }

    private static AsOf asOf(ResultSet row) throws SQLException {
        return new AsOf(
                row.getLong("id"),
                row.getLong("last_fact"),
                row.getTimestamp("taken_at").toInstant());
    }

    private static String[] texts(List<Selection> selections, Function<Selection, String> part) {
        return selections.stream().map(part).toArray(String[]::new);
    }

    private static Long[] numbers(List<Selection> selections, ToLongFunction<Selection> part) {
        return selections.stream().mapToLong(part).boxed().toArray(Long[]::new);
    }
}
