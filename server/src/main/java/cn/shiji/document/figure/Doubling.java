package cn.shiji.document.figure;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** 翻番 and 翻一番 are twice, 翻两番 four times. Source: docs/figures.md, value and unit. */
final class Doubling implements Form {

    private static final int MOST = 9;

    @Override
    public @Nullable Quantity at(Sentence sentence, int at) {
        if (sentence.at(at) != '翻') {
            return null;
        }
        if (sentence.at(at + 1) == '番') {
            return Quantity.of(at, at + 2, BigDecimal.TWO, "倍", Quantity.Kind.PLAIN);
        }
        int digits = sentence.at(at + 1) == '了' ? at + 2 : at + 1;
        if (!sentence.holds(digits) || !Numeral.mayBegin(sentence.at(digits))) {
            return null;
        }
        Numeral times = Numeral.at(sentence.text, digits, sentence.to);
        if (times == null || times.value() == null || sentence.at(times.to()) != '番') {
            return null;
        }
        int power = times.value().intValue();
        return power >= 1 && power <= MOST
                ? Quantity.of(at, times.to() + 1, BigDecimal.valueOf(1L << power), "倍", Quantity.Kind.PLAIN)
                : null;
    }
}
