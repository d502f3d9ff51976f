package cn.shiji.record;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Correct a record: a new version in place of the one seen.
 *
 * @param version the version that was seen; another current one refuses the correction
 * @param day when it happened, null to leave it
 * @param values all values as they should be, not only those that change
 * @param reason why, shown in the history
 */
public record RecordCorrection(
        int version,
        @Nullable LocalDate day,
        @Nullable Map<String, @Nullable Object> values,
        @Nullable String reason) {}
