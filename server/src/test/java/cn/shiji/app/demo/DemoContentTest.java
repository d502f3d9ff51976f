package cn.shiji.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What the demo tells, before anybody keeps it. */
class DemoContentTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @Test
    void everyEveningIsAThursdayAndThoseOfAYearAreCountedFromOne() {
        var evenings = DemoEvening.before(TODAY);

        assertThat(evenings).allMatch(evening -> evening.day().getDayOfWeek() == DayOfWeek.THURSDAY);
        assertThat(evenings.stream().filter(evening -> evening.day().getYear() == 2025))
                .hasSize(47);
        assertThat(evenings.getLast().number()).isEqualTo(42);
        assertThat(evenings.getLast().day()).isEqualTo(LocalDate.of(2026, 11, 19));
    }

    @Test
    void patrolsFallTheSameWayWheneverTheyAreTold() {
        var once = DemoPatrol.before(TODAY);

        assertThat(DemoPatrol.before(TODAY)).isEqualTo(once);
        assertThat(DemoPatrol.before(TODAY.plusMonths(1))).startsWith(once.toArray(DemoPatrol[]::new));
        assertThat(once.size()).isBetween(600, 900);
        assertThat(once).allMatch(patrol -> patrol.day().isBefore(TODAY));
    }
}
