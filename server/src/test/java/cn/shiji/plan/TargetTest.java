package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.document.Change;
import cn.shiji.document.Relation;
import cn.shiji.plan.Target.Outcome;
import java.math.BigDecimal;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TargetTest {

    @Test
    void atLeastIsMetFromItsNumberOn() {
        Target target = target(Relation.AT_LEAST, "1200");

        assertThat(target.outcome(number("1199.99"), false)).isEqualTo(Outcome.OPEN);
        assertThat(target.outcome(number("1200.00"), false)).isEqualTo(Outcome.MET);
        assertThat(target.outcome(number("5000"), true)).isEqualTo(Outcome.MET);
    }

    @Test
    void aLimitIsMetOnlyWhenItsTimeIsOver() {
        Target target = target(Relation.AT_MOST, "3");

        assertThat(target.outcome(number("3"), false)).isEqualTo(Outcome.KEPT_SO_FAR);
        assertThat(target.outcome(number("3"), true)).isEqualTo(Outcome.MET);
        assertThat(target.outcome(number("4"), false)).isEqualTo(Outcome.BROKEN);
        assertThat(target.outcome(null, true)).isEqualTo(Outcome.OPEN);
    }

    @Test
    void aBareNumberIsMetWhenReachedAndStaysSatisfiedWhenMoreIsDone() {
        Target target = target(Relation.EXACTLY, "24");

        assertThat(target.outcome(number("23"), true)).isEqualTo(Outcome.OPEN);
        assertThat(target.outcome(number("24"), true)).isEqualTo(Outcome.MET);
        assertThat(target.outcome(number("25"), true)).isEqualTo(Outcome.MORE);
        assertThat(Outcome.MORE.satisfied()).isTrue();
    }

    @Test
    void aboutIsMetFromFiveInAHundredBelow() {
        Target target = target(Relation.ABOUT, "2600");

        assertThat(target.outcome(number("2469"), true)).isEqualTo(Outcome.OPEN);
        assertThat(target.outcome(number("2470"), true)).isEqualTo(Outcome.MET);
        assertThat(target.outcome(number("2731"), true)).isEqualTo(Outcome.MORE);
    }

    @Test
    void aRangeIsMetFromItsLowerEnd() {
        Target target = range("3", "5");

        assertThat(target.outcome(number("2"), true)).isEqualTo(Outcome.OPEN);
        assertThat(target.outcome(number("3"), true)).isEqualTo(Outcome.MET);
        assertThat(target.outcome(number("5"), true)).isEqualTo(Outcome.MET);
        assertThat(target.outcome(number("6"), true)).isEqualTo(Outcome.MORE);
        assertThat(target.ratio(number("3"))).isEqualByComparingTo("1");
    }

    @Test
    void withoutANumberNoAmountDecides() {
        Target unset = new Target(
                UUID.randomUUID(), "", "", Relation.AT_LEAST, number("5"), null, null, Change.NONE, true, null);
        Target masked =
                new Target(UUID.randomUUID(), "", "个", Relation.AT_LEAST, null, null, null, Change.NONE, false, null);

        assertThat(unset.outcome(number("9"), true)).isEqualTo(Outcome.WITHOUT_NUMBER);
        assertThat(masked.outcome(number("9"), true)).isEqualTo(Outcome.WITHOUT_NUMBER);
        assertThat(unset.ratio(number("9"))).isNull();
    }

    @Test
    void moreIsNeverWorseUnlessItIsALimit() {
        Random chance = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            Relation relation = Relation.values()[chance.nextInt(Relation.values().length)];
            BigDecimal first = BigDecimal.valueOf(chance.nextInt(1, 10_000), 2);
            BigDecimal second = first.add(BigDecimal.valueOf(chance.nextInt(0, 10_000), 2));
            Target target = relation == Relation.RANGE
                    ? range(first.toPlainString(), second.toPlainString())
                    : target(relation, first.toPlainString());
            BigDecimal less = BigDecimal.valueOf(chance.nextInt(0, 20_000), 2);
            BigDecimal more = less.add(BigDecimal.valueOf(chance.nextInt(0, 20_000), 2));
            boolean over = chance.nextBoolean();
            boolean lessWill = target.outcome(less, over).satisfied();
            boolean moreWill = target.outcome(more, over).satisfied();
            if (relation == Relation.AT_MOST) {
                assertThat(lessWill || !moreWill)
                        .as("%s %s %s", target, less, more)
                        .isTrue();
            } else {
                assertThat(moreWill || !lessWill)
                        .as("%s %s %s", target, less, more)
                        .isTrue();
            }
            assertThat(target.outcome(less, over)).isEqualTo(target.outcome(less.setScale(6), over));
        }
    }

    private static Target range(String low, String high) {
        return new Target(
                UUID.randomUUID(), "", "个", Relation.RANGE, null, number(low), number(high), Change.NONE, false, null);
    }

    private static Target target(Relation relation, String value) {
        return new Target(UUID.randomUUID(), "", "", relation, number(value), null, null, Change.NONE, false, null);
    }

    private static BigDecimal number(String digits) {
        return new BigDecimal(digits);
    }
}
