package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestPacks;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.AuditFindings;
import cn.shiji.access.AuditTrail;
import cn.shiji.kernel.Uuid7;
import cn.shiji.record.RecordCorrection;
import cn.shiji.record.RecordEntry;
import cn.shiji.record.Records;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The trail as its auditor meets it. */
@ServerTest
class AuditApiTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Access access;

    @Autowired
    private Records records;

    @Autowired
    private Clock clock;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private TransactionTemplate transaction;

    private TestTown town;
    private TestBrowser auditor;

    @BeforeEach
    void aTownWithAnAuditor() {
        town = TestTown.in(context);
        auditor = TestBrowser.signedIn(port, town.username("auditor"));
    }

    @Test
    void aChangeIsReadWithWhatStoodBeforeAndAfter() {
        String id = UUID.randomUUID().toString();
        access.audit(AuditEntry.of(town.stoneBridgeClerk(), "record.correct", "record", id, "第一期")
                .in(town.stoneBridge.id(), town.stoneBridge.place())
                .change("topic", "防火", "防汛")
                .change("place", "礼堂", "礼堂")
                .change("count", 7, 7L)
                .change("units", List.of(3, 4), List.of(3L, 4L))
                .change("phone", null, "电话13812345678，证号330206199003071234"));

        JsonNode row = rows("?subject=" + id).get(0);
        assertThat(row.path("name").asString()).isEqualTo("王文书");
        assertThat(row.path("verb").asString()).isEqualTo("record.correct");
        assertThat(row.path("unit").path("name").asString()).isEqualTo("石桥村");
        assertThat(row.path("outcome").asString()).isEqualTo("done");
        assertThat(row.path("changes").asBoolean()).isTrue();

        JsonNode line = auditor.get("/api/audit/" + row.path("id").asLong()).json();
        assertThat(line.path("fields")).hasSize(2);
        assertThat(line.path("fields").get(0).path("after").asString()).isEqualTo("电话138****5678，证号330206**********34");
        assertThat(line.path("fields").get(1).path("before").asString()).isEqualTo("防火");
        assertThat(line.path("fields").get(1).path("after").asString()).isEqualTo("防汛");
        assertThat(line.path("opens").asString()).isEqualTo("/records/" + id);
    }

    @Test
    void aRecordsFieldsAreToldAsItsFormCallsThem() {
        TestPacks packs = TestPacks.in(context);
        String pack = packs.inService();
        UUID id = Uuid7.next(clock);
        records.enter(town.stoneBridgeClerk(), id, talk(pack, Map.of("topic", "防火", "audience", 30)));
        records.correct(
                town.stoneBridgeClerk(),
                id,
                new RecordCorrection(1, DAY.plusDays(1), Map.of("topic", "防汛", "audience", 31), "数错了"));

        long row = rows("?verb=record.correct&subject=" + id).get(0).path("id").asLong();
        List<String> told =
                auditor.get("/api/audit/" + row).json().path("fields").findValuesAsString("told");
        assertThat(told).contains("主题", "理由", "版本").doesNotContain("topic", "audience", "day");
        String csv = auditor.get("/api/audit/export?format=csv&subject=" + id).text();
        assertThat(csv).contains("主题: 防火", "主题: 防汛");
        packs.remove(pack);
    }

    @Test
    void whoFindsRecordsBySearchingIsToldInTheTrail() {
        TestPacks packs = TestPacks.in(context);
        String pack = packs.inService();
        String topic = "防火" + Uuid7.next(clock).toString().substring(30);
        records.enter(town.stoneBridgeClerk(), Uuid7.next(clock), talk(pack, Map.of("topic", topic)));
        TestBrowser clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
        String asked = "/api/search?q=" + URLEncoder.encode(topic, StandardCharsets.UTF_8);
        assertThat(clerk.get(asked).json().findValuesAsString("kind")).containsExactly("record");
        assertThat(clerk.get("/api/search?q=nothing-is-called-so").json()).isEmpty();

        JsonNode found = rows("?verb=search.find&unit=" + town.stoneBridge.id().value());
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("words").asString()).isEqualTo(topic);
        packs.remove(pack);
    }

    @Test
    void whoSignsInAndWhoFailsToIsToldInTheTrail() {
        TestBrowser clerk = TestBrowser.at(port);
        String name = town.username("shiqiao");
        clerk.send("POST", "/api/session", Map.of("username", name, "password", "guess 1"));
        clerk.send("POST", "/api/session", Map.of("username", name, "password", TestTown.PASSWORD));

        JsonNode rows = rows("?verb=session.begin&unit=" + town.stoneBridge.id().value());
        assertThat(rows.get(0).path("outcome").asString()).isEqualTo("done");
        assertThat(rows.get(1).path("outcome").asString()).isEqualTo("refused");
        assertThat(rows.get(1).path("words").asString()).isEqualTo("password");
        assertThat(rows.toString()).doesNotContain("guess 1");
    }

    @Test
    void aFileThatIsHandedOutBearsItsNameAsTheRulesOfTheWebWant() {
        assertThat(auditor.header("/api/audit/export?format=csv&subject=none", "Content-Disposition"))
                .startsWith("attachment; filename*=UTF-8''%E5%AE%A1%E8%AE%A1")
                .matches("[\\x20-\\x7e]+");
        assertThat(auditor.header("/api/audit/export?format=csv&subject=none", "Content-Type"))
                .isEqualTo("text/csv;charset=UTF-8");
    }

    private RecordEntry talk(String pack, Map<String, Object> values) {
        return new RecordEntry(pack, "talk", town.stoneBridge.id().value(), DAY, values);
    }

    @Test
    void whatIsRefusedLeavesARowWithAddressAndSession() {
        TestBrowser clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
        String missing = "/api/records/" + UUID.randomUUID();
        assertThat(clerk.get(missing).status()).isEqualTo(404);
        assertThat(clerk.get("/api/audit").status()).isEqualTo(403);

        JsonNode refused = rows("?outcome=refused&who=王文书");
        assertThat(refused).hasSize(2);
        assertThat(refused.get(0).path("subject").asString()).isEqualTo("/api/audit");
        assertThat(refused.get(1).path("subject").asString()).isEqualTo(missing);
        assertThat(refused.get(1).path("words").asString()).isEqualTo("GET /api/records/{id}");
        assertThat(refused.get(1).path("address").asString()).isEqualTo("127.0.0.1");
        JsonNode line =
                auditor.get("/api/audit/" + refused.get(1).path("id").asLong()).json();
        assertThat(line.path("session").asString()).isNotEmpty();
        assertThat(line.path("fields").toString()).contains("record.missing").contains("404");
    }

    @Test
    void whoIsRefusedAgainAndAgainDoesNotFloodTheTrail() {
        TestBrowser clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
        for (int i = 0; i < 80; i++) {
            clerk.get("/api/records/" + UUID.randomUUID());
        }
        assertThat(rows("?outcome=refused&who=王文书&size=200").size()).isBetween(30, 61);
    }

    @Test
    void aRefusalStaysWhereTheWorkIsRolledBack() {
        String id = UUID.randomUUID().toString();
        transaction.executeWithoutResult(work -> {
            access.audit(town.officer(), "plan.publish", "plan", id, "");
            access.auditRefused(AuditEntry.of(town.officer(), "access.refused", "plan", id, ""));
            work.setRollbackOnly();
        });
        JsonNode rows = rows("?subject=" + id);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).path("outcome").asString()).isEqualTo("refused");
    }

    @Test
    void anAuditorReadsOnlyWhatLiesWithinTheOwnUnit() {
        String id = UUID.randomUUID().toString();
        access.audit(AuditEntry.of(town.officer(), "plan.publish", "plan", id, "")
                .in(town.neighbour.id(), town.neighbour.place()));
        assertThat(rows("?subject=" + id)).isEmpty();
        assertThat(auditor.get("/api/audit/1").status()).isEqualTo(404);
        for (String other : List.of("office", "leader", "shiqiao")) {
            TestBrowser browser = TestBrowser.signedIn(port, town.username(other));
            for (String path : List.of("/api/audit", "/api/audit/1", "/api/audit/chain", "/api/audit/export")) {
                assertThat(browser.get(path).status()).as(other + path).isEqualTo(403);
            }
        }
    }

    @Test
    void theListIsFilteredSearchedAndTurned() {
        String id = UUID.randomUUID().toString();
        for (int i = 0; i < 5; i++) {
            access.audit(town.officer(), i == 2 ? "plan.publish" : "plan.revise", "plan", id, "第" + i + "版_%");
        }
        String mine = "?subject=" + id;
        assertThat(rows(mine + "&verb=plan.publish")).hasSize(1);
        assertThat(rows(mine + "&q=第3版_%")).hasSize(1);
        assertThat(rows(mine + "&q=第_版")).isEmpty();
        assertThat(rows(mine + "&who=主任")).hasSize(5);
        assertThat(rows(mine + "&kind=record")).isEmpty();
        assertThat(rows(mine + "&unit=" + town.stoneBridge.id().value())).isEmpty();
        assertThat(rows(mine + "&unit=" + town.town.id().value())).hasSize(5);
        assertThat(rows(mine + "&to=2020-01-01")).isEmpty();
        assertThat(rows(mine + "&from=2020-01-01")).hasSize(5);

        JsonNode first = auditor.get("/api/audit" + mine + "&size=3").json();
        assertThat(first.path("items")).hasSize(3);
        JsonNode second = auditor.get("/api/audit" + mine + "&size=3&before="
                        + first.path("next").asLong())
                .json();
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.has("next")).isFalse();
        assertThat(second.path("items").get(1).path("words").asString()).isEqualTo("第0版_%");
    }

    @Test
    void theExportIsTextEvenWhereItLooksLikeAFormulaAndIsARowItself() {
        String id = UUID.randomUUID().toString();
        access.audit(town.officer(), "plan.publish", "plan", id, "=1+1");
        String csv = auditor.get("/api/audit/export?format=csv&subject=" + id).text();
        assertThat(csv).startsWith("\uFEFF\"编号\"").contains("\"'=1+1\"").contains("发布计划");
        assertThat(auditor.get("/api/audit/export?subject=" + id).status()).isEqualTo(200);
        assertThat(auditor.get("/api/audit/export?format=exe").status()).isEqualTo(400);
        JsonNode rows = rows("?verb=audit.export");
        assertThat(rows).hasSize(2);
        assertThat(auditor.get("/api/audit/" + rows.get(0).path("id").asLong()).text())
                .contains(id)
                .contains("\"rows\"");
    }

    @Test
    void theChainIsVerifiedOnDemandAndWhoDidItStands(@TempDir Path folder) throws Exception {
        access.audit(town.officer(), "plan.publish", "plan", "x", "");
        assertThat(auditor.send("POST", "/api/audit/verification", "").status()).isIn(202, 409);
        long ends = System.nanoTime() + PATIENCE.toNanos();
        JsonNode chain;
        do {
            Thread.sleep(100);
            chain = auditor.get("/api/audit/chain").json();
        } while ((chain.has("running") || chain.path("tail").asLong() > 0) && System.nanoTime() < ends);
        assertThat(chain.path("verified").path("faults").asLong()).isZero();
        assertThat(chain.path("seals").asLong()).isPositive();

        Path file = folder.resolve("trail.jsonl.gz");
        assertThat(trail.export(file)).isPositive();
        AuditFindings found = AuditTrail.verifyFile(file);
        assertThat(found.holds()).isTrue();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(AuditTrail.verifyFile(file).holds()).isFalse();
    }

    private JsonNode rows(String query) {
        TestBrowser.Answer answer =
                auditor.get("/api/audit" + query.replace("%", "%25").replace(" ", "%20"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().path("items");
    }
}
