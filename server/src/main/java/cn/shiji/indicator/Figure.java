package cn.shiji.indicator;

import cn.shiji.directory.Unit;
import cn.shiji.fact.AsOf;
import cn.shiji.kernel.Period;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A figure as it was read.
 *
 * @param indicator what it counts
 * @param value the number, without trailing zeros; 0 where it may not be told
 * @param unit the unit it was asked for
 * @param narrowedTo the caller's own unit where the caller's scope does not hold all of the unit; else null
 * @param period the days it covers
 * @param state the kept state it was read in, null where it is the newest
 * @param at when that state was taken, or when it was read
 * @param records how many records stand behind it; 0 where the number may not be told
 * @param fewerThan what it is fewer than, where no more may be told; else null
 */
public record Figure(
        IndicatorDef indicator,
        BigDecimal value,
        Unit unit,
        @Nullable Unit narrowedTo,
        Period period,
        @Nullable AsOf state,
        Instant at,
        long records,
        @Nullable Integer fewerThan) {

    /** The number where it may be told. */
    public @Nullable BigDecimal told() {
        return fewerThan == null ? value : null;
    }
}
