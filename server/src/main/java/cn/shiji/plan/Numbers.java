package cn.shiji.plan;

import cn.shiji.kernel.Problem.Fault;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which numbers can be an amount: a few characters of JSON may mean one that fills the memory when it is written out. */
final class Numbers {

    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");
    private static final int MOST_DECIMALS = 6;

    private Numbers() {}

    /** What is wrong with the number, if anything; null is no number and not wrong. */
    static Optional<Fault> fault(String at, @Nullable BigDecimal number) {
        if (number == null || number.signum() == 0) {
            return Optional.empty();
        }
        BigDecimal plain = number.stripTrailingZeros();
        // Compared by digits, which costs nothing however large the number.
        boolean fits = (long) plain.precision() - plain.scale() <= LARGEST.precision()
                && plain.scale() <= MOST_DECIMALS
                && plain.abs().compareTo(LARGEST) <= 0;
        return fits
                ? Optional.empty()
                : Optional.of(Fault.of(at, "plan.number-impossible", LARGEST.toPlainString(), MOST_DECIMALS));
    }
}
