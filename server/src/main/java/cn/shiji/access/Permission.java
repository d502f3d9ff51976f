package cn.shiji.access;

import cn.shiji.kernel.Role;
import java.util.EnumSet;
import java.util.Set;

/** One thing that not everybody may do, and the roles that may. */
public enum Permission {
    /** Import, correct and delete a draft plan. */
    PLAN_EDIT(Role.OFFICE),
    /** Make a plan binding. */
    PLAN_PUBLISH(Role.OFFICE),
    /** Tell how a commitment goes (完成情况). */
    PROGRESS_WRITE(Role.OFFICE, Role.CLERK),
    /** Confirm what somebody declared. */
    PROGRESS_CONFIRM(Role.OFFICE, Role.LEADER),
    /** Put work on record, correct and withdraw it. */
    RECORD_WRITE(Role.OFFICE, Role.CLERK),
    /** Build, edit and freeze a report. */
    REPORT_BUILD(Role.OFFICE, Role.CLERK),
    /** Keep an attachment. */
    FILE_KEEP(Role.OFFICE, Role.CLERK);

    private final Set<Role> roles;

    Permission(Role first, Role... others) {
        this.roles = EnumSet.of(first, others);
    }

    boolean givenTo(Role role) {
        return roles.contains(role);
    }
}
