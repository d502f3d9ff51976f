package cn.shiji.indicator;

import cn.shiji.directory.UnitRef;
import java.math.BigDecimal;

/** The figure of one unit beside those of others. */
public record UnitFigureView(UnitRef unit, BigDecimal value, long records) {}
