package cn.shiji.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Personal numbers as they may stand in lists and in the trail: their ends, the rest as asterisks.
 *
 * <p>Identity numbers keep six and two signs (where and nothing of when one was born), mobile numbers three and four, so that
 * two of one village can be told apart and neither be used.
 */
public final class Masked {

    private static final Pattern IDENTITY =
            Pattern.compile("(?<![0-9A-Za-z-])(\\d{6})\\d{8}\\d{2}(\\d[0-9Xx])(?![0-9A-Za-z-])");
    private static final Pattern MOBILE =
            Pattern.compile("(?<![0-9A-Za-z.-])(1[3-9]\\d)\\d{4}(\\d{4})(?![0-9A-Za-z-])");
    private static final int SHORT = 4;

    private Masked() {}

    /** The text with every identity and mobile number in it masked. */
    public static String where(String text) {
        if (text.length() < 11) {
            return text;
        }
        String some = IDENTITY.matcher(text).replaceAll("$1**********$2");
        return MOBILE.matcher(some).replaceAll("$1****$2");
    }

    /** A value that is masked whatever it looks like. */
    static @Nullable String always(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String masked = where(value);
        if (!masked.equals(value)) {
            return masked;
        }
        int length = value.codePointCount(0, value.length());
        if (length <= SHORT) {
            return "*".repeat(length);
        }
        int keep = length < 10 ? 1 : 2;
        return value.substring(0, value.offsetByCodePoints(0, keep))
                + "*".repeat(length - 2 * keep)
                + value.substring(value.offsetByCodePoints(value.length(), -keep));
    }
}
