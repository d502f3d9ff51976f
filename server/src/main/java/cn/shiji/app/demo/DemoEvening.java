package cn.shiji.app.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One evening of the town's night school.
 *
 * @param number counts the evenings of its year from 1
 * @param speakerUnit key of the unit whose head speaks
 * @param format how it was taught, in the form's own words
 */
record DemoEvening(LocalDate day, int number, String topic, String speakerUnit, String format) {

    /** The first day that the demo tells of. */
    static final LocalDate BEGIN = LocalDate.of(2025, 1, 1);

    private static final Set<MonthDay> HOLIDAYS = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(5, 1),
            MonthDay.of(5, 2),
            MonthDay.of(10, 1),
            MonthDay.of(10, 2),
            MonthDay.of(10, 3));

    /** Every evening held before the day given: each Thursday but holidays and weeks on flood duty. */
    static List<DemoEvening> before(LocalDate today) {
        Set<LocalDate> breaks = DemoTable.rows("evening-breaks.csv", ",", 2).stream()
                .map(row -> LocalDate.parse(row.getFirst()))
                .collect(Collectors.toSet());
        Map<String, List<String>> topics = new HashMap<>();
        DemoTable.rows("evening-topics.csv", ",", 5).forEach(row -> topics.put(row.get(0) + row.get(1), row));
        List<DemoEvening> held = new ArrayList<>();
        int number = 0;
        LocalDate day = BEGIN.with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY));
        for (; day.isBefore(today); day = day.plusWeeks(1)) {
            if (day.getDayOfYear() <= 7) {
                number = 0;
            }
            if (breaks.contains(day) || HOLIDAYS.contains(MonthDay.from(day))) {
                continue;
            }
            number++;
            int week = Math.min((day.getDayOfYear() - 1) / 7 + 1, 52);
            List<String> topic = Objects.requireNonNull(topics.get((day.getYear() % 2 == 1 ? "odd" : "even") + week));
            held.add(new DemoEvening(day, number, topic.get(2), topic.get(3), topic.get(4)));
        }
        return held;
    }
}
