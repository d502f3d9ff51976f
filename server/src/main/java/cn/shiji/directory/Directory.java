package cn.shiji.directory;

import cn.shiji.access.Rows;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    private final Units units;
    private final People people;
    private final Founding founding;
    private final UnitHistory history;
    private final UnitChanges changes;
    private final Rows rows;

    Directory(Units units, People people, Founding founding, UnitHistory history, UnitChanges changes, Rows rows) {
        this.units = units;
        this.people = people;
        this.founding = founding;
        this.history = history;
        this.changes = changes;
        this.rows = rows;
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

    /**
     * The caller with the places a unit of the caller's has now. To found many units can give those above them other
     * places, and whoever founded them within one transaction goes on with what stands there.
     */
    public Caller still(Caller caller, UnitId within) {
        Scope places = unit(within).places();
        return caller.reach().holds(places)
                ? caller
                : new Caller(
                        caller.account(),
                        caller.name(),
                        caller.tree(),
                        caller.unit(),
                        caller.roles(),
                        caller.rights(),
                        Reach.of(places));
    }

    /** Names and kinds of many units at once; unknown ids are left out. */
    public Map<UnitId, Unit> units(Collection<UnitId> ids) {
        return units.byIds(ids);
    }

    /** All units within the run of places that stand today, in the order of the tree. */
    public List<Unit> within(Scope places) {
        return units.within(Reach.of(places));
    }

    /** All units within the reach that stand today, in the order of the tree. */
    public List<Unit> within(Reach reach) {
        return units.within(reach);
    }

    /** The units directly below, closed ones too, in the order of the tree. */
    public List<Unit> children(UnitId parent) {
        return units.children(parent);
    }

    /** The open units of these division codes or codes of our own; a code nobody has is left out. */
    public Map<String, Unit> byCodes(Collection<String> codes) {
        return units.byCodes(codes);
    }

    /** The unit and those above it in the administrative tree, the root first. */
    public List<Unit> path(UnitId id) {
        return units.path(id);
    }

    /** The roots of the administrative tree that stand today; several counties may stand side by side. */
    public List<Unit> roots() {
        return units.roots();
    }

    /** The unit as it was on the day, with its parent in the tree; empty where it was not founded yet. */
    public Optional<UnitThen> unitOn(String tree, UnitId id, LocalDate on) {
        return history.then(tree, id.value(), on);
    }

    /** The units directly below in the tree as it was on the day, closed ones last; null asks for the roots. */
    public List<UnitThen> childrenOn(String tree, @Nullable UnitId parent, LocalDate on) {
        return history.childrenThen(tree, parent == null ? null : parent.value(), on);
    }

    /**
     * The units directly below one as they were on the day, in the order of the tree, with the places that were theirs: two
     * villages that have become one since are two, each with what stood below it.
     */
    public List<UnitStood> stoodBelow(UnitId parent, LocalDate on) {
        return history.changedAfter(on)
                ? history.stoodBelow(parent.value(), on)
                : children(parent).stream()
                        .map(unit -> new UnitStood(unit.ref(), List.of(unit.places())))
                        .toList();
    }

    /**
     * The places that were the unit's on the day, with all that stood below it then, as they are numbered now; without
     * overlap, several where it had what is another's now. Its places of today where it did not stand yet.
     */
    public List<Scope> stood(UnitId id, LocalDate on) {
        Unit unit = unit(id);
        boolean holdsAll = unit.parent() == null && roots().size() == 1;
        List<Scope> places = holdsAll || !history.changedAfter(on) ? List.of() : history.stood(id.value(), on);
        return places.isEmpty() ? List.of(unit.places()) : places;
    }

    /** The unit and those above it in the tree as they were on the day, the root first; empty where it did not stand. */
    public List<UnitThen> pathOn(String tree, UnitId id, LocalDate on) {
        return history.pathThen(tree, id.value(), on);
    }

    /** The unit of this name within the run of places; the first in the order of the tree where several have it. */
    public Optional<Unit> named(String name, Scope places) {
        return units.named(name, places);
    }

    /** The town or zone the unit lies in or is; the county, or else the root, for a unit that lies in none. */
    public Unit townOf(UnitId id) {
        List<Unit> path = path(id).reversed();
        return path.stream()
                .filter(unit -> unit.kind() == UnitKind.TOWN || unit.kind() == UnitKind.ZONE)
                .findFirst()
                .orElseGet(() -> county(path));
    }

    /** The county the unit lies in or is; the root where it lies in none. */
    public Unit countyOf(UnitId id) {
        return county(path(id).reversed());
    }

    private static Unit county(List<Unit> upwards) {
        if (upwards.isEmpty()) {
            throw missing();
        }
        return upwards.stream()
                .filter(unit -> unit.kind() == UnitKind.COUNTY)
                .findFirst()
                .orElseGet(upwards::getLast);
    }

    /** The first root of the tree; empty before anything was founded. */
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
        return rows.everywhere("labels of people", () -> people.byIds(ids));
    }

    /**
     * Founds a unit, behind its siblings.
     *
     * @throws Problem {@code directory.units-faulty} with everything that speaks against it
     */
    @Transactional
    public Unit found(NewUnit unit) {
        UnitEntry entry =
                new UnitEntry(unit.name(), null, unit.parent(), unit.name(), unit.kind(), unit.code(), unit.since());
        return unit(Objects.requireNonNull(founding.found(List.of(entry)).get(entry.key())));
    }

    /**
     * Founds many units at once, of all kinds, in any order, under units there are or under one another; several roots may
     * be among them. All or nothing.
     *
     * @return the id of each entry, by its key
     * @throws Problem {@code directory.units-faulty} with a fault for each entry that cannot be taken, at its key
     */
    @Transactional
    public Map<String, UnitId> found(List<UnitEntry> entries) {
        return founding.found(entries);
    }

    /**
     * Changes a unit, or several; the unit the change ends in. It may be taken back while nothing was done since.
     *
     * @throws Problem {@code directory.change-refused} with everything that speaks against it
     */
    @Transactional
    public Unit change(Caller caller, UnitChange change) {
        return unit(changes.apply(caller, change).unit());
    }

    /**
     * Takes units away as if they had never been founded, for an import that is undone.
     *
     * @throws Problem {@code directory.undo-refused} with every unit that was changed since, or on which something hangs
     */
    @Transactional
    public void remove(Collection<UnitId> ids) {
        changes.remove(ids);
    }

    /**
     * Takes a change back, as if it had never been made.
     *
     * @throws Problem {@code directory.undo-refused} with all that was done since
     */
    @Transactional
    public void undo(Caller caller, UUID change) {
        changes.undo(caller, change);
    }

    /** Takes people into their units. */
    @Transactional
    public void take(Collection<NewPerson> newcomers) {
        Map<UnitId, Long> places = new HashMap<>();
        newcomers.forEach(newcomer -> places.computeIfAbsent(newcomer.unit(), id -> unit(id).place()));
        people.take(newcomers, places);
    }

    private static Problem missing() {
        return Problem.missing("directory.unit-missing");
    }
}
