package cn.shiji.comparison;

import cn.shiji.kernel.Problem;
import java.util.Locale;

/** Which of the two documents of a comparison. */
enum Side {
    /** What was promised. */
    PLAN,
    /** What is told of it. */
    REPORT;

    /** The name used in JSON and in the database. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The side of a name.
     *
     * @throws Problem {@code comparison.unknown-word}
     */
    static Side of(String code) {
        for (Side side : values()) {
            if (side.code().equals(code)) {
                return side;
            }
        }
        throw Problem.bad("comparison.unknown-word", code);
    }
}
