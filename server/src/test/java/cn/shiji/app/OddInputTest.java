package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestPacks;
import cn.shiji.TestTown;
import cn.shiji.plan.Assignment;
import cn.shiji.plan.DutyRole;
import cn.shiji.plan.PlanView;
import cn.shiji.plan.Plans;
import cn.shiji.report.Reports;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is sent to whatever address the API describes is answered in words, never by a fault of our own. */
@ServerTest
class OddInputTest {

    private static final String PLAN = """
            青溪镇工作计划

            一、产业兴旺增动能

            （一）做强特色农业。一是新增林下黄精种植1200亩以上。二是肉牛存栏稳定在2600头左右。
            """;

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

    /** A published plan with a new draft, a report, a mechanism: something behind every kind of id. */
    private void found(TestTown town) {
        int year = LocalDate.now(clock).getYear();
        UUID plan = plans.importDocument(
                town.officer, town.town.id(), year, "计划.txt", PLAN.getBytes(StandardCharsets.UTF_8));
        plans.reviewAll(town.officer, plan);
        PlanView draft = plans.draft(town.officer, plan);
        plans.assign(
                town.officer,
                plan,
                draft.nodes().getFirst().id(),
                List.of(new Assignment(town.office.id(), DutyRole.LEAD)));
        plans.publish(town.officer, plan);
        UUID report = reports.build(town.officer, plan, null, null, null);
        UUID section = reports.addSection(town.officer, report, null, "概况", null, null);
        UUID sentence = reports.addSentence(town.officer, report, null, section, "有3件事。", null);
        UUID other = plans.importDocument(
                town.officer, town.town.id(), year, "计划.txt", PLAN.getBytes(StandardCharsets.UTF_8));
        PlanView open = plans.draft(town.officer, other);
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
        Map<String, String> query = new LinkedHashMap<>();
        verb.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asString().equals("query")) {
                String name = parameter.path("name").asString();
                query.put(name, ids.getOrDefault(name, "1"));
            }
        });
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
