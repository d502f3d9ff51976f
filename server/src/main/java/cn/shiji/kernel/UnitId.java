package cn.shiji.kernel;

/**
 * Names a unit (county, town, village, department …) for good; it stays when the unit moves or is renamed.
 *
 * @param value positive, given by the directory
 */
public record UnitId(long value) {

    public UnitId {
        if (value <= 0) {
            // Sent from outside it names a unit that is not there, and is answered like one.
            throw Problem.missing("directory.unit-missing");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
