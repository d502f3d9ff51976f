package cn.shiji.document;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number as written: in Arabic digits, in Chinese numerals, or with its digits hidden; with multipliers (万, 亿) and
 * with the "and more" (余, 多) that may stand inside it.
 *
 * @param value null when digits are hidden or the number is vague (三四个)
 * @param masked whether digits are hidden
 * @param more whether 余 or 多 stands in it
 * @param multiplied whether a multiplier followed the digits
 */
record Numeral(
        int from, int to, @Nullable BigDecimal value, boolean masked, boolean more, boolean multiplied, Script script) {

    /** How a number is written. */
    enum Script {
        ARABIC,
        CHINESE,
        /** Digits hidden by signs. */
        MASKED,
        /** A multiplier alone: 百亿, 亿. */
        BARE
    }

    private static final String CHINESE_DIGITS = "零一二三四五六七八九";
    private static final String CHINESE = "零〇一二两三四五六七八九十百千万亿";
    private static final String MULTIPLIERS = "十百千万亿";

    /** Units that begin with a multiplier's sign: in 5千米 the 千 belongs to the unit. */
    private static final String[] UNITS_NOT_MULTIPLIERS = {"千米", "千瓦", "千克", "千卡", "千伏", "百分", "千分"};

    /** The number that begins exactly at {@code from}, or null when none does. */
    static @Nullable Numeral at(String text, int from, int end) {
        char first = text.charAt(from);
        if (isDigit(first) || isMask(first)) {
            return digits(text, from, end);
        }
        if (first == '某' && from + 1 < end && "万亿%％".indexOf(text.charAt(from + 1)) >= 0) {
            return tail(text, from, from + 1, end, null, Script.MASKED);
        }
        return CHINESE.indexOf(first) >= 0 ? chinese(text, from, end) : null;
    }

    private static Numeral digits(String text, int from, int end) {
        var plain = new StringBuilder();
        boolean masked = false;
        boolean point = false;
        int i = from;
        for (; i < end; i++) {
            char c = text.charAt(i);
            boolean digitNext = i + 1 < end && (isDigit(text.charAt(i + 1)) || isMask(text.charAt(i + 1)));
            if (isDigit(c)) {
                plain.append((char) ('0' + Character.digit(c, 10)));
            } else if (isMask(c)) {
                masked = true;
            } else if ((c == '.' || c == '．') && digitNext && !point && i > from) {
                point = true;
                plain.append('.');
            } else if (!(c == ',' && !point && !masked && isGroup(text, from, i, end))) {
                break;
            }
        }
        BigDecimal value = masked ? null : new BigDecimal(plain.toString());
        return tail(text, from, i, end, value, masked ? Script.MASKED : Script.ARABIC);
    }

    /** Whether the comma at {@code at} parts thousands: one to three digits before it, exactly three after. */
    private static boolean isGroup(String text, int from, int at, int end) {
        int before = at;
        while (before > from && isDigit(text.charAt(before - 1))) {
            before--;
        }
        int after = at + 1;
        while (after < end && isDigit(text.charAt(after))) {
            after++;
        }
        return at - before >= 1 && at - before <= 3 && after - at == 4;
    }

    private static @Nullable Numeral chinese(String text, int from, int end) {
        int i = from;
        boolean bare = true;
        while (i < end && CHINESE.indexOf(text.charAt(i)) >= 0 && !unitBegins(text, i, end)) {
            bare &= "百千万亿".indexOf(text.charAt(i)) >= 0;
            i++;
        }
        if (i == from) {
            return null;
        }
        BigDecimal value = valueOf(text.substring(from, i));
        return tail(text, from, i, end, value, bare ? Script.BARE : Script.CHINESE);
    }

    /** Reads on behind the digits: 余 and 多, multipliers, and 余 and 多 again. */
    private static Numeral tail(String text, int from, int at, int end, @Nullable BigDecimal digits, Script script) {
        int i = at;
        BigDecimal value = digits;
        boolean more = false;
        boolean multiplied = false;
        if (i < end && isMore(text.charAt(i))) {
            more = true;
            i++;
        }
        while (i < end && MULTIPLIERS.indexOf(text.charAt(i)) >= 0 && !unitBegins(text, i, end)) {
            value = value == null ? null : value.multiply(multiplier(text.charAt(i)));
            multiplied = true;
            i++;
        }
        if (!more && i < end && isMore(text.charAt(i))) {
            more = true;
            i++;
        }
        BigDecimal plain = value == null ? null : plain(value);
        return new Numeral(from, i, plain, script == Script.MASKED, more, multiplied, script);
    }

    /** The value of a run of Chinese numerals, or null when it is vague: 三四, 七八十. */
    private static @Nullable BigDecimal valueOf(String run) {
        boolean positional = true;
        for (int i = 0; i < run.length(); i++) {
            positional &= MULTIPLIERS.indexOf(run.charAt(i)) < 0;
        }
        if (positional) {
            return run.length() == 1 || run.length() == 4 ? positional(run) : null;
        }
        long total = 0;
        long section = 0;
        long digit = -1;
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            switch (c) {
                case '十', '百', '千' -> {
                    long times = multiplier(c).longValue();
                    section += (digit < 0 ? (section == 0 ? 1 : 0) : digit) * times;
                    digit = -1;
                }
                case '万', '亿' -> {
                    long whole = section + Math.max(0, digit);
                    long times = multiplier(c).longValue();
                    total = whole == 0 ? Math.max(1, total) * times : (total + whole) * times;
                    section = 0;
                    digit = -1;
                }
                default -> {
                    if (digit > 0) {
                        return null;
                    }
                    digit = digitOf(c);
                }
            }
            if (total > 1_000_000_000_000_000L) {
                return null;
            }
        }
        return BigDecimal.valueOf(total + section + Math.max(0, digit));
    }

    private static BigDecimal positional(String run) {
        long value = 0;
        for (int i = 0; i < run.length(); i++) {
            value = value * 10 + digitOf(run.charAt(i));
        }
        return BigDecimal.valueOf(value);
    }

    private static int digitOf(char c) {
        return c == '两' ? 2 : c == '〇' ? 0 : CHINESE_DIGITS.indexOf(c);
    }

    private static boolean unitBegins(String text, int at, int end) {
        for (String unit : UNITS_NOT_MULTIPLIERS) {
            if (text.startsWith(unit, at) && at + unit.length() <= end) {
                return true;
            }
        }
        return false;
    }

    private static BigDecimal multiplier(char c) {
        return BigDecimal.valueOf(
                switch (c) {
                    case '十' -> 10L;
                    case '百' -> 100L;
                    case '千' -> 1_000L;
                    case '万' -> 10_000L;
                    default -> 100_000_000L;
                });
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static boolean isMore(char c) {
        return c == '余' || c == '多';
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
