package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.RowsOfTests;
import cn.shiji.Shiji;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.access.OneTimeLink;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** Needs an installation nobody has used, so it has a server of its own. */
@ExtendWith(RowsOfTests.class)
@SpringBootTest(classes = Shiji.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = "shiji.first=own")
@DirtiesContext
class FirstAccountTest {

    private static final String PASSWORD = "Rain over 7 hills, no umbrella";

    @LocalServerPort
    int port;

    @Autowired
    FirstAccount first;

    @Test
    void anInstallationIsFoundedByOneLinkAndItsSystemAdministratorGivesNoRights() {
        OneTimeLink forgotten = first.linkFor("云岭县").orElseThrow();
        OneTimeLink link = first.linkFor("云岭县").orElseThrow();
        TestBrowser nobody = TestBrowser.at(port);

        assertThat(look(nobody, forgotten).status())
                .as("a newer link took its place")
                .isEqualTo(404);
        assertThat(look(nobody, link).json().path("purpose").asString()).isEqualTo("first");
        assertThat(look(nobody, link).status()).as("looking does not use it").isEqualTo(200);
        Answer weak = nobody.send(
                "POST",
                "/api/welcome",
                Map.of("secret", link.secret(), "username", "x", "name", "", "password", "12345"));
        assertThat(weak.status()).isEqualTo(400);
        assertThat(weak.json().path("faults").size()).isGreaterThanOrEqualTo(2);
        assertThat(enter(nobody, link, "sunwei", "孙维").status()).isEqualTo(200);
        assertThat(enter(nobody, link, "sunwei", "孙维").status())
                .as("it works once")
                .isEqualTo(404);
        assertThat(first.linkFor("云岭县")).isEmpty();

        TestBrowser system = signedIn("sunwei");
        Answer me = system.get("/api/session");
        assertThat(me.json().path("unit").path("name").asString()).isEqualTo("云岭县");
        assertThat(me.json().path("roles").toString()).contains("system_admin");
        long unit = me.json().path("unit").path("id").asLong();
        assertThat(system.get("/api/accounts/unappointed").text()).isEqualTo("[\"security\",\"audit\"]");

        Answer security = open(system, "anquan", "安全员", unit, "security");
        assertThat(open(system, "shenji", "审计员", unit, "audit").status()).isEqualTo(200);
        assertThat(system.get("/api/accounts/unappointed").text()).isEqualTo("[]");
        Answer office = open(system, "office", "吴主任", unit, "business");
        assertThat(system.send("POST", "/api/grants", grant(office, unit, "party_office"))
                        .status())
                .isEqualTo(403);
        Answer second = open(system, "anquan2", "安全员二", unit, "security");
        String secondId = second.json().path("account").asString();
        assertThat(system.get("/api/accounts/" + secondId).json().path("grants").size())
                .as("once one is appointed, the next waits for the security administrator")
                .isZero();

        String secret = security.json().path("link").path("path").asString().replaceFirst(".*#", "");
        assertThat(nobody.send("POST", "/api/welcome", Map.of("secret", secret, "password", PASSWORD))
                        .status())
                .isEqualTo(200);
        TestBrowser guard = signedIn("anquan");
        assertThat(guard.send("POST", "/api/grants", grant(office, unit, "auditor"))
                        .code())
                .isEqualTo("access.duties-apart");
        assertThat(guard.send("POST", "/api/grants", grant(office, unit, "party_office"))
                        .status())
                .isEqualTo(200);
        assertThat(guard.send("POST", "/api/grants", grant(security, unit, "security_admin"))
                        .code())
                .isEqualTo("access.not-to-oneself");
        assertThat(system.send("POST", "/api/accounts/" + id(security) + "/link", "{}")
                        .code())
                .as("whoever keeps accounts cannot become the security administrator")
                .isEqualTo("access.link-on-the-machine");
        assertThat(system.send("POST", "/api/accounts/" + id(security) + "/close", Map.of("reason", "换人"))
                        .code())
                .isEqualTo("access.last-of-duty");
    }

    private TestBrowser signedIn(String username) {
        TestBrowser browser = TestBrowser.at(port);
        assertThat(browser.send("POST", "/api/session", Map.of("username", username, "password", PASSWORD))
                        .status())
                .isEqualTo(200);
        return browser;
    }

    private static Answer look(TestBrowser browser, OneTimeLink link) {
        return browser.send("POST", "/api/welcome/look", Map.of("secret", link.secret()));
    }

    private static Answer enter(TestBrowser browser, OneTimeLink link, String username, String name) {
        return browser.send(
                "POST",
                "/api/welcome",
                Map.of("secret", link.secret(), "username", username, "name", name, "password", PASSWORD));
    }

    private static Answer open(TestBrowser browser, String username, String name, long unit, String duty) {
        return browser.send(
                "POST",
                "/api/accounts",
                Map.of("id", UUID.randomUUID(), "username", username, "name", name, "unit", unit, "duty", duty));
    }

    private static String id(Answer opened) {
        return opened.json().path("account").asString();
    }

    private static Map<String, Object> grant(Answer opened, long unit, String role) {
        return Map.of("account", id(opened), "role", role, "unit", unit);
    }
}
