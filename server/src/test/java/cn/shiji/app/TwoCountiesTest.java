package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewPerson;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Three counties on one server, two with nothing above them and one under a city: nothing of one reaches another. */
@ServerTest
class TwoCountiesTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    Directory directory;

    @Autowired
    Access access;

    @Autowired
    Rows rows;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    List<County> counties;

    /** A county with one of everything. */
    private record County(String mark, Unit county, Unit village, UUID person, AccountId clerk) {

        String username(String plain) {
            return plain + "-" + mark;
        }
    }

    @BeforeEach
    void found() {
        String mark = Integer.toString(NUMBER.incrementAndGet());
        Unit city = directory.found(new NewUnit("远山市" + mark, UnitKind.CITY, null, null));
        counties = List.of(
                county("jia" + mark, directory.found(new NewUnit("甲山县" + mark, UnitKind.COUNTY, null, null))),
                county("yi" + mark, directory.found(new NewUnit("乙水县" + mark, UnitKind.COUNTY, null, null))),
                county("bing" + mark, directory.found(new NewUnit("丙原县" + mark, UnitKind.COUNTY, city.id(), null))));
    }

    @Test
    void theAdministratorOfOneCountySeesAndChangesNothingOfAnother() {
        for (County own : counties) {
            TestBrowser system = TestBrowser.signedIn(port, own.username("system"));
            TestBrowser security = TestBrowser.signedIn(port, own.username("security"));
            TestBrowser auditor = TestBrowser.signedIn(port, own.username("auditor"));
            for (County other : counties) {
                if (other == own) {
                    continue;
                }
                String unit = "/api/units/" + other.county.id();
                String village = "/api/units/" + other.village.id();
                for (String path : List.of(
                        unit,
                        village,
                        village + "/history",
                        "/api/units/tree?parent=" + other.county.id(),
                        "/api/units/search?q=x&under=" + other.county.id(),
                        "/api/units?under=" + other.county.id(),
                        "/api/units/merge/preview?unit=" + own.village.id() + "," + other.village.id(),
                        "/api/people/" + other.person,
                        "/api/accounts/" + other.clerk)) {
                    assertThat(system.get(path).status())
                            .as(own.mark + " " + path)
                            .isEqualTo(404);
                }
                assertThat(system.send("PATCH", village, Map.of("name", "占村")).status())
                        .isEqualTo(404);
                assertThat(system.send("POST", village + "/close", Map.of()).status())
                        .isEqualTo(404);
                assertThat(system.send(
                                        "PATCH",
                                        village,
                                        Map.of("parent", own.county.id().value()))
                                .status())
                        .isEqualTo(404);
                assertThat(system.send(
                                        "PATCH",
                                        "/api/units/" + own.village.id(),
                                        Map.of("parent", other.county.id().value()))
                                .status())
                        .as("nor is an own village given away")
                        .isEqualTo(404);
                assertThat(system.send(
                                        "POST",
                                        "/api/units/merge",
                                        Map.of(
                                                "units",
                                                List.of(
                                                        own.village.id().value(),
                                                        other.village.id().value()),
                                                "name",
                                                "合村"))
                                .status())
                        .isEqualTo(404);
                assertThat(system.send(
                                        "POST",
                                        "/api/units",
                                        Map.of(
                                                "name",
                                                "新村",
                                                "kind",
                                                "town",
                                                "parent",
                                                other.county.id().value()))
                                .status())
                        .isEqualTo(404);
                assertThat(system.send("PUT", village + "/standings/party", Map.of())
                                .status())
                        .isEqualTo(404);
                assertThat(security.send(
                                        "POST",
                                        "/api/grants",
                                        Map.of(
                                                "account",
                                                other.clerk.toString(),
                                                "role",
                                                "village_clerk",
                                                "tree",
                                                "admin",
                                                "unit",
                                                own.village.id().value()))
                                .status())
                        .isIn(404, 422);
                for (TestBrowser browser : List.of(system, security, auditor)) {
                    for (String list : List.of(
                            "/api/units",
                            "/api/units/tree",
                            "/api/units/search?q=" + enc(other.county.name()),
                            "/api/people/search?q=" + enc("村民" + other.mark),
                            "/api/people?unit=" + own.county.id(),
                            "/api/posts",
                            "/api/accounts?size=200",
                            "/api/grants?size=200",
                            "/api/audit?size=200",
                            "/api/search?q=" + enc(other.county.name()))) {
                        TestBrowser.Answer answer = browser.get(list);
                        assertThat(answer.text())
                                .as(own.mark + " " + list + " " + answer.status())
                                .doesNotContain(other.county.name(), "村民" + other.mark, other.username("clerk"));
                    }
                }
            }
            assertThat(system.send("POST", "/api/units", Map.of("name", "新县", "kind", "county"))
                            .status())
                    .as("who reaches one root founds no other beside it")
                    .isEqualTo(404);
            assertThat(system.get("/api/units").text()).contains(own.county.name());
            assertThat(auditor.get("/api/audit?size=50").text()).contains(own.username("system"));
        }
    }

    @Test
    void rowSecurityHoldsBetweenRootsToo() throws Exception {
        for (County own : counties) {
            for (County other : counties) {
                long seen = rows.as(
                        access.callerNamed(own.username("system")),
                        () -> jdbc.sql("select count(*) from directory.person where id = :id")
                                .param("id", other.person)
                                .query(Long.class)
                                .single());
                assertThat(seen).as(own.mark + " → " + other.mark).isEqualTo(own == other ? 1 : 0);
            }
        }
    }

    private County county(String mark, Unit county) {
        Unit town = directory.found(new NewUnit("青坪镇" + mark, UnitKind.TOWN, county.id(), null));
        Unit village = directory.found(new NewUnit("白塔村" + mark, UnitKind.VILLAGE, town.id(), null));
        UUID person = Uuid7.next(clock);
        directory.take(List.of(new NewPerson(person, "村民" + mark, "村委员", village.id(), true)));
        open("system-" + mark, county, Role.SYSTEM_ADMIN);
        open("security-" + mark, county, Role.SECURITY_ADMIN);
        open("auditor-" + mark, county, Role.AUDITOR);
        return new County(mark, county, village, person, open("clerk-" + mark, village, Role.VILLAGE_CLERK));
    }

    private AccountId open(String username, Unit unit, Role role) {
        return access.open(username, TestTown.PASSWORD, username, unit.id(), role, false);
    }

    private static String enc(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
