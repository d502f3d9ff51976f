package cn.shiji.indicator;

import cn.shiji.directory.UnitRef;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The figure of one unit beside those of others.
 *
 * @param own whether it is the asked unit's own part alone, without the units below it
 * @param value 0 where it is not shown
 * @param fewerThan what it is fewer than, where no more may be told
 * @param withheld whether it is held back, lest the total tell another that may not be told
 */
public record UnitFigureView(
        UnitRef unit,
        boolean own,
        BigDecimal value,
        long records,
        @Nullable Integer fewerThan,
        boolean withheld) {}
