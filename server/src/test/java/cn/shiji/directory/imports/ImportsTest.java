package cn.shiji.directory.imports;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.access.Vault;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists from the sheet to the undoing, over HTTP, each in a county of its own. */
@ServerTest
class ImportsTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Directory directory;

    @Autowired
    Access access;

    @Autowired
    Rows rows;

    private String code;
    private Unit county;
    private TestBrowser admin;

    @BeforeEach
    void foundACounty() {
        int number = NUMBER.incrementAndGet();
        code = "51%02d%02d".formatted(50 + number / 50, 1 + number % 50);
        rows.everywhere("a test founds a county", () -> {
            county = directory.found(new NewUnit("试验县" + number, UnitKind.COUNTY, null, code + "000000"));
            access.open("importer-" + number, TestTown.PASSWORD, "孟系统", county.id(), Role.SYSTEM_ADMIN, false);
        });
        admin = TestBrowser.signedIn(port, "importer-" + number);
    }

    @Test
    void aListOfUnitsIsTakenWithWhatIsRightAndMendedAndUndone() {
        String list = """
                代码,名称,级别,上级
                51,四川省,省,
                %1$s,%2$s,县,51
                %1$s101,青溪镇,乡镇,%1$s
                %1$s101001,石桥村,村,%1$s101
                %1$s101002,茶岭村,村,%1$s101
                %1$s101002,又一村,村,%1$s101
                %1$s10100,短码村,村,%1$s101
                %1$s199001,孤村,村,%1$s199
                ,党政办,部门,青溪镇
                %1$s103,,乡镇,%1$s
                %1$s103001,等待村,村,%1$s103
                %1$s101003,怪村,村寨,%1$s101
                999999,外县,县,51
                """.formatted(code, county.name());
        String id = sent("units", list);
        JsonNode checked = checked(id);

        assertThat(states(checked))
                .containsEntry("new", 4L)
                .containsEntry("faulty", 6L)
                .containsEntry("waits", 1L);
        assertThat(faults(id))
                .containsExactlyInAnyOrder(
                        "7 code import.fault.code-twice",
                        "8 code import.fault.code-form",
                        "9 parent import.fault.parent-missing",
                        "11 name import.fault.name-missing",
                        "13 kind import.fault.kind-unknown",
                        "14 code import.fault.code-province");

        assertThat(admin.send("POST", "/api/imports/" + id + "/run", Map.of("faulty", "nothing"))
                        .code())
                .isEqualTo("import.faults-left");
        run(id);
        assertThat(ended(id).path("done").path("created").asInt()).isEqualTo(4);
        assertThat(named("石桥村").code()).isEqualTo(code + "101001");
        assertThat(named("党政办").kind()).isEqualTo(UnitKind.DEPARTMENT);

        List<List<String>> mended =
                sheet(admin.get("/api/imports/" + id + "/mended.xlsx?left=true").bytes());
        assertThat(mended.getFirst()).last().isEqualTo("问题");
        assertThat(mended).hasSize(8);
        assertThat(mended.get(2).getLast()).contains("11 位");

        assertThat(admin.send("POST", "/api/imports/" + id + "/undo", Map.of()).status())
                .isEqualTo(202);
        assertThat(ended(id).path("stage").asString()).isEqualTo("undone");
        assertThat(children()).isEmpty();
    }

    @Test
    void aSecondListChangesWhatIsThereAndUndoPutsItBack() {
        String first = sent("units", "代码,名称\n%1$s101,青溪镇\n%1$s101001,石桥村\n%1$s101002,茶岭村\n".formatted(code));
        checked(first);
        run(first);
        String second = sent("units", "代码,名称\n%1$s101001,石桥社区\n%1$s101002,茶岭村\n%1$s101003,新村\n".formatted(code));
        assertThat(states(checked(second)))
                .containsEntry("changed", 1L)
                .containsEntry("same", 1L)
                .containsEntry("new", 1L);
        JsonNode changed = admin.get("/api/imports/" + second + "/rows?state=changed")
                .json()
                .path("items")
                .path(0);
        assertThat(changed.path("changes").path(0).path("was").asString()).isEqualTo("石桥村");
        run(second);
        assertThat(children()).contains("石桥社区", "新村");

        // The first import is built upon now: what was changed since stays.
        JsonNode kept = admin.get("/api/imports/" + first + "/undo").json();
        assertThat(kept.toString()).contains("changed").contains("孟系统");

        admin.send("POST", "/api/imports/" + second + "/undo", Map.of());
        ended(second);
        assertThat(children()).contains("石桥村").doesNotContain("石桥社区", "新村");
    }

    @Test
    void peopleAreTakenSealedAndASecondListFindsThemAgain() {
        String units =
                sent("units", "代码,名称\n%1$s101,青溪镇\n%1$s101001,石桥村\n%1$s102,白石镇\n%1$s102001,石桥村\n".formatted(code));
        checked(units);
        run(units);
        String number = "51030219900307851" + IdentityNumber.check("51030219900307851");
        String people = sent("people", """
                姓名,身份证号,手机号,性别,单位,职务
                王 明,%s,138 0000 0001,男,青溪镇/石桥村,村文书
                李红,,0813-2201234,女,青溪镇,干事
                赵问,,,,石桥村,委员
                钱错,510302199003078510,,,青溪镇,
                孙远,,,,天上村,
                """.formatted(number));
        JsonNode checked = checked(people);
        assertThat(states(checked))
                .containsEntry("new", 2L)
                .containsEntry("asked", 1L)
                .containsEntry("faulty", 2L);
        assertThat(checked.toString()).doesNotContain(number);
        JsonNode wordings = admin.get("/api/imports/" + people + "/wordings").json();
        assertThat(wordings.path(0).path("units").size()).isEqualTo(2);
        long meant = wordings.path(0).path("units").path(1).path("id").asLong();
        admin.send("POST", "/api/imports/" + people + "/decisions", Map.of("words", "石桥村", "unit", meant));
        run(people);
        assertThat(ended(people).path("done").path("created").asInt()).isEqualTo(3);

        String again = sent("people", "姓名,身份证号,手机,单位\n王明,%s,13800000002,青溪镇石桥村\n李红,,,青溪镇\n".formatted(number));
        assertThat(states(checked(again))).containsEntry("changed", 1L).containsEntry("asked", 1L);
        admin.send(
                "POST",
                "/api/imports/" + again + "/decisions",
                Map.of("question", "same-person", "answer", "keep-both"));
        run(again);
        JsonNode done = ended(again).path("done");
        assertThat(done.path("created").asInt()).isEqualTo(1);
        assertThat(done.path("updated").asInt()).isEqualTo(1);
        admin.send("POST", "/api/imports/" + again + "/undo", Map.of());
        assertThat(ended(again).path("stage").asString()).isEqualTo("undone");
        assertThat(rows.everywhere("a test counts", () -> directory.peopleOf(directory.unit(county.id()))))
                .hasSize(3);
    }

    @Test
    void anotherSourceIsHeldAgainstOursAndAcceptedOneByOne() {
        String first = sent("units", "代码,名称\n%1$s101,青溪镇\n%1$s101001,石桥村\n%1$s102,白石镇\n%1$s103,黄竹乡\n".formatted(code));
        checked(first);
        run(first);
        String other = sent(
                "differences",
                "code,name,areaCode,provinceCode,cityCode\n%1$s101,青溪街道,%1$s,51,5150\n%1$s102,白石镇,%1$s,51,5150\n%1$s104,新设镇,%1$s,51,5150\n"
                        .formatted(code));
        JsonNode checked = checked(other);
        assertThat(states(checked))
                .containsEntry("renamed", 1L)
                .containsEntry("new", 1L)
                .containsEntry("gone", 1L);
        admin.send(
                "POST",
                "/api/imports/" + other + "/differences/decisions",
                Map.of("kind", "renamed", "decision", "accepted"));
        int fresh = admin.get("/api/imports/" + other + "/differences?kind=new")
                .json()
                .path("items")
                .path(0)
                .path("no")
                .asInt();
        admin.send(
                "POST",
                "/api/imports/" + other + "/differences/decisions",
                Map.of("numbers", List.of(fresh), "decision", "accepted"));
        run(other);
        assertThat(ended(other).path("stage").asString()).isEqualTo("done");
        assertThat(children()).contains("青溪街道", "新设镇", "黄竹乡").doesNotContain("青溪镇");
    }

    @Test
    void aDifferenceThatCannotBeWrittenWaitsWithItsReasonWhileTheOthersAreTaken() {
        String first = sent("units", "代码,名称\n%1$s101,青溪镇\n%1$s102,白石镇\n%1$s103,黄竹乡\n%1$s103001,孤石村\n".formatted(code));
        checked(first);
        run(first);
        String other = sent("differences", "code,name,areaCode\n%1$s101,青溪街道,%1$s\n%1$s102,白石镇,%1$s\n".formatted(code));
        checked(other);
        admin.send("POST", "/api/imports/" + other + "/differences/decisions", Map.of("decision", "accepted"));
        run(other);
        assertThat(children()).contains("青溪街道", "黄竹乡");
        assertThat(states(admin.get("/api/imports/" + other).json()))
                .containsEntry("done", 1L)
                .containsEntry("accepted", 1L)
                .containsEntry("refused", 1L);
        JsonNode waiting = admin.get("/api/imports/" + other + "/differences?decision=refused")
                .json()
                .path("items");
        assertThat(waiting.size()).isEqualTo(1);
        assertThat(waiting.path(0).path("name").asString()).isEqualTo("黄竹乡");
        assertThat(waiting.path(0).path("refusals").path(0).asString()).isEqualTo("“孤石村”在“黄竹乡”下面。");

        // Nothing has changed, so nothing more can be written; the reason stays.
        run(other);
        assertThat(children()).contains("黄竹乡");
        TestBrowser.Answer moved = admin.send(
                "POST",
                "/api/units/bulk",
                Map.of(
                        "units",
                        List.of(Map.of(
                                "id",
                                named("孤石村").id().value(),
                                "close",
                                false,
                                "parent",
                                named("白石镇").id().value()))));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        run(other);
        assertThat(children()).contains("孤石村").doesNotContain("黄竹乡");
        assertThat(states(admin.get("/api/imports/" + other).json()))
                .containsEntry("done", 2L)
                .doesNotContainKeys("accepted", "refused");
        assertThat(admin.send("POST", "/api/imports/" + other + "/run", Map.of())
                        .code())
                .isEqualTo("import.nothing-accepted");

        admin.send("POST", "/api/imports/" + other + "/undo", Map.of());
        assertThat(ended(other).path("stage").asString()).isEqualTo("undone");
        assertThat(children()).contains("青溪镇", "黄竹乡");
    }

    @Test
    void whatIsExportedIsReadAgainAsItIs() {
        String first = sent("units", "代码,名称\n%1$s101,青溪镇\n%1$s101001,石桥村\n,党政办\n".formatted(code));
        checked(first);
        run(first);
        byte[] exported =
                admin.get("/api/imports/units.xlsx?unit=" + county.id()).bytes();
        JsonNode sent = admin.upload("/api/imports?kind=units&unit=" + county.id(), "导出.xlsx", exported)
                .json();
        assertThat(states(checked(sent.path("id").asString()))).containsOnlyKeys("same");
    }

    @Test
    void aWholeCityIsTakenFromARealFile() throws Exception {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("shared/data/divisions"))) {
            at = at.getParent();
        }
        Assumptions.assumeTrue(at != null, "no folder shared/data beside the checkout");
        Unit city = rows.everywhere(
                "a test founds a city",
                () -> directory.top().isPresent()
                                && directory.byCodes(List.of("510300000000")).isEmpty()
                        ? directory.found(new NewUnit("自贡市", UnitKind.CITY, null, "510300000000"))
                        : directory.unit(county.id()));
        rows.everywhere(
                "a test opens an account",
                () -> access.open("zigong", TestTown.PASSWORD, "孟系统", city.id(), Role.SYSTEM_ADMIN, false));
        admin = TestBrowser.signedIn(port, "zigong");
        county = city;
        byte[] file = Files.readAllBytes(at.resolve("shared/data/divisions/zigong_5103_all.csv"));
        String id = sent("units", new String(file, StandardCharsets.UTF_8));
        JsonNode checked = checked(id);

        assertThat(states(checked)).isEqualTo(Map.of("new", 1085L, "same", 1L, "outside", 1L));
        run(id);
        assertThat(ended(id).path("done").path("created").asInt()).isEqualTo(1085);
        assertThat(named("高山井社区居委会").code()).isEqualTo("510302001002");
    }

    @Test
    void aListCalledOffInMidRunLeavesNothingBehind() throws Exception {
        StringBuilder list = new StringBuilder("代码,名称\n%s101,青溪镇\n".formatted(code));
        for (int village = 1; village <= 900; village++) {
            list.append("%s101%03d,第%d村\n".formatted(code, village, village));
        }
        String id = sent("units", list.toString());
        checked(id);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch calledOff = new CountDownLatch(1);
        // Whoever holds the tree lets the run come as far as writing its units, and no further.
        Thread holder = Thread.ofVirtual()
                .start(() -> rows.everywhere("a test holds the tree", () -> {
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                            .executeWithoutResult(status -> {
                                context.getBean(JdbcClient.class)
                                        .sql(
                                                "select pg_advisory_xact_lock(hashtextextended('directory.tree.admin', 0)) is null")
                                        .query(Boolean.class)
                                        .single();
                                held.countDown();
                                try {
                                    calledOff.await();
                                } catch (InterruptedException stopped) {
                                    Thread.currentThread().interrupt();
                                }
                            });
                }));
        held.await();
        assertThat(admin.send("POST", "/api/imports/" + id + "/run", Map.of("faulty", "wait"))
                        .status())
                .isEqualTo(202);
        JsonNode under = admin.get("/api/imports/" + id).json();
        for (int times = 0;
                times < 200 && under.path("progress").path("percent").asInt() < 5;
                times++) {
            Thread.sleep(20);
            under = admin.get("/api/imports/" + id).json();
        }
        assertThat(under.path("progress").path("step").asString()).isEqualTo("founding");
        assertThat(admin.send("POST", "/api/imports/" + id + "/cancel", Map.of())
                        .status())
                .isEqualTo(202);
        calledOff.countDown();
        holder.join();

        JsonNode ended = ended(id);
        assertThat(ended.path("stage").asString()).isEqualTo("checked");
        assertThat(ended.path("problem").toString()).contains("什么也没有");
        assertThat(children()).isEmpty();
        assertThat(states(ended)).containsEntry("new", 901L);
        run(id);
        assertThat(children()).hasSize(901);
    }

    @Test
    void aListThatWaitsWhileKeysAreChangedIsTakenWithNewOnes() throws Exception {
        String number = "51030219910307851" + IdentityNumber.check("51030219910307851");
        String other = "51030219920307851" + IdentityNumber.check("51030219920307851");
        String first = sent("people", "姓名,身份证号,单位\n王明,%s,%s\n".formatted(number, county.name()));
        checked(first);
        run(first);
        String second = sent(
                "people",
                "姓名,身份证号,手机号,单位\n王明,%1$s,13800000003,%3$s\n李红,%2$s,13800000004,%3$s\n"
                        .formatted(number, other, county.name()));
        checked(second);
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        Vault vault = context.getBean(Vault.class);
        vault.rotate("test", true);
        vault.renewAll((done, total) -> {});
        rows.everywhere("a test looks at what is sealed", () -> {
            for (String table : List.of("import_person", "import_chunk", "import_change")) {
                assertThat(jdbc.sql("select count(*) from directory." + table + " where keyed < :newest")
                                .param("newest", vault.newest())
                                .query(Long.class)
                                .single())
                        .as(table)
                        .isZero();
            }
        });
        run(second);
        JsonNode done = ended(second).path("done");
        assertThat(done.path("created").asInt()).isEqualTo(1);
        assertThat(done.path("updated").asInt()).isEqualTo(1);
        // The new blind index finds them again, and the file that was sent still opens.
        String third = sent("people", "姓名,身份证号,手机号,单位\n李红,%s,13800000004,%s\n".formatted(other, county.name()));
        assertThat(states(checked(third))).containsOnlyKeys("same");
        vault.rotate("test", true);
        vault.renewAll((many, total) -> {});
        admin.send("POST", "/api/imports/" + second + "/undo", Map.of());
        assertThat(ended(second).path("stage").asString()).isEqualTo("undone");
        String again = sent("people", "姓名,身份证号,手机号,单位\n王明,%s,13800000003,%s\n".formatted(number, county.name()));
        assertThat(states(checked(again))).containsOnlyKeys("changed");
    }

    @Test
    void undoingAListOfPeopleGivesBackTheEarlierUnitAndSaysWhoWentOn() {
        String units = sent("units", "代码,名称\n%1$s101,青溪镇\n%1$s102,白石镇\n".formatted(code));
        checked(units);
        run(units);
        String number = "51030219930307851" + IdentityNumber.check("51030219930307851");
        String first = sent("people", "姓名,身份证号,单位\n王明,%s,青溪镇\n李红,,青溪镇\n".formatted(number));
        checked(first);
        run(first);
        String second = sent("people", "姓名,身份证号,单位\n王明,%s,白石镇\n".formatted(number));
        checked(second);
        run(second);
        assertThat(belongings("王明")).containsExactly("青溪镇 ended", "白石镇 open");

        assertThat(admin.get("/api/imports/" + first + "/undo").json().toString())
                .contains("孟系统")
                .contains("导入清单");
        admin.send("POST", "/api/imports/" + second + "/undo", Map.of());
        assertThat(ended(second).path("stage").asString()).isEqualTo("undone");
        assertThat(belongings("王明")).containsExactly("青溪镇 open");
    }

    @Test
    void exportedPeopleHaveMaskedNumbersThatAreReadAgainAsNothing() {
        String number = "51030219940307851" + IdentityNumber.check("51030219940307851");
        String first = sent("people", "姓名,身份证号,手机号,单位\n王明,%s,13800000005,%s\n".formatted(number, county.name()));
        checked(first);
        run(first);
        byte[] exported =
                admin.get("/api/imports/people.xlsx?unit=" + county.id()).bytes();
        assertThat(sheet(exported).get(1)).contains("510***********" + number.substring(14), "138****0005");
        // Who keeps the system does not see the numbers of people, whatever the purpose.
        assertThat(admin.get("/api/imports/people.xlsx?purpose=verify&unit=" + county.id())
                        .status())
                .isEqualTo(403);
        String again = admin.upload("/api/imports?kind=people&unit=" + county.id(), "导出.xlsx", exported)
                .json()
                .path("id")
                .asString();
        JsonNode checked = checked(again);
        assertThat(states(checked).keySet()).doesNotContain("faulty", "changed");
        assertThat(checked.toString()).contains("import.fault.masked");
    }

    @Test
    void peopleLeaveInFullForAPurposeThatTheTrailKeeps() {
        String number = "51030219950307851" + IdentityNumber.check("51030219950307851");
        String first = sent("people", "姓名,身份证号,手机号,单位\n王明,%s,13800000006,%s\n".formatted(number, county.name()));
        checked(first);
        run(first);
        rows.everywhere(
                "a test opens an account",
                () -> access.open("office-" + code, TestTown.PASSWORD, "吴主任", county.id(), Role.PARTY_OFFICE, false));
        TestBrowser office = TestBrowser.signedIn(port, "office-" + code);
        String address = "/api/imports/people.xlsx?unit=" + county.id();

        assertThat(sheet(office.get(address).bytes()).get(1)).doesNotContain(number);
        assertThat(office.get(address + "&purpose=other").status()).isEqualTo(400);
        assertThat(sheet(office.get(address + "&purpose=pay&words=wages").bytes())
                        .get(1))
                .contains("王明", number, "13800000006");
        List<String> kept = rows.everywhere(
                "a test reads the trail",
                () -> context.getBean(JdbcClient.class)
                        .sql("""
                        select after::text from access.audit
                        where verb = 'directory.export' and subject_id = :unit order by at, id
                        """)
                        .param("unit", county.id().toString())
                        .query(String.class)
                        .list());
        assertThat(kept).hasSize(2);
        assertThat(kept.getLast()).contains("wages", "pay", "true").doesNotContain(number);
    }

    private List<String> belongings(String name) {
        return rows.everywhere(
                "a test looks",
                () -> context.getBean(JdbcClient.class)
                        .sql("""
                        select u.name || case when b.until = 'infinity' then ' open' else ' ended' end
                        from directory.belonging b join directory.person p on p.id = b.person_id
                            join directory.unit u on u.id = b.unit_id
                        where p.name = :name and p.place between :from and :to order by b.since
                        """)
                        .param("name", name)
                        .param("from", directory.unit(county.id()).places().from())
                        .param("to", directory.unit(county.id()).places().to())
                        .query(String.class)
                        .list());
    }

    // ---- helps -----------------------------------------------------------------------------------------------------

    private String sent(String kind, String text) {
        TestBrowser.Answer answer = admin.send(
                "POST", "/api/imports/pasted", Map.of("unit", county.id().value(), "kind", kind, "text", text));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    /** Lets the machine's own mapping stand and waits for the check. */
    private JsonNode checked(String id) {
        JsonNode mapping = admin.get("/api/imports/" + id).json().path("mapping");
        TestBrowser.Answer answer = admin.send(
                "PUT",
                "/api/imports/" + id + "/mapping",
                Map.of("headRow", mapping.path("headRow").asInt(), "columns", mapping.path("columns")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode list = ended(id);
        assertThat(list.path("stage").asString()).as(list.toString()).isEqualTo("checked");
        return list;
    }

    private void run(String id) {
        TestBrowser.Answer answer = admin.send("POST", "/api/imports/" + id + "/run", Map.of("faulty", "wait"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode list = ended(id);
        assertThat(list.path("stage").asString()).as(list.toString()).isEqualTo("done");
    }

    private JsonNode ended(String id) {
        for (int times = 0; times < 600; times++) {
            JsonNode list = admin.get("/api/imports/" + id).json();
            if (!List.of("checking", "running", "undoing")
                            .contains(list.path("stage").asString())
                    && list.path("progress").isMissingNode()) {
                return list;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        throw new AssertionError("never ended");
    }

    private List<String> faults(String id) {
        return admin.get("/api/imports/" + id + "/rows?state=faulty")
                .json()
                .path("items")
                .valueStream()
                .flatMap(row -> row.path("faults")
                        .valueStream()
                        .filter(fault -> fault.path("blocks").asBoolean())
                        .map(fault -> row.path("row").asInt() + " "
                                + fault.path("field").asString() + " "
                                + fault.path("code").asString()))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Long> states(JsonNode list) {
        Map<String, Long> states = new java.util.TreeMap<>();
        JsonMapper.shared()
                .convertValue(list.path("counts").path("states"), Map.class)
                .forEach((state, count) -> states.put((String) state, ((Number) count).longValue()));
        return states;
    }

    private Unit named(String name) {
        return rows.everywhere(
                        "a test looks",
                        () -> directory.named(name, directory.unit(county.id()).places()))
                .orElseThrow();
    }

    private List<String> children() {
        return rows.everywhere(
                "a test looks",
                () -> directory.within(directory.unit(county.id()).places()).stream()
                        .filter(unit -> unit.open() && !unit.id().equals(county.id()))
                        .map(Unit::name)
                        .toList());
    }

    private static List<List<String>> sheet(byte[] bytes) {
        List<List<String>> rows = new java.util.ArrayList<>();
        SentSheet.open("待改", bytes).read((number, cells) -> rows.add(List.of(cells)));
        return rows;
    }
}
