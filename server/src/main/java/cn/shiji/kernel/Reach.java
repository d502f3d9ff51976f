package cn.shiji.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All places a caller may see: one run for who acts in the administrative tree, several for who acts in another tree
 * whose units lie scattered in it.
 *
 * <p>In SQL {@code place between :from and :to and place <@ :runs::int8multirange}: the first half lets an index be used,
 * the second is exact.
 *
 * @param runs in rising order, none touching another; at least one
 */
public record Reach(List<Scope> runs) {

    public Reach {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("A reach holds something");
        }
        runs = joined(runs);
    }

    /** The reach of exactly these places. */
    public static Reach of(Scope places) {
        return new Reach(List.of(places));
    }

    /** The first place of all. */
    public long from() {
        return runs.getFirst().from();
    }

    /** The last place of all. */
    public long to() {
        return runs.getLast().to();
    }

    /** Its runs as PostgreSQL writes an {@code int8multirange}. */
    public String multirange() {
        return runs.stream()
                .map(run -> "[" + run.from() + "," + run.to() + "]")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Whether the place lies within. */
    public boolean holds(long place) {
        return runs.stream().anyMatch(run -> run.holds(place));
    }

    /** Whether all of the run lies within. */
    public boolean holds(Scope places) {
        return runs.stream().anyMatch(run -> run.holds(places));
    }

    /** What the run has in common with this where that is one run; empty where it is nothing, or lies in pieces. */
    public Optional<Scope> meet(Scope places) {
        List<Scope> common =
                runs.stream().flatMap(run -> run.meet(places).stream()).toList();
        return common.size() == 1 ? Optional.of(common.getFirst()) : Optional.empty();
    }

    private static List<Scope> joined(List<Scope> runs) {
        List<Scope> joined = new ArrayList<>();
        for (Scope run :
                runs.stream().sorted(Comparator.comparingLong(Scope::from)).toList()) {
            Scope last = joined.isEmpty() ? null : joined.getLast();
            if (last == null || last.to() + 1 < run.from()) {
                joined.add(run);
            } else {
                joined.set(joined.size() - 1, new Scope(last.from(), Math.max(last.to(), run.to())));
            }
        }
        return List.copyOf(joined);
    }
}
