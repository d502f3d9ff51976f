package cn.shiji.app.rights;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitChange;
import cn.shiji.kernel.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Giving roles, and the list of who holds what. */
@ServerTest
class GrantsTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Access access;

    @Autowired
    Directory directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    TestTown town;

    @BeforeEach
    void appointAdministrators() {
        town = TestTown.in(context);
        open("guard", town.town, Role.SECURITY_ADMIN);
        open("guard-above", town.county, Role.SECURITY_ADMIN);
        open("system", town.county, Role.SYSTEM_ADMIN);
    }

    @Test
    void aRoleInAnotherTreeIsGivenOnlyByWhoReachesAllBelowThere() {
        LocalDate today = LocalDate.now(clock);
        change(new UnitChange.Place("river", town.stoneBridge.id(), null, today));
        change(new UnitChange.Place("river", town.teaRidge.id(), town.stoneBridge.id(), today));
        change(new UnitChange.Place("river", town.neighbour.id(), town.teaRidge.id(), today));

        for (Unit unit : new Unit[] {town.stoneBridge, town.teaRidge}) {
            Answer refused = give("guard", unit, "river");
            assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
            assertThat(refused.json().path("faults").path(0).path("at").asString())
                    .isEqualTo("unit");
            assertThat(refused.text()).contains("您管不到的单位");
        }
        assertThat(give("guard", town.neighbour, "river").status()).isEqualTo(404);
        assertThat(held()).as("nothing of what was refused is held").doesNotContain("river");
        assertThat(give("guard", town.stoneBridge, "admin").status()).isEqualTo(200);
        assertThat(give("guard-above", town.teaRidge, "river").status()).isEqualTo(200);

        change(new UnitChange.Unplace("river", town.neighbour.id(), today));
        assertThat(give("guard", town.stoneBridge, "river").status()).isEqualTo(200);
        assertThat(held()).contains("river");
    }

    @Test
    void theListOfWhoMayDoWhatLeavesAsAWorkbookAsFarAsItsReaderReaches() throws IOException {
        TestTown other = TestTown.in(context);
        TestBrowser guard = TestBrowser.signedIn(port, town.username("guard"));

        Answer all = guard.get("/api/grants/export");
        assertThat(all.status()).as(all.toString()).isEqualTo(200);
        assertThat(all.type()).contains("spreadsheetml");
        assertThat(cells(all))
                .contains("权限一览", "周镇长", "王文书", "石桥村", "长期", town.username("shiqiao"))
                .doesNotContain(other.username("shiqiao"), town.username("guard-above"));
        Answer leaders = guard.get("/api/grants/export?role=leader");
        assertThat(leaders.status()).as(leaders.toString()).isEqualTo(200);
        assertThat(cells(leaders)).contains("周镇长").doesNotContain("王文书");
        assertThat(guard.get("/api/accounts?duty=business&role=leader").text())
                .contains(town.username("leader"))
                .doesNotContain(town.username("shiqiao"));
        assertThat(guard.get("/api/grants/export?unit=" + other.town.id()).status())
                .isEqualTo(404);
        assertThat(TestBrowser.signedIn(port, town.username("shiqiao"))
                        .get("/api/grants/export")
                        .status())
                .isEqualTo(403);
        assertThat(jdbc.sql("select count(*) from access.audit where verb = 'grant.export' and account_id = :account")
                        .param(
                                "account",
                                access.callerNamed(town.username("guard"))
                                        .account()
                                        .value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    private void open(String username, Unit unit, Role role) {
        access.open(town.username(username), TestTown.PASSWORD, username, unit.id(), role, false);
    }

    private void change(UnitChange change) {
        directory.change(access.callerNamed(town.username("system")), change);
    }

    private Answer give(String giver, Unit unit, String tree) {
        return TestBrowser.signedIn(port, town.username(giver))
                .send(
                        "POST",
                        "/api/grants",
                        Map.of(
                                "account",
                                town.officer().account().value(),
                                "role",
                                "leader",
                                "tree",
                                tree,
                                "unit",
                                unit.id().value()));
    }

    /** The trees in which the officer holds something. */
    private String held() {
        return TestBrowser.signedIn(port, town.username("guard-above"))
                .get("/api/accounts/" + town.officer().account().value())
                .json()
                .path("grants")
                .valueStream()
                .filter(grant -> !grant.path("over").asBoolean()
                        && grant.path("unit").path("id").asLong()
                                == town.stoneBridge.id().value())
                .map(grant -> grant.path("tree").asString())
                .toList()
                .toString();
    }

    private static String cells(Answer answer) throws IOException {
        StringBuilder text = new StringBuilder();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(answer.bytes()))) {
            workbook.getSheetAt(0)
                    .forEach(row -> row.forEach(
                            cell -> text.append(cell.getStringCellValue()).append('\n')));
        }
        return text.toString();
    }
}
