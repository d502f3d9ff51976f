package cn.shiji.directory;

import cn.shiji.kernel.UnitId;
import org.jspecify.annotations.Nullable;

/** Found a unit under another; no parent makes it the top of the tree. */
public record NewUnit(
        String name,
        UnitKind kind,
        @Nullable UnitId parent,
        @Nullable String code) {}
