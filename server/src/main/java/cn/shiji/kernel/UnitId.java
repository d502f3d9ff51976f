package cn.shiji.kernel;

/**
 * Names a unit (county, town, village, department …) for good; it stays when the unit moves or is renamed.
 *
 * @param value positive, given by the directory
 */
public record UnitId(long value) {

    public UnitId {
        if (value <= 0) {
            throw new IllegalArgumentException("A unit id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
