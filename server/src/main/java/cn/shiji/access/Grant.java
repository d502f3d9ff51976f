package cn.shiji.access;

import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role somebody holds in a unit of a tree.
 *
 * @param tree {@code admin}, {@code party} …
 * @param since the first day it holds
 * @param until the last day it holds, null where it has none
 * @param byPost whether a post of the directory gives it; such a one ends with the post
 * @param giver the name of who gave it
 * @param endedAt when it was taken away before its last day, null where it was not
 * @param ender the name of who took it away
 */
public record Grant(
        UUID id,
        Role role,
        String tree,
        UnitId unit,
        LocalDate since,
        @Nullable LocalDate until,
        boolean byPost,
        String giver,
        Instant givenAt,
        @Nullable Instant endedAt,
        @Nullable String ender) {

    /** Whether it gives rights on this day. */
    public boolean holdsOn(LocalDate day) {
        return endedAt == null && !day.isBefore(since) && (until == null || !day.isAfter(until));
    }

    /** Whether it gave rights and does so no more. */
    public boolean isOver(LocalDate day) {
        return endedAt != null || until != null && day.isAfter(until);
    }
}
