package cn.shiji.document.figure;

import cn.shiji.document.Relation;
import org.jspecify.annotations.Nullable;

/**
 * How a quantity bounds what it measures, from the words right before and right behind it.
 *
 * <p>Source: docs/figures.md, {@code relation}: words behind (以上, 左右) are stronger than words before (超过, 约), and 余 or 多
 * inside the number bound it from below.
 */
final class Bounds {

    /** Words that bound or say nothing, which may stand between a verb and its number. */
    static final long OR_FILLER =
            Sense.LEVEL.bit() | Sense.FILLER.bit() | Sense.AT_LEAST.bit() | Sense.AT_MOST.bit() | Sense.ABOUT.bit();

    /** How far before the number 不少于 may stand, the thing bounded between. */
    private static final int FAR = 9;

    private static final int MOST_WORDS = 4;
    private static final int LONGEST_NOTE = 6;

    private Bounds() {}

    static Relation of(Sentence sentence, Quantity quantity) {
        Relation behind = behind(sentence, quantity.to());
        if (behind == Relation.ABOUT) {
            return behind;
        }
        if (quantity.isRank()) {
            return sentence.at(quantity.from() - 1) == '前' ? Relation.AT_MOST : Relation.EXACTLY;
        }
        if (quantity.low() != null) {
            return Relation.RANGE;
        }
        if (behind != null) {
            return behind;
        }
        if (quantity.more()) {
            return Relation.AT_LEAST;
        }
        Relation before = before(sentence, quantity);
        return before != null ? before : Relation.EXACTLY;
    }

    /** Whether the words before a quantity bound the rest of its list as well: 最高60万元、40万元; those behind do not. */
    static boolean reachOn(Sentence sentence, @Nullable Quantity first) {
        return first != null && !first.more() && behind(sentence, first.to()) == null;
    }

    /** Whether a bounding word stands behind a place: 以上, （含）以上. */
    static boolean followAt(Sentence sentence, int at) {
        return behind(sentence, at) != null;
    }

    private static @Nullable Relation behind(Sentence sentence, int at) {
        int i = sentence.skipBlanks(at);
        if (sentence.at(i) == '（' || sentence.at(i) == '(') {
            i = behindNote(sentence, i);
        }
        if (sentence.at(i) == '以' && Sentence.blank(sentence.at(i + 1))) {
            return torn(sentence, i + 1);
        }
        Word word = sentence.beginningAt(i);
        if (word == null && "及和或（(含".indexOf(sentence.at(i)) >= 0) {
            word = sentence.beginningAt(i + 1);
        }
        if (word == null) {
            return null;
        }
        if (word.is(Sense.AFTER_ABOUT)) {
            return Relation.ABOUT;
        }
        if (word.is(Sense.AFTER_AT_LEAST)) {
            return word.to() - word.from() > 1 || sentence.clauseEndsAt(word.to()) ? Relation.AT_LEAST : null;
        }
        if (word.is(Sense.AFTER_AT_MOST)) {
            return word.to() - word.from() > 1 || sentence.clauseEndsAt(word.to()) ? Relation.AT_MOST : null;
        }
        return null;
    }

    /** Behind a short note in brackets that speaks of what is included: （含）, (含税). */
    private static int behindNote(Sentence sentence, int at) {
        for (int i = at + 1; i <= at + LONGEST_NOTE; i++) {
            if (sentence.at(i) == '）' || sentence.at(i) == ')') {
                return sentence.at(at + 1) == '含' ? i + 1 : at;
            }
        }
        return at;
    }

    /** 以 上, torn apart by a blank. */
    private static @Nullable Relation torn(Sentence sentence, int at) {
        return switch (sentence.at(sentence.skipBlanks(at))) {
            case '上' -> Relation.AT_LEAST;
            case '下', '内' -> Relation.AT_MOST;
            default -> null;
        };
    }

    private static @Nullable Relation before(Sentence sentence, Quantity quantity) {
        int at = sentence.skipBlanksBack(quantity.from());
        for (int words = 0; words < MOST_WORDS; words++) {
            Word word = sentence.endingAt(at);
            if (word == null) {
                break;
            }
            if (word.is(Sense.HIGHER) && sentence.at(quantity.to()) == '的') {
                return null;
            }
            if (word.is(Sense.AT_MOST)) {
                return Relation.AT_MOST;
            }
            if (word.is(Sense.AT_LEAST) && isBound(sentence, word, quantity)) {
                return Relation.AT_LEAST;
            }
            if (word.is(Sense.ABOUT)) {
                return Relation.ABOUT;
            }
            if (!word.isAny(Sense.LEVEL.bit() | Sense.FILLER.bit())) {
                break;
            }
            at = sentence.skipBlanksBack(word.from());
        }
        return far(sentence, quantity);
    }

    /** 高于 and 超出 before a distance measure it, they do not bound it: 高于全省2个百分点. */
    private static boolean isBound(Sentence sentence, Word word, Quantity quantity) {
        boolean upward = word.to() - word.from() == 1 && "上过".indexOf(sentence.at(word.from())) >= 0;
        if (upward) {
            return quantity.kind() == Quantity.Kind.BARE
                    || sentence.at(word.from()) == '过'
                            && word.to() == quantity.from()
                            && quantity.value() != null
                            && quantity.value().longValue() >= 10_000;
        }
        return !(quantity.unit().equals("百分点") && word.is(Sense.HIGHER) && !word.is(Sense.AT_LEAST_FAR));
    }

    private static @Nullable Relation far(Sentence sentence, Quantity quantity) {
        int earliest = Math.max(sentence.clauseBefore(quantity.from()), quantity.from() - FAR - 4);
        Quantity previous = sentence.before(quantity);
        if (previous != null) {
            earliest = Math.max(earliest, previous.to());
        }
        for (int i = earliest; i < quantity.from(); i++) {
            earliest = sentence.at(i) == '、' ? i + 1 : earliest;
        }
        Word most = sentence.last(Sense.AT_MOST_FAR, earliest, quantity.from());
        if (most != null && sentence.last(Sense.LEVEL, most.to(), quantity.from()) == null) {
            return Relation.AT_MOST;
        }
        boolean points = quantity.unit().equals("百分点");
        Word least = points ? null : sentence.last(Sense.AT_LEAST_FAR, earliest, quantity.from());
        return least != null && !sentence.wordBefore(quantity.from(), Sense.UP) ? Relation.AT_LEAST : null;
    }
}
