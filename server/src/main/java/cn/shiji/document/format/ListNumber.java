package cn.shiji.document.format;

import java.util.List;
import java.util.Locale;

/** How a count is written in an automatic list, by the format names of WordprocessingML (ECMA-376, 17.18.59). */
final class ListNumber {

    private static final String DIGITS = "〇一二三四五六七八九";
    private static final String LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final String TRADITIONAL_LEGAL_DIGITS = "零壹貳參肆伍陸柒捌玖";
    private static final String STEMS = "甲乙丙丁戊己庚辛壬癸";
    private static final String BRANCHES = "子丑寅卯辰巳午未申酉戌亥";

    /** The formats of the binary Word format, by their codes ([MS-OSHARED] 2.2.1.3). */
    private static final List<String> BY_CODE = List.of(
            "decimal",
            "upperRoman",
            "lowerRoman",
            "upperLetter",
            "lowerLetter",
            "ordinal",
            "cardinalText",
            "ordinalText",
            "hex",
            "chicago",
            "ideographDigital",
            "japaneseCounting",
            "aiueo",
            "iroha",
            "decimalFullWidth",
            "decimalHalfWidth",
            "japaneseLegal",
            "japaneseDigitalTenThousand",
            "decimalEnclosedCircle",
            "decimalFullWidth2",
            "aiueoFullWidth",
            "irohaFullWidth",
            "decimalZero",
            "bullet",
            "ganada",
            "chosung",
            "decimalEnclosedFullstop",
            "decimalEnclosedParen",
            "decimalEnclosedCircleChinese",
            "ideographEnclosedCircle",
            "ideographTraditional",
            "ideographZodiac",
            "ideographZodiacTraditional",
            "taiwaneseCounting",
            "ideographLegalTraditional",
            "taiwaneseCountingThousand",
            "taiwaneseDigital",
            "chineseCounting",
            "chineseLegalSimplified",
            "chineseCountingThousand");

    private ListNumber() {}

    /** The format name of a code of the binary Word format. */
    static String format(int code) {
        if (code == 0xFF) {
            return "none";
        }
        return code >= 0 && code < BY_CODE.size() ? BY_CODE.get(code) : "decimal";
    }

    /** A count as its format writes it; in plain digits where the format has no sign for it. */
    static String written(int n, String format) {
        String digits = Integer.toString(n);
        return switch (format) {
            case "none", "bullet" -> "";
            case "chineseCounting",
                    "chineseCountingThousand",
                    "japaneseCounting",
                    "taiwaneseCounting",
                    "taiwaneseCountingThousand" -> counted(n, DIGITS, "十", "百", "千", true);
            case "chineseLegalSimplified" -> counted(n, LEGAL_DIGITS, "拾", "佰", "仟", false);
            case "ideographLegalTraditional", "japaneseLegal" ->
                counted(n, TRADITIONAL_LEGAL_DIGITS, "拾", "佰", "仟", false);
            case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand" -> replaced(digits, DIGITS);
            case "ideographTraditional" -> one(n, 10, STEMS, digits);
            case "ideographZodiac" -> one(n, 12, BRANCHES, digits);
            case "ideographZodiacTraditional" ->
                n < 1 ? digits : "" + STEMS.charAt((n - 1) % 10) + BRANCHES.charAt((n - 1) % 12);
            case "decimalEnclosedCircle", "decimalEnclosedCircleChinese" -> circled(n);
            case "decimalEnclosedFullstop" -> n >= 1 && n <= 20 ? sign('⒈', n) : digits;
            case "decimalEnclosedParen" -> n >= 1 && n <= 20 ? sign('⑴', n) : digits;
            case "ideographEnclosedCircle" -> n >= 1 && n <= 10 ? sign('㊀', n) : digits;
            case "decimalFullWidth", "decimalFullWidth2" -> replaced(digits, "０１２３４５６７８９");
            case "decimalZero" -> n < 10 ? "0" + digits : digits;
            case "numberInDash" -> "- " + digits + " -";
            case "upperLetter" -> letter(n, 'A');
            case "lowerLetter" -> letter(n, 'a');
            case "upperRoman" -> roman(n);
            case "lowerRoman" -> roman(n).toLowerCase(Locale.ROOT);
            default -> digits;
        };
    }

    /** ① and on, as far as there are such signs. */
    static String circled(int n) {
        if (n >= 1 && n <= 20) {
            return sign('①', n);
        }
        if (n >= 21 && n <= 35) {
            return sign('㉑', n - 20);
        }
        return n >= 36 && n <= 50 ? sign('㊱', n - 35) : Integer.toString(n);
    }

    private static String sign(char first, int n) {
        return Character.toString(first + n - 1);
    }

    private static String one(int n, int last, String signs, String otherwise) {
        return n >= 1 && n <= last ? signs.substring(n - 1, n) : otherwise;
    }

    /** Up to 9999 in words; 十 and not 一十 where the everyday form is meant. */
    private static String counted(int n, String digits, String ten, String hundred, String thousand, boolean everyday) {
        if (n <= 0 || n > 9999) {
            return Integer.toString(n);
        }
        String[] places = {thousand, hundred, ten, ""};
        var out = new StringBuilder();
        boolean gap = false;
        for (int i = 0, unit = 1000; i < places.length; i++, unit /= 10) {
            int digit = n / unit % 10;
            if (digit == 0) {
                gap = !out.isEmpty();
                continue;
            }
            out.append(gap ? digits.substring(0, 1) : "");
            gap = false;
            boolean bareTen = everyday && unit == 10 && digit == 1 && out.isEmpty();
            out.append(bareTen ? "" : digits.substring(digit, digit + 1)).append(places[i]);
        }
        return out.toString();
    }

    private static String replaced(String digits, String by) {
        return digits.chars()
                .mapToObj(digit -> digit == '-' ? "-" : by.substring(digit - '0', digit - '0' + 1))
                .reduce("", String::concat);
    }

    private static String letter(int n, char first) {
        return n < 1 || n > 780
                ? Integer.toString(n)
                : Character.toString(first + (n - 1) % 26).repeat((n - 1) / 26 + 1);
    }

    private static String roman(int n) {
        if (n < 1 || n > 3999) {
            return Integer.toString(n);
        }
        int[] values = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
        String[] signs = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
        var out = new StringBuilder();
        int left = n;
        for (int i = 0; i < values.length; i++) {
            while (left >= values[i]) {
                out.append(signs[i]);
                left -= values[i];
            }
        }
        return out.toString();
    }
}
