package cn.shiji.directory;

import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One of many units that are founded together.
 *
 * @param key how the other entries call it: its code, or the number of its row
 * @param parentKey the entry it stands under; null where it stands under a unit there is already, or is a root
 * @param parent the unit it stands under when that is there already; null otherwise
 * @param code as in {@link NewUnit}
 * @param since as in {@link NewUnit}
 */
public record UnitEntry(
        String key,
        @Nullable String parentKey,
        @Nullable UnitId parent,
        String name,
        UnitKind kind,
        @Nullable String code,
        @Nullable LocalDate since) {}
