package cn.shiji.record;

import cn.shiji.directory.UnitRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/**
 * A record in a list, in the reader's language.
 *
 * @param values as kept
 * @param shown the same in words, by field
 */
public record RecordRow(
        UUID id,
        String pack,
        String kind,
        String kindLabel,
        String title,
        LocalDate day,
        UnitRef unit,
        Map<String, Object> values,
        Map<String, String> shown,
        int version,
        String state,
        String enteredBy,
        Instant enteredAt) {}
