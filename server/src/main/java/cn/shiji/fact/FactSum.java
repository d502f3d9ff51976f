package cn.shiji.fact;

import java.math.BigDecimal;

/**
 * What facts come to.
 *
 * @param quantity the number, without trailing zeros
 * @param records how many records stand behind it; those reversed do not count
 */
public record FactSum(BigDecimal quantity, long records) {

    public FactSum {
        quantity = plain(quantity);
    }

    /** The number without trailing zeros and never in exponent form: 42, not 42.0 or 4.2E+1. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
