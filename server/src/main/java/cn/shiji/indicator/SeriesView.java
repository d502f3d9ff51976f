package cn.shiji.indicator;

import java.math.BigDecimal;
import java.util.List;

/** The figure month by month, with the year before. Twelve numbers each, January first. */
public record SeriesView(int year, List<BigDecimal> months, List<BigDecimal> lastYear) {}
