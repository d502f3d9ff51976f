package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestTown;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class DraftTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    JdbcClient database;

    /** One town for all tests here, each with a plan of its own: hashing passwords takes longer than the tests. */
    static TestTown town;

    static TestBrowser office;

    @BeforeEach
    void aTown() {
        if (town == null) {
            town = TestTown.in(context);
            office = TestBrowser.signedIn(port, town.username("office"));
        }
    }

    /** The node as an edit's answer shows it. */
    private static JsonNode node(Answer answer, UUID id) {
        return answer.json()
                .path("nodes")
                .valueStream()
                .filter(node -> node.path("id").asString().equals(id.toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer.toString()));
    }

    /** The node an edit was about. */
    private static JsonNode made(Answer answer) {
        return node(
                answer, UUID.fromString(answer.json().path("made").path("node").asString()));
    }

    @Test
    void publishingIsRefusedWithEveryReasonAtOnce() {
        UUID plan = PlanSamples.draft(plans, town);

        Answer refused = office.send("POST", "/api/plans/" + plan + "/publish", "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("plan.not-ready");
        List<String> reasons = refused.json()
                .path("faults")
                .valueStream()
                .map(fault -> fault.path("message").asString())
                .toList();
        // Six not looked at, six without a lead, one hidden number.
        assertThat(reasons).hasSize(13).anyMatch(reason -> reason.contains("**个"));
        PlanView.NodeView first = PlanSamples.node(plans.draft(town.officer(), plan), "夜学");
        assertThat(refused.json().path("faults").path(0).path("at").asString()).isEqualTo("1.1.1 " + first.id());
        assertThat(plans.draft(town.officer(), plan).state()).isEqualTo("draft");
    }

    @Test
    void aPlanPublishedCannotBeEdited() {
        UUID plan = PlanSamples.published(plans, town);
        PublishedPlan.PlanNode task = PlanSamples.commitment(plans, town.officer(), plan, "亿元项目");
        String path = "/api/plans/" + plan;

        assertThat(office.send("PATCH", path + "/commitments/" + task.id(), Map.of("heading", "别的"))
                        .code())
                .isEqualTo("plan.published");
        assertThat(office.delete(path + "/commitments/" + task.id()).status()).isEqualTo(409);
        assertThat(office.send(
                                "PATCH",
                                path + "/figures/" + task.targets().getFirst().figure(),
                                Map.of("value", 1))
                        .status())
                .isEqualTo(409);
        assertThat(office.delete(path).status()).isEqualTo(409);
    }

    @Test
    void theDatabaseItselfRefusesToChangeAPublishedVersion() {
        UUID plan = PlanSamples.published(plans, town);

        for (String change : List.of(
                "update plan.node set heading = 'x' where plan_id = :plan",
                "delete from plan.node where plan_id = :plan",
                "update plan.figure set value = 1 where plan_id = :plan",
                "delete from plan.node_unit where plan_id = :plan",
                "update plan.version set state = 'draft', published_at = null, published_by = null where plan_id = :plan",
                "delete from plan.version where plan_id = :plan",
                "update plan.document set text = '' where plan_id = :plan",
                "delete from plan.plan where id = :plan",
                """
                insert into plan.node_unit (plan_id, version, node_id, ordinal, name, role)
                select plan_id, version, id, 9, 'x', 'lead' from plan.node where plan_id = :plan limit 1
                """)) {
            assertThatThrownBy(() -> database.sql(change).param("plan", plan).update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void aRevisionKeepsTheIdsAndThePublishedVersionStays() {
        UUID plan = PlanSamples.published(plans, town);
        PublishedPlan first = plans.published(town.officer(), plan);
        PublishedPlan.PlanNode task = PlanSamples.commitment(plans, town.officer(), plan, "黄精");

        Answer revised = office.send("POST", "/api/plans/" + plan + "/revise", Map.of("reason", "年中调整"));
        assertThat(revised.status()).as(revised.toString()).isEqualTo(201);
        assertThat(revised.json().path("version").asInt()).isEqualTo(2);
        assertThat(office.send("POST", "/api/plans/" + plan + "/revise", Map.of("reason", "年中调整"))
                        .code())
                .isEqualTo("plan.draft-open");
        plans.changeFigure(
                town.officer(), plan, task.targets().getFirst().figure(), FigureChange.value(new BigDecimal("1500")));
        assertThat(PlanSamples.commitment(plans, town.stoneBridgeClerk(), plan, "黄精")
                        .targets()
                        .getFirst()
                        .value())
                .isEqualByComparingTo("1200");

        plans.publish(town.officer(), plan);

        PublishedPlan second = plans.published(town.officer(), plan);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.commitments().stream().map(PublishedPlan.PlanNode::id))
                .containsExactlyElementsOf(first.commitments().stream()
                        .map(PublishedPlan.PlanNode::id)
                        .toList());
        assertThat(PlanSamples.commitment(plans, town.officer(), plan, "黄精")
                        .targets()
                        .getFirst()
                        .value())
                .isEqualByComparingTo("1500");
        JsonNode old = office.get("/api/plans/" + plan + "?version=1").json();
        assertThat(old.path("version").asInt()).isEqualTo(1);
        assertThat(old.path("versions")).hasSize(2);
        assertThat(old.toString()).contains("\"value\":1200");
    }

    @Test
    void aDraftRevisionCanBeThrownAwayAndThePublishedVersionStays() {
        UUID plan = PlanSamples.published(plans, town);
        office.send("POST", "/api/plans/" + plan + "/revise", Map.of("reason", "年中调整"));

        assertThat(office.delete("/api/plans/" + plan).status()).isEqualTo(204);

        assertThat(plans.published(town.officer(), plan).version()).isEqualTo(1);
        assertThat(office.get("/api/plans/" + plan).json().path("draft").isNull()
                        || office.get("/api/plans/" + plan).json().path("draft").isMissingNode())
                .isTrue();
    }

    @Test
    void aDeletedCommitmentCanBePutBack() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView.NodeView task = PlanSamples.node(plans.draft(town.officer(), plan), "黄精");
        String path = "/api/plans/" + plan + "/commitments/" + task.id();

        Answer deleted = office.delete(path);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.json().path("removed").path(0).asString())
                .isEqualTo(task.id().toString());
        assertThat(plans.draft(town.officer(), plan).counts().commitments()).isEqualTo(5);
        assertThat(office.delete(path).status()).isEqualTo(404);

        Answer back = office.send("POST", path + "/restore", "");
        assertThat(node(back, task.id()).path("number").asString()).isEqualTo("2.1.1");
        assertThat(plans.draft(town.officer(), plan).counts().commitments()).isEqualTo(6);
    }

    @Test
    void aCommitmentIsSplitWhereAPersonSays() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView draft = plans.draft(town.officer(), plan);
        PlanView.NodeView task = PlanSamples.node(draft, "夜学");
        int at = draft.text().codePointCount(0, draft.text().indexOf("培训党员干部"));
        String path = "/api/plans/" + plan + "/commitments/" + task.id() + "/split";

        assertThat(office.send("POST", path, Map.of("cuts", List.of(0))).code()).isEqualTo("plan.split-outside");
        Answer split = office.send("POST", path, Map.of("cuts", List.of(at)));

        assertThat(split.status()).as(split.toString()).isEqualTo(200);
        JsonNode second = made(split);
        assertThat(second.path("text").asString()).isEqualTo("培训党员干部4800人次以上。");
        assertThat(second.path("number").asString()).isEqualTo("1.1.2");
        assertThat(second.path("figures").path(0).path("text").asString()).isEqualTo("4800人次");
        PlanView.NodeView first = PlanSamples.node(plans.draft(town.officer(), plan), "夜学");
        assertThat(first.id()).isEqualTo(task.id());
        assertThat(first.text()).isEqualTo("一是持续开展周四夜学，全年不少于48期，");
        assertThat(first.figures()).hasSize(1);
    }

    @Test
    void aCommitmentIsAddedInAPersonsWordsWithTheFiguresInThem() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView.NodeView area = plans.draft(town.officer(), plan).allNodes().stream()
                .filter(node -> node.heading().contains("招商"))
                .findFirst()
                .orElseThrow();

        Answer added = office.send(
                "POST",
                "/api/plans/" + plan + "/commitments",
                Map.of("parent", area.id(), "heading", "盘活闲置厂房", "text", "盘活闲置厂房5处以上。"));

        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        JsonNode made = made(added);
        assertThat(made.path("number").asString()).isEqualTo("2.2.3");
        assertThat(made.path("figures").path(0).path("value").asInt()).isEqualTo(5);
        assertThat(made.path("figures").path(0).path("span").isMissingNode()).isTrue();
    }

    @Test
    void unitsTheDocumentNamesAreSuggestedAndTakenOver() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView.NodeView task = PlanSamples.node(plans.draft(town.officer(), plan), "到村锻炼");
        assertThat(task.suggestedUnits()).anySatisfy(unit -> {
            assertThat(unit.unit()).isEqualTo(town.office.id().value());
            assertThat(unit.role()).isEqualTo("lead");
        });

        office.send("POST", "/api/plans/" + plan + "/accept-suggestions", "");

        PlanView.NodeView after = PlanSamples.node(plans.draft(town.officer(), plan), "到村锻炼");
        assertThat(after.units())
                .anyMatch(unit -> unit.unit() != null
                        && unit.unit() == town.office.id().value()
                        && unit.role().equals("lead"));
        assertThat(after.due()).isNotNull();
    }

    @Test
    void aDivisionsLeadHoldsForAllBelowThatNameNoneOfTheirOwn() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView draft = plans.draft(town.officer(), plan);
        PlanView.NodeView chapter = draft.allNodes().stream()
                .filter(node -> node.heading().contains("产业兴旺"))
                .findFirst()
                .orElseThrow();
        PlanView.NodeView cattle = PlanSamples.node(draft, "肉牛");

        Answer assigned = office.send(
                "PUT",
                "/api/plans/" + plan + "/commitments/" + chapter.id() + "/units",
                List.of(Map.of("unit", town.office.id().value(), "role", "lead")));
        assertThat(assigned.status()).as(assigned.toString()).isEqualTo(200);
        plans.assign(town.officer(), plan, cattle.id(), List.of(new Assignment(town.teaRidge.id(), DutyRole.LEAD)));

        PlanView after = plans.draft(town.officer(), plan);
        assertThat(after.counts().noLead()).isEqualTo(2);
        assertThat(PlanSamples.node(after, "黄精").inherited()).isTrue();
        assertThat(PlanSamples.node(after, "肉牛").units().getFirst().name()).isEqualTo("茶岭村");
    }

    @Test
    void aUnitOfAnotherTownCannotBeMadeAnswerable() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView.NodeView task = PlanSamples.node(plans.draft(town.officer(), plan), "肉牛");

        Answer refused = office.send(
                "PUT",
                "/api/plans/" + plan + "/commitments/" + task.id() + "/units",
                List.of(Map.of("unit", town.neighbour.id().value(), "role", "lead")));

        assertThat(refused.code()).isEqualTo("plan.faulty");
        assertThat(refused.json().path("faults").path(0).path("at").asString()).isEqualTo("[0].unit");
    }

    @Test
    void allFaultsOfAChangeAreToldAndNothingIsSaved() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView.NodeView task = PlanSamples.node(plans.draft(town.officer(), plan), "肉牛");
        String path = "/api/plans/" + plan + "/commitments/" + task.id();

        Answer refused =
                office.send("PATCH", path, Map.of("heading", "新名", "due", "2月30日", "line", "farming", "text", " "));

        assertThat(refused.json()
                        .path("faults")
                        .valueStream()
                        .map(fault -> fault.path("at").asString()))
                .containsExactlyInAnyOrder("due", "line", "text");
        assertThat(PlanSamples.node(plans.draft(town.officer(), plan), "肉牛").heading())
                .isEqualTo(task.heading());
        assertThat(office.send("PATCH", path, Map.of("headin", "新名")).status()).isEqualTo(400);
    }

    @Test
    void aDraftIsSeenByItsOfficeLeaderAndAuditorOnly() {
        UUID plan = PlanSamples.draft(plans, town);
        TestTown other = TestTown.in(context);

        assertThat(TestBrowser.signedIn(port, town.username("leader"))
                        .get("/api/plans/" + plan)
                        .status())
                .isEqualTo(200);
        assertThat(TestBrowser.signedIn(port, town.username("auditor"))
                        .get("/api/plans/" + plan)
                        .json()
                        .path("mayEdit")
                        .asBoolean())
                .isFalse();
        for (String name : List.of(town.username("shiqiao"), other.username("office"))) {
            TestBrowser stranger = TestBrowser.signedIn(port, name);
            assertThat(stranger.get("/api/plans/" + plan).code()).isEqualTo("plan.missing");
            assertThat(stranger.get("/api/plans").text()).doesNotContain(plan.toString());
        }
        assertThat(TestBrowser.signedIn(port, town.username("leader"))
                        .send("POST", "/api/plans/" + plan + "/publish", "")
                        .status())
                .isEqualTo(403);
        assertThat(TestBrowser.signedIn(port, other.username("office"))
                        .send("POST", "/api/plans/" + plan + "/publish", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void everyChangeLeavesATrace() {
        UUID plan = PlanSamples.published(plans, town);

        assertThat(database.sql("select verb from access.audit where subject_id = :plan order by id")
                        .param("plan", plan.toString())
                        .query(String.class)
                        .list())
                .startsWith("plan.import")
                .endsWith("plan.publish")
                .contains("plan.review-all", "plan.assign", "plan.change-figure");
    }

    @Test
    void anAnswerTellsWhatChangedAndNoMore() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView draft = plans.draft(town.officer(), plan);
        PlanView.NodeView cattle = PlanSamples.node(draft, "肉牛");
        PlanView.NodeView signing = PlanSamples.node(draft, "亿元项目");
        String path = "/api/plans/" + plan + "/commitments/";

        Answer changed = office.send("PATCH", path + cattle.id() + "?seen=0", Map.of("heading", "养肉牛"));
        assertThat(changed.json().path("nodes")).hasSize(1);
        assertThat(changed.json().path("last").asInt()).isEqualTo(1);
        assertThat(changed.json().path("undo").path("words").asString())
                .contains("肉牛")
                .contains("名称");

        Answer moved = office.send(
                "POST", path + cattle.id() + "/move?seen=1", Map.of("parent", signing.parent(), "after", signing.id()));
        assertThat(moved.status()).as(moved.toString()).isEqualTo(200);
        assertThat(node(moved, cattle.id()).path("number").asString()).isEqualTo("2.2.2");
        assertThat(node(moved, cattle.id()).path("parent").asString()).isEqualTo(String.valueOf(signing.parent()));
        assertThat(moved.json().path("removed")).isEmpty();

        Answer merged = office.send("POST", path + signing.id() + "/merge?seen=2", Map.of("with", cattle.id()));
        assertThat(made(merged).path("figures")).hasSize(2);
        assertThat(merged.json().path("removed").path(0).asString())
                .isEqualTo(cattle.id().toString());
    }

    @Test
    void aStaleEditIsRefusedInWordsAndAnEditOfAnotherNodeLearnsWhatChanged() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView draft = plans.draft(town.officer(), plan);
        PlanView.NodeView cattle = PlanSamples.node(draft, "肉牛");
        PlanView.NodeView signing = PlanSamples.node(draft, "亿元项目");
        String path = "/api/plans/" + plan + "/commitments/";
        office.send("PATCH", path + cattle.id() + "?seen=0", Map.of("heading", "养肉牛"));

        Answer stale = office.send("PATCH", path + cattle.id() + "?seen=0", Map.of("heading", "稳住肉牛"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.code()).isEqualTo("plan.edited-meanwhile");
        assertThat(stale.json().path("detail").asString()).contains("吴主任").contains("肉牛");
        assertThat(PlanSamples.node(plans.draft(town.officer(), plan), "肉牛").heading())
                .isEqualTo("养肉牛");

        Answer other = office.send("PATCH", path + signing.id() + "?seen=0", Map.of("reviewed", true));
        assertThat(other.status()).isEqualTo(200);
        assertThat(node(other, cattle.id()).path("heading").asString()).isEqualTo("养肉牛");
        assertThat(office.get("/api/plans/" + plan + "/changes?seen=1").json().path("nodes"))
                .hasSize(1);

        office.delete(path + cattle.id() + "?seen=2");
        Answer gone = office.send("PATCH", path + cattle.id() + "?seen=2", Map.of("heading", "稳住肉牛"));
        assertThat(gone.code()).isEqualTo("plan.gone-meanwhile");
    }

    @Test
    void anEditIsTakenBackAndMadeAgainAndStandsInTheHistory() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView.NodeView task = PlanSamples.node(plans.draft(town.officer(), plan), "黄精");
        String path = "/api/plans/" + plan;
        office.delete(path + "/commitments/" + task.id());

        Answer undone = office.send("POST", path + "/undo", Map.of("edit", 1));
        assertThat(undone.status()).as(undone.toString()).isEqualTo(200);
        assertThat(node(undone, task.id()).path("number").asString()).isEqualTo("2.1.1");
        assertThat(undone.json().path("redo").path("number").asInt()).isEqualTo(1);
        assertThat(office.send("POST", path + "/undo", Map.of("edit", 1)).code())
                .isEqualTo("plan.nothing-to-undo");
        assertThat(office.send("POST", path + "/redo", Map.of("edit", 7)).code())
                .isEqualTo("plan.undo-moved-on");

        Answer redone = office.send("POST", path + "/redo", Map.of("edit", 1));
        assertThat(redone.json().path("removed").path(0).asString())
                .isEqualTo(task.id().toString());
        JsonNode history = office.get(path + "/edits").json();
        assertThat(history.valueStream().map(turn -> turn.path("kind").asString()))
                .containsExactly("redo", "undo", "edit");
        assertThat(history.path(2).path("stands").asBoolean()).isTrue();
        JsonNode opened = office.get(path).json().path("edits");
        assertThat(opened.path("last").asInt()).isEqualTo(3);
        assertThat(opened.path("undo").path("number").asInt()).isEqualTo(1);
    }

    @Test
    void onlyTheOfficeOfThePlanReachesItsEdits() {
        UUID plan = PlanSamples.draft(plans, town);
        PlanView.NodeView task = PlanSamples.node(plans.draft(town.officer(), plan), "黄精");
        plans.change(town.officer(), plan, task.id(), NodeChange.seen());
        String path = "/api/plans/" + plan;
        TestTown other = TestTown.in(context);
        TestBrowser clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
        assertThat(clerk.get(path + "/edits").status())
                .as("has no right to edit")
                .isEqualTo(403);
        assertThat(clerk.get(path + "/changes?seen=0").status()).isEqualTo(403);
        TestBrowser strangerOffice = TestBrowser.signedIn(port, other.username("office"));
        assertThat(strangerOffice.get(path + "/edits").status()).isEqualTo(404);
        assertThat(strangerOffice.get(path + "/changes?seen=0").status()).isEqualTo(404);
        assertThat(strangerOffice
                        .send("POST", path + "/undo", Map.of("edit", 1, "others", true))
                        .status())
                .isEqualTo(404);
        assertThat(strangerOffice
                        .send("POST", path + "/commitments/" + task.id() + "/merge", Map.of("with", task.id()))
                        .status())
                .isEqualTo(404);
        TestBrowser leader = TestBrowser.signedIn(port, town.username("leader"));
        assertThat(leader.get(path + "/edits").json()).hasSize(1);
        assertThat(leader.send("POST", path + "/undo", Map.of("edit", 1)).status())
                .isEqualTo(403);
    }
}
