package cn.shiji.directory.imports;

import org.jspecify.annotations.Nullable;

/** A row of a list of units with what is found out about it while the list is checked. */
final class StagedUnit {

    private final UnitRow row;

    /** The row of the same list that it stands under; null where it is none. */
    @Nullable
    StagedUnit above;

    /** The unit that is there and that it stands under; 0 where it is none. */
    long parentId;

    /** The unit that the row means; 0 where it is none yet. */
    long unitId;

    /** How far below the units that are there it stands; -1 while no way up is known. */
    int depth = -1;

    String state = "new";

    @Nullable
    String question;

    StagedUnit(UnitRow row) {
        this.row = row;
    }

    UnitRow row() {
        return row;
    }

    int number() {
        return row.number();
    }

    boolean faulty() {
        return state.equals("faulty");
    }

    /** Whether it would be founded or changed, as far as is known. */
    boolean is(String other) {
        return state.equals(other);
    }

    /** The unit it stands under, where that is there already: 0 where it is to be founded first. */
    long parent() {
        return parentId != 0 || above == null ? parentId : above.unitId;
    }
}
