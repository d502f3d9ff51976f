package cn.shiji.plan;

import cn.shiji.directory.UnitRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A recorded figure as a door: what it counts, over what, as of when. */
public record FigureView(
        String indicator,
        String label,
        String unit,
        BigDecimal value,
        String definition,
        LocalDate from,
        LocalDate to,
        UnitRef scope,
        @Nullable String scopeNote,
        Instant asOf,
        long records) {}
