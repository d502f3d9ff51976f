package cn.shiji.document.figure;

import org.jspecify.annotations.Nullable;

/**
 * What a quantity is the distance from, if it is one.
 *
 * <p>Source: docs/figures.md, {@code change} and {@code role}: a thing compared with itself at another time has grown or fallen
 * (比上年多3个), one compared with somebody else is background (高于全省2个百分点, 比全国快3个百分点).
 */
enum Comparison {
    /** It is no distance. */
    NONE,
    /** The thing itself was less before. */
    GROWTH,
    /** The thing itself was more before. */
    FALL,
    /** From somebody else, or from a plan. */
    OTHERS;

    private static final int REACH = 26;
    private static final int MOST_WORDS = 3;

    static Comparison of(Sentence sentence, Quantity quantity) {
        if (quantity.isRank()) {
            return NONE;
        }
        int at = quantity.from();
        int earliest = Math.max(sentence.partBefore(quantity), at - REACH);
        Word than = sentence.last(Sense.THAN, earliest, at);
        Comparison direction = than == null || hasVerb(sentence, than.to(), at) ? NONE : direction(sentence, at);
        if (than != null && direction != NONE) {
            return isItself(sentence, than.to(), at) ? direction : OTHERS;
        }
        Word higher = sentence.last(Sense.HIGHER, earliest, at);
        if (higher == null || hasVerb(sentence, higher.to(), at) || bounds(sentence, higher, quantity)) {
            return NONE;
        }
        boolean lower = "低慢".indexOf(sentence.at(higher.from())) >= 0;
        return !isItself(sentence, higher.to(), at) ? OTHERS : lower ? FALL : GROWTH;
    }

    /** 失业率低于5%: right before a quantity that is no distance the word bounds it. */
    private static boolean bounds(Sentence sentence, Word higher, Quantity quantity) {
        return higher.to() == sentence.skipBlanksBack(quantity.from())
                && !quantity.unit().endsWith("分点")
                && !quantity.unit().equals("倍");
    }

    /** Whether a verb of growth or fall between governs the quantity: 比上年增长5%. */
    private static boolean hasVerb(Sentence sentence, int from, int to) {
        Word up = sentence.first(Sense.UP, from, to);
        Word down = sentence.first(Sense.DOWN, from, to);
        return up != null && !up.is(Sense.UP_THAN) || down != null && !down.is(Sense.DOWN_THAN);
    }

    /** Whether the words between name another time of the same thing. */
    private static boolean isItself(Sentence sentence, int from, int to) {
        boolean year = Numeral.isDigit(sentence.at(from)) && sentence.at(from + 4) == '年';
        return year || sentence.first(Sense.PAST_SELF, from, to) != null;
    }

    /** 多, 少, 高 or 低 right before the quantity. */
    private static Comparison direction(Sentence sentence, int quantity) {
        int at = sentence.skipBlanksBack(quantity);
        for (int words = 0; words < MOST_WORDS; words++) {
            @Nullable Word word = sentence.endingAt(at);
            if (word == null) {
                return NONE;
            }
            if (word.is(Sense.UP_THAN) || word.is(Sense.DOWN_THAN)) {
                return word.is(Sense.UP_THAN) ? GROWTH : FALL;
            }
            if (!word.isAny(Bounds.OR_FILLER)) {
                return NONE;
            }
            at = sentence.skipBlanksBack(word.from());
        }
        return NONE;
    }
}
