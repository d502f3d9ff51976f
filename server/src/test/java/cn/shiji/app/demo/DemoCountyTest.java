package cn.shiji.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Shiji;
import cn.shiji.access.Access;
import cn.shiji.directory.Directory;
import cn.shiji.kernel.Caller;
import cn.shiji.plan.Plans;
import cn.shiji.plan.PublishedPlan;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The demo county as the server loads it at a first start. */
@SpringBootTest(
        classes = Shiji.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "shiji.demo=true")
class DemoCountyTest {

    @Autowired
    private Access access;

    @Autowired
    private Directory directory;

    @Autowired
    private Plans plans;

    @Autowired
    private Clock clock;

    @Test
    void theTownHasItsDepartmentsVillagesAndCadres() {
        Caller office = access.callerNamed("office");

        assertThat(directory.people(office, office.unit()).stream().filter(person -> person.cadre()))
                .hasSize(108);
        assertThat(directory.within(office.scope())).hasSize(1 + 11 + 14);
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
}
