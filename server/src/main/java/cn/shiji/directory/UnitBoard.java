package cn.shiji.directory;

import cn.shiji.kernel.Page;
import cn.shiji.kernel.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the screens of units list: a tree opened level by level, and what a search box finds. */
@Repository
class UnitBoard {

    /** More than anybody reads; who gets as many types another letter. */
    private static final int MOST_FOUND = 400;

    /** Sorts behind every text that begins with what stands before it. */
    private static final String BEHIND = "\uDBFF\uDFFF";

    private static final String WITHIN = " u.place between :from and :to and u.place <@ :runs::int8multirange ";

    private static final String THEN = " %1$s.since <= :on and %1$s.until > :on ";

    private final JdbcClient jdbc;

    UnitBoard(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One line of the tree.
     *
     * @param below how many stand directly below it, closed ones too
     */
    record TreeRow(
            long id, String name, UnitKind kind, @Nullable String code, boolean open, long below) {}

    /**
     * One thing a search found.
     *
     * @param path the names of those above it, the root first
     * @param formerly the name or code it was found by, where it has another on the day
     */
    record FoundRow(
            long id,
            String name,
            UnitKind kind,
            @Nullable String code,
            boolean open,
            List<String> path,
            @Nullable String formerly) {}

    /** How many of a kind stand below a unit. */
    record KindCount(UnitKind kind, long open, long closed) {}

    /** The units directly below, as on the day; only those within the reach. */
    Page<TreeRow> children(String tree, long parent, LocalDate on, Reach reach, int page, int size) {
        String from = """
                from directory.standing s
                join directory.version v on v.unit_id = s.unit_id and %s
                join directory.unit u on u.id = s.unit_id
                left join directory.place p on p.tree = s.tree and p.id = s.unit_id
                where s.tree = :tree and s.parent = :parent and %s and %s
                """.formatted(THEN.formatted("v"), THEN.formatted("s"), WITHIN);
        long total = bound(jdbc.sql("select count(*) " + from), tree, on, reach)
                .param("parent", parent)
                .query(Long.class)
                .single();
        List<TreeRow> rows = bound(
                        jdbc.sql("select v.unit_id, v.name, v.kind, v.code, v.open, " + BELOW + from
                                + " order by not v.open, coalesce(p.place, u.place) limit :size offset :skip"),
                        tree,
                        on,
                        reach)
                .param("parent", parent)
                .param("size", size)
                .param("skip", (page - 1L) * size)
                .query(UnitBoard::treeRow)
                .list();
        return new Page<>(rows, page, size, total);
    }

    private static final String BELOW = "(select count(*) from directory.standing c where c.tree = :tree"
            + " and c.parent = v.unit_id and c.since <= :on and c.until > :on) as below ";

    /** The uppermost units of the tree within the reach, as on the day. */
    List<TreeRow> tops(String tree, LocalDate on, Reach reach) {
        if (tree.equals(Trees.ADMIN)) {
            // Each run of the reach begins with a unit; only where that was not founded yet is it looked for further.
            List<TreeRow> tops = bound(
                            jdbc.sql("select v.unit_id, v.name, v.kind, v.code, v.open, " + BELOW
                                    + """
                            from directory.unit u join directory.version v on v.unit_id = u.id and %s
                            where u.place = any(:firsts) and %s order by u.place
                            """.formatted(THEN.formatted("v"), WITHIN)),
                            tree,
                            on,
                            reach)
                    .param(
                            "firsts",
                            reach.runs().stream().mapToLong(run -> run.from()).toArray())
                    .query(UnitBoard::treeRow)
                    .list();
            if (tops.size() == reach.runs().size()) {
                return tops;
            }
        }
        return bound(
                        jdbc.sql("select v.unit_id, v.name, v.kind, v.code, v.open, " + BELOW
                                + """
                        from directory.standing s
                        join directory.version v on v.unit_id = s.unit_id and %s
                        join directory.unit u on u.id = s.unit_id
                        left join directory.unit above on above.id = s.parent
                        where s.tree = :tree and %s and %s
                            and (above.id is null or not (above.place <@ :runs::int8multirange))
                        order by not v.open, u.place limit 500
                        """.formatted(THEN.formatted("v"), THEN.formatted("s"), WITHIN)),
                        tree,
                        on,
                        reach)
                .query(UnitBoard::treeRow)
                .list();
    }

    /** How many units of each kind stand below in the administrative tree today, the unit itself not counted. */
    List<KindCount> below(Unit unit) {
        return jdbc
                .sql("""
                        select kind, count(*) filter (where closed_on is null) as open,
                            count(*) filter (where closed_on is not null) as closed
                        from directory.unit where place > :from and place <= :to group by kind
                        """)
                .param("from", unit.places().from())
                .param("to", unit.places().to())
                .query((row, at) ->
                        new KindCount(UnitKind.of(row.getString("kind")), row.getLong("open"), row.getLong("closed")))
                .list()
                .stream()
                .sorted(java.util.Comparator.comparing(KindCount::kind))
                .toList();
    }

    /**
     * Finds units by the beginning of a name, of its pinyin, of the pinyin's initials or of a code, today's or former; where
     * nothing begins so, by any part of today's name. Units that stand come first.
     */
    Page<FoundRow> search(
            String words,
            String tree,
            LocalDate on,
            @Nullable Collection<UnitKind> kinds,
            boolean closedToo,
            Reach reach,
            int page,
            int size) {
        String wanted = words.strip();
        if (wanted.isEmpty()) {
            return new Page<>(List.of(), page, size, 0);
        }
        List<Hit> hits = hits(BEGINNINGS, wanted, tree, on, kinds, closedToo, reach);
        if (hits.isEmpty()) {
            hits = hits(PARTS, wanted, tree, on, kinds, closedToo, reach);
        }
        int from = Math.min((page - 1) * size, hits.size());
        List<Hit> shown = hits.subList(from, Math.min(from + size, hits.size()));
        Map<Long, List<String>> paths = paths(tree, shown.stream().map(Hit::id).toList(), on);
        return new Page<>(
                shown.stream()
                        .map(hit -> new FoundRow(
                                hit.id,
                                hit.name,
                                hit.kind,
                                hit.code,
                                hit.open,
                                paths.getOrDefault(hit.id, List.of()),
                                hit.formerly))
                        .toList(),
                page,
                size,
                hits.size());
    }

    private record Hit(
            long id,
            String name,
            UnitKind kind,
            @Nullable String code,
            boolean open,
            @Nullable String formerly) {}

    private static final String BEGINNINGS = """
            select id, 0 as rank, null::text as formerly from directory.unit u where name = :q and %1$s
            union all (select id, 1, null from directory.unit u
                where name collate "C" >= :q and name collate "C" < :end and %1$s limit :most)
            union all (select id, 2, null from directory.unit u
                where initials >= :letters and initials < :lettersEnd and %1$s order by length(initials) limit :most)
            union all (select id, 3, null from directory.unit u
                where pinyin >= :letters and pinyin < :lettersEnd and %1$s order by length(pinyin) limit :most)
            union all (select id, 4, null from directory.unit u
                where code collate "C" >= :upper and code collate "C" < :upperEnd and %1$s order by code limit :most)
            union all (select u.id, 5, f.name from directory.version f join directory.unit u on u.id = f.unit_id
                where f.until < 'infinity' and f.name collate "C" >= :q and f.name collate "C" < :end and %1$s limit :most)
            union all (select u.id, 6, f.name from directory.version f join directory.unit u on u.id = f.unit_id
                where f.until < 'infinity' and f.pinyin >= :letters and f.pinyin < :lettersEnd and %1$s limit :most)
            union all (select u.id, 7, f.name from directory.version f join directory.unit u on u.id = f.unit_id
                where f.until < 'infinity' and f.initials >= :letters and f.initials < :lettersEnd and %1$s limit :most)
            union all (select u.id, 8, f.code from directory.version f join directory.unit u on u.id = f.unit_id
                where f.until < 'infinity' and f.code collate "C" >= :upper and f.code collate "C" < :upperEnd and %1$s
                limit :most)
            """.formatted(WITHIN);

    private static final String PARTS = """
            select id, 9 as rank, null::text as formerly from directory.unit u where position(:q in name) > 0 and %s limit :most
            """.formatted(WITHIN);

    private List<Hit> hits(
            String sources,
            String wanted,
            String tree,
            LocalDate on,
            @Nullable Collection<UnitKind> kinds,
            boolean closedToo,
            Reach reach) {
        // Letters typed for pinyin are typed without accents and spaces; nothing of this kind begins with a space.
        String letters = wanted.toLowerCase(Locale.ROOT).replaceAll("[\\s']", "");
        String upper = wanted.toUpperCase(Locale.ROOT);
        return bound(jdbc.sql("with hits as (" + sources + """
                        ), best as (select id, min(rank) as rank, min(formerly) as formerly from hits group by id)
                        select v.unit_id, v.name, v.kind, v.code, v.open,
                            case when b.rank between 5 and 8 and b.formerly <> v.name and b.formerly is distinct from v.code
                                then b.formerly end as formerly
                        from best b join directory.unit u on u.id = b.id
                        join directory.version v on v.unit_id = b.id and v.since <= :on and v.until > :on
                        where (:anyKind or v.kind = any(:kinds)) and (:closedToo or v.open)
                            and (:tree = 'admin' or exists (select from directory.standing s where s.tree = :tree
                                and s.unit_id = b.id and s.since <= :on and s.until > :on))
                        order by not v.open, b.rank, length(v.name), u.place limit :most
                        """), tree, on, reach)
                .param("q", wanted)
                .param("end", wanted + BEHIND)
                .param("letters", letters.isEmpty() ? " " : letters)
                .param("lettersEnd", letters + BEHIND)
                .param("upper", upper)
                .param("upperEnd", upper + BEHIND)
                .param("most", MOST_FOUND)
                .param("anyKind", kinds == null || kinds.isEmpty())
                .param(
                        "kinds",
                        kinds == null
                                ? new String[0]
                                : kinds.stream().map(UnitKind::word).toArray(String[]::new))
                .param("closedToo", closedToo)
                .query((row, at) -> new Hit(
                        row.getLong("unit_id"),
                        row.getString("name"),
                        UnitKind.of(row.getString("kind")),
                        row.getString("code"),
                        row.getBoolean("open"),
                        row.getString("formerly")))
                .list();
    }

    /** The names of those above each unit in the tree as on the day, the root first. */
    Map<Long, List<String>> paths(String tree, Collection<Long> ids, LocalDate on) {
        record Step(long start, String name, int depth) {}
        return jdbc
                .sql("""
                        with recursive up(start, id, depth) as (
                            select unit_id, parent, 1 from directory.standing
                            where tree = :tree and unit_id = any(:ids) and since <= :on and until > :on and parent is not null
                            union all
                            select up.start, s.parent, depth + 1 from up join directory.standing s on s.unit_id = up.id
                            where s.tree = :tree and s.since <= :on and s.until > :on and s.parent is not null and depth < 100)
                        select up.start, v.name, up.depth from up
                        join directory.version v on v.unit_id = up.id and v.since <= :on and v.until > :on
                        order by up.start, up.depth desc
                        """)
                .param("tree", tree)
                .param("ids", ids.toArray(Long[]::new))
                .param("on", on)
                .query((row, at) -> new Step(row.getLong("start"), row.getString("name"), row.getInt("depth")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Step::start, HashMap::new, Collectors.mapping(Step::name, Collectors.toList())));
    }

    private static JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec statement, String tree, LocalDate on, Reach reach) {
        return statement
                .param("tree", tree)
                .param("on", on)
                .param("from", reach.from())
                .param("to", reach.to())
                .param("runs", reach.multirange());
    }

    private static TreeRow treeRow(ResultSet row, int at) throws SQLException {
        return new TreeRow(
                row.getLong("unit_id"),
                row.getString("name"),
                UnitKind.of(row.getString("kind")),
                row.getString("code"),
                row.getBoolean("open"),
                row.getLong("below"));
    }
}
