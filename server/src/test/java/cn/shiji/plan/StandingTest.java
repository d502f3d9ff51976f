package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.document.Change;
import cn.shiji.document.Relation;
import cn.shiji.plan.Standing.Ground;
import cn.shiji.plan.Standing.Reached;
import cn.shiji.plan.Standing.State;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final LocalDate DUE = LocalDate.of(2026, 6, 30);

    @Test
    void theDueDayItselfStillCounts() {
        assertThat(Standing.of(List.of(), 0, false, DUE, DUE).state()).isEqualTo(State.NOTHING);
        assertThat(Standing.of(List.of(), 0, false, DUE, DUE).daysLeft()).isZero();

        Standing after = Standing.of(List.of(), 0, false, DUE, DUE.plusDays(1));
        assertThat(after.state()).isEqualTo(State.LATE);
        assertThat(after.daysLeft()).isEqualTo(-1);
    }

    @Test
    void whatTheRecordReachesIsDoneByTheRecord() {
        Standing standing = Standing.of(List.of(reached("1200", "1260", null)), 0, false, DUE, DUE.plusDays(9));

        assertThat(standing.state()).isEqualTo(State.DONE);
        assertThat(standing.doneBy()).isEqualTo(Ground.RECORDED);
    }

    @Test
    void whatIsOnlyDeclaredIsDoneAndSaysSo() {
        Standing standing = Standing.of(List.of(reached("3", "2", "3")), 1, false, DUE, DUE);

        assertThat(standing.state()).isEqualTo(State.DONE);
        assertThat(standing.doneBy()).isEqualTo(Ground.DECLARED);
    }

    @Test
    void oneTargetNotReachedKeepsTheWholeOpen() {
        List<Reached> targets = List.of(reached("3", "3", null), reached("10", null, "4"));

        assertThat(Standing.of(targets, 1, true, DUE, DUE).state()).isEqualTo(State.UNDER_WAY);
    }

    @Test
    void withoutNumbersOnlyAWordMakesItDone() {
        Reached unset = new Reached(
                new Target(UUID.randomUUID(), "", "", Relation.AT_LEAST, null, null, null, Change.NONE, true, null),
                new BigDecimal("5"),
                null);

        assertThat(Standing.of(List.of(unset), 0, false, DUE, DUE).state()).isEqualTo(State.UNDER_WAY);
        assertThat(Standing.of(List.of(unset), 1, true, DUE, DUE).doneBy()).isEqualTo(Ground.DECLARED);
    }

    @Test
    void moreDeclaredThanRecordedIsNoticed() {
        assertThat(reached("3", "2", "3").declaredMore()).isTrue();
        assertThat(reached("3", "3", "3").declaredMore()).isFalse();
        assertThat(reached("3", null, "3").declaredMore()).isFalse();
    }

    @Test
    void aDeadlineOnlyEverTurnsWhatIsNotDoneLate() {
        Random chance = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            var targets = new ArrayList<Reached>();
            for (int at = chance.nextInt(3); at > 0; at--) {
                targets.add(reached(
                        Integer.toString(chance.nextInt(1, 20)),
                        chance.nextBoolean() ? Integer.toString(chance.nextInt(30)) : null,
                        chance.nextBoolean() ? Integer.toString(chance.nextInt(30)) : null));
            }
            int entries = chance.nextInt(3);
            boolean completed = entries > 0 && chance.nextBoolean();
            LocalDate today = DUE.plusDays(chance.nextInt(-400, 400));
            Standing standing = Standing.of(targets, entries, completed, DUE, today);

            assertThat(standing.state() == State.LATE).isEqualTo(today.isAfter(DUE) && standing.doneBy() == null);
            assertThat(standing.state() == State.DONE).isEqualTo(standing.doneBy() != null);
            assertThat(today.plusDays(standing.daysLeft())).isEqualTo(DUE);
            // What is done on a day is done on every other day with the same knowledge.
            assertThat(Standing.of(targets, entries, completed, DUE, today.plusDays(700))
                            .doneBy())
                    .isEqualTo(standing.doneBy());
        }
    }

    private static Reached reached(String target, @Nullable String recorded, @Nullable String declared) {
        return new Reached(
                new Target(
                        UUID.randomUUID(),
                        "",
                        "",
                        Relation.AT_LEAST,
                        new BigDecimal(target),
                        null,
                        null,
                        Change.NONE,
                        false,
                        null),
                recorded == null ? null : new BigDecimal(recorded),
                declared == null ? null : new BigDecimal(declared));
    }
}
