package cn.shiji.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestPacks;
import cn.shiji.TestTown;
import cn.shiji.access.Rows;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.evidence.Evidence;
import cn.shiji.indicator.Indicators;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import cn.shiji.mechanism.Mechanisms;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class RecordsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 5);
    private static final Locale ZH = Locale.CHINESE;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Records records;

    @Autowired
    private Rows rows;

    @Autowired
    private RecordSheet sheet;

    @Autowired
    private Indicators indicators;

    @Autowired
    private Mechanisms mechanisms;

    @Autowired
    private Evidence evidence;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Clock clock;

    private TestTown town;
    private TestPacks packs;
    private String pack;
    private UUID id;

    @BeforeEach
    void aTownAndAPackNobodyKnows() {
        town = TestTown.in(context);
        packs = TestPacks.in(context);
        pack = packs.inService();
        id = Uuid7.next(clock);
    }

    @AfterEach
    void gone() {
        if (mechanisms.find(pack).isPresent()) {
            packs.remove(pack);
        }
    }

    private RecordEntry talk(Unit unit, LocalDate day, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.putIfAbsent("topic", "防火政策");
        return new RecordEntry(pack, "talk", unit.id().value(), day, all);
    }

    private RecordEntry talk(Map<String, Object> values) {
        return talk(town.stoneBridge, DAY, values);
    }

    private UUID entered(Caller caller, RecordEntry entry) {
        UUID fresh = Uuid7.next(clock);
        records.enter(caller, fresh, entry);
        return fresh;
    }

    private BigDecimal figure(Caller caller, String name, UnitId unit) {
        return indicators
                .read(caller, pack + "." + name, unit, Period.year(2026), null)
                .value();
    }

    private static Map<String, Object> roll(Person person, String status) {
        return Map.of("person", person.id().toString(), "status", status);
    }

    private static List<Tuple> faults(Problem problem) {
        return problem.faults().stream()
                .map(fault -> Tuple.tuple(fault.at(), fault.code()))
                .toList();
    }

    @Test
    void aRecordOfANewPackMovesItsFigures() {
        List<Person> people = town.stoneBridgePeople;
        records.enter(
                town.stoneBridgeClerk(),
                id,
                talk(Map.of(
                        "audience",
                        30,
                        "hours",
                        1.5,
                        "format",
                        "yard",
                        "roll",
                        List.of(roll(people.get(0), "present"), roll(people.get(1), "leave")))));

        RecordView view = records.view(town.stoneBridgeClerk(), id, ZH);
        assertThat(view.title()).isEqualTo("防火政策");
        assertThat(view.shown())
                .containsEntry("audience", "30 人")
                .containsEntry("hours", "1.5 小时")
                .containsEntry("format", "院坝会")
                .containsEntry("roll", "到 1；请假 1");
        assertThat(view.facts())
                .extracting(RecordView.FactView::kind)
                .containsExactly(pack + ".talk", pack + ".heard", pack + ".helper");
        assertThat(view.moved()).extracting(figure -> figure.value().intValue()).containsExactly(1, 30, 1);
        assertThat(figure(town.officer(), "heard", town.town.id())).isEqualByComparingTo("30");
        assertThat(indicators
                        .sources(town.officer(), pack + ".heard", town.town.id(), Period.year(2026), null, 1, 10)
                        .items())
                .singleElement()
                .satisfies(source -> assertThat(source.open()).isEqualTo("/records/" + id));
    }

    @Test
    void theSameSentAgainChangesNothingAndOtherContentIsRefused() {
        RecordEntry entry = talk(Map.of("audience", 30));
        assertThat(records.enter(town.stoneBridgeClerk(), id, entry)).isEqualTo(Records.Entered.FIRST);
        Map<String, Object> sameInOtherWords = new HashMap<>(Map.of("audience", 30.0));
        sameInOtherWords.put("notes", null);
        assertThat(records.enter(town.stoneBridgeClerk(), id, talk(sameInOtherWords)))
                .isEqualTo(Records.Entered.AGAIN);
        assertThatThrownBy(() -> records.enter(town.stoneBridgeClerk(), id, talk(Map.of("audience", 31))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("record.id-taken"));
        assertThat(figure(town.officer(), "heard", town.town.id())).isEqualByComparingTo("30");
    }

    @Test
    void eightThatComeAtOnceUnderOneIdAreOneRecord() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Callable<Records.Entered>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(() -> rows.as(
                        town.stoneBridgeClerk(),
                        () -> records.enter(town.stoneBridgeClerk(), id, talk(Map.of("audience", 30)))));
            }
            List<Records.Entered> answers = new ArrayList<>();
            for (Future<Records.Entered> answer : pool.invokeAll(all)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnlyOnce(Records.Entered.FIRST);
        }
        assertThat(figure(town.officer(), "talks", town.town.id())).isEqualByComparingTo("1");
        assertThat(records.view(town.stoneBridgeClerk(), id, ZH).versions()).hasSize(1);
    }

    @Test
    void eightWithDifferentContentUnderOneIdLeaveTheFirst() throws Exception {
        int taken = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int audience = 10 + i;
                all.add(() -> rows.as(town.stoneBridgeClerk(), () -> {
                    try {
                        return records.enter(town.stoneBridgeClerk(), id, talk(Map.of("audience", audience)))
                                .name();
                    } catch (Problem refused) {
                        return refused.code();
                    }
                }));
            }
            for (Future<String> answer : pool.invokeAll(all)) {
                taken += answer.get().equals("record.id-taken") ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(7);
        assertThat(figure(town.officer(), "talks", town.town.id())).isEqualByComparingTo("1");
    }

    @Test
    void everyFaultIsToldAtOnceAndNothingIsSaved() {
        Person stranger = town.teaRidgePeople.getFirst();
        Person own = town.stoneBridgePeople.getFirst();
        Map<String, Object> values = new HashMap<>();
        values.put("topic", "一二三四五六七八九十一二三四五六七八九十多");
        values.put("audienc", 3);
        values.put("audience", -1);
        values.put("hours", 1.25);
        values.put("until", "2026-02-30");
        values.put("format", "yrad");
        values.put("speaker", stranger.id().toString());
        values.put("place", town.teaRidge.id().value());
        values.put("neighbours", List.of(town.stoneBridge.id().value()));
        values.put("roll", List.of(roll(own, "present"), roll(own, "leave"), roll(stranger, "late")));
        values.put("photos", List.of(UUID.randomUUID().toString()));
        values.put("notes", 7);
        LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
        assertThatThrownBy(() -> records.enter(town.stoneBridgeClerk(), id, talk(town.stoneBridge, tomorrow, values)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(faults(problem))
                            .containsExactlyInAnyOrder(
                                    Tuple.tuple("day", "record.day-in-future"),
                                    Tuple.tuple("values.audienc", "record.unknown-field"),
                                    Tuple.tuple("values.topic", "record.text-too-long"),
                                    Tuple.tuple("values.audience", "record.number-too-small"),
                                    Tuple.tuple("values.hours", "record.too-many-decimals"),
                                    Tuple.tuple("values.until", "record.day-wanted"),
                                    Tuple.tuple("values.format", "record.no-such-option"),
                                    Tuple.tuple("values.speaker", "record.person-unknown"),
                                    Tuple.tuple("values.place", "record.unit-not-among"),
                                    Tuple.tuple("values.neighbours", "record.unit-not-among"),
                                    Tuple.tuple("values.roll[1].person", "record.roll-person-doubled"),
                                    Tuple.tuple("values.roll[2].person", "record.roll-person-unknown"),
                                    Tuple.tuple("values.roll[2].status", "record.roll-status-unknown"),
                                    Tuple.tuple("values.photos", "record.file-unknown"),
                                    Tuple.tuple("values.notes", "record.text-wanted"));
                    assertThat(problem.faults())
                            .filteredOn(fault -> fault.at().equals("values.audienc"))
                            .extracting(Problem.Fault::suggestion)
                            .containsExactly("audience");
                });
        assertThatThrownBy(() -> records.view(town.stoneBridgeClerk(), id, ZH)).isInstanceOf(Problem.class);
        assertThat(database.sql("select count(*) from record.value where record_id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsRequiredAndWhatDayMayNotBeMissing() {
        assertThatThrownBy(() -> records.enter(
                        town.stoneBridgeClerk(),
                        id,
                        new RecordEntry(pack, "talk", town.stoneBridge.id().value(), null, null)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(faults(problem))
                                .containsExactly(
                                        Tuple.tuple("day", "record.day-missing"),
                                        Tuple.tuple("values.topic", "record.required")));
        assertThatThrownBy(() -> records.enter(
                        town.stoneBridgeClerk(),
                        id,
                        new RecordEntry(pack, "tlak", town.stoneBridge.id().value(), DAY, Map.of())))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults())
                                .extracting(Problem.Fault::suggestion)
                                .containsExactly("talk"));
    }

    @Test
    void todayIsChinasToday() {
        LocalDate today = LocalDate.now(clock);
        assertThat(clock.getZone().getId()).isEqualTo("Asia/Shanghai");
        assertThat(records.enter(town.stoneBridgeClerk(), id, talk(town.stoneBridge, today, Map.of())))
                .isEqualTo(Records.Entered.FIRST);
    }

    @Test
    void oneVillageKnowsNothingOfTheOthersRecords() throws Exception {
        records.enter(town.teaRidgeClerk(), id, talk(town.teaRidge, DAY, Map.of("topic", "茶山秘方")));
        Caller other = town.stoneBridgeClerk();
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable tried :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> records.view(other, id, ZH),
                        () -> records.correct(other, id, new RecordCorrection(1, DAY, Map.of("topic", "x"), "y")),
                        () -> records.withdraw(other, id, new RecordWithdrawal(1, "y")))) {
            assertThatThrownBy(tried).isInstanceOfSatisfying(Problem.class, problem -> {
                assertThat(problem.kind()).isEqualTo(Problem.Kind.MISSING);
                assertThat(problem.code()).isEqualTo("record.missing");
            });
        }
        RecordQuery all = new RecordQuery(pack, "talk", null, null, null, null, null, null);
        assertThat(records.list(other, all, 1, 20, ZH).items()).isEmpty();
        assertThat(records.list(town.officer(), all, 1, 20, ZH).total()).isEqualTo(1);
        assertThat(records.days(other, all, YearMonth.from(DAY))).isEmpty();
        assertThat(records.suggestions(other, pack, "talk", "topic")).isEmpty();
        assertThat(records.suggestions(town.teaRidgeClerk(), pack, "talk", "topic"))
                .containsExactly("茶山秘方");
        try (XSSFWorkbook book = new XSSFWorkbook(
                new ByteArrayInputStream(sheet.of(other, all, ZH).content()))) {
            assertThat(book.getSheetAt(0).getLastRowNum()).isZero();
        }
        assertThatThrownBy(() -> records.list(
                        other,
                        new RecordQuery(pack, "talk", town.teaRidge.id().value(), null, null, null, null, null),
                        1,
                        20,
                        ZH))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.MISSING));
        assertThatThrownBy(() -> records.enter(other, Uuid7.next(clock), talk(town.teaRidge, DAY, Map.of())))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("directory.unit-missing"));
    }

    @Test
    void whoOnlyReadsWritesNothing() {
        for (Caller reader : List.of(town.auditor(), town.leader())) {
            assertThatThrownBy(() -> records.enter(reader, id, talk(Map.of())))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("access.not-allowed"));
        }
        records.enter(town.officer(), id, talk(Map.of()));
        assertThat(records.view(town.auditor(), id, ZH).mayCorrect()).isFalse();
        assertThat(records.view(town.stoneBridgeClerk(), id, ZH).mayCorrect()).isTrue();
    }

    @Test
    void aJointRecordCountsOnceAboveAndIsSeenOnlyByItsOwner() {
        records.enter(
                town.stoneBridgeClerk(),
                id,
                talk(Map.of(
                        "audience",
                        12,
                        "neighbours",
                        List.of(town.teaRidge.id().value(), town.neighbour.id().value()))));
        assertThat(figure(town.officer(), "talks", town.town.id())).isEqualByComparingTo("1");
        assertThat(figure(town.stoneBridgeClerk(), "talks", town.stoneBridge.id()))
                .isEqualByComparingTo("1");
        assertThat(figure(town.teaRidgeClerk(), "talks", town.teaRidge.id())).isEqualByComparingTo("1");
        assertThat(figure(town.teaRidgeClerk(), "heard", town.teaRidge.id())).isEqualByComparingTo("0");
        assertThatThrownBy(() -> records.view(town.teaRidgeClerk(), id, ZH)).isInstanceOf(Problem.class);
        assertThat(indicators
                        .sources(
                                town.teaRidgeClerk(),
                                pack + ".talks",
                                town.teaRidge.id(),
                                Period.year(2026),
                                null,
                                1,
                                10)
                        .items())
                .singleElement()
                .satisfies(source -> {
                    assertThat(source.open()).isNull();
                    assertThat(source.label()).isNull();
                });
        assertThat(records.view(town.stoneBridgeClerk(), id, ZH)
                        .facts()
                        .getFirst()
                        .units())
                .containsExactlyInAnyOrder("石桥村", "茶岭村", "界牌村");
    }

    @Test
    void aCorrectionIsANewVersionWithItsReasonAndReversesTheFacts() {
        Person person = town.stoneBridgePeople.getFirst();
        records.enter(
                town.stoneBridgeClerk(), id, talk(Map.of("audience", 30, "roll", List.of(roll(person, "present")))));
        RecordCorrection correction = new RecordCorrection(
                1, null, Map.of("topic", "防火政策", "audience", 28, "roll", List.of(roll(person, "leave"))), "重复数了两人");
        records.correct(town.stoneBridgeClerk(), id, correction);
        records.correct(town.stoneBridgeClerk(), id, correction);

        RecordView view = records.view(town.stoneBridgeClerk(), id, ZH);
        assertThat(view.version()).isEqualTo(2);
        assertThat(view.versions()).hasSize(2);
        assertThat(view.versions().get(1).reason()).isEqualTo("重复数了两人");
        assertThat(view.versions().get(1).changes())
                .extracting(RecordView.ChangeView::label, RecordView.ChangeView::before, RecordView.ChangeView::after)
                .containsExactly(
                        Tuple.tuple("听众", "30 人", "28 人"),
                        Tuple.tuple("点名", "到 1 (" + person.name() + ")", "到 0；请假 1 (" + person.name() + ")"));
        assertThat(figure(town.officer(), "heard", town.town.id())).isEqualByComparingTo("28");
        assertThat(figure(town.officer(), "helpers", town.town.id())).isEqualByComparingTo("0");
        assertThatThrownBy(() -> records.correct(
                        town.stoneBridgeClerk(),
                        id,
                        new RecordCorrection(1, null, Map.of("topic", "防火政策", "audience", 99), "旧页面")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("record.stale"));
        assertThatThrownBy(() -> records.correct(
                        town.stoneBridgeClerk(), id, new RecordCorrection(2, null, Map.of("audience", 9999), " ")))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(faults(problem))
                                .containsExactlyInAnyOrder(
                                        Tuple.tuple("values.topic", "record.required"),
                                        Tuple.tuple("values.audience", "record.number-above-most"),
                                        Tuple.tuple("reason", "record.reason-missing")));
    }

    @Test
    void ofTwoWhoCorrectAtOnceOneIsToldToLookAgain() throws Exception {
        records.enter(town.stoneBridgeClerk(), id, talk(Map.of("audience", 1)));
        List<String> answers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int audience = 10 + i;
                all.add(() -> rows.as(town.stoneBridgeClerk(), () -> {
                    try {
                        records.correct(
                                town.stoneBridgeClerk(),
                                id,
                                new RecordCorrection(1, null, Map.of("topic", "防火政策", "audience", audience), "重数"));
                        return "done";
                    } catch (Problem refused) {
                        return refused.code();
                    }
                }));
            }
            for (Future<String> answer : pool.invokeAll(all)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).containsOnlyOnce("done").contains("record.stale");
        assertThat(records.view(town.stoneBridgeClerk(), id, ZH).version()).isEqualTo(2);
        assertThat(figure(town.officer(), "heard", town.town.id())).isBetween(BigDecimal.TEN, BigDecimal.valueOf(13));
    }

    @Test
    void aWithdrawnRecordCountsNoLongerAndStaysReadable() {
        records.enter(town.stoneBridgeClerk(), id, talk(Map.of("audience", 30)));
        records.withdraw(town.stoneBridgeClerk(), id, new RecordWithdrawal(1, "记重了"));
        records.withdraw(town.stoneBridgeClerk(), id, new RecordWithdrawal(1, "记重了"));
        RecordView view = records.view(town.stoneBridgeClerk(), id, ZH);
        assertThat(view.state()).isEqualTo("withdrawn");
        assertThat(view.facts()).isEmpty();
        assertThat(view.versions()).hasSize(2);
        assertThat(figure(town.officer(), "talks", town.town.id())).isEqualByComparingTo("0");
        assertThatThrownBy(() -> records.correct(
                        town.stoneBridgeClerk(), id, new RecordCorrection(2, null, Map.of("topic", "又来"), "改")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("record.withdrawn"));
        assertThat(records.enter(town.stoneBridgeClerk(), id, talk(Map.of("audience", 30))))
                .isEqualTo(Records.Entered.AGAIN);
    }

    @Test
    void listsFilterSearchSortAndPage() {
        for (int i = 1; i <= 5; i++) {
            entered(
                    town.stoneBridgeClerk(),
                    talk(
                            town.stoneBridge,
                            DAY.plusDays(i),
                            Map.of("topic", i % 2 == 0 ? "防火 50%_" + i : "反诈" + i, "audience", 60 - 10 * i)));
        }
        entered(town.teaRidgeClerk(), talk(town.teaRidge, DAY, Map.of("topic", "茶", "format", "hall")));
        assertThat(titles(town.officer(), null, null, "day"))
                .startsWith("茶", "反诈1")
                .hasSize(6);
        assertThat(titles(town.officer(), null, null, "-audience"))
                .startsWith("反诈1", "防火 50%_2")
                .endsWith("茶");
        assertThat(titles(town.officer(), null, null, "audience")).startsWith("反诈5");
        assertThat(titles(town.officer(), null, "50%_", "day")).containsExactly("防火 50%_2", "防火 50%_4");
        assertThat(titles(town.officer(), null, "会场", "day")).containsExactly("茶");
        assertThat(titles(town.officer(), town.teaRidge.id().value(), null, "day"))
                .containsExactly("茶");
        RecordQuery march = new RecordQuery(pack, null, null, null, DAY, DAY.plusDays(2), "kept", "day");
        assertThat(records.list(town.officer(), march, 2, 2, ZH)).satisfies(page -> {
            assertThat(page.total()).isEqualTo(3);
            assertThat(page.items()).extracting(RecordRow::title).containsExactly("防火 50%_2");
        });
        assertThat(records.days(town.officer(), march, YearMonth.from(DAY)))
                .containsEntry(DAY, 1L)
                .hasSize(6);
    }

    private List<String> titles(Caller caller, Long unit, String words, String sort) {
        return records
                .list(caller, new RecordQuery(pack, "talk", unit, words, null, null, null, sort), 1, 50, ZH)
                .items()
                .stream()
                .map(RecordRow::title)
                .toList();
    }

    @Test
    void whatLooksLikeAFormulaStaysText() throws Exception {
        List<String> risky = List.of("=1+1", "+cmd", "-2", "@sum");
        for (String topic : risky) {
            entered(town.stoneBridgeClerk(), talk(Map.of("topic", topic, "audience", 7)));
        }
        RecordQuery all = new RecordQuery(pack, "talk", null, null, null, null, null, "title");
        RecordSheet.Book book = sheet.of(town.stoneBridgeClerk(), all, ZH);
        assertThat(book.fileName()).startsWith("宣讲-宣讲场次-").endsWith(".xlsx");
        try (XSSFWorkbook read = new XSSFWorkbook(new ByteArrayInputStream(book.content()))) {
            XSSFSheet page = read.getSheetAt(0);
            assertThat(page.getLastRowNum()).isEqualTo(4);
            List<String> topics = new ArrayList<>();
            for (int row = 1; row <= 4; row++) {
                var cell = page.getRow(row).getCell(2);
                assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
                assertThat(cell.getCellStyle().getQuotePrefixed()).isTrue();
                topics.add(cell.getStringCellValue());
                assertThat(page.getRow(row).getCell(3).getNumericCellValue()).isEqualTo(7);
                assertThat(page.getRow(row)
                                .getCell(0)
                                .getLocalDateTimeCellValue()
                                .toLocalDate())
                        .isEqualTo(DAY);
            }
            assertThat(topics).containsExactlyInAnyOrderElementsOf(risky);
        }
    }

    @Test
    void aPhotoIsAPhotoOfTheOwnScope() {
        byte[] png = java.util.HexFormat.of()
                .parseHex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                        + "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082");
        UUID photo = evidence.keep(
                        town.stoneBridgeClerk(), town.stoneBridge.id(), town.stoneBridge.place(), "现场.png", png)
                .id();
        UUID foreign = evidence.keep(town.teaRidgeClerk(), town.teaRidge.id(), town.teaRidge.place(), "别村.png", png)
                .id();
        records.enter(town.stoneBridgeClerk(), id, talk(Map.of("photos", List.of(photo.toString()))));
        assertThat(records.view(town.stoneBridgeClerk(), id, ZH).files())
                .singleElement()
                .satisfies(file -> assertThat(file.name()).isEqualTo("现场.png"));
        assertThatThrownBy(() -> entered(town.stoneBridgeClerk(), talk(Map.of("photos", List.of(foreign.toString())))))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(faults(problem))
                                .containsExactly(Tuple.tuple("values.photos", "record.file-unknown")));
    }

    @Test
    void aRollCallAsksTheOwnCadresAndTheTownAllOfThem() {
        assertThat(records.roll(town.stoneBridgeClerk(), pack, "talk", "roll", town.stoneBridge.id()))
                .containsExactlyElementsOf(town.stoneBridgePeople);
        assertThat(records.roll(town.officer(), pack, "talk", "roll", town.town.id()))
                .hasSize(8);
    }

    @Test
    void aRecordOfARetiredPackStaysReadableAndCorrectable() {
        records.enter(town.stoneBridgeClerk(), id, talk(Map.of("audience", 5)));
        packs.remove(pack);
        packs.await(() -> mechanisms.find(pack).isEmpty());
        assertThat(records.view(town.stoneBridgeClerk(), id, Locale.ENGLISH).kindLabel())
                .isEqualTo("Talk");
        assertThat(records.list(
                                town.officer(),
                                new RecordQuery(pack, null, null, null, null, null, null, null),
                                1,
                                20,
                                ZH)
                        .total())
                .isEqualTo(1);
        records.correct(
                town.stoneBridgeClerk(), id, new RecordCorrection(1, null, Map.of("topic", "改", "audience", 6), "数错"));
        assertThatThrownBy(() -> entered(town.stoneBridgeClerk(), talk(Map.of())))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.MISSING));
    }

    @Test
    void aRecordKeepsTheRevisionItWasMadeBy() {
        records.enter(town.stoneBridgeClerk(), id, talk(Map.of("audience", 5)));
        packs.put(
                pack,
                TestPacks.pack(pack)
                        .replace("      audience: {type: integer", "      listeners: {type: integer")
                        .replace("quantity: audience", "quantity: listeners"));
        packs.await(() -> mechanisms.get(pack).revision() == 2);
        assertThat(records.view(town.stoneBridgeClerk(), id, ZH).shown()).containsEntry("audience", "5 人");
        assertThatThrownBy(() -> entered(town.stoneBridgeClerk(), talk(Map.of("audience", 5))))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(faults(problem))
                                .containsExactly(Tuple.tuple("values.audience", "record.unknown-field")));
        assertThat(figure(town.officer(), "heard", town.town.id())).isEqualByComparingTo("5");
    }
}
