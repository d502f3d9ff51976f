package cn.shiji.document.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A part of a whole said in words: 三分之一, 百分之五点二, 千分之三, 一半, 六成, 3成, 1/3.
 *
 * <p>Source: docs/figures.md, value and unit.
 */
final class Share implements Form {

    private static final String UNIT = "比例";

    @Override
    public @Nullable Quantity at(Sentence sentence, int at) {
        char c = sentence.at(at);
        if (c == '一' && sentence.startsWith("一半", at) || c == '半' && sentence.startsWith("半数", at)) {
            return half(sentence, at);
        }
        if (!Numeral.mayBegin(c)) {
            return null;
        }
        Quantity parts = parts(sentence, at);
        return parts != null ? parts : tenths(sentence, at);
    }

    /** 三分之一, 百分之五; 1/3. */
    private static @Nullable Quantity parts(Sentence sentence, int at) {
        int i = at;
        while (i < sentence.to && i - at < 4 && Numeral.isChinese(sentence.at(i))) {
            i++;
        }
        if (i == at) {
            return slashed(sentence, at);
        }
        if (!sentence.startsWith("分之", i) || !sentence.holds(i + 2) || !Numeral.mayBegin(sentence.at(i + 2))) {
            return null;
        }
        Numeral whole = Numeral.at(sentence.text, at, i);
        Numeral part = Numeral.at(sentence.text, i + 2, sentence.to);
        if (whole == null
                || part == null
                || whole.value() == null
                || whole.value().signum() == 0) {
            return null;
        }
        String unit = switch (whole.value().intValue()) {
            case 100 -> "%";
            case 1_000 -> "‰";
            case 10_000 -> "‱";
            default -> UNIT;
        };
        BigDecimal value = part.value();
        if (value == null) {
            return part.masked() ? Quantity.of(at, part.to(), null, unit, Quantity.Kind.PLAIN) : null;
        }
        if (part.high() != null) {
            return Quantity.range(at, part.to(), value, part.high(), unit);
        }
        BigDecimal share = unit.equals(UNIT) ? value.divide(whole.value(), 4, RoundingMode.HALF_UP) : value;
        Numeral second = unit.equals(UNIT) ? null : secondPart(sentence, part);
        if (second != null && second.value() != null) {
            return Quantity.range(at, second.to(), value, second.value(), unit);
        }
        return new Quantity(
                at, part.to(), Numeral.plain(share), null, null, false, unit, part.more(), Quantity.Kind.PLAIN);
    }

    /** 百分之五到六. */
    private static @Nullable Numeral secondPart(Sentence sentence, Numeral first) {
        int at = first.to();
        if ("到至—－-".indexOf(sentence.at(at)) < 0
                || !sentence.holds(at + 1)
                || !Numeral.isChinese(sentence.at(at + 1))) {
            return null;
        }
        Numeral second = Numeral.at(sentence.text, at + 1, sentence.to);
        boolean greater = second != null
                && second.value() != null
                && first.value() != null
                && second.value().compareTo(first.value()) > 0;
        return greater && second != null && !sentence.startsWith("分之", second.to()) ? second : null;
    }

    /** 1/3; not a date, a page or a part of a longer code. */
    static @Nullable Quantity slashed(Sentence sentence, int at) {
        int digit = digit(sentence.at(at));
        char slash = sentence.at(at + 1);
        int below = digit(sentence.at(at + 2));
        int to = at + 3;
        if (below > 0 && digit(sentence.at(to)) >= 0) {
            below = below * 10 + digit(sentence.at(to));
            to++;
        }
        boolean alone = !Numeral.isDigit(sentence.at(to))
                && "/／年月日.-".indexOf(sentence.at(to)) < 0
                && !Numeral.isDigit(sentence.at(at - 1))
                && "/／.-（(".indexOf(sentence.at(at - 1)) < 0;
        return digit >= 1 && (slash == '/' || slash == '／') && below > digit && alone
                ? Quantity.of(
                        at,
                        to,
                        BigDecimal.valueOf(digit).divide(BigDecimal.valueOf(below), 4, RoundingMode.HALF_UP),
                        UNIT,
                        Quantity.Kind.PLAIN)
                : null;
    }

    private static int digit(char c) {
        return Numeral.isDigit(c) ? Character.digit(c, 10) : -1;
    }

    /** 一半, where something is bounded by it or takes it up: 占一半, 一半以上. */
    private static @Nullable Quantity half(Sentence sentence, int at) {
        boolean bounded = Bounds.followAt(sentence, at + 2);
        boolean reached = sentence.at(at) == '一' && (isReached(sentence, at) || sentence.startsWith("用于", at + 2));
        return bounded || reached ? Quantity.of(at, at + 2, new BigDecimal("0.5"), UNIT, Quantity.Kind.PLAIN) : null;
    }

    /** 六成, 七成五, 3成. */
    private static @Nullable Quantity tenths(Sentence sentence, int at) {
        Numeral numeral = Numeral.at(sentence.text, at, sentence.to);
        if (numeral == null
                || numeral.value() == null
                || numeral.multiplied()
                || sentence.at(numeral.to()) != '成'
                || Numeral.isChinese(sentence.at(at - 1))
                || numeral.value().compareTo(BigDecimal.TEN) > 0) {
            return null;
        }
        int to = numeral.to() + 1;
        BigDecimal tenths = numeral.value();
        if (sentence.holds(to) && Numeral.isChinese(sentence.at(to)) && numeral.isChinese()) {
            Numeral half = Numeral.at(sentence.text, to, to + 1);
            if (half != null && half.value() != null && half.value().compareTo(BigDecimal.TEN) < 0) {
                tenths = tenths.add(half.value().movePointLeft(1));
                to++;
            }
        }
        boolean more = sentence.at(to) == '多';
        boolean begins = !Character.isIdeographic(sentence.at(at - 1)) && sentence.at(to) == '的';
        boolean arabic = !numeral.isChinese() || begins;
        boolean bounded = Bounds.followAt(sentence, to) || more;
        if (!bounded
                && !(sentence.clauseEndsAt(to) && (arabic || isReached(sentence, at)))
                && !(isReached(sentence, at) && sentence.at(at - 1) != '成')) {
            return null;
        }
        BigDecimal value = Numeral.plain(tenths.movePointLeft(1));
        return new Quantity(
                at, more ? to + 1 : to, value, null, null, false, UNIT, more || numeral.more(), Quantity.Kind.PLAIN);
    }

    /** Whether a word before says that something reaches, takes up or moves by it. */
    private static boolean isReached(Sentence sentence, int at) {
        Word word = sentence.endingAt(sentence.skipBlanksBack(at));
        return word != null && word.isAny(REACHES) || "占的有约前".indexOf(sentence.at(at - 1)) >= 0;
    }

    private static final long REACHES = Sense.LEVEL.bit()
            | Sense.AT_LEAST.bit()
            | Sense.AT_MOST.bit()
            | Sense.ABOUT.bit()
            | Sense.UP.bit()
            | Sense.DOWN.bit()
            | Sense.FILLER.bit()
            | Sense.PLACE.bit();
}
