package cn.shiji.indicator;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figure month by month, with the year before. Twelve numbers each, January first; null where a number may not be told.
 */
public record SeriesView(int year, List<@Nullable BigDecimal> months, List<@Nullable BigDecimal> lastYear) {}
