package cn.shiji.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.kernel.Role;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class SecondFactorTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Access access;

    @Autowired
    Clock clock;

    TestTown town;
    String username;
    TestBrowser browser;

    @BeforeEach
    void found() {
        town = TestTown.in(context);
        username = town.username("office");
        browser = TestBrowser.signedIn(port, username);
    }

    @Test
    void afterThePasswordTheCodeIsAskedAndNothingIsOpenBefore() {
        String secret = setUp().secret;
        TestBrowser elsewhere = entered();

        assertThat(elsewhere.get("/api/session").status()).isEqualTo(401);
        assertThat(elsewhere.get("/api/me/sessions").status()).isEqualTo(401);
        assertThat(elsewhere.get("/api/session/ways").json().path("next").asString())
                .isEqualTo("code");
        assertThat(show(elsewhere, "000000").code()).isEqualTo("access.wrong-code");
        assertThat(show(elsewhere, code(secret, 1)).json().path("next").asString())
                .isEqualTo("done");
        assertThat(elsewhere.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void aCodeOpensOnceAndARecoveryCodeOnce() {
        Factor factor = setUp();
        String code = code(factor.secret, 1);
        assertThat(show(entered(), code).status()).isEqualTo(200);
        assertThat(show(entered(), code).code()).as("replayed").isEqualTo("access.wrong-code");

        String recovery = factor.codes.getFirst().toLowerCase(java.util.Locale.ROOT);
        assertThat(show(entered(), recovery).status()).isEqualTo(200);
        assertThat(show(entered(), recovery).code()).isEqualTo("access.wrong-code");
        assertThat(browser.get("/api/me/security")
                        .json()
                        .path("factor")
                        .path("codesLeft")
                        .asInt())
                .isEqualTo(9);
    }

    @Test
    void neitherSecretNorRecoveryCodesStandInClearInTheDatabase() {
        Factor factor = setUp();

        String kept = jdbc.sql("select encode(secret, 'escape') from access.second_factor f"
                        + " join access.account a on a.id = f.account_id where username = :name")
                .param("name", username)
                .query(String.class)
                .single();
        assertThat(kept).doesNotContain(factor.secret);
        assertThat(jdbc.sql("select count(*) from access.recovery_code where code = convert_to(:code, 'UTF8')")
                        .param("code", factor.codes.getFirst().replace("-", ""))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void guessingCodesComesToARestThoughThePasswordIsRightEachTime() {
        setUp();
        TestBrowser guesser = entered();
        for (int guess = 0; guess < 5; guess++) {
            show(guesser, "00000" + guess);
        }

        assertThat(show(entered(), "000009").status()).isEqualTo(429);
    }

    @Test
    void aRoleThatNeedsASecondFactorSetsItUpBeforeAnythingElseAndKeepsIt() {
        access.open(
                town.username("watch"), TestTown.PASSWORD, "监督", town.stoneBridge.id(), Role.VILLAGE_SUPERVISOR, false);
        access.open(town.username("guard"), TestTown.PASSWORD, "安全员", town.county.id(), Role.SECURITY_ADMIN, false);
        TestBrowser guard = TestBrowser.signedIn(port, town.username("guard"));
        assertThat(browser.send("PUT", "/api/sign-in/factor-roles", Map.of("roles", List.of()))
                        .status())
                .isEqualTo(403);
        try {
            assertThat(guard.send("PUT", "/api/sign-in/factor-roles", Map.of("roles", List.of("VILLAGE_SUPERVISOR")))
                            .status())
                    .isIn(200, 400);
            guard.send("PUT", "/api/sign-in/factor-roles", Map.of("roles", List.of("village_supervisor")));
            TestBrowser watch = TestBrowser.at(port);
            assertThat(enter(watch, town.username("watch")).json().path("next").asString())
                    .isEqualTo("factor");
            assertThat(watch.get("/api/session").status()).isEqualTo(401);
            String secret = watch.send("POST", "/api/session/factor", "")
                    .json()
                    .path("secret")
                    .asString();
            Answer done = watch.send("POST", "/api/session/factor/confirm", Map.of("code", code(secret, 0)));
            assertThat(done.json().path("codes").size()).isEqualTo(10);
            assertThat(watch.get("/api/session").status()).isEqualTo(200);
            assertThat(watch.delete("/api/me/factor").code()).isEqualTo("access.factor-required");

            String account = watch.get("/api/session").json().path("account").asString();
            assertThat(guard.delete("/api/accounts/" + account + "/factor").status())
                    .as("the phone is lost")
                    .isEqualTo(204);
            assertThat(guard.delete("/api/accounts/" + account + "/sessions").status())
                    .isEqualTo(204);
            assertThat(watch.get("/api/session").status()).isEqualTo(401);
            assertThat(enter(watch, town.username("watch")).json().path("next").asString())
                    .isEqualTo("factor");
        } finally {
            guard.send("PUT", "/api/sign-in/factor-roles", Map.of("roles", List.of()));
        }
    }

    @Test
    void anOldSessionShowsItsPasswordAgainBeforeItChangesWhatGuardsTheAccount() {
        jdbc.sql("update access.session s set confirmed_at = confirmed_at - interval '11 minutes' from access.account a"
                        + " where a.id = s.account_id and username = :name")
                .param("name", username)
                .update();

        assertThat(browser.send("POST", "/api/me/factor", "").code()).isEqualTo("access.confirm-first");
        assertThat(browser.send("POST", "/api/session/confirm", Map.of("password", TestTown.PASSWORD))
                        .status())
                .isEqualTo(204);
        assertThat(browser.send("POST", "/api/me/factor", "").status()).isEqualTo(200);
    }

    private record Factor(String secret, List<String> codes) {}

    private Factor setUp() {
        var setup = browser.send("POST", "/api/me/factor", "").json();
        String secret = setup.path("secret").asString();
        assertThat(setup.path("qr").path("path").asString()).startsWith("M");
        Answer confirmed = browser.send("POST", "/api/me/factor/confirm", Map.of("code", code(secret, 0)));
        assertThat(confirmed.status()).as(confirmed.toString()).isEqualTo(200);
        return new Factor(
                secret,
                confirmed
                        .json()
                        .path("codes")
                        .valueStream()
                        .map(code -> code.asString())
                        .toList());
    }

    /** The code of now, or of some steps later. */
    private String code(String secret, int later) {
        return Totp.code(secret, Totp.step(clock.instant()) + later);
    }

    private TestBrowser entered() {
        TestBrowser elsewhere = TestBrowser.at(port);
        assertThat(enter(elsewhere, username).json().path("next").asString()).isEqualTo("code");
        return elsewhere;
    }

    private static Answer enter(TestBrowser where, String name) {
        return where.send("POST", "/api/session", Map.of("username", name, "password", TestTown.PASSWORD));
    }

    private static Answer show(TestBrowser where, String code) {
        return where.send("POST", "/api/session/code", Map.of("code", code));
    }
}
