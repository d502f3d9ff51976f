package cn.shiji.plan;

import cn.shiji.kernel.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who edits which draft.
 *
 * @param seen the number of the last edit this person has on the screen; what others did after it refuses an edit of the
 *     same node. Null where nobody looks on: a program
 */
record Editor(Caller caller, UUID plan, @Nullable Integer seen) {

    /** A program that acts for the caller. */
    static Editor program(Caller caller, UUID plan) {
        return new Editor(caller, plan, null);
    }
}
