package cn.shiji.access;

import static cn.shiji.kernel.Right.*;

import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Which rights a role gives. Those of the three administrators do not overlap, so none does another's work. */
final class RoleRights {

    private RoleRights() {}

    /** What all the roles together allow. */
    static Set<Right> of(Collection<Role> roles) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        roles.forEach(role -> rights.addAll(of(role)));
        return rights;
    }

    static Set<Right> of(Role role) {
        return switch (role) {
            case SYSTEM_ADMIN ->
                EnumSet.of(
                        DIRECTORY_READ, UNIT_CHANGE, PERSON_CHANGE, DIRECTORY_IMPORT, DIRECTORY_EXPORT, ACCOUNT_KEEP);
            case SECURITY_ADMIN -> EnumSet.of(DIRECTORY_READ, GRANT_GIVE, SECURITY_SET);
            case AUDITOR ->
                EnumSet.of(WORK_READ, FIGURE_READ, PLAN_READ_DRAFT, DIRECTORY_READ, AUDIT_READ, AUDIT_EXPORT);
            case PARTY_OFFICE ->
                EnumSet.of(
                        WORK_READ,
                        FIGURE_READ,
                        PLAN_EDIT,
                        PLAN_PUBLISH,
                        PLAN_READ_DRAFT,
                        PROGRESS_DECLARE,
                        PROGRESS_CONFIRM,
                        RECORD_ENTER,
                        RECORD_CORRECT,
                        RECORD_BELOW,
                        REPORT_BUILD,
                        REPORT_FREEZE,
                        COMPARISON_MAKE,
                        FILE_KEEP,
                        DIRECTORY_READ,
                        PERSON_CHANGE,
                        PERSON_REVEAL,
                        DIRECTORY_EXPORT);
            case LEADER -> EnumSet.of(WORK_READ, FIGURE_READ, PLAN_READ_DRAFT, PROGRESS_CONFIRM, DIRECTORY_READ);
            case STATION_HEAD, BRANCH_SECRETARY, VILLAGE_CLERK, FIRST_SECRETARY ->
                EnumSet.of(
                        WORK_READ,
                        FIGURE_READ,
                        PROGRESS_DECLARE,
                        RECORD_ENTER,
                        RECORD_CORRECT,
                        REPORT_BUILD,
                        REPORT_FREEZE,
                        FILE_KEEP,
                        DIRECTORY_READ);
            case GRID_WORKER, PATROLLER ->
                EnumSet.of(WORK_READ, FIGURE_READ, RECORD_ENTER, RECORD_CORRECT, FILE_KEEP, DIRECTORY_READ);
            case VILLAGE_SUPERVISOR -> EnumSet.of(WORK_READ, FIGURE_READ, DIRECTORY_READ);
            case VILLAGER, ENTERPRISE -> EnumSet.of(FIGURE_READ);
        };
    }
}
