package cn.shiji.record;

import cn.shiji.mechanism.Words;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be filled into a field of a form. */
public sealed interface FieldType {

    /** One line of text; earlier values may be offered. */
    record Text(int longest, boolean suggest) implements FieldType {}

    /** Text of several lines. */
    record LongText(int longest) implements FieldType {}

    /**
     * A number.
     *
     * @param decimals how many places after the point at most; 0 for a whole number
     * @param least the smallest accepted, or null
     * @param most the largest accepted, or null
     * @param unit what it is measured in, or null
     */
    record Numeric(
            int decimals,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            @Nullable String unit) implements FieldType {}

    /** A day. */
    record Day() implements FieldType {}

    /** One of the options. */
    record Choice(List<Option> options) implements FieldType {

        public Choice {
            options = List.copyOf(options);
        }
    }

    /** An option of a choice: what is kept and what is shown. */
    record Option(String value, Words label) {}

    /** One person. */
    record OnePerson(Who of) implements FieldType {}

    /** One unit. */
    record OneUnit(Where of) implements FieldType {}

    /** Several units. */
    record SeveralUnits(Where of) implements FieldType {}

    /**
     * Who came, who was on leave, who was absent.
     *
     * @param voluntary whether nobody has to sign in
     */
    record RollCall(Who of, boolean voluntary) implements FieldType {}

    /**
     * Attachments.
     *
     * @param photos whether only pictures are taken
     * @param most how many at most
     */
    record Attachments(boolean photos, int most) implements FieldType {}

    /** The people a field asks about: those of the record's unit and below it. */
    enum Who {
        /** Those for whom the rules for cadres hold. */
        CADRES,
        /** Everybody. */
        PEOPLE;

        /** The word used in packs and JSON. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The units a field asks about. */
    enum Where {
        /** Other villages of the county. */
        NEIGHBOURS,
        /** The record's unit and those below it. */
        OWN;

        /** The word used in packs and JSON. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The word used in packs and JSON. */
    default String word() {
        return switch (this) {
            case Text _ -> "text";
            case LongText _ -> "long-text";
            case Numeric numeric -> numeric.decimals() == 0 ? "integer" : "decimal";
            case Day _ -> "date";
            case Choice _ -> "choice";
            case OnePerson _ -> "person";
            case OneUnit _ -> "unit";
            case SeveralUnits _ -> "units";
            case RollCall _ -> "roll-call";
            case Attachments attachments -> attachments.photos() ? "photos" : "files";
        };
    }
}
