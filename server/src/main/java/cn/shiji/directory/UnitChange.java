package cn.shiji.directory;

import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of units from a day on, today or earlier. */
public sealed interface UnitChange {

    /** The first day on which things are as changed. */
    LocalDate on();

    /**
     * Another name, code, kind or parent; what is null stays.
     *
     * @param parent the new parent in the administrative tree; all below goes with the unit
     */
    record Alter(
            UnitId unit,
            @Nullable String name,
            @Nullable String code,
            @Nullable UnitKind kind,
            @Nullable UnitId parent,
            LocalDate on)
            implements UnitChange {}

    /**
     * Put into another tree, or to another place there.
     *
     * @param parent the unit above it in that tree, null for a root
     */
    record Place(String tree, UnitId unit, @Nullable UnitId parent, LocalDate on) implements UnitChange {}

    /** Taken out of another tree; nothing may stand below it there. */
    record Unplace(String tree, UnitId unit, LocalDate on) implements UnitChange {}

    /** Closed (撤销); nothing open may stand below it. */
    record Close(UnitId unit, LocalDate on) implements UnitChange {}

    /** Opened again where it stood. */
    record Reopen(UnitId unit, LocalDate on) implements UnitChange {}

    /**
     * Merged into one (合村并组): what stood below them stands below the one, they themselves stand closed under it.
     *
     * @param units at least two of one kind, the one kept among them
     * @param kept the one that goes on, null where a new one is founded
     * @param name of the one; null keeps the name of the one kept
     * @param code of the one; null keeps the code of the one kept, or gives none
     * @param parent of the one; null means the parent of the one kept, or of the first
     * @param names new names for units below, by id, where two would be called the same
     * @param follow what else goes over to the one: words of {@link UnitHolding}; the rest ends or stays with the closed
     */
    record Merge(
            List<UnitId> units,
            @Nullable UnitId kept,
            @Nullable String name,
            @Nullable String code,
            @Nullable UnitId parent,
            Map<Long, String> names,
            List<String> follow,
            LocalDate on)
            implements UnitChange {

        public Merge {
            units = List.copyOf(units);
            names = Map.copyOf(names);
            follow = List.copyOf(follow);
        }
    }

    /**
     * Split: each part is founded beside the unit and takes some of the units below it.
     *
     * @param closes whether the unit itself closes; it then stands under the first part, with what no part took
     */
    record Split(UnitId unit, List<Part> parts, boolean closes, LocalDate on) implements UnitChange {

        public Split {
            parts = List.copyOf(parts);
        }
    }

    /** A new unit that a split makes, with what it takes. */
    record Part(String name, @Nullable String code, List<UnitId> takes) {

        public Part {
            takes = List.copyOf(takes);
        }
    }
}
