package cn.shiji.directory;

import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A unit as it is today.
 *
 * @param id stays for good
 * @param name as written in documents, e.g. 石桥村
 * @param parent the unit above in the administrative tree, null for a root
 * @param places its own place and those of all below it
 * @param code its division code or one of our own, null where it has none
 * @param closed the first day it stood no more, null while it stands
 */
public record Unit(
        UnitId id,
        String name,
        UnitKind kind,
        @Nullable UnitId parent,
        Scope places,
        @Nullable String code,
        @Nullable LocalDate closed) {

    /** A unit that stands. */
    public Unit(UnitId id, String name, UnitKind kind, @Nullable UnitId parent, Scope places, @Nullable String code) {
        this(id, name, kind, parent, places, code, null);
    }

    /** Where it stands itself. */
    public long place() {
        return places.from();
    }

    /** Whether it stands today. */
    public boolean open() {
        return closed == null;
    }

    /** Its short form for answers. */
    public UnitRef ref() {
        return new UnitRef(id.value(), name, kind);
    }
}
