package cn.shiji.directory;

import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * A unit of the tree.
 *
 * @param id stays for good
 * @param name as written in documents, e.g. 石桥村
 * @param parent the unit above, null at the top
 * @param places its own place and those of all below it
 * @param code its division code, null where it has none
 */
public record Unit(
        UnitId id,
        String name,
        UnitKind kind,
        @Nullable UnitId parent,
        Scope places,
        @Nullable String code) {

    /** Where it stands itself. */
    public long place() {
        return places.from();
    }

    /** Its short form for answers. */
    public UnitRef ref() {
        return new UnitRef(id.value(), name, kind);
    }
}
