package cn.shiji.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestBrowser.Part;
import cn.shiji.TestTown;
import cn.shiji.document.format.Formats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class ComparisonsTest {

    static final String PLAN = """
            青溪镇2025年工作计划

            一、产业兴旺
            （一）做强特色农业。一是新增林下黄精种植1200亩以上。二是改造茶园道路8公里。
            （二）抓实招商引资。新签约亿元项目3个以上。

            二、乡村治理
            一是每月开展一次人居环境整治评比。二是建成村级养老服务站5个。
            """;

    static final String REPORT = """
            青溪镇2025年工作总结

            一、产业发展
            新增林下黄精种植1260亩。改造茶园道路6公里。举办第一届枫香音乐节，接待游客2万人次。

            二、治理成效
            建成村级养老服务站5个。
            """;

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Comparisons comparisons;

    @Autowired
    JdbcClient database;

    /** One town for all tests here, each with a comparison of its own: hashing passwords takes longer than the tests. */
    static TestTown town;

    static TestBrowser office;

    @BeforeEach
    void aTown() {
        if (town == null) {
            town = TestTown.in(context);
            office = TestBrowser.signedIn(port, town.username("office"));
        }
    }

    @Test
    void twoDocumentsBecomeAComparisonWithBothTexts() {
        String id = compared(PLAN, REPORT);
        JsonNode view = office.get("/api/comparisons/" + id).json();

        assertThat(view.path("title").asString()).isEqualTo(town.town.name() + "2025年计划—总结对照");
        assertThat(view.path("mayEdit").asBoolean()).isTrue();
        assertThat(view.path("plan").path("text").asString()).contains("新增林下黄精种植1200亩以上");
        assertThat(view.path("report").path("fileName").asString()).isEqualTo("总结.txt");
        JsonNode counts = view.path("standing").path("counts");
        assertThat(counts.path("commitments").asInt())
                .isEqualTo(view.path("standing").path("commitments").size())
                .isGreaterThan(3);
        assertThat(counts.path("told").asInt()
                        + counts.path("otherFigure").asInt()
                        + counts.path("notTold").asInt())
                .isEqualTo(counts.path("commitments").asInt());
        JsonNode listed = office.get("/api/comparisons").json();
        assertThat(listed.findValuesAsString("id")).contains(id);
        assertThat(office.get("/api/comparisons/" + id + "/documents/plan").text())
                .isEqualTo(PLAN);
    }

    @Test
    void theFaultsOfBothFilesAreToldAtOnce() {
        JsonNode reading = read(
                new Part("plan", "计划.docx", "这不是 Word".getBytes(StandardCharsets.UTF_8)),
                new Part("report", "总结.txt", new byte[0]));

        assertThat(reading.path("stage").asString()).isEqualTo("refused");
        assertThat(reading.path("problems").size()).isEqualTo(2);
        assertThat(reading.path("problems").get(0).path("side").asString()).isEqualTo("plan");
        assertThat(reading.path("problems").get(0).path("detail").asString()).contains("计划.docx");
        assertThat(reading.path("problems").get(1).path("side").asString()).isEqualTo("report");
        assertThat(reading.path("problems").get(1).path("detail").asString()).contains("总结.txt");
    }

    @Test
    void aCorrectionIsKeptWithWhoMadeItAndWhatTheMachineHadSaid() {
        String id = compared(PLAN, REPORT);
        JsonNode commitment = commitment(id, "人居环境");
        int no = commitment.path("no").asInt();
        int[] where = place(REPORT, "举办第一届枫香音乐节");
        Answer changed = office.send(
                "PATCH",
                "/api/comparisons/" + id + "/commitments/" + no,
                Map.of("version", 1, "verdict", "told", "report", List.of(where), "note", "音乐节前集中整治"));

        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.json().path("version").asInt()).isEqualTo(2);
        JsonNode now = commitment(id, "人居环境");
        assertThat(now.path("verdict").asString()).isEqualTo("told");
        assertThat(cut(REPORT, now.path("report").get(0))).isEqualTo("举办第一届枫香音乐节");
        assertThat(now.path("decided").path("by").asString()).isEqualTo("吴主任");
        assertThat(now.path("decided").path("machine").asString())
                .isEqualTo(commitment.path("verdict").asString());
        assertThat(now.path("decided").path("note").asString()).isEqualTo("音乐节前集中整治");
        assertThat(trail(id)).contains("comparison.decide");
    }

    @Test
    void aCorrectionSurvivesAnotherMatching() {
        String id = compared(PLAN, REPORT);
        int no = commitment(id, "招商引资").path("no").asInt();
        decide(id, 1, no, Map.of("verdict", "told", "report", List.of(place(REPORT, "接待游客2万人次"))));
        Answer again = office.send("POST", "/api/comparisons/" + id + "/match", Map.of("version", 2));

        assertThat(again.status()).as(again.toString()).isEqualTo(200);
        JsonNode now = commitment(id, "招商引资");
        assertThat(now.path("verdict").asString()).isEqualTo("told");
        assertThat(cut(REPORT, now.path("report").get(0))).isEqualTo("接待游客2万人次");
        assertThat(now.path("decided").path("shaken").asBoolean()).isFalse();
    }

    @Test
    void aCorrectionFindsItsPlaceInACorrectedReportAndSaysWhatIsGone() {
        String id = compared(PLAN, REPORT);
        int first = commitment(id, "招商引资").path("no").asInt();
        int second = commitment(id, "人居环境").path("no").asInt();
        decide(id, 1, first, Map.of("report", List.of(place(REPORT, "接待游客2万人次"))));
        decide(id, 2, second, Map.of("report", List.of(place(REPORT, "举办第一届枫香音乐节"))));
        String better =
                "青溪镇2025年工作总结（第二稿）\n\n" + REPORT.substring(REPORT.indexOf('一')).replace("举办第一届枫香音乐节，", "");
        Answer replaced =
                office.upload("/api/comparisons/" + id + "/documents/report?version=3", "总结二稿.txt", utf8(better));

        assertThat(replaced.status()).as(replaced.toString()).isEqualTo(200);
        assertThat(replaced.json().path("report").path("fileName").asString()).isEqualTo("总结二稿.txt");
        JsonNode kept = commitment(id, "招商引资");
        assertThat(cut(better, kept.path("report").get(0))).isEqualTo("接待游客2万人次");
        assertThat(kept.path("decided").path("shaken").asBoolean()).isFalse();
        JsonNode shaken = commitment(id, "人居环境");
        assertThat(shaken.path("verdict").asString()).isEqualTo("told");
        assertThat(shaken.path("report").size()).isZero();
        assertThat(shaken.path("decided").path("shaken").asBoolean()).isTrue();

        office.upload("/api/comparisons/" + id + "/documents/report?version=4", "总结.txt", utf8(REPORT));
        JsonNode back = commitment(id, "人居环境");
        assertThat(cut(REPORT, back.path("report").get(0))).isEqualTo("举办第一届枫香音乐节");
        assertThat(back.path("decided").path("shaken").asBoolean()).isFalse();
    }

    @Test
    void aDecisionWhoseCommitmentIsGoneIsListedAsLost() {
        String id = compared(PLAN, REPORT);
        decide(id, 1, commitment(id, "人居环境").path("no").asInt(), Map.of("verdict", "told", "note", "看过现场"));
        Answer replaced = office.upload(
                "/api/comparisons/" + id + "/documents/plan?version=2",
                "计划.txt",
                utf8(PLAN.replace("一是每月开展一次人居环境整治评比。", "")));

        assertThat(replaced.status()).as(replaced.toString()).isEqualTo(200);
        JsonNode lost = replaced.json().path("standing").path("lost");
        assertThat(lost.size()).isEqualTo(1);
        assertThat(lost.get(0).path("quote").asString()).contains("人居环境");
        assertThat(lost.get(0).path("note").asString()).isEqualTo("看过现场");
    }

    @Test
    void aStaleChangeIsRefusedInWordsAndChangesNothing() {
        String id = compared(PLAN, REPORT);
        int no = commitment(id, "人居环境").path("no").asInt();
        decide(id, 1, no, Map.of("verdict", "told"));
        Answer stale = office.send(
                "PATCH", "/api/comparisons/" + id + "/commitments/" + no, Map.of("version", 1, "verdict", "not_told"));

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.code()).isEqualTo("comparison.changed-meanwhile");
        assertThat(stale.json().path("detail").asString()).contains("吴主任", "没有保存");
        assertThat(commitment(id, "人居环境").path("verdict").asString()).isEqualTo("told");
    }

    @Test
    void undoTakesBackOnlyOnesOwnNewestDecision() {
        String id = compared(PLAN, REPORT);
        JsonNode before = commitment(id, "人居环境");
        int no = before.path("no").asInt();
        decide(id, 1, no, Map.of("verdict", "told"));
        Answer undone = office.send("POST", "/api/comparisons/" + id + "/undo", Map.of("version", 2));

        assertThat(undone.status()).as(undone.toString()).isEqualTo(200);
        assertThat(commitment(id, "人居环境")).isEqualTo(before);
        Answer more = office.send("POST", "/api/comparisons/" + id + "/undo", Map.of("version", 3));
        assertThat(more.status()).isEqualTo(409);
        assertThat(more.code()).isEqualTo("comparison.nothing-to-undo");
    }

    @Test
    void theMachinesWordCanBePutBack() {
        String id = compared(PLAN, REPORT);
        JsonNode before = commitment(id, "人居环境");
        int no = before.path("no").asInt();
        decide(id, 1, no, Map.of("verdict", "told"));
        decide(id, 2, no, Map.of("machine", true));

        assertThat(commitment(id, "人居环境")).isEqualTo(before);
    }

    @Test
    void aStatementSetAsideIsNoLongerCountedAsBeyondThePlan() {
        String id = compared(PLAN, REPORT);
        JsonNode standing = office.get("/api/comparisons/" + id).json().path("standing");
        int before = standing.path("counts").path("unplanned").asInt();
        assertThat(before).isPositive();
        int no = 0;
        for (JsonNode result : standing.path("results")) {
            if (result.path("basis").asString().equals("unplanned")) {
                no = result.path("no").asInt();
            }
        }
        Answer aside =
                office.send("PATCH", "/api/comparisons/" + id + "/results/" + no, Map.of("version", 1, "aside", true));

        assertThat(aside.status()).as(aside.toString()).isEqualTo(200);
        assertThat(aside.json().path("counts").path("unplanned").asInt()).isEqualTo(before - 1);
        Answer back =
                office.send("PATCH", "/api/comparisons/" + id + "/results/" + no, Map.of("version", 2, "aside", false));
        assertThat(back.json().path("counts").path("unplanned").asInt()).isEqualTo(before);
    }

    @Test
    void whatIsWrongInACorrectionIsToldAtOnce() {
        String id = compared(PLAN, REPORT);
        Answer wrong = office.send(
                "PATCH",
                "/api/comparisons/" + id + "/commitments/1",
                Map.of(
                        "version",
                        1,
                        "verdict",
                        "maybe",
                        "report",
                        List.of(new int[] {5, 2}, new int[] {0, 1_000_000}),
                        "note",
                        "长".repeat(501)));

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.code()).isEqualTo("comparison.faulty");
        assertThat(wrong.json().path("faults").findValuesAsString("at"))
                .containsExactlyInAnyOrder("verdict", "report[0]", "report[1]", "note");
        assertThat(office.send("PATCH", "/api/comparisons/" + id + "/commitments/999", Map.of("version", 1))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsRemovedCanBePutBack() {
        String id = compared(PLAN, REPORT);

        assertThat(office.delete("/api/comparisons/" + id).status()).isEqualTo(204);
        assertThat(office.get("/api/comparisons/" + id).status()).isEqualTo(404);
        assertThat(office.get("/api/comparisons").text()).doesNotContain(id);
        assertThat(office.send("POST", "/api/comparisons/" + id + "/restore", "")
                        .status())
                .isEqualTo(200);
        assertThat(office.get("/api/comparisons/" + id).status()).isEqualTo(200);
    }

    @Test
    void anotherVillageSeesNothingAndWhoMayOnlyReadChangesNothing() {
        String id = compared(PLAN, REPORT);
        int no = commitment(id, "人居环境").path("no").asInt();
        TestBrowser village = TestBrowser.signedIn(port, town.username("shiqiao"));
        for (String address : List.of("", "/table.xlsx", "/table.docx", "/documents/plan")) {
            Answer answer = village.get("/api/comparisons/" + id + address);
            assertThat(answer.status()).as(address).isEqualTo(404);
        }
        assertThat(village.get("/api/comparisons").json().size()).isZero();
        TestBrowser auditor = TestBrowser.signedIn(port, town.username("auditor"));
        JsonNode seen = auditor.get("/api/comparisons/" + id).json();
        assertThat(seen.path("mayEdit").asBoolean(true)).isFalse();
        for (TestBrowser other : List.of(village, auditor)) {
            assertThat(other.send(
                                    "PATCH",
                                    "/api/comparisons/" + id + "/commitments/" + no,
                                    Map.of("version", 1, "verdict", "told"))
                            .status())
                    .isBetween(403, 404);
            assertThat(other.delete("/api/comparisons/" + id).status()).isBetween(403, 404);
        }
    }

    @Test
    void theWorkbookHoldsEveryCommitmentAndPrintsAcross() throws IOException {
        String id = compared(PLAN, REPORT);
        int no = commitment(id, "人居环境").path("no").asInt();
        decide(id, 1, no, Map.of("verdict", "told", "note", "看过现场"));
        Answer file = office.get("/api/comparisons/" + id + "/table.xlsx");

        assertThat(file.status()).isEqualTo(200);
        JsonNode standing = office.get("/api/comparisons/" + id).json().path("standing");
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file.bytes()))) {
            Sheet table = book.getSheet("计划—总结对照表");
            assertThat(cells(table, 2)).containsExactly("序号", "计划章节", "计划原文", "对照结果", "总结原文", "说明", "把握");
            assertThat(table.getLastRowNum())
                    .isEqualTo(2 + standing.path("commitments").size());
            List<String> decided = cells(table, 2 + no);
            assertThat(decided.get(2)).contains("人居环境");
            assertThat(decided.get(3)).isEqualTo("已写到");
            assertThat(decided.get(5)).contains("看过现场", "吴主任", "系统判断：");
            assertThat(decided.get(6)).isEqualTo("人工核定");
            assertThat(table.getPrintSetup().getLandscape()).isTrue();
            assertThat(table.getPrintSetup().getPaperSize()).isEqualTo(PrintSetup.A4_PAPERSIZE);
            assertThat(table.getRepeatingRows().getFirstRow()).isEqualTo(2);
            Sheet beyond = book.getSheet("计划外的总结内容");
            assertThat(beyond.getLastRowNum())
                    .isEqualTo(2 + standing.path("counts").path("unplanned").asInt());
        }
    }

    @Test
    void theWordFileHoldsBothPartsWithHeadsThatRepeat() throws IOException {
        String id = compared(PLAN, REPORT);
        Answer file = office.get("/api/comparisons/" + id + "/table.docx");

        assertThat(file.status()).isEqualTo(200);
        JsonNode standing = office.get("/api/comparisons/" + id).json().path("standing");
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(file.bytes()))) {
            assertThat(document.getParagraphs().getFirst().getText()).contains("计划—总结对照");
            XWPFTable table = document.getTables().getFirst();
            assertThat(table.getRows()).hasSize(1 + standing.path("commitments").size());
            assertThat(table.getRow(0).isRepeatHeader()).isTrue();
            assertThat(table.getRow(0).getCell(2).getText()).isEqualTo("计划原文");
            assertThat(table.getText()).contains("新增林下黄精种植1200亩以上");
            assertThat(document.getTables().get(1).getRows())
                    .hasSize(1 + standing.path("counts").path("unplanned").asInt());
            assertThat(document.getDocument()
                            .getBody()
                            .getSectPr()
                            .getPgSz()
                            .getOrient()
                            .toString())
                    .isEqualTo("landscape");
        }
    }

    @Test
    void aDocumentWithoutAnyStatementIsRefusedInWords() {
        JsonNode reading = read(new Part("plan", "计划.txt", utf8("\n \n")), new Part("report", "总结.txt", utf8(REPORT)));

        assertThat(reading.path("stage").asString()).isEqualTo("refused");
        assertThat(reading.path("problems").get(0).path("detail").asString()).contains("计划.txt");
    }

    @Test
    void onlyWhoStartedAReadingMayAskHowFarItIs() {
        JsonNode reading = read(new Part("plan", "计划.txt", utf8(PLAN)), new Part("report", "总结.txt", utf8(REPORT)));
        String path = "/api/comparisons/readings/" + reading.path("id").asString();

        TestBrowser stranger = TestBrowser.signedIn(port, TestTown.in(context).username("office"));
        assertThat(stranger.get(path).status()).isEqualTo(404);
        TestBrowser leader = TestBrowser.signedIn(port, town.username("leader"));
        assertThat(leader.get(path).status()).as("has no right to compare").isEqualTo(403);
    }

    @Test
    void whateverTheReaderReadsCanBeDroppedOnThePage() {
        String page = Repository.text(Repository.ROOT.resolve("web/src/widgets/documents.ts"));

        assertThat(Formats.ENDINGS).allSatisfy(ending -> assertThat(page).contains("'." + ending + "'"));
    }

    @Test
    void aDocumentIsTakenByWhatItIsNotByItsName() {
        JsonNode reading = read(
                new Part("plan", "计划.md", utf8("# 计划\n\n" + PLAN)),
                new Part(
                        "report",
                        "总结.html",
                        utf8("<html><body><p>" + REPORT.replace("\n", "</p><p>") + "</p></body></html>")));

        assertThat(reading.path("stage").asString()).as(reading.toString()).isEqualTo("done");
    }

    @Test
    void aComparisonIsMadeWithoutAnyOtherData() {
        UUID id = comparisons.compare(
                town.officer(), town.town.id(), 2025, "去年的", "计划.txt", utf8(PLAN), "总结.txt", utf8(REPORT));

        assertThat(comparisons.all(town.officer()))
                .filteredOn(one -> one.id().equals(id))
                .first()
                .satisfies(one -> {
                    assertThat(one.title()).isEqualTo("去年的");
                    assertThat(one.counts().commitments()).isGreaterThan(3);
                });
    }

    private String compared(String plan, String report) {
        JsonNode reading = read(new Part("plan", "计划.txt", utf8(plan)), new Part("report", "总结.txt", utf8(report)));
        assertThat(reading.path("stage").asString()).as(reading.toString()).isEqualTo("done");
        return reading.path("comparison").asString();
    }

    private JsonNode read(Part plan, Part report) {
        Answer started =
                office.upload("/api/comparisons/readings?unit=" + town.town.id() + "&year=2025", List.of(plan, report));
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        String address =
                "/api/comparisons/readings/" + started.json().path("id").asString();
        Instant until = Instant.now().plus(Duration.ofSeconds(30));
        JsonNode reading = started.json();
        while (!List.of("done", "refused").contains(reading.path("stage").asString())
                && Instant.now().isBefore(until)) {
            try {
                Thread.sleep(30);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            reading = office.get(address).json();
        }
        return reading;
    }

    private void decide(String id, int version, int no, Map<String, Object> change) {
        Map<String, Object> body = new java.util.HashMap<>(change);
        body.put("version", version);
        Answer answer = office.send("PATCH", "/api/comparisons/" + id + "/commitments/" + no, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    /** The commitment whose words in the plan hold these. */
    private JsonNode commitment(String id, String words) {
        JsonNode view = office.get("/api/comparisons/" + id).json();
        String text = view.path("plan").path("text").asString();
        for (JsonNode commitment : view.path("standing").path("commitments")) {
            if (cut(text, commitment.path("span")).contains(words)) {
                return commitment;
            }
        }
        for (JsonNode commitment : view.path("standing").path("commitments")) {
            if (commitment.path("under").toString().contains(words)) {
                return commitment;
            }
        }
        throw new AssertionError("No commitment about " + words + ": " + view.path("standing"));
    }

    private List<String> trail(String id) {
        return database.sql("select verb from access.audit where subject_id = :id")
                .param("id", id)
                .query(String.class)
                .list();
    }

    private static String cut(String text, JsonNode span) {
        return text.substring(span.get(0).asInt(), span.get(1).asInt());
    }

    private static int[] place(String text, String words) {
        return new int[] {text.indexOf(words), text.indexOf(words) + words.length()};
    }

    private static List<String> cells(Sheet sheet, int row) {
        List<String> cells = new ArrayList<>();
        sheet.getRow(row).forEach(cell -> cells.add(cell.getStringCellValue()));
        return cells;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
