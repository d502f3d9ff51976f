package cn.shiji.document.figure;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number with its unit: 3200亩, **2期, 两座, 1100多万; without one only when a multiplier, a bound or the thing measured
 * says that it is a quantity: 450万群众, 1.3以下, 系数为0.35.
 *
 * <p>Source: docs/figures.md; articles, slogans, size classes (万亿级) and times that are conditions are none.
 */
final class Measured implements Form {

    private static final int NEAR = 14;
    private static final int MOST_WORDS = 4;

    /** What a number without a unit can be the value of. */
    private static final String[] PURE = {"系数", "指数", "比值", "之比", "比率", "率", "比", "值", "PUE", "能值", "总分", "生育率"};

    @Override
    public @Nullable Quantity at(Sentence sentence, int at) {
        if (!Numeral.mayBegin(sentence.at(at))) {
            return null;
        }
        Numeral numeral = Numeral.at(sentence.text, at, sentence.to);
        if (numeral == null
                || numeral.value() == null && !numeral.masked()
                || numeral.script() == Numeral.Script.CODE
                || isDenominator(sentence, at)) {
            return null;
        }
        Unit unit = unit(sentence, numeral);
        int to = unit == null ? numeral.to() : unit.to();
        if (sentence.at(to) == '级') {
            return null;
        }
        boolean believed = switch (numeral.script()) {
            case ARABIC -> unit != null || standsAlone(sentence, numeral);
            case MASKED -> unit == null ? numeral.multiplied() : !"里方名".contains(unit.name());
            case CHINESE -> unit == null ? isGreat(numeral) : Counts.areReal(sentence, numeral, unit);
            case BARE -> isPassed(sentence, numeral, unit, to);
            case CODE -> false;
        };
        if (!believed) {
            return null;
        }
        Quantity.Kind kind = numeral.script() == Numeral.Script.BARE
                ? Quantity.Kind.BARE
                : unit != null && unit.sort() == Unit.Sort.SCORE ? Quantity.Kind.SCORE : Quantity.Kind.PLAIN;
        int from = sign(sentence, at, unit);
        BigDecimal value = numeral.value();
        return new Quantity(
                from,
                to,
                value != null && from < at ? value.negate() : value,
                null,
                null,
                numeral.masked(),
                unit == null ? "" : unit.name(),
                numeral.more(),
                kind);
    }

    /** The unit behind a number; points, times and ages only where they are what is measured. */
    static @Nullable Unit unit(Sentence sentence, Numeral numeral) {
        boolean listed = numeral.from() == sentence.from && numeral.to() - numeral.from() <= 2;
        boolean doubtful = numeral.script() != Numeral.Script.ARABIC || numeral.multiplied() || listed;
        Unit unit = Units.at(sentence, numeral.to(), doubtful);
        if (unit == null) {
            return null;
        }
        return switch (unit.sort()) {
            case AREA ->
                numeral.script() == Numeral.Script.ARABIC
                                && !numeral.multiplied()
                                && isTelling(sentence, numeral.from())
                        ? unit
                        : null;
            case SCORE -> scores(sentence, numeral.from(), unit) ? unit : null;
            case DURATION -> isTimeTold(sentence, numeral, unit) ? unit : null;
            case AGE -> isLifeTold(sentence, numeral.from()) ? unit : null;
            default -> unit;
        };
    }

    /** Whether 有, 共 or the like tells that what follows is counted: 全县有11乡镇. */
    private static boolean isTelling(Sentence sentence, int at) {
        return "有共等达盖及辖".indexOf(sentence.at(at - 1)) >= 0;
    }

    private static boolean scores(Sentence sentence, int at, Unit unit) {
        char next = sentence.at(unit.to());
        Quantity previous = sentence.previous();
        boolean listed = previous != null && previous.unit().equals("分") && at - previous.to() <= 2;
        return next != '钟' && next != '之' && (listed || sentence.wordBefore(at, Sense.SCORES));
    }

    /** 压缩至不超过3个工作日, 发电时长约1300小时; not a date, and not 连续3年. */
    private static boolean isTimeTold(Sentence sentence, Numeral numeral, Unit unit) {
        boolean date = unit.name().equals("年") && isCountOfYears(numeral);
        int at = numeral.from();
        if (date || sentence.startsWith("连续", at - 2)) {
            return false;
        }
        if (wordNear(sentence, Sense.TIME_TOLD, at)) {
            return true;
        }
        for (int words = 0; words < MOST_WORDS; words++) {
            Word word = sentence.endingAt(sentence.skipBlanksBack(at));
            if (word == null || word.is(Sense.SHORTENS)) {
                return word != null;
            }
            if (!word.isAny(Bounds.OR_FILLER)) {
                return false;
            }
            at = word.from();
        }
        return false;
    }

    private static boolean isLifeTold(Sentence sentence, int at) {
        Quantity previous = sentence.previous();
        return wordNear(sentence, Sense.LIFE, at)
                || previous != null && previous.unit().equals("岁") && at - previous.to() <= NEAR;
    }

    private static boolean wordNear(Sentence sentence, Sense sense, int at) {
        return sentence.last(sense, Math.max(sentence.clauseBefore(at), at - NEAR), at) != null;
    }

    /** 每10万人: what others are counted by, no quantity of its own. */
    private static boolean isDenominator(Sentence sentence, int at) {
        return sentence.at(at - 1) == '每' && sentence.at(at) != '一';
    }

    /** An Arabic number without unit is believed with a multiplier, a bound, or as the value of a pure number. */
    private static boolean standsAlone(Sentence sentence, Numeral numeral) {
        int to = numeral.to();
        return numeral.multiplied()
                || Bounds.followAt(sentence, to) && !isCountOfYears(numeral)
                || isPureNumber(sentence, numeral);
    }

    private static boolean isCountOfYears(Numeral numeral) {
        BigDecimal value = numeral.value();
        return value != null
                && value.scale() <= 0
                && value.compareTo(BigDecimal.valueOf(1_900)) > 0
                && value.compareTo(BigDecimal.valueOf(2_100)) < 0;
    }

    /** 系数为0.35, 比值由2.3缩小到2.19. */
    private static boolean isPureNumber(Sentence sentence, Numeral numeral) {
        BigDecimal value = numeral.value();
        if (value == null
                || value.scale() <= 0
                || !sentence.clauseEndsAt(numeral.to())
                || sentence.at(numeral.to()) == '的') {
            return false;
        }
        int clause = sentence.clauseBefore(numeral.from());
        Word word = sentence.endingAt(numeral.from());
        boolean told = word != null
                && word.isAny(Sense.LEVEL.bit() | Sense.UP.bit() | Sense.DOWN.bit() | Sense.SELF_LEVEL.bit());
        if (!told) {
            return namesPure(sentence.text.substring(Math.max(clause, numeral.from() - 2), numeral.from()));
        }
        Quantity previous = sentence.previous();
        if (previous != null && previous.unit().isEmpty() && numeral.from() - previous.to() <= NEAR) {
            return true;
        }
        return namesPure(sentence.text.substring(clause, numeral.from()));
    }

    private static boolean namesPure(String words) {
        for (String pure : PURE) {
            if (words.contains(pure)) {
                return true;
            }
        }
        return false;
    }

    /** 一亿三千万群众: a Chinese numeral of that size is a quantity without any unit, when it is not part of a name. */
    private static boolean isGreat(Numeral numeral) {
        BigDecimal value = numeral.value();
        int length = numeral.to() - numeral.from();
        return value != null
                && (length >= 3 && value.compareTo(BigDecimal.valueOf(20_000)) >= 0
                        || length == 2 && value.compareTo(BigDecimal.valueOf(100_000_000)) >= 0);
    }

    /** 超百亿元, 百余家: a multiplier alone is a quantity where something passes it or more stands in it. */
    private static boolean isPassed(Sentence sentence, Numeral numeral, @Nullable Unit unit, int to) {
        if (Counts.isName(sentence, numeral.from())) {
            return false;
        }
        Word word = sentence.endingAt(numeral.from());
        if (unit == null) {
            boolean ends = sentence.clauseEndsAt(to) || sentence.startsWith("大关", to) || sentence.startsWith("台阶", to);
            boolean great = sentence.at(to - 1) == '亿' && to - numeral.from() >= 2 && ends;
            return great && word != null && word.isAny(Sense.AT_LEAST.bit() | Sense.ABOUT.bit());
        }
        boolean passed = word != null && word.isAny(Sense.AT_LEAST.bit() | Sense.ABOUT.bit() | Sense.LEVEL.bit());
        return numeral.more() || passed || Bounds.followAt(sentence, to);
    }

    /** Where the number begins with its sign: 增长-5.2%. */
    private static int sign(Sentence sentence, int at, @Nullable Unit unit) {
        boolean signed = unit != null
                && unit.sort() == Unit.Sort.SHARE
                && "-－−﹣".indexOf(sentence.at(at - 1)) >= 0
                && !Numeral.isDigit(sentence.at(at - 2))
                && "%％".indexOf(sentence.at(at - 2)) < 0;
        return signed ? at - 1 : at;
    }
}
