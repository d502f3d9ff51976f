package cn.shiji.directory.people;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitChange;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.time.Clock;
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

/** What becomes of posts when villages are merged, split or closed. */
@ServerTest
class PostsOfClosedUnitsTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Posts posts;

    @Autowired
    Directory directory;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    TestTown town;
    LocalDate today;
    Person wang;
    Person lu;

    @BeforeEach
    void appoint() {
        town = TestTown.in(context);
        today = LocalDate.now(clock);
        access.open(town.username("system"), TestTown.PASSWORD, "系统员", town.town.id(), Role.SYSTEM_ADMIN, false);
        wang = town.stoneBridgePeople.getFirst();
        lu = town.teaRidgePeople.getFirst();
        give(post(town.stoneBridge, "village_clerk", today.minusYears(1)), wang, today.minusMonths(6));
        give(post(town.teaRidge, "village_clerk", today.minusYears(1)), lu, today.minusMonths(6));
        give(post(town.stoneBridge, "women_chair", today.minusYears(1)), wang, today.minusMonths(6));
    }

    @Test
    void theMergerTellsBeforehandWhoHoldsWhatAndWhichPostTwoWouldHold() {
        TestBrowser.Answer answer = TestBrowser.signedIn(port, town.username("system"))
                .get("/api/units/merge/preview?unit=" + town.stoneBridge.id() + "," + town.teaRidge.id());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        var preview = answer.json();

        var held = preview.path("units").path(0).path("held");
        assertThat(held.toString()).contains("村（社区）文书：" + wang.name(), "妇联主席：" + wang.name());
        assertThat(preview.path("crowded").toString()).contains("村（社区）文书", wang.name(), lu.name());
        assertThat(preview.path("crowded").toString()).doesNotContain("妇联主席");
    }

    @Test
    void postsGoOnInTheSuccessorAndTwoWhoHoldOneAreShown() {
        UUID change = merge(town.teaRidge.id(), List.of("posts"));

        assertThat(board(town.teaRidge, today))
                .extracting(PostViews.PostView::kind)
                .containsExactlyInAnyOrder("village_clerk", "women_chair");
        PostViews.PostView clerk = clerk(town.teaRidge, today);
        assertThat(clerk.state()).isEqualTo("double");
        assertThat(clerk.holders())
                .extracting(PostViews.PostHolder::name)
                .containsExactlyInAnyOrder(wang.name(), lu.name());
        assertThat(holders(clerk(town.stoneBridge, today.minusDays(2)))).containsExactly(wang.name());
        assertThat(holders(clerk(town.teaRidge, today.minusDays(2)))).containsExactly(lu.name());
        assertThat(board(town.stoneBridge, today)).isEmpty();
        assertThat(roleIn(wang, today)).containsExactly(town.teaRidge.id().value());
        assertThat(roleIn(wang, today.minusDays(2)))
                .containsExactly(town.stoneBridge.id().value());

        directory.undo(admin(), change);

        assertThat(holders(clerk(town.stoneBridge, today))).containsExactly(wang.name());
        assertThat(holders(clerk(town.teaRidge, today))).containsExactly(lu.name());
        assertThat(board(town.teaRidge, today)).hasSize(1);
        assertThat(roleIn(wang, today)).containsExactly(town.stoneBridge.id().value());
        assertThat(posts.history(admin(), clerk(town.stoneBridge, today).id())).hasSize(1);
    }

    @Test
    void aNewVillageTakesPostsAndPeopleAndGivesThemBack() {
        UUID change = merge(null, List.of("posts", "people"));
        UnitId made = directory.unit(town.stoneBridge.id()).parent();

        assertThat(directory.peopleOf(directory.unit(Objects.requireNonNull(made))))
                .hasSize(8);
        assertThat(clerk(directory.unit(made), today).state()).isEqualTo("double");

        directory.undo(admin(), change);

        assertThat(directory.peopleOf(directory.unit(town.stoneBridge.id()))).hasSize(4);
        assertThat(holders(clerk(town.stoneBridge, today))).containsExactly(wang.name());
        assertThat(jdbc.sql("select count(*) from directory.post where unit_id = :unit")
                        .param("unit", made.value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whereTheyDoNotFollowPostsAndTheirRolesEndTheDayBefore() {
        UUID change = merge(town.teaRidge.id(), List.of());

        assertThat(board(town.stoneBridge, today)).isEmpty();
        assertThat(holders(clerk(town.teaRidge, today))).containsExactly(lu.name());
        assertThat(roleIn(wang, today)).isEmpty();
        assertThat(roleIn(wang, today.minusDays(2)))
                .containsExactly(town.stoneBridge.id().value());

        directory.undo(admin(), change);

        assertThat(holders(clerk(town.stoneBridge, today))).containsExactly(wang.name());
        assertThat(roleIn(wang, today)).containsExactly(town.stoneBridge.id().value());
    }

    @Test
    void closingAVillageEndsItsPostsAndTakingThatBackGivesThemBack() {
        UUID change = change(new UnitChange.Close(town.stoneBridge.id(), today));

        assertThat(board(town.stoneBridge, today)).isEmpty();
        assertThat(roleIn(wang, today)).isEmpty();
        assertThat(jdbc.sql("select count(*) from access.audit where verb = 'post.close' and unit_id = :unit")
                        .param("unit", town.stoneBridge.id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(2);

        directory.undo(admin(), change);

        assertThat(board(town.stoneBridge, today)).hasSize(2);
        assertThat(roleIn(wang, today)).containsExactly(town.stoneBridge.id().value());
    }

    @Test
    void whoIsAppointedAfterTheDayOfTheMergerGoesOverAsAppointed() {
        UUID guard = post(town.stoneBridge, "forest_ranger", today);
        give(guard, town.stoneBridgePeople.get(1), today);
        UUID change = merge(town.teaRidge.id(), List.of("posts"));

        PostViews.PostView ranger = board(town.teaRidge, today).stream()
                .filter(post -> post.kind().equals("forest_ranger"))
                .findFirst()
                .orElseThrow();
        assertThat(ranger.holders()).extracting(PostViews.PostHolder::since).containsExactly(today);

        directory.undo(admin(), change);

        assertThat(posts.history(admin(), guard))
                .extracting(PostViews.PastHolder::since)
                .containsExactly(today);
    }

    @Test
    void whoLeftThePostSinceStaysGoneWhenTheMergerIsTakenBack() {
        UUID change = merge(town.teaRidge.id(), List.of("posts"));
        posts.history(admin(), clerk(town.teaRidge, today).id()).stream()
                .filter(holder -> holder.person().equals(wang.id()))
                .forEach(holder -> posts.end(admin(), holder.holding(), today));

        directory.undo(admin(), change);

        assertThat(posts.history(admin(), clerk(town.stoneBridge, today).id()))
                .extracting(PostViews.PastHolder::lastDay)
                .containsExactly(today);
    }

    private UUID merge(@Nullable UnitId kept, List<String> follow) {
        return change(new UnitChange.Merge(
                List.of(town.stoneBridge.id(), town.teaRidge.id()),
                kept,
                "桥岭村",
                null,
                null,
                Map.of(),
                follow,
                today.minusDays(1)));
    }

    /** Does the change and tells its id. */
    private UUID change(UnitChange change) {
        directory.change(admin(), change);
        return jdbc.sql("select id from directory.change order by id desc limit 1")
                .query((row, at) -> row.getObject("id", UUID.class))
                .single();
    }

    private Caller admin() {
        return access.callerNamed(town.username("system"));
    }

    private UUID post(Unit unit, String kind, LocalDate since) {
        return posts.open(admin(), new Posts.NewPost(unit.id().value(), kind, null, null, null, since));
    }

    private void give(UUID post, Person person, LocalDate since) {
        posts.give(admin(), post, new Posts.Giving(person.id(), since, null, null));
    }

    private List<PostViews.PostView> board(Unit unit, LocalDate on) {
        return posts.board(admin(), new Posts.Query(unit.id().value(), true, null, null, on), Locale.CHINESE)
                .posts();
    }

    private PostViews.PostView clerk(Unit unit, LocalDate on) {
        return board(unit, on).stream()
                .filter(post -> post.kind().equals("village_clerk"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> holders(PostViews.PostView post) {
        return post.holders().stream().map(PostViews.PostHolder::name).toList();
    }

    /** The units in which the person's posts give the role of a clerk on the day. */
    private List<Long> roleIn(Person person, LocalDate on) {
        return jdbc.sql("""
                        select unit_id from access.granted where person_id = :person and role = 'village_clerk'
                            and ended_at is null and since <= :on and (until is null or until >= :on)
                        """)
                .param("person", person.id())
                .param("on", on)
                .query(Long.class)
                .list();
    }
}
