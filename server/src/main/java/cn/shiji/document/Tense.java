package cn.shiji.document;

import java.util.Locale;

/** Of which time a node speaks. */
public enum Tense {
    /** What was done. */
    PAST,

    /** What is to be done. */
    FUTURE,

    /** How things stand, or rules that always hold. */
    PRESENT;

    /** The name used in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
