package cn.shiji.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Whose figures a village sees beside its own. */
@ServerTest
class VisibleTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 5);
    private static final String YEAR = "from=2026-01-01&to=2026-12-31";

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    private TestTown town;
    private TestPack pack;
    private TestBrowser clerk;

    @BeforeEach
    void aTownWhereOneVillageWalksMore() {
        town = TestTown.in(context);
        pack = TestPack.in(context);
        pack.walk(DAY, "一", "1", List.of("a", "b"), town.stoneBridge);
        pack.walk(DAY, "二", "1", List.of("c", "d", "e"), town.teaRidge);
        pack.walk(DAY, "三", "1", List.of("f", "g"), town.teaRidge);
        pack.walk(DAY, "四", "1", List.of("h"), town.neighbour);
        clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
    }

    @Test
    void aVillageSeesItsRankAmongItsPeersWhereThePackSaysSo() {
        JsonNode peers = get("ranked", "peers", town.stoneBridge.id().value());

        assertThat(peers.path("rank").asInt()).isEqualTo(2);
        assertThat(peers.path("of").asInt()).isEqualTo(2);
        assertThat(peers.path("rows").get(0).path("unit").path("name").asString())
                .isEqualTo("茶岭村");
        assertThat(get("ranked", "figure", town.teaRidge.id().value())
                        .path("value")
                        .asInt())
                .isEqualTo(2);
        assertThat(status("ranked", "figure", town.neighbour.id().value()))
                .as("another town's village is no peer")
                .isEqualTo(404);
        assertThat(get("ranked", "figure", town.town.id().value()).path("value").asInt())
                .as("of the town only the own part")
                .isEqualTo(1);
    }

    @Test
    void withoutAWordOfThePackOthersStayUnseen() {
        assertThat(get("walks", "peers", town.stoneBridge.id().value())
                        .path("rows")
                        .size())
                .isZero();
        assertThat(status("walks", "figure", town.teaRidge.id().value())).isEqualTo(404);
        assertThat(status("walks", "peers", town.teaRidge.id().value())).isEqualTo(404);
    }

    @Test
    void whatIsPublicIsSeenOfEveryUnitAndItsRecordsAreNot() {
        assertThat(get("needy", "figure", town.town.id().value()).path("value").asInt())
                .isEqualTo(7);
        assertThat(status("needy", "sources", town.teaRidge.id().value())).isEqualTo(404);
    }

    @Test
    void fewPeopleAreToldAsFewAndNotByTheTotalEither() {
        JsonNode own = get("needy", "figure", town.stoneBridge.id().value());
        JsonNode units = get("needy", "units", town.town.id().value());

        assertThat(own.path("fewerThan").asInt()).isEqualTo(3);
        assertThat(own.path("value").asInt()).isZero();
        assertThat(own.path("records").asInt()).isZero();
        assertThat(units.valueStream().map(row -> row.path("withheld").asBoolean()))
                .as("one is few, so the other is held back")
                .containsExactlyInAnyOrder(false, true);
        assertThat(units.valueStream().map(row -> row.path("value").asInt())).containsOnly(0);
        assertThat(get("needy", "series", town.stoneBridge.id().value())
                        .path("months")
                        .get(2)
                        .isNull())
                .isTrue();
    }

    private JsonNode get(String indicator, String what, long unit) {
        TestBrowser.Answer answer = clerk.get(path(indicator, what, unit));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private int status(String indicator, String what, long unit) {
        return clerk.get(path(indicator, what, unit)).status();
    }

    private String path(String indicator, String what, long unit) {
        return "/api/indicators/" + pack.indicator(indicator) + "/" + what + "?unit=" + unit
                + (what.equals("series") ? "&year=2026" : "&" + YEAR);
    }
}
