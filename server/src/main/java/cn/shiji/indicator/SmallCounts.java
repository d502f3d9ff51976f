package cn.shiji.indicator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is shown of figures so small that they name somebody. Pure.
 *
 * <p>Of several that stand beside their total, one more is held back where the total would tell the hidden ones: where one
 * alone is hidden, or where the hidden ones can only be all one or all as many as may be hidden.
 */
final class SmallCounts {

    private SmallCounts() {}

    /** What becomes of a figure. */
    enum Showing {
        /** It is shown. */
        WHOLE,
        /** It is told as fewer than the bound. */
        FEW,
        /** It is held back, lest the total tell another. */
        WITHHELD
    }

    /** Whether a figure that stands alone is too small to be shown. */
    static boolean few(BigDecimal value, int bound) {
        return value.signum() > 0 && value.compareTo(BigDecimal.valueOf(bound)) < 0;
    }

    /** How each of several figures beside their total is shown. */
    static List<Showing> shown(List<BigDecimal> values, int bound) {
        List<Showing> shown = new ArrayList<>(values.stream()
                .map(value -> few(value, bound) ? Showing.FEW : Showing.WHOLE)
                .toList());
        List<BigDecimal> hidden =
                values.stream().filter(value -> few(value, bound)).toList();
        if (hidden.isEmpty() || !told(hidden, bound)) {
            return shown;
        }
        // The smallest that is shown costs the reader least; a nought may serve where nothing else is left.
        IntStream.range(0, values.size())
                .filter(at -> shown.get(at) == Showing.WHOLE)
                .boxed()
                .min(Comparator.<Integer>comparingInt(at -> values.get(at).signum() == 0 ? 1 : 0)
                        .thenComparing(values::get))
                .ifPresent(at -> shown.set(at, Showing.WITHHELD));
        return shown;
    }

    private static boolean told(List<BigDecimal> hidden, int bound) {
        BigDecimal sum = hidden.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal least = BigDecimal.valueOf(hidden.size());
        BigDecimal most = least.multiply(BigDecimal.valueOf(bound - 1L));
        return hidden.size() == 1 || sum.compareTo(least) <= 0 || sum.compareTo(most) >= 0;
    }
}
