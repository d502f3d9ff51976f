package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestPacks;
import cn.shiji.TestTown;
import cn.shiji.directory.Unit;
import cn.shiji.kernel.Uuid7;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.poi.xssf.extractor.XSSFExcelExtractor;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** A mechanism nobody has heard of goes the whole line over HTTP: pack, record, fact, figure, plan, report. */
@ServerTest
class WholeLineTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Clock clock;

    TestTown town;
    String pack;
    TestBrowser office;
    TestBrowser shiqiao;
    TestBrowser chaling;

    @BeforeEach
    void aPackIsDroppedIn() {
        town = TestTown.in(context);
        pack = TestPacks.randomId();
        TestPacks packs = TestPacks.in(context);
        office = TestBrowser.signedIn(port, town.username("office"));
        shiqiao = TestBrowser.signedIn(port, town.username("shiqiao"));
        chaling = TestBrowser.signedIn(port, town.username("chaling"));
        assertThat(office.get("/api/mechanisms/" + pack).status()).isEqualTo(404);
        packs.put(pack, TestPacks.pack(pack));
        packs.await(() -> office.get("/api/mechanisms/" + pack).status() == 200);
    }

    @Test
    void aPackWithARandomIdGoesFromItsFileToTheSentenceOfTheReport() {
        record(shiqiao, town.stoneBridge, "山洪怎么躲", 31);
        record(chaling, town.teaRidge, "养老金怎么领", 11);

        JsonNode figure = office.get("/api/indicators/" + pack + ".heard/figure?unit=" + town.town.id())
                .json();
        assertThat(figure.path("value").asInt()).isEqualTo(42);

        String plan = publishedPlanBoundTo(pack + ".heard");
        JsonNode report = built(office, plan, town.town);

        assertThat(told(report)).contains("42人");
        JsonNode chip = report.path("chips")
                .valueStream()
                .filter(one -> one.path("indicator").asString("").equals(pack + ".heard"))
                .findFirst()
                .orElseThrow();
        JsonNode sources = office.get("/api/indicators/" + pack + ".heard/sources?unit=" + town.town.id() + "&from="
                        + chip.path("figure").path("from").asString() + "&to="
                        + chip.path("figure").path("to").asString())
                .json();
        assertThat(sources.path("total").asInt()).isEqualTo(2);
        String record = sources.path("items").path(0).path("open").asString();
        assertThat(office.get("/api" + record).json().path("pack").asString()).isEqualTo(pack);
    }

    @Test
    void nothingOfOneVillageReachesAnother() throws IOException {
        String secret = "只有茶岭村知道";
        String foreign = record(chaling, town.teaRidge, secret, 77);
        record(shiqiao, town.stoneBridge, "石桥自己的", 5);
        String plan = publishedPlanBoundTo(pack + ".heard");
        String townReport = built(office, plan, town.town).path("id").asString();
        long town = this.town.town.id().value();

        for (String path : List.of(
                "/api/records/" + foreign,
                "/api/reports/" + townReport,
                "/api/reports/" + townReport + "/export.docx",
                "/api/reports/" + townReport + "/differences",
                "/api/indicators/" + pack + ".heard/sources?unit=" + this.town.teaRidge.id(),
                "/api/indicators/" + pack + ".heard/figure?unit=" + this.town.teaRidge.id(),
                "/api/records?pack=" + pack + "&unit=" + this.town.teaRidge.id(),
                "/api/people?unit=" + this.town.teaRidge.id())) {
            assertThat(shiqiao.get(path).status()).as(path).isEqualTo(404);
        }
        for (String path : List.of(
                "/api/records?pack=" + pack,
                "/api/search?q=%E8%8C%B6%E5%B2%AD",
                "/api/records/suggestions?pack=" + pack + "&kind=talk&field=topic",
                "/api/indicators/" + pack + ".heard/sources?unit=" + town,
                "/api/indicators/" + pack + ".heard/units?unit=" + town,
                "/api/plans/" + plan + "/progress",
                "/api/home",
                "/api/reports")) {
            Answer answer = shiqiao.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.text()).as(path).doesNotContain(secret, foreign, townReport);
        }
        assertThat(shiqiao.get("/api/indicators/" + pack + ".heard/figure?unit=" + town)
                        .json()
                        .path("value")
                        .asInt())
                .isEqualTo(5);

        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(
                shiqiao.get("/api/records/export?pack=" + pack + "&kind=talk").bytes()))) {
            assertThat(new XSSFExcelExtractor(book).getText()).contains("石桥自己的").doesNotContain(secret);
        }
        JsonNode own = built(shiqiao, plan, this.town.stoneBridge);
        assertThat(told(own)).contains("5人").doesNotContain("82人", "77");
        try (XWPFDocument word = new XWPFDocument(new ByteArrayInputStream(
                shiqiao.get("/api/reports/" + own.path("id").asString() + "/export.docx")
                        .bytes()))) {
            assertThat(new XWPFWordExtractor(word).getText()).contains("5人").doesNotContain("82人", secret);
        }
    }

    private String record(TestBrowser browser, Unit unit, String topic, int audience) {
        String id = Uuid7.next(clock).toString();
        Answer kept = browser.send(
                "PUT",
                "/api/records/" + id,
                Map.of(
                        "pack",
                        pack,
                        "kind",
                        "talk",
                        "unit",
                        unit.id().value(),
                        "day",
                        LocalDate.now(clock).toString(),
                        "values",
                        Map.of("topic", topic, "audience", audience)));
        assertThat(kept.status()).as(kept.toString()).isEqualTo(201);
        return id;
    }

    private String publishedPlanBoundTo(String indicator) {
        int year = LocalDate.now(clock).getYear();
        String text = "青溪镇%d年工作计划\n\n一、治理有效聚民心\n\n（一）把政策讲到家门口。一是办好院坝宣讲，全年听众80人以上。\n".formatted(year);
        JsonNode started = office.upload(
                        "/api/plans/imports?unit=" + town.town.id() + "&year=" + year,
                        "计划.txt",
                        text.getBytes(StandardCharsets.UTF_8))
                .json();
        JsonNode done = started;
        while (!done.path("stage").asString().matches("done|refused")) {
            done = office.get("/api/plans/imports/" + started.path("id").asString())
                    .json();
        }
        String plan = done.path("plan").asString();
        JsonNode task = task(office.get("/api/plans/" + plan).json().path("nodes"));
        String address = "/api/plans/" + plan;
        String figure = task.path("figures").path(0).path("id").asString();
        assertThat(office.send("PATCH", address + "/figures/" + figure, Map.of("target", true, "indicator", indicator))
                        .status())
                .isEqualTo(200);
        String node = address + "/commitments/" + task.path("id").asString();
        office.send(
                "PUT", node + "/units", List.of(Map.of("unit", town.office.id().value(), "role", "lead")));
        office.send("PATCH", node, Map.of("reviewed", true));
        Answer published = office.send("POST", address + "/publish", Map.of());
        assertThat(published.status()).as(published.toString()).isEqualTo(200);
        return plan;
    }

    private static JsonNode task(JsonNode nodes) {
        for (JsonNode node : nodes) {
            if (node.path("task").asBoolean()) {
                return node;
            }
            JsonNode below = task(node.path("children"));
            if (!below.isMissingNode()) {
                return below;
            }
        }
        return nodes.path("none");
    }

    private static JsonNode built(TestBrowser browser, String plan, Unit unit) {
        Answer report = browser.send(
                "POST", "/api/reports", Map.of("plan", plan, "unit", unit.id().value()));
        assertThat(report.status()).as(report.toString()).isIn(200, 201);
        return report.json();
    }

    /** The report's sentences, each chip as it is shown. */
    private static String told(JsonNode report) {
        StringBuilder text = new StringBuilder();
        for (JsonNode section : report.path("sections")) {
            for (JsonNode sentence : section.path("sentences")) {
                for (JsonNode piece : sentence.path("pieces")) {
                    text.append(
                            piece.hasNonNull("chip")
                                    ? report.path("chips")
                                            .path(piece.path("chip").asString())
                                            .path("text")
                                            .asString()
                                    : piece.path("text").asString());
                }
                text.append('\n');
            }
        }
        return text.toString();
    }
}
