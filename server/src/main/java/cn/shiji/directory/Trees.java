package cn.shiji.directory;

import cn.shiji.access.Access;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The numbering of every tree as it is today: gives new units their runs of places, moves subtrees to others, and gives a
 * unit whose run is used up a larger one.
 *
 * <p>Whoever changes a tree holds its lock until the end of the transaction; readers wait for nobody. A run that was left
 * is not given to somebody else within its old parent, so a request that began before the move does not see a stranger.
 */
@Repository
class Trees {

    /** The tree every unit stands in. */
    static final String ADMIN = "admin";

    /** The first place any root may have, and the first no root may have. */
    private static final long FIRST = 1L << 50;

    private static final long LAST = Long.MAX_VALUE;

    /** How many units may stand above one another; a longer chain is a mistake, and would need runs beyond all measure. */
    static final int DEPTH = 16;

    private static final int BATCH = 20_000;

    private final JdbcClient jdbc;
    private final Access access;

    Trees(JdbcClient jdbc, Access access) {
        this.jdbc = jdbc;
        this.access = access;
    }

    /** A unit in a tree: where it stands today. */
    record Node(long id, UnitKind kind, @Nullable Long parent, Scope run) {}

    /** Keeps others from changing the tree until the transaction ends. */
    void lock(String tree) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('directory.tree.' || :tree, 0)) is null")
                .param("tree", tree)
                .query(Boolean.class)
                .single();
    }

    /** Where the unit stands in the tree today; empty where it stands outside. */
    Optional<Node> node(String tree, long id) {
        return jdbc.sql(select(tree) + " where " + in(tree) + " and t.id = :id")
                .param("id", id)
                .query(Trees::node)
                .optional();
    }

    /** The unit and all below it, in the order of the tree. */
    List<Node> subtree(String tree, Scope run) {
        return jdbc.sql(select(tree) + " where " + in(tree) + " and t.place between :from and :to order by t.place")
                .param("from", run.from())
                .param("to", run.to())
                .query(Trees::node)
                .list();
    }

    /** How many units stand above this one and are it: 1 for a root. */
    int depth(String tree, long id) {
        return jdbc.sql("""
                        with recursive up(id, parent, depth) as (
                            select t.id, t.parent, 1 from %1$s t where %2$s and t.id = :id
                            union all
                            select t.id, t.parent, up.depth + 1 from up join %1$s t on t.id = up.parent and %2$s
                            where up.depth < 100)
                        select coalesce(max(depth), 0) from up
                        """.formatted(table(tree), in(tree)))
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** Free places under the parent for as many; the parent gets a larger run where its own is used up. */
    Scope room(String tree, @Nullable Long parentId, long width) {
        if (parentId == null) {
            return roomForRoot(tree, width);
        }
        Node parent = node(tree, parentId).orElseThrow(() -> Problem.missing("directory.unit-missing"));
        long last = lastPlaceUnder(tree, parent);
        if (parent.run().to() - last >= width) {
            return new Scope(last + 1, last + width);
        }
        return grow(tree, parent, width);
    }

    /**
     * Takes the unit with all below it to another parent, at the end of those already there.
     *
     * @param parent null makes it a root
     */
    void move(String tree, long id, @Nullable Long parent) {
        Node node = node(tree, id).orElseThrow(() -> Problem.missing("directory.unit-missing"));
        long width = node.run().to() - node.run().from() + 1;
        // A run as wide as a county's is not needed by a village; what is needed is reckoned anew where it helps.
        boolean wide = width > Math.max(node.kind().width(), 64) * 2;
        if (!wide) {
            Scope run = room(tree, parent, width);
            // Making room may have moved the unit itself, when it stood below the one that grew.
            Node now = node(tree, id).orElseThrow();
            if (now.run().to() - now.run().from() + 1 == width) {
                setParent(tree, id, parent);
                shift(tree, now.run(), run.from() - now.run().from());
                return;
            }
        }
        long need = relaid(subtree(tree, node.run()), null, 0).layout.need(0);
        Scope run = room(tree, parent, need);
        Relaid relaid = relaid(subtree(tree, node(tree, id).orElseThrow().run()), null, 0);
        setParent(tree, id, parent);
        write(tree, relaid.ids(), relaid.layout.runs(relaid.startingAt(run.from())));
    }

    /** Puts a unit into a tree other than the administrative one. */
    void put(String tree, long id, UnitKind kind, @Nullable Long parent) {
        Scope run = room(tree, parent, kind.width());
        jdbc.sql("""
                        insert into directory.place (tree, id, parent, place, place_end)
                        values (:tree, :id, :parent, :from, :to)
                        """)
                .param("tree", tree)
                .param("id", id)
                .param("parent", parent)
                .param("from", run.from())
                .param("to", run.to())
                .update();
        access.place(tree, Map.of(new UnitId(id), run));
    }

    /** Takes a unit that has nothing below it out of a tree other than the administrative one. */
    void take(String tree, long id) {
        jdbc.sql("delete from directory.place where tree = :tree and id = :id")
                .param("tree", tree)
                .param("id", id)
                .update();
        access.leave(tree, new long[] {id});
    }

    /** Forgets the places of units that are taken away altogether. */
    void forget(Collection<Long> ids) {
        long[] gone = ids.stream().mapToLong(Long::longValue).toArray();
        jdbc.sql("select id from directory.tree").query(String.class).list().forEach(tree -> access.leave(tree, gone));
    }

    /** Whether something stands below the unit in the tree, open or closed. */
    boolean hasChildren(String tree, long id) {
        return jdbc.sql("select exists (select from " + table(tree) + " t where " + in(tree) + " and t.parent = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** The trees of this site, in the order of their list, with the name of those that are not shipped. */
    List<Tree> all() {
        return jdbc.sql("select id, name from directory.tree order by position, id")
                .query((row, at) -> new Tree(row.getString("id"), row.getString("name")))
                .list();
    }

    /** A tree; no name means that it is shipped, and told by the message files. */
    record Tree(String id, @Nullable String name) {}

    /** Adds a tree of the site's own. */
    void add(String id, String name) {
        jdbc.sql(
                        "insert into directory.tree (id, name, position) select :id, :name, max(position) + 1 from directory.tree")
                .param("id", id)
                .param("name", name)
                .update();
    }

    /** Tells the doors of a tree's places, after rows were written with their places already. */
    void tell(String tree, long[] ids, Scope[] runs) {
        for (int from = 0; from < ids.length; from += BATCH) {
            Map<UnitId, Scope> told = new LinkedHashMap<>();
            for (int each = from; each < Math.min(ids.length, from + BATCH); each++) {
                told.put(new UnitId(ids[each]), runs[each]);
            }
            access.place(tree, told);
        }
    }

    /** The last place used under each of the parents; a parent without children is left out. */
    Map<Long, Long> lastPlaces(Collection<Long> parents) {
        Map<Long, Long> last = new HashMap<>();
        jdbc.sql(
                        "select parent, max(place_end) as last from directory.unit where parent = any(:parents) group by parent")
                .param("parents", parents.toArray(Long[]::new))
                .query(row -> {
                    last.put(row.getLong("parent"), row.getLong("last"));
                });
        return last;
    }

    private Scope roomForRoot(String tree, long width) {
        long last = jdbc.sql("select coalesce(max(t.place_end), 0) from " + table(tree) + " t where " + in(tree)
                        + " and t.parent is null")
                .query(Long.class)
                .single();
        long from = Math.max(last + 1, FIRST);
        if (LAST - from < width) {
            throw Problem.conflict("directory.full");
        }
        return new Scope(from, from + width - 1);
    }

    private long lastPlaceUnder(String tree, Node parent) {
        return jdbc.sql("select coalesce(max(t.place_end), :own) from " + table(tree) + " t where " + in(tree)
                        + " and t.parent = :parent")
                .param("own", parent.run().from())
                .param("parent", parent.id())
                .query(Long.class)
                .single();
    }

    /**
     * Gives the unit a larger run, with as many free places at its end; where its own parent has no room for that, the
     * parent first, and so on upwards.
     */
    private Scope grow(String tree, Node crowded, long width) {
        Node grown = crowded;
        while (true) {
            Relaid relaid = relaid(subtree(tree, grown.run()), crowded.id(), width);
            long need = relaid.layout.need(0);
            Scope run;
            if (grown.parent() == null) {
                run = roomForRoot(tree, need);
            } else {
                Node above = node(tree, grown.parent()).orElseThrow();
                long last = lastPlaceUnder(tree, above);
                if (above.run().to() - last < need) {
                    grown = above;
                    continue;
                }
                run = new Scope(last + 1, last + need);
            }
            Scope[] runs = relaid.layout.runs(relaid.startingAt(run.from()));
            write(tree, relaid.ids(), Arrays.copyOf(runs, relaid.nodes.size()));
            return runs[relaid.nodes.size()];
        }
    }

    /** A subtree laid out anew, with a place held free under one of its units when one is wanted. */
    private record Relaid(List<Node> nodes, Layout layout) {

        long[] ids() {
            return nodes.stream().mapToLong(Node::id).toArray();
        }

        long[] startingAt(long from) {
            long[] starts = new long[nodes.size() + 1];
            starts[0] = from;
            return starts;
        }
    }

    private static Relaid relaid(List<Node> nodes, @Nullable Long crowded, long width) {
        int count = nodes.size() + (crowded == null ? 0 : 1);
        int[] parents = new int[count];
        long[] widths = new long[count];
        Map<Long, Integer> numbers = new HashMap<>();
        for (int number = 0; number < nodes.size(); number++) {
            Node node = nodes.get(number);
            numbers.put(node.id(), number);
            Integer parent = number == 0 || node.parent() == null ? null : numbers.get(node.parent());
            parents[number] = parent == null ? Layout.NONE : parent;
            widths[number] = node.kind().width();
        }
        if (crowded != null) {
            Integer parent = numbers.get(crowded);
            parents[nodes.size()] = parent == null ? Layout.NONE : parent;
            widths[nodes.size()] = width;
        }
        return new Relaid(nodes, new Layout(parents, widths));
    }

    private void shift(String tree, Scope run, long by) {
        List<Node> shifted = jdbc.sql(
                        "update " + table(tree) + " t set place = t.place + :by, place_end = t.place_end + :by"
                                + (tree.equals(ADMIN) ? "" : " from directory.unit u") + " where " + in(tree)
                                + (tree.equals(ADMIN) ? "" : " and u.id = t.id")
                                + " and t.place between :from and :to returning t.id, "
                                + (tree.equals(ADMIN) ? "t" : "u") + ".kind, t.parent, t.place, t.place_end")
                .param("by", by)
                .param("from", run.from())
                .param("to", run.to())
                .query(Trees::node)
                .list();
        told(
                tree,
                shifted.stream().mapToLong(Node::id).toArray(),
                shifted.stream().map(Node::run).toArray(Scope[]::new));
    }

    private void write(String tree, long[] ids, Scope[] runs) {
        jdbc.sql("update " + table(tree) + " t set place = n.place, place_end = n.place_end"
                        + " from unnest(:ids::bigint[], :from::bigint[], :to::bigint[]) n(id, place, place_end)"
                        + " where " + in(tree) + " and t.id = n.id")
                .param("ids", ids)
                .param("from", Arrays.stream(runs).mapToLong(Scope::from).toArray())
                .param("to", Arrays.stream(runs).mapToLong(Scope::to).toArray())
                .update();
        told(tree, ids, runs);
    }

    private void told(String tree, long[] ids, Scope[] runs) {
        tell(tree, ids, runs);
        if (tree.equals(ADMIN)) {
            access.renewPlaces(ids);
        }
    }

    private void setParent(String tree, long id, @Nullable Long parent) {
        jdbc.sql("update " + table(tree) + " t set parent = :parent where " + in(tree) + " and t.id = :id")
                .param("parent", parent)
                .param("id", id)
                .update();
    }

    private static String select(String tree) {
        return tree.equals(ADMIN)
                ? "select t.id, t.kind, t.parent, t.place, t.place_end from directory.unit t"
                : "select t.id, u.kind, t.parent, t.place, t.place_end"
                        + " from directory.place t join directory.unit u using (id)";
    }

    private static String table(String tree) {
        return tree.equals(ADMIN) ? "directory.unit" : "directory.place";
    }

    /** The condition that the row {@code t} stands in the tree; the id of a tree is letters, digits and hyphens. */
    private static String in(String tree) {
        if (!tree.matches("[a-z][a-z0-9-]{1,29}")) {
            throw Problem.missing("directory.tree-missing");
        }
        return tree.equals(ADMIN) ? "true" : "t.tree = '" + tree + "'";
    }

    private static Node node(java.sql.ResultSet row, int at) throws java.sql.SQLException {
        long parent = row.getLong("parent");
        return new Node(
                row.getLong("id"),
                UnitKind.of(row.getString("kind")),
                parent == 0 ? null : parent,
                new Scope(row.getLong("place"), row.getLong("place_end")));
    }
}
