package cn.shiji.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.directory.Unit;
import cn.shiji.indicator.TestPack;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Uuid7;
import cn.shiji.plan.Assignment;
import cn.shiji.plan.DutyRole;
import cn.shiji.plan.FigureChange;
import cn.shiji.plan.NewEntry;
import cn.shiji.plan.PlanView;
import cn.shiji.plan.Plans;
import cn.shiji.report.ReportView.ChipView;
import cn.shiji.report.ReportView.DifferenceView;
import cn.shiji.report.ReportView.PieceView;
import cn.shiji.report.ReportView.SectionView;
import cn.shiji.report.ReportView.SentenceView;
import cn.shiji.report.ReportView.UntoldView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

@ServerTest
class ReportsTest {

    private static final String PLAN = """
            青溪镇%d年工作计划

            一、生态保护，把青山守牢

            （一）管好山林。一是坚持联合巡山，全年巡山200次以上。二是拉长巡护线路，巡护里程达到1000公里以上。三是修通防火道，新修防火道12公里。

            （二）治好河道。一是清理河道，全年清理垃圾300吨。

            二、产业兴旺，把日子过好

            （一）壮大林下经济。一是扩种林下黄精，新种黄精1200亩以上，带动农户400户。二是办好茶叶节，接待游客5000人次。
            """;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Reports reports;

    @Autowired
    private Plans plans;

    @Autowired
    private Clock clock;

    @LocalServerPort
    private int port;

    /** One town for all tests here: hashing passwords takes longer than the tests. */
    private static TestTown town;

    private TestPack pack;
    private TestPack.Walks walks;
    private UUID plan;
    private int year;

    @BeforeEach
    void aTownWithAPlanThatWalked() {
        if (town == null) {
            town = TestTown.in(context);
        }
        year = LocalDate.now(clock).getYear() - 1;
        pack = TestPack.in(context);
        walks = pack.walksOf(town, year);
        plan = publish();
        declare("黄精", town.office, "新种黄精1260亩，带动农户412户。", Map.of("1200亩", "1260", "400户", "412"), town.officer());
    }

    @Test
    void bracketsInADeclaredSentenceAreWordsAndNoFigure() {
        declare("清理河道", town.stoneBridge, "清理垃圾⟦%s⟧处。".formatted(plan), Map.of(), town.stoneBridgeClerk());

        assertThat(read(build(town.officer()))).anyMatch(sentence -> sentence.contains("清理垃圾［" + plan + "］处"));
    }

    @Test
    void aReportTellsRecordsFirstThenDeclarationsAndListsApartWhatHasNothing() {
        ReportView report = build(town.officer());

        assertThat(report.sections())
                .extracting(section -> section.marker() + section.heading())
                .containsExactly("一、生态保护，把青山守牢", "（一）管好山林", "二、产业兴旺，把日子过好", "（一）壮大林下经济");
        assertThat(read(report)).containsExactly("一是坚持联合巡山。全年巡山3次、13.5公里，3人参加。", "一是扩种林下黄精。新种黄精1260亩，带动农户412户。");
        assertThat(sentences(report)).extracting(SentenceView::origin).containsExactly("recorded", "declared");
        assertThat(report.untold())
                .extracting(UntoldView::heading)
                .containsExactly("修通防火道，新修防火道12公里", "清理河道，全年清理垃圾300吨", "办好茶叶节，接待游客5000人次");
        assertThat(report.untold().getFirst().lead()).isEqualTo("党政办");
        assertThat(report.toldElsewhere()).singleElement().satisfies(told -> {
            assertThat(told.heading()).startsWith("拉长巡护线路");
            assertThat(told.sentence()).isEqualTo(sentences(report).getFirst().id());
        });
        assertThat(report.counts().figures()).isEqualTo(5);
        assertThat(report.counts().supported()).isEqualTo(3);
        assertThat(report.counts().declared()).isEqualTo(2);
        assertThat(report.counts().unsupported()).isZero();
    }

    @Test
    void everyFigureSaysWhatStandsBehindIt() {
        ReportView report = build(town.officer());
        ChipView walked = chip(report, "3次");
        assertThat(walked.state()).isEqualTo("live");
        assertThat(walked.figure()).satisfies(figure -> {
            assertThat(figure.definition()).isEqualTo("一次巡山记一次");
            assertThat(figure.scope().name()).isEqualTo(town.town.name());
            assertThat(figure.from()).isEqualTo(LocalDate.of(year, 1, 1));
            assertThat(figure.to()).isEqualTo(LocalDate.of(year, 12, 31));
            assertThat(figure.records()).isEqualTo(3);
            assertThat(figure.asOf()).isNotNull();
        });
        ChipView planted = chip(report, "1260亩");
        assertThat(planted.state()).isEqualTo("declared");
        assertThat(planted.declaredBy()).isEqualTo("党政办");
        assertThat(planted.entry()).isNotNull();
    }

    @Test
    void aDraftFollowsTheRecords() {
        ReportView report = build(town.officer());
        pack.withdraw(walks.teaRidge());
        assertThat(read(view(report)).getFirst()).contains("全年巡山2次、10.5公里，3人参加");
    }

    @Test
    void aRecordCorrectedAfterFreezingShowsExactlyTheFiguresThatDifferNow() {
        ReportView report = build(town.officer());
        reports.freeze(town.officer(), report.id(), report.version());
        assertThat(reports.differences(town.officer(), report.id(), Locale.CHINESE))
                .isEmpty();
        assertThat(view(report).counts().supported()).isEqualTo(3);

        // Longer by a kilometre; the same walkers on the same walk.
        pack.correct(
                walks.stoneBridge(), LocalDate.of(year, 3, 5), "石桥西线", "5.5", List.of("zhang", "li"), town.stoneBridge);

        ReportView frozen = view(report);
        assertThat(read(frozen).getFirst()).contains("全年巡山3次、13.5公里，3人参加");
        assertThat(chip(frozen, "13.5公里").state()).isEqualTo("changed");
        assertThat(chip(frozen, "13.5公里").nowValue()).isEqualByComparingTo("14.5");
        assertThat(chip(frozen, "3次").state()).isEqualTo("supported");
        assertThat(chip(frozen, "3人").state()).isEqualTo("supported");
        assertThat(chip(frozen, "1260亩").state()).isEqualTo("declared");
        assertThat(frozen.counts().changed()).isEqualTo(1);
        List<DifferenceView> differences = reports.differences(town.officer(), report.id(), Locale.CHINESE);
        assertThat(differences).singleElement().satisfies(difference -> {
            assertThat(difference.label()).isEqualTo("巡山里程");
            assertThat(difference.frozen()).isEqualByComparingTo("13.5");
            assertThat(difference.now()).isEqualByComparingTo("14.5");
            assertThat(difference.records()).singleElement().satisfies(record -> {
                assertThat(record.id()).isEqualTo(walks.stoneBridge().id());
                assertThat(record.before()).isEqualByComparingTo("4.5");
                assertThat(record.now()).isEqualByComparingTo("5.5");
                assertThat(record.open())
                        .isEqualTo("/records/" + walks.stoneBridge().id());
            });
        });

        // Put right again, nothing differs any more.
        pack.correct(
                new cn.shiji.kernel.SourceRef(
                        "record",
                        walks.stoneBridge().kind(),
                        walks.stoneBridge().id(),
                        2),
                LocalDate.of(year, 3, 5),
                "石桥西线",
                "4.5",
                List.of("zhang", "li"),
                town.stoneBridge);
        assertThat(reports.differences(town.officer(), report.id(), Locale.CHINESE))
                .isEmpty();
    }

    @Test
    void aDeclarationRenewedAfterFreezingDiffersToo() {
        ReportView report = build(town.officer());
        reports.freeze(town.officer(), report.id(), null);
        declare("黄精", town.office, "新种黄精1300亩，带动农户412户。", Map.of("1200亩", "1300", "400户", "412"), town.officer());
        assertThat(reports.differences(town.officer(), report.id(), Locale.CHINESE))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.frozen()).isEqualByComparingTo("1260");
                    assertThat(difference.now()).isEqualByComparingTo("1300");
                });
    }

    @Test
    void aFrozenReportIsNotChangedUntilThawedAndStaysOnFile() {
        ReportView report = build(town.officer());
        SentenceView first = sentences(report).getFirst();
        reports.freeze(town.officer(), report.id(), null);
        assertProblem(() -> reports.rewrite(town.officer(), report.id(), null, first.id(), "不巡了。"), "report.frozen");
        reports.thaw(town.officer(), report.id(), null);
        reports.rewrite(town.officer(), report.id(), null, first.id(), first.text());
        assertThat(view(report).state()).isEqualTo("draft");
        assertProblem(() -> reports.delete(town.officer(), report.id()), "report.was-frozen");
        assertProblem(() -> reports.thaw(town.officer(), report.id(), null), "report.not-frozen");
    }

    @Test
    void chipsMayBeMovedAndLeftOutButNotMadeUp() {
        ReportView report = build(town.officer());
        SentenceView first = sentences(report).getFirst();
        String length = token(report, "13.5公里");
        String times = token(report, "3次");

        reports.rewrite(town.officer(), report.id(), report.version(), first.id(), "走了" + length + "，共" + times + "。");
        ReportView changed = view(report);
        assertThat(read(changed).getFirst()).isEqualTo("走了13.5公里，共3次。");
        assertThat(sentences(changed).getFirst().edited()).isTrue();
        assertThat(changed.counts().figures()).isEqualTo(4);

        assertProblem(
                () -> reports.rewrite(town.officer(), report.id(), null, first.id(), "走了⟦" + UUID.randomUUID() + "⟧。"),
                "report.chip-unknown");
        assertProblem(
                () -> reports.rewrite(town.officer(), report.id(), null, first.id(), "走了⟦很远⟧。"), "report.chip-unknown");
        assertProblem(
                () -> reports.rewrite(town.officer(), report.id(), report.version(), first.id(), "走了。"),
                "report.changed-meanwhile");
        // A figure of the sentence taken out can be put back: the report still knows it.
        reports.rewrite(town.officer(), report.id(), null, first.id(), first.text());
        assertThat(view(report).counts().figures()).isEqualTo(5);
    }

    @Test
    void aNumberTypedByHandIsUnsupported() {
        ReportView report = build(town.officer());
        UUID section = report.sections().getLast().id();
        UUID added = reports.addSentence(town.officer(), report.id(), null, section, "茶农户均增收3000元以上，群众满意。", null);
        ReportView changed = view(report);
        assertThat(changed.counts().unsupported()).isEqualTo(1);
        ChipView typed = changed.chips().values().stream()
                .filter(chip -> chip.state().equals("unsupported"))
                .findFirst()
                .orElseThrow();
        assertThat(typed.text()).isEqualTo("3000元");
        SentenceView sentence = sentences(changed).stream()
                .filter(one -> one.id().equals(added))
                .findFirst()
                .orElseThrow();
        assertThat(sentence.origin()).isEqualTo("written");
        assertThat(sentence.pieces()).contains(new PieceView("3000元", typed.id()));
        // An editor may send it back as a figure.
        reports.rewrite(town.officer(), report.id(), null, added, "户均增收⟦" + typed.id() + "⟧。");
        assertThat(read(view(report)).getLast()).isEqualTo("户均增收3000元。");
    }

    @Test
    void sectionsAreRegroupedAndRenamed() {
        ReportView report = build(town.officer());
        UUID nature = report.sections().get(0).id();
        UUID forest = report.sections().get(1).id();
        UUID trade = report.sections().get(2).id();

        UUID added = reports.addSection(town.officer(), report.id(), null, "特色亮点", null, nature);
        reports.moveSection(town.officer(), report.id(), null, forest, added, 1);
        reports.renameSection(town.officer(), report.id(), null, trade, "产业更旺");
        reports.moveSection(town.officer(), report.id(), null, trade, null, 1);
        assertThat(view(report).sections())
                .extracting(section -> section.marker() + section.heading())
                .containsExactly("一、产业更旺", "（一）壮大林下经济", "二、生态保护，把青山守牢", "三、特色亮点", "（一）管好山林");

        SentenceView walked = sentences(view(report)).getLast();
        reports.moveSentence(town.officer(), report.id(), null, walked.id(), nature, 1);
        assertProblem(
                () -> reports.removeSection(town.officer(), report.id(), null, nature), "report.section-not-empty");
        reports.removeSection(town.officer(), report.id(), null, forest);
        reports.removeSection(town.officer(), report.id(), null, added);
        assertThat(view(report).sections())
                .extracting(SectionView::heading)
                .containsExactly("产业更旺", "壮大林下经济", "生态保护，把青山守牢");
        assertProblem(
                () -> reports.moveSection(
                        town.officer(),
                        report.id(),
                        null,
                        trade,
                        view(report).sections().get(1).id(),
                        1),
                "report.section-in-itself");
    }

    @Test
    void aSentenceTakenOutLeavesItsCommitmentUntold() {
        ReportView report = build(town.officer());
        reports.removeSentence(
                town.officer(), report.id(), null, sentences(report).getLast().id());
        assertThat(view(report).untold())
                .extracting(UntoldView::heading)
                .anyMatch(heading -> heading.startsWith("扩种林下黄精"));
    }

    @Test
    void whatCameLaterIsToldOnDemand() {
        ReportView report = build(town.officer());
        UUID road = report.untold().getFirst().commitment();
        UUID section = report.sections().get(1).id();
        assertProblem(
                () -> reports.addTold(town.officer(), report.id(), null, section, road, null),
                "report.nothing-to-tell");

        declare("防火道", town.office, "新修防火道9公里。", Map.of("12公里", "9"), town.officer());
        reports.addTold(town.officer(), report.id(), null, section, road, null);
        assertThat(read(view(report))).contains("二是修通防火道。新修防火道9公里。");
        assertThat(view(report).untold())
                .noneMatch(untold -> untold.commitment().equals(road));

        reports.addFigure(town.officer(), report.id(), null, section, pack.indicator("length"), null);
        assertThat(read(view(report))).contains("巡山里程13.5公里。");
    }

    @Test
    void aUnitWithOnlySomeOfTheFiguresTellsOnlyThose() {
        pack.withdraw(walks.stoneBridge());
        pack.correct(walks.together(), LocalDate.of(year, 4, 7), "交界山脊", "6", List.of(), town.stoneBridge);
        assertThat(read(build(town.stoneBridgeClerk()))).containsExactly("一是坚持联合巡山。巡山次数1次，巡山里程6公里。");
    }

    @Test
    void villageAsReportHoldsNothingOfVillageB() {
        declare("清理河道", town.teaRidge, "茶岭村清理垃圾77吨。", Map.of("300吨", "77"), town.teaRidgeClerk());
        ReportView own = build(town.stoneBridgeClerk());

        assertThat(own.unit().name()).isEqualTo("石桥村");
        assertThat(read(own)).containsExactly("一是坚持联合巡山。全年巡山2次、10.5公里，3人参加。");
        byte[] file = reports.document(town.stoneBridgeClerk(), own.id());
        assertThat(words(file)).contains("石桥村").doesNotContain("茶岭", "77", "13.5", "1260");

        // Its own neighbour, and the town's report, are not there for it.
        ReportView other = build(town.teaRidgeClerk());
        ReportView whole = build(town.officer());
        assertThat(read(whole)).anyMatch(sentence -> sentence.contains("77吨"));
        for (UUID hidden : List.of(other.id(), whole.id(), UUID.randomUUID())) {
            assertProblem(() -> reports.view(town.stoneBridgeClerk(), hidden, Locale.CHINESE), "report.missing");
            assertProblem(() -> reports.document(town.stoneBridgeClerk(), hidden), "report.missing");
            assertProblem(() -> reports.differences(town.stoneBridgeClerk(), hidden, Locale.CHINESE), "report.missing");
            assertProblem(() -> reports.freeze(town.stoneBridgeClerk(), hidden, null), "report.missing");
        }
        assertThat(reports.all(town.stoneBridgeClerk()))
                .allMatch(summary -> summary.unit().name().equals("石桥村"));
        assertProblem(
                () -> reports.build(town.stoneBridgeClerk(), plan, town.teaRidge.id(), null, null),
                "directory.unit-missing");
        // The town's office may build the village's report; it is the same.
        UUID built = reports.build(town.officer(), plan, town.stoneBridge.id(), null, null);
        assertThat(read(reports.view(town.officer(), built, Locale.CHINESE))).isEqualTo(read(own));
    }

    @Test
    void whoOnlyReadsMayNotChange() {
        ReportView report = build(town.officer());
        for (Caller reader : List.of(town.leader(), town.auditor())) {
            assertThat(reports.view(reader, report.id(), Locale.CHINESE).mayEdit())
                    .isFalse();
            assertProblem(() -> reports.build(reader, plan, null, null, null), "access.not-allowed");
            assertProblem(() -> reports.rename(reader, report.id(), null, "另一个"), "access.not-allowed");
            assertProblem(() -> reports.freeze(reader, report.id(), null), "access.not-allowed");
        }
    }

    @Test
    void theWordFileHasStylesTaggedFiguresAndAnAnnexOfAllOfThem() throws IOException {
        ReportView report = build(town.officer());
        UUID section = report.sections().getLast().id();
        reports.addSentence(town.officer(), report.id(), null, section, "茶农<户均>增收3000元以上 & 更多。", null);
        reports.freeze(town.officer(), report.id(), null);
        report = view(report);
        byte[] file = reports.document(town.officer(), report.id());
        Files.createDirectories(Path.of("target/reports"));
        Files.write(Path.of("target/reports/sample.docx"), file);

        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(file))) {
            assertThat(document.getParagraphs())
                    .extracting(paragraph -> String.valueOf(paragraph.getStyle()))
                    .contains("ShijiTitle", "ShijiLevel1", "ShijiLevel2", "ShijiBody");
            String xml = document.getDocument().xmlText();
            for (ChipView chip : report.chips().values()) {
                assertThat(xml).contains("figure:" + chip.id());
            }
            assertThat(document.getTables()).hasSize(1);
            assertThat(document.getTables().getFirst().getRows())
                    .hasSize(1 + report.counts().figures());
            assertThat(document.getTables().getFirst().getRow(1).getTableCells())
                    .extracting(cell -> cell.getText())
                    .contains("3次", "巡山次数：一次巡山记一次", town.town.name(), "记录 3 条")
                    .anyMatch(cell -> cell.equals("一、（一）管好山林，第 1 句"));
        }
        assertThat(words(file)).contains("茶农<户均>增收3000元", "无来源", "单位申报");
    }

    @Test
    void theCommandLinesFileIsOfTheUnitAskedForAndKeepsNothing() {
        int before = reports.all(town.officer()).size();
        assertThat(words(reports.buildDocument(town.officer(), town.teaRidge.id(), year)))
                .contains("茶岭村" + year + "年工作情况报告", "9公里")
                .doesNotContain("13.5公里");
        assertThat(reports.all(town.officer())).hasSize(before);
        assertProblem(() -> reports.buildDocument(town.officer(), town.town.id(), 1999), "report.no-plan");
        assertProblem(
                () -> reports.buildDocument(town.stoneBridgeClerk(), town.teaRidge.id(), year),
                "directory.unit-missing");
    }

    @Test
    void theLineOfAReportGoesOverHttp() {
        TestBrowser office = TestBrowser.signedIn(port, town.username("office"));
        JsonNode built =
                office.send("POST", "/api/reports", Map.of("plan", plan)).json();
        String path = "/api/reports/" + built.path("id").asString();
        JsonNode sentence = built.path("sections").path(1).path("sentences").path(0);
        assertThat(sentence.path("pieces").path(1).path("chip").asString()).isNotEmpty();
        assertThat(sentence.path("pieces").path(1).has("text")
                        && !sentence.path("pieces").path(1).path("text").isNull())
                .isFalse();

        var stale = office.send(
                "PATCH", path + "/sentences/" + sentence.path("id").asString(), Map.of("version", 99, "text", "x"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(office.send("PATCH", path, Map.of("title", "  ")).code()).isEqualTo("report.title-length");
        assertThat(office.send("PATCH", path, Map.of("title", "年终报告", "version", 1))
                        .json()
                        .path("title")
                        .asString())
                .isEqualTo("年终报告");
        JsonNode sections = office.send("POST", path + "/sections", Map.of("heading", "存在的不足"))
                .json()
                .path("sections");
        String added = sections.path(sections.size() - 1).path("id").asString();
        assertThat(office.send("PATCH", path + "/sections/" + added, Map.of("ordinal", 1))
                        .json()
                        .path("sections")
                        .path(0)
                        .path("heading")
                        .asString())
                .isEqualTo("存在的不足");
        assertThat(office.send("POST", path + "/sentences", Map.of("section", added, "text", "力量还不足。"))
                        .status())
                .isEqualTo(201);
        assertThat(office.send("POST", path + "/sentences", Map.of("section", added))
                        .code())
                .isEqualTo("report.incomplete");
        assertThat(office.send("POST", path + "/freeze", "{}")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("frozen");
        pack.withdraw(walks.together());
        assertThat(office.get(path + "/differences").json().size()).isEqualTo(2);
        var file = office.get(path + "/export.docx");
        assertThat(file.status()).isEqualTo(200);
        assertThat(words(file.bytes())).contains("年终报告", "存在的不足");
        assertThat(office.send("POST", path + "/thaw", "").json().path("state").asString())
                .isEqualTo("draft");
        assertThat(office.get("/api/reports").text()).contains("年终报告");

        TestBrowser clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
        assertThat(clerk.get(path).status()).isEqualTo(404);
        assertThat(clerk.get(path + "/export.docx").status()).isEqualTo(404);
        assertThat(clerk.get("/api/reports").text()).doesNotContain("年终报告");
        TestBrowser auditor = TestBrowser.signedIn(port, town.username("auditor"));
        assertThat(auditor.get(path).status()).isEqualTo(200);
        assertThat(auditor.send("POST", path + "/freeze", "{}").status()).isEqualTo(403);
        assertThat(office.send("POST", "/api/reports", Map.of("plan", UUID.randomUUID()))
                        .status())
                .isEqualTo(404);
        assertThat(office.send("POST", "/api/reports", Map.of("plan", plan, "unit", 987654321))
                        .status())
                .isEqualTo(404);
    }

    private UUID publish() {
        byte[] text = PLAN.formatted(year).getBytes(StandardCharsets.UTF_8);
        UUID id = plans.importDocument(town.officer(), town.town.id(), year, "计划.txt", text);
        plans.reviewAll(town.officer(), id);
        PlanView draft = plans.draft(town.officer(), id);
        draft.nodes()
                .forEach(node -> plans.assign(
                        town.officer(), id, node.id(), List.of(new Assignment(town.office.id(), DutyRole.LEAD))));
        bind(draft, "200次", "walks");
        bind(draft, "1000公里", "length");
        plans.publish(town.officer(), id);
        return id;
    }

    private void bind(PlanView draft, String figure, String indicator) {
        UUID id = figure(draft, figure);
        plans.changeFigure(town.officer(), draft.id(), id, FigureChange.countedBy(pack.indicator(indicator)));
    }

    private static UUID figure(PlanView plan, String text) {
        return plan.allNodes().stream()
                .flatMap(node -> node.figures().stream())
                .filter(figure -> figure.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No figure reads " + text))
                .id();
    }

    private void declare(String heading, Unit unit, String sentence, Map<String, String> amounts, Caller caller) {
        var commitment = plans.published(caller, plan).commitments().stream()
                .filter(node -> (node.heading() + node.text()).contains(heading))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No commitment says " + heading));
        List<NewEntry.Amount> figures = amounts.entrySet().stream()
                .map(amount -> new NewEntry.Amount(
                        commitment.targets().stream()
                                .filter(target -> Objects.requireNonNull(target.value())
                                                .toPlainString()
                                                .equals(amount.getKey().replaceAll("[^0-9]", ""))
                                        && amount.getKey().endsWith(target.unit()))
                                .findFirst()
                                .orElseThrow(() -> new AssertionError(
                                        "No target " + amount.getKey() + " in " + commitment.targets()))
                                .figure(),
                        new BigDecimal(amount.getValue())))
                .toList();
        plans.declare(
                caller,
                commitment.id(),
                Uuid7.next(clock),
                new NewEntry(
                        LocalDate.of(year, 11, 20),
                        sentence,
                        figures,
                        null,
                        null,
                        null,
                        unit.id().value()));
    }

    private ReportView build(Caller caller) {
        return reports.view(caller, reports.build(caller, plan, null, null, null), Locale.CHINESE);
    }

    private ReportView view(ReportView report) {
        return reports.view(town.officer(), report.id(), Locale.CHINESE);
    }

    private static List<SentenceView> sentences(ReportView report) {
        return report.sections().stream()
                .flatMap(section -> section.sentences().stream())
                .toList();
    }

    /** The sentences as a reader sees them. */
    private static List<String> read(ReportView report) {
        return sentences(report).stream()
                .map(sentence -> sentence.pieces().stream()
                        .map(piece -> piece.chip() == null
                                ? piece.text()
                                : report.chips().get(piece.chip()).text())
                        .collect(Collectors.joining()))
                .toList();
    }

    private static ChipView chip(ReportView report, String text) {
        return report.chips().values().stream()
                .filter(chip -> chip.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No figure reads " + text + " in " + read(report)));
    }

    private static String token(ReportView report, String text) {
        return "⟦" + chip(report, text).id() + "⟧";
    }

    /** Every word of the file, body and annex. */
    private static String words(byte[] file) {
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(file))) {
            return document.getDocument()
                    .xmlText()
                    .replaceAll("<(\"[^\"]*\"|[^>\"])+>", "")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&");
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static void assertProblem(ThrowingCallable what, String code) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
