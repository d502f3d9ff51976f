package cn.shiji.document;

import java.util.Locale;

/** How deep a node stands in a document; levels follow nesting, not the marker alone. */
public enum Level {
    /** The document itself. */
    TITLE,

    /** The top division. */
    CHAPTER,

    /** The second division. */
    AREA,

    /** The third division. */
    MEASURE,

    /** One thing that somebody can be held to. */
    COMMITMENT;

    /** The name used in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
