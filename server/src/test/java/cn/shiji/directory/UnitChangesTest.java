package cn.shiji.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestTown;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

@ServerTest
class UnitChangesTest {

    @Autowired
    ApplicationContext context;

    @Autowired
    Directory directory;

    @Autowired
    UnitChanges changes;

    @Autowired
    UnitBoard board;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    @Test
    void twoVillagesBecomeOneAndLastYearTheyAreStillTwo() {
        TestTown town = TestTown.in(context);
        Caller admin = admin(town.town);
        Unit one = group(town.stoneBridge, "一组");
        Unit other = group(town.teaRidge, "一组");
        LocalDate today = LocalDate.now(clock);

        UnitChanges.Done done = apply(
                admin,
                new UnitChange.Merge(
                        List.of(town.stoneBridge.id(), town.teaRidge.id()),
                        null,
                        "桥岭村",
                        null,
                        null,
                        Map.of(other.id().value(), "茶岭一组"),
                        List.of(),
                        today.minusDays(1)));

        Unit merged = directory.unit(done.unit());
        assertThat(merged.name()).isEqualTo("桥岭村");
        assertThat(directory.children(merged.id()))
                .extracting(Unit::name, Unit::open)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("石桥村", false),
                        org.assertj.core.groups.Tuple.tuple("茶岭村", false),
                        org.assertj.core.groups.Tuple.tuple("一组", true),
                        org.assertj.core.groups.Tuple.tuple("茶岭一组", true));
        assertThat(merged.places().holds(directory.unit(town.stoneBridge.id()).places()))
                .isTrue();
        assertThat(directory.childrenOn("admin", town.town.id(), today))
                .extracting(UnitThen::name)
                .contains("桥岭村")
                .doesNotContain("石桥村", "茶岭村");
        LocalDate lastYear = today.minusYears(1);
        assertThat(directory.childrenOn("admin", town.town.id(), lastYear))
                .extracting(UnitThen::name)
                .contains("石桥村", "茶岭村")
                .doesNotContain("桥岭村");
        assertThat(directory.pathOn("admin", other.id(), lastYear))
                .extracting(UnitThen::name)
                .endsWith("茶岭村", "一组");
        assertThat(directory.pathOn("admin", other.id(), today))
                .extracting(UnitThen::name)
                .endsWith("桥岭村", "茶岭一组");

        transaction.executeWithoutResult(nothing -> changes.undo(admin, done.change()));

        assertThat(directory.unit(town.stoneBridge.id()).open()).isTrue();
        assertThat(directory.unit(other.id()).parent()).isEqualTo(town.teaRidge.id());
        assertThat(directory.unit(other.id()).name()).isEqualTo("一组");
        assertThat(directory.unit(one.id()).parent()).isEqualTo(town.stoneBridge.id());
        assertThatThrownBy(() -> directory.unit(merged.id())).isInstanceOf(Problem.class);
        assertNested(directory.unit(town.town.id()));
    }

    @Test
    void aMergerIsNotTakenBackOnceSomethingWasDoneSince() {
        TestTown town = TestTown.in(context);
        Caller admin = admin(town.town);
        LocalDate today = LocalDate.now(clock);
        UnitChanges.Done done = apply(
                admin,
                new UnitChange.Merge(
                        List.of(town.stoneBridge.id(), town.teaRidge.id()),
                        town.stoneBridge.id(),
                        null,
                        null,
                        null,
                        Map.of(),
                        List.of(),
                        today));
        apply(admin, new UnitChange.Alter(done.unit(), "大石桥村", null, null, null, today));

        assertThatThrownBy(() -> transaction.executeWithoutResult(nothing -> changes.undo(admin, done.change())))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("directory.undo-refused");
                    assertThat(problem.faults())
                            .extracting(Problem.Fault::code)
                            .containsExactly("directory.changed-since");
                });
    }

    @Test
    void everythingThatSpeaksAgainstAChangeIsToldAtOnce() {
        TestTown town = TestTown.in(context);
        Caller admin = admin(town.county);
        LocalDate today = LocalDate.now(clock);
        apply(admin, new UnitChange.Alter(town.stoneBridge.id(), "大石桥村", null, null, null, today));

        assertThatThrownBy(() -> apply(
                        admin,
                        new UnitChange.Alter(
                                town.stoneBridge.id(),
                                "茶岭村",
                                "123",
                                UnitKind.TOWN,
                                town.office.id(),
                                today.minusDays(3))))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults())
                                .extracting(Problem.Fault::code)
                                .containsExactlyInAnyOrder(
                                        "directory.before-last-change",
                                        "directory.code-form",
                                        "directory.kind-not-under"));
        assertThatThrownBy(() -> apply(admin, new UnitChange.Close(town.town.id(), today)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults())
                                .hasSize(3)
                                .extracting(Problem.Fault::code)
                                .containsOnly("directory.stands-below"));
        assertThatThrownBy(() -> apply(
                        admin,
                        new UnitChange.Alter(town.town.id(), null, null, null, town.teaRidge.id(), today.plusDays(1))))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults())
                                .extracting(Problem.Fault::code)
                                .contains("directory.day-to-come", "directory.stands-below"));
    }

    @Test
    void nobodyChangesUnitsWithoutTheRightOrBeyondTheReach() {
        TestTown town = TestTown.in(context);
        LocalDate today = LocalDate.now(clock);

        assertThatThrownBy(() -> apply(
                        town.leader(), new UnitChange.Alter(town.stoneBridge.id(), "别的村", null, null, null, today)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("access.not-allowed"));
        assertThatThrownBy(() -> apply(
                        admin(town.town), new UnitChange.Alter(town.neighbour.id(), "别的村", null, null, null, today)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.MISSING));
    }

    @Test
    void aSplitGivesEachPartItsGroups() {
        TestTown town = TestTown.in(context);
        Caller admin = admin(town.town);
        Unit one = group(town.stoneBridge, "一组");
        Unit two = group(town.stoneBridge, "二组");

        UnitChanges.Done done = apply(
                admin,
                new UnitChange.Split(
                        town.stoneBridge.id(),
                        List.of(
                                new UnitChange.Part("上桥村", null, List.of(one.id())),
                                new UnitChange.Part("下桥村", null, List.of(two.id()))),
                        true,
                        LocalDate.now(clock)));

        assertThat(directory.path(one.id())).extracting(Unit::name).contains("上桥村");
        assertThat(directory.path(two.id())).extracting(Unit::name).contains("下桥村");
        assertThat(directory.unit(town.stoneBridge.id()).open()).isFalse();
        assertThat(directory.unit(town.stoneBridge.id()).parent()).isEqualTo(done.unit());
        assertNested(directory.unit(town.town.id()));
    }

    @Test
    void aUnitStandsInSeveralTreesAndAMergerKeepsThem() {
        TestTown town = TestTown.in(context);
        Caller admin = admin(town.town);
        LocalDate today = LocalDate.now(clock);
        Unit committee = directory.found(new NewUnit("青溪镇党委", UnitKind.PARTY_COMMITTEE, town.town.id(), null));
        Unit branch = directory.found(new NewUnit("石桥村党支部", UnitKind.PARTY_BRANCH, town.stoneBridge.id(), null));
        Unit other = directory.found(new NewUnit("茶岭村党支部", UnitKind.PARTY_BRANCH, town.teaRidge.id(), null));
        Unit cell = directory.found(new NewUnit("茶岭第一党小组", UnitKind.PARTY_GROUP, other.id(), null));
        apply(admin, new UnitChange.Place("party", committee.id(), null, today));
        apply(admin, new UnitChange.Place("party", branch.id(), committee.id(), today));
        apply(admin, new UnitChange.Place("party", other.id(), committee.id(), today));
        apply(admin, new UnitChange.Place("party", cell.id(), other.id(), today));

        apply(
                admin,
                new UnitChange.Merge(
                        List.of(branch.id(), other.id()), branch.id(), null, null, null, Map.of(), List.of(), today));

        assertThat(directory.pathOn("party", cell.id(), today))
                .extracting(UnitThen::name)
                .containsExactly("青溪镇党委", "石桥村党支部", "茶岭第一党小组");
        assertThat(directory.childrenOn("party", committee.id(), today))
                .extracting(UnitThen::name)
                .containsExactly("石桥村党支部");
        assertThat(board.tops("party", today, admin.reach()))
                .extracting(UnitBoard.TreeRow::name)
                .containsExactly("青溪镇党委");
    }

    @Test
    void aUnitIsFoundByNamePinyinInitialsCodeAndFormerName() {
        TestTown town = TestTown.in(context);
        Caller admin = admin(town.town);
        LocalDate today = LocalDate.now(clock);
        apply(admin, new UnitChange.Alter(town.stoneBridge.id(), "桥头村", null, null, null, today));

        for (String words : List.of("桥头", "qiaotou", "qtc", "Qiao Tou", "石桥", "shiqiao", "sqc")) {
            assertThat(board.search(words, "admin", today, null, true, admin.reach(), 1, 10)
                            .items())
                    .as(words)
                    .extracting(UnitBoard.FoundRow::name)
                    .contains("桥头村");
        }
        assertThat(board.search(
                                Objects.requireNonNull(town.office.code()).substring(0, 10),
                                "admin",
                                today,
                                null,
                                true,
                                admin.reach(),
                                1,
                                10)
                        .items())
                .extracting(UnitBoard.FoundRow::name)
                .contains("党政办");
        assertThat(board.search("石桥", "admin", today.minusYears(1), null, true, admin.reach(), 1, 10)
                        .items())
                .extracting(UnitBoard.FoundRow::name, UnitBoard.FoundRow::formerly)
                .contains(org.assertj.core.groups.Tuple.tuple("石桥村", null));
        assertThat(board.search("jiepai", "admin", today, null, true, admin.reach(), 1, 10)
                        .items())
                .isEmpty();
    }

    @Test
    void readersGoOnWhileTenThousandUnitsMove() throws Exception {
        TestTown town = TestTown.in(context);
        Caller admin = admin(town.county);
        LocalDate today = LocalDate.now(clock);
        Unit big = directory.found(new NewUnit("大园区", UnitKind.PARK, town.town.id(), null));
        int many = 10_000;
        directory.found(IntStream.range(0, many)
                .mapToObj(number ->
                        new UnitEntry("e" + number, null, big.id(), "企业" + number, UnitKind.ENTERPRISE, null, null))
                .toList());
        Unit otherTown = directory.unit(
                Objects.requireNonNull(directory.unit(town.neighbour.id()).parent()));
        AtomicBoolean moving = new AtomicBoolean(true);
        List<Long> waits = new ArrayList<>();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            while (moving.get()) {
                long began = System.nanoTime();
                // One statement sees one moment: the whole subtree is under the one town or under the other.
                assertThat(counted(big.id())).isEqualTo(many + 1);
                waits.add((System.nanoTime() - began) / 1_000_000);
            }
        });

        for (int turn = 0; turn < 2; turn++) {
            apply(
                    admin,
                    new UnitChange.Alter(
                            big.id(), null, null, null, turn == 0 ? otherTown.id() : town.town.id(), today));
        }
        moving.set(false);
        reader.join();

        assertThat(waits).isNotEmpty().allSatisfy(wait -> assertThat(wait).isLessThan(3_000));
        assertThat(directory
                        .unit(town.town.id())
                        .places()
                        .holds(directory.unit(big.id()).places()))
                .isTrue();
    }

    @Test
    void afterAnyChangesTheNumberingIsNestedAndEveryDayIsAnsweredAsItWas() {
        for (long seed = 1; seed <= 3; seed++) {
            replay(seed);
        }
    }

    private void replay(long seed) {
        TestTown town = TestTown.in(context);
        Caller admin = admin(town.county);
        Random chance = new Random(seed);
        LocalDate first = LocalDate.now(clock).minusDays(60);
        Unit top = directory.found(
                new NewUnit("演练镇" + seed + "-" + town.town.id(), UnitKind.TOWN, town.county.id(), null, first));
        record Was(String name, boolean open, @Nullable UnitId parent) {}
        Map<UnitId, Was> now = new HashMap<>();
        now.put(top.id(), new Was(top.name(), true, town.county.id()));
        Map<LocalDate, Map<UnitId, Was>> days = new HashMap<>();
        int named = 0;
        for (LocalDate day = first; !day.isAfter(LocalDate.now(clock)); day = day.plusDays(1)) {
            LocalDate on = day;
            List<UnitId> open = now.entrySet().stream()
                    .filter(each -> each.getValue().open() && !each.getKey().equals(top.id()))
                    .map(Map.Entry::getKey)
                    .sorted(java.util.Comparator.comparing(UnitId::value))
                    .toList();
            UnitId some = open.isEmpty() ? top.id() : open.get(chance.nextInt(open.size()));
            UnitId other = open.isEmpty() ? top.id() : open.get(chance.nextInt(open.size()));
            try {
                switch (open.size() < 6 ? 0 : chance.nextInt(7)) {
                    case 0, 1 -> {
                        UnitId parent = chance.nextBoolean() ? top.id() : some;
                        Unit made = directory.found(new NewUnit("组" + named++, UnitKind.GROUP, parent, null, on));
                        now.put(made.id(), new Was(made.name(), true, parent));
                    }
                    case 2 -> {
                        String name = "新" + named++;
                        apply(admin, new UnitChange.Alter(some, name, null, null, null, on));
                        now.put(some, new Was(name, true, now.get(some).parent()));
                    }
                    case 3, 4 -> {
                        apply(admin, new UnitChange.Alter(some, null, null, null, other, on));
                        now.put(some, new Was(now.get(some).name(), true, other));
                    }
                    case 5 -> {
                        apply(admin, new UnitChange.Close(some, on));
                        now.put(
                                some,
                                new Was(
                                        now.get(some).name(),
                                        false,
                                        now.get(some).parent()));
                    }
                    default -> {
                        String name = "合" + named++;
                        UnitId into = apply(
                                        admin,
                                        new UnitChange.Merge(
                                                List.of(some, other),
                                                null,
                                                name,
                                                null,
                                                top.id(),
                                                Map.of(),
                                                List.of(),
                                                on))
                                .unit();
                        new HashMap<>(now).forEach((id, was) -> {
                            if (was.open() && (some.equals(was.parent()) || other.equals(was.parent()))) {
                                now.put(id, new Was(was.name(), true, into));
                            }
                        });
                        now.put(some, new Was(now.get(some).name(), false, into));
                        now.put(other, new Was(now.get(other).name(), false, into));
                        now.put(into, new Was(name, true, top.id()));
                    }
                }
            } catch (Problem refused) {
                // What is refused changes nothing; that is held by the comparison below.
                assertThat(refused.faults()).as(refused.getMessage()).isNotEmpty();
            }
            days.put(day, Map.copyOf(now));
            assertNested(directory.unit(top.id()));
        }
        days.forEach((day, then) -> then.forEach((id, was) -> {
            UnitThen answered = directory.unitOn("admin", id, day).orElseThrow();
            assertThat(new Was(answered.name(), answered.open(), answered.parent()))
                    .as("unit %s on %s, seed %s", id, day, seed)
                    .isEqualTo(was);
        }));
    }

    private int counted(UnitId id) {
        return context.getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("""
                        select count(*) from directory.unit u join directory.unit top on top.id = :id
                        where u.place between top.place and top.place_end
                        """)
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    private void assertNested(Unit top) {
        Map<UnitId, Unit> all = new HashMap<>();
        List<Unit> waiting = new ArrayList<>(List.of(top));
        while (!waiting.isEmpty()) {
            Unit unit = waiting.removeLast();
            all.put(unit.id(), unit);
            List<Unit> children = directory.children(unit.id());
            Scope last = new Scope(unit.place(), unit.place());
            for (Unit child : children) {
                assertThat(unit.places().holds(child.places()))
                        .as("%s in %s", child, unit)
                        .isTrue();
                assertThat(child.place()).isGreaterThan(last.to());
                last = child.places();
                waiting.add(child);
            }
        }
        assertThat(all.keySet()).hasSize(counted(top.id()));
    }

    private UnitChanges.Done apply(Caller caller, UnitChange change) {
        return Objects.requireNonNull(transaction.execute(nothing -> changes.apply(caller, change)));
    }

    private Unit group(Unit village, String name) {
        return directory.found(new NewUnit(name, UnitKind.GROUP, village.id(), null));
    }

    /** Reaches the whole unit, wherever it moves within the reach told here. */
    private static Caller admin(Unit unit) {
        return new Caller(
                new AccountId(new UUID(7, 7)),
                "系统管理员",
                "admin",
                unit.id(),
                Set.of(Role.SYSTEM_ADMIN),
                Set.of(Right.DIRECTORY_READ, Right.UNIT_CHANGE),
                Reach.of(unit.places()));
    }
}
