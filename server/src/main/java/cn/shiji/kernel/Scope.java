package cn.shiji.kernel;

import java.util.Optional;

/**
 * A run of places in the unit tree, both ends included: what a caller may see, or what a figure covers.
 *
 * <p>A unit's place is its preorder number in spaced numbering, so a unit and all below it are one run, and a condition
 * {@code place between from and to} on a plain column says "within this unit".
 *
 * @param from the place of the unit at its top
 * @param to the last place its subtree may ever use
 */
public record Scope(long from, long to) {

    public Scope {
        if (from > to) {
            throw new IllegalArgumentException("A scope runs upward, not from " + from + " to " + to);
        }
    }

    /** Whether the place lies within. */
    public boolean holds(long place) {
        return from <= place && place <= to;
    }

    /** Whether all of the other lies within. */
    public boolean holds(Scope other) {
        return from <= other.from && other.to <= to;
    }

    /** What both have in common, empty where they do not meet. */
    public Optional<Scope> meet(Scope other) {
        long start = Math.max(from, other.from);
        long end = Math.min(to, other.to);
        return start <= end ? Optional.of(new Scope(start, end)) : Optional.empty();
    }
}
