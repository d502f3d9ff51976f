package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class SignInTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    TestTown town;

    @BeforeEach
    void found() {
        town = TestTown.in(context);
    }

    @Test
    void whoSignsInIsToldWhoTheyAreAndWhatTheyMayDo() {
        var session = TestBrowser.signedIn(port, town.username("shiqiao"))
                .get("/api/session")
                .json();

        assertThat(session.path("name").asString()).isEqualTo("王文书");
        assertThat(session.path("unit").path("name").asString()).isEqualTo("石桥村");
        assertThat(session.path("town").path("id").asLong())
                .isEqualTo(town.town.id().value());
        assertThat(session.path("may").toString()).contains("record.enter").doesNotContain("plan.edit");
    }

    @Test
    void nobodyIsServedWithoutSigningIn() {
        TestBrowser stranger = TestBrowser.at(port);

        for (String path : new String[] {
            "/api/session", "/api/units", "/api/files/" + town.officer().account(), "/v3/api-docs"
        }) {
            var answer = stranger.get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("access.sign-in-first");
        }
    }

    @Test
    void onlyTheHealthOfTheServerIsOpenAndNothingElseOfItsInside() {
        TestBrowser stranger = TestBrowser.at(port);

        assertThat(stranger.get("/actuator/health").status()).isEqualTo(200);
        assertThat(stranger.get("/actuator/env").status()).isIn(401, 403, 404);
        assertThat(stranger.get("/actuator/heapdump").status()).isIn(401, 403, 404);
    }

    @Test
    void aNameThatIsGuessedAtRestsEvenForTheRightPassword() {
        TestBrowser guesser = TestBrowser.at(port);
        for (int guess = 1; guess <= 5; guess++) {
            var answer = guesser.send(
                    "POST", "/api/session", Map.of("username", town.username("leader"), "password", "guess " + guess));
            assertThat(answer.code()).isEqualTo("access.wrong-password");
        }

        var right = guesser.send(
                "POST", "/api/session", Map.of("username", town.username("leader"), "password", TestTown.PASSWORD));

        assertThat(right.status()).isEqualTo(429);
        assertThat(right.json().path("detail").asString()).contains("5 分钟");
    }

    @Test
    void aRequestWithoutTheTokenOfThePageIsRefused() throws Exception {
        var bare = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/session"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"username\":\"" + town.username("office")
                                        + "\",\"password\":\"" + TestTown.PASSWORD + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(bare.statusCode()).isEqualTo(403);
        assertThat(bare.body()).contains("access.expired");
    }

    @Test
    void afterSigningOutTheSessionIsWorthNothing() {
        TestBrowser browser = TestBrowser.signedIn(port, town.username("office"));

        assertThat(browser.delete("/api/session").status()).isEqualTo(204);
        assertThat(browser.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void passwordsAreKeptAsArgon2idAndNeverInClear() {
        var hash = jdbc.sql("select password_hash from access.account where username = :name")
                .param("name", town.username("office"))
                .query(String.class)
                .single();

        assertThat(hash).startsWith("$argon2id$").doesNotContain(TestTown.PASSWORD);
    }

    @Test
    void anAccountOfARealTownIsNotShownOnTheSignInPage() {
        assertThat(TestBrowser.at(port).get("/api/session/demo-accounts").text())
                .doesNotContain(town.username("office"));
    }

    @Test
    void anUnknownFieldIsNamedTogetherWithTheKnownOnes() {
        var answer = TestBrowser.at(port).send("POST", "/api/session", "{\"username\":\"a\",\"pasword\":\"b\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("faults").path(0).path("at").asString()).isEqualTo("pasword");
        assertThat(answer.json().path("faults").path(0).path("suggestion").asString())
                .contains("password");
    }

    @Test
    void aRefusalIsToldInTheLanguageAskedFor() throws Exception {
        var english = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/session"))
                                .header("Accept-Language", "en-GB,en;q=0.9")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(english.body()).contains("Please sign in first");
        assertThat(TestBrowser.at(port).get("/api/session").text()).contains("请先登录");
    }
}
