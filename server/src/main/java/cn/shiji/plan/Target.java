package cn.shiji.plan;

import cn.shiji.document.Change;
import cn.shiji.document.Relation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A quantity to be reached.
 *
 * @param figure its id, the same in every version of the plan
 * @param label what is counted, in the words of the document or of a person; may be empty
 * @param unit the measure, e.g. 亩; empty when there is none
 * @param value the number to reach; null for a range and where none is set
 * @param low lower end of a range
 * @param high upper end of a range
 * @param change whether it says by how much something is to grow or fall; then no plain sum can answer it
 * @param unset whether on purpose no number is set (不设数值)
 * @param indicator what counts towards it, null where nothing recorded does
 */
public record Target(
        UUID figure,
        String label,
        String unit,
        Relation relation,
        @Nullable BigDecimal value,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        Change change,
        boolean unset,
        @Nullable String indicator) {

    /** "About" is kept from five in a hundred below. */
    private static final BigDecimal ABOUT_BELOW = new BigDecimal("0.95");

    private static final BigDecimal ABOUT_ABOVE = new BigDecimal("1.05");

    /** What an amount means for a target. */
    public enum Outcome {
        /** No number is set, so no amount decides it. */
        WITHOUT_NUMBER,
        /** Not yet enough. */
        OPEN,
        /** A limit that has been kept so far; only its last day decides. */
        KEPT_SO_FAR,
        /** Reached. */
        MET,
        /** Reached, and more than was named. */
        MORE,
        /** A limit that was passed. */
        BROKEN;

        /** Whether the target needs nothing more. */
        public boolean satisfied() {
            return this == MET || this == MORE;
        }
    }

    /**
     * What an amount means for this target.
     *
     * <p>Amounts grow through the year, so a bare number ("24家") is met when it is reached and does not stop being met when
     * more is done; a limit ("不超过3起") is met only when its time is over and it still holds.
     *
     * @param amount what was reached, null where nothing is known
     * @param over whether the time for it has passed
     */
    public Outcome outcome(@Nullable BigDecimal amount, boolean over) {
        BigDecimal floor = floor();
        if (unset || floor == null) {
            return Outcome.WITHOUT_NUMBER;
        }
        if (relation == Relation.AT_MOST) {
            if (amount != null && amount.compareTo(floor) > 0) {
                return Outcome.BROKEN;
            }
            if (amount == null) {
                return Outcome.OPEN;
            }
            return over ? Outcome.MET : Outcome.KEPT_SO_FAR;
        }
        if (amount == null || amount.compareTo(floor) < 0) {
            return Outcome.OPEN;
        }
        BigDecimal ceiling = ceiling();
        return ceiling != null && amount.compareTo(ceiling) > 0 ? Outcome.MORE : Outcome.MET;
    }

    /** The share of the number that was reached, to four digits; null where there is no number or it is nought. */
    public @Nullable BigDecimal ratio(@Nullable BigDecimal amount) {
        BigDecimal whole = relation == Relation.RANGE ? low : value;
        if (unset || amount == null || whole == null || whole.signum() == 0) {
            return null;
        }
        return amount.divide(whole, MathContext.DECIMAL64).setScale(4, RoundingMode.HALF_UP);
    }

    /** From where on it is reached, or the limit of an upper bound; null without a number. */
    private @Nullable BigDecimal floor() {
        return switch (relation) {
            case AT_LEAST, AT_MOST, EXACTLY -> value;
            case ABOUT -> value == null ? null : value.multiply(ABOUT_BELOW);
            case RANGE -> low;
        };
    }

    /** Above which more was done than was named; null where there is no such point. */
    private @Nullable BigDecimal ceiling() {
        return switch (relation) {
            case AT_LEAST, AT_MOST -> null;
            case EXACTLY -> value;
            case ABOUT -> value == null ? null : value.multiply(ABOUT_ABOVE);
            case RANGE -> high;
        };
    }
}
