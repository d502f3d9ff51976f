package cn.shiji.directory;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that other parts keep for units: people, posts, grants, records, plans, reports. Each part tells of its own, so
 * that who merges units sees what it touches; the directory itself may not ask modules above it.
 */
public interface UnitHolding {

    /** Its word, {@code records}; names it in requests and finds {@code directory.holding.records} in the message files. */
    String word();

    /** What is kept for the unit itself, as the caller may see it. */
    Held held(Caller caller, Unit unit);

    /** Those of the units, by id, that have some; for checks on many units at once, whoever asks. */
    Set<Long> among(Collection<Long> units);

    /** Whether it can go over to a successor; otherwise it stays with the closed unit. */
    default boolean follows() {
        return false;
    }

    /**
     * The unit was closed into another.
     *
     * @param change names the change, so that it can be taken back
     * @param follow whether it shall go over to the successor; otherwise what must not go on in a closed unit ends
     */
    default void merged(Caller caller, UUID change, UnitId from, UnitId into, LocalDate on, boolean follow) {}

    /** The unit was closed without a successor: what must not go on in a closed unit ends. */
    default void closed(Caller caller, UUID change, UnitId unit, LocalDate on) {}

    /** What would be there more often than is meant if these units were one, in words. */
    default List<String> crowded(List<UnitId> units) {
        return List.of();
    }

    /** The change is taken back: what it carried over or ended is as before. */
    default void undone(UUID change) {}

    /**
     * What is kept for a unit.
     *
     * @param count how many there are
     * @param first some of them by name
     */
    record Held(long count, List<Item> first) {

        public Held {
            first = List.copyOf(first);
        }
    }

    /**
     * One thing by name.
     *
     * @param href where the desk opens it, null where it cannot be opened
     */
    record Item(String label, @Nullable String href) {}
}
