package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestTown;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewPerson;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
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

/** Suggestions for a draft: with reasons, by one key, in bulk, dismissed for good, and taken back. */
@ServerTest
class SuggestionTest {

    private static final String TEXT = """
            青溪镇%d年重点任务

            一、产业兴旺

            （一）上半年见成效的事项。一是新增黄精种植300亩（牵头单位：县农业农村局；配合单位：各村（社区））。二是开办周四夜学48期（责任领导：余浩然副镇长）。

            （二）其他事项。一是培训骨干60人，三季度完成（牵头单位：有关部门）。二是走访企业20家次（牵头单位：农办；责任领导：副镇长）。
            """.formatted(PlanSamples.YEAR);

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    Directory directory;

    @Autowired
    Clock clock;

    static TestTown town;
    static TestBrowser office;
    static Unit farming;

    @BeforeEach
    void aTown() {
        if (town == null) {
            town = TestTown.in(context);
            office = TestBrowser.signedIn(port, town.username("office"));
            farming = directory.found(new NewUnit("农业农村办", UnitKind.DEPARTMENT, town.town.id(), null));
            directory.take(List.of(
                    new NewPerson(Uuid7.next(clock), "余浩然", "副镇长", town.town.id(), true),
                    new NewPerson(Uuid7.next(clock), "汪长河", "副镇长", town.town.id(), true),
                    new NewPerson(Uuid7.next(clock), "蔡细妹", "主任", farming.id(), true)));
        }
    }

    private UUID draft() {
        return plans.importDocument(
                town.officer(), town.town.id(), PlanSamples.YEAR, "任务.txt", TEXT.getBytes(StandardCharsets.UTF_8));
    }

    private PlanView.NodeView task(UUID plan, String words) {
        return PlanSamples.node(plans.draft(town.officer(), plan), words);
    }

    private static SuggestionView of(PlanView.NodeView node, String kind) {
        return node.suggestions().stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is not suggested among " + node.suggestions()));
    }

    @Test
    void aSuggestionSaysWhatAndWhyAndHowSure() {
        UUID plan = draft();

        SuggestionView units = of(task(plan, "黄精"), "units");
        assertThat(units.words()).contains("牵头 农业农村办").contains("石桥村").contains("茶岭村");
        assertThat(String.join("", units.reasons())).contains("县农业农村局").contains("全部 2 个村");
        assertThat(units.sure()).isEqualTo("likely");
        assertThat(of(task(plan, "夜学"), "leader").words()).contains("余浩然");
        assertThat(of(task(plan, "夜学"), "leader").sure()).isEqualTo("certain");
        assertThat(of(task(plan, "夜学"), "indicator").words()).contains("48期");
        assertThat(of(task(plan, "夜学"), "indicator").reasons()).anyMatch(why -> why.contains("期"));
        SuggestionView several = of(task(plan, "走访企业"), "leader");
        assertThat(several.choices()).hasSize(2);
        assertThat(of(task(plan, "黄精"), "due").reasons().getFirst()).contains("上级标题");
        assertThat(of(task(plan, "培训骨干"), "units").choices()).hasSizeGreaterThan(1);
    }

    @Test
    void oneIsAcceptedByItsKeyAndTakenBack() {
        UUID plan = draft();
        PlanView.NodeView task = task(plan, "黄精");
        SuggestionView units = of(task, "units");

        Answer accepted = accept(plan, Map.of("keys", List.of(Map.of("key", units.key()))));

        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(200);
        assertThat(task(plan, "黄精").units())
                .anyMatch(unit -> unit.unit() != null && unit.role().equals("lead"));
        assertThat(task(plan, "黄精").suggestions()).noneMatch(one -> one.kind().equals("units"));
        assertThat(accept(plan, Map.of("keys", List.of(Map.of("key", units.key()))))
                        .code())
                .isEqualTo("plan.suggestion-gone");
        int number = accepted.json().path("made").path("number").asInt();
        assertThat(accepted.json().path("made").path("words").asString()).contains("采纳");
        Answer undone = office.send("POST", "/api/plans/" + plan + "/undo", Map.of("edit", number));
        assertThat(undone.status()).as(undone.toString()).isEqualTo(200);
        assertThat(of(task(plan, "黄精"), "units").key()).isEqualTo(units.key());
    }

    private static Answer accept(UUID plan, Map<String, ?> wanted) {
        return office.send("POST", "/api/plans/" + plan + "/suggestions/accept", wanted);
    }

    @Test
    void aChoiceIsMadeByAPerson() {
        UUID plan = draft();
        SuggestionView leader = of(task(plan, "走访企业"), "leader");

        assertThat(accept(plan, Map.of("keys", List.of(Map.of("key", leader.key()))))
                        .code())
                .isEqualTo("plan.suggestion-choose");
        String second = leader.choices().get(1).value();
        Answer accepted = accept(plan, Map.of("keys", List.of(Map.of("key", leader.key(), "choice", second))));

        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(200);
        assertThat(task(plan, "走访企业").leaders()).hasSize(1).doesNotContain("副镇长");
    }

    @Test
    void manyAreAcceptedAtOnceAsOneStepThatWasShownBefore() {
        UUID plan = draft();
        String path = "/api/plans/" + plan + "/suggestions";

        JsonNode preview = office.send("POST", path + "/preview", Map.of("kinds", List.of("units")))
                .json();
        assertThat(preview.path("count").asInt()).isEqualTo(2);
        assertThat(preview.path("items")).hasSize(2);
        assertThat(preview.path("open").asInt()).isEqualTo(1);
        UUID area = plans.draft(town.officer(), plan).allNodes().stream()
                .filter(node -> node.heading().contains("其他事项"))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(office.send("POST", path + "/preview", Map.of("kinds", List.of("units"), "under", area.toString()))
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(office.send("POST", path + "/preview", Map.of("kinds", List.of("nonsense")))
                        .status())
                .isEqualTo(400);

        Answer all = accept(plan, Map.of("possible", true));

        assertThat(all.status()).as(all.toString()).isEqualTo(200);
        PlanView.NodeView pine = task(plan, "黄精");
        assertThat(pine.due()).isEqualTo(LocalDate.of(PlanSamples.YEAR, 6, 30));
        assertThat(task(plan, "夜学").leaders()).containsExactly("余浩然");
        assertThat(task(plan, "夜学").figures()).anyMatch(figure -> figure.indicator() != null);
        assertThat(task(plan, "培训骨干").due()).isEqualTo(LocalDate.of(PlanSamples.YEAR, 9, 30));
        int number = all.json().path("made").path("number").asInt();
        office.send("POST", "/api/plans/" + plan + "/undo", Map.of("edit", number));
        assertThat(task(plan, "黄精").due()).isNull();
        assertThat(task(plan, "夜学").leaders()).containsExactly("余浩然副镇长");
    }

    @Test
    void whatWasDismissedIsNotSuggestedAgainUntilItIsWantedAgain() {
        UUID plan = draft();
        SuggestionView units = of(task(plan, "黄精"), "units");
        String path = "/api/plans/" + plan + "/suggestions/dismiss";

        assertThat(office.send("POST", path, Map.of("keys", List.of(units.key())))
                        .status())
                .isEqualTo(204);
        assertThat(task(plan, "黄精").suggestions()).noneMatch(one -> one.kind().equals("units"));
        assertThat(office.send("POST", "/api/plans/" + plan + "/suggestions/preview", Map.of("kinds", List.of("units")))
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        office.send("POST", path, Map.of("keys", List.of(units.key()), "recall", true));
        assertThat(of(task(plan, "黄精"), "units").key()).isEqualTo(units.key());
    }

    @Test
    void nobodyElseTakesSuggestions() {
        UUID plan = draft();
        for (String other : List.of("leader", "auditor", "shiqiao")) {
            TestBrowser browser = TestBrowser.signedIn(port, town.username(other));
            Answer refused = browser.send("POST", "/api/plans/" + plan + "/suggestions/accept", Map.of());
            assertThat(refused.status()).as(other + refused).isIn(403, 404);
        }
    }
}
