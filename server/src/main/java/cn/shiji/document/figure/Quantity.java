package cn.shiji.document.figure;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A quantity as written, before the words around it are weighed.
 *
 * @param from first character of the number, in UTF-16 offsets of the text
 * @param to one after the last character of its unit
 * @param value null when masked or a range
 * @param unit without its multiplier
 * @param more whether 余 or 多 stands inside, which makes it a lower bound
 */
record Quantity(
        int from,
        int to,
        @Nullable BigDecimal value,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        boolean masked,
        String unit,
        boolean more,
        Kind kind) {

    /** How it is written, as far as it matters to what is said of it. */
    enum Kind {
        PLAIN,
        /** A place in an order: 第3位. */
        RANK,
        /** A multiplier alone: 亿元. */
        BARE,
        RANGE,
        SCORE
    }

    static Quantity of(int from, int to, @Nullable BigDecimal value, String unit, Kind kind) {
        return new Quantity(from, to, value, null, null, value == null, unit, false, kind);
    }

    static Quantity range(int from, int to, BigDecimal low, BigDecimal high, String unit) {
        return new Quantity(from, to, null, low, high, false, unit, false, Kind.RANGE);
    }

    boolean isMoney() {
        return unit.endsWith("元");
    }

    boolean isRank() {
        return kind == Kind.RANK;
    }
}
