package cn.shiji.plan;

import cn.shiji.kernel.Period;
import cn.shiji.mechanism.Cadence;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a mechanism that takes place again and again. Pure.
 *
 * @param turn the days of this turn
 * @param due the day it should have taken place by
 */
record Rhythm(Period turn, LocalDate due) {

    /** The turn that holds the day; empty for a rhythm we do not know. */
    static Optional<Rhythm> of(Cadence cadence, LocalDate today) {
        Period turn = turn(cadence.every(), today);
        if (turn == null) {
            return Optional.empty();
        }
        LocalDate due = Optional.ofNullable(cadence.day())
                .filter(day -> cadence.every().equals("week"))
                .flatMap(Rhythm::weekday)
                .map(day -> turn.from().plusDays(day.getValue() - 1L))
                .orElse(turn.to());
        return Optional.of(new Rhythm(turn, due));
    }

    private static @Nullable Period turn(String every, LocalDate today) {
        return switch (every) {
            case "day" -> new Period(today, today);
            case "week" -> from(today.with(DayOfWeek.MONDAY), today.with(DayOfWeek.SUNDAY));
            case "month" -> from(today.withDayOfMonth(1), today.withDayOfMonth(today.lengthOfMonth()));
            case "quarter" -> {
                LocalDate first = today.with(IsoFields.DAY_OF_QUARTER, 1);
                yield from(first, first.plusMonths(3).minusDays(1));
            }
            case "year" -> Period.year(today.getYear());
            default -> null;
        };
    }

    private static Period from(LocalDate first, LocalDate last) {
        return new Period(first, last);
    }

    private static Optional<DayOfWeek> weekday(String word) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().startsWith(word))
                .findFirst();
    }
}
