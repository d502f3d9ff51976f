package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.kernel.Uuid7;
import cn.shiji.mechanism.Mechanisms;
import cn.shiji.mechanism.Pack;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@ServerTest
class SearchTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Mechanisms mechanisms;

    @Test
    void everyoneFindsAMechanismByItsName() {
        TestTown town = TestTown.in(context);
        Pack pack = mechanisms.inService().getFirst();

        var hits = search(
                TestBrowser.signedIn(port, town.username("shiqiao")),
                pack.name().zh());

        assertThat(hits).contains("/mechanisms/" + pack.id());
    }

    @Test
    void aRecordIsFoundWithinTheScopeAndNowhereElse() {
        TestTown town = TestTown.in(context);
        String topic = "寻找用的主题" + town.town.id();
        String record = Uuid7.next(context.getBean(Clock.class)).toString();
        var kept = TestBrowser.signedIn(port, town.username("shiqiao"))
                .send(
                        "PUT",
                        "/api/records/" + record,
                        Map.of(
                                "pack",
                                "night-school",
                                "kind",
                                "session",
                                "unit",
                                town.stoneBridge.id().value(),
                                "day",
                                LocalDate.now(context.getBean(Clock.class)).toString(),
                                "values",
                                Map.of("number", 1, "topic", topic, "place", "村部", "roll", List.of())));
        assertThat(kept.status()).as(kept.toString()).isEqualTo(201);

        assertThat(search(TestBrowser.signedIn(port, town.username("shiqiao")), topic))
                .contains(record);
        assertThat(search(TestBrowser.signedIn(port, town.username("office")), topic))
                .contains(record);
        assertThat(search(TestBrowser.signedIn(port, town.username("chaling")), topic))
                .doesNotContain(record);
    }

    private static String search(TestBrowser browser, String words) {
        return browser.get("/api/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8))
                .text();
    }
}
