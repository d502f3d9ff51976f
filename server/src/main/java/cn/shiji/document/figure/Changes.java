package cn.shiji.document.figure;

import cn.shiji.document.Change;
import org.jspecify.annotations.Nullable;

/**
 * Whether a quantity itself measures growth or fall.
 *
 * <p>Source: docs/figures.md, {@code change}. The governing verb stands right before the number, words that say nothing
 * between (增长了约5%); with 到, 至 or 为 between it is a level (增长到5000元). A noun of growth (增速, 降幅) governs the rest of
 * its clause. A comparison with another year is a change (比上年多3个), one with somebody else is none (高于全省2个百分点).
 */
final class Changes {

    private static final int MOST_WORDS = 6;

    /** How far a noun of growth reaches, and how far the thing that grows may part verb and number. */
    private static final int RATE_REACH = 14;

    private static final int THING_REACH = 22;

    private Changes() {}

    static Change of(Sentence sentence, Quantity quantity) {
        Comparison comparison = Comparison.of(sentence, quantity);
        if (quantity.isRank() || comparison == Comparison.OTHERS) {
            return Change.NONE;
        }
        int earliest = sentence.partBefore(quantity);
        int at = sentence.skipBlanksBack(quantity.from());
        boolean level = false;
        for (int words = 0; words < MOST_WORDS && at > earliest; words++) {
            Word word = sentence.endingAt(at);
            if (word == null) {
                break;
            }
            Change rate = rate(word);
            if (rate != null) {
                return rate;
            }
            if (word.is(Sense.SELF_LEVEL)) {
                level = true;
                break;
            }
            Change change = verb(word);
            if (change != null && !level) {
                return change;
            }
            if (change == null && !word.isAny(Bounds.OR_FILLER)) {
                break;
            }
            level |= word.is(Sense.LEVEL) && !word.is(Sense.FILLER)
                    || change != null
                    || sentence.at(word.to() - 1) == '到';
            at = sentence.skipBlanksBack(word.from());
        }
        Change rate = nearRate(sentence, earliest, at);
        if (rate != null) {
            return rate;
        }
        if (level) {
            return Change.NONE;
        }
        return switch (comparison) {
            case GROWTH -> Change.UP;
            case FALL -> Change.DOWN;
            default -> things(sentence, earliest, quantity);
        };
    }

    private static @Nullable Change rate(Word word) {
        return word.is(Sense.UP_RATE) ? Change.UP : word.is(Sense.DOWN_RATE) ? Change.DOWN : null;
    }

    private static @Nullable Change verb(Word word) {
        return word.is(Sense.UP) ? Change.UP : word.is(Sense.DOWN) ? Change.DOWN : null;
    }

    /** 增速达到5%: the last noun of growth in reach. */
    private static @Nullable Change nearRate(Sentence sentence, int earliest, int at) {
        int stop = Math.max(earliest, at - RATE_REACH);
        Word up = sentence.last(Sense.UP_RATE, stop, at);
        Word down = sentence.last(Sense.DOWN_RATE, stop, at);
        if (up == null && down == null) {
            return null;
        }
        return down == null || up != null && up.from() > down.from() ? Change.UP : Change.DOWN;
    }

    /** 增加岗位500个, 减少能耗3%. */
    private static Change things(Sentence sentence, int earliest, Quantity quantity) {
        int stop = Math.max(earliest, quantity.from() - THING_REACH);
        Word up = sentence.last(Sense.UP_THINGS, stop, quantity.from());
        Word down = sentence.last(Sense.DOWN_THINGS, stop, quantity.from());
        Word verb = up == null ? down : down == null || up.from() > down.from() ? up : down;
        if (verb == null
                || sentence.last(Sense.LEVEL, verb.to(), quantity.from()) != null
                || doesElse(sentence, verb.to(), quantity.from())
                || holdsAny(sentence, verb.to(), quantity.from(), "、的占")) {
            return Change.NONE;
        }
        return verb == up ? Change.UP : Change.DOWN;
    }

    /** Whether another verb between has the quantity for its own. */
    private static boolean doesElse(Sentence sentence, int from, int to) {
        Word verb = sentence.last(Sense.LEAD_VERB, from, to);
        return verb != null && verb.to() - verb.from() > 1;
    }

    private static boolean holdsAny(Sentence sentence, int from, int to, String signs) {
        for (int i = from; i < to; i++) {
            if (signs.indexOf(sentence.at(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
