package cn.shiji.access;

import cn.shiji.kernel.Caller;
import java.lang.ScopedValue.CallableOp;
import org.springframework.stereotype.Component;

/**
 * The reach of the running thread: which rows of the database it sees and may write.
 *
 * <p>A request has the reach of its caller. Work on another thread says in whose name it goes, and what must look beyond
 * the caller says why; a thread for which nothing was said sees no rows of units at all. The data source writes the reach
 * into every transaction, and the policies of the tables hold it there, whatever a query forgets.
 */
@Component
public class Rows {

    private static final String NOTHING = "";
    private static final String EVERYTHING = "{(,)}";

    private static final ScopedValue<String> REACH = ScopedValue.newInstance();

    Rows() {}

    /** Does the work with the reach of the caller. */
    public <T, X extends Throwable> T as(Caller caller, CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(REACH, caller.reach().multirange()).call(work);
    }

    /** Does the work with the reach of the caller. */
    public void as(Caller caller, Runnable work) {
        ScopedValue.where(REACH, caller.reach().multirange()).run(work);
    }

    /**
     * Does the work on all rows. What comes of it must be no more than the caller may know.
     *
     * @param why what makes it look beyond, in one phrase; a test lists them all
     */
    public <T, X extends Throwable> T everywhere(String why, CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(REACH, EVERYTHING).call(work);
    }

    /** As {@link #everywhere(String, CallableOp)}, of work that answers nothing. */
    public void everywhere(String why, Runnable work) {
        ScopedValue.where(REACH, EVERYTHING).run(work);
    }

    /** The reach of this thread as PostgreSQL writes runs of places; empty where it reaches nothing. */
    public String now() {
        return REACH.orElse(NOTHING);
    }
}
