package cn.shiji.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Open an account; the id is made by whoever asks, so asking again changes nothing.
 *
 * @param username what its owner signs in with: two to forty of a–z, 0–9, dot, hyphen, underscore
 * @param unit where the person belongs; gives no rights there
 * @param person who it is in the directory, null where that is not said
 */
public record OpenAccount(
        UUID id,
        String username,
        String name,
        long unit,
        Duty duty,
        @Nullable UUID person) {}
