package cn.shiji.document;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A figure while it is being read: what was written and where, before its words around it are weighed.
 *
 * @param unit without its multiplier
 * @param more whether 余 or 多 stands inside
 * @param rank whether it is a place in an order (第3位)
 * @param bare whether a multiplier stands alone (亿元)
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
        boolean rank,
        boolean bare) {

    static Quantity of(int from, int to, @Nullable BigDecimal value, String unit) {
        return new Quantity(from, to, value, null, null, false, unit, false, false, false);
    }

    static Quantity rank(int from, int to, @Nullable BigDecimal place) {
        return new Quantity(from, to, place, null, null, place == null, "位", false, true, false);
    }

    static Quantity range(int from, int to, BigDecimal low, BigDecimal high, String unit) {
        return new Quantity(from, to, null, low, high, false, unit, false, false, false);
    }

    /** The same quantity, reading on to a later end. */
    Quantity widenedTo(int end) {
        return new Quantity(from, Math.max(to, end), value, low, high, masked, unit, more, rank, bare);
    }
}
