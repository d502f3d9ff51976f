package cn.shiji.document;

import java.util.Locale;

/** Whether a figure measures growth or fall. */
public enum Change {
    /** It says by how much something grew. */
    UP,

    /** It says by how much something fell. */
    DOWN,

    /** It says how much there is. */
    NONE;

    /** The name used in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
