package cn.shiji.indicator;

import cn.shiji.directory.UnitRef;
import java.math.BigDecimal;

/**
 * The figure of one unit beside those of others.
 *
 * @param own whether it is the asked unit's own part alone, without the units below it
 */
public record UnitFigureView(UnitRef unit, boolean own, BigDecimal value, long records) {}
