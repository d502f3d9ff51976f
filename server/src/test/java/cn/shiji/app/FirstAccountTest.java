package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.RowsOfTests;
import cn.shiji.Shiji;
import cn.shiji.TestBrowser;
import java.util.Map;
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

    @LocalServerPort
    int port;

    @Autowired
    FirstAccount first;

    @Test
    void anInstallationWithoutDemoIsEnteredWithAPasswordToldOnce() {
        String password = first.openFor("云岭县").orElseThrow();

        var session = TestBrowser.at(port)
                .send("POST", "/api/session", Map.of("username", FirstAccount.USERNAME, "password", password));

        assertThat(session.status()).isEqualTo(200);
        assertThat(session.json().path("unit").path("name").asString()).isEqualTo("云岭县");
        assertThat(session.text()).doesNotContain(password);
        assertThat(first.openFor("云岭县")).isEmpty();
    }
}
