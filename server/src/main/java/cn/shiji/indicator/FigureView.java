package cn.shiji.indicator;

import cn.shiji.directory.UnitRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A figure with all that a reader needs to judge it, in the reader's language.
 *
 * @param unit what it is counted in
 * @param definition what counts and what does not (口径)
 * @param from the first day
 * @param to the last day
 * @param scope the unit it covers
 * @param scopeNote what the reader's rights leave out, null where nothing is left out
 * @param asOf the moment of the state it was read in
 * @param records how many records stand behind it; 0 where the number may not be told
 * @param fewerThan what it is fewer than, where no more may be told (value is 0 then); else null
 */
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
        long records,
        @Nullable Integer fewerThan) {

    /** The number where it may be told. */
    public @Nullable BigDecimal told() {
        return fewerThan == null ? value : null;
    }
}
