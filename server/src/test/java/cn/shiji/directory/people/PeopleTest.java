package cn.shiji.directory.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.access.Vault;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewPerson;
import cn.shiji.directory.Unit;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.kernel.Uuid7;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class PeopleTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    People people;

    @Autowired
    Directory directory;

    @Autowired
    Access access;

    @Autowired
    Rows rows;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Test
    void whatIsSensitiveIsSealedAndShownMasked() {
        TestTown town = TestTown.in(context);
        String identity = identity();
        UUID id = added(town.officer(), town.stoneBridge, "王婉清", identity, "15400000001");

        byte[] sealed = jdbc.sql("select identity from directory.person where id = :id")
                .param("id", id)
                .query((row, at) -> row.getBytes("identity"))
                .single();
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(identity);
        String page = TestBrowser.signedIn(port, town.username("office"))
                .get("/api/people/" + id)
                .text();
        assertThat(page).contains("990***********" + identity.substring(14), "154****0001");
        assertThat(page).doesNotContain(identity).doesNotContain("15400000001");
    }

    @Test
    void everyFaultOfAPersonIsToldAtOnce() {
        TestTown town = TestTown.in(context);

        assertThatThrownBy(() -> people.add(
                        town.officer(),
                        town.stoneBridge.id(),
                        new PersonData("", null, true, null, null, "990000", "12", null),
                        LocalDate.of(2999, 1, 1),
                        null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults())
                                .extracting(Fault::at)
                                .containsExactlyInAnyOrder("name", "identity", "phone", "since"));
    }

    @Test
    void anIdentityNumberBelongsToOnePersonAlone() {
        TestTown town = TestTown.in(context);
        String identity = identity();
        added(town.officer(), town.stoneBridge, "王婉清", identity, null);

        assertThatThrownBy(() -> added(town.officer(), town.teaRidge, "王晚清", identity, null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults())
                                .extracting(Fault::code)
                                .containsExactly("directory.person-identity-taken"));
    }

    @Test
    void aPersonIsFoundByAWholeNumberOnly() {
        TestTown town = TestTown.in(context);
        String identity = identity();
        UUID id = added(town.officer(), town.stoneBridge, "王婉清", identity, "15400000002");

        assertThat(people.find(town.officer(), identity.substring(0, 6) + " " + identity.substring(6), Locale.CHINESE))
                .extracting(PersonViews.PersonLine::id)
                .containsExactly(id);
        assertThat(people.find(town.officer(), "+86 154 0000 0002", Locale.CHINESE))
                .extracting(PersonViews.PersonLine::id)
                .contains(id);
        assertThat(people.find(town.teaRidgeClerk(), identity, Locale.CHINESE)).isEmpty();
        assertThatThrownBy(() -> people.find(town.officer(), "99000", Locale.CHINESE))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("directory.person-number"));
    }

    @Test
    void wholeNumbersAreShownForAPurposeThatStaysInTheTrail() {
        TestTown town = TestTown.in(context);
        String identity = identity();
        UUID id = added(town.officer(), town.stoneBridge, "王婉清", identity, "15400000003");
        TestBrowser office = TestBrowser.signedIn(port, town.username("office"));

        assertThat(office.send(
                                "POST",
                                "/api/people/" + id + "/reveal",
                                Map.of("fields", List.of("identity"), "purpose", "other"))
                        .code())
                .isEqualTo("directory.person-faulty");
        JsonNode shown = office.send(
                        "POST",
                        "/api/people/" + id + "/reveal",
                        Map.of("fields", List.of("identity", "phone"), "purpose", "pay", "words", "发放护林补贴"))
                .json();

        assertThat(shown.path("values").path("identity").asString()).isEqualTo(identity);
        assertThat(shown.path("values").path("phone").asString()).isEqualTo("15400000003");
        assertThat(shown.path("birth").asString()).isEqualTo("1980-01-01");
        String kept =
                jdbc.sql("""
                        select verb || ' ' || after::text from access.audit
                        where verb = 'person.reveal' and subject_id = :id
                        """).param("id", id.toString()).query(String.class).single();
        assertThat(kept).contains("person.reveal", "发放护林补贴", "pay").doesNotContain(identity);
    }

    @Test
    void whoMayNotRevealGetsNothing() {
        TestTown town = TestTown.in(context);
        UUID id = added(town.officer(), town.stoneBridge, "王婉清", identity(), null);
        Map<String, Object> wish = Map.of("fields", List.of("identity"), "purpose", "contact");

        assertThat(TestBrowser.signedIn(port, town.username("shiqiao"))
                        .send("POST", "/api/people/" + id + "/reveal", wish)
                        .status())
                .isEqualTo(403);
        assertThat(TestBrowser.signedIn(port, town.username("chaling"))
                        .get("/api/people/" + id)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aNumberPutIntoAnotherRowDoesNotOpen() {
        TestTown town = TestTown.in(context);
        UUID one = added(town.officer(), town.stoneBridge, "甲", identity(), null);
        UUID other = added(town.officer(), town.stoneBridge, "乙", identity(), null);
        jdbc.sql(
                        "update directory.person p set identity = (select identity from directory.person where id = :one) where id = :other")
                .param("one", one)
                .param("other", other)
                .update();

        assertThatThrownBy(() -> people.reveal(
                        town.officer(),
                        other,
                        EnumSet.of(SensitiveField.IDENTITY),
                        new People.Why(Purpose.VERIFY, null)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("access.seal-broken"));
        assertThat(list(town.officer(), "乙").getFirst().identity()).isEqualTo("????");
        // Other tests of this server look whether nothing is left behind.
        jdbc.sql("update directory.person set identity = null, identity_blind = null, keyed = null where id = :id")
                .param("id", other)
                .update();
    }

    @Test
    void aPersonMovesLeavesAndReturnsAndEveryDayIsKept() {
        TestTown town = TestTown.in(context);
        LocalDate today = LocalDate.now(clock);
        UUID id = people.add(town.officer(), town.stoneBridge.id(), plain("严银海"), today.minusYears(2), null);

        people.move(town.officer(), id, town.teaRidge.id(), today.minusYears(1), "支援茶岭");
        people.leave(town.officer(), id, today.minusMonths(2), "外出务工");
        assertThat(people.person(town.officer(), id, Locale.CHINESE).leftOn())
                .isEqualTo(today.minusMonths(2).plusDays(1));
        people.move(town.officer(), id, town.stoneBridge.id(), today, "返乡");

        PersonViews.PersonFull person = people.person(town.officer(), id, Locale.CHINESE);
        assertThat(person.leftOn()).isNull();
        assertThat(person.unit().name()).isEqualTo("石桥村");
        assertThat(person.times())
                .extracting(time -> time.unit().name() + " " + time.since() + " " + time.lastDay())
                .containsExactly(
                        "石桥村 " + today + " null",
                        "茶岭村 " + today.minusYears(1) + " " + today.minusMonths(2),
                        "石桥村 " + today.minusYears(2) + " " + today.minusYears(1).minusDays(1));
        assertThat(rows.as(town.teaRidgeClerk(), () -> list(town.teaRidgeClerk(), "严银海")))
                .isEmpty();
    }

    @Test
    void twoRowsOfOnePersonBecomeOneAndMayBePartedAgain() {
        TestTown town = TestTown.in(context);
        UUID kept = added(town.officer(), town.stoneBridge, "杜素云", null, "15400000004");
        UUID gone = added(town.officer(), town.teaRidge, "杜素云", identity(), null);
        assertThat(people.person(town.officer(), kept, Locale.CHINESE).twins())
                .extracting(PersonViews.PersonTwin::id)
                .contains(gone);

        UUID merge = people.merge(town.officer(), kept, gone);
        assertThat(list(town.officer(), "杜素云"))
                .extracting(PersonViews.PersonLine::id)
                .containsExactly(kept);
        assertThat(list(town.officer(), "杜素云").getFirst().identity()).startsWith("990****");
        assertThat(people.person(town.officer(), gone, Locale.CHINESE).mergedInto())
                .isEqualTo(kept);
        assertThat(directory.people(List.of(gone))).containsKey(gone);

        people.unmerge(town.officer(), merge);
        assertThat(list(town.officer(), "杜素云"))
                .extracting(PersonViews.PersonLine::id)
                .containsExactlyInAnyOrder(kept, gone);
        assertThat(list(town.officer(), "杜素云"))
                .filteredOn(line -> line.id().equals(kept))
                .allSatisfy(line -> assertThat(line.identity()).isNull());
    }

    @Test
    void whatIsVoluntaryIsKeptWithConsentAloneAndGoesWithIt() {
        TestTown town = TestTown.in(context);
        UUID id = added(town.officer(), town.stoneBridge, "江兰芝", null, null);
        PersonData mail = new PersonData("江兰芝", "", true, null, null, null, null, "jiang@example.com");

        assertThatThrownBy(() -> people.change(town.officer(), id, version(town.officer(), id), mail))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults())
                                .extracting(Fault::code)
                                .containsExactly("directory.person-consent-first"));
        people.consent(town.officer(), id, SensitiveField.EMAIL, LocalDate.now(clock), "written");
        people.change(town.officer(), id, version(town.officer(), id), mail);
        assertThat(masked(town.officer(), id, SensitiveField.EMAIL)).isEqualTo("j***@example.com");
        people.withdraw(town.officer(), id, SensitiveField.EMAIL);

        assertThat(masked(town.officer(), id, SensitiveField.EMAIL)).isNull();
        assertThat(people.person(town.officer(), id, Locale.CHINESE).consents())
                .singleElement()
                .satisfies(consent -> assertThat(consent.withdrawnOn()).isNotNull());
    }

    @Test
    void everySensitiveFieldNamesItsArticle() {
        assertThat(people.bases(Locale.CHINESE))
                .extracting(PersonViews.FieldBasis::field)
                .containsExactly(SensitiveField.values());
        assertThat(people.bases(Locale.ENGLISH)).allSatisfy(basis -> {
            assertThat(basis.power()).isNotBlank();
            assertThat(basis.article()).contains("article");
        });
    }

    @Test
    void theListIsSearchedByNameAndByPinyin() {
        TestTown town = TestTown.in(context);
        added(town.officer(), town.stoneBridge, "曾广志", null, null);

        assertThat(list(town.officer(), "广志")).hasSize(1);
        assertThat(list(town.officer(), "zenggu")).hasSize(1);
        assertThat(list(town.officer(), "zgz")).hasSize(1);
        assertThat(list(town.officer(), "%")).isEmpty();
        assertThat(list(town.teaRidgeClerk(), "zgz")).isEmpty();
    }

    @Test
    void theWorkbookIsMaskedUnlessAPurposeIsGiven() throws IOException {
        TestTown town = TestTown.in(context);
        String identity = identity();
        added(town.officer(), town.stoneBridge, "=危险", null, null, "=危险");
        added(town.officer(), town.stoneBridge, "莫庆河", identity, null);
        TestBrowser office = TestBrowser.signedIn(port, town.username("office"));
        long unit = town.stoneBridge.id().value();

        String masked = cells(
                office.send("POST", "/api/people/export", Map.of("unit", unit)).bytes());
        String full = cells(office.send("POST", "/api/people/export", Map.of("unit", unit, "purpose", "pay"))
                .bytes());

        assertThat(masked).contains("莫庆河").doesNotContain(identity);
        assertThat(full).contains(identity);
        assertThat(TestBrowser.signedIn(port, town.username("shiqiao"))
                        .send("POST", "/api/people/export", Map.of("unit", unit))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aChangeOfKeysReachesEveryRowWhilePeopleWork() throws Exception {
        TestTown town = TestTown.in(context);
        List<String> numbers = IntStream.range(0, 60).mapToObj(at -> identity()).toList();
        directory.take(numbers.stream()
                .map(number -> new NewPerson(
                        Uuid7.next(clock), "甲", "", town.stoneBridge.id(), true, null, null, number, null, null))
                .toList());
        while (vault.behind() > 0) {
            Thread.sleep(50);
        }
        int before = vault.newest();

        Thread writer = Thread.ofVirtual()
                .start(() -> rows.everywhere("a test writes meanwhile", () -> {
                    for (int at = 0; at < 20; at++) {
                        added(town.officer(), town.teaRidge, "乙", identity(), null);
                    }
                }));
        vault.rotate("test", true);
        for (String number : numbers) {
            assertThat(people.find(town.officer(), number, Locale.CHINESE)).hasSize(1);
        }
        vault.renewAll((done, total) -> assertThat(done).isLessThanOrEqualTo(total));
        writer.join();
        vault.renewAll((done, total) -> {});

        assertThat(vault.newest()).isGreaterThan(before);
        assertThat(vault.behind()).isZero();
        assertThat(jdbc.sql("select count(*) from directory.person where keyed < :newest")
                        .param("newest", vault.newest())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql(
                                "select count(distinct substring(identity from 2 for 4)) from directory.person where unit_id = any(:units)")
                        .param("units", new Long[] {
                            town.stoneBridge.id().value(), town.teaRidge.id().value()
                        })
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        for (String number : numbers) {
            assertThat(people.find(town.officer(), number, Locale.CHINESE)).hasSize(1);
        }
    }

    private UUID added(Caller caller, Unit unit, String name, String identity, String phone) {
        return added(caller, unit, name, identity, phone, "");
    }

    private UUID added(Caller caller, Unit unit, String name, String identity, String phone, String title) {
        return people.add(
                caller,
                unit.id(),
                new PersonData(name.startsWith("=") ? "危险" : name, title, true, null, null, identity, phone, null),
                null,
                null);
    }

    private static PersonData plain(String name) {
        return new PersonData(name, "", true, null, null, null, null, null);
    }

    private List<PersonViews.PersonLine> list(Caller caller, String words) {
        return people.list(
                        caller, new PeopleQuery(null, false, words, null, "here", null, "unit"), 1, 50, Locale.CHINESE)
                .items();
    }

    private int version(Caller caller, UUID id) {
        return people.person(caller, id, Locale.CHINESE).version();
    }

    private String masked(Caller caller, UUID id, SensitiveField field) {
        return people.person(caller, id, Locale.CHINESE).sensitive().stream()
                .filter(one -> one.field() == field)
                .findFirst()
                .orElseThrow()
                .masked();
    }

    /** A number no two tests have; no province has the number 99. */
    private static String identity() {
        int number = NUMBER.incrementAndGet();
        return PersonDataTest.numbered("99%04d19800101%03d".formatted(number / 499, number % 499 * 2 + 1));
    }

    private static String cells(byte[] book) throws IOException {
        StringBuilder text = new StringBuilder();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(book))) {
            workbook.getSheetAt(0)
                    .forEach(row -> row.forEach(
                            cell -> text.append(cell.getStringCellValue()).append('\n')));
        }
        return text.toString();
    }
}
