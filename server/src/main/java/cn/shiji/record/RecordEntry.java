package cn.shiji.record;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Put something on record.
 *
 * @param pack the id of the mechanism
 * @param kind the form of the pack
 * @param unit the unit it belongs to
 * @param day when it happened
 * @param values what was filled in, by field name; null and missing are the same
 */
public record RecordEntry(
        String pack,
        String kind,
        long unit,
        @Nullable LocalDate day,
        @Nullable Map<String, @Nullable Object> values) {}
