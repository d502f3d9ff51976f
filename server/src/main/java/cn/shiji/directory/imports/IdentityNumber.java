package cn.shiji.directory.imports;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** A citizen identity number of 18 signs (GB 11643): six of a division, eight of the birth date, three in order, one check sign. */
record IdentityNumber(String number, LocalDate birth, boolean male) {

    /** What can be wrong with one, named as the words of the fault. */
    enum Wrong {
        /** Not 17 digits and a digit or X. */
        FORM,
        /** The old number of 15 digits, which is not issued any more. */
        OLD,
        /** A workbook kept it as a number and lost its last three digits. */
        ROUNDED,
        /** The eight digits of the birth date are no day that was. */
        BIRTH,
        /** The check sign is another. */
        CHECK;

        String code() {
            return "import.fault.identity-" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final Pattern FORM = Pattern.compile("[1-9]\\d{16}[0-9X]");
    private static final Pattern OLD = Pattern.compile("[1-9]\\d{14}");
    private static final Pattern FLOATING = Pattern.compile("\\d(\\.\\d+)?[Ee]\\+?17");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final int OLDEST = 130;

    /** The check sign that belongs after the first 17 digits. */
    static char check(String number) {
        int sum = 0;
        for (int at = 0; at < WEIGHTS.length; at++) {
            sum += (number.charAt(at) - '0') * WEIGHTS[at];
        }
        return CHECKS.charAt(sum % CHECKS.length());
    }

    /** What is wrong with it, as of the day; empty where nothing is. */
    static Optional<Wrong> wrong(String number, LocalDate today) {
        if (FLOATING.matcher(number).matches()) {
            return Optional.of(Wrong.ROUNDED);
        }
        if (OLD.matcher(number).matches()) {
            return Optional.of(Wrong.OLD);
        }
        if (!FORM.matcher(number).matches()) {
            return Optional.of(Wrong.FORM);
        }
        boolean checks = number.charAt(17) == check(number);
        if (!checks && number.endsWith("000")) {
            return Optional.of(Wrong.ROUNDED);
        }
        Optional<LocalDate> birth = birth(number);
        if (birth.isEmpty() || birth.get().isAfter(today) || birth.get().isBefore(today.minusYears(OLDEST))) {
            return Optional.of(Wrong.BIRTH);
        }
        return checks ? Optional.empty() : Optional.of(Wrong.CHECK);
    }

    /** The number of signs that are right; ask {@link #wrong} first. */
    static IdentityNumber of(String number) {
        return new IdentityNumber(number, birth(number).orElseThrow(), (number.charAt(16) - '0') % 2 == 1);
    }

    private static Optional<LocalDate> birth(String number) {
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
