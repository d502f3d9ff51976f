package cn.shiji.directory;

import cn.shiji.access.Access;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The roles held in a unit: they go over to a successor, or end with the unit. */
@Component
@Order(30)
class GrantsHeld implements UnitHolding {

    private static final int NAMED = 5;

    private final Access access;

    GrantsHeld(Access access) {
        this.access = access;
    }

    @Override
    public String word() {
        return "grants";
    }

    @Override
    public Held held(Caller caller, Unit unit) {
        List<String> holders = access.holdersIn(unit.id());
        return new Held(
                holders.size(),
                holders.stream().limit(NAMED).map(name -> new Item(name, null)).toList());
    }

    @Override
    public Set<Long> among(Collection<Long> units) {
        return access.heldAmong(units);
    }

    @Override
    public boolean follows() {
        return true;
    }

    @Override
    public void merged(Caller caller, UUID change, UnitId from, UnitId into, LocalDate on, boolean follow) {
        access.carryGrants(change, from, into, follow, caller.name());
    }

    @Override
    public void undone(UUID change) {
        access.putBackGrants(change);
    }
}
