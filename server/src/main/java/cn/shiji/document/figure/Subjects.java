package cn.shiji.document.figure;

/**
 * What a quantity counts: the noun phrase right behind a counter (新建4座茶厂), else the one in front of the number
 * (茶厂4座, 财政收入增长5%), else that of the quantity before it, whose thing is told on (产量5吨，增长2%).
 */
final class Subjects {

    private static final int LONGEST = 24;
    private static final int SHORTEST = 2;

    private Subjects() {}

    static String of(Sentence sentence, Quantity quantity, String before) {
        if (counts(quantity)) {
            String behind = behind(sentence, quantity);
            if (behind.length() >= SHORTEST) {
                return behind;
            }
        }
        String inFront = inFront(sentence, quantity);
        return inFront.length() >= SHORTEST ? inFront : before;
    }

    private static boolean counts(Quantity quantity) {
        return !quantity.isRank()
                && !quantity.isMoney()
                && !quantity.unit().equals("%")
                && !quantity.unit().equals("‰")
                && !quantity.unit().equals("倍")
                && !quantity.unit().endsWith("分点");
    }

    /** From behind the unit up to the first verb or mark. */
    private static String behind(Sentence sentence, Quantity quantity) {
        int from = quantity.to();
        if (Bounds.followAt(sentence, from)) {
            Word bound = sentence.beginningAt(from);
            from = bound == null ? from : bound.to();
        }
        int to = from;
        while (to < sentence.to && to - from < LONGEST && isNoun(sentence.at(to))) {
            Word word = sentence.beginningAt(to);
            if (word != null && word.is(Sense.VERB) && !(to == from && word.to() - word.from() > 1)) {
                break;
            }
            to = word == null ? to + 1 : word.to();
        }
        return bare(sentence.text.substring(from, Math.min(to, sentence.to)));
    }

    /** Back from the number over the verbs that tell it, then to the clause's beginning without the verbs that lead in. */
    private static String inFront(Sentence sentence, Quantity quantity) {
        int clause = sentence.clauseBefore(quantity.from());
        Quantity previous = sentence.before(quantity);
        int from = previous == null ? clause : Math.max(clause, previous.to());
        int to = quantity.from();
        while (to > from) {
            char c = sentence.at(to - 1);
            Word word = sentence.endingAt(to);
            if (word != null
                    && word.from() >= from
                    && word.isAny(Sense.TAIL_VERB.bit()
                            | Sense.LEVEL.bit()
                            | Sense.FILLER.bit()
                            | Sense.UP.bit()
                            | Sense.DOWN.bit())) {
                to = word.from();
            } else if (Sentence.blank(c) || Numeral.isMask(c) || "、和及与".indexOf(c) >= 0) {
                to--;
            } else {
                break;
            }
        }
        while (from < to) {
            char c = sentence.at(from);
            Word word = sentence.beginningAt(from);
            if (word != null && word.to() <= to && word.is(Sense.LEAD_VERB)) {
                from = word.to();
            } else if (!isNoun(c) || Numeral.isDigit(c) || "、和及与并等".indexOf(c) >= 0) {
                from++;
            } else {
                break;
            }
        }
        for (int i = from; previous != null && i < to; i++) {
            from = sentence.at(i) == '、' ? i + 1 : from;
        }
        return bare(sentence.text.substring(Math.max(from, to - LONGEST), to));
    }

    private static boolean isNoun(char c) {
        return Character.isLetter(c) || Numeral.isDigit(c) || "“”‘’".indexOf(c) >= 0;
    }

    private static String bare(String words) {
        return words.replace("“", "").replace("”", "").strip();
    }
}
