package cn.shiji.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Declare what was done for a commitment.
 *
 * @param day not after today, not before the plan's year
 * @param figures amounts reached up to that day, each for a target of the commitment
 * @param completes whether the commitment is done with it; null is no
 * @param file a file kept before, within the caller's scope
 * @param confirmedBy who confirmed it
 * @param unit which unit declares it; null is the caller's own
 */
public record NewEntry(
        LocalDate day,
        String sentence,
        @Nullable List<Amount> figures,
        @Nullable Boolean completes,
        @Nullable UUID file,
        @Nullable String confirmedBy,
        @Nullable Long unit) {

    /** An amount for one target. */
    public record Amount(UUID figure, BigDecimal value) {}
}
