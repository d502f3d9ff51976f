package cn.shiji.record;

import cn.shiji.directory.Directory;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.UnitId;
import cn.shiji.record.RecordStore.Kept;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of records for screens: filter, search, sort and page are all in SQL, under the caller's scope. */
@Repository
class RecordBoard {

    private static final int LARGEST_PAGE = 200;
    private static final int SUGGESTIONS = 12;
    private static final Map<String, String> ORDERS = Map.of(
            "day", "r.day %1$s, r.entered_at %1$s",
            "title", "r.title %1$s",
            "unit", "r.place %1$s, r.day desc",
            "entered", "r.entered_at %1$s");

    private final JdbcClient jdbc;
    private final Directory directory;

    RecordBoard(JdbcClient jdbc, Directory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    /** How many records were made on a day. */
    record DayCount(LocalDate day, long count) {}

    Page<Kept> list(Caller caller, RecordQuery query, int page, int size) {
        if (page < 1) {
            throw Problem.bad("problem.parameter", "page", page);
        }
        if (size < 1 || size > LARGEST_PAGE) {
            throw Problem.bad("problem.parameter", "size", size);
        }
        long total = statement("select count(*) from record.record r", caller, query, "")
                .query(Long.class)
                .single();
        List<Kept> items = rows(caller, query, (long) (page - 1) * size, size);
        return new Page<>(items, page, size, total);
    }

    /** A run of the list, for exports that go through all of it. */
    List<Kept> rows(Caller caller, RecordQuery query, long offset, int count) {
        return statement(
                        "select r.* from record.record r",
                        caller,
                        query,
                        order(query.sort()) + " limit :count offset :offset")
                .param("offset", offset)
                .param("count", count)
                .query(RecordStore::kept)
                .list();
    }

    /** How many records each day of the month has; days without any are left out. */
    List<DayCount> days(Caller caller, RecordQuery query, YearMonth month) {
        RecordQuery within = new RecordQuery(
                query.pack(), query.kind(), query.unit(), null, month.atDay(1), month.atEndOfMonth(), "kept", null);
        return statement(
                        "select r.day, count(*) from record.record r", caller, within, " group by r.day order by r.day")
                .query((row, _) -> new DayCount(row.getObject(1, LocalDate.class), row.getLong(2)))
                .list();
    }

    /** What was filled into a field before within the scope, what was used last coming first. */
    List<String> suggestions(Caller caller, String pack, String kind, String field) {
        return jdbc.sql("""
                        select v.text
                        from record.value v join record.record r on r.id = v.record_id
                        where v.pack = :pack and v.kind = :kind and v.field = :field and v.text is not null
                          and v.place between :scopeFrom and :scopeTo and v.place <@ :runs::int8multirange
                          and r.state = 'kept'
                        group by v.text order by max(r.day) desc, count(*) desc, v.text limit :most
                        """)
                .param("pack", pack)
                .param("kind", kind)
                .param("field", field)
                .param("scopeFrom", caller.reach().from())
                .param("scopeTo", caller.reach().to())
                .param("runs", caller.reach().multirange())
                .param("most", SUGGESTIONS)
                .query(String.class)
                .list();
    }

    private JdbcClient.StatementSpec statement(String select, Caller caller, RecordQuery query, String end) {
        // A unit the caller may see is seen with all below it.
        Reach places = query.unit() == null
                ? caller.reach()
                : Reach.of(directory.unit(caller, new UnitId(query.unit())).places());
        StringBuilder sql = new StringBuilder(select)
                .append(sortJoin(query.sort()))
                .append(" where r.place between :scopeFrom and :scopeTo\n");
        // Of one run its ends say it all; said twice, the planner would take the rows for far fewer than they are.
        condition(sql, places.runs().size() == 1 ? null : places, "r.place <@ :runs::int8multirange");
        condition(sql, query.pack(), "r.pack = :pack");
        condition(sql, query.kind(), "r.kind = :kind");
        condition(sql, query.from(), "r.day >= :from");
        condition(sql, query.to(), "r.day <= :to");
        condition(sql, query.state(), "r.state = :state");
        String words =
                query.q() == null || query.q().isBlank() ? null : query.q().strip();
        condition(sql, words, """
                (r.title ilike :words or exists (
                     select from record.value v where v.record_id = r.id and v.text ilike :words))""");
        JdbcClient.StatementSpec statement = jdbc.sql(sql.append(end).toString())
                .param("scopeFrom", places.from())
                .param("scopeTo", places.to())
                .param("runs", places.multirange());
        statement = with(statement, "pack", query.pack());
        statement = with(statement, "kind", query.kind());
        statement = with(statement, "from", query.from());
        statement = with(statement, "to", query.to());
        statement = with(statement, "state", query.state());
        statement = with(statement, "words", words == null ? null : "%" + escaped(words) + "%");
        return with(statement, "field", field(query.sort()));
    }

    private static void condition(StringBuilder sql, @Nullable Object value, String condition) {
        if (value != null) {
            sql.append(" and ").append(condition).append('\n');
        }
    }

    private static JdbcClient.StatementSpec with(
            JdbcClient.StatementSpec statement, String name, @Nullable Object value) {
        return value == null ? statement : statement.param(name, value);
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static String plain(@Nullable String sort) {
        String key = sort == null || sort.isBlank() ? "-day" : sort;
        return key.startsWith("-") ? key.substring(1) : key;
    }

    private static @Nullable String field(@Nullable String sort) {
        String key = plain(sort);
        return ORDERS.containsKey(key) ? null : key;
    }

    /** Sorting by a field joins its value; a field that no form has sorts nothing, and harms nothing. */
    private static String sortJoin(@Nullable String sort) {
        return field(sort) == null ? "" : """
                 left join lateral (
                     select min(v.num) as num, min(v.day) as day, min(v.text) as text
                     from record.value v where v.record_id = r.id and v.field = :field) s on true
                """;
    }

    private static String order(@Nullable String sort) {
        String key = plain(sort);
        String direction = sort == null || sort.isBlank() || sort.startsWith("-") ? "desc" : "asc";
        String order = ORDERS.getOrDefault(
                key, "s.num %1$s nulls last, s.day %1$s nulls last, s.text %1$s nulls last, r.day desc");
        return " order by " + order.formatted(direction) + ", r.id";
    }
}
