package cn.shiji.directory;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of units as they were: versions, standings, and the list of changes. */
@Repository
class UnitHistory {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    UnitHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a unit was called, what it was, its code, whether it stood: from a day until before another. */
    record Version(
            long unit,
            LocalDate since,
            @Nullable LocalDate until,
            String name,
            UnitKind kind,
            @Nullable String code,
            boolean open) {}

    /** Where a unit stood in a tree, from a day until before another. */
    record Standing(
            String tree,
            long unit,
            @Nullable Long parent,
            LocalDate since,
            @Nullable LocalDate until) {}

    /** A change as kept. */
    record Kept(
            UUID id,
            String verb,
            LocalDate on,
            Instant at,
            String byName,
            Map<String, Object> told,
            @Nullable Instant undoneAt,
            List<Long> units) {}

    Optional<Version> version(long unit) {
        return jdbc.sql("select * from directory.version where unit_id = :unit and until = 'infinity'")
                .param("unit", unit)
                .query(UnitHistory::version)
                .optional();
    }

    List<Version> versions(long unit) {
        return jdbc.sql("select * from directory.version where unit_id = :unit order by since")
                .param("unit", unit)
                .query(UnitHistory::version)
                .list();
    }

    Optional<Standing> standing(String tree, long unit) {
        return jdbc.sql("""
                        select * from directory.standing where tree = :tree and unit_id = :unit and until = 'infinity'
                        """)
                .param("tree", tree)
                .param("unit", unit)
                .query(UnitHistory::standing)
                .optional();
    }

    List<Standing> standings(long unit) {
        return jdbc.sql("""
                        select s.* from directory.standing s join directory.tree t on t.id = s.tree
                        where unit_id = :unit order by t.position, t.id, since
                        """).param("unit", unit).query(UnitHistory::standing).list();
    }

    /** The last day on which anything about the unit changed, in this tree or in itself. */
    LocalDate lastChange(String tree, long unit) {
        return jdbc.sql("""
                        select greatest(
                            (select max(since) from directory.version where unit_id = :unit),
                            (select max(since) from directory.standing where unit_id = :unit and tree = :tree),
                            (select max(until) from directory.standing
                             where unit_id = :unit and tree = :tree and until < 'infinity'))
                        """)
                .param("tree", tree)
                .param("unit", unit)
                .query(LocalDate.class)
                .single();
    }

    /** Writes how the unit is from the day on; the same day again replaces what was said before. */
    void say(Version version) {
        Pinyin pinyin = Pinyin.of(version.name());
        jdbc.sql("delete from directory.version where unit_id = :unit and since >= :since")
                .param("unit", version.unit())
                .param("since", version.since())
                .update();
        jdbc.sql("update directory.version set until = :since where unit_id = :unit and until > :since")
                .param("unit", version.unit())
                .param("since", version.since())
                .update();
        jdbc.sql("""
                        insert into directory.version (unit_id, since, name, kind, code, open, pinyin, initials)
                        values (:unit, :since, :name, :kind, :code, :open, :pinyin, :initials)
                        """)
                .param("unit", version.unit())
                .param("since", version.since())
                .param("name", version.name())
                .param("kind", version.kind().word())
                .param("code", version.code())
                .param("open", version.open())
                .param("pinyin", pinyin.full())
                .param("initials", pinyin.initials())
                .update();
    }

    /** Writes where the unit stands in the tree from the day on. */
    void stand(String tree, long unit, @Nullable Long parent, LocalDate since) {
        leave(tree, unit, since);
        jdbc.sql("""
                        insert into directory.standing (tree, unit_id, parent, since) values (:tree, :unit, :parent, :since)
                        """)
                .param("tree", tree)
                .param("unit", unit)
                .param("parent", parent)
                .param("since", since)
                .update();
    }

    /** Writes that the unit stands in the tree no more from the day on. */
    void leave(String tree, long unit, LocalDate since) {
        jdbc.sql("delete from directory.standing where tree = :tree and unit_id = :unit and since >= :since")
                .param("tree", tree)
                .param("unit", unit)
                .param("since", since)
                .update();
        jdbc.sql("""
                        update directory.standing set until = :since
                        where tree = :tree and unit_id = :unit and until > :since
                        """)
                .param("tree", tree)
                .param("unit", unit)
                .param("since", since)
                .update();
    }

    /** Whether the one stood anywhere above the other, or was it, on any day from this one on. */
    boolean everAbove(String tree, long upper, long lower, LocalDate from) {
        return jdbc.sql("""
                        with recursive up(id) as (
                            select :lower::bigint
                            union
                            select s.parent from up join directory.standing s on s.unit_id = up.id
                            where s.tree = :tree and s.until > :from and s.parent is not null)
                        select exists (select from up where id = :upper)
                        """)
                .param("tree", tree)
                .param("upper", upper)
                .param("lower", lower)
                .param("from", from)
                .query(Boolean.class)
                .single();
    }

    /** Whether the unit stood open on every day from this one on. */
    boolean openSince(long unit, LocalDate from) {
        return jdbc.sql("""
                        select coalesce(min(since) <= :from and bool_and(open), false)
                        from directory.version where unit_id = :unit and until > :from
                        """)
                .param("unit", unit)
                .param("from", from)
                .query(Boolean.class)
                .single();
    }

    /** Whether the unit stood in the tree on every day from this one on. */
    boolean standsSince(String tree, long unit, LocalDate from) {
        return jdbc.sql("""
                        select coalesce(min(since) <= :from and max(until) = 'infinity', false)
                        from directory.standing where tree = :tree and unit_id = :unit and until > :from
                        """)
                .param("tree", tree)
                .param("unit", unit)
                .param("from", from)
                .query(Boolean.class)
                .single();
    }

    /** Another unit that had the code, standing, on some day from this one on. */
    Optional<String> holderOf(String code, long unit, LocalDate from) {
        return jdbc.sql("""
                        select u.name from directory.unit u where u.code = :code and u.id <> :unit and u.closed_on is null
                        union all
                        select v.name from directory.version v
                        where v.code = :code and v.unit_id <> :unit and v.open and v.until > :from and v.until < 'infinity'
                        limit 1
                        """)
                .param("code", code)
                .param("unit", unit)
                .param("from", from)
                .query(String.class)
                .optional();
    }

    /** The units that stood directly under this one in the tree on some day from this one on, and stood open then. */
    List<UnitThen> openUnder(String tree, long parent, LocalDate from) {
        return jdbc.sql("""
                        select distinct on (v.unit_id) v.unit_id, v.name, v.kind, v.code, v.open, s.parent
                        from directory.standing s join directory.version v using (unit_id)
                        where s.tree = :tree and s.parent = :parent and s.until > :from and v.until > :from
                            and v.open and v.since < s.until and s.since < v.until
                        order by v.unit_id, v.since desc
                        """)
                .param("tree", tree)
                .param("parent", parent)
                .param("from", from)
                .query(UnitHistory::then)
                .list();
    }

    /** The trees other than the administrative one in which the unit stands today, or has something below it. */
    List<String> otherTrees(long unit) {
        return jdbc.sql("select distinct tree from directory.place where id = :unit")
                .param("unit", unit)
                .query(String.class)
                .list();
    }

    Optional<UnitThen> then(String tree, long unit, LocalDate on) {
        return jdbc.sql("""
                        select v.unit_id, v.name, v.kind, v.code, v.open, s.parent
                        from directory.version v
                        left join directory.standing s
                            on s.unit_id = v.unit_id and s.tree = :tree and s.since <= :on and s.until > :on
                        where v.unit_id = :unit and v.since <= :on and v.until > :on
                        """)
                .param("tree", tree)
                .param("unit", unit)
                .param("on", on)
                .query(UnitHistory::then)
                .optional();
    }

    /** The units directly below, or the roots, as they were; in the order of the tree as it is today. */
    List<UnitThen> childrenThen(String tree, @Nullable Long parent, LocalDate on) {
        String under = parent == null ? "s.parent is null" : "s.parent = :parent";
        return jdbc.sql("""
                        select v.unit_id, v.name, v.kind, v.code, v.open, s.parent
                        from directory.standing s
                        join directory.version v on v.unit_id = s.unit_id and v.since <= :on and v.until > :on
                        join directory.unit u on u.id = s.unit_id
                        left join directory.place p on p.tree = s.tree and p.id = s.unit_id
                        where s.tree = :tree and %s and s.since <= :on and s.until > :on
                        order by not v.open, coalesce(p.place, u.place)
                        """.formatted(under))
                .param("tree", tree)
                .param("parent", parent)
                .param("on", on)
                .query(UnitHistory::then)
                .list();
    }

    /** Whether any unit was changed from a later day on. */
    boolean changedAfter(LocalDate on) {
        return jdbc.sql("select exists (select from directory.change where on_day > :on and undone_at is null)")
                .param("on", on)
                .query(Boolean.class)
                .single();
    }

    /** The units that stood below one on the day, with the places that they and all below them then have now. */
    List<UnitStood> stoodBelow(long parent, LocalDate on) {
        Map<Long, List<Scope>> runs = runs("parent", parent, on);
        return childrenThen(Trees.ADMIN, parent, on).stream()
                .map(then -> new UnitStood(
                        new UnitRef(then.id().value(), then.name(), then.kind()),
                        runs.getOrDefault(then.id().value(), List.of())))
                .filter(stood -> !stood.places().isEmpty())
                .toList();
    }

    /** The places that the unit and all below it on the day have now; none where it did not stand. */
    List<Scope> stood(long unit, LocalDate on) {
        return runs("unit_id", unit, on).getOrDefault(unit, List.of());
    }

    /** What stood on the day at and below the units whose standing has this unit in that column, by those at the top. */
    private Map<Long, List<Scope>> runs(String column, long unit, LocalDate on) {
        record Run(long top, Scope places) {}
        return jdbc
                .sql("""
                        with recursive down(top, id) as (
                            select unit_id, unit_id from directory.standing
                            where tree = 'admin' and %s = :unit and since <= :on and until > :on
                            union all
                            select d.top, s.unit_id from down d join directory.standing s on s.parent = d.id
                            where s.tree = 'admin' and s.since <= :on and s.until > :on),
                        stood as (select d.top, u.place from down d join directory.unit u on u.id = d.id),
                        -- Where no unit of another stands between two, they are of one run.
                        numbered as (select place, row_number() over (order by place) as number from directory.unit
                            where place between (select min(place) from stood) and (select max(place) from stood)),
                        runs as (select s.top, s.place,
                                n.number - row_number() over (partition by s.top order by s.place) as run
                            from stood s join numbered n on n.place = s.place)
                        select top, min(place), max(place) from runs group by top, run order by top, min(place)
                        """.formatted(column))
                .param("unit", unit)
                .param("on", on)
                .query((row, at) -> new Run(row.getLong(1), new Scope(row.getLong(2), row.getLong(3))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Run::top, Collectors.mapping(Run::places, Collectors.toList())));
    }

    /** The unit and those above it as they were, the root first. */
    List<UnitThen> pathThen(String tree, long unit, LocalDate on) {
        return jdbc.sql("""
                        with recursive up(id, parent, depth) as (
                            select unit_id, parent, 0 from directory.standing
                            where tree = :tree and unit_id = :unit and since <= :on and until > :on
                            union all
                            select s.unit_id, s.parent, depth + 1 from up join directory.standing s on s.unit_id = up.parent
                            where s.tree = :tree and s.since <= :on and s.until > :on and depth < 100)
                        select v.unit_id, v.name, v.kind, v.code, v.open, up.parent
                        from up join directory.version v on v.unit_id = up.id and v.since <= :on and v.until > :on
                        order by depth desc
                        """)
                .param("tree", tree)
                .param("unit", unit)
                .param("on", on)
                .query(UnitHistory::then)
                .list();
    }

    /** Everything kept about the units in time, as text to put back later. */
    String snapshot(Collection<Long> units) {
        return jdbc.sql("""
                        select jsonb_build_object(
                            'versions', (select coalesce(jsonb_agg(v), '[]') from directory.version v
                                         where unit_id = any(:units)),
                            'standings', (select coalesce(jsonb_agg(s), '[]') from directory.standing s
                                          where unit_id = any(:units)))::text
                        """)
                .param("units", units.toArray(Long[]::new))
                .query(String.class)
                .single();
    }

    /** The units of a change that were there before it. */
    Set<Long> unitsBefore(UUID change) {
        return Set.copyOf(
                jdbc.sql("""
                        select distinct (v ->> 'unit_id')::bigint
                        from directory.change c, jsonb_array_elements(c.before -> 'versions') v where c.id = :change
                        """).param("change", change).query(Long.class).list());
    }

    /** Puts back what a change found. */
    void putBack(UUID change, Collection<Long> units) {
        Long[] ids = units.toArray(Long[]::new);
        for (String table : List.of("version", "standing")) {
            jdbc.sql("delete from directory." + table + " where unit_id = any(:units)")
                    .param("units", ids)
                    .update();
            jdbc.sql("insert into directory.%1$s select r.* from directory.change c, lateral".formatted(table)
                            + " jsonb_populate_recordset(null::directory.%1$s, c.before -> '%1$ss') r where c.id = :change"
                                    .formatted(table))
                    .param("change", change)
                    .update();
        }
    }

    void keep(
            UUID id,
            String verb,
            LocalDate on,
            Instant at,
            @Nullable Caller by,
            Map<String, Object> told,
            String before,
            Collection<Long> units) {
        jdbc.sql("""
                        insert into directory.change (id, verb, on_day, at, by_name, by_account, told, before)
                        values (:id, :verb, :on, :at, :name, :account, :told::jsonb, :before::jsonb)
                        """)
                .param("id", id)
                .param("verb", verb)
                .param("on", on)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .param("name", by == null ? "" : by.name())
                .param("account", by == null ? null : by.account().value())
                .param("told", JSON.writeValueAsString(told))
                .param("before", before)
                .update();
        jdbc.sql("insert into directory.change_unit (change_id, unit_id) select :id, unnest(:units::bigint[])")
                .param("id", id)
                .param("units", units.stream().distinct().toArray(Long[]::new))
                .update();
    }

    void undone(UUID id, Instant at, Caller by) {
        jdbc.sql("update directory.change set undone_at = :at, undone_by = :by where id = :id")
                .param("id", id)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .param("by", by.name())
                .update();
    }

    Optional<Kept> change(UUID id) {
        return jdbc.sql(CHANGE + "where c.id = :id group by c.id")
                .param("id", id)
                .query(UnitHistory::kept)
                .optional();
    }

    /** The changes a unit took part in, newest first. */
    List<Kept> changes(long unit) {
        return jdbc.sql(CHANGE + """
                        where c.id in (select change_id from directory.change_unit where unit_id = :unit)
                        group by c.id order by c.at desc, c.id desc
                        """)
                .param("unit", unit)
                .query(UnitHistory::kept)
                .list();
    }

    /** Later changes, not taken back, of any unit that took part in this one. */
    List<Kept> laterThan(Kept change) {
        return jdbc.sql(CHANGE + """
                        where c.undone_at is null and c.id <> :id and (c.at, c.id) > (:at, :id)
                            and c.id in (select change_id from directory.change_unit where unit_id = any(:units))
                        group by c.id order by c.at
                        """)
                .param("id", change.id())
                .param("at", OffsetDateTime.ofInstant(change.at(), ZoneOffset.UTC))
                .param("units", change.units().toArray(Long[]::new))
                .query(UnitHistory::kept)
                .list();
    }

    private static final String CHANGE = """
            select c.id, c.verb, c.on_day, c.at, c.by_name, c.told::text as told, c.undone_at, array_agg(cu.unit_id) as units
            from directory.change c join directory.change_unit cu on cu.change_id = c.id
            """;

    @SuppressWarnings("unchecked")
    private static Kept kept(ResultSet row, int at) throws SQLException {
        OffsetDateTime undone = row.getObject("undone_at", OffsetDateTime.class);
        List<Long> units = new ArrayList<>();
        for (Object each : (Object[]) row.getArray("units").getArray()) {
            units.add((Long) each);
        }
        return new Kept(
                row.getObject("id", UUID.class),
                row.getString("verb"),
                row.getObject("on_day", LocalDate.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by_name"),
                JSON.readValue(row.getString("told"), Map.class),
                undone == null ? null : undone.toInstant(),
                units);
    }

    private static Version version(ResultSet row, int at) throws SQLException {
        return new Version(
                row.getLong("unit_id"),
                row.getObject("since", LocalDate.class),
                until(row),
                row.getString("name"),
                UnitKind.of(row.getString("kind")),
                row.getString("code"),
                row.getBoolean("open"));
    }

    private static Standing standing(ResultSet row, int at) throws SQLException {
        return new Standing(
                row.getString("tree"),
                row.getLong("unit_id"),
                parent(row),
                row.getObject("since", LocalDate.class),
                until(row));
    }

    private static UnitThen then(ResultSet row, int at) throws SQLException {
        Long parent = parent(row);
        return new UnitThen(
                new UnitId(row.getLong("unit_id")),
                row.getString("name"),
                UnitKind.of(row.getString("kind")),
                row.getString("code"),
                row.getBoolean("open"),
                parent == null ? null : new UnitId(parent));
    }

    private static @Nullable Long parent(ResultSet row) throws SQLException {
        long parent = row.getLong("parent");
        return parent == 0 ? null : parent;
    }

    private static @Nullable LocalDate until(ResultSet row) throws SQLException {
        LocalDate until = row.getObject("until", LocalDate.class);
        return until.equals(LocalDate.MAX) ? null : until;
    }
}
