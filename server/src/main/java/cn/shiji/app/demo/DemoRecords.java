package cn.shiji.app.demo;

import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.record.RecordCorrection;
import cn.shiji.record.RecordEntry;
import cn.shiji.record.RecordWithdrawal;
import cn.shiji.record.Records;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The demo's work, as the records somebody would have entered. */
final class DemoRecords {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalTime EVENING_ENTERED = LocalTime.of(21, 40);
    private static final LocalTime PATROL_ENTERED = LocalTime.of(17, 20);

    /** Villages that follow the evening at a place of their own, and every which evening they do. */
    private static final Map<String, Integer> BRANCHES = Map.of("shiqiao", 1, "chaling", 2);

    /** Key of the department whose head opens the evenings. */
    private static final String HOST = "dangjian";

    /** One patrol in so many was first entered wrongly, and one in so many twice. */
    private static final int ONE_SLIP_IN = 60;

    private static final int ONE_DOUBLED_IN = 170;

    private final DemoTown town;
    private final Map<String, Form> forms;
    private final Map<String, List<String>> phrases;

    private DemoRecords(DemoTown town) {
        this.town = town;
        this.forms = DemoTable.rows("packs.csv", ",", 3).stream()
                .collect(Collectors.toMap(List::getFirst, row -> new Form(row.get(1), row.get(2))));
        this.phrases = DemoTable.rows("phrases.csv", ",", 2).stream()
                .collect(Collectors.groupingBy(
                        List::getFirst, Collectors.mapping(row -> row.get(1), Collectors.toList())));
    }

    /** A form of a pack; only the demo's tables know which. */
    private record Form(String pack, String kind) {}

    /**
     * One record, and what befell it.
     *
     * @param at when somebody entered it
     * @param slip what was entered at first and then corrected, null where it was right at once
     * @param twice under which id it was entered once more and withdrawn, null where it was not
     */
    record Entered(
            UUID id,
            RecordEntry entry,
            Instant at,
            @Nullable RecordEntry slip,
            @Nullable UUID twice) {}

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
        entered.sort(Comparator.comparing(Entered::at).thenComparing(Entered::id));
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
        values.put("place", phrase("evening place", chance));
        values.put("roll", roll(evening.day(), expected));
        return entered("evening", town.town(), evening.day(), EVENING_ENTERED, values);
    }

    private Entered branch(DemoEvening evening, Unit village, List<Person> expected) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", evening.number());
        values.put("topic", evening.topic());
        values.put("place", village.name() + phrase("branch place", Chance.of(village.name())));
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
        SplittableRandom chance = Chance.of("patrol record", patrol.village(), patrol.day());
        Unit village = town.unit(patrol.village());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("neighbours", List.of(town.unit(patrol.neighbour()).id().value()));
        values.put("place", patrol.place());
        values.put("distance", patrol.distanceKm());
        values.put("problems", patrol.problems());
        values.put("handed_over", patrol.handedOver());
        if (patrol.problems() > 0) {
            values.put("what_was_found", phrase("finding", chance));
        }
        Entered right = entered("patrol", village, patrol.day(), PATROL_ENTERED, values);
        RecordEntry slip = null;
        if (chance.nextInt(ONE_SLIP_IN) == 0) {
            Map<String, Object> wrong = new LinkedHashMap<>(values);
            wrong.put("distance", patrol.distanceKm().multiply(BigDecimal.TWO));
            slip = entry("patrol", village, patrol.day(), wrong);
        }
        UUID twice =
                chance.nextInt(ONE_DOUBLED_IN) == 0 ? Chance.id(right.at(), "twice", village.name(), right.id()) : null;
        return new Entered(right.id(), right.entry(), right.at(), slip, twice);
    }

    private Entered entered(String sort, Unit unit, LocalDate day, LocalTime time, Map<String, Object> values) {
        Instant at = day.atTime(time).atZone(ZONE).toInstant();
        return new Entered(Chance.id(at, sort, unit.name(), day), entry(sort, unit, day, values), at, null, null);
    }

    private RecordEntry entry(String sort, Unit unit, LocalDate day, Map<String, Object> values) {
        Form form = Objects.requireNonNull(forms.get(sort));
        return new RecordEntry(form.pack(), form.kind(), unit.id().value(), day, values);
    }

    private String phrase(String sort, SplittableRandom chance) {
        List<String> choice = Objects.requireNonNull(phrases.get(sort));
        return choice.get(chance.nextInt(choice.size()));
    }

    /** Enters everything done before the day given through the door of {@code record}, as the office. */
    static void enter(LocalDate today, DemoTown town, Records door, IntConsumer percent) {
        DemoRecords records = new DemoRecords(town);
        List<Entered> work = before(today, town);
        for (int at = 0; at < work.size(); at++) {
            records.enter(work.get(at), door);
            percent.accept(100 * (at + 1) / work.size());
        }
    }

    private void enter(Entered work, Records door) {
        RecordEntry slip = work.slip();
        door.enter(town.office(), work.id(), slip == null ? work.entry() : slip);
        if (slip != null) {
            String reason = phrase("slip", Chance.of("slip"));
            door.correct(
                    town.office(),
                    work.id(),
                    new RecordCorrection(1, null, work.entry().values(), reason));
        }
        if (work.twice() != null) {
            door.enter(town.office(), work.twice(), work.entry());
            String reason = phrase("doubled", Chance.of("doubled"));
            door.withdraw(town.office(), work.twice(), new RecordWithdrawal(1, reason));
        }
    }
}
