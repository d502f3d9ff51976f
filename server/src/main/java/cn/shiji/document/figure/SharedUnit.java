package cn.shiji.document.figure;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A number whose unit stands only behind the last of its list: 分别提高3.9、2.0和2.9个百分点. */
final class SharedUnit implements Form {

    private static final int LONGEST_LIST = 8;

    @Override
    public @Nullable Quantity at(Sentence sentence, int at) {
        if (!Numeral.isDigit(sentence.at(at))) {
            return null;
        }
        Numeral first = Numeral.at(sentence.text, at, sentence.to);
        if (first == null || first.value() == null || first.script() != Numeral.Script.ARABIC) {
            return null;
        }
        Numeral last = first;
        for (int i = 0; i < LONGEST_LIST; i++) {
            int next = joint(sentence, last.to());
            if (next < 0) {
                return null;
            }
            last = Numeral.at(sentence.text, next, sentence.to);
            if (last == null || last.value() == null || last.script() != Numeral.Script.ARABIC) {
                return null;
            }
            Unit unit = Measured.unit(sentence, last);
            if (unit != null) {
                boolean precise = first.value().scale() > 0 || last.value().scale() > 0;
                boolean shares = unit.sort() == Unit.Sort.SHARE
                        || unit.sort() == Unit.Sort.SCORE
                        || precise
                        || unit.isMoney()
                        || sentence.last(Sense.FILLER, sentence.clauseBefore(at), at) != null;
                BigDecimal value = first.multiplied()
                        ? first.value()
                        : Numeral.plain(first.value().multiply(last.scale()));
                return shares
                        ? Quantity.of(
                                at,
                                first.to(),
                                value,
                                unit.name(),
                                unit.sort() == Unit.Sort.SCORE ? Quantity.Kind.SCORE : Quantity.Kind.PLAIN)
                        : null;
            }
        }
        return null;
    }

    /** Where the next number of the list begins, -1 when the list does not go on. */
    private static int joint(Sentence sentence, int at) {
        int next = sentence.skipBlanks(at);
        if ("、和及与".indexOf(sentence.at(next)) < 0) {
            return -1;
        }
        next = sentence.skipBlanks(next + 1);
        return sentence.holds(next) && Numeral.isDigit(sentence.at(next)) ? next : -1;
    }
}
