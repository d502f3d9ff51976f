package cn.shiji.document.figure;

import org.jspecify.annotations.Nullable;

/**
 * A place in an order: 第3位, 居全省第一, 居全国前三. Every other ordinal (第五次会议, 第一书记) is none.
 *
 * <p>Source: docs/figures.md, value and unit: 第3位 is 3 位, and its text begins with 第.
 */
final class Rank implements Form {

    /** How far before the ordinal the words may stand that make it a place among others. */
    private static final int NEAR = 12;

    @Override
    public @Nullable Quantity at(Sentence sentence, int at) {
        boolean ordinal = sentence.at(at) == '第';
        int digits = ordinal ? sentence.skipBlanks(at + 1) : at;
        if (!ordinal && sentence.at(at - 1) != '前'
                || !sentence.holds(digits)
                || !Numeral.mayBegin(sentence.at(digits))) {
            return null;
        }
        Numeral numeral = Numeral.at(sentence.text, digits, sentence.to);
        if (numeral == null || numeral.script() == Numeral.Script.CODE || numeral.multiplied()) {
            return null;
        }
        int to = numeral.to();
        boolean counted = "位名".indexOf(sentence.at(to)) >= 0 && !sentence.startsWith("位于", to);
        if (counted) {
            to++;
        }
        boolean ends = sentence.clauseEndsAt(to) || counted && sentence.at(to) == '以';
        boolean placed = isPlaced(sentence, ordinal ? at : at - 1)
                || ordinal && counted && ends && !sentence.wordBefore(at, Sense.NO_PLACE);
        return placed && (ends || counted) ? Quantity.of(at, to, numeral.value(), "位", Quantity.Kind.RANK) : null;
    }

    private static boolean isPlaced(Sentence sentence, int at) {
        Quantity previous = sentence.previous();
        if (previous != null && previous.isRank() && at - previous.to() <= 2) {
            return true;
        }
        int earliest = Math.max(sentence.clauseBefore(at), at - NEAR);
        Word place = sentence.last(Sense.PLACE, earliest, at);
        return place != null && sentence.last(Sense.NO_PLACE, place.to(), at) == null;
    }
}
