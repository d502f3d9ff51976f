package cn.shiji.plan;

import cn.shiji.plan.Target.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a commitment stands on a day. Pure.
 *
 * @param doneBy what the word "done" rests on; null while it is not done
 * @param daysLeft days until the due day; negative when it has passed
 */
record Standing(State state, @Nullable Ground doneBy, long daysLeft) {

    /** The four words a plan page knows. */
    enum State {
        /** 已完成 */
        DONE("done"),
        /** 在办 */
        UNDER_WAY("under-way"),
        /** 未启动 */
        NOTHING("nothing"),
        /** 逾期 */
        LATE("late");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** On what "done" rests. */
    enum Ground {
        /** Every target is reached by what is on record. */
        RECORDED("recorded"),
        /** At least one target, or the whole, is only declared. */
        DECLARED("declared");

        private final String word;

        Ground(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** What is known of one target: an amount on record, an amount declared, either may be missing. */
    record Reached(
            Target target,
            @Nullable BigDecimal recorded,
            @Nullable BigDecimal declared) {

        Outcome byRecord(boolean over) {
            return target.outcome(recorded, over);
        }

        Outcome byDeclaration(boolean over) {
            return target.outcome(declared, over);
        }

        /** The outcome to show: that of the record, or that of the declaration where nothing recorded counts. */
        Outcome outcome(boolean over) {
            return recorded != null ? byRecord(over) : byDeclaration(over);
        }

        /** Whether more is declared than is on record, which somebody should look into. */
        boolean declaredMore() {
            return recorded != null && declared != null && declared.compareTo(recorded) > 0;
        }

        private boolean begun() {
            return recorded != null && recorded.signum() > 0 || declared != null && declared.signum() > 0;
        }
    }

    /**
     * How it stands.
     *
     * <p>It is done when every target with a number is reached, each by the record or by a declaration; where no target has
     * a number, only somebody's word that it is done makes it so. A due day itself still counts.
     *
     * @param entries how many declarations there are
     * @param completed whether a declaration says that it is done
     */
    static Standing of(List<Reached> targets, int entries, boolean completed, LocalDate due, LocalDate today) {
        long daysLeft = ChronoUnit.DAYS.between(today, due);
        boolean over = daysLeft < 0;
        Ground doneBy = doneBy(targets, completed, over);
        if (doneBy != null) {
            return new Standing(State.DONE, doneBy, daysLeft);
        }
        if (over) {
            return new Standing(State.LATE, null, daysLeft);
        }
        boolean begun = entries > 0 || targets.stream().anyMatch(Reached::begun);
        return new Standing(begun ? State.UNDER_WAY : State.NOTHING, null, daysLeft);
    }

    private static @Nullable Ground doneBy(List<Reached> targets, boolean completed, boolean over) {
        List<Reached> numbered = targets.stream()
                .filter(target -> target.byRecord(over) != Outcome.WITHOUT_NUMBER)
                .toList();
        if (numbered.isEmpty()) {
            return completed ? Ground.DECLARED : null;
        }
        if (numbered.stream().allMatch(target -> target.byRecord(over).satisfied())) {
            return Ground.RECORDED;
        }
        boolean satisfied = numbered.stream()
                .allMatch(target -> target.byRecord(over).satisfied()
                        || target.byDeclaration(over).satisfied());
        return satisfied ? Ground.DECLARED : null;
    }
}
