package cn.shiji.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.directory.Unit;
import cn.shiji.kernel.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person with roles in two villages, signed in with two browsers. */
@ServerTest
class CapacityOfASessionTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    TestTown town;
    TestBrowser desk;
    TestBrowser other;

    @BeforeEach
    void found() {
        town = TestTown.in(context);
        access.give(town.stoneBridgeClerk().account(), Role.VILLAGE_CLERK, town.teaRidge.id(), null);
        access.actIn(town.stoneBridgeClerk(), "admin", town.stoneBridge.id());
        desk = TestBrowser.signedIn(port, town.username("shiqiao"));
        other = TestBrowser.signedIn(port, town.username("shiqiao"));
    }

    @Test
    void whoSwitchesInOneBrowserStaysAsBeforeInTheOther() {
        assertThat(actIn(desk, town.teaRidge)).isEqualTo(204);

        assertThat(actsIn(desk)).isEqualTo(town.teaRidge.id().value());
        assertThat(actsIn(other)).isEqualTo(town.stoneBridge.id().value());
        assertThat(actIn(other, town.office)).as("nothing is held there").isEqualTo(404);
        assertThat(actsIn(other)).isEqualTo(town.stoneBridge.id().value());
    }

    @Test
    void theNextSignInBeginsInWhatWasActedInLastAndStaysThere() {
        actIn(desk, town.teaRidge);
        TestBrowser next = TestBrowser.signedIn(port, town.username("shiqiao"));
        assertThat(actsIn(next)).isEqualTo(town.teaRidge.id().value());

        actIn(desk, town.stoneBridge);
        assertThat(actsIn(next)).isEqualTo(town.teaRidge.id().value());
    }

    @Test
    void theTrailSaysInWhichCapacityEachBrowserDidSomething() {
        actIn(desk, town.teaRidge);
        desk.delete("/api/session");
        other.delete("/api/session");

        assertThat(jdbc.sql("""
                                select tree || ' ' || capacity_unit from access.audit
                                where account_id = :account and verb = 'session.end' order by id
                                """)
                        .param("account", town.stoneBridgeClerk().account().value())
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("admin " + town.teaRidge.id(), "admin " + town.stoneBridge.id()));
    }

    private static int actIn(TestBrowser browser, Unit unit) {
        return browser.send(
                        "POST",
                        "/api/session/capacity",
                        Map.of("tree", "admin", "unit", unit.id().value()))
                .status();
    }

    private static long actsIn(TestBrowser browser) {
        return browser.get("/api/session").json().path("unit").path("id").asLong();
    }
}
