package cn.shiji.indicator;

import cn.shiji.fact.Measure;
import cn.shiji.mechanism.Words;
import org.jspecify.annotations.Nullable;

/**
 * An indicator as its pack defines it.
 *
 * @param id {@code <pack>.<name>}
 * @param pack the pack it belongs to
 * @param label what is counted
 * @param unit what it is counted in, e.g. 人次
 * @param definition what counts and what does not (口径); null where the pack leaves it to the measure's own words
 * @param measure how the facts become a number
 * @param kind the facts it reads, {@code <pack>.<fact>}
 * @param visible who sees the figure of a unit beyond those who see its records
 * @param hideBelow figures of fewer are told as so few only; 0 where every figure is shown
 */
public record IndicatorDef(
        String id,
        String pack,
        Words label,
        Words unit,
        @Nullable Words definition,
        Measure measure,
        String kind,
        Visible visible,
        int hideBelow) {}
