package cn.shiji.document.figure;

import cn.shiji.document.FigureRole;

/**
 * What a quantity is for: a result, a target, or a {@link Reference} to something else.
 *
 * <p>Source: docs/figures.md, {@code role}. What is no reference follows the tense of its division, unless the sentence itself
 * speaks of another time: 力争 in a part about the past, 去年 in one about the future.
 */
final class Roles {

    private static final int NEAR = 40;

    private Roles() {}

    static FigureRole of(Statement statement) {
        for (Reference reason : Reference.values()) {
            if (reason.holdsIn(statement)) {
                return FigureRole.REFERENCE;
            }
        }
        boolean target = switch (statement.tense()) {
            case PAST -> says(statement, Sense.AIMED_STRONGLY);
            case FUTURE -> !saysDone(statement);
            case PRESENT -> says(statement, Sense.AIMED);
        };
        return target ? FigureRole.TARGET : FigureRole.RESULT;
    }

    private static boolean says(Statement statement, Sense sense) {
        int at = statement.quantity().from();
        return statement.sentence().last(sense, at - NEAR, at) != null;
    }

    /** 去年 and no 今年 after it; 已 in the same clause. 比去年 tells nothing of the past. */
    private static boolean saysDone(Statement statement) {
        Sentence sentence = statement.sentence();
        int at = statement.quantity().from();
        if (sentence.last(Sense.DONE_HERE, sentence.clauseBefore(at), at) != null) {
            return true;
        }
        Word done = sentence.last(Sense.DONE, at - NEAR, at);
        return done != null
                && !done.is(Sense.NOT_DONE)
                && !sentence.wordBefore(done.from(), Sense.THAN)
                && sentence.last(Sense.NOW, done.to(), at) == null;
    }
}
