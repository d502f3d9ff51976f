package cn.shiji.plan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Add a target that the document does not name as a figure.
 *
 * @param of what is counted
 * @param unit the measure; may be empty
 * @param value the number to reach; null leaves the target without a number on purpose
 * @param relation as in {@link FigureChange}; null is {@code at_least}
 * @param indicator the indicator that counts towards it, or null
 */
public record NewFigure(
        String of,
        String unit,
        @Nullable BigDecimal value,
        @Nullable String relation,
        @Nullable String indicator) {}
