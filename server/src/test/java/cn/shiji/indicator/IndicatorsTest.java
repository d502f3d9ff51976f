package cn.shiji.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitChange;
import cn.shiji.directory.UnitRef;
import cn.shiji.fact.AsOf;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class IndicatorsTest {

    private static final Period YEAR = Period.year(2026);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Indicators indicators;

    @Autowired
    private Directory directory;

    @Autowired
    private Access access;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private TestTown town;
    private TestPack pack;
    private TestPack.Walks walks;

    @BeforeEach
    void aTownThatWalked() {
        town = TestTown.in(context);
        pack = TestPack.in(context);
        walks = pack.walksOf(town, 2026);
    }

    @Test
    void aFigureIsTheSumOfItsRecordsAndOnceForWhatTwoDidTogether() {
        assertThat(value(town.officer(), "walks", town.town)).isEqualByComparingTo("3");
        assertThat(value(town.officer(), "walks", town.stoneBridge)).isEqualByComparingTo("2");
        assertThat(value(town.officer(), "walks", town.teaRidge)).isEqualByComparingTo("2");
        assertThat(value(town.officer(), "length", town.town)).isEqualByComparingTo("13.5");
        assertThat(value(town.officer(), "walkers", town.town)).isEqualByComparingTo("3");
    }

    @Test
    void aFigureIsCutToTheCallersScopeAndSaysSo() {
        Figure figure = indicators.read(town.stoneBridgeClerk(), pack.indicator("walks"), town.town.id(), YEAR, null);
        assertThat(figure.value()).isEqualByComparingTo("2");
        assertThat(indicators.view(figure, Locale.CHINESE).scopeNote()).contains("石桥村");
        assertThat(indicators
                        .view(
                                indicators.read(town.officer(), pack.indicator("walks"), town.town.id(), YEAR, null),
                                Locale.CHINESE)
                        .scopeNote())
                .isNull();
    }

    @Test
    void aUnitOutsideTheScopeIsMissingLikeOneThatDoesNotExist() {
        assertMissing(() -> value(town.stoneBridgeClerk(), "walks", town.teaRidge), "directory.unit-missing");
        assertMissing(
                () -> indicators.sources(
                        town.stoneBridgeClerk(), pack.indicator("walks"), town.teaRidge.id(), YEAR, null, 1, 20),
                "directory.unit-missing");
        TestBrowser clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
        for (long unit : new long[] {town.teaRidge.id().value(), 999_999_999L, -1}) {
            var answer = clerk.get("/api/indicators/" + pack.indicator("walks") + "/figure?unit=" + unit);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("directory.unit-missing");
        }
    }

    @Test
    void theRecordOfANeighbourCountsButCanNotBeOpened() {
        Page<SourceView> seen = indicators.sources(
                town.teaRidgeClerk(), pack.indicator("length"), town.teaRidge.id(), YEAR, null, 1, 20);
        assertThat(seen.total()).isEqualTo(2);
        assertThat(seen.items()).filteredOn(SourceView::masked).singleElement().satisfies(row -> {
            assertThat(row.id()).isNull();
            assertThat(row.label()).isNull();
            assertThat(row.open()).isNull();
            assertThat(row.quantity()).isEqualByComparingTo("6");
            assertThat(row.owner()).extracting(UnitRef::name).isEqualTo("石桥村");
        });
        assertThat(seen.items())
                .filteredOn(row -> !row.masked())
                .singleElement()
                .extracting(SourceView::open)
                .isEqualTo("/records/" + walks.teaRidge().id());
        assertThat(indicators
                        .sources(town.officer(), pack.indicator("length"), town.town.id(), YEAR, null, 1, 20)
                        .items())
                .noneMatch(SourceView::masked);
    }

    @Test
    void aCorrectionIsInTheFigureAtOnceAndNotInAnEarlierState() {
        AsOf before = indicators.mark();
        pack.correct(walks.stoneBridge(), LocalDate.of(2026, 3, 5), "石桥西线", "5.5", List.of("zhang"), town.stoneBridge);
        assertThat(value(town.officer(), "length", town.town)).isEqualByComparingTo("14.5");
        assertThat(value(town.officer(), "walkers", town.town)).isEqualByComparingTo("2");
        assertThat(indicators
                        .read(town.officer(), pack.indicator("length"), town.town.id(), YEAR, before)
                        .value())
                .isEqualByComparingTo("13.5");
        assertThat(indicators.changes(town.officer(), pack.indicator("length"), town.town.id(), YEAR, before))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.source().id())
                            .isEqualTo(walks.stoneBridge().id());
                    assertThat(change.before()).isEqualByComparingTo("4.5");
                    assertThat(change.source().quantity()).isEqualByComparingTo("5.5");
                });
        assertThat(indicators.changes(town.officer(), pack.indicator("walks"), town.town.id(), YEAR, before))
                .isEmpty();
    }

    @Test
    void villagesThatBecameOneHaveTheirOwnRowsInThePeriodBefore() {
        Period before = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 6, 30));
        access.open(town.username("system"), TestTown.PASSWORD, "系统员", town.town.id(), Role.SYSTEM_ADMIN, false);
        List<String> were = rows(before);
        assertThat(were).hasSize(2);

        mergedAndTakenApart(null, before, were);
        mergedAndTakenApart(town.teaRidge.id(), before, were);
    }

    private void mergedAndTakenApart(@Nullable UnitId kept, Period before, List<String> were) {
        Unit into = directory.change(
                access.callerNamed(town.username("system")),
                new UnitChange.Merge(
                        List.of(town.stoneBridge.id(), town.teaRidge.id()),
                        kept,
                        "桥岭村",
                        null,
                        null,
                        Map.of(),
                        List.of(),
                        LocalDate.of(2026, 7, 1)));

        assertThat(rows(before)).containsExactlyInAnyOrderElementsOf(were);
        assertThat(rows(YEAR)).containsExactly("桥岭村 13.5");
        assertThat(indicators
                        .read(town.officer(), pack.indicator("length"), into.id(), YEAR, null)
                        .value())
                .isEqualByComparingTo("13.5");
        directory.undo(
                access.callerNamed(town.username("system")),
                jdbc.sql("select id from directory.change order by id desc limit 1")
                        .query((row, at) -> row.getObject("id", UUID.class))
                        .single());
        assertThat(rows(YEAR)).containsExactlyInAnyOrderElementsOf(were);
    }

    @Test
    void aVillageThatTookInAnotherHasItsOwnFigureInTheYearBefore() {
        pack.walksOf(town, 2025);
        Period before = Period.year(2025);
        change(new UnitChange.Merge(
                List.of(town.stoneBridge.id(), town.teaRidge.id()),
                town.teaRidge.id(),
                "桥岭村",
                null,
                null,
                Map.of(),
                List.of(),
                LocalDate.of(2026, 7, 1)));

        assertThat(value(town.officer(), "length", town.teaRidge, before)).isEqualByComparingTo("9");
        assertThat(value(town.officer(), "walkers", town.teaRidge, before)).isEqualByComparingTo("2");
        assertThat(value(town.officer(), "length", town.stoneBridge, before)).isEqualByComparingTo("10.5");
        assertThat(value(town.officer(), "length", town.teaRidge)).isEqualByComparingTo("13.5");
        assertThat(rows(before)).containsExactlyInAnyOrder("石桥村 10.5", "茶岭村 9");
        SeriesView series = indicators.series(town.officer(), pack.indicator("length"), town.teaRidge.id(), 2026);
        assertThat(sum(series.months())).isEqualByComparingTo("13.5");
        assertThat(sum(series.lastYear())).isEqualByComparingTo("9");
        assertThat(indicators
                        .sources(town.officer(), pack.indicator("length"), town.teaRidge.id(), before, null, 1, 20)
                        .items())
                .extracting(SourceView::label)
                .containsExactly("交界山脊", "茶岭东线");
        assertThat(indicators
                        .sources(town.officer(), pack.indicator("length"), town.teaRidge.id(), YEAR, null, 1, 20)
                        .total())
                .isEqualTo(3);
        PeersView peers = indicators.peers(town.officer(), pack.indicator("ranked"), town.teaRidge.id(), before);
        assertThat(peers.rows())
                .extracting(row -> row.unit().name() + " " + row.value().toPlainString())
                .containsExactlyInAnyOrder("石桥村 2", "茶岭村 2");
        assertThat(peers.rank()).isEqualTo(1);
    }

    @Test
    void aTownThatLostAVillageKeepsItsFigureOfTheYearBeforeAndCountsWhatTwoDidTogetherOnce() {
        pack.walksOf(town, 2025);
        Period before = Period.year(2025);
        Unit other = directory.unit(Objects.requireNonNull(town.neighbour.parent()));
        access.open(town.username("county"), TestTown.PASSWORD, "县长", town.county.id(), Role.LEADER, false);
        assertThat(value(county(), "length", town.town, before)).isEqualByComparingTo("13.5");

        change(new UnitChange.Alter(town.teaRidge.id(), null, null, null, other.id(), LocalDate.of(2026, 7, 1)));

        assertThat(value(county(), "length", town.town, before)).isEqualByComparingTo("13.5");
        assertThat(value(county(), "walks", town.town, before)).isEqualByComparingTo("3");
        assertThat(value(county(), "walkers", town.town, before)).isEqualByComparingTo("3");
        assertThat(value(county(), "length", other, before)).isEqualByComparingTo("0");
        assertThat(value(county(), "length", town.town)).isEqualByComparingTo("10.5");
        assertThat(value(county(), "length", other)).isEqualByComparingTo("9");
        assertThat(indicators
                        .sources(county(), pack.indicator("length"), town.town.id(), before, null, 1, 20)
                        .items())
                .extracting(SourceView::label)
                .containsExactly("交界山脊", "茶岭东线", "石桥西线");
        assertThat(sum(indicators
                        .series(county(), pack.indicator("length"), other.id(), 2026)
                        .lastYear()))
                .isEqualByComparingTo("0");
        assertThat(indicators.byUnit(county(), pack.indicator("walkers"), town.county.id(), before))
                .filteredOn(row -> List.of(town.town.id().value(), other.id().value())
                        .contains(row.unit().id()))
                .extracting(row -> row.value().toPlainString())
                .containsExactlyInAnyOrder("3", "0");
        PeersView peers = indicators.peers(county(), pack.indicator("ranked"), town.town.id(), before);
        assertThat(peers.rows())
                .filteredOn(row -> row.unit().id() == town.town.id().value())
                .singleElement()
                .extracting(row -> row.value().toPlainString())
                .isEqualTo("3");
        // What the town has no more lies beyond its own people; their figure says so.
        Figure own = indicators.read(town.officer(), pack.indicator("length"), town.town.id(), before, null);
        assertThat(own.value()).isEqualByComparingTo("10.5");
        assertThat(own.narrowedTo()).isNotNull();
    }

    private Caller county() {
        return access.callerNamed(town.username("county"));
    }

    private void change(UnitChange change) {
        access.open(town.username("system"), TestTown.PASSWORD, "系统员", town.county.id(), Role.SYSTEM_ADMIN, false);
        directory.change(access.callerNamed(town.username("system")), change);
    }

    private static BigDecimal sum(List<BigDecimal> months) {
        return months.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<String> rows(Period period) {
        return indicators.byUnit(town.officer(), pack.indicator("length"), town.town.id(), period).stream()
                .map(row -> row.unit().name() + " " + row.value().toPlainString())
                .toList();
    }

    @Test
    void unitsStandInTheOrderOfTheDirectoryNotOfTheirFigures() {
        assertThat(indicators.byUnit(town.officer(), pack.indicator("length"), town.town.id(), YEAR))
                .extracting(row -> row.unit().name(), row -> row.value().toPlainString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("石桥村", "10.5"),
                        org.assertj.core.groups.Tuple.tuple("茶岭村", "9"));
        assertThat(indicators.byUnit(town.stoneBridgeClerk(), pack.indicator("length"), town.town.id(), YEAR))
                .extracting(row -> row.unit().name())
                .containsExactly("石桥村");
    }

    @Test
    void aUnitsOwnPartStandsBeforeTheUnitsBelowAndOpensAlone() {
        pack.walk(LocalDate.of(2026, 6, 1), "全镇环线", "7", List.of("qian"), town.town);

        assertThat(indicators.byUnit(town.officer(), pack.indicator("length"), town.town.id(), YEAR))
                .first()
                .satisfies(row -> {
                    assertThat(row.own()).isTrue();
                    assertThat(row.unit().name()).isEqualTo(town.town.name());
                    assertThat(row.value()).isEqualByComparingTo("7");
                });
        assertThat(indicators
                        .ownSources(town.officer(), pack.indicator("length"), town.town.id(), YEAR, null, 1, 20)
                        .items())
                .singleElement()
                .extracting(SourceView::label)
                .isEqualTo("全镇环线");
        assertMissing(
                () -> indicators.ownSources(
                        town.stoneBridgeClerk(), pack.indicator("length"), town.town.id(), YEAR, null, 1, 20),
                "directory.unit-missing");
    }

    @Test
    void aVillageLearnsNothingOfItsTownsOwnPart() {
        pack.walk(LocalDate.of(2026, 6, 1), "全镇环线", "7", List.of("qian"), town.town);

        assertThat(indicators.byUnit(town.stoneBridgeClerk(), pack.indicator("length"), town.town.id(), YEAR))
                .extracting(row -> row.unit().name())
                .containsExactly("石桥村");
    }

    @Test
    void monthsAddUpToTheYear() {
        SeriesView series = indicators.series(town.officer(), pack.indicator("length"), town.town.id(), 2026);
        assertThat(series.months()).hasSize(12);
        assertThat(series.months().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("13.5");
        assertThat(series.months().get(3)).isEqualByComparingTo("9");
        assertThat(series.lastYear()).hasSize(12).allMatch(month -> month.signum() == 0);
    }

    @Test
    void anIndicatorNobodyDefinesIsMissingAndTheNearestIsNamed() {
        assertMissing(() -> value(town.officer(), "walkz", town.town), "indicator.missing-but-near");
    }

    @Test
    void theSentenceHasItsFiguresAsPieces() {
        assertThat(indicators.sentence(pack.id).orElseThrow().pieces(Locale.CHINESE))
                .startsWith(
                        new ReportSentence.Piece.Text("全年巡山"),
                        new ReportSentence.Piece.Value(pack.indicator("walks")),
                        new ReportSentence.Piece.Text("次、"))
                .endsWith(new ReportSentence.Piece.Text("人参加"));
    }

    @Test
    void figuresAndSourcesAnswerOverHttp() {
        TestBrowser office = TestBrowser.signedIn(port, town.username("office"));
        String days = "&from=2026-01-01&to=2026-12-31";
        String unit = "?unit=" + town.town.id().value() + days;
        JsonNode figure = office.get("/api/indicators/" + pack.indicator("length") + "/figure" + unit)
                .json();
        assertThat(figure.path("value").decimalValue()).isEqualByComparingTo("13.5");
        assertThat(figure.path("records").asInt()).isEqualTo(3);
        assertThat(figure.path("unit").asString()).isEqualTo("公里");
        assertThat(figure.path("definition").asString()).contains("巡山里程");
        long state = indicators.mark().mark();
        pack.withdraw(walks.together());
        JsonNode sources = office.get(
                        "/api/indicators/" + pack.indicator("length") + "/sources" + unit + "&page=2&size=1")
                .json();
        assertThat(sources.path("total").asInt()).isEqualTo(2);
        assertThat(sources.path("items").size()).isEqualTo(1);
        assertThat(office.get("/api/indicators/" + pack.indicator("length") + "/figure" + unit + "&asOf=" + state)
                        .json()
                        .path("value")
                        .decimalValue())
                .isEqualByComparingTo("13.5");
        assertThat(office.get("/api/indicators/" + pack.indicator("length") + "/units" + unit)
                        .json()
                        .size())
                .isEqualTo(2);
        assertThat(office.get("/api/indicators/" + pack.indicator("length") + "/series?year=2026")
                        .json()
                        .path("months")
                        .size())
                .isEqualTo(12);
        assertThat(office.get("/api/indicators").text()).contains(pack.indicator("walkers"));
        assertThat(office.get("/api/indicators/" + pack.indicator("length") + "/figure?from=2026-02-01&to=2026-01-01")
                        .code())
                .isEqualTo("indicator.days-turned");
        assertThat(TestBrowser.at(port).get("/api/indicators").status()).isEqualTo(401);
    }

    private BigDecimal value(Caller caller, String indicator, Unit unit) {
        return value(caller, indicator, unit, YEAR);
    }

    private BigDecimal value(Caller caller, String indicator, Unit unit, Period period) {
        return indicators
                .read(caller, pack.indicator(indicator), unit.id(), period, null)
                .value();
    }

    private static void assertMissing(org.assertj.core.api.ThrowableAssert.ThrowingCallable what, String code) {
        assertThatThrownBy(what).asInstanceOf(type(Problem.class)).satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.MISSING);
            assertThat(problem.code()).isEqualTo(code);
        });
    }
}
