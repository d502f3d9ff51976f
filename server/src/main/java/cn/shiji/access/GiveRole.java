package cn.shiji.access;

import cn.shiji.kernel.Role;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Give an account a role in a unit of a tree. Where the account holds it already, its last day is set anew.
 *
 * @param until the last day, null for no last day
 */
public record GiveRole(
        UUID account,
        Role role,
        String tree,
        long unit,
        @Nullable LocalDate until) {}
