package cn.shiji.directory;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Codes of our own for units the state gives none: two letters for the kind, eight digits, two check digits
 * (ISO 7064 MOD 97-10 over all before them).
 *
 * <p>Twelve characters, as wide as a division code in any column, and never one: a division code has no letters.
 */
public final class OwnCode {

    private static final Pattern FORM = Pattern.compile("[A-Z]{2}\\d{10}");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private OwnCode() {}

    /** The code of the kind with the number, which must be positive and of at most eight digits. */
    static String of(UnitKind kind, long number) {
        if (number <= 0 || number > 99_999_999) {
            throw new IllegalStateException("No code is left for number " + number);
        }
        String body = kind.letters() + String.format("%08d", number);
        long check = 98 - remainder(body + "00");
        return body + String.format("%02d", check);
    }

    /** Whether it is written like one of our own codes, right or wrong. */
    public static boolean looksOwn(String code) {
        return FORM.matcher(code).matches();
    }

    /** Whether it is one of our own codes: form, known kind and check digits. */
    public static boolean holds(String code) {
        return looksOwn(code) && kind(code).isPresent() && remainder(code) == 1;
    }

    /** The kind its letters name; empty where they name none. */
    public static Optional<UnitKind> kind(String code) {
        return Arrays.stream(UnitKind.values())
                .filter(kind -> code.startsWith(kind.letters()))
                .findFirst();
    }

    private static int remainder(String code) {
        StringBuilder digits = new StringBuilder();
        for (char each : code.toCharArray()) {
            digits.append(each >= 'A' ? each - 'A' + 10 : each - '0');
        }
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue();
    }
}
