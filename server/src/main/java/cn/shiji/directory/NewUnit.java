package cn.shiji.directory;

import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Found a unit under another.
 *
 * @param parent null makes it a root of the administrative tree; several counties may stand side by side
 * @param code its division code; null where it has none, a unit of a kind without division codes is then given one of our own
 * @param since the first day it stood; null where nobody knows, it is then taken to have stood always
 */
public record NewUnit(
        String name,
        UnitKind kind,
        @Nullable UnitId parent,
        @Nullable String code,
        @Nullable LocalDate since) {

    /** A unit that is taken to have stood always. */
    public NewUnit(String name, UnitKind kind, @Nullable UnitId parent, @Nullable String code) {
        this(name, kind, parent, code, null);
    }
}
