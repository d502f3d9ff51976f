package cn.shiji.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@ServerTest
class DirectoryTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Directory directory;

    @Test
    void aUnitsRunHoldsAllBelowItAndNothingBeside() {
        TestTown town = TestTown.in(context);

        assertThat(town.county.places().holds(town.town.places())).isTrue();
        assertThat(town.town.places().holds(town.stoneBridge.places())).isTrue();
        assertThat(town.town.places().holds(town.neighbour.places())).isFalse();
        assertThat(town.stoneBridge.places().meet(town.teaRidge.places())).isEmpty();
    }

    @Test
    void aNewUnitRenumbersNobody() {
        TestTown town = TestTown.in(context);

        Unit late = directory.found(new NewUnit("新设社区", UnitKind.VILLAGE, town.town.id(), null));

        assertThat(directory.unit(town.stoneBridge.id())).isEqualTo(town.stoneBridge);
        assertThat(late.place()).isGreaterThan(town.teaRidge.places().to());
        assertThat(town.officer().reach().holds(late.place())).isTrue();
    }

    @Test
    void aVillageOutsideTheScopeLooksAsIfItDidNotExist() {
        TestTown town = TestTown.in(context);

        assertThatThrownBy(() -> directory.unit(town.stoneBridgeClerk(), town.teaRidge.id()))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.MISSING);
                    assertThat(problem.code()).isEqualTo("directory.unit-missing");
                });
        var people = TestBrowser.signedIn(port, town.username("shiqiao"))
                .get("/api/people?unit=" + town.teaRidge.id().value());
        assertThat(people.status()).isEqualTo(404);
    }

    @Test
    void aClerkListsTheOwnPeopleButMayNameTheNeighbours() {
        TestTown town = TestTown.in(context);
        TestBrowser clerk = TestBrowser.signedIn(port, town.username("shiqiao"));

        assertThat(clerk.get("/api/people?unit=" + town.stoneBridge.id().value())
                        .json())
                .hasSize(4);
        assertThat(clerk.get("/api/units").json().path("items")).hasSize(1);
        String neighbours = clerk.get(
                        "/api/units/neighbours?unit=" + town.stoneBridge.id().value())
                .text();
        assertThat(neighbours)
                .contains("\"id\":" + town.teaRidge.id() + ",")
                .contains("\"id\":" + town.neighbour.id() + ",")
                .doesNotContain("\"id\":" + town.stoneBridge.id() + ",");
        assertThat(clerk.get("/api/units/assignable").text()).contains("党政办");
    }

    @Test
    void aUnitWhoseRunIsUsedUpIsGivenALargerOne() {
        TestTown town = TestTown.in(context);
        Unit office = directory.unit(town.office.id());
        int many = 300;

        directory.found(IntStream.range(0, many)
                .mapToObj(number ->
                        new UnitEntry("s" + number, null, office.id(), "窗口" + number, UnitKind.DEPARTMENT, null, null))
                .toList());

        Unit grown = directory.unit(office.id());
        assertThat(directory.within(grown.places())).hasSize(many + 1);
        assertThat(directory.unit(town.town.id()).places().holds(grown.places()))
                .isTrue();
        assertThat(grown.places().meet(directory.unit(town.stoneBridge.id()).places()))
                .isEmpty();
    }

    @Test
    void manyUnitsOfAllLevelsAreFoundedTogetherInAnyOrder() {
        String mark = "批" + System.nanoTime() % 100_000;
        Map<String, UnitId> ids = directory.found(List.of(
                new UnitEntry("v", "t", null, "双河村", UnitKind.VILLAGE, null, null),
                new UnitEntry("t", "c", null, "东岳镇", UnitKind.TOWN, null, null),
                new UnitEntry("c", null, null, mark + "县", UnitKind.COUNTY, null, null),
                new UnitEntry("other", null, null, mark + "区", UnitKind.COUNTY, null, null),
                new UnitEntry("b", "v", null, "双河村党支部", UnitKind.PARTY_BRANCH, null, LocalDate.of(2020, 7, 1))));

        assertThat(directory.path(ids.get("b")))
                .extracting(Unit::name)
                .containsExactly(mark + "县", "东岳镇", "双河村", "双河村党支部");
        assertThat(directory.unit(ids.get("b")).code()).matches("PB\\d{10}").matches(OwnCode::holds);
        assertThat(directory.roots()).extracting(Unit::id).contains(ids.get("c"), ids.get("other"));
        assertThat(directory.unitOn("admin", ids.get("b"), LocalDate.of(2020, 6, 30)))
                .isEmpty();
        assertThat(directory.unitOn("admin", ids.get("b"), LocalDate.of(2020, 7, 1)))
                .isPresent();
        assertThat(directory.childrenOn("admin", ids.get("t"), LocalDate.of(2000, 1, 1)))
                .extracting(UnitThen::name)
                .containsExactly("双河村");
    }

    @Test
    void whatCannotBeFoundedIsToldAllAtOnceAndNothingIsFounded() {
        TestTown town = TestTown.in(context);

        assertThatThrownBy(() -> directory.found(List.of(
                        new UnitEntry("1", null, town.stoneBridge.id(), "大镇", UnitKind.TOWN, null, null),
                        new UnitEntry("2", null, town.town.id(), "石桥村", UnitKind.VILLAGE, null, null),
                        new UnitEntry("3", null, town.town.id(), "新村", UnitKind.VILLAGE, "12345", null),
                        new UnitEntry("4", "9", null, "孤村", UnitKind.VILLAGE, null, null),
                        new UnitEntry("5", "6", null, "甲", UnitKind.GROUP, null, null),
                        new UnitEntry("6", "5", null, "乙", UnitKind.GROUP, null, null))))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults())
                                .extracting(Problem.Fault::code)
                                .contains("directory.parent-unknown", "directory.too-deep"));
        assertThatThrownBy(() -> directory.found(List.of(
                        new UnitEntry("1", null, town.stoneBridge.id(), "大镇", UnitKind.TOWN, null, null),
                        new UnitEntry("2", null, town.town.id(), "石桥村", UnitKind.VILLAGE, null, null),
                        new UnitEntry("3", null, town.town.id(), "新村", UnitKind.VILLAGE, "12345", null))))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults())
                                .extracting(Problem.Fault::code)
                                .containsExactlyInAnyOrder(
                                        "directory.kind-not-under", "directory.name-taken", "directory.code-form"));
        assertThat(directory.children(town.stoneBridge.id())).isEmpty();
    }
}
