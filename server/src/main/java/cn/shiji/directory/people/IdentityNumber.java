package cn.shiji.directory.people;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A citizen identity number (GB 11643-1999): six digits of a division, eight of the birth date, three in order, of which the
 * last is odd for men, and a check sign.
 */
public record IdentityNumber(String number, LocalDate birth, boolean male) {

    private static final Pattern FORM = Pattern.compile("[1-9]\\d{16}[0-9X]");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final int OLDEST = 130;

    /** The check sign that belongs after the first seventeen digits (ISO 7064, MOD 11-2). */
    public static char check(String number) {
        int sum = 0;
        for (int at = 0; at < WEIGHTS.length; at++) {
            sum += (number.charAt(at) - '0') * WEIGHTS[at];
        }
        return CHECKS.charAt(sum % CHECKS.length());
    }

    /** What is wrong with a number, as the code of the fault without its beginning; empty where nothing is. */
    static Optional<String> wrong(String number, LocalDate today) {
        if (!FORM.matcher(number).matches()) {
            return Optional.of("form");
        }
        Optional<LocalDate> birth = birthOf(number);
        if (birth.isEmpty() || birth.get().isAfter(today) || birth.get().isBefore(today.minusYears(OLDEST))) {
            return Optional.of("birth");
        }
        return number.charAt(17) == check(number) ? Optional.empty() : Optional.of("check");
    }

    /** The number of signs that are right; empty otherwise. */
    public static Optional<IdentityNumber> of(String number, LocalDate today) {
        return wrong(number, today).isPresent()
                ? Optional.empty()
                : birthOf(number).map(birth -> new IdentityNumber(number, birth, (number.charAt(16) - '0') % 2 == 1));
    }

    private static Optional<LocalDate> birthOf(String number) {
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(number, 6, 10, 10),
                    Integer.parseInt(number, 10, 12, 10),
                    Integer.parseInt(number, 12, 14, 10)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
