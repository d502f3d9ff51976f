package cn.shiji.app.demo;

import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.record.RecordEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;

/** The demo's work, as the records somebody would have entered. */
final class DemoRecords {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalTime EVENING_ENTERED = LocalTime.of(21, 40);
    private static final LocalTime PATROL_ENTERED = LocalTime.of(17, 20);

    /** Villages that follow the evening at a place of their own, and every which evening they do. */
    private static final Map<String, Integer> BRANCHES = Map.of("shiqiao", 1, "chaling", 2);

    /** Key of the department whose head opens the evenings. */
    private static final String HOST = "dangjian";

    private static final List<String> PLACES = List.of("镇党群服务中心会议室", "镇党群服务中心会议室", "镇机关三楼会议室", "镇文化站多功能厅");

    private static final List<String> FOUND = List.of(
            "林缘烧秸秆，已劝阻并扑灭余火。",
            "防火隔离带长出杂灌，约定下周两村一起清理。",
            "发现枯死松木，已挂牌定位报林业站。",
            "界桩歪斜，两村当场扶正。",
            "有人携带火种进山，已登记劝返。",
            "路边倾倒建筑垃圾，已拍照移交处理。",
            "警示牌损坏，待补装。");

    private final DemoTown town;
    private final Map<String, Form> forms;

    private DemoRecords(DemoTown town) {
        this.town = town;
        this.forms = DemoTable.rows("packs.csv", ",", 3).stream()
                .collect(Collectors.toMap(List::getFirst, row -> new Form(row.get(1), row.get(2))));
    }

    /** A form of a pack; only the demo's tables know which. */
    private record Form(String pack, String kind) {}

    /** One record, and the moment somebody entered it. */
    record Entered(UUID id, RecordEntry entry, Instant at) {}

    /** Everything done before the day given, oldest first. */
    static List<Entered> before(LocalDate today, DemoTown town) {
        DemoRecords records = new DemoRecords(town);
        List<Entered> entered = new ArrayList<>();
        for (DemoEvening evening : DemoEvening.before(today)) {
            List<Person> elsewhere = new ArrayList<>();
            BRANCHES.forEach((village, every) -> {
                if (evening.number() % every == 0) {
                    Unit unit = town.unit(village);
                    elsewhere.addAll(town.cadres(unit));
                    entered.add(records.branch(evening, unit, town.cadres(unit)));
                }
            });
            List<Person> expected = town.cadres(town.town()).stream()
                    .filter(person -> !elsewhere.contains(person))
                    .toList();
            entered.add(records.evening(evening, expected));
        }
        DemoPatrol.before(today).forEach(patrol -> entered.add(records.patrol(patrol)));
        entered.sort(java.util.Comparator.comparing(Entered::at).thenComparing(Entered::id));
        return entered;
    }

    private Entered evening(DemoEvening evening, List<Person> expected) {
        SplittableRandom chance = Chance.of("evening", evening.day());
        Unit speaks = town.unit(evening.speakerUnit());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", evening.number());
        values.put("topic", evening.topic());
        values.put("format", evening.format());
        values.put("host", town.head(town.unit(HOST)).id().toString());
        values.put("speaker", speaks.name() + " " + town.head(speaks).name());
        values.put("place", PLACES.get(chance.nextInt(PLACES.size())));
        values.put("roll", roll(evening.day(), expected));
        return entered("evening", town.town(), evening.day(), EVENING_ENTERED, values);
    }

    private Entered branch(DemoEvening evening, Unit village, List<Person> expected) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", evening.number());
        values.put("topic", evening.topic());
        values.put("place", village.name() + "党群服务中心");
        values.put("roll", roll(evening.day(), expected));
        return entered("branch evening", village, evening.day(), EVENING_ENTERED, values);
    }

    /** Some come nearly always, some every other week; who does not come is on leave more often than not. */
    private static List<Map<String, Object>> roll(LocalDate day, List<Person> expected) {
        return expected.stream()
                .map(person -> {
                    double diligence =
                            0.55 + 0.4 * Chance.of("diligence", person.name()).nextDouble();
                    SplittableRandom chance = Chance.of("roll", day, person.name());
                    String status = chance.nextDouble() < diligence
                            ? "present"
                            : chance.nextDouble() < 0.6 ? "leave" : "absent";
                    return Map.<String, Object>of("person", person.id().toString(), "status", status);
                })
                .toList();
    }

    private Entered patrol(DemoPatrol patrol) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("neighbours", List.of(town.unit(patrol.neighbour()).id().value()));
        values.put("place", patrol.place());
        values.put("distance", patrol.distanceKm());
        values.put("problems", patrol.problems());
        values.put("handed_over", patrol.handedOver());
        if (patrol.problems() > 0) {
            int at = Chance.of("found", patrol.village(), patrol.day()).nextInt(FOUND.size());
            values.put("what_was_found", FOUND.get(at));
        }
        return entered("patrol", town.unit(patrol.village()), patrol.day(), PATROL_ENTERED, values);
    }

    private Entered entered(String sort, Unit unit, LocalDate day, LocalTime time, Map<String, Object> values) {
        Form form = Objects.requireNonNull(forms.get(sort));
        Instant at = day.atTime(time).atZone(ZONE).toInstant();
        return new Entered(
                Chance.id(at, sort, unit.name(), day),
                new RecordEntry(form.pack(), form.kind(), unit.id().value(), day, values),
                at);
    }
}
