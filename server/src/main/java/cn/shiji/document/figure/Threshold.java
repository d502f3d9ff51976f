package cn.shiji.document.figure;

import cn.shiji.document.Relation;
import cn.shiji.document.Tense;
import java.util.Set;

/**
 * A size that says which things are meant, and not how many there are: 产值超2亿元的企业, 500万元以上项目, 20户以上自然村.
 *
 * <p>Source: docs/figures.md, {@code role}: a threshold is a reference. 40个以上的村 counts villages and is none.
 */
final class Threshold {

    /** Counters whose N个以上的 counts what is named behind. */
    private static final Set<String> COUNTERS = Set.of("个", "家", "项", "件", "条", "种", "场", "名", "所", "座", "处", "套", "位");

    /** What behind 的 is the measure itself and no thing: 不低于5%的增速. */
    private static final String[] MEASURES = {"目标", "任务", "要求", "速度", "水平", "比例", "增速", "增长", "规模", "标准", "幅度"};

    private static final int MEASURE_REACH = 3;
    private static final int MOST_WORDS = 3;

    private Threshold() {}

    static boolean isIn(Statement statement) {
        Sentence sentence = statement.sentence();
        Quantity quantity = statement.quantity();
        Relation relation = statement.relation();
        int end = statement.listEnd();
        Word before = sentence.endingAt(sentence.skipBlanksBack(quantity.from()));
        if (before != null && before.is(Sense.HIGHER) && sentence.at(end) == '的') {
            return true;
        }
        boolean bounded = relation == Relation.AT_LEAST || relation == Relation.AT_MOST;
        if (!bounded || quantity.more()) {
            return false;
        }
        int at = behindBounds(sentence, end);
        boolean worded = at > sentence.skipBlanks(end);
        if (sentence.at(at) == '的') {
            return describes(statement, at + 1, worded);
        }
        return worded
                        && (sentence.at(at) == '或'
                                || beginsCount(sentence, quantity, at)
                                || isSize(sentence, quantity, at))
                || isRule(statement);
    }

    private static int behindBounds(Sentence sentence, int from) {
        int at = sentence.skipBlanks(from);
        for (int words = 0; words < MOST_WORDS; words++) {
            Word bound = sentence.beginningAt(at);
            if (bound != null && bound.isAny(Sense.AFTER_AT_LEAST.bit() | Sense.AFTER_AT_MOST.bit())) {
                at = bound.to();
            } else if ("（）()含及和".indexOf(sentence.at(at)) >= 0) {
                at++;
            }
        }
        return at;
    }

    /** 超2亿元的企业; 达到2亿元以上的，: what is named behind 的, or in a rule nothing more. */
    private static boolean describes(Statement statement, int behind, boolean worded) {
        Quantity quantity = statement.quantity();
        boolean counted =
                worded && COUNTERS.contains(quantity.unit()) || quantity.unit().equals("%");
        boolean named = !statement.sentence().clauseEndsAt(behind) || statement.tense() == Tense.FUTURE;
        return !counted && named && !namesAMeasure(statement.sentence(), behind);
    }

    /** 500万元以上项目, 20户以上自然村, 20平方公里以上河流9条. */
    private static boolean isSize(Sentence sentence, Quantity quantity, int at) {
        boolean sized = quantity.isMoney()
                || quantity.unit().equals("户")
                || !COUNTERS.contains(quantity.unit()) && isCountedOn(sentence, quantity, at);
        return sized && Character.isIdeographic(sentence.at(at));
    }

    /** 5亿元以上3个: a count follows at once. */
    private static boolean beginsCount(Sentence sentence, Quantity quantity, int at) {
        Quantity next = sentence.after(quantity);
        return next != null
                && next.from() == at
                && !COUNTERS.contains(quantity.unit())
                && COUNTERS.contains(next.unit());
    }

    private static boolean isCountedOn(Sentence sentence, Quantity quantity, int at) {
        Quantity next = sentence.after(quantity);
        return next != null
                && next.from() > at + 1
                && next.from() <= sentence.clauseAfter(at)
                && sentence.text.substring(at, next.from()).indexOf('、') < 0
                && COUNTERS.contains(next.unit());
    }

    /** In a text of rules: 不超过10个, 超过300平方米（含）, 注册资本不低于500万元. */
    private static boolean isRule(Statement statement) {
        Sentence sentence = statement.sentence();
        int to = statement.quantity().to();
        boolean included = sentence.startsWith("（含）", to) || sentence.startsWith("(含)", to);
        if (statement.tense() == Tense.FUTURE) {
            int at = statement.quantity().from();
            return sentence.last(Sense.QUALIFIES, sentence.clauseBefore(at), at) != null;
        }
        return statement.tense() == Tense.PRESENT && (included || statement.relation() == Relation.AT_MOST);
    }

    static boolean namesAMeasure(Sentence sentence, int at) {
        for (int i = at; i < at + MEASURE_REACH; i++) {
            for (String measure : MEASURES) {
                if (sentence.startsWith(measure, i)) {
                    return true;
                }
            }
        }
        return false;
    }
}
