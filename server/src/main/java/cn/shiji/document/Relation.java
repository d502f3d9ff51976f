package cn.shiji.document;

import java.util.Locale;

/** How a figure bounds the quantity it names. */
public enum Relation {
    /** Just this. */
    EXACTLY,

    /** This or more. */
    AT_LEAST,

    /** This or less. */
    AT_MOST,

    /** Near this. */
    ABOUT,

    /** Between two numbers. */
    RANGE;

    /** The name used in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
