package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * Which grants that hold today are asked for; null asks for all.
 *
 * @param unit those that reach this unit: held in it or in one above it
 * @param below with a unit: instead those held in it or in one below it
 * @param right those whose role gives it
 * @param words a part of the name of who holds it
 */
public record HoldingQuery(
        @Nullable AccountId account,
        @Nullable UnitId unit,
        boolean below,
        @Nullable Role role,
        @Nullable Right right,
        @Nullable String words) {}
