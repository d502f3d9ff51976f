package cn.shiji.access.session;

import java.util.Locale;

/** Which face of the web application the person works with. */
enum Face {
    DESK,
    POCKET;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The face of a word; the desk where it is none. */
    static Face of(String word) {
        return POCKET.word().equals(word) ? POCKET : DESK;
    }
}
