package cn.shiji.fact;

import cn.shiji.kernel.SourceRef;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fact to be written.
 *
 * @param kind {@code <pack>.<fact>}
 * @param day the day it happened
 * @param quantity how much, in the unit its kind is measured in; may be zero
 * @param subject who or what, for distinct counts; null where nothing distinct is counted
 * @param dims a few further properties
 * @param source what it came from
 * @param label how the source is called in lists
 * @param units the units and their roles, each unit once in a role; at least one took part ({@link FactRole#BY})
 */
public record NewFact(
        String kind,
        LocalDate day,
        BigDecimal quantity,
        @Nullable String subject,
        Map<String, String> dims,
        SourceRef source,
        String label,
        List<UnitPart> units) {

    public NewFact {
        dims = Map.copyOf(dims);
        units = units.stream().distinct().toList();
        if (units.stream().noneMatch(part -> part.role() == FactRole.BY)) {
            throw new IllegalArgumentException("No unit took part in the fact " + kind + " of " + source);
        }
    }
}
