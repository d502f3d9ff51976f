package cn.shiji.plan;

import cn.shiji.kernel.AccountId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry in the history of a draft.
 *
 * @param number counts from 1 within the version
 * @param turns the edit that is taken back or done again; null for an edit itself
 * @param step what was done; of an undo and a redo, that of the edit they turn
 * @param changes what this very turn changed; of an undo those of the edit, turned round
 */
record Turn(
        int number,
        Kind kind,
        @Nullable Integer turns,
        Step step,
        AccountId account,
        String by,
        Instant at,
        Changes changes) {

    /** What sort of entry it is. */
    enum Kind {
        /** Somebody changed something. */
        EDIT,
        /** An edit was taken back. */
        UNDO,
        /** An edit taken back was done again. */
        REDO,
        /** The draft was made anew from another document; nothing before it can be taken back. */
        BASE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
