package cn.shiji.directory.imports;

import cn.shiji.access.Masked;

/** How the values of sealed columns are shown, the wrong ones too. */
final class Masks {

    private static final int FIRST = 2;
    private static final int LAST = 2;

    private Masks() {}

    static String mask(String clear) {
        String known = Masked.where(clear);
        if (!known.equals(clear)) {
            return known;
        }
        return clear.length() <= FIRST + LAST
                ? "*".repeat(clear.length())
                : clear.substring(0, FIRST)
                        + "*".repeat(clear.length() - FIRST - LAST)
                        + clear.substring(clear.length() - LAST);
    }
}
