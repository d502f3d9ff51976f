package cn.shiji.plan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Change a figure of a draft. What is null stays as it is.
 *
 * @param target whether it is to be reached
 * @param value the number to reach, in the plain unit (220000 亩, not 22 万亩); it counts as an amount, also where the
 *     document named a growth
 * @param low lower end of a range
 * @param high upper end of a range
 * @param relation {@code exactly}, {@code at_least}, {@code at_most}, {@code about} or {@code range}
 * @param unit the measure; may be empty
 * @param unset whether on purpose no number is set (不设数值)
 * @param indicator the id of the indicator that counts towards it; empty takes it away
 * @param of what is counted
 */
public record FigureChange(
        @Nullable Boolean target,
        @Nullable BigDecimal value,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        @Nullable String relation,
        @Nullable String unit,
        @Nullable Boolean unset,
        @Nullable String indicator,
        @Nullable String of) {

    /** Sets the number to reach. */
    public static FigureChange value(BigDecimal value) {
        return new FigureChange(null, value, null, null, null, null, null, null, null);
    }

    /** Lets an indicator count towards it. */
    public static FigureChange countedBy(String indicator) {
        return new FigureChange(true, null, null, null, null, null, null, indicator, null);
    }
}
