package cn.shiji.directory;

import cn.shiji.kernel.Page;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of units as they are today. */
@Repository
class Units {

    /** What is written where nobody knows since when a unit stands. */
    static final LocalDate ALWAYS = LocalDate.of(1949, 10, 1);

    private static final String COLUMNS =
            "select id, name, kind, parent, place, place_end, code, closed_on from directory.unit ";

    /** From so many rows on COPY is worth its own statements. */
    private static final int COPIED_FROM = 500;

    private final JdbcClient jdbc;
    private final DataSource source;

    Units(JdbcClient jdbc, DataSource source) {
        this.jdbc = jdbc;
        this.source = source;
    }

    /** A unit about to be written; its id, place and code are settled. */
    record Row(
            long id,
            String name,
            UnitKind kind,
            @Nullable Long parent,
            Scope run,
            @Nullable String code,
            Pinyin pinyin,
            LocalDate since) {}

    Optional<Unit> byId(UnitId id) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", id.value())
                .query(Units::unit)
                .optional();
    }

    /** The first of the roots that stand. */
    Optional<Unit> top() {
        return jdbc.sql(COLUMNS + "where parent is null order by closed_on is not null, place limit 1")
                .query(Units::unit)
                .optional();
    }

    List<Unit> roots() {
        return jdbc.sql(COLUMNS + "where parent is null and closed_on is null order by place")
                .query(Units::unit)
                .list();
    }

    Map<UnitId, Unit> byIds(Collection<UnitId> ids) {
        Long[] values = ids.stream().map(UnitId::value).distinct().toArray(Long[]::new);
        return jdbc
                .sql(COLUMNS + "where id = any(:ids) order by place")
                .param("ids", values)
                .query(Units::unit)
                .list()
                .stream()
                .collect(Collectors.toMap(Unit::id, unit -> unit));
    }

    /** The open units of these codes. */
    Map<String, Unit> byCodes(Collection<String> codes) {
        return jdbc
                .sql(COLUMNS + "where code = any(:codes) and closed_on is null")
                .param("codes", codes.toArray(String[]::new))
                .query(Units::unit)
                .list()
                .stream()
                .collect(Collectors.toMap(Unit::code, unit -> unit));
    }

    List<Unit> within(Reach places) {
        return jdbc.sql(COLUMNS + """
                        where place between :from and :to and place <@ :runs::int8multirange and closed_on is null
                        order by place
                        """)
                .param("from", places.from())
                .param("to", places.to())
                .param("runs", places.multirange())
                .query(Units::unit)
                .list();
    }

    /** A page of the units that stand in these places, of one kind and with words in their name where asked for. */
    Page<Unit> within(Reach places, @Nullable UnitKind kind, @Nullable String words, int page, int size) {
        String where = """
                where place between :from and :to and place <@ :runs::int8multirange and closed_on is null
                    and (cast(:kind as text) is null or kind = :kind)
                    and (cast(:words as text) is null or position(:words in name) > 0)
                """;
        long total = asked(jdbc.sql("select count(*) from directory.unit " + where), places, kind, words)
                .query(Long.class)
                .single();
        List<Unit> found = asked(
                        jdbc.sql(COLUMNS + where + " order by place limit :size offset :skip"), places, kind, words)
                .param("size", size)
                .param("skip", (page - 1L) * size)
                .query(Units::unit)
                .list();
        return new Page<>(found, page, size, total);
    }

    private static JdbcClient.StatementSpec asked(
            JdbcClient.StatementSpec statement, Reach places, @Nullable UnitKind kind, @Nullable String words) {
        return statement
                .param("from", places.from())
                .param("to", places.to())
                .param("runs", places.multirange())
                .param("kind", kind == null ? null : kind.word(), Types.VARCHAR)
                .param("words", words == null || words.isBlank() ? null : words.strip(), Types.VARCHAR);
    }

    List<Unit> children(UnitId parent) {
        return jdbc.sql(COLUMNS + "where parent = :parent order by place")
                .param("parent", parent.value())
                .query(Units::unit)
                .list();
    }

    /** The children of many at once, open ones only. */
    List<Unit> openChildren(Collection<Long> parents) {
        return jdbc.sql(COLUMNS + "where parent = any(:parents) and closed_on is null order by place")
                .param("parents", parents.toArray(Long[]::new))
                .query(Units::unit)
                .list();
    }

    /** The unit and those above it, the root first. */
    List<Unit> path(UnitId id) {
        return jdbc.sql("""
                        with recursive up(id, parent, depth) as (
                            select id, parent, 0 from directory.unit where id = :id
                            union all
                            select u.id, u.parent, depth + 1 from up join directory.unit u on u.id = up.parent)
                        select id, u.name, u.kind, u.parent, u.place, u.place_end, u.code, u.closed_on
                        from up join directory.unit u using (id) order by depth desc
                        """).param("id", id.value()).query(Units::unit).list();
    }

    Optional<Unit> named(String name, Scope places) {
        return jdbc.sql(COLUMNS + """
                        where name = :name and place between :from and :to order by closed_on is not null, place limit 1
                        """)
                .param("name", name)
                .param("from", places.from())
                .param("to", places.to())
                .query(Units::unit)
                .optional();
    }

    /** New ids, in rising order. */
    long[] ids(int count) {
        return longs(
                "select nextval((select pg_get_serial_sequence('directory.unit', 'id'))::regclass) from generate_series(1, :count)",
                count);
    }

    /** New numbers for codes of our own. */
    long[] codeNumbers(int count) {
        return longs("select nextval('directory.own_code') from generate_series(1, :count)", count);
    }

    private long[] longs(String sql, int count) {
        return jdbc.sql(sql).param("count", count).query(Long.class).list().stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** Writes new units with their first version and their standing in the administrative tree; parents come first. */
    void add(List<Row> rows) {
        if (rows.size() < COPIED_FROM) {
            addSome(rows);
            return;
        }
        CopyRows.into(
                source,
                "directory.unit (id, name, kind, parent, place, place_end, code, pinyin, initials, since)",
                copy -> {
                    for (Row row : rows) {
                        copy.row(10)
                                .number(row.id())
                                .text(row.name())
                                .text(row.kind().word())
                                .number(row.parent())
                                .number(row.run().from())
                                .number(row.run().to())
                                .text(row.code())
                                .text(row.pinyin().full())
                                .text(row.pinyin().initials())
                                .day(row.since());
                    }
                });
        CopyRows.into(source, "directory.version (unit_id, since, name, kind, code, open, pinyin, initials)", copy -> {
            for (Row row : rows) {
                copy.row(8)
                        .number(row.id())
                        .day(row.since())
                        .text(row.name())
                        .text(row.kind().word())
                        .text(row.code())
                        .truth(true)
                        .text(row.pinyin().full())
                        .text(row.pinyin().initials());
            }
        });
        CopyRows.into(source, "directory.standing (tree, unit_id, parent, since)", copy -> {
            for (Row row : rows) {
                copy.row(4).text("admin").number(row.id()).number(row.parent()).day(row.since());
            }
        });
    }

    private void addSome(List<Row> rows) {
        jdbc.sql("""
                        with added as (
                            insert into directory.unit
                                (id, name, kind, parent, place, place_end, code, pinyin, initials, since)
                            overriding system value
                            select * from unnest(:ids::bigint[], :names::text[], :kinds::text[], :parents::bigint[],
                                :from::bigint[], :to::bigint[], :codes::text[], :pinyin::text[], :initials::text[],
                                :since::date[])
                            returning id, name, kind, parent, code, pinyin, initials, since),
                        versions as (
                            insert into directory.version (unit_id, since, name, kind, code, open, pinyin, initials)
                            select id, since, name, kind, code, true, pinyin, initials from added)
                        insert into directory.standing (tree, unit_id, parent, since)
                        select 'admin', id, parent, since from added
                        """)
                .param("ids", rows.stream().mapToLong(Row::id).toArray())
                .param("names", rows.stream().map(Row::name).toArray(String[]::new))
                .param("kinds", rows.stream().map(row -> row.kind().word()).toArray(String[]::new))
                .param("parents", rows.stream().map(Row::parent).toArray(Long[]::new))
                .param("from", rows.stream().mapToLong(row -> row.run().from()).toArray())
                .param("to", rows.stream().mapToLong(row -> row.run().to()).toArray())
                .param("codes", rows.stream().map(Row::code).toArray(String[]::new))
                .param("pinyin", rows.stream().map(row -> row.pinyin().full()).toArray(String[]::new))
                .param(
                        "initials",
                        rows.stream().map(row -> row.pinyin().initials()).toArray(String[]::new))
                .param("since", rows.stream().map(row -> row.since().toString()).toArray(String[]::new))
                .update();
    }

    /** Writes how the unit is today, but not where it stands. */
    void renew(UnitHistory.Version version) {
        Pinyin pinyin = Pinyin.of(version.name());
        jdbc.sql("""
                        update directory.unit set name = :name, kind = :kind, code = :code, pinyin = :pinyin,
                            initials = :initials, closed_on = :closed
                        where id = :id
                        """)
                .param("id", version.unit())
                .param("name", version.name())
                .param("kind", version.kind().word())
                .param("code", version.code())
                .param("pinyin", pinyin.full())
                .param("initials", pinyin.initials())
                .param("closed", version.open() ? null : version.since())
                .update();
    }

    /** Marks units as closed for the moment, so that others may take their names and codes. */
    void shut(Collection<Long> ids) {
        jdbc.sql("update directory.unit set closed_on = 'infinity' where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    /** Those of the units that took part in a change other than their founding. */
    List<Unit> changed(Collection<Long> ids) {
        return jdbc.sql(COLUMNS + """
                        where id = any(:ids) and exists (
                            select from directory.change_unit c join directory.change h on h.id = c.change_id
                            where c.unit_id = unit.id and h.undone_at is null and h.verb <> 'found')
                        order by place
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query(Units::unit)
                .list();
    }

    /** Those of the units under which some unit stood at any time that is not among the others. */
    List<Unit> parentsOfOthers(Collection<Long> ids, Collection<Long> others) {
        return jdbc.sql(COLUMNS + """
                        where id = any(:ids) and exists (select from directory.standing s
                            where s.parent = unit.id and not s.unit_id = any(:others))
                        order by place
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("others", others.toArray(Long[]::new))
                .query(Units::unit)
                .list();
    }

    /** Takes units away that nothing refers to any more. */
    void remove(Collection<Long> ids) {
        for (String table : List.of(
                "directory.change_unit where unit_id",
                "directory.version where unit_id",
                "directory.standing where unit_id",
                "directory.place where id",
                "directory.unit where id")) {
            jdbc.sql("delete from " + table + " = any(:ids)")
                    .param("ids", ids.toArray(Long[]::new))
                    .update();
        }
    }

    /** Gives pinyin to units that were written by an older version, which had none. */
    @EventListener(ApplicationStartedEvent.class)
    void readNames() {
        Map<Long, String> unread = new HashMap<>();
        jdbc.sql("select id, name from directory.unit where pinyin = ''").query(row -> {
            unread.put(row.getLong("id"), row.getString("name"));
        });
        if (unread.isEmpty()) {
            return;
        }
        long[] ids = unread.keySet().stream().mapToLong(Long::longValue).toArray();
        Pinyin[] pinyin = Arrays.stream(ids)
                .mapToObj(id -> Pinyin.of(Objects.requireNonNull(unread.get(id))))
                .toArray(Pinyin[]::new);
        for (String table : List.of(
                "directory.unit t set pinyin = n.pinyin, initials = n.initials from n where t.id = n.id",
                "directory.version t set pinyin = n.pinyin, initials = n.initials from n where t.unit_id = n.id")) {
            jdbc.sql("with n as (select * from unnest(:ids::bigint[], :pinyin::text[], :initials::text[])"
                            + " n(id, pinyin, initials)) update " + table)
                    .param("ids", ids)
                    .param("pinyin", Arrays.stream(pinyin).map(Pinyin::full).toArray(String[]::new))
                    .param(
                            "initials",
                            Arrays.stream(pinyin).map(Pinyin::initials).toArray(String[]::new))
                    .update();
        }
    }

    static Unit unit(ResultSet row, int at) throws SQLException {
        long parent = row.getLong("parent");
        return new Unit(
                new UnitId(row.getLong("id")),
                row.getString("name"),
                UnitKind.of(row.getString("kind")),
                parent == 0 ? null : new UnitId(parent),
                new Scope(row.getLong("place"), row.getLong("place_end")),
                row.getString("code"),
                row.getObject("closed_on", LocalDate.class));
    }
}
