package cn.shiji.mechanism;

import java.util.Locale;

/** The line of work a mechanism belongs to. */
public enum WorkLine {
    /** Party building and cadres. */
    PARTY,
    /** Industry, trade, tourism. */
    INDUSTRY,
    /** Forest, water, homes. */
    ECOLOGY,
    /** Community and law. */
    GOVERNANCE;

    /** The word used in packs, folders and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WorkLine of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
