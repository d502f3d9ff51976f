package cn.shiji.directory;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.kernel.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Changes of units where the security administrator wants a second person. */
@ServerTest
class UnitsUnderFourEyesTest {

    private static final List<String> VERBS = List.of(
            "unit.found",
            "unit.alter",
            "unit.merge",
            "unit.split",
            "unit.close",
            "unit.place",
            "unit.unplace",
            "unit.undo");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Directory directory;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    TestTown town;
    TestBrowser first;
    TestBrowser second;
    TestBrowser security;

    @BeforeEach
    void wantASecondPerson() {
        town = TestTown.in(context);
        open("first", "员一", Role.SYSTEM_ADMIN);
        open("second", "员二", Role.SYSTEM_ADMIN);
        open("security", "安全员", Role.SECURITY_ADMIN);
        first = TestBrowser.signedIn(port, town.username("first"));
        second = TestBrowser.signedIn(port, town.username("second"));
        security = TestBrowser.signedIn(port, town.username("security"));
        assertThat(want(true)).isEqualTo(200);
    }

    @AfterEach
    void wantNobody() {
        assertThat(want(false)).isEqualTo(200);
    }

    @Test
    void aNewUnitStandsOnlyWhenAnotherPersonAgreed() {
        String change = asked(first.send(
                "POST",
                "/api/units",
                Map.of(
                        "name",
                        "云顶村",
                        "kind",
                        "village",
                        "parent",
                        town.town.id().value())));

        assertThat(words(change)).contains(town.town.name(), "设立“云顶村”（");
        assertThat(names(town.town)).doesNotContain("云顶村");
        assertThat(first.send("POST", "/api/approvals/" + change + "/approve", "")
                        .status())
                .as("nobody agrees to an own change")
                .isEqualTo(403);
        assertThat(agree(change)).isEqualTo(204);
        assertThat(names(town.town)).contains("云顶村");
    }

    @Test
    void whatIsRefusedLeavesEverythingAsItWas() {
        String change = asked(rename(town.stoneBridge, "大桥村"));

        assertThat(words(change)).contains("把“石桥村”更名为“大桥村”");
        assertThat(second.send("POST", "/api/approvals/" + change + "/refuse", Map.of("reason", "没有批文"))
                        .status())
                .isEqualTo(204);
        assertThat(directory.unit(town.stoneBridge.id()).name()).isEqualTo("石桥村");
        assertThat(agree(change)).as("it is over").isEqualTo(409);
    }

    @Test
    void whatIsNotPossibleIsRefusedToWhoAsksAndWhatBecameImpossibleToWhoAgrees() {
        Answer taken = rename(town.stoneBridge, "茶岭村");
        assertThat(taken.status()).isEqualTo(400);

        String stale = asked(rename(town.stoneBridge, "大桥村"));
        String close = asked(first.send("POST", path(town.stoneBridge) + "/close", Map.of()));
        assertThat(words(close)).contains("撤销“石桥村”");
        assertThat(agree(close)).isEqualTo(204);
        assertThat(directory.unit(town.stoneBridge.id()).open()).isFalse();

        Answer late = second.send("POST", "/api/approvals/" + stale + "/approve", "");
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.json().path("faults").toString()).contains("石桥村");
        assertThat(words(stale))
                .as("it still waits, to be refused or withdrawn")
                .isNotEmpty();
        assertThat(first.send("POST", "/api/approvals/" + stale + "/withdraw", "")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void twoVillagesAreMergedByTwoPersonsAndTakenApartByTwo() {
        Map<String, Object> merger = new LinkedHashMap<>();
        merger.put(
                "units",
                List.of(town.stoneBridge.id().value(), town.teaRidge.id().value()));
        merger.put("kept", town.stoneBridge.id().value());
        merger.put("name", "桥岭村");
        merger.put("follow", List.of("people", "posts", "grants"));
        String change = asked(first.send("POST", "/api/units/merge", merger));

        assertThat(words(change)).contains("把石桥村、茶岭村合并为“桥岭村”");
        assertThat(directory.unit(town.teaRidge.id()).open()).isTrue();
        assertThat(agree(change)).isEqualTo(204);
        assertThat(directory.unit(town.teaRidge.id()).parent()).isEqualTo(town.stoneBridge.id());
        assertThat(directory.peopleOf(directory.unit(town.stoneBridge.id()))).hasSize(8);

        JsonNode line = first.get(path(town.stoneBridge) + "/history")
                .json()
                .path("changes")
                .path(0);
        String undo =
                asked(first.send("POST", "/api/units/changes/" + line.path("id").asString() + "/undo", ""));
        assertThat(words(undo)).contains("撤回", "合并");
        assertThat(agree(undo)).isEqualTo(204);
        assertThat(directory.unit(town.teaRidge.id()).parent()).isEqualTo(town.town.id());
        assertThat(directory.peopleOf(directory.unit(town.teaRidge.id()))).hasSize(4);
    }

    @Test
    void aSplitWaits() {
        Map<String, Object> part = Map.of("name", "云尾村", "takes", List.of());
        String change = asked(
                first.send("POST", path(town.stoneBridge) + "/split", Map.of("parts", List.of(part), "closes", false)));

        assertThat(words(change)).contains("从“石桥村”拆出云尾村");
        assertThat(agree(change)).isEqualTo(204);
        assertThat(names(town.town)).contains("云尾村", "石桥村");
    }

    @Test
    void aMoveWaits() {
        Unit group = directory.found(new NewUnit("云组", UnitKind.GROUP, town.stoneBridge.id(), null));
        String change = asked(first.send(
                "PATCH", path(group), Map.of("parent", town.teaRidge.id().value())));

        assertThat(words(change)).contains("把“云组”划归“茶岭村”");
        assertThat(agree(change)).isEqualTo(204);
        assertThat(directory.unit(group.id()).parent()).isEqualTo(town.teaRidge.id());
    }

    @Test
    void aPlaceInAnotherTreeWaitsAndSoDoesLeavingIt() {
        String in = asked(first.send("PUT", path(town.stoneBridge) + "/standings/river", Map.of()));
        assertThat(words(in)).contains("把“石桥村”编入“河湖”组织树");
        assertThat(agree(in)).isEqualTo(204);
        assertThat(standings()).contains("river");

        String out = asked(first.delete(path(town.stoneBridge) + "/standings/river"));
        assertThat(words(out)).contains("把“石桥村”移出“河湖”组织树");
        assertThat(standings()).contains("river");
        assertThat(agree(out)).isEqualTo(204);
        assertThat(standings()).doesNotContain("river");
    }

    private int want(boolean wanted) {
        Map<String, Boolean> all = new LinkedHashMap<>();
        VERBS.forEach(verb -> all.put(verb, wanted));
        return security.send("PUT", "/api/security-settings", Map.of("second", all))
                .status();
    }

    private void open(String username, String name, Role role) {
        access.open(town.username(username), TestTown.PASSWORD, name, town.town.id(), role, false);
    }

    private Answer rename(Unit unit, String name) {
        return first.send("PATCH", path(unit), Map.of("name", name));
    }

    private int agree(String change) {
        return second.send("POST", "/api/approvals/" + change + "/approve", "").status();
    }

    private static String asked(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("change").asString("")).isEmpty();
        return answer.json().path("waiting").asString();
    }

    /** What the second person reads of a change that waits, empty where none is to be decided. */
    private String words(String change) {
        return Stream.of(second.get("/api/approvals?size=100").json().path("items"))
                .flatMap(items -> items.valueStream())
                .filter(item -> item.path("id").asString().equals(change)
                        && item.path("mayDecide").asBoolean())
                .map(item -> item.path("words").asString())
                .findFirst()
                .orElse("");
    }

    private List<String> names(Unit parent) {
        return directory.children(parent.id()).stream().map(Unit::name).toList();
    }

    private String standings() {
        return first.get(path(town.stoneBridge)).json().path("standings").toString();
    }

    private static String path(Unit unit) {
        return "/api/units/" + unit.id();
    }
}
