package cn.shiji.directory;

import cn.shiji.kernel.Scope;
import java.util.Arrays;

/**
 * Lays a forest out in runs of places: a unit stands first, those below it follow within its run, and free places are left
 * behind them so that later ones need not move anybody.
 *
 * <p>Pure and in arrays, because an import lays out three hundred thousand units at once. Nodes are numbered from 0 and
 * each parent comes before its children; siblings are laid out in the order of their numbers.
 */
final class Layout {

    /** Says that a node has no parent among the nodes. */
    static final int NONE = -1;

    private final int[] parents;
    private final long[] needs;

    /**
     * Reckons how many places each node needs.
     *
     * @param parents the number of each node's parent, or {@link #NONE}
     * @param kinds what each node is; its usual run is the least it gets
     */
    Layout(int[] parents, UnitKind[] kinds) {
        this(parents, Arrays.stream(kinds).mapToLong(UnitKind::width).toArray());
    }

    /** Reckons how many places each node needs, where each gets at least as many as said. */
    Layout(int[] parents, long[] widths) {
        this.parents = parents;
        this.needs = needs(parents, widths);
    }

    private static long[] needs(int[] parents, long[] widths) {
        long[] below = new long[parents.length];
        long[] needs = new long[parents.length];
        for (int node = parents.length - 1; node >= 0; node--) {
            // Twice what is needed now, so that a unit that outgrew its run does so again only after it has doubled.
            needs[node] = below[node] < widths[node] ? widths[node] : Math.multiplyExact(below[node] + 1, 2L);
            if (parents[node] >= node) {
                throw new IllegalArgumentException("A parent comes before its children, not " + parents[node]);
            }
            if (parents[node] != NONE) {
                below[parents[node]] = Math.addExact(below[parents[node]], needs[node]);
            }
        }
        return needs;
    }

    /** How many places the node needs with all below it. */
    long need(int node) {
        return needs[node];
    }

    /** How many places all nodes need that have this parent, {@link #NONE} for the roots. */
    long needBelow(int parent) {
        long sum = 0;
        for (int node = 0; node < parents.length; node++) {
            sum = parents[node] == parent ? Math.addExact(sum, needs[node]) : sum;
        }
        return sum;
    }

    /**
     * The run of each node.
     *
     * @param starts where each root begins; what is said for others is not looked at
     */
    Scope[] runs(long[] starts) {
        Scope[] runs = new Scope[parents.length];
        long[] next = new long[parents.length];
        for (int node = 0; node < parents.length; node++) {
            int parent = parents[node];
            long from = parent == NONE ? starts[node] : next[parent];
            if (parent != NONE) {
                next[parent] = from + needs[node];
            }
            next[node] = from + 1;
            runs[node] = new Scope(from, from + needs[node] - 1);
        }
        return runs;
    }
}
