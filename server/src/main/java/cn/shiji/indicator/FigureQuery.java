package cn.shiji.indicator;

import cn.shiji.kernel.Period;
import cn.shiji.kernel.UnitId;

/** Asks for the figure of an indicator at a unit over a period. */
public record FigureQuery(String indicator, UnitId unit, Period period) {}
