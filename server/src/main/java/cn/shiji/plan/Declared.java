package cn.shiji.plan;

import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What declarations of a commitment come to. Pure. */
final class Declared {

    private final List<Entries.Entry> standing;

    /**
     * @param entries of one commitment, oldest day first; withdrawn ones are left out here, and those of a day after the
     *     plan's year: what was done then counts for the year it was done in
     * @param lastDay the last day of the plan's year
     */
    Declared(List<Entries.Entry> entries, LocalDate lastDay) {
        this.standing = entries.stream().filter(entry -> counts(entry, lastDay)).toList();
    }

    /** Whether an entry counts for a plan whose year ends on this day. */
    static boolean counts(Entries.Entry entry, LocalDate lastDay) {
        return entry.stands() && !entry.day().isAfter(lastDay);
    }

    List<Entries.Entry> standing() {
        return standing;
    }

    /**
     * What was declared for a target up to now: each unit declares what it has reached so far, so its latest word counts,
     * and the words of several units are added. Null where nobody named an amount.
     */
    @Nullable
    BigDecimal amount(UUID figure) {
        Map<UnitId, BigDecimal> latest = new HashMap<>();
        for (Entries.Entry entry : standing) {
            BigDecimal value = entry.amounts().get(figure);
            if (value != null) {
                latest.put(entry.unit(), value);
            }
        }
        return latest.values().stream().reduce(BigDecimal::add).orElse(null);
    }

    /**
     * Whether the commitment is declared done: the latest word of one who can say so for the whole of it.
     *
     * @param answerable who can: those who lead, and the unit whose plan it is
     */
    boolean completed(Set<UnitId> answerable) {
        Map<UnitId, Boolean> latest = new HashMap<>();
        standing.stream()
                .filter(entry -> answerable.contains(entry.unit()))
                .forEach(entry -> latest.put(entry.unit(), entry.completes()));
        return latest.containsValue(true);
    }

    Entries.@Nullable Entry last() {
        return standing.isEmpty() ? null : standing.getLast();
    }
}
