package cn.shiji.app.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * One patrol of a border village together with a village beyond the border.
 *
 * @param village key of the village that keeps the record
 * @param neighbour key of the village that went along
 * @param distanceKm how far they went, in kilometres
 * @param problems how many they found
 * @param handedOver how many of those they handed to whoever must act
 */
record DemoPatrol(
        String village,
        String neighbour,
        LocalDate day,
        String place,
        BigDecimal distanceKm,
        int problems,
        int handedOver) {

    /** Every patrol made before the day given, oldest first: two to four a month and village, more in the dry months. */
    static List<DemoPatrol> before(LocalDate today) {
        Map<String, List<List<String>>> rounds = new LinkedHashMap<>();
        DemoTable.rows("patrols.csv", ",", 4)
                .forEach(row -> rounds.computeIfAbsent(row.getFirst(), village -> new ArrayList<>())
                        .add(row));
        List<DemoPatrol> made = new ArrayList<>();
        YearMonth last = YearMonth.from(today);
        for (YearMonth month = YearMonth.from(DemoEvening.BEGIN); !month.isAfter(last); month = month.plusMonths(1)) {
            for (Map.Entry<String, List<List<String>>> village : rounds.entrySet()) {
                for (int day : days(village.getKey(), month)) {
                    DemoPatrol patrol = on(village.getKey(), village.getValue(), month.atDay(day));
                    if (patrol.day().isBefore(today)) {
                        made.add(patrol);
                    }
                }
            }
        }
        made.sort(Comparator.comparing(DemoPatrol::day));
        return made;
    }

    private static Set<Integer> days(String village, YearMonth month) {
        SplittableRandom chance = Chance.of("patrol days", village, month);
        boolean dry = month.getMonthValue() <= 4 || month.getMonthValue() >= 11;
        int wanted = (dry ? 3 : 2) + chance.nextInt(2);
        Set<Integer> days = new TreeSet<>();
        while (days.size() < wanted) {
            days.add(1 + chance.nextInt(month.lengthOfMonth()));
        }
        return days;
    }

    private static DemoPatrol on(String village, List<List<String>> rounds, LocalDate day) {
        SplittableRandom chance = Chance.of("patrol", village, day);
        List<String> round = rounds.get(chance.nextInt(rounds.size()));
        int usualMetres = Integer.parseInt(round.get(3));
        long hectometres = Math.round(usualMetres * (0.88 + 0.24 * chance.nextDouble()) / 100);
        int luck = chance.nextInt(100);
        int problems = luck < 62 ? 0 : luck < 87 ? 1 : luck < 97 ? 2 : 3;
        int handedOver = problems == 0 ? 0 : chance.nextInt(problems + 1);
        return new DemoPatrol(
                village, round.get(1), day, round.get(2), BigDecimal.valueOf(hectometres, 1), problems, handedOver);
    }
}
