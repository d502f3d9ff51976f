package cn.shiji.directory;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Units and people over HTTP, for pickers and lists. */
@RestController
class DirectoryApi {

    private static final int MOST_A_PAGE = 1_000;

    private final Directory directory;
    private final Units units;
    private final Access access;

    DirectoryApi(Directory directory, Units units, Access access) {
        this.directory = directory;
        this.units = units;
        this.access = access;
    }

    record UnitView(
            long id,
            String name,
            UnitKind kind,
            @Nullable Long parent,
            @Nullable String parentName) {}

    record PersonView(UUID id, String name, String title, UnitRef unit, boolean cadre) {}

    /** The units the caller may see, in the order of the tree, a page at a time; the total tells what is not on it. */
    @Needs(value = Right.DIRECTORY_READ, at = At.COLLECTION)
    @GetMapping("/api/units")
    Page<UnitView> units(
            @RequestParam(required = false) @Nullable Long under,
            @RequestParam(required = false) @Nullable UnitKind kind,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "200") int size) {
        Caller caller = access.caller();
        Reach places = under == null
                ? caller.reach()
                : Reach.of(directory.unit(caller, new UnitId(under)).places());
        Page<Unit> found = units.within(places, kind, q, Math.max(page, 1), Math.clamp(size, 1, MOST_A_PAGE));
        return new Page<>(views(found.items().stream()), found.page(), found.size(), found.total());
    }

    /** The units of the caller's town, by name only, so that a plan can say who leads. */
    @Needs(value = Right.DIRECTORY_READ, at = At.NOWHERE)
    @GetMapping("/api/units/assignable")
    List<UnitView> assignable() {
        Caller caller = access.caller();
        return views(directory.within(directory.townOf(caller.unit()).places()).stream());
    }

    /** The other villages of the county, by name only, for work done together across a border. */
    @Needs(value = Right.DIRECTORY_READ, at = At.WITHIN)
    @GetMapping("/api/units/neighbours")
    List<UnitView> neighbours(@RequestParam long unit) {
        Caller caller = access.caller();
        Unit own = directory.unit(caller, new UnitId(unit));
        return views(directory.within(directory.countyOf(own.id()).places()).stream()
                .filter(other -> other.kind() == UnitKind.VILLAGE && !other.id().equals(own.id())));
    }

    /** The people of a unit and below, within the caller's scope. */
    @Needs(value = Right.DIRECTORY_READ, at = At.WITHIN)
    @GetMapping("/api/people")
    List<PersonView> people(@RequestParam long unit) {
        Caller caller = access.caller();
        List<Person> people = directory.people(caller, new UnitId(unit));
        Map<UnitId, Unit> units =
                directory.units(people.stream().map(Person::unit).toList());
        return people.stream()
                .map(person -> new PersonView(
                        person.id(),
                        person.name(),
                        person.title(),
                        Objects.requireNonNull(units.get(person.unit())).ref(),
                        person.cadre()))
                .toList();
    }

    private List<UnitView> views(Stream<Unit> units) {
        List<Unit> shown = units.toList();
        Map<UnitId, Unit> parents = directory.units(
                shown.stream().map(Unit::parent).filter(Objects::nonNull).collect(Collectors.toSet()));
        return shown.stream()
                .map(unit -> {
                    Unit parent = unit.parent() == null ? null : parents.get(unit.parent());
                    return new UnitView(
                            unit.id().value(),
                            unit.name(),
                            unit.kind(),
                            parent == null ? null : parent.id().value(),
                            parent == null ? null : parent.name());
                })
                .toList();
    }
}
