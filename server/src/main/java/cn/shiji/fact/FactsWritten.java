package cn.shiji.fact;

import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.util.Set;

/**
 * Facts were added, new ones or reversals. Published within the writing transaction; listen after its commit
 * ({@code @TransactionalEventListener}).
 *
 * @param kinds their kinds
 * @param units every unit that has a part in one
 * @param days the days they happened on
 */
public record FactsWritten(Set<String> kinds, Set<UnitId> units, Set<LocalDate> days) {

    public FactsWritten {
        kinds = Set.copyOf(kinds);
        units = Set.copyOf(units);
        days = Set.copyOf(days);
    }
}
