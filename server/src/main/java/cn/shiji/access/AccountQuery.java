package cn.shiji.access;

import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts are asked for; null asks for all.
 *
 * @param words a part of the name or of the name signed in with
 * @param unit those that belong to this unit or one below
 * @param role those that hold it today
 * @param state {@code open}, {@code fresh} (nobody has entered yet), {@code idle} (open without any role), {@code closed}
 * @param sort {@code name}, {@code username}, {@code unit}, {@code opened}, with {@code -} before it for the other way
 */
public record AccountQuery(
        @Nullable String words,
        @Nullable UnitId unit,
        @Nullable Duty duty,
        @Nullable Role role,
        @Nullable String state,
        @Nullable String sort) {}
