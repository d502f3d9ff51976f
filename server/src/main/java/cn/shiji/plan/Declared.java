package cn.shiji.plan;

import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What declarations of a commitment come to. Pure. */
final class Declared {

    private final List<Entries.Entry> standing;

    /** @param entries of one commitment, oldest day first; withdrawn ones are left out here */
    Declared(List<Entries.Entry> entries) {
        this.standing = entries.stream().filter(Entries.Entry::stands).toList();
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
