package cn.shiji.document.figure;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Two numbers joined: 3—5个, 15%至20%, 9至12万吨; or one vague number: 三四百人.
 *
 * <p>A multiplier behind the second holds for the first as well: 9至12万吨 is 90000 to 120000.
 */
final class Range implements Form {

    private static final String JOINTS = "—–-－−~～∼至到";

    @Override
    public @Nullable Quantity at(Sentence sentence, int at) {
        if (!Numeral.mayBegin(sentence.at(at))) {
            return null;
        }
        Numeral first = Numeral.at(sentence.text, at, sentence.to);
        if (first == null
                || first.value() == null
                || first.script() == Numeral.Script.BARE
                || first.script() == Numeral.Script.CODE) {
            return null;
        }
        if (first.high() != null) {
            return vague(sentence, first, first.high());
        }
        Quantity joined = joined(sentence, first);
        return joined != null ? joined : vagueWithComma(sentence, first);
    }

    /** 二、三百亿度: the comma between two digits of a vague number. */
    private static @Nullable Quantity vagueWithComma(Sentence sentence, Numeral first) {
        int next = first.to() + 1;
        boolean comma = first.isChinese()
                && first.to() - first.from() == 1
                && sentence.at(first.to()) == '、'
                && sentence.holds(next)
                && Numeral.isChinese(sentence.at(next));
        Numeral second = comma ? Numeral.at(sentence.text, next, sentence.to) : null;
        if (second == null || second.value() == null || first.value() == null || !second.multiplied()) {
            return null;
        }
        BigDecimal low = first.value().multiply(second.scale());
        boolean follows = low.add(second.scale()).compareTo(second.value()) == 0;
        Unit unit = Measured.unit(sentence, second);
        return follows && unit != null
                ? Quantity.range(first.from(), unit.to(), Numeral.plain(low), second.value(), unit.name())
                : null;
    }

    /** 三四百人. */
    private static @Nullable Quantity vague(Sentence sentence, Numeral numeral, BigDecimal high) {
        Unit unit = Measured.unit(sentence, numeral);
        return unit != null && (numeral.multiplied() || unit.sort() != Unit.Sort.COUNTER_SHY) && numeral.value() != null
                ? Quantity.range(numeral.from(), unit.to(), numeral.value(), high, unit.name())
                : null;
    }

    private static @Nullable Quantity joined(Sentence sentence, Numeral first) {
        Unit firstUnit = Units.at(sentence, first.to(), false);
        int at = sentence.skipBlanks(firstUnit == null ? first.to() : firstUnit.to());
        int after = at;
        while (after - at < 2 && JOINTS.indexOf(sentence.at(after)) >= 0) {
            after++;
        }
        int begins = sentence.skipBlanks(after);
        if (after == at || !sentence.holds(begins) || !Numeral.mayBegin(sentence.at(begins))) {
            return null;
        }
        Numeral second = Numeral.at(sentence.text, begins, sentence.to);
        if (second == null || second.value() == null || second.script() != first.script() || first.value() == null) {
            return null;
        }
        Unit unit = Measured.unit(sentence, second);
        boolean counted = unit == null
                ? second.multiplied() && firstUnit == null
                : (firstUnit == null || firstUnit.name().equals(unit.name()))
                        && !(first.isChinese() && unit.sort() == Unit.Sort.COUNTER_SHY);
        if (!counted) {
            return null;
        }
        boolean shared = !first.multiplied() && firstUnit == null && second.multiplied();
        BigDecimal low = shared ? Numeral.plain(first.value().multiply(second.scale())) : first.value();
        if (low.compareTo(second.value()) >= 0) {
            return null;
        }
        return unit == null
                ? Quantity.range(first.from(), second.to(), low, second.value(), "")
                : Quantity.range(first.from(), unit.to(), low, second.value(), unit.name());
    }
}
