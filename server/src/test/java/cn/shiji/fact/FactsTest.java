package cn.shiji.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.SourceRef;
import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@ServerTest
class FactsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 5);
    private static final Period YEAR = Period.year(2026);

    /** A county of three towns with four villages each; places as the directory would give them. */
    private static final Scope COUNTY = new Scope(1000, 1999);

    @Autowired
    private Facts facts;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient sql;

    private final String kind = "t" + UUID.randomUUID() + ".thing";

    @Test
    void aThingOfTwoVillagesCountsForEachAndOnceForTheirTown() {
        write(source(), 7, null, village(1, 1), village(1, 2));

        assertThat(sum(place(village(1, 1)))).isEqualTo(result(7, 1));
        assertThat(sum(place(village(1, 2)))).isEqualTo(result(7, 1));
        assertThat(sum(town(1))).isEqualTo(result(7, 1));
        assertThat(sum(town(2))).isEqualTo(result(0, 0));
        assertThat(sum(COUNTY)).isEqualTo(result(7, 1));
    }

    @Test
    void aReversedFactLeavesNoTraceInTheNewestStateAndAllOfItInAnEarlierOne() {
        SourceRef source = source();
        write(source, 3, "zhang", village(1, 1));
        AsOf before = facts.mark();
        reverse(source);

        assertThat(sum(COUNTY)).isEqualTo(result(0, 0));
        assertThat(distinct(COUNTY)).isEqualTo(result(0, 0));
        assertThat(facts.read(select(Measure.SUM, COUNTY, YEAR, before))).isEqualTo(result(3, 1));
        assertThat(facts.read(select(Measure.DISTINCT, COUNTY, YEAR, before))).isEqualTo(result(1, 1));
        assertThat(facts.sources(select(Measure.SUM, COUNTY, YEAR, null), 1, 10).total())
                .isZero();
    }

    @Test
    void aPersonSeenTwiceIsOnePersonUntilBothTimesAreReversed() {
        SourceRef first = source();
        SourceRef second = source();
        write(first, 1, "zhang", village(1, 1));
        write(second, 1, "zhang", village(1, 1));
        assertThat(distinct(COUNTY)).isEqualTo(result(1, 2));
        reverse(first);
        assertThat(distinct(COUNTY)).isEqualTo(result(1, 1));
        reverse(second);
        assertThat(distinct(COUNTY)).isEqualTo(result(0, 0));
    }

    @Test
    void aSourceReversedTwiceIsReversedOnce() {
        SourceRef source = source();
        write(source, 1, null, village(1, 1));
        assertThat(reverse(source)).isEqualTo(1);
        assertThat(reverse(source)).isZero();
    }

    @Test
    void factsAreNeitherChangedNorRemovedByAnybody() {
        write(source(), 1, null, village(1, 1));
        for (String statement : List.of(
                "update fact.fact set quantity = 2",
                "delete from fact.fact",
                "truncate fact.fact cascade",
                "update fact.fact_unit set place = 1",
                "delete from fact.fact_unit",
                "insert into fact.mark (last_fact, taken_at) values (1, now())")) {
            assertThatThrownBy(() -> sql.sql(statement).update())
                    .as(statement)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aReversalThatDoesNotNegateIsRefused() {
        SourceRef source = source();
        write(source, 5, null, village(1, 1));
        String reversal = """
                insert into fact.fact (kind, day, quantity, source_module, source_kind, source_id, source_version, label,
                                       recorded_at, reverses)
                select kind, day, %s, source_module, source_kind, source_id, 2, label, now(), id
                from fact.fact where source_id = ?
                """;
        assertThatThrownBy(() ->
                        sql.sql(reversal.formatted("-4")).param(source.id()).update())
                .rootCause()
                .hasMessageContaining("does not negate");
        reverse(source);
        assertThatThrownBy(() -> sql.sql("""
                                insert into fact.fact (kind, day, quantity, source_module, source_kind, source_id,
                                                       source_version, label, recorded_at, reverses)
                                select kind, day, -quantity, source_module, source_kind, source_id, 2, label, now(), id
                                from fact.fact where source_id = ? and reverses is null
                                """).param(source.id()).update())
                .isInstanceOf(DuplicateKeyException.class)
                .rootCause()
                .hasMessageContaining("a_fact_is_reversed_once");
    }

    @Test
    void writingWithoutTheTransactionOfItsCauseIsRefused() {
        assertThatThrownBy(() -> facts.write(List.of(fact(source(), 1, null, village(1, 1)))))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> facts.mark()))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void sourcesTellWhoOwnsThemAndWhoTookPart() {
        SourceRef source = source();
        long owner = village(1, 1);
        transaction.executeWithoutResult(status -> facts.write(List.of(new NewFact(
                kind,
                DAY,
                BigDecimal.valueOf(12.5),
                null,
                Map.of("weather", "\"雨\" \\ 雾"),
                source,
                "秦岭巡护",
                List.of(
                        new UnitPart(FactRole.AT, new UnitId(11), owner),
                        new UnitPart(FactRole.BY, new UnitId(11), owner),
                        new UnitPart(FactRole.BY, new UnitId(21), village(2, 1)))))));

        Page<FactSource> page = facts.sources(select(Measure.SUM, town(2), YEAR, null), 1, 20);
        assertThat(page.total()).isEqualTo(1);
        FactSource only = page.items().getFirst();
        assertThat(only.source()).isEqualTo(source);
        assertThat(only.label()).isEqualTo("秦岭巡护");
        assertThat(only.quantity()).isEqualByComparingTo("12.5");
        assertThat(only.owners()).containsExactly(new UnitPart(FactRole.AT, new UnitId(11), owner));
        assertThat(only.takingPart()).containsExactly(new UnitId(11), new UnitId(21));
        assertThat(sql.sql("select dims ->> 'weather' from fact.fact where source_id = ?")
                        .param(source.id())
                        .query(String.class)
                        .single())
                .isEqualTo("\"雨\" \\ 雾");
    }

    @Test
    void changesNameTheRecordsThatAddSomethingElseAndNoOthers() {
        SourceRef untouched = source();
        SourceRef corrected = source();
        SourceRef rewrittenAlike = source();
        SourceRef withdrawn = source();
        write(untouched, 1, "a", village(1, 1));
        write(corrected, 2, "b", village(1, 1));
        write(rewrittenAlike, 3, "c", village(1, 1));
        write(withdrawn, 4, "d", village(1, 1));
        AsOf frozen = facts.mark();
        reverse(corrected);
        write(next(corrected), 9, "x", village(1, 1));
        reverse(rewrittenAlike);
        write(next(rewrittenAlike), 3, "c", village(1, 1));
        reverse(withdrawn);
        SourceRef added = source();
        write(added, 5, "e", village(1, 1));

        for (Measure measure : Measure.values()) {
            assertThat(facts.changes(select(measure, COUNTY, YEAR, frozen)))
                    .extracting(change -> change.source().source().id())
                    .containsExactlyInAnyOrder(corrected.id(), withdrawn.id(), added.id());
        }
        assertThat(facts.changes(select(Measure.SUM, COUNTY, YEAR, frozen)))
                .filteredOn(change -> change.source().source().id().equals(corrected.id()))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.before()).isEqualByComparingTo("2");
                    assertThat(change.source().quantity()).isEqualByComparingTo("9");
                });
        assertThat(facts.changes(select(Measure.SUM, town(2), YEAR, frozen))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyReadAgreesWithCountingByHand(long seed) {
        var random = new Random(seed);
        var model = new ArrayList<Written>();
        var sources = new ArrayList<SourceRef>();
        var states = new LinkedHashMap<AsOf, List<Written>>();
        for (int step = 0; step < 150; step++) {
            int what = random.nextInt(10);
            if (what < 6 || sources.isEmpty()) {
                SourceRef source = source();
                sources.add(source);
                writeRandom(random, source, model);
            } else if (what < 8) {
                int index = random.nextInt(sources.size());
                SourceRef source = next(sources.get(index));
                sources.set(index, source);
                transaction.executeWithoutResult(status -> facts.reverse(source));
                model.removeIf(written -> written.source.equals(source.id()));
                if (random.nextBoolean()) {
                    writeRandom(random, source, model);
                }
            } else {
                states.put(facts.mark(), List.copyOf(model));
            }
        }
        states.put(facts.mark(), List.copyOf(model));

        var marks = List.copyOf(states.keySet());
        var selections = new ArrayList<Selection>();
        var expected = new ArrayList<FactSum>();
        for (int check = 0; check < 300; check++) {
            AsOf asOf = random.nextInt(4) == 0 ? null : marks.get(random.nextInt(marks.size()));
            Measure measure = random.nextBoolean() ? Measure.SUM : Measure.DISTINCT;
            Selection selection = select(measure, randomPlaces(random), randomPeriod(random), asOf);
            selections.add(selection);
            expected.add(byHand(asOf == null ? model : states.get(asOf), selection));
        }
        assertThat(facts.read(selections)).isEqualTo(expected);
        for (int index = 0; index < 40; index++) {
            Selection selection = selections.get(index);
            var listed = new ArrayList<FactSource>();
            int page = 1;
            Page<FactSource> current;
            do {
                current = facts.sources(selection, page++, 7);
                listed.addAll(current.items());
            } while (listed.size() < current.total());
            assertThat(listed).hasSize((int) expected.get(index).records());
            assertThat(listed.stream().map(item -> item.source().id()).distinct())
                    .hasSameSizeAs(listed);
            if (selection.measure() == Measure.SUM) {
                assertThat(listed.stream().map(FactSource::quantity).reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(expected.get(index).quantity());
            }
        }
    }

    @Test
    void aStateOnceReadNeverChangesWhileWritersCommitLateAndEarly() throws Exception {
        var stop = new AtomicBoolean();
        Map<AsOf, FactSum> seen = new HashMap<>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var writers = new ArrayList<Future<?>>();
            for (int writer = 0; writer < 8; writer++) {
                var random = new Random(writer);
                Callable<Void> work = () -> {
                    var own = new ArrayList<SourceRef>();
                    for (int turn = 0; turn < 400 && !stop.get(); turn++) {
                        transaction.executeWithoutResult(status -> {
                            SourceRef source = source();
                            facts.write(List.of(fact(source, 1, "s" + random.nextInt(50), village(1, 1))));
                            pause(random.nextInt(6));
                            if (!own.isEmpty() && random.nextInt(3) == 0) {
                                facts.reverse(next(own.removeFirst()));
                            }
                            pause(random.nextInt(25));
                            if (random.nextInt(8) == 0) {
                                status.setRollbackOnly();
                            } else {
                                own.add(source);
                            }
                        });
                    }
                    return null;
                };
                writers.add(pool.submit(work));
            }
            for (int round = 0; round < 60; round++) {
                AsOf mark = facts.mark();
                seen.put(mark, facts.read(select(Measure.SUM, COUNTY, YEAR, mark)));
                pause(round % 7);
            }
            stop.set(true);
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertThat(seen.values().stream().distinct().count()).isGreaterThan(30);
        seen.forEach((mark, value) -> assertThat(facts.read(select(Measure.SUM, COUNTY, YEAR, mark)))
                .as("state %s", mark)
                .isEqualTo(value));
        AsOf last = facts.mark();
        assertThat(facts.asOf(last.mark())).contains(last);
        assertThat(facts.read(select(Measure.SUM, COUNTY, YEAR, last))).isEqualTo(sum(COUNTY));
    }

    /** What stands, kept the naive way. */
    private record Written(UUID source, LocalDate day, BigDecimal quantity, String subject, List<Long> places) {}

    private void writeRandom(Random random, SourceRef source, List<Written> model) {
        int count = 1 + random.nextInt(4);
        var places = new ArrayList<Long>();
        for (int unit = 0; unit < 1 + random.nextInt(3); unit++) {
            places.add(village(1 + random.nextInt(3), 1 + random.nextInt(4)));
        }
        LocalDate day = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(730));
        var written = new ArrayList<NewFact>();
        for (int index = 0; index < count; index++) {
            BigDecimal quantity = BigDecimal.valueOf(random.nextInt(2000), random.nextInt(3));
            String subject = random.nextInt(4) == 0 ? null : "person-" + random.nextInt(30);
            written.add(fact(source, quantity, day, subject, places));
            model.add(new Written(source.id(), day, quantity, subject, List.copyOf(places)));
        }
        transaction.executeWithoutResult(status -> facts.write(written));
    }

    private static FactSum byHand(List<Written> standing, Selection selection) {
        var chosen = standing.stream()
                .filter(written -> selection.period().holds(written.day))
                .filter(written -> written.places.stream()
                        .anyMatch(place -> selection.places().stream().anyMatch(run -> run.holds(place))))
                .toList();
        long records = chosen.stream().map(Written::source).distinct().count();
        BigDecimal quantity = switch (selection.measure()) {
            case SUM -> chosen.stream().map(Written::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
            case DISTINCT -> {
                var bySubject = new HashMap<String, BigDecimal>();
                chosen.stream()
                        .filter(written -> written.subject != null)
                        .forEach(written -> bySubject.merge(written.subject, written.quantity, BigDecimal::add));
                yield BigDecimal.valueOf(bySubject.values().stream()
                        .filter(total -> total.signum() > 0)
                        .count());
            }
        };
        return new FactSum(quantity, records);
    }

    private static Scope randomPlaces(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> COUNTY;
            case 1 -> town(1 + random.nextInt(3));
            case 2 -> place(village(1 + random.nextInt(3), 1 + random.nextInt(4)));
            default -> {
                long from = 1000 + random.nextInt(400);
                yield new Scope(from, from + random.nextInt(200));
            }
        };
    }

    private static Period randomPeriod(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Period.year(2025 + random.nextInt(2));
            case 1 -> Period.month(YearMonth.of(2025 + random.nextInt(2), 1 + random.nextInt(12)));
            default -> {
                LocalDate from = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(700));
                yield new Period(from, from.plusDays(random.nextInt(400)));
            }
        };
    }

    private void write(SourceRef source, long quantity, String subject, long... places) {
        transaction.executeWithoutResult(status -> facts.write(List.of(fact(source, quantity, subject, places))));
    }

    private int reverse(SourceRef source) {
        Integer count = transaction.execute(status -> facts.reverse(next(source)));
        return count == null ? 0 : count;
    }

    private NewFact fact(SourceRef source, long quantity, String subject, long... places) {
        var list = new ArrayList<Long>();
        for (long place : places) {
            list.add(place);
        }
        return fact(source, BigDecimal.valueOf(quantity), DAY, subject, list);
    }

    private NewFact fact(SourceRef source, BigDecimal quantity, LocalDate day, String subject, List<Long> places) {
        var parts = new ArrayList<UnitPart>();
        for (long place : new HashSet<>(places)) {
            parts.add(new UnitPart(FactRole.BY, new UnitId(place), place));
        }
        return new NewFact(kind, day, quantity, subject, Map.of(), source, "a thing", parts);
    }

    private static SourceRef source() {
        return new SourceRef("record", "test.thing", UUID.randomUUID(), 1);
    }

    private static SourceRef next(SourceRef source) {
        return new SourceRef(source.module(), source.kind(), source.id(), source.version() + 1);
    }

    private Selection select(Measure measure, Scope places, Period period, AsOf asOf) {
        return new Selection(measure, kind, List.of(places), period, asOf);
    }

    private FactSum sum(Scope places) {
        return facts.read(select(Measure.SUM, places, YEAR, null));
    }

    private FactSum distinct(Scope places) {
        return facts.read(select(Measure.DISTINCT, places, YEAR, null));
    }

    private static FactSum result(long quantity, long records) {
        return new FactSum(BigDecimal.valueOf(quantity), records);
    }

    private static Scope town(int number) {
        return new Scope(1000 + number * 100L, 1099 + number * 100L);
    }

    private static long village(int town, int number) {
        return 1000 + town * 100L + number * 10L;
    }

    private static Scope place(long place) {
        return new Scope(place, place + 9);
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
