package cn.shiji.fact;

import cn.shiji.kernel.Period;
import cn.shiji.kernel.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Which facts are read, and how they become one number.
 *
 * @param measure how they become one number
 * @param kind {@code <pack>.<fact>}
 * @param places the facts some unit in these places took part in; each counts once
 * @param period the days they happened on
 * @param asOf the state they are read in, null for the newest
 */
public record Selection(
        Measure measure,
        String kind,
        Scope places,
        Period period,
        @Nullable AsOf asOf) {

    long lastFact() {
        return asOf == null ? Long.MAX_VALUE : asOf.lastFact();
    }
}
