package cn.shiji.document.figure;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number as written: in Arabic digits of either width, in Chinese numerals, or with its digits hidden; with the
 * multipliers (万, 亿) behind it and the "and more" (余, 多) inside it.
 *
 * <p>Source of the numerals: GB/T 15835—2011 出版物上数字用法; what scanned and retyped documents do to them besides: blanks
 * between digits, full-width commas between thousands, a middle dot for the point.
 *
 * @param value null when digits are hidden or the number cannot be told; the lower one of a vague number (三四百)
 * @param high the upper one of a vague number, else null
 * @param more whether 余 or 多 stands in it
 * @param scale what the multipliers at its end multiply by, 1 when there are none
 */
public record Numeral(
        int from,
        int to,
        @Nullable BigDecimal value,
        @Nullable BigDecimal high,
        boolean more,
        BigDecimal scale,
        Script script) {

    /** How a number is written. */
    public enum Script {
        ARABIC,
        CHINESE,
        /** Digits hidden by signs. */
        MASKED,
        /** A multiplier alone: 百亿, 亿. */
        BARE,
        /** Too long to be a number, or a product: 4×4. */
        CODE
    }

    /** No quantity has more digits; a longer run is a code. */
    private static final int MOST_DIGITS = 24;

    private static final String DIGITS = "零一二三四五六七八九";
    private static final String TRADITIONAL = "兩两〇○萬億點";
    private static final String SIMPLE = "二二零零万亿点";
    private static final String CHINESE = DIGITS + "十百千万亿兩两〇○萬億";
    private static final String MULTIPLIERS = "百千万亿萬億";

    /** Units that begin with a multiplier's sign: in 5千米 the 千 belongs to the unit. */
    private static final String[] UNITS_NOT_MULTIPLIERS = {
        "千米", "千瓦", "千克", "千卡", "千伏", "千焦", "千升", "千帕", "千字节", "百分", "千分", "万分"
    };

    public boolean masked() {
        return script == Script.MASKED;
    }

    boolean multiplied() {
        return scale.compareTo(BigDecimal.ONE) > 0;
    }

    boolean isChinese() {
        return script == Script.CHINESE;
    }

    /** Whether a number can begin with this character. */
    static boolean mayBegin(char c) {
        return c < 128 ? isDigit(c) || isMask(c) : isDigit(c) || isMask(c) || isChinese(c) || c == '某';
    }

    /** The number that begins exactly at {@code from} and ends no later than {@code end}, or null when none does. */
    public static @Nullable Numeral at(String text, int from, int end) {
        char first = text.charAt(from);
        if (isDigit(first) || isMask(first)) {
            return arabic(text, from, end);
        }
        if (first == '某' && from + 1 < end && "万亿%％".indexOf(text.charAt(from + 1)) >= 0) {
            return tail(text, from, from + 1, end, null, Script.MASKED);
        }
        return isChinese(first) ? chinese(text, from, end) : null;
    }

    // ---- Arabic and hidden digits ----------------------------------------------------------------------------------

    private static Numeral arabic(String text, int from, int end) {
        var digits = new StringBuilder();
        boolean masked = false;
        boolean product = false;
        boolean point = false;
        boolean spaced = isSpaced(text, from, end);
        int i = from;
        while (i < end) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digits.append((char) ('0' + Character.digit(c, 10)));
                i++;
            } else if (isMask(c)) {
                product |= "×xXＸｘ".indexOf(c) >= 0
                        && i > from
                        && isDigitAt(text, i - 1, end)
                        && isDigitAt(text, i + 1, end);
                masked = true;
                i++;
            } else if (!point && pointLength(text, i, end) > 0) {
                point = true;
                digits.append('.');
                i += pointLength(text, i, end);
            } else if (!point && !masked && groupLength(text, from, i, end) > 0) {
                i += groupLength(text, from, i, end);
            } else if (spaced && c == ' ' && isDigitAt(text, i + 1, end)) {
                i++;
            } else {
                break;
            }
        }
        if (product || digits.length() > MOST_DIGITS) {
            return new Numeral(from, i, null, null, false, BigDecimal.ONE, Script.CODE);
        }
        return tail(text, from, i, end, masked ? null : number(digits), masked ? Script.MASKED : Script.ARABIC);
    }

    private static BigDecimal number(StringBuilder digits) {
        return new BigDecimal(digits.toString());
    }

    /** The length of a decimal point with its blanks: 5.2, 5．2, 4 · 3, 6 .5. */
    private static int pointLength(String text, int at, int end) {
        int i = at;
        if (i < end && text.charAt(i) == ' ') {
            i++;
        }
        if (i >= end || ".．·•‧".indexOf(text.charAt(i)) < 0) {
            return 0;
        }
        boolean middle = "·•‧".indexOf(text.charAt(i)) >= 0;
        i++;
        if (middle && i < end && text.charAt(i) == ' ') {
            i++;
        }
        boolean digitBehind = isDigitAt(text, i, end) || i < end && isMask(text.charAt(i));
        return digitBehind ? i - at : 0;
    }

    /** The length of a comma that parts thousands: at most three digits before it, exactly three behind. */
    private static int groupLength(String text, int from, int at, int end) {
        char c = text.charAt(at);
        if (c != ',' && c != '，') {
            return 0;
        }
        int before = at;
        while (before > from && at - before <= 3 && isDigit(text.charAt(before - 1))) {
            before--;
        }
        int after = at + 1;
        if (c == ',' && after < end && text.charAt(after) == ' ') {
            return 0;
        }
        int i = after;
        while (i < end && i - after <= 3 && isDigit(text.charAt(i))) {
            i++;
        }
        boolean first = before == from || ",，".indexOf(text.charAt(before - 1)) >= 0;
        return first && at - before >= 1 && at - before <= 3 && i - after == 3 && text.charAt(from) != '0' ? 1 : 0;
    }

    /** Whether single digits stand apart, as in 2 9 0 0: each is one digit with one blank behind. */
    private static boolean isSpaced(String text, int from, int end) {
        return isDigitAt(text, from, end)
                && from + 2 < end
                && text.charAt(from + 1) == ' '
                && isDigitAt(text, from + 2, end)
                && !isDigitAt(text, from + 3, end);
    }

    // ---- Chinese numerals ------------------------------------------------------------------------------------------

    private static @Nullable Numeral chinese(String text, int from, int end) {
        int i = from;
        boolean bare = true;
        boolean point = false;
        while (i < end) {
            char c = text.charAt(i);
            if (isPoint(c) && !point && i > from && isDigitSign(text, i + 1, end)) {
                point = true;
            } else if (!isChinese(c) || unitBegins(text, i, end)) {
                break;
            }
            bare &= MULTIPLIERS.indexOf(c) >= 0;
            i++;
        }
        if (i == from) {
            return null;
        }
        if (i - from > MOST_DIGITS) {
            return new Numeral(from, i, null, null, false, BigDecimal.ONE, Script.CODE);
        }
        String run = simple(text, from, i);
        int second = vagueAt(run);
        BigDecimal value = valueOf(second < 0 ? run : run.substring(0, second) + run.substring(second + 1));
        BigDecimal high = second < 0 ? null : valueOf(run.substring(0, second - 1) + run.substring(second));
        if (value == null || second >= 0 && high == null) {
            return new Numeral(from, i, null, null, false, BigDecimal.ONE, Script.CHINESE);
        }
        Numeral whole = tail(text, from, i, end, value, bare ? Script.BARE : Script.CHINESE);
        return new Numeral(
                from, whole.to, whole.value, high, whole.more, whole.scale.multiply(scaleOf(run)), whole.script);
    }

    /** Where the second digit stands of two that give a vague number (三四百, 十二三), -1 for none. */
    private static int vagueAt(String run) {
        boolean positional = isPositional(run);
        if (positional && run.length() != 2 || run.indexOf('点') >= 0) {
            return -1;
        }
        for (int i = 1; i < run.length(); i++) {
            int first = DIGITS.indexOf(run.charAt(i - 1));
            int second = DIGITS.indexOf(run.charAt(i));
            if (first > 0 && second == first + 1) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isPositional(String run) {
        for (int i = 0; i < run.length(); i++) {
            if (DIGITS.indexOf(run.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What the multipliers at the end of a run multiply by. */
    private static BigDecimal scaleOf(String run) {
        BigDecimal scale = BigDecimal.ONE;
        for (int i = run.length() - 1; i > 0 && MULTIPLIERS.indexOf(run.charAt(i)) >= 0; i--) {
            scale = scale.multiply(BigDecimal.valueOf(multiplier(run.charAt(i))));
        }
        return scale;
    }

    /** The value of a run of Chinese numerals, or null when it has none. */
    private static @Nullable BigDecimal valueOf(String run) {
        int point = run.indexOf('点');
        if (point >= 0) {
            return withPoint(run, point);
        }
        if (isPositional(run)) {
            return run.length() == 1 || run.length() == 4 ? new BigDecimal(positional(run)) : null;
        }
        long total = 0;
        long section = 0;
        long digit = -1;
        long below = 0;
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (c == '十' || c == '百' || c == '千') {
                below = multiplier(c);
                section += (digit < 0 ? (section == 0 ? 1 : 0) : digit) * below;
                digit = -1;
            } else if (c == '万' || c == '亿') {
                below = multiplier(c);
                long whole = section + Math.max(0, digit);
                total = c == '亿' || total == 0
                        ? (total + whole == 0 ? 1 : total + whole) * below
                        : total + Math.max(1, whole) * below;
                section = 0;
                digit = -1;
            } else {
                if (digit > 0) {
                    return null;
                }
                digit = DIGITS.indexOf(c);
                below = digit == 0 ? 0 : below;
            }
            if (total > 10_000_000_000_000_000L) {
                return null;
            }
        }
        boolean short_ = digit > 0 && below >= 1_000;
        return BigDecimal.valueOf(total + section + Math.max(0, digit) * (short_ ? below / 10 : 1));
    }

    /** 三十一点五亿: digits behind the point, then multipliers. */
    private static @Nullable BigDecimal withPoint(String run, int point) {
        int i = point + 1;
        while (i < run.length() && DIGITS.indexOf(run.charAt(i)) >= 0) {
            i++;
        }
        BigDecimal whole = valueOf(run.substring(0, point));
        if (whole == null) {
            return null;
        }
        BigDecimal value = new BigDecimal(whole.toPlainString() + "." + positional(run.substring(point + 1, i)));
        for (; i < run.length(); i++) {
            if (MULTIPLIERS.indexOf(run.charAt(i)) < 0) {
                return null;
            }
            value = value.multiply(BigDecimal.valueOf(multiplier(run.charAt(i))));
        }
        return plain(value);
    }

    private static String positional(String run) {
        var digits = new StringBuilder();
        for (int i = 0; i < run.length(); i++) {
            digits.append(DIGITS.indexOf(run.charAt(i)));
        }
        return digits.toString();
    }

    private static String simple(String text, int from, int to) {
        var run = new StringBuilder();
        for (int i = from; i < to; i++) {
            int at = TRADITIONAL.indexOf(text.charAt(i));
            run.append(at < 0 ? text.charAt(i) : SIMPLE.charAt(at));
        }
        return run.toString();
    }

    // ---- behind the digits -----------------------------------------------------------------------------------------

    /** Reads on behind the digits: 余 and 多, multipliers, and 余 and 多 again. */
    private static Numeral tail(String text, int from, int at, int end, @Nullable BigDecimal digits, Script script) {
        int i = at;
        BigDecimal value = digits;
        BigDecimal scale = BigDecimal.ONE;
        boolean more = false;
        if (i < end && isMore(text.charAt(i))) {
            more = true;
            i++;
        }
        int multipliers = script == Script.CHINESE || script == Script.BARE ? i : skipBreak(text, i, end);
        while (multipliers < end
                && MULTIPLIERS.indexOf(text.charAt(multipliers)) >= 0
                && multipliers - i < 8
                && !unitBegins(text, multipliers, end)) {
            scale = scale.multiply(BigDecimal.valueOf(multiplier(text.charAt(multipliers))));
            multipliers++;
            i = multipliers;
        }
        if (value != null
                && script == Script.ARABIC
                && scale.compareTo(BigDecimal.ONE) > 0
                && isDigitAt(text, i, end)) {
            Numeral rest = arabic(text, i, end);
            if (rest.value != null && rest.multiplied() && rest.scale.compareTo(scale) < 0) {
                BigDecimal sum = plain(value.multiply(scale).add(rest.value));
                return new Numeral(from, rest.to, sum, null, rest.more, rest.scale, script);
            }
        }
        if (!more && i < end && isMore(text.charAt(i))) {
            more = true;
            i++;
            while (i < end && "万亿".indexOf(text.charAt(i)) >= 0) {
                scale = scale.multiply(BigDecimal.valueOf(multiplier(text.charAt(i))));
                i++;
            }
        }
        BigDecimal plain = value == null ? null : plain(value.multiply(scale));
        return new Numeral(from, i, plain, null, more, scale, script);
    }

    /** Behind blanks and line breaks that were lost between the digits and a multiplier: 39.8 万亿元. */
    private static int skipBreak(String text, int at, int end) {
        int i = at;
        while (i < end && i - at < 4 && Sentence.blank(text.charAt(i))) {
            i++;
        }
        return i < end && i > at && "万亿".indexOf(text.charAt(i)) >= 0 ? i : at;
    }

    private static boolean unitBegins(String text, int at, int end) {
        char c = text.charAt(at);
        if (c != '千' && c != '百' && c != '万') {
            return false;
        }
        for (String unit : UNITS_NOT_MULTIPLIERS) {
            if (at + unit.length() <= end && text.startsWith(unit, at)) {
                return true;
            }
        }
        return false;
    }

    private static long multiplier(char c) {
        return switch (c) {
            case '十' -> 10L;
            case '百' -> 100L;
            case '千' -> 1_000L;
            case '万', '萬' -> 10_000L;
            default -> 100_000_000L;
        };
    }

    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static boolean isMore(char c) {
        return c == '余' || c == '多' || c == '餘';
    }

    private static boolean isPoint(char c) {
        return c == '点' || c == '點';
    }

    private static boolean isDigitSign(String text, int at, int end) {
        return at < end && (DIGITS.indexOf(text.charAt(at)) >= 0 || "〇○".indexOf(text.charAt(at)) >= 0);
    }

    private static boolean isDigitAt(String text, int at, int end) {
        return at < end && isDigit(text.charAt(at));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9' || c >= '０' && c <= '９';
    }

    static boolean isMask(char c) {
        return "*＊×XxＸｘ".indexOf(c) >= 0;
    }

    static boolean isChinese(char c) {
        return CHINESE.indexOf(c) >= 0;
    }
}
