package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestTown;
import cn.shiji.kernel.Uuid7;
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

/** Corrected documents, new versions with reasons, and files that hold several documents. */
@ServerTest
class CorrectionTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    Clock clock;

    static TestTown town;
    static TestBrowser office;

    @BeforeEach
    void aTown() {
        if (town == null) {
            town = TestTown.in(context);
            office = TestBrowser.signedIn(port, town.username("office"));
        }
    }

    private static byte[] corrected(String... replacements) {
        String text = PlanSamples.TEXT;
        for (int at = 0; at < replacements.length; at += 2) {
            assertThat(text).contains(replacements[at]);
            text = text.replace(replacements[at], replacements[at + 1]);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readingTheSameDocumentAgainChangesNothing() {
        UUID plan = PlanSamples.ready(plans, town);
        PlanView before = plans.draft(town.officer(), plan);

        Answer anew = office.send("POST", "/api/plans/" + plan + "/corrections/anew", "");

        assertThat(anew.status()).as(anew.toString()).isEqualTo(201);
        assertThat(anew.json().path("findings")).isEmpty();
        Answer taken = take(plan, anew, List.of());
        assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
        PlanView after = plans.draft(town.officer(), plan);
        assertThat(after.nodes()).usingRecursiveComparison().isEqualTo(before.nodes());
        assertThat(after.counts()).isEqualTo(before.counts());
    }

    private static Answer take(UUID plan, Answer sent, List<?> choices) {
        return office.send(
                "POST",
                "/api/plans/" + plan + "/corrections/" + sent.json().path("id").asString() + "/take",
                Map.of("choices", choices));
    }

    @Test
    void aCorrectedDocumentKeepsWhatPeopleDecidedAndShowsTheRest() {
        UUID plan = PlanSamples.ready(plans, town);
        PlanView before = plans.draft(town.officer(), plan);
        PlanView.NodeView filled = PlanSamples.node(before, "年轻干部");
        PlanView.NodeView pine = PlanSamples.node(before, "黄精");
        PlanView.NodeView cattle = PlanSamples.node(before, "肉牛");
        plans.change(
                town.officer(), plan, pine.id(), new NodeChange("种黄精", null, null, null, "2030-06-30", null, null));

        Answer sent = office.upload(
                "/api/plans/" + plan + "/corrections",
                "更正.txt",
                corrected("1200亩", "1300亩", "二是肉牛存栏稳定在2600头左右。", "二是新建冷库2座。"));

        assertThat(sent.status()).as(sent.toString()).isEqualTo(201);
        JsonNode counts = sent.json().path("counts");
        assertThat(counts.path("added").asInt()).isEqualTo(1);
        assertThat(counts.path("gone").asInt()).isEqualTo(1);
        assertThat(counts.path("changed").asInt()).isEqualTo(1);
        assertThat(PlanSamples.node(plans.draft(town.officer(), plan), "黄精").text())
                .as("nothing is changed by looking")
                .contains("1200亩");

        take(plan, sent, List.of(Map.of("key", pine.id().toString(), "seen", true)));

        PlanView after = plans.draft(town.officer(), plan);
        PlanView.NodeView now = PlanSamples.node(after, "1300亩");
        assertThat(now.id()).isEqualTo(pine.id());
        assertThat(now.heading()).isEqualTo("种黄精");
        assertThat(now.due()).isEqualTo(LocalDate.of(2030, 6, 30));
        assertThat(now.reviewed()).isTrue();
        assertThat(PlanSamples.node(after, "年轻干部").figures().getFirst().value())
                .isEqualByComparingTo(filled.figures().getFirst().value());
        assertThat(PlanSamples.node(after, "年轻干部").id()).isEqualTo(filled.id());
        assertThat(PlanSamples.node(after, "冷库").reviewed()).isFalse();
        assertThat(after.allNodes()).noneMatch(node -> node.id().equals(cattle.id()));
        assertThat(after.text()).contains("1300亩").doesNotContain("肉牛");
        Answer back = office.send("POST", "/api/plans/" + plan + "/commitments/" + cattle.id() + "/restore", "");
        assertThat(back.status()).as(back.toString()).isEqualTo(200);
        assertThat(PlanSamples.node(plans.draft(town.officer(), plan), "肉牛").id())
                .isEqualTo(cattle.id());
        assertThat(take(plan, sent, List.of()).code()).isEqualTo("plan.correction-taken");
        assertThat(office.send("GET", "/api/plans/" + plan + "/file", "").status())
                .isEqualTo(200);
    }

    @Test
    void aNewVersionFromACorrectedDocumentLeavesThePublishedOneAndItsEntries() {
        UUID plan = PlanSamples.published(plans, town);
        PublishedPlan.PlanNode cattle = PlanSamples.commitment(plans, town.officer(), plan, "肉牛");
        PublishedPlan.PlanNode pine = PlanSamples.commitment(plans, town.officer(), plan, "黄精");
        LocalDate today = LocalDate.now(clock);
        for (PublishedPlan.PlanNode one : List.of(cattle, pine)) {
            plans.declare(
                    town.officer(),
                    one.id(),
                    Uuid7.next(clock),
                    new NewEntry(
                            today,
                            "做了一些。",
                            List.of(new NewEntry.Amount(
                                    one.targets().getFirst().figure(), java.math.BigDecimal.valueOf(100))),
                            false,
                            null,
                            null,
                            null));
        }
        assertThat(office.send("POST", "/api/plans/" + plan + "/revise", Map.of("reason", " "))
                        .status())
                .isEqualTo(400);
        office.send("POST", "/api/plans/" + plan + "/revise", Map.of("reason", "上级调减", "basis", "青政发〔2026〕12号"));

        Answer sent = office.upload(
                "/api/plans/" + plan + "/corrections", "更正.txt", corrected("1200亩", "900亩", "二是肉牛存栏稳定在2600头左右。", ""));
        JsonNode gone = sent.json()
                .path("findings")
                .valueStream()
                .filter(finding -> finding.path("kind").asString().equals("gone"))
                .findFirst()
                .orElseThrow();
        assertThat(gone.path("declared").asBoolean()).isTrue();
        take(plan, sent, List.of(Map.of("key", pine.id().toString(), "seen", true)));
        plans.publish(town.officer(), plan);

        PublishedPlan second = plans.published(town.officer(), plan);
        assertThat(second.version()).isEqualTo(2);
        assertThat(PlanSamples.commitment(plans, town.officer(), plan, "黄精").entries())
                .hasSize(1);
        JsonNode progress = office.get("/api/plans/" + plan + "/progress").json();
        JsonNode removed = progress.path("removed").path(0);
        assertThat(removed.path("commitment").asString()).isEqualTo(cattle.id().toString());
        assertThat(removed.path("reason").asString()).isEqualTo("上级调减");
        assertThat(removed.path("entries").asInt()).isEqualTo(1);
        JsonNode page = office.get("/api/commitments/" + cattle.id()).json();
        assertThat(page.path("removed").path("version").asInt()).isEqualTo(2);
        assertThat(page.path("entries")).hasSize(1);
        assertThat(page.path("mayDeclare").asBoolean()).isFalse();
        Answer more = office.send(
                "PUT",
                "/api/commitments/" + cattle.id() + "/entries/" + Uuid7.next(clock),
                Map.of("day", today.toString(), "sentence", "又做了。", "figures", List.of()));
        assertThat(more.code()).as(more.toString()).isEqualTo("plan.commitment-removed");

        JsonNode difference =
                office.get("/api/plans/" + plan + "/difference?from=1&to=2").json();
        assertThat(difference.path("to").path("basis").asString()).isEqualTo("青政发〔2026〕12号");
        assertThat(difference.path("counts").path("removed").asInt()).isEqualTo(1);
        assertThat(difference.path("counts").path("figures").asInt()).isEqualTo(1);
        assertThat(difference.path("counts").path("reworded").asInt()).isEqualTo(1);
        assertThat(difference.toString()).contains("1200").contains("900");
        assertThat(office.get("/api/plans/" + plan + "?version=1")
                        .json()
                        .path("text")
                        .asString())
                .contains("1200亩");
        assertThat(office.get("/api/plans/" + plan + "/difference/table.xlsx?from=1&to=2")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anEntryAfterThePlansYearIsShownAndNotCounted() {
        int year = LocalDate.now(clock).getYear() - 1;
        UUID plan = plans.importDocument(
                town.officer(),
                town.town.id(),
                year,
                "旧计划.txt",
                PlanSamples.TEXT
                        .replace(Integer.toString(PlanSamples.YEAR), Integer.toString(year))
                        .getBytes(StandardCharsets.UTF_8));
        plans.reviewAll(town.officer(), plan);
        PlanView draft = plans.draft(town.officer(), plan);
        plans.assign(
                town.officer(),
                plan,
                draft.nodes().getFirst().id(),
                List.of(new Assignment(town.office.id(), DutyRole.LEAD)));
        plans.changeFigure(
                town.officer(),
                plan,
                PlanSamples.figure(draft, "**个").id(),
                FigureChange.value(java.math.BigDecimal.TEN));
        plans.publish(town.officer(), plan);
        PublishedPlan.PlanNode pine = PlanSamples.commitment(plans, town.officer(), plan, "黄精");

        plans.declare(
                town.officer(),
                pine.id(),
                Uuid7.next(clock),
                new NewEntry(
                        LocalDate.of(year + 1, 1, 10),
                        "补种完成。",
                        List.of(new NewEntry.Amount(
                                pine.targets().getFirst().figure(), java.math.BigDecimal.valueOf(1300))),
                        false,
                        null,
                        null,
                        null));

        JsonNode page = office.get("/api/commitments/" + pine.id()).json();
        assertThat(page.path("entries").path(0).path("counted").asBoolean(true)).isFalse();
        assertThat(page.path("row").path("targets").path(0).path("declared").isNumber())
                .isFalse();
        assertThat(page.path("row").path("state").asString()).isEqualTo("late");
    }

    @Test
    void ofSeveralDocumentsInAFileAPersonChooses() throws InterruptedException {
        String speech = PlanSamples.TEXT + """

                在高新区发展大会上的讲话

                同志们：

                一、认清形势
                （一）抓机遇。一是新引进企业30家以上。二是建成厂房5万平方米。
                """;
        Answer started = office.upload(
                "/api/plans/imports?unit=" + town.town.id().value() + "&year=" + PlanSamples.YEAR,
                "计划和讲话.txt",
                speech.getBytes(StandardCharsets.UTF_8));
        JsonNode asked = settled(started.json().path("id").asString());

        assertThat(asked.path("stage").asString()).as(asked.toString()).isEqualTo("choosing");
        assertThat(asked.path("documents")).hasSize(2);
        assertThat(asked.path("documents").path(0).path("suggested").asBoolean())
                .isTrue();
        assertThat(asked.path("documents").path(1).path("suggested").asBoolean())
                .isFalse();
        String choice = "/api/plans/imports/" + asked.path("id").asString() + "/choice";
        assertThat(office.send("POST", choice, Map.of("documents", List.of(7))).code())
                .isEqualTo("plan.import-no-document");

        Answer done = office.send("POST", choice, Map.of("documents", List.of(0)));

        assertThat(done.json().path("stage").asString()).isEqualTo("done");
        UUID plan = UUID.fromString(done.json().path("plan").asString());
        PlanView draft = plans.draft(town.officer(), plan);
        assertThat(draft.nodes()).hasSize(1);
        assertThat(draft.counts().commitments()).isEqualTo(6);
        assertThat(draft.text()).contains("高新区");
        Answer anew = office.send("POST", "/api/plans/" + plan + "/corrections/anew", "");
        assertThat(anew.json().path("findings")).isEmpty();
    }

    private static JsonNode settled(String id) throws InterruptedException {
        JsonNode now = office.get("/api/plans/imports/" + id).json();
        for (int tries = 0;
                tries < 100
                        && !List.of("choosing", "done", "refused")
                                .contains(now.path("stage").asString());
                tries++) {
            Thread.sleep(50);
            now = office.get("/api/plans/imports/" + id).json();
        }
        return now;
    }
}
