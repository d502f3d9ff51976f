package cn.shiji.app.demo;

import cn.shiji.directory.Appointments;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who holds which post in the demo town; some are vacant, one is held by two, some people hold several. */
final class DemoPosts {

    private static final LocalDate SINCE = LocalDate.of(2026, 1, 5);
    private static final LocalDate HANDED_OVER = LocalDate.of(2026, 11, 2);

    /** Titles that mean one kind of post wherever they stand. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("党委书记", "party_secretary"),
            Map.entry("镇长", "head"),
            Map.entry("人大主席", "congress_chair"),
            Map.entry("党委副书记", "deputy_secretary"),
            Map.entry("纪委书记", "discipline"),
            Map.entry("组织委员", "committee_member"),
            Map.entry("副镇长", "deputy_head"),
            Map.entry("站长", "station_head"),
            Map.entry("所长", "station_head"),
            Map.entry("副主任", "station_deputy"),
            Map.entry("村党支部书记", "village_secretary"),
            Map.entry("社区党支部书记", "village_secretary"),
            Map.entry("村委会副主任", "village_deputy"),
            Map.entry("居委会副主任", "village_deputy"),
            Map.entry("村文书", "village_clerk"),
            Map.entry("社区文书", "village_clerk"),
            Map.entry("网格员", "grid_worker"),
            Map.entry("妇联主席", "women_chair"),
            Map.entry("护林员", "forest_ranger"),
            Map.entry("村民小组长", "group_head"),
            Map.entry("居民小组长", "group_head"),
            Map.entry("保洁员", "cleaner"));

    /** Villages whose secretary is not the head of the committee too, so that that post is vacant. */
    private static final Set<String> WITHOUT_HEAD = Set.of("龙潭村", "云峰村");

    private DemoPosts() {}

    /** Sets up the posts of the town and gives them. */
    static void given(Appointments appointments, DemoTown town) {
        Map<UnitId, Unit> units = town.units().values().stream()
                .filter(unit -> town.town().places().holds(unit.place()))
                .collect(Collectors.toMap(Unit::id, Function.identity()));
        units.values().forEach(unit -> appointments.setUpUsual(town.office(), unit.id()));
        Map<UnitId, Person> deputies = new HashMap<>();
        for (Person person : town.people()) {
            Unit unit = units.get(person.unit());
            if (unit == null) {
                continue;
            }
            String kind = kind(person, unit);
            if (kind != null) {
                appointments.appoint(town.office(), unit.id(), kind, person.id(), SINCE);
            }
            if (person.title().equals("村党支部书记") && !WITHOUT_HEAD.contains(unit.name())) {
                appointments.appoint(town.office(), unit.id(), "village_head", person.id(), SINCE);
                appointments.appoint(town.office(), unit.id(), "forest_chief", person.id(), SINCE);
            }
            if ("village_deputy".equals(kind)) {
                deputies.putIfAbsent(unit.id(), person);
            }
        }
        // One hands over to another, so for a time two hold what one is meant to hold.
        Person newcomer = deputies.get(town.unit("chaling").id());
        if (newcomer != null) {
            appointments.appoint(town.office(), town.unit("chaling").id(), "women_chair", newcomer.id(), HANDED_OVER);
        }
    }

    private static @Nullable String kind(Person person, Unit unit) {
        if (unit.kind() == UnitKind.DEPARTMENT && person.title().equals("主任")) {
            return unit.name().equals("党政办") ? "office_head" : "station_head";
        }
        return KINDS.get(person.title());
    }
}
