package cn.shiji.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.kernel.Problem;
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
        assertThat(town.officer.reach().holds(late.place())).isTrue();
    }

    @Test
    void aVillageOutsideTheScopeLooksAsIfItDidNotExist() {
        TestTown town = TestTown.in(context);

        assertThatThrownBy(() -> directory.unit(town.stoneBridgeClerk, town.teaRidge.id()))
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
        assertThat(clerk.get("/api/units").json()).hasSize(1);
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
    void aUnitTakesNoMoreThanItsRunHolds() {
        TestTown town = TestTown.in(context);
        Unit group = town.stoneBridge;
        for (int depth = 0; depth < 2; depth++) {
            group = directory.found(new NewUnit("组" + depth, UnitKind.GROUP, group.id(), null));
        }
        Unit deepest = directory.found(new NewUnit("末", UnitKind.GROUP, group.id(), null));

        assertThatThrownBy(() -> directory.found(new NewUnit("更末", UnitKind.GROUP, deepest.id(), null)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("directory.full"));
    }
}
