package cn.shiji.mechanism;

import java.util.Locale;

/** Whose doings a mechanism writes down; what may be asked of them follows from it. */
public enum Audience {
    /** Cadres and staff: nothing compulsory, no ranking. */
    CADRE,
    /** Villagers and households. */
    VILLAGER,
    /** Anybody. */
    PUBLIC;

    /** The word used in packs and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Audience of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
