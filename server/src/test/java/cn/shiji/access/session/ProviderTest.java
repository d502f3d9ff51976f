package cn.shiji.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.RowsOfTests;
import cn.shiji.Shiji;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Page;
import cn.shiji.TestTown;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Signing in through a real authorization server, redirect by redirect; a server of its own, for it has a provider. */
@ExtendWith(RowsOfTests.class)
@SpringBootTest(classes = Shiji.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class ProviderTest {

    private static final AuthorizationServer PROVIDER = new AuthorizationServer();
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    TestTown town;
    String leader;

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry settings) {
        settings.add("shiji.provider.issuer", PROVIDER::issuer);
        settings.add("shiji.provider.client", () -> AuthorizationServer.CLIENT);
        settings.add("shiji.provider.secret", () -> AuthorizationServer.SECRET);
        settings.add("shiji.provider.name", () -> "县统一身份认证");
    }

    @BeforeEach
    void found() {
        PROVIDER.register(port);
        town = TestTown.in(context);
        leader = town.username("leader");
    }

    @AfterAll
    static void stop() throws Exception {
        PROVIDER.close();
    }

    @Test
    void aPersonBindsTheAccountOnceAndFromThenOnSignsInAtTheProvider() {
        TestBrowser browser = TestBrowser.signedIn(port, leader);
        Page bound =
                atProvider(browser, browser.send("POST", "/api/me/provider", Map.of("next", "/me/security")), "p-1001");
        assertThat(bound.at().toString()).endsWith("/desk/me/security?provider=bind");
        assertThat(browser.get("/api/me/security")
                        .json()
                        .path("found")
                        .path("name")
                        .asString())
                .isEqualTo("周镇长");
        assertThat(browser.send("POST", "/api/me/identity", "").status()).isEqualTo(204);

        TestBrowser elsewhere = TestBrowser.at(port);
        Page in = atProvider(
                elsewhere, elsewhere.send("POST", "/api/session/provider", Map.of("next", "/plans")), "p-1001");
        assertThat(in.at().getPath()).isEqualTo("/desk/plans");
        assertThat(elsewhere.get("/api/session").json().path("username").asString())
                .isEqualTo(leader);

        assertThat(browser.send("PUT", "/api/me/password-sign-in", Map.of("on", false))
                        .status())
                .isEqualTo(204);
        assertThat(TestBrowser.at(port)
                        .send("POST", "/api/session", Map.of("username", leader, "password", TestTown.PASSWORD))
                        .code())
                .isEqualTo("access.provider-only");
        assertThat(browser.delete("/api/me/identity").code())
                .as("no way in would be left")
                .isEqualTo("access.only-way-in");

        var leaving = elsewhere.delete("/api/session");
        assertThat(leaving.status()).isEqualTo(200);
        Page out = elsewhere.visit(URI.create(leaving.json().path("address").asString()));
        assertThat(out.at().getPort()).as("back from the provider's end").isEqualTo(port);
        assertThat(elsewhere.get("/api/session").status()).isEqualTo(401);
        assertThat(elsewhere
                        .visit(address(elsewhere.send("POST", "/api/session/provider", Map.of())))
                        .text())
                .as("the provider asks for the password again")
                .contains("_csrf");
    }

    @Test
    void whomTheProviderKnowsButNobodyBoundIsToldSoAndIsNotSignedInThoughTheNameIsTheSame() {
        TestBrowser browser = TestBrowser.at(port);
        Page back = atProvider(browser, browser.send("POST", "/api/session/provider", Map.of()), "p-1002");

        assertThat(back.at().toString()).endsWith("/desk/sign-in?provider=unbound");
        assertThat(browser.get("/api/session").status()).isEqualTo(401);
        var visit = browser.get("/api/session/ways").json().path("visit");
        assertThat(visit.path("outcome").asString()).isEqualTo("unbound");
        assertThat(visit.path("subject").asString()).isEqualTo("p-1002");
    }

    @Test
    void anAnswerOfAnotherBrowserAForgedOneAndOneThatComesTwiceOpenNothing() {
        TestBrowser victim = TestBrowser.at(port);
        victim.send("POST", "/api/session/provider", Map.of());
        assertThat(victim.visit(own("/provider/back?code=stolen&state=guessed"))
                        .at()
                        .toString())
                .endsWith("/desk/sign-in?provider=failed");
        assertThat(victim.visit(own("/provider/back?code=stolen&state=guessed"))
                        .at()
                        .toString())
                .as("once failed it is over")
                .endsWith("?provider=lost");
        assertThat(TestBrowser.at(port)
                        .visit(own("/provider/back?code=stolen&state=guessed"))
                        .at()
                        .toString())
                .as("a browser that never set out")
                .endsWith("?provider=lost");
        assertThat(victim.send("POST", "/api/session/provider", Map.of("next", "//evil.example"))
                        .status())
                .isEqualTo(400);
        TestBrowser refused = TestBrowser.at(port);
        refused.send("POST", "/api/session/provider", Map.of());
        assertThat(refused.visit(own("/provider/back?error=access_denied&state=x"))
                        .at()
                        .toString())
                .endsWith("?provider=refused");
    }

    private URI own(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static URI address(TestBrowser.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return URI.create(answer.json().path("address").asString());
    }

    /** Goes to the provider, signs in there, and comes back. */
    private static Page atProvider(TestBrowser browser, TestBrowser.Answer answer, String person) {
        URI address = address(answer);
        assertThat(address.getQuery()).contains("code_challenge=", "nonce=", "state=", "response_type=code");
        Page form = browser.visit(address);
        Matcher token = TOKEN.matcher(form.text());
        assertThat(token.find()).as(form.toString()).isTrue();
        return browser.submit(
                form.at().resolve("/login"),
                Map.of("username", person, "password", AuthorizationServer.PASSWORD, "_csrf", token.group(1)));
    }
}
