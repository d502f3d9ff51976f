package cn.shiji.record;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestPacks;
import cn.shiji.TestTown;
import cn.shiji.kernel.Uuid7;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

@ServerTest
class RecordApiTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Clock clock;

    private TestTown town;
    private TestPacks packs;
    private String pack;
    private String url;
    private TestBrowser clerk;

    @BeforeEach
    void aClerkSignedIn() {
        town = TestTown.in(context);
        packs = TestPacks.in(context);
        pack = packs.inService();
        url = "/api/records/" + Uuid7.next(clock);
        clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
    }

    @AfterEach
    void gone() {
        packs.remove(pack);
    }

    private Map<String, Object> talk(Object values) {
        return Map.of(
                "pack",
                pack,
                "kind",
                "talk",
                "unit",
                town.stoneBridge.id().value(),
                "day",
                "2026-03-05",
                "values",
                values);
    }

    @Test
    void theFirstIsCreatedTheSameAgainIsFineOtherContentIsAConflict() {
        Map<String, Object> entry = talk(Map.of("topic", "防火", "audience", 30));
        Answer first = clerk.send("PUT", url, entry);
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        Answer again = clerk.send("PUT", url, entry);
        assertThat(again.status()).isEqualTo(200);
        JsonNode one = first.json();
        assertThat(again.json().path("versions")).isEqualTo(one.path("versions"));
        assertThat(again.json().path("values")).isEqualTo(one.path("values"));
        Answer other = clerk.send("PUT", url, talk(Map.of("topic", "防汛")));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("record.id-taken");
        assertThat(clerk.get(url).json().path("title").asString()).isEqualTo("防火");
    }

    @Test
    void faultsComeAllAtOnceInWords() {
        String tomorrow = LocalDate.now(clock).plusDays(1).toString();
        Answer answer = clerk.send(
                "PUT",
                url,
                Map.of(
                        "pack",
                        pack,
                        "kind",
                        "talk",
                        "unit",
                        town.stoneBridge.id().value(),
                        "day",
                        tomorrow,
                        "values",
                        Map.of("topik", "防火", "audience", "thirty")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("record.faulty");
        assertThat(answer.json().path("faults").size()).isEqualTo(4);
        assertThat(answer.text()).contains("晚于今天", "\"suggestion\":\"topic\"", "这里要数字", "请填“主题”");
        assertThat(clerk.get(url).status()).isEqualTo(404);
    }

    @Test
    void anotherVillageGetsNotFoundForTheRecordsAddress() {
        clerk.send("PUT", url, talk(Map.of("topic", "防火")));
        TestBrowser other = TestBrowser.signedIn(port, town.username("chaling"));
        Answer hidden = other.get(url);
        Answer never = other.get("/api/records/" + UUID.randomUUID());
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.json().path("code")).isEqualTo(never.json().path("code"));
        assertThat(hidden.json().path("detail")).isEqualTo(never.json().path("detail"));
        assertThat(other.send("POST", url + "/withdrawal", Map.of("version", 1, "reason", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(other.get("/api/records?pack=" + pack).json().path("total").asInt())
                .isZero();
        assertThat(other.send("PUT", url, talk(Map.of("topic", "防火"))).status()).isEqualTo(404);
        assertThat(TestBrowser.at(port).get(url).status()).isEqualTo(401);
    }

    @Test
    void aFileOfARecordOpensForWhoeverSeesTheRecord() {
        TestBrowser office = TestBrowser.signedIn(port, town.username("office"));
        byte[] note = "镇里替村里存的说明".getBytes(StandardCharsets.UTF_8);
        String file = office.upload("/api/files", "说明.png", png(note))
                .json()
                .path("id")
                .asString();
        var kept = office.send("PUT", url, talk(Map.of("topic", "防火", "photos", List.of(file))));
        assertThat(kept.status()).as(kept.toString()).isEqualTo(201);
        String address = url + "/files/" + file;

        assertThat(TestBrowser.signedIn(port, town.username("shiqiao"))
                        .get(address)
                        .bytes())
                .isEqualTo(png(note));
        assertThat(TestBrowser.signedIn(port, town.username("chaling"))
                        .get(address)
                        .status())
                .isEqualTo(404);
        assertThat(office.get(url + "/files/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    private static byte[] png(byte[] rest) {
        byte[] start = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        byte[] all = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, all, start.length, rest.length);
        return all;
    }

    @Test
    void aRecordIsCorrectedListedExportedAndWithdrawn() {
        clerk.send("PUT", url, talk(Map.of("topic", "防火", "audience", 30)));
        Answer corrected = clerk.send(
                "POST",
                url + "/corrections",
                Map.of("version", 1, "values", Map.of("topic", "防火", "audience", 28), "reason", "数错"));
        assertThat(corrected.json().path("version").asInt()).isEqualTo(2);
        assertThat(clerk.send(
                                "POST",
                                url + "/corrections",
                                Map.of("version", 1, "values", Map.of("topic", "旧"), "reason", "旧"))
                        .status())
                .isEqualTo(409);
        Answer list = clerk.get("/api/records?pack=" + pack + "&kind=talk&unit=" + town.stoneBridge.id()
                + "&q=%E9%98%B2&from=2026-03-01&to=2026-03-31&state=kept&sort=-audience&page=1&size=5");
        assertThat(list.status()).as(list.toString()).isEqualTo(200);
        assertThat(list.json()
                        .path("items")
                        .path(0)
                        .path("shown")
                        .path("audience")
                        .asString())
                .isEqualTo("28 人");
        assertThat(clerk.get("/api/records/days?pack=" + pack + "&month=2026-03")
                        .json())
                .hasSize(1);
        assertThat(clerk.get("/api/records/suggestions?pack=" + pack + "&kind=talk&field=topic")
                        .text())
                .contains("防火");
        assertThat(clerk.get("/api/records/roll?pack=" + pack + "&kind=talk&field=roll&unit=" + town.stoneBridge.id())
                        .json())
                .hasSize(4);
        Answer book = clerk.get("/api/records/export?pack=" + pack + "&kind=talk");
        assertThat(book.type()).startsWith("application/vnd.openxmlformats");
        assertThat(book.bytes()).startsWith('P', 'K');
        assertThat(clerk.send("POST", url + "/withdrawal", Map.of("version", 2, "reason", "记重"))
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("withdrawn");
    }

    @Test
    void whateverIsSentIsAnsweredInWordsAndNeverByAnOwnFault() {
        long unit = town.stoneBridge.id().value();
        List<String> bodies = List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"pack\":null,\"kind\":null,\"unit\":" + unit + "}",
                "{\"pack\":\"nobody\",\"kind\":\"talk\",\"unit\":" + unit + ",\"day\":\"2026-03-05\",\"values\":{}}",
                "{\"pack\":\"" + pack + "\",\"kind\":\"talk\",\"unit\":-1,\"day\":\"2026-03-05\",\"values\":{}}",
                "{\"pack\":\"" + pack + "\",\"kind\":\"talk\",\"unit\":" + unit + ",\"day\":\"heute\",\"values\":{}}",
                "{\"pack\":\"" + pack + "\",\"kind\":\"talk\",\"unit\":" + unit
                        + ",\"day\":\"2026-03-05\",\"values\":[]}",
                "{\"pack\":\"" + pack + "\",\"kind\":\"talk\",\"unit\":" + unit
                        + ",\"day\":\"2026-03-05\",\"extra\":1}",
                with(
                        unit,
                        "\"topic\":{\"a\":[1]},\"audience\":1e999,\"hours\":[],\"until\":5,\"format\":{},\"speaker\":1"),
                with(
                        unit,
                        "\"topic\":\"\\u0000\",\"place\":\"x\",\"neighbours\":[null,\"a\",1.5,-1],\"roll\":[null,1,{}]"),
                with(
                        unit,
                        "\"roll\":{\"person\":1},\"photos\":[1,null,\"x\"],\"notes\":false,\"audience\":12345678901234567890"),
                with(unit, "\"topic\":\"x\",\"neighbours\":[" + "1,".repeat(60) + "1]"),
                with(unit, "\"topic\":\"" + "长".repeat(30) + "\",\"" + "k".repeat(3000) + "\":1"),
                "{\"pack\":" + "[".repeat(2000) + "]".repeat(2000) + "}");
        for (String body : bodies) {
            Answer answer = clerk.send("PUT", url, body);
            assertThat(answer.status()).as(body + " → " + answer).isBetween(400, 499);
            assertThat(answer.json().path("detail").asString()).as(body).isNotBlank();
        }
        for (String path : List.of(
                "/api/records?page=0",
                "/api/records?size=100000",
                "/api/records?unit=x",
                "/api/records?from=heute",
                "/api/records?unit=-5",
                "/api/records/not-an-id",
                "/api/records/days?month=13",
                "/api/records/export?pack=" + pack + "&kind=nothing",
                "/api/records/suggestions?pack=" + pack + "&kind=talk&field=nothing",
                "/api/records/roll?pack=nobody&kind=talk&field=roll&unit=" + unit)) {
            Answer answer = clerk.get(path);
            assertThat(answer.status()).as(path + " → " + answer).isBetween(400, 499);
        }
        assertThat(clerk.get("/api/records?pack=" + pack + "&sort=-nothing&q=%25_%5C%27%22")
                        .status())
                .isEqualTo(200);
        assertThat(clerk.get(url).status()).isEqualTo(404);
    }

    private String with(long unit, String values) {
        return "{\"pack\":\"" + pack + "\",\"kind\":\"talk\",\"unit\":" + unit + ",\"day\":\"2026-03-05\",\"values\":{"
                + values + "}}";
    }
}
