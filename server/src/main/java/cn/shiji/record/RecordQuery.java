package cn.shiji.record;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which records a list shows; null leaves a condition out.
 *
 * @param pack of this mechanism
 * @param kind of this form of it
 * @param unit of this unit and below
 * @param q title or some text value holds these words
 * @param from not before this day
 * @param to not after this day
 * @param state {@code kept} or {@code withdrawn}
 * @param sort {@code day}, {@code title}, {@code unit}, {@code entered} or the name of a field; a hyphen before it turns
 *     the order round
 */
public record RecordQuery(
        @Nullable String pack,
        @Nullable String kind,
        @Nullable Long unit,
        @Nullable String q,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String state,
        @Nullable String sort) {}
