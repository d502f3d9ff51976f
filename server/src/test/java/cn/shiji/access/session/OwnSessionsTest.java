package cn.shiji.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions and passwords of a person, as a browser meets them. */
@ServerTest
class OwnSessionsTest {

    private static final String FRESH = "Misty-Bamboo 51 lanterns";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    TestTown town;
    String leader;

    @BeforeEach
    void found() {
        town = TestTown.in(context);
        leader = town.username("leader");
    }

    @Test
    void whoeverIsSignedInTwiceSeesBothAndEndsTheOtherAtOnce() {
        TestBrowser desk = TestBrowser.signedIn(port, leader);
        TestBrowser phone = TestBrowser.signedIn(port, leader);

        var all = desk.get("/api/me/sessions").json();
        assertThat(all.size()).isEqualTo(2);
        String other = all.path(0).path("here").asBoolean()
                ? all.path(1).path("id").asString()
                : all.path(0).path("id").asString();
        assertThat(desk.delete("/api/me/sessions/" + other).status()).isEqualTo(204);

        assertThat(phone.get("/api/session").status()).isEqualTo(401);
        assertThat(desk.get("/api/me/sessions").json().size()).isEqualTo(1);
        assertThat(TestBrowser.signedIn(port, town.username("office"))
                        .delete("/api/me/sessions/"
                                + desk.get("/api/me/sessions")
                                        .json()
                                        .path(0)
                                        .path("id")
                                        .asString())
                        .status())
                .as("somebody else's session is not there")
                .isEqualTo(404);
    }

    @Test
    void aSessionNobodyUsedRunsOutAndSoDoesOneThatIsTooOldHoweverBusy() {
        TestBrowser idle = TestBrowser.signedIn(port, leader);
        moved("seen_at", "31 minutes");
        assertThat(idle.get("/api/session").status()).isEqualTo(401);

        TestBrowser busy = TestBrowser.signedIn(port, leader);
        moved("began_at", "12 hours 1 minute");
        assertThat(busy.get("/api/session").status()).isEqualTo(401);
        assertThat(jdbc.sql("select ended_by from access.session s join access.account a on a.id = s.account_id"
                                + " where username = :name order by s.id")
                        .param("name", leader)
                        .query(String.class)
                        .list())
                .containsExactly("idle", "age");
    }

    private void moved(String column, String back) {
        jdbc.sql("update access.session s set " + column + " = " + column
                        + " - cast(:back as interval) from access.account a"
                        + " where a.id = s.account_id and a.username = :name and s.ended_at is null")
                .param("back", back)
                .param("name", leader)
                .update();
    }

    @Test
    void theWordInTheCookieStandsNowhereInTheDatabaseAndChangesWithEverySignIn() {
        TestBrowser browser = TestBrowser.signedIn(port, leader);
        String first = browser.cookie("SHIJI");
        browser.send("POST", "/api/session", Map.of("username", leader, "password", TestTown.PASSWORD));
        String second = browser.cookie("SHIJI");

        assertThat(second).isNotEqualTo(first);
        assertThat(second).as("128 bits and more").matches("[A-Za-z0-9_-]{22,}");
        assertThat(jdbc.sql("select count(*) from access.session where word = convert_to(:word, 'UTF8')")
                        .param("word", second)
                        .query(Long.class)
                        .single())
                .isZero();
        TestBrowser thief = TestBrowser.at(port);
        thief.cookie("SHIJI", first);
        assertThat(thief.get("/api/session").status())
                .as("the one before ended")
                .isEqualTo(401);
    }

    @Test
    void aChangedPasswordEndsTheOtherSessionsAndAWeakOneIsRefusedWithEveryReason() {
        TestBrowser here = TestBrowser.signedIn(port, leader);
        TestBrowser there = TestBrowser.signedIn(port, leader);

        var weak = here.send("PUT", "/api/me/password", Map.of("old", TestTown.PASSWORD, "password", "abc"));
        assertThat(weak.code()).isEqualTo("access.password-weak");
        assertThat(weak.json().path("faults").size()).isEqualTo(3);
        assertThat(here.send("PUT", "/api/me/password", Map.of("old", "not it", "password", FRESH))
                        .code())
                .isEqualTo("access.wrong-old-password");
        assertThat(here.send("PUT", "/api/me/password", Map.of("old", TestTown.PASSWORD, "password", FRESH))
                        .status())
                .isEqualTo(204);

        assertThat(here.get("/api/session").status()).isEqualTo(200);
        assertThat(there.get("/api/session").status()).isEqualTo(401);
        assertThat(here.send("PUT", "/api/me/password", Map.of("old", FRESH, "password", TestTown.PASSWORD))
                        .json()
                        .path("faults")
                        .path(0)
                        .path("message")
                        .asString())
                .contains("5 次");
    }

    @Test
    void guessingFromOneAddressLocksOutNeitherAnotherBrowserOfTheOwnerNorForgetsWithARestart() {
        TestBrowser own = TestBrowser.signedIn(port, leader);
        own.delete("/api/session");
        TestBrowser guesser = TestBrowser.at(port);
        for (int guess = 1; guess <= 5; guess++) {
            guesser.send("POST", "/api/session", Map.of("username", leader, "password", "guess " + guess));
        }

        var resting = guesser.send("POST", "/api/session", Map.of("username", leader, "password", "guess 6"));
        assertThat(resting.status()).isEqualTo(429);
        assertThat(own.send("POST", "/api/session", Map.of("username", leader, "password", TestTown.PASSWORD))
                        .status())
                .as("from the same address, but a browser it knows")
                .isEqualTo(200);
        assertThat(own.get("/api/me/security")
                        .json()
                        .path("wrongTries")
                        .path(0)
                        .path("count")
                        .asInt())
                .as("it is in the database, and told")
                .isEqualTo(5);
        assertThat(WrongTries.restAfter(7, 5, java.time.Duration.ofMinutes(5)))
                .isEqualTo(java.time.Duration.ofMinutes(20));
    }

    @Test
    void aPasswordIsTakenAsItIsTypedHoweverLong() {
        String typed = " 四月的茶山，开 37 朵花 ".repeat(5).substring(0, 64);
        TestBrowser browser = TestBrowser.signedIn(port, leader);
        assertThat(browser.send("PUT", "/api/me/password", Map.of("old", TestTown.PASSWORD, "password", typed))
                        .status())
                .isEqualTo(204);

        for (String other : List.of(typed.strip(), typed.substring(0, 63))) {
            assertThat(browser.send("POST", "/api/session", Map.of("username", leader, "password", other))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(browser.send("POST", "/api/session", Map.of("username", leader, "password", typed))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoseAccountIsClosedIsSignedInNowhereAnyMore() {
        TestBrowser browser = TestBrowser.signedIn(port, leader);
        jdbc.sql("update access.account set closed_at = clock_timestamp() where username = :name")
                .param("name", leader)
                .update();
        assertThat(browser.get("/api/session").status()).isEqualTo(401);
        assertThat(browser.send("POST", "/api/session", Map.of("username", leader, "password", TestTown.PASSWORD))
                        .status())
                .isEqualTo(401);
    }
}
