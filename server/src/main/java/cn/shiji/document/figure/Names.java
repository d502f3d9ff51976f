package cn.shiji.document.figure;

import org.jspecify.annotations.Nullable;

/** Titles, short quoted names and codes, in which no number is a quantity: 《…3号》, “五抓五查”, 〔2023〕12号, 5G, 3+3, 10:30. */
final class Names {

    private static final String OPENING = "《〔〈「【［";
    private static final String CLOSING = "》〕〉」】］";
    private static final int LONGEST_TITLE = 80;
    private static final int LONGEST_QUOTED = 18;
    private static final int LONGEST_NUMBER = 12;

    private Names() {}

    /** Where the title or quoted name ends that opens at a place; the place itself when none does. */
    static int endOfName(Sentence sentence, int at) {
        char open = sentence.at(at);
        int bracket = OPENING.indexOf(open);
        if (bracket >= 0) {
            int to = find(sentence, CLOSING.charAt(bracket), at + 1, open == '《' ? LONGEST_TITLE : LONGEST_NUMBER);
            return to < 0 ? at : to + 1;
        }
        if (open != '“' && open != '"' && open != '‘') {
            return at;
        }
        int to = find(sentence, open == '“' ? '”' : open == '‘' ? '’' : '"', at + 1, LONGEST_QUOTED);
        if (to < 0) {
            return at;
        }
        for (int i = at; i < to; i++) {
            if ("。；，".indexOf(sentence.at(i)) >= 0) {
                return at;
            }
        }
        return to + 1;
    }

    private static int find(Sentence sentence, char c, int at, int length) {
        for (int i = at; i < Math.min(sentence.to, at + length); i++) {
            if (sentence.at(i) == c) {
                return i;
            }
        }
        return -1;
    }

    /** Where the code ends that the number at a place belongs to; the place itself when it belongs to none. */
    static int endOfCode(Sentence sentence, Numeral numeral) {
        int from = numeral.from();
        char before = sentence.at(from - 1);
        char after = sentence.at(numeral.to());
        boolean plus = after == '+' || after == '＋' || before == '+' || before == '＋';
        if (numeral.isChinese() || numeral.script() == Numeral.Script.BARE) {
            return plus ? numeral.to() : from;
        }
        Unit unit = Units.at(sentence, numeral.to(), false);
        boolean share = unit != null && unit.sort() == Unit.Sort.SHARE;
        boolean code = numeral.script() == Numeral.Script.CODE
                || isLatin(before) && !isBehindAcronym(sentence, from, unit)
                || isLatin(after) && unit == null
                || plus && !share
                || isRatio(before) && Numeral.isDigit(sentence.at(from - 2))
                || isRatio(after) && Numeral.isDigit(sentence.at(numeral.to() + 1));
        return code && Share.slashed(sentence, from) == null ? rest(sentence, numeral.to()) : from;
    }

    /** GDP19.9亿元, CPI2.1%: three letters and a unit of measure are no code. */
    private static boolean isBehindAcronym(Sentence sentence, int at, @Nullable Unit unit) {
        boolean measured = unit != null && (unit.sort() == Unit.Sort.MEASURE || unit.sort() == Unit.Sort.SHARE);
        return measured && isLatin(sentence.at(at - 2)) && isLatin(sentence.at(at - 3));
    }

    private static boolean isRatio(char c) {
        return ":/：∶／".indexOf(c) >= 0;
    }

    private static boolean isLatin(char c) {
        return c < 128 ? Character.isLetter(c) || c == '_' : c >= 'Ａ' && c <= 'ｚ';
    }

    private static int rest(Sentence sentence, int at) {
        int i = at;
        while (i < sentence.to
                && (isLatin(sentence.at(i))
                        || Numeral.isDigit(sentence.at(i))
                        || "+.:-/∶：".indexOf(sentence.at(i)) >= 0)) {
            i++;
        }
        return i;
    }
}
