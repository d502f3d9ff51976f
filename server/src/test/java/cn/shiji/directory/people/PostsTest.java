package cn.shiji.directory.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.kernel.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class PostsTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Posts posts;

    @Autowired
    People people;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Test
    void aPostIsVacantHeldOrHeldByMoreThanAreMeant() {
        TestTown town = TestTown.in(context);
        LocalDate today = LocalDate.now(clock);
        UUID clerk = post(town.officer(), town.stoneBridge, "village_clerk");
        assertThat(board(town.officer(), town.stoneBridge, today).getFirst().state())
                .isEqualTo("vacant");

        give(town.officer(), clerk, town.stoneBridgePeople.get(0), today.minusMonths(3), null);
        assertThat(board(town.officer(), town.stoneBridge, today).getFirst().state())
                .isEqualTo("held");
        assertThat(board(town.officer(), town.stoneBridge, today.minusMonths(4)))
                .isEmpty();

        give(town.officer(), clerk, town.stoneBridgePeople.get(1), today, null);
        PostViews.PostView both = board(town.officer(), town.stoneBridge, today).getFirst();
        assertThat(both.state()).isEqualTo("double");
        assertThat(both.holders()).hasSize(2);
        assertThat(board(town.officer(), town.stoneBridge, today.minusDays(1))
                        .getFirst()
                        .state())
                .isEqualTo("held");
    }

    @Test
    void theBoardLeavesAsAWorkbookAsFarAsItsReaderReaches() throws IOException {
        TestTown town = TestTown.in(context);
        TestTown other = TestTown.in(context);
        LocalDate today = LocalDate.now(clock);
        Person one = town.stoneBridgePeople.getFirst();
        give(town.officer(), post(town.officer(), town.stoneBridge, "village_clerk"), one, today.minusMonths(3), null);
        post(town.officer(), town.teaRidge, "village_clerk");
        give(
                other.officer(),
                post(other.officer(), other.office, "office_head"),
                other.stoneBridgePeople.getFirst(),
                null,
                null);
        TestBrowser office = TestBrowser.signedIn(port, town.username("office"));

        TestBrowser.Answer all = office.get("/api/posts/export");
        assertThat(all.type()).contains("spreadsheetml");
        assertThat(cells(all))
                .contains("岗位一览", "石桥村", one.name(), today.minusMonths(3).toString(), "在任", "茶岭村", "空缺")
                .doesNotContain("党政办");
        assertThat(cells(office.get("/api/posts/export?state=vacant")))
                .contains("茶岭村")
                .doesNotContain("石桥村", one.name());
        assertThat(cells(office.get("/api/posts/export?on=" + today.minusMonths(4))))
                .doesNotContain(one.name());
        assertThat(office.get("/api/posts/export?unit=" + other.town.id()).status())
                .isEqualTo(404);
        assertThat(TestBrowser.signedIn(port, town.username("shiqiao"))
                        .get("/api/posts/export")
                        .status())
                .isEqualTo(403);
        assertThat(jdbc.sql("select count(*) from access.audit where verb = 'post.export' and account_id = :account")
                        .param("account", town.officer().account().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    private static String cells(TestBrowser.Answer answer) throws IOException {
        StringBuilder text = new StringBuilder();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(answer.bytes()))) {
            workbook.getSheetAt(0)
                    .forEach(row -> row.forEach(
                            cell -> text.append(cell.getStringCellValue()).append('\n')));
        }
        return text.toString();
    }

    @Test
    void whoHoldsSeveralPostsIsSeen() {
        TestTown town = TestTown.in(context);
        Person one = town.stoneBridgePeople.getFirst();
        give(town.officer(), post(town.officer(), town.stoneBridge, "village_secretary"), one, null, null);
        give(town.officer(), post(town.officer(), town.stoneBridge, "village_head"), one, null, null);

        PostViews.PostBoard board = posts.board(
                town.officer(),
                new Posts.Query(town.stoneBridge.id().value(), false, null, null, null),
                Locale.CHINESE);
        assertThat(board.sums().severalPosts()).isEqualTo(1);
        assertThat(board.posts())
                .allSatisfy(post -> assertThat(post.holders())
                        .allSatisfy(holder -> assertThat(holder.otherPosts()).isEqualTo(1)));
    }

    @Test
    void aPostGivesItsRoleFromItsFirstDayThroughItsLast() {
        TestTown town = TestTown.in(context);
        LocalDate today = LocalDate.now(clock);
        Person person = town.stoneBridgePeople.getFirst();
        String username = bound(town, person);
        UUID clerk = post(town.officer(), town.stoneBridge, "village_clerk");

        give(town.officer(), clerk, person, today.plusDays(1), null);
        assertThat(roles(username)).isEmpty();
        PostViews.PostView waiting =
                board(town.officer(), town.stoneBridge, today).getFirst();
        assertThat(waiting.state()).isEqualTo("vacant");
        assertThat(waiting.next()).isEqualTo(today.plusDays(1));
        posts.end(
                town.officer(), posts.history(town.officer(), clerk).getFirst().holding(), today);

        give(town.officer(), clerk, person, today, null);
        assertThat(roles(username)).containsExactly(Role.VILLAGE_CLERK);
        assertThat(access.callerNamed(username).unit()).isEqualTo(town.stoneBridge.id());

        posts.end(
                town.officer(), posts.history(town.officer(), clerk).getFirst().holding(), today.minusDays(1));
        assertThat(roles(username)).isEmpty();
        assertThat(posts.history(town.officer(), clerk)).isEmpty();
    }

    @Test
    void whoLeavesHoldsNothingMore() {
        TestTown town = TestTown.in(context);
        LocalDate today = LocalDate.now(clock);
        Person person = town.stoneBridgePeople.getFirst();
        String username = bound(town, person);
        UUID clerk = post(town.officer(), town.stoneBridge, "village_clerk");
        give(town.officer(), clerk, person, today.minusMonths(6), null);
        assertThat(roles(username)).isNotEmpty();

        people.leave(town.officer(), person.id(), today.minusDays(1), "退休");

        assertThat(roles(username)).isEmpty();
        PostViews.PostView vacant =
                board(town.officer(), town.stoneBridge, today).getFirst();
        assertThat(vacant.state()).isEqualTo("vacant");
        assertThat(vacant.vacantSince()).isEqualTo(today);
    }

    @Test
    void nobodyAppointsThemselvesToAPostThatGivesARole() {
        TestTown town = TestTown.in(context);
        Person person = town.stoneBridgePeople.getFirst();
        jdbc.sql("update access.account set person_id = :person where id = :id")
                .param("person", person.id())
                .param("id", town.officer().account().value())
                .update();
        UUID clerk = post(town.officer(), town.stoneBridge, "village_clerk");
        UUID women = post(town.officer(), town.stoneBridge, "women_chair");

        assertThatThrownBy(() -> give(town.officer(), clerk, person, null, null))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("directory.post-to-oneself"));
        give(town.officer(), women, person, null, null);
    }

    @Test
    void onePersonHoldsAPostOnceAtATime() {
        TestTown town = TestTown.in(context);
        LocalDate today = LocalDate.now(clock);
        UUID clerk = post(town.officer(), town.stoneBridge, "village_clerk");
        Person person = town.stoneBridgePeople.getFirst();
        give(town.officer(), clerk, person, today.minusYears(1), today.minusMonths(1));

        assertThatThrownBy(() -> give(town.officer(), clerk, person, today.minusMonths(2), null))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("directory.holding-twice"));
        give(town.officer(), clerk, person, today.minusMonths(1).plusDays(1), null);
        assertThat(posts.history(town.officer(), clerk)).hasSize(2);
    }

    @Test
    void theUsualPostsOfAVillageAreSetUpOnce() {
        TestTown town = TestTown.in(context);

        assertThat(posts.openUsual(town.officer(), town.teaRidge.id())).isGreaterThan(4);
        assertThat(posts.openUsual(town.officer(), town.teaRidge.id())).isZero();
        assertThat(board(town.officer(), town.teaRidge, LocalDate.now(clock)))
                .extracting(PostViews.PostView::kind)
                .contains("village_secretary", "village_clerk", "first_secretary")
                .doesNotContain("office_head", "river_chief");
    }

    @Test
    void postsElsewhereLookAsIfTheyDidNotExist() {
        TestTown town = TestTown.in(context);
        UUID clerk = post(town.officer(), town.stoneBridge, "village_clerk");
        TestBrowser other = TestBrowser.signedIn(port, town.username("chaling"));

        assertThat(other.get("/api/posts/" + clerk).status()).isEqualTo(404);
        assertThat(other.get("/api/posts").json().path("posts")).isEmpty();
        assertThat(TestBrowser.signedIn(port, town.username("shiqiao"))
                        .send("POST", "/api/posts/" + clerk + "/holdings", Map.of("person", UUID.randomUUID()))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void everyFaultOfAnAppointmentIsToldAtOnce() {
        TestTown town = TestTown.in(context);
        LocalDate today = LocalDate.now(clock);
        UUID clerk = post(town.officer(), town.stoneBridge, "village_clerk");

        assertThatThrownBy(() -> posts.give(
                        town.officer(),
                        clerk,
                        new Posts.Giving(
                                town.stoneBridgePeople.getFirst().id(), today, today.minusDays(1), "x".repeat(200))))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults())
                                .extracting(Fault::at)
                                .containsExactlyInAnyOrder("lastDay", "basis"));
    }

    private UUID post(Caller caller, Unit unit, String kind) {
        return posts.open(
                caller,
                new Posts.NewPost(
                        unit.id().value(),
                        kind,
                        null,
                        null,
                        null,
                        LocalDate.now(clock).minusMonths(3)));
    }

    private void give(Caller caller, UUID post, Person person, @Nullable LocalDate since, @Nullable LocalDate lastDay) {
        posts.give(caller, post, new Posts.Giving(person.id(), since, lastDay, null));
    }

    private List<PostViews.PostView> board(Caller caller, Unit unit, LocalDate on) {
        return posts.board(caller, new Posts.Query(unit.id().value(), false, null, null, on), Locale.CHINESE)
                .posts();
    }

    /** An account without any role, bound to the person. */
    private String bound(TestTown town, Person person) {
        String username = town.username("bound");
        var id = access.open(username, TestTown.PASSWORD, person.name(), town.stoneBridge.id(), Role.VILLAGER, false);
        jdbc.sql("update access.granted set ended_at = now(), ender = 'test' where account_id = :id")
                .param("id", id.value())
                .update();
        jdbc.sql("update access.account set person_id = :person where id = :id")
                .param("person", person.id())
                .param("id", id.value())
                .update();
        return username;
    }

    private List<Role> roles(String username) {
        return jdbc.sql("""
                        select g.role from access.granted g join access.account a on a.person_id = g.person_id
                        where a.username = :username and g.ended_at is null and g.since <= :today
                            and (g.until is null or g.until >= :today)
                        """)
                .param("username", username)
                .param("today", LocalDate.now(clock))
                .query((row, at) -> Role.of(row.getString("role")))
                .list();
    }
}
