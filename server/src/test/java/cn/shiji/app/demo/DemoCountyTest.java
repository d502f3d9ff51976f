package cn.shiji.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.RowsOfTests;
import cn.shiji.Shiji;
import cn.shiji.access.Access;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.indicator.Indicators;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.UnitId;
import cn.shiji.plan.Plans;
import cn.shiji.plan.PublishedPlan;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The demo county as the server loads it at a first start. */
@ExtendWith(RowsOfTests.class)
@SpringBootTest(
        classes = Shiji.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "shiji.demo=true")
class DemoCountyTest {

    private static final String PATROLS = "joint-forest-patrol.patrols";

    @Autowired
    private Access access;

    @Autowired
    private Directory directory;

    @Autowired
    private Plans plans;

    @Autowired
    private Indicators indicators;

    @Autowired
    private Clock clock;

    @Test
    void theTownHasItsDepartmentsVillagesAndCadres() {
        Caller office = access.callerNamed("office");

        assertThat(directory.people(office, office.unit()).stream().filter(person -> person.cadre()))
                .hasSize(108);
        assertThat(directory.within(office.reach())).hasSize(1 + 11 + 14);
    }

    @Test
    void thePlanIsPublishedWithEveryCommitmentLed() {
        Caller office = access.callerNamed("office");
        PublishedPlan plan =
                plans.published(office, office.unit(), DemoPlan.YEAR).orElseThrow();

        assertThat(plan.commitments()).hasSize(43);
        assertThat(plan.commitments()).allMatch(commitment -> commitment.line() != null);
    }

    @Test
    void theTargetsOfBothPacksAreCountedByThem() {
        Caller office = access.callerNamed("office");
        PublishedPlan plan =
                plans.published(office, office.unit(), DemoPlan.YEAR).orElseThrow();

        assertThat(plan.commitments().stream().flatMap(commitment -> commitment.indicators().stream()))
                .containsExactlyInAnyOrder(
                        "night-school.sessions", "night-school.attendances", PATROLS, "joint-forest-patrol.distance");
    }

    @Test
    void whatTheOfficesDeclaredStandsOnItsDay() {
        Caller office = access.callerNamed("office");
        PublishedPlan plan =
                plans.published(office, office.unit(), DemoPlan.YEAR).orElseThrow();

        LocalDate today = LocalDate.now(clock);
        assertThat(plan.commitments().stream().flatMap(commitment -> commitment.entries().stream()))
                .hasSize((int) DemoTable.rows("declared.csv", "|", 6).stream()
                        .filter(row -> LocalDate.parse(row.get(1)).isBefore(today))
                        .count());
    }

    @Test
    void thereWereAsManySessionsAsThursdaysHeld() {
        Caller office = access.callerNamed("office");
        LocalDate today = LocalDate.now(clock);

        for (int year : new int[] {2025, 2026}) {
            assertThat(figure(office, "night-school.sessions", office.unit(), year))
                    .as("sessions of " + year)
                    .isEqualByComparingTo(BigDecimal.valueOf(DemoEvening.before(today).stream()
                            .filter(evening -> evening.day().getYear() == year)
                            .count()));
        }
        assertThat(figure(office, "night-school.attendances", office.unit(), 2025))
                .isBetween(new BigDecimal(3000), new BigDecimal(4500));
        assertThat(figure(office, "night-school.people", office.unit(), 2025)).isEqualByComparingTo("108");
    }

    @Test
    void aPatrolAcrossTheBorderCountsForBothVillagesAndOnceForTheCounty() {
        Caller office = access.callerNamed("office");
        Unit county = directory.countyOf(office.unit());
        Caller countySeen = office.seeing(county.id(), county.places());
        long made = DemoPatrol.before(LocalDate.now(clock)).stream()
                .filter(patrol -> patrol.day().getYear() == 2025)
                .count();
        Unit beyond = directory.named("白石镇", county.places()).orElseThrow();

        assertThat(figure(office, PATROLS, office.unit(), 2025)).isEqualByComparingTo(BigDecimal.valueOf(made));
        assertThat(figure(countySeen, PATROLS, county.id(), 2025)).isEqualByComparingTo(BigDecimal.valueOf(made));
        assertThat(figure(countySeen, PATROLS, beyond.id(), 2025)).isPositive();
    }

    private BigDecimal figure(Caller caller, String indicator, UnitId unit, int year) {
        return indicators.read(caller, indicator, unit, Period.year(year), null).value();
    }
}
