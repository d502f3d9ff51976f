package cn.shiji.directory;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;

/** Takes a whole list in without a person looking at it, for programs: read, checked, and written in the caller's name. */
public interface ListTaking {

    /**
     * Takes what is right of the list; its columns are what their heads say.
     *
     * @param kind {@code units} or {@code people}
     * @param content an .xlsx or text list
     * @return how many units or people were created
     * @throws Problem where it cannot be read, or its columns are not known
     */
    long take(Caller caller, UnitId unit, String kind, String fileName, byte[] content);
}
