package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestPacks;
import cn.shiji.TestTown;
import cn.shiji.comparison.Comparisons;
import cn.shiji.directory.Unit;
import cn.shiji.kernel.Uuid7;
import cn.shiji.plan.Assignment;
import cn.shiji.plan.DutyRole;
import cn.shiji.plan.PlanView;
import cn.shiji.plan.Plans;
import cn.shiji.report.Reports;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What holds for every address the API describes: odd values are answered in words, never by a fault of our own, and a
 * village reads nothing of another one.
 */
@ServerTest
class EveryAddressTest {

    private static final String PLAN = """
            青溪镇工作计划

            一、产业兴旺增动能

            （一）做强特色农业。一是新增林下黄精种植1200亩以上。二是肉牛存栏稳定在2600头左右。
            """;

    private static final String SECRET = "茶岭秘密";

    private static final List<String> ODD_WORDS = List.of(
            "",
            "-1",
            "0",
            "2147483647",
            "99999999999999999999",
            "\u0000",
            "+999999999-12-31",
            "0001-01",
            "%'\"\\",
            "词".repeat(500));

    private static final List<String> ODD_JSON = List.of(
            "null",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"" + "词".repeat(30_000) + "\"",
            "-1",
            "1e999999999",
            "-1e-999999999",
            "99999999999999999999",
            "true",
            "{}",
            "[]",
            "[null]",
            "[{}]",
            "{\"a\":null}",
            "\"+999999999-12-31\"",
            "\"00000000-0000-0000-0000-000000000000\"");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    Reports reports;

    @Autowired
    Comparisons comparisons;

    @Autowired
    Clock clock;

    private final JsonNode api =
            JsonMapper.shared().readTree(Repository.text(Repository.ROOT.resolve("docs/generated/openapi.json")));
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();

    @Test
    void whateverIsSentIsAnsweredInWords() {
        TestTown town = TestTown.in(context);
        TestBrowser office = TestBrowser.signedIn(port, town.username("office"));
        found(town);
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(verb -> {
                    String method = verb.getKey().toUpperCase(java.util.Locale.ROOT);
                    boolean ends = path.getKey().matches(".*/(publish|freeze|thaw)");
                    if (!ends && !method.equals("DELETE")) {
                        trial(office, method, path.getKey(), verb.getValue());
                    }
                }));
        assertThat(failed).isEmpty();
    }

    @Test
    void aVillageReadsNothingOfAnotherOneWhereverItAsks() throws IOException {
        TestTown town = TestTown.in(context);
        found(town);
        TestBrowser other = TestBrowser.signedIn(port, town.username("chaling"));
        String pack = ids.get("pack");
        String today = LocalDate.now(clock).toString();
        String record = Uuid7.next(clock).toString();
        Map<String, Object> values = Map.of(
                "topic",
                SECRET,
                "speaker",
                town.teaRidgePeople.getFirst().id(),
                "roll",
                List.of(Map.of("person", town.teaRidgePeople.getFirst().id(), "status", "present")));
        kept(other.send(
                "PUT",
                "/api/records/" + record,
                Map.of(
                        "pack",
                        pack,
                        "kind",
                        "talk",
                        "unit",
                        town.teaRidge.id().value(),
                        "day",
                        today,
                        "values",
                        values)));
        String file = kept(other.upload("/api/files", SECRET + ".txt", SECRET.getBytes(StandardCharsets.UTF_8)))
                .json()
                .path("id")
                .asString();
        String entry = "/api/commitments/" + ids.get("/api/commitments/{id}") + "/entries/" + Uuid7.next(clock);
        kept(other.send("PUT", entry, Map.of("day", today, "sentence", SECRET + "42亩", "file", file)));
        String report = kept(other.send("POST", "/api/reports", Map.of("plan", ids.get("plan"), "title", SECRET)))
                .json()
                .path("id")
                .asString();
        ids.put("/api/records/{id}", record);
        ids.put("/api/files/{id}", file);
        ids.put("/api/reports/{id}", report);
        ids.put("/api/plans/{id}", ids.get("plan"));
        String comparison =
                comparison(town, LocalDate.now(clock).getYear(), SECRET).toString();
        ids.put("/api/comparisons/{id}", comparison);

        TestBrowser own = TestBrowser.signedIn(port, town.username("shiqiao"));
        int looked = 0;
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            JsonNode verb = path.getValue().path("get");
            if (verb.isMissingNode()) {
                continue;
            }
            for (Unit asked : List.of(town.stoneBridge, town.teaRidge, town.town, town.county)) {
                Map<String, String> query = query(verb);
                query.remove("state");
                query.remove("line");
                query.computeIfPresent("asOf", (name, old) -> null);
                query.replaceAll((name, old) -> switch (name) {
                    case "unit", "under" -> asked.id().toString();
                    case "q" -> "秘密";
                    case "field" -> "topic";
                    case "own" -> "false";
                    default -> old;
                });
                Answer answer = own.get(address(path.getKey()) + query(query));
                String seen = unpacked(answer);
                assertThat(seen).as("%s %s", path.getKey(), query).doesNotContain(SECRET, "茶干部");
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(80);
        assertThat(List.of(
                        "/api/records/" + record,
                        "/api/files/" + file,
                        "/api/reports/" + report,
                        "/api/comparisons/" + comparison))
                .allSatisfy(address -> assertThat(own.get(address).status()).isEqualTo(404));
        assertThat(TestBrowser.signedIn(port, town.username("office"))
                        .get("/api/search?q=" + URLEncoder.encode("秘密", StandardCharsets.UTF_8))
                        .text())
                .contains(SECRET);
    }

    /** A comparison of the whole town. */
    private UUID comparison(TestTown town, int year, String title) {
        return comparisons.compare(
                town.officer(),
                town.town.id(),
                year,
                title,
                title + "计划.txt",
                PLAN.getBytes(StandardCharsets.UTF_8),
                title + "总结.txt",
                (PLAN + "完成" + title + "。").getBytes(StandardCharsets.UTF_8));
    }

    private static Answer kept(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 201);
        return answer;
    }

    /** All the text of an answer, also that within a workbook or Word file. */
    private static String unpacked(Answer answer) throws IOException {
        StringBuilder text = new StringBuilder(answer.text());
        if (answer.type().contains("openxmlformats")) {
            try (ZipFile zip = ZipFile.builder()
                    .setSeekableByteChannel(new SeekableInMemoryByteChannel(answer.bytes()))
                    .get()) {
                for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                    text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return text.toString();
    }

    /** A published plan with a new draft, a report, a mechanism: something behind every kind of id. */
    private void found(TestTown town) {
        int year = LocalDate.now(clock).getYear();
        UUID plan = plans.importDocument(
                town.officer(), town.town.id(), year, "计划.txt", PLAN.getBytes(StandardCharsets.UTF_8));
        plans.reviewAll(town.officer(), plan);
        PlanView draft = plans.draft(town.officer(), plan);
        plans.assign(
                town.officer(),
                plan,
                draft.nodes().getFirst().id(),
                List.of(new Assignment(town.office.id(), DutyRole.LEAD)));
        plans.publish(town.officer(), plan);
        UUID report = reports.build(town.officer(), plan, null, null, null);
        UUID section = reports.addSection(town.officer(), report, null, "概况", null, null);
        UUID sentence = reports.addSentence(town.officer(), report, null, section, "有3件事。", null);
        UUID other = plans.importDocument(
                town.officer(), town.town.id(), year, "计划.txt", PLAN.getBytes(StandardCharsets.UTF_8));
        PlanView open = plans.draft(town.officer(), other);
        PlanView.NodeView task = open.allNodes().stream()
                .filter(PlanView.NodeView::task)
                .findFirst()
                .orElseThrow();
        String pack = TestPacks.in(context).inService();
        ids.put(
                "/api/commitments/{id}",
                draft.allNodes().stream()
                        .filter(PlanView.NodeView::task)
                        .findFirst()
                        .orElseThrow()
                        .id()
                        .toString());
        ids.put("/api/plans/{id}", other.toString());
        ids.put("/api/reports/{id}", report.toString());
        ids.put("/api/comparisons/{id}", comparison(town, year, "对照").toString());
        ids.put("{no}", "1");
        ids.put("{side}", "plan");
        ids.put("/api/indicators/{id}", pack + ".helpers");
        ids.put("/api/mechanisms/{id}", pack);
        ids.put("{node}", task.id().toString());
        ids.put("{figure}", task.figures().getFirst().id().toString());
        ids.put("{section}", section.toString());
        ids.put("{sentence}", sentence.toString());
        ids.put("plan", plan.toString());
        ids.put("parent", open.nodes().getFirst().id().toString());
        ids.put("pack", pack);
        ids.put("unit", town.town.id().toString());
        ids.put("under", town.town.id().toString());
        ids.put("year", Integer.toString(year));
        ids.put("from", year + "-01-01");
        ids.put("to", year + "-12-31");
        ids.put("month", year + "-01");
        ids.put("kind", "talk");
        ids.put("field", "roll");
        ids.put("size", "20");
    }

    private void trial(TestBrowser office, String method, String path, JsonNode verb) {
        String address = address(path);
        Map<String, String> query = query(verb);
        JsonNode body = verb.path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (method.equals("GET")) {
            tell(method, path, "", office.get(address + query(query)));
            for (String name : query.keySet()) {
                for (String odd : ODD_WORDS) {
                    Map<String, String> changed = new LinkedHashMap<>(query);
                    changed.put(name, odd);
                    tell(method, path, name + "=" + odd, office.get(address + query(changed)));
                }
            }
            return;
        }
        if (body.isMissingNode()) {
            return;
        }
        for (String odd : ODD_JSON) {
            tell(method, path, odd, office.send(method, address + query(query), odd));
        }
        Map<String, String> sane = sane(body);
        tell(method, path, sane.toString(), office.send(method, address, object(sane)));
        for (String field : sane.keySet()) {
            for (String odd : ODD_JSON) {
                Map<String, String> changed = new LinkedHashMap<>(sane);
                changed.put(field, odd);
                tell(method, path, field + ":" + odd, office.send(method, address, object(changed)));
            }
            Map<String, String> without = new LinkedHashMap<>(sane);
            without.remove(field);
            tell(method, path, "without " + field, office.send(method, address, object(without)));
        }
    }

    private void tell(String method, String path, String odd, Answer answer) {
        boolean inWords = answer.status() < 400
                || answer.type().contains("problem+json")
                        && !answer.json().path("detail").asString("").isEmpty();
        if (answer.status() >= 500 || !inWords) {
            failed.add(method + " " + path + " " + (odd.length() > 80 ? odd.substring(0, 80) : odd) + " → " + answer);
        }
    }

    private String address(String path) {
        String address = path;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            if (id.getKey().startsWith("/") && address.startsWith(id.getKey())) {
                address = id.getKey().replace("{id}", id.getValue())
                        + address.substring(id.getKey().length());
            } else if (id.getKey().startsWith("{")) {
                address = address.replace(id.getKey(), id.getValue());
            }
        }
        return address.replaceAll("\\{[a-z]+}", UUID.randomUUID().toString());
    }

    /** A query that could be meant. */
    private Map<String, String> query(JsonNode verb) {
        Map<String, String> query = new LinkedHashMap<>();
        verb.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asString().equals("query")) {
                String name = parameter.path("name").asString();
                query.put(name, ids.getOrDefault(name, "1"));
            }
        });
        return query;
    }

    private static String query(Map<String, String> query) {
        StringBuilder words = new StringBuilder();
        query.forEach((name, value) -> words.append(words.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return words.toString();
    }

    /** A body that could be meant, by field. */
    private Map<String, String> sane(JsonNode schema) {
        Map<String, String> body = new LinkedHashMap<>();
        named(schema)
                .path("properties")
                .properties()
                .forEach(field -> body.put(field.getKey(), value(field.getKey(), field.getValue())));
        return body;
    }

    @Test
    void aBodyFarLargerThanAnyPageSendsIsRefusedUnread() {
        TestBrowser anybody = TestBrowser.at(port);
        Answer answer = anybody.send("POST", "/api/session", "{\"username\":\"" + "a".repeat(5 << 20) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("problem.too-large");
    }

    private String value(String name, JsonNode schema) {
        JsonNode meant = named(schema);
        return switch (meant.path("type").asString()) {
            case "integer" -> ids.getOrDefault(name, "1");
            case "number" -> "1";
            case "boolean" -> "true";
            case "array" -> "[" + value(name, meant.path("items")) + "]";
            case "object" -> object(sane(meant));
            default ->
                switch (meant.path("format").asString("")) {
                    case "uuid" ->
                        '"'
                                + ids.getOrDefault(
                                        name,
                                        ids.getOrDefault(
                                                "{" + name + "}",
                                                UUID.randomUUID().toString()))
                                + '"';
                    case "date" -> '"' + LocalDate.now(clock).toString() + '"';
                    default -> '"' + ids.getOrDefault(name, "词") + '"';
                };
        };
    }

    private JsonNode named(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty()
                ? schema
                : api.path("components").path("schemas").path(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static String object(Map<String, String> fields) {
        StringBuilder json = new StringBuilder("{");
        fields.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return json.append('}').toString();
    }
}
