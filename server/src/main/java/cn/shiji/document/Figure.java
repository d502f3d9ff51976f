package cn.shiji.document;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A quantity that says how much was or will be done, or how things stand.
 *
 * @param text from the first character of the number to the last of its unit, without bounding words
 * @param value the number in the plain unit ({@code 22万亩} is 220000), null when masked or a range
 * @param low lower end of a range, else null
 * @param high upper end of a range, else null
 * @param masked whether digits are hidden ({@code **个}); then no value is given
 * @param unit as written, without the multiplier; empty when there is none
 * @param change whether the figure itself measures growth or fall
 * @param of the words that say what is counted, as far as they could be told; may be empty
 */
public record Figure(
        String text,
        Span span,
        @Nullable BigDecimal value,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        boolean masked,
        String unit,
        Relation relation,
        Change change,
        FigureRole role,
        String of) {}
