package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestTown;
import cn.shiji.indicator.TestPack;
import cn.shiji.kernel.Uuid7;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Targets that are counted by what is on record. */
@ServerTest
class RecordedTest {

    private static final String TEXT = """
            青溪镇%d年生态工作计划

            一、生态保护
            （一）管好山林。一是全年巡山3次以上，巡山里程不少于20公里。二是森林覆盖率提高2个百分点。
            """.formatted(PlanSamples.YEAR);

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    Clock clock;

    static TestTown town;
    static TestPack pack;
    static TestBrowser office;

    UUID plan;

    @BeforeEach
    void aDraft() {
        if (town == null) {
            town = TestTown.in(context);
            pack = TestPack.in(context);
            pack.walksOf(town, PlanSamples.YEAR);
            office = TestBrowser.signedIn(port, town.username("office"));
        }
        plan = plans.importDocument(
                town.officer(), town.town.id(), PlanSamples.YEAR, "计划.txt", TEXT.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void indicatorsAreSuggestedByTheWordsAndTheUnit() {
        PlanView.FigureItem length = PlanSamples.figure(plans.draft(town.officer(), plan), "20公里");

        assertThat(length.suggestions()).isNotEmpty();
        assertThat(length.suggestions().getFirst().label()).isEqualTo("巡山里程");
    }

    @Test
    void aGrowthIsNotAnsweredByATotalUntilAPersonSetsTheNumber() {
        PlanView.FigureItem growth = PlanSamples.figure(plans.draft(town.officer(), plan), "2个百分点");
        String path = "/api/plans/" + plan + "/figures/" + growth.id();
        Map<String, Object> bind = Map.of("indicator", pack.indicator("walks"));

        Answer refused = office.send("PATCH", path, bind);
        assertThat(refused.code()).isEqualTo("plan.faulty");
        assertThat(refused.json().path("faults").path(0).path("at").asString()).isEqualTo("indicator");

        Answer set = office.send("PATCH", path, Map.of("value", 66, "unit", "次", "indicator", pack.indicator("walks")));
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
        assertThat(office.send("PATCH", path, Map.of("indicator", "no-such.thing"))
                        .code())
                .isEqualTo("plan.faulty");
    }

    @Test
    void recordedAndDeclaredStandApart() {
        publishBound();
        PublishedPlan.PlanNode task = PlanSamples.commitment(plans, town.officer(), plan, "巡山");
        assertThat(task.indicators()).containsExactly(pack.indicator("walks"), pack.indicator("length"));
        Answer declared = TestBrowser.signedIn(port, town.username("shiqiao"))
                .send(
                        "PUT",
                        "/api/commitments/" + task.id() + "/entries/" + Uuid7.next(clock),
                        Map.of(
                                "day",
                                LocalDate.now(clock).toString(),
                                "sentence",
                                "巡山里程已过20公里",
                                "figures",
                                List.of(Map.of("figure", task.targets().get(1).figure(), "value", 20))));
        assertThat(declared.status()).as(declared.toString()).isEqualTo(201);

        JsonNode row = row(office);

        JsonNode times = row.path("targets").path(0);
        assertThat(times.path("recorded").path("value").asInt()).isEqualTo(3);
        assertThat(times.path("recorded").path("records").asInt()).isEqualTo(3);
        assertThat(times.path("outcome").asString()).isEqualTo("met");
        JsonNode length = row.path("targets").path(1);
        assertThat(length.path("recorded").path("value").asDouble()).isEqualTo(13.5);
        assertThat(length.path("declared").asInt()).isEqualTo(20);
        assertThat(length.path("ratio").asDouble()).isEqualTo(0.675);
        assertThat(length.path("outcome").asString()).isEqualTo("open");
        assertThat(row.path("declaredMore").asBoolean()).isTrue();
        assertThat(row.path("doneBy").asString()).isEqualTo("declared");
    }

    @Test
    void aVillageSeesItsOwnPartOfTheRecordAndIsTold() {
        publishBound();
        TestBrowser chaling = TestBrowser.signedIn(port, town.username("chaling"));

        JsonNode row = row(chaling);

        assertThat(row.path("targets").path(0).path("recorded").path("value").asInt())
                .isEqualTo(2);
        assertThat(row.path("targets")
                        .path(0)
                        .path("recorded")
                        .path("scopeNote")
                        .asString())
                .contains("茶岭村");
        JsonNode opened = chaling.get(
                        "/api/commitments/" + row.path("commitment").asString())
                .json();
        assertThat(opened.toString()).contains("茶岭东线").doesNotContain("石桥西线", "交界山脊");
    }

    @Test
    void aTargetTheTextDoesNotNameIsAddedWithoutANumber() {
        PlanView.NodeView task = PlanSamples.node(plans.draft(town.officer(), plan), "覆盖率");
        Answer added = office.send(
                "POST",
                "/api/plans/" + plan + "/commitments/" + task.id() + "/figures",
                Map.of("of", "参与人数", "unit", "人", "indicator", pack.indicator("walkers")));
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        JsonNode figure = added.json().path("nodes").path(0).path("figures").path(1);
        assertThat(figure.path("unset").asBoolean()).isTrue();
        assertThat(figure.path("indicatorLabel").asString()).isEqualTo("参与人数");

        assertThat(office.delete("/api/plans/" + plan + "/figures/"
                                + figure.path("id").asString())
                        .status())
                .isEqualTo(200);
        assertThat(office.delete("/api/plans/" + plan + "/figures/"
                                + task.figures().getFirst().id())
                        .code())
                .isEqualTo("plan.figure-of-document");
    }

    private void publishBound() {
        PlanView draft = plans.draft(town.officer(), plan);
        plans.changeFigure(
                town.officer(),
                plan,
                PlanSamples.figure(draft, "3次").id(),
                FigureChange.countedBy(pack.indicator("walks")));
        plans.changeFigure(
                town.officer(),
                plan,
                PlanSamples.figure(draft, "20公里").id(),
                FigureChange.countedBy(pack.indicator("length")));
        plans.changeFigure(
                town.officer(), plan, PlanSamples.figure(draft, "2个百分点").id(), FigureChange.value(new BigDecimal("2")));
        plans.reviewAll(town.officer(), plan);
        plans.assign(
                town.officer(),
                plan,
                draft.nodes().getFirst().id(),
                List.of(new Assignment(town.office.id(), DutyRole.LEAD)));
        plans.publish(town.officer(), plan);
    }

    private JsonNode row(TestBrowser browser) {
        return browser.get("/api/plans/" + plan + "/progress")
                .json()
                .path("rows")
                .valueStream()
                .filter(row -> row.path("text").asString().contains("巡山"))
                .findFirst()
                .orElseThrow();
    }
}
