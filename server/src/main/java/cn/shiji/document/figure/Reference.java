package cn.shiji.document.figure;

import cn.shiji.document.Tense;
import java.util.function.Predicate;

/**
 * Why a quantity is a reference, and neither result nor target. Each is a rule of its own; one that holds is enough.
 *
 * <p>Source: docs/figures.md, a reference.
 */
enum Reference {
    /** 得3分: what a rule of assessment gives; the 1个百分点 of 每少1个百分点扣0.5分: what for. */
    SCORE(Reference::isScore),

    /** 产值超2亿元的企业: a size that says which things are meant. */
    THRESHOLD(Threshold::isIn),

    /** The 200 of 由200箱增加到350箱, the 85 of 比上年的85元增长4%. */
    STARTING_POINT(Reference::isStartingPoint),

    /** 高于全省2个百分点. */
    COMPARED(statement -> Comparison.of(statement.sentence(), statement.quantity()) == Comparison.OTHERS),

    /** 给予最高500万元奖励: what a rule gives, and on what condition. */
    GRANTED(Reference::isGranted),

    /** 36个行业中，15个增长: the whole of which a part is told. */
    WHOLE(Reference::isWhole),

    /** 惠及3400万人的工程: a number that describes the thing named after it. */
    OF_A_THING(Reference::isOfAThing),

    /** 周边县区有5家: told of somebody else. */
    OF_OTHERS(Reference::isOfOthers);

    private static final int SENTENCE = 240;
    private static final int GRANT_REACH = 8;
    private static final int SCORE_REACH = 8;
    private static final int WHOLE_REACH = 16;

    private final Predicate<Statement> rule;

    Reference(Predicate<Statement> rule) {
        this.rule = rule;
    }

    boolean holdsIn(Statement statement) {
        return rule.test(statement);
    }

    private static boolean isScore(Statement statement) {
        Quantity next = statement.sentence().after(statement.quantity());
        boolean priced = next != null
                && next.kind() == Quantity.Kind.SCORE
                && statement.tense() != Tense.PAST
                && next.from() - statement.quantity().to() <= SCORE_REACH;
        return priced || statement.quantity().kind() == Quantity.Kind.SCORE;
    }

    private static boolean isStartingPoint(Statement statement) {
        Sentence sentence = statement.sentence();
        Quantity quantity = statement.quantity();
        int earliest = sentence.partBefore(quantity);
        int at = sentence.skipBlanks(statement.listEnd());
        at = sentence.at(at) == '的' ? at + 1 : at;
        boolean comma = "，,、".indexOf(sentence.at(at)) >= 0;
        Word next = sentence.beginningAt(sentence.skipBlanks(comma ? at + 1 : at));
        if (next == null) {
            return false;
        }
        Word from = sentence.last(Sense.FROM, earliest, quantity.from());
        boolean moves = next.isAny(Sense.LEVEL.bit() | Sense.SELF_LEVEL.bit() | Sense.MOVES.bit());
        if (moves && from != null && sentence.first(Sense.MOVES, from.to(), quantity.from()) == null) {
            return true;
        }
        Word than = comma ? null : sentence.last(Sense.THAN, earliest, quantity.from());
        return than != null
                && next.isAny(Sense.UP.bit() | Sense.DOWN.bit() | Sense.UP_THAN.bit() | Sense.DOWN_THAN.bit())
                && sentence.first(Sense.UP, than.to(), quantity.from()) == null
                && sentence.first(Sense.DOWN, than.to(), quantity.from()) == null;
    }

    private static boolean isGranted(Statement statement) {
        if (statement.tense() == Tense.PAST) {
            return false;
        }
        Sentence sentence = statement.sentence();
        int from = statement.quantity().from() - SENTENCE;
        int to = statement.quantity().to() + SENTENCE;
        Word grants = sentence.first(Sense.GRANTS, from, to);
        return grants != null && (sentence.first(Sense.GRANTED, from, to) != null || governs(sentence, grants));
    }

    /** 奖励2000元, 奖励投资额的5%: the quantity stands right behind the verb of granting. */
    private static boolean governs(Sentence sentence, Word grants) {
        Quantity granted = sentence.firstFrom(grants.to());
        return granted != null
                && granted.from() - grants.to() <= GRANT_REACH
                && granted.from() <= sentence.clauseAfter(grants.to());
    }

    private static boolean isWhole(Statement statement) {
        Sentence sentence = statement.sentence();
        int from = statement.quantity().to();
        int to = Math.min(sentence.clauseAfter(from), from + WHOLE_REACH);
        for (int i = from; i < to; i++) {
            char c = sentence.at(i);
            if (c == '中' && i > from) {
                char next = sentence.at(i + 1);
                return next == '，' || next == ',' || next == '有' && Numeral.mayBegin(sentence.at(i + 2));
            }
            if (Numeral.isDigit(c) || c == '、') {
                return false;
            }
        }
        return false;
    }

    private static boolean isOfAThing(Statement statement) {
        Sentence sentence = statement.sentence();
        Quantity quantity = statement.quantity();
        int to = quantity.to();
        if (sentence.startsWith("人口的", to) || sentence.startsWith("人口大国", to)) {
            return true;
        }
        Word word = sentence.endingAt(sentence.skipBlanksBack(quantity.from()));
        return word != null
                && word.is(Sense.ATTRIBUTE)
                && !quantity.unit().equals("%")
                && sentence.at(to) == '的'
                && !sentence.clauseEndsAt(to + 1)
                && !Threshold.namesAMeasure(sentence, to + 1);
    }

    private static boolean isOfOthers(Statement statement) {
        int at = statement.quantity().from();
        return statement.tense() == Tense.PRESENT
                && statement.sentence().first(Sense.OTHERS, at - SENTENCE, at) != null;
    }
}
