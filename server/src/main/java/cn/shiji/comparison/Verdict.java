package cn.shiji.comparison;

import java.util.Locale;

/** What a report says about one commitment. */
public enum Verdict {
    /** It was done, goes on, or its result is stated. */
    TOLD,

    /** It is told, but with a figure that does not satisfy the plan's. */
    OTHER_FIGURE,

    /** Nothing in the report tells it. */
    NOT_TOLD;

    /** The name used in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
