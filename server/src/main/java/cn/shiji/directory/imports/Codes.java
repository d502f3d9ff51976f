package cn.shiji.directory.imports;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Division codes as lists write them: with 2, 4, 6, 9 or 12 digits, each level a further step to the right. */
final class Codes {

    static final int DIGITS = 12;

    private static final Pattern STEPS = Pattern.compile("\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}");
    private static final String ZEROS = "000000000000";

    private Codes() {}

    /** The code with all its twelve digits; empty where it is none. */
    static Optional<String> full(String written) {
        return STEPS.matcher(written).matches()
                ? Optional.of(written + ZEROS.substring(written.length()))
                : Optional.empty();
    }

    /** The code of the unit above, as the digits tell it; null above a province and for what is no code of the state. */
    static @Nullable String above(String code) {
        if (code.length() != DIGITS || !Character.isDigit(code.charAt(0))) {
            return null;
        }
        for (int cut : new int[] {9, 6, 4, 2}) {
            if (!code.startsWith(ZEROS.substring(cut), cut)) {
                // A town of a city without counties has zeros where the county stands, and so is the city's at once.
                return code.substring(0, cut) + ZEROS.substring(cut);
            }
        }
        return null;
    }

    /** The digits that the codes of what stands below begin with. */
    static String stem(String code) {
        for (int cut : new int[] {2, 4, 6, 9}) {
            if (code.length() == DIGITS && code.startsWith(ZEROS.substring(cut), cut)) {
                return code.substring(0, cut);
            }
        }
        return code;
    }
}
