package cn.shiji.indicator;

import cn.shiji.directory.UnitRef;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One record behind a figure.
 *
 * @param id the record; null where it belongs to a unit the reader may not see
 * @param kind what it is, {@code <pack>.<record>}
 * @param module who keeps it
 * @param label how it is called; null where it may not be opened
 * @param day the day it happened
 * @param owner the unit that keeps it, null where none does
 * @param units the units that took part, in the order of the directory
 * @param quantity what it adds to the figure; for counts of different subjects, how many it names
 * @param masked whether the record belongs to a unit the reader may not see
 * @param open where it opens, null where it may not be opened
 */
public record SourceView(
        @Nullable UUID id,
        String kind,
        String module,
        @Nullable String label,
        LocalDate day,
        @Nullable UnitRef owner,
        List<UnitRef> units,
        BigDecimal quantity,
        boolean masked,
        @Nullable String open) {}
