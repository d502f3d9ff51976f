package cn.shiji.document.figure;

import java.util.List;

/**
 * What a quantity counts: the noun phrase right behind a counter (新建4座茶厂), else the one in front of the number
 * (茶厂4座, 财政收入增长5%), else that of the quantity before it, whose thing is told on (产量5吨，增长2%).
 */
final class Subjects {

    private static final int LONGEST = 24;
    private static final int SHORTEST = 2;
    private static final int LONGEST_NOTE = 40;

    /** Words between a noun phrase and its number. */
    private static final long TAIL = Sense.TAIL_VERB.bit()
            | Sense.LEVEL.bit()
            | Sense.FILLER.bit()
            | Sense.UP.bit()
            | Sense.DOWN.bit()
            | Sense.SELF_LEVEL.bit()
            | Sense.ABOUT.bit()
            | Sense.AT_LEAST.bit()
            | Sense.AT_MOST.bit();

    /** Words in front of the noun phrase. */
    private static final long LEAD =
            Sense.LEAD_VERB.bit() | Sense.AFTER_AT_LEAST.bit() | Sense.AFTER_AT_MOST.bit() | Sense.AFTER_ABOUT.bit();

    /** Words behind which somebody or something else is named: 收入由…, 产量比…, 增速高于…. */
    private static final List<Sense> TURNS = List.of(Sense.FROM, Sense.THAN, Sense.HIGHER);

    /** Signs of which a mere time consists: 五年. */
    private static final String TIMES = "一二两三四五六七八九十年月来近前后";

    private Subjects() {}

    static String of(Sentence sentence, Quantity quantity, String before) {
        boolean partOf = !quantity.isMoney() && sentence.at(quantity.to()) == '的';
        if (partOf || countsThings(quantity)) {
            String behind = behind(sentence, partOf ? quantity.to() + 1 : quantity.to());
            if (!behind.isEmpty()) {
                return behind;
            }
        }
        String inFront = inFront(sentence, quantity);
        boolean time = inFront.chars().allMatch(c -> TIMES.indexOf(c) >= 0);
        return inFront.length() >= SHORTEST && !time ? inFront : before;
    }

    private static boolean countsThings(Quantity quantity) {
        String unit = quantity.unit();
        boolean measures = quantity.isRank() || quantity.isMoney() || unit.equals("%") || unit.equals("‰");
        return !measures && !unit.equals("倍") && !unit.endsWith("分点");
    }

    /** From behind the unit and its bound up to the first verb or mark. */
    private static String behind(Sentence sentence, int begin) {
        int from = begin;
        Word bound = sentence.beginningAt(from);
        if (bound != null && bound.isAny(LEAD) && !bound.is(Sense.LEAD_VERB)) {
            from = bound.to();
        }
        int to = from;
        while (to - from < LONGEST && isNoun(sentence.at(to)) && !(to == from && isNumber(sentence.at(to)))) {
            Word word = sentence.beginningAt(to);
            if (word != null && word.is(Sense.VERB)) {
                break;
            }
            to = word == null ? to + 1 : word.to();
        }
        return bare(sentence, from, Math.min(to, sentence.to));
    }

    /** Back from the number over the words that tell it, then without the words that lead in. */
    private static String inFront(Sentence sentence, Quantity quantity) {
        int from = sentence.partBefore(quantity);
        int to = withoutTail(sentence, from, quantity.from());
        int note = noteBefore(sentence, to);
        if (note < to) {
            Quantity previous = sentence.before(quantity);
            from = Math.min(note, Math.max(sentence.clauseBefore(note), previous == null ? 0 : previous.to()));
            to = withoutTail(sentence, from, note);
        }
        for (Sense turn : TURNS) {
            Word turns = sentence.first(turn, from, to);
            to = turns == null ? to : withoutTail(sentence, from, turns.from());
        }
        return bare(sentence, Math.max(withoutLead(sentence, from, to, quantity), to - LONGEST), to);
    }

    /** Where a note in brackets begins that ends at a place; the place itself when none does: 比重（城镇化率）为. */
    private static int noteBefore(Sentence sentence, int at) {
        if ("）)".indexOf(sentence.at(at - 1)) < 0) {
            return at;
        }
        for (int i = at - 2; i >= Math.max(sentence.from, at - LONGEST_NOTE); i--) {
            if ("（(".indexOf(sentence.at(i)) >= 0) {
                return i;
            }
        }
        return at;
    }

    private static int withoutTail(Sentence sentence, int from, int end) {
        int to = end;
        while (to > from) {
            char c = sentence.at(to - 1);
            Word word = sentence.endingAt(to);
            if (word != null && word.from() >= from && word.isAny(TAIL)) {
                to = word.from();
            } else if (Sentence.blank(c) || isNumber(c) || "、和及与的".indexOf(c) >= 0) {
                to--;
            } else {
                break;
            }
        }
        return to;
    }

    private static int withoutLead(Sentence sentence, int begin, int to, Quantity quantity) {
        int from = begin;
        while (from < to) {
            char c = sentence.at(from);
            Word word = sentence.beginningAt(from);
            if (word != null && word.to() <= to && word.isAny(LEAD)) {
                from = word.to();
            } else if (!isNoun(c) || isNumber(c) && sentence.at(from + 1) >= 128 || "、和及与并等的".indexOf(c) >= 0) {
                from++;
            } else {
                break;
            }
        }
        boolean listed = sentence.before(quantity) != null && !sentence.text.startsWith("分别", to);
        for (int i = from; listed && i < to; i++) {
            from = sentence.at(i) == '、' ? i + 1 : from;
        }
        return from;
    }

    private static boolean isNumber(char c) {
        return Numeral.isDigit(c) || Numeral.isMask(c);
    }

    private static boolean isNoun(char c) {
        return Character.isLetter(c) || Numeral.isDigit(c) || "“”‘’".indexOf(c) >= 0;
    }

    private static String bare(Sentence sentence, int from, int to) {
        return from >= to
                ? ""
                : sentence.text
                        .substring(from, to)
                        .replace("“", "")
                        .replace("”", "")
                        .strip();
    }
}
