package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestTown;
import cn.shiji.kernel.Uuid7;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

@ServerTest
class ProgressTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    Clock clock;

    /** One town for all tests here, each with a plan of its own: hashing passwords takes longer than the tests. */
    static TestTown town;

    static TestBrowser office;
    static TestBrowser shiqiao;
    static TestBrowser chaling;

    UUID plan;

    @BeforeEach
    void aPublishedPlan() {
        if (town == null) {
            town = TestTown.in(context);
            office = TestBrowser.signedIn(port, town.username("office"));
            shiqiao = TestBrowser.signedIn(port, town.username("shiqiao"));
            chaling = TestBrowser.signedIn(port, town.username("chaling"));
        }
        plan = PlanSamples.published(plans, town);
    }

    @Test
    void theSameEntrySentAgainChangesNothingAndAnotherOneIsRefused() {
        PublishedPlan.PlanNode task = task("黄精");
        UUID id = Uuid7.next(clock);
        Map<String, Object> entry = entry(task, 300);

        Answer first = shiqiao.send("PUT", path(task, id), entry);
        Answer again = shiqiao.send("PUT", path(task, id), entry);
        Answer other = shiqiao.send("PUT", path(task, id), entry(task, 400));

        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("plan.entry-id-taken");
        assertThat(row(office, task).path("targets").path(0).path("declared").asInt())
                .isEqualTo(300);
    }

    @Test
    void aNumberThatNobodyCanWriteOutIsRefused() {
        PublishedPlan.PlanNode task = task("黄精");
        for (String number : List.of("1e999999999", "1e-999999999", "1000000000001", "0.0000001")) {
            Answer answer = shiqiao.send(
                    "PUT",
                    path(task, Uuid7.next(clock)),
                    "{\"day\":\"%s\",\"sentence\":\"完成\",\"figures\":[{\"figure\":\"%s\",\"value\":%s}]}"
                            .formatted(
                                    LocalDate.now(clock),
                                    task.targets().getFirst().figure(),
                                    number));
            assertThat(answer.code()).as(number + answer).isEqualTo("plan.entry-faulty");
        }
        UUID draft = PlanSamples.draft(plans, town);
        UUID figure =
                PlanSamples.figure(plans.draft(town.officer(), draft), "1200亩").id();
        assertThat(office.send("PATCH", "/api/plans/" + draft + "/figures/" + figure, "{\"value\":1e999999999}")
                        .code())
                .isEqualTo("plan.faulty");
    }

    @Test
    void oneEntryIsKeptWhenManySendItAtOnce() throws Exception {
        PublishedPlan.PlanNode task = task("黄精");
        UUID id = Uuid7.next(clock);
        Map<String, Object> entry = entry(task, 300);
        var statuses = java.util.Collections.synchronizedList(new ArrayList<Integer>());
        var threads = new ArrayList<Thread>();
        for (int at = 0; at < 8; at++) {
            threads.add(Thread.ofVirtual()
                    .start(() -> statuses.add(TestBrowser.signedIn(port, town.username("shiqiao"))
                            .send("PUT", path(task, id), entry)
                            .status())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses).hasSize(8).containsOnly(200, 201);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
    }

    @Test
    void eachUnitsLatestWordCountsAndUnitsAreAddedUp() {
        PublishedPlan.PlanNode task = task("黄精");
        declare(shiqiao, task, 300);
        declare(shiqiao, task, 500);
        declare(chaling, task, 400);

        assertThat(row(office, task).path("targets").path(0).path("declared").asInt())
                .isEqualTo(900);
        assertThat(row(office, task).path("state").asString()).isEqualTo("under-way");
        declare(chaling, task, 700);
        assertThat(row(office, task).path("state").asString()).isEqualTo("done");
        assertThat(row(office, task).path("doneBy").asString()).isEqualTo("declared");
    }

    @Test
    void aWithdrawnEntryStaysToBeSeenAndNoLongerCounts() {
        PublishedPlan.PlanNode task = task("黄精");
        UUID id = declare(shiqiao, task, 1300);

        assertThat(shiqiao.send("POST", path(task, id) + "/withdrawal", Map.of("reason", " "))
                        .code())
                .isEqualTo("plan.entry-faulty");
        Answer withdrawn = shiqiao.send("POST", path(task, id) + "/withdrawal", Map.of("reason", "数字有误"));

        assertThat(withdrawn.json().path("withdrawn").asBoolean()).isTrue();
        assertThat(withdrawn.json().path("withdrawnReason").asString()).isEqualTo("数字有误");
        JsonNode row = row(office, task);
        assertThat(row.path("entries").asInt()).isZero();
        assertThat(row.path("state").asString()).isEqualTo("nothing");
        assertThat(office.get("/api/commitments/" + task.id() + "/entries").json())
                .hasSize(1);
    }

    @Test
    void oneVillageNeverMeetsTheEntriesOfAnother() {
        PublishedPlan.PlanNode task = task("黄精");
        UUID id = declare(shiqiao, task, 300);

        assertThat(chaling.get("/api/commitments/" + task.id() + "/entries").json())
                .isEmpty();
        assertThat(chaling.get("/api/commitments/" + task.id()).text()).doesNotContain("黄精已种植300");
        assertThat(row(chaling, task).path("entries").asInt()).isZero();
        assertThat(chaling.get("/api/plans/" + plan + "/progress")
                        .json()
                        .path("scope")
                        .path("name")
                        .asString())
                .isEqualTo("茶岭村");
        assertThat(chaling.send("POST", path(task, id) + "/withdrawal", Map.of("reason", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(plans.published(town.teaRidgeClerk(), plan).commitments().stream()
                        .flatMap(node -> node.entries().stream()))
                .isEmpty();
        Map<String, Object> forOther = new HashMap<>(entry(task, 1));
        forOther.put("unit", town.stoneBridge.id().value());
        assertThat(chaling.send("PUT", path(task, Uuid7.next(clock)), forOther).status())
                .isEqualTo(404);
    }

    @Test
    void anotherTownMeetsNothingAtAll() {
        PublishedPlan.PlanNode task = task("黄精");
        TestTown other = TestTown.in(context);
        TestBrowser stranger = TestBrowser.signedIn(port, other.username("office"));

        for (String path : List.of(
                "/api/plans/" + plan,
                "/api/plans/" + plan + "/progress",
                "/api/plans/" + plan + "/task-table.xlsx",
                "/api/plans/" + plan + "/file",
                "/api/commitments/" + task.id(),
                "/api/commitments/" + task.id() + "/entries")) {
            assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(stranger.send("PUT", path(task, Uuid7.next(clock)), entry(task, 1))
                        .status())
                .isEqualTo(404);
        assertThat(plans.find(other.officer(), "黄精", 10)).isEmpty();
        assertThat(plans.find(town.teaRidgeClerk(), "黄精", 10)).isNotEmpty();
    }

    @Test
    void allFaultsOfAnEntryAreToldAndNothingIsKept() {
        PublishedPlan.PlanNode task = task("黄精");
        Map<String, Object> wrong = Map.of(
                "day",
                LocalDate.now(clock).plusDays(1).toString(),
                "sentence",
                " ",
                "figures",
                List.of(Map.of("figure", UUID.randomUUID(), "value", -1)),
                "file",
                UUID.randomUUID());

        Answer refused = shiqiao.send("PUT", path(task, Uuid7.next(clock)), wrong);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json()
                        .path("faults")
                        .valueStream()
                        .map(fault -> fault.path("at").asString()))
                .containsExactlyInAnyOrder("day", "sentence", "figures[0].figure", "figures[0].value", "file");
        Map<String, Object> unknown = new HashMap<>(entry(task, 1));
        unknown.put("sentense", "x");
        assertThat(shiqiao.send("PUT", path(task, Uuid7.next(clock)), unknown).status())
                .isEqualTo(400);
        assertThat(office.get("/api/commitments/" + task.id() + "/entries").json())
                .isEmpty();
    }

    @Test
    void aFileSupportsAnEntryAndALeaderConfirmsIt() {
        PublishedPlan.PlanNode task = task("亿元项目");
        Answer file = shiqiao.upload(
                "/api/files?unit=" + town.stoneBridge.id(), "协议.txt", "签约一个项目".getBytes(StandardCharsets.UTF_8));
        assertThat(file.status()).as(file.toString()).isBetween(200, 201);
        UUID id = Uuid7.next(clock);
        Map<String, Object> entry = new HashMap<>(entry(task, 1));
        entry.put("file", file.json().path("id").asString());
        Answer kept = shiqiao.send("PUT", path(task, id), entry);
        assertThat(kept.json().path("file").path("name").asString()).isEqualTo("协议.txt");

        TestBrowser leader = TestBrowser.signedIn(port, town.username("leader"));
        TestBrowser auditor = TestBrowser.signedIn(port, town.username("auditor"));
        assertThat(auditor.send("POST", path(task, id) + "/confirmation", "").status())
                .isEqualTo(403);
        assertThat(leader.send("PUT", path(task, Uuid7.next(clock)), entry).status())
                .isEqualTo(403);
        Answer confirmed = leader.send("POST", path(task, id) + "/confirmation", "");
        assertThat(confirmed.json().path("confirmedBy").asString()).isEqualTo("周镇长");
    }

    @Test
    void aCommitmentWithoutNumbersIsDoneByTheWordOfWhoLeadsIt() {
        PublishedPlan.PlanNode task = task("到村锻炼");
        Map<String, Object> done = new HashMap<>(Map.of(
                "day", LocalDate.now(clock).toString(), "sentence", "已全部到村", "completes", true, "figures", List.of()));

        // It has a number, so a word alone does not make it done; its day has passed.
        office.send("PUT", path(task, Uuid7.next(clock)), done);
        JsonNode row = row(office, task);
        if (LocalDate.now(clock).isAfter(LocalDate.of(PlanSamples.YEAR, 1, 31))) {
            assertThat(row.path("state").asString()).isEqualTo("late");
            assertThat(row.path("daysLeft").asInt()).isNegative();
        }
        done.put("figures", List.of(Map.of("figure", task.targets().getFirst().figure(), "value", 6)));
        office.send("PUT", path(task, Uuid7.next(clock)), done);
        assertThat(row(office, task).path("doneBy").asString()).isEqualTo("declared");
    }

    @Test
    void thePlanPageCountsAndFilters() {
        declare(shiqiao, task("黄精"), 1300);

        JsonNode all = office.get("/api/plans/" + plan + "/progress").json();
        assertThat(all.path("counts").path("total").asInt()).isEqualTo(6);
        assertThat(all.path("counts").path("done").asInt()).isEqualTo(1);
        JsonNode chapter = all.path("groups")
                .valueStream()
                .filter(group -> group.path("number").asString().equals("2"))
                .findFirst()
                .orElseThrow();
        assertThat(chapter.path("counts").path("total").asInt()).isEqualTo(4);
        assertThat(chapter.path("counts").path("done").asInt()).isEqualTo(1);

        assertThat(rows("?state=done")).containsExactly("2.1.1");
        assertThat(rows("?q=亿元")).containsExactly("2.2.1");
        assertThat(rows("?line=party")).containsExactly("1.1.1", "1.1.2");
        assertThat(rows("?unit=" + town.stoneBridge.id())).containsExactly("1.1.2");
        assertThat(rows("?unit=" + town.office.id())).hasSize(6);
        assertThat(rows("?q=没有这样的事")).isEmpty();
    }

    @Test
    void aVillageSeesItsOwnFiguresButTheStandingOfTheWholePlan() {
        PublishedPlan.PlanNode task = task("黄精");
        declare(shiqiao, task, 1300);

        JsonNode row = chaling.get("/api/plans/" + plan + "/progress")
                .json()
                .path("rows")
                .valueStream()
                .filter(one ->
                        one.path("commitment").asString().equals(task.id().toString()))
                .findFirst()
                .orElseThrow();

        assertThat(row.path("state").asString()).isEqualTo("done");
        assertThat(row.path("entries").asInt()).isZero();
        assertThat(row.path("lastEntry").isMissingNode()).isTrue();
        assertThat(row.toString()).doesNotContain("1300");
    }

    @Test
    void theTaskTableIsReadyToPrint() throws IOException {
        declare(shiqiao, task("黄精"), 1300);

        Answer table = office.get("/api/plans/" + plan + "/task-table.xlsx");

        assertThat(table.type()).contains("spreadsheetml");
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(table.bytes()))) {
            Sheet sheet = book.getSheetAt(0);
            assertThat(sheet.getRow(2).getCell(0).getStringCellValue()).isEqualTo("序号");
            assertThat(sheet.getLastRowNum()).isEqualTo(8);
            assertThat(sheet.getRow(5).getCell(2).getStringCellValue()).contains("黄精");
            assertThat(sheet.getRow(5).getCell(7).getStringCellValue()).isEqualTo("≥1200亩");
            assertThat(sheet.getRow(5).getCell(9).getNumericCellValue()).isEqualTo(1300);
            assertThat(sheet.getRow(5).getCell(10).getStringCellValue()).startsWith("已完成（申报）");
            // Title, note, and each category over its rows.
            assertThat(sheet.getMergedRegions()).hasSize(5);
            assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
            assertThat(sheet.getRepeatingRows().getFirstRow()).isEqualTo(2);
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
        }
    }

    @Test
    void homeShowsWhatIsDueByRole() {
        UUID draft = PlanSamples.draft(plans, town);

        assertThat(due(office)).contains("plan-draft " + draft, "commitment " + plan);
        // Only the first village supports a commitment; the second has nothing to do with any.
        assertThat(due(shiqiao)).contains("commitment " + plan).doesNotContain("plan-draft " + draft);
        assertThat(due(chaling)).doesNotContain("commitment " + plan);
        assertThat(due(TestBrowser.signedIn(port, town.username("auditor")))).isEmpty();
        assertThat(office.get("/api/home").json().path("today").asString())
                .isEqualTo(LocalDate.now(clock).toString());
    }

    private static List<String> due(TestBrowser browser) {
        return browser.get("/api/home")
                .json()
                .path("due")
                .valueStream()
                .map(item -> item.path("kind").asString() + " "
                        + item.path("href").asString().replaceAll("/plans/([0-9a-f-]+).*", "$1"))
                .toList();
    }

    @Test
    void aCommitmentOpensWithItsQuoteAndItsTimeline() {
        PublishedPlan.PlanNode task = task("黄精");
        declare(shiqiao, task, 300);

        JsonNode opened = office.get("/api/commitments/" + task.id()).json();

        assertThat(opened.path("quote").asString()).isEqualTo("一是新增林下黄精种植1200亩以上。");
        assertThat(opened.path("path").valueStream().map(JsonNode::asString)).containsExactly("产业兴旺增动能", "做强特色农业");
        assertThat(opened.path("timeline")
                        .valueStream()
                        .map(item -> item.path("kind").asString()))
                .containsExactlyInAnyOrder("entry", "published");
        assertThat(opened.path("mayDeclare").asBoolean()).isTrue();
    }

    private PublishedPlan.PlanNode task(String words) {
        return PlanSamples.commitment(plans, town.officer(), plan, words);
    }

    private static String path(PublishedPlan.PlanNode task, UUID entry) {
        return "/api/commitments/" + task.id() + "/entries/" + entry;
    }

    private Map<String, Object> entry(PublishedPlan.PlanNode task, int amount) {
        return Map.of(
                "day",
                LocalDate.now(clock).toString(),
                "sentence",
                "黄精已种植" + amount,
                "figures",
                List.of(Map.of("figure", task.targets().getFirst().figure(), "value", amount)));
    }

    private UUID declare(TestBrowser browser, PublishedPlan.PlanNode task, int amount) {
        UUID id = Uuid7.next(clock);
        Answer answer = browser.send("PUT", path(task, id), entry(task, amount));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return id;
    }

    private JsonNode row(TestBrowser browser, PublishedPlan.PlanNode task) {
        return browser.get("/api/plans/" + plan + "/progress")
                .json()
                .path("rows")
                .valueStream()
                .filter(row ->
                        row.path("commitment").asString().equals(task.id().toString()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> rows(String filter) {
        return office.get("/api/plans/" + plan + "/progress"
                        + filter.replace("亿元", "%E4%BA%BF%E5%85%83").replace("没有这样的事", "%E6%B2%A1%E6%9C%89"))
                .json()
                .path("rows")
                .valueStream()
                .map(row -> row.path("number").asString())
                .toList();
    }
}
