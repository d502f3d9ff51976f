package cn.shiji.document.figure;

import cn.shiji.document.Change;
import cn.shiji.document.FigureRole;
import cn.shiji.document.Relation;
import cn.shiji.document.Tense;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the quantities of a sentence and what is said of each.
 *
 * <p>Source: docs/figures.md.
 */
public final class Grammar {

    /**
     * One quantity with what the words around it say.
     *
     * @param from first character of the number, in UTF-16 offsets of the text
     * @param to one after the last character of its unit
     * @param value in the plain unit; null when masked or a range
     * @param unit as written, without its multiplier; may be empty
     * @param of the words that say what is counted; may be empty
     */
    public record Reading(
            int from,
            int to,
            @Nullable BigDecimal value,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            boolean masked,
            String unit,
            Relation relation,
            Change change,
            FigureRole role,
            String of) {}

    private Grammar() {}

    /** The quantities of the sentence {@code [from, to)} of a text, in order, told to {@code each}. */
    public static void read(String text, int from, int to, Tense tense, Consumer<Reading> each) {
        Sentence sentence = scanned(text, from, to, false);
        Reading last = null;
        for (Quantity quantity : sentence.quantities()) {
            Reading first = last != null && goesOn(sentence, quantity) ? last : null;
            Relation relation = Bounds.of(sentence, quantity);
            if (first != null && relation == Relation.EXACTLY && Bounds.reachOn(sentence, sentence.before(quantity))) {
                relation = first.relation();
            }
            Change change = first == null ? Changes.of(sentence, quantity) : first.change();
            FigureRole role =
                    first == null ? Roles.of(new Statement(sentence, quantity, relation, tense)) : first.role();
            String of = first == null ? Subjects.of(sentence, quantity, last == null ? "" : last.of()) : first.of();
            last = new Reading(
                    quantity.from(),
                    quantity.to(),
                    quantity.value(),
                    quantity.low(),
                    quantity.high(),
                    quantity.masked(),
                    quantity.unit(),
                    relation,
                    change,
                    role,
                    of);
            each.accept(last);
        }
    }

    /** Whether the sentence {@code [from, to)} holds any quantity. */
    public static boolean findsAny(String text, int from, int to) {
        return !scanned(text, from, to, true).quantities().isEmpty();
    }

    /** Finds the quantities from left to right; names and codes are passed over. */
    private static Sentence scanned(String text, int from, int to, boolean first) {
        var sentence = new Sentence(text, from, to);
        int i = from;
        while (i < to && !(first && sentence.previous() != null)) {
            char c = text.charAt(i);
            if (c < 128 ? c == '"' : "“‘《〔〈「【［".indexOf(c) >= 0) {
                i = Math.max(i + 1, Names.endOfName(sentence, i));
            } else if (Numeral.mayBegin(c)) {
                i = number(sentence, i);
            } else if (c == '第' || c == '翻' || c == '半') {
                i = quantity(sentence, i) ? sentence.previousEnd() : behindOrdinal(sentence, i);
            } else {
                i++;
            }
        }
        return sentence;
    }

    private static int number(Sentence sentence, int at) {
        Numeral numeral = Numeral.at(sentence.text, at, sentence.to);
        int code = numeral == null ? at : Names.endOfCode(sentence, numeral);
        if (code > at) {
            return code;
        }
        if (quantity(sentence, at)) {
            return sentence.previousEnd();
        }
        return numeral == null ? at + 1 : Math.max(at + 1, numeral.to());
    }

    private static boolean quantity(Sentence sentence, int at) {
        for (Form form : Form.ALL) {
            Quantity quantity = form.at(sentence, at);
            if (quantity != null) {
                sentence.add(quantity);
                return true;
            }
        }
        return false;
    }

    /** An ordinal that is no rank is no quantity either: 第3次. */
    private static int behindOrdinal(Sentence sentence, int at) {
        return behindOrdinal(sentence, at, sentence.skipBlanks(at + 1));
    }

    private static int behindOrdinal(Sentence sentence, int at, int digits) {
        if ("第、和至—-".indexOf(sentence.at(at)) < 0
                || !sentence.holds(digits)
                || !Numeral.mayBegin(sentence.at(digits))) {
            return at + 1;
        }
        Numeral numeral = Numeral.at(sentence.text, digits, sentence.to);
        int to = numeral == null ? digits : Math.max(digits + 1, numeral.to());
        boolean listed = "、和至—-".indexOf(sentence.at(to)) >= 0 && Numeral.isDigit(sentence.at(to + 1));
        return listed ? behindOrdinal(sentence, to, to + 1) : to;
    }

    /** Whether only a connector parts a quantity from the one before of the same unit: 分别增长4.4%、5.6%. */
    private static boolean goesOn(Sentence sentence, Quantity quantity) {
        Quantity before = sentence.before(quantity);
        if (before == null || !before.unit().equals(quantity.unit()) || before.isRank() != quantity.isRank()) {
            return false;
        }
        int at = sentence.skipBlanks(before.to());
        Word bound = sentence.beginningAt(at);
        if (bound != null
                && bound.isAny(Sense.AFTER_ABOUT.bit() | Sense.AFTER_AT_LEAST.bit() | Sense.AFTER_AT_MOST.bit())) {
            at = bound.to();
        }
        Word hopes = sentence.endingAt(quantity.from());
        if (hopes != null && hopes.is(Sense.HOPES) && hopes.from() - at == 1 && "，,、".indexOf(sentence.at(at)) >= 0) {
            return true;
        }
        int marks = 0;
        while (at < quantity.from() && ("、和及与或".indexOf(sentence.at(at)) >= 0 || Sentence.blank(sentence.at(at)))) {
            at++;
            marks++;
        }
        return at == quantity.from() && marks > 0;
    }
}
