package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as those see it who keep accounts.
 *
 * @param unit where the person belongs
 * @param person who it is in the directory, null where that was not said
 * @param entered whether its owner has set a password
 * @param closedAt since when nobody signs in with it, null while one may
 * @param held what it holds today, the highest first
 */
public record KeptAccount(
        AccountId id,
        String username,
        String name,
        UnitId unit,
        Duty duty,
        @Nullable UUID person,
        boolean entered,
        boolean demo,
        Instant openedAt,
        @Nullable Instant closedAt,
        List<Held> held) {

    /** A role held today. */
    public record Held(
            Role role, String tree, UnitId unit, @Nullable LocalDate until, boolean byPost) {}
}
