package cn.shiji.directory;

import cn.shiji.kernel.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * A unit as it was on some day.
 *
 * @param open whether it stood then; a merged unit stands closed under its successor
 * @param parent the unit above it in the tree asked for; null for a root, or where it did not stand in the tree
 */
public record UnitThen(
        UnitId id,
        String name,
        UnitKind kind,
        @Nullable String code,
        boolean open,
        @Nullable UnitId parent) {}
