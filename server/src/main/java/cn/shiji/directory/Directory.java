package cn.shiji.directory;

import cn.shiji.access.Access;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door of {@code directory}: units and people.
 *
 * <p>Methods that take a caller answer within the caller's scope; what lies outside is missing. Names of units are no
 * secret within a county, so methods without a caller serve other modules that label what the caller may already see.
 */
@Service
public class Directory {

    /** The run of the county; below it each level has a thousandth of the one above. */
    private static final Scope TOP = new Scope(1_000_000_000_000_000L, 1_999_999_999_999_999L);

    private static final int CHILDREN = 999;

    private final Units units;
    private final People people;
    private final Access access;

    Directory(Units units, People people, Access access) {
        this.units = units;
        this.people = people;
        this.access = access;
    }

    /**
     * The unit, which must lie within the caller's scope.
     *
     * @throws Problem {@code directory.unit-missing}
     */
    public Unit unit(Caller caller, UnitId id) {
        Unit unit = unit(id);
        if (!caller.reach().holds(unit.place())) {
            throw missing();
        }
        return unit;
    }

    /**
     * The unit, whoever asks.
     *
     * @throws Problem {@code directory.unit-missing}
     */
    public Unit unit(UnitId id) {
        return units.byId(id).orElseThrow(Directory::missing);
    }

    /** Names and kinds of many units at once; unknown ids are left out. */
    public Map<UnitId, Unit> units(Collection<UnitId> ids) {
        return units.byIds(ids);
    }

    /** All units within the run of places, in the order of the tree. */
    public List<Unit> within(Scope places) {
        return units.within(Reach.of(places));
    }

    /** All units within the reach, in the order of the tree. */
    public List<Unit> within(Reach reach) {
        return units.within(reach);
    }

    /** The units directly below, in the order of the tree. */
    public List<Unit> children(UnitId parent) {
        return units.children(parent);
    }

    /** The unit of this name within the run of places; the first in the order of the tree where several have it. */
    public Optional<Unit> named(String name, Scope places) {
        return units.named(name, places);
    }

    /** The town the unit lies in or is; the county itself for a unit that lies in no town. */
    public Unit townOf(UnitId id) {
        Unit unit = unit(id);
        while (unit.kind() != UnitKind.TOWN && unit.parent() != null) {
            unit = unit(unit.parent());
        }
        return unit;
    }

    /** The top of the tree the unit lies in. */
    public Unit countyOf(UnitId id) {
        Unit unit = unit(id);
        while (unit.parent() != null) {
            unit = unit(unit.parent());
        }
        return unit;
    }

    /** The top of the tree; empty before anything was founded. */
    public Optional<Unit> top() {
        return units.top();
    }

    /** The people of the unit and of all below it, whoever asks. */
    public List<Person> peopleOf(Unit unit) {
        return people.within(unit.places());
    }

    /** The people of the unit and of all below it, within the caller's scope. */
    public List<Person> people(Caller caller, UnitId id) {
        return people.within(unit(caller, id).places());
    }

    /** Those of the ids that are people, whoever asks; for labels and checks. */
    public Map<UUID, Person> people(Collection<UUID> ids) {
        return people.byIds(ids);
    }

    /**
     * Founds a unit and gives it the next free place under its parent.
     *
     * @throws Problem {@code directory.full} where the parent has 999 already
     */
    @Transactional
    public Unit found(NewUnit unit) {
        Scope places = unit.parent() == null ? TOP : nextUnder(unit.parent());
        Unit founded = units.add(unit, places);
        access.place(founded.id(), places);
        return founded;
    }

    /** Takes people into their units. */
    @Transactional
    public void take(Collection<NewPerson> newcomers) {
        for (NewPerson newcomer : newcomers) {
            people.add(newcomer, unit(newcomer.unit()).place());
        }
    }

    private Scope nextUnder(UnitId parentId) {
        Unit parent = units.lock(parentId).orElseThrow(Directory::missing);
        long step = (parent.places().to() - parent.places().from() + 1) / (CHILDREN + 1);
        long last = units.lastChildPlace(parentId).orElse(parent.place());
        long from = last + step;
        if (step < 1 || from + step - 1 > parent.places().to()) {
            throw Problem.conflict("directory.full", parent.name(), CHILDREN);
        }
        return new Scope(from, from + step - 1);
    }

    private static Problem missing() {
        return Problem.missing("directory.unit-missing");
    }
}
