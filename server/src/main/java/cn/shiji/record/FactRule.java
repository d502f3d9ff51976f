package cn.shiji.record;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which facts a record gives.
 *
 * @param name the fact is called {@code <pack>.<name>}
 * @param amount how much
 * @param each one fact for every entry of this roll call or list of units; null for a single fact
 * @param where only entries of the roll call with this status count, or null for all
 * @param subject who or what, for distinct counts, or null
 * @param units fields with units that take part as well
 */
public record FactRule(
        String name,
        Amount amount,
        @Nullable String each,
        @Nullable RollStatus where,
        @Nullable Subject subject,
        List<String> units) {

    public FactRule {
        units = List.copyOf(units);
    }

    /** How much a fact is. */
    public sealed interface Amount {
        /** Always the same. */
        record Fixed(BigDecimal quantity) implements Amount {}

        /** What stands in a number field; no fact where it is empty or zero. */
        record Filled(String field) implements Amount {}
    }

    /** Who or what a fact is about. */
    public sealed interface Subject {
        /** The person or unit of the entry. */
        record OfEntry() implements Subject {}

        /** What stands in a field. */
        record OfField(String field) implements Subject {}
    }
}
