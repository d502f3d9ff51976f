package cn.shiji.directory.people;

import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of posts and of who holds them. */
@Repository
class PostRows {

    private static final String POST = """
            select o.id, o.kind, o.unit_id, o.place, o.tree, o.words, o.seats, o.since, nullif(o.until, 'infinity') - 1 last_day
            from directory.post o where o.place between :from and :to and o.place <@ cast(:runs as int8multirange)
            """;

    private static final String HOLDING = """
            select h.id, h.post_id, h.person_id, h.since, nullif(h.until, 'infinity') - 1 last_day, h.basis
            from directory.holding h
            """;

    private final JdbcClient jdbc;

    PostRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A post as it is kept. */
    record Kept(
            UUID id,
            String kind,
            UnitId unit,
            long place,
            String tree,
            String words,
            int seats,
            LocalDate since,
            @Nullable LocalDate lastDay) {

        boolean stands(LocalDate on) {
            return !since.isAfter(on) && (lastDay == null || !lastDay.isBefore(on));
        }
    }

    /** A holding as it is kept. */
    record Holding(
            UUID id,
            UUID post,
            UUID person,
            LocalDate since,
            @Nullable LocalDate lastDay,
            String basis) {

        boolean holds(LocalDate on) {
            return !since.isAfter(on) && (lastDay == null || !lastDay.isBefore(on));
        }
    }

    List<PostViews.PostKindView> kinds(Locale language) {
        String tongue = language.getLanguage().equals("en") ? "en" : "zh";
        return jdbc.sql(
                        "select id, name_%s as name, tree, unit_kinds, seats, role from directory.post_kind order by position"
                                .formatted(tongue))
                .query((row, at) -> new PostViews.PostKindView(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("tree"),
                        List.of(words(row.getArray("unit_kinds"))),
                        row.getInt("seats"),
                        row.getString("role") == null ? null : Role.of(row.getString("role"))))
                .list();
    }

    Optional<Kept> byId(UUID id, Reach reach) {
        return reached(jdbc.sql(POST + "and o.id = :id"), reach)
                .param("id", id)
                .query(PostRows::post)
                .optional();
    }

    Optional<Kept> lock(UUID id, Reach reach) {
        return reached(jdbc.sql(POST + "and o.id = :id for update"), reach)
                .param("id", id)
                .query(PostRows::post)
                .optional();
    }

    List<Kept> within(
            Reach reach, @Nullable Scope under, @Nullable Long exact, @Nullable String kind, LocalDate on, int most) {
        return reached(jdbc.sql(POST + """
                        and (cast(:underFrom as bigint) is null or o.place between :underFrom and :underTo)
                        and (cast(:exact as bigint) is null or o.unit_id = :exact)
                        and (cast(:kind as text) is null or o.kind = :kind)
                        and o.since <= :on and o.until > :on
                        order by o.place, (select position from directory.post_kind k where k.id = o.kind), o.words, o.id
                        limit :most
                        """), reach)
                .param("underFrom", under == null ? null : under.from(), java.sql.Types.BIGINT)
                .param("underTo", under == null ? null : under.to(), java.sql.Types.BIGINT)
                .param("exact", exact, java.sql.Types.BIGINT)
                .param("kind", kind, java.sql.Types.VARCHAR)
                .param("on", on)
                .param("most", most)
                .query(PostRows::post)
                .list();
    }

    List<Holding> holdings(Collection<UUID> posts) {
        return jdbc.sql(HOLDING + "where h.post_id = any(:posts) order by h.since, h.id")
                .param("posts", posts.toArray(UUID[]::new))
                .query(PostRows::holding)
                .list();
    }

    Optional<Holding> holding(UUID id) {
        return jdbc.sql(HOLDING + "where h.id = :id")
                .param("id", id)
                .query(PostRows::holding)
                .optional();
    }

    List<Holding> heldBy(Collection<UUID> people) {
        return jdbc.sql(HOLDING + "where h.person_id = any(:people) order by h.since desc, h.id")
                .param("people", people.toArray(UUID[]::new))
                .query(PostRows::holding)
                .list();
    }

    /** The posts of these ids, as far as row security lets them be seen. */
    List<Kept> byIds(Collection<UUID> ids) {
        return jdbc.sql("""
                        select o.id, o.kind, o.unit_id, o.place, o.tree, o.words, o.seats, o.since,
                            nullif(o.until, 'infinity') - 1 last_day
                        from directory.post o where o.id = any(:ids)
                        """)
                .param("ids", ids.stream().distinct().toArray(UUID[]::new))
                .query(PostRows::post)
                .list();
    }

    /** A unit a post looks after. */
    record Over(UUID post, long unit) {}

    List<Over> over(Collection<UUID> posts) {
        return jdbc.sql("select post_id, unit_id from directory.post_over where post_id = any(:posts) order by 1, 2")
                .param("posts", posts.toArray(UUID[]::new))
                .query((row, at) -> new Over(row.getObject("post_id", UUID.class), row.getLong("unit_id")))
                .list();
    }

    boolean stands(UnitId unit, String kind, String words, @Nullable UUID but) {
        return jdbc.sql("""
                        select exists (select from directory.post where unit_id = :unit and kind = :kind and words = :words
                            and until = 'infinity' and (cast(:but as uuid) is null or id <> :but))
                        """)
                .param("unit", unit.value())
                .param("kind", kind)
                .param("words", words)
                .param("but", but, java.sql.Types.OTHER)
                .query(Boolean.class)
                .single();
    }

    /** The post of a kind in a unit, the one without words of its own first. */
    Optional<UUID> find(UnitId unit, String kind) {
        return jdbc.sql("""
                        select id from directory.post where unit_id = :unit and kind = :kind and until = 'infinity'
                        order by words, id limit 1
                        """)
                .param("unit", unit.value())
                .param("kind", kind)
                .query((row, at) -> row.getObject("id", UUID.class))
                .optional();
    }

    void add(Kept post) {
        jdbc.sql("""
                        insert into directory.post (id, kind, unit_id, place, tree, words, seats, since)
                        values (:id, :kind, :unit, :place, :tree, :words, :seats, :since)
                        """)
                .param("id", post.id())
                .param("kind", post.kind())
                .param("unit", post.unit().value())
                .param("place", post.place())
                .param("tree", post.tree())
                .param("words", post.words())
                .param("seats", post.seats())
                .param("since", post.since())
                .update();
    }

    void change(UUID id, String words, int seats) {
        jdbc.sql("update directory.post set words = :words, seats = :seats where id = :id")
                .param("id", id)
                .param("words", words)
                .param("seats", seats)
                .update();
    }

    void looksAfter(UUID post, Collection<Long> units) {
        jdbc.sql("delete from directory.post_over where post_id = :post")
                .param("post", post)
                .update();
        jdbc.sql("insert into directory.post_over (post_id, unit_id) select :post, unnest(cast(:units as bigint[]))")
                .param("post", post)
                .param("units", units.stream().distinct().toArray(Long[]::new))
                .update();
    }

    void close(UUID id, LocalDate before) {
        jdbc.sql("update directory.post set until = :before where id = :id")
                .param("id", id)
                .param("before", before)
                .update();
    }

    void hold(Holding holding) {
        jdbc.sql("""
                        insert into directory.holding (id, post_id, person_id, since, until, basis)
                        values (:id, :post, :person, :since, coalesce(cast(:last as date) + 1, 'infinity'), :basis)
                        """)
                .param("id", holding.id())
                .param("post", holding.post())
                .param("person", holding.person())
                .param("since", holding.since())
                .param("last", holding.lastDay(), java.sql.Types.DATE)
                .param("basis", holding.basis())
                .update();
    }

    void end(UUID holding, LocalDate lastDay) {
        jdbc.sql("update directory.holding set until = cast(:last as date) + 1 where id = :id")
                .param("id", holding)
                .param("last", lastDay)
                .update();
    }

    void goOn(UUID holding, @Nullable LocalDate lastDay) {
        jdbc.sql("update directory.holding set until = coalesce(cast(:last as date) + 1, 'infinity') where id = :id")
                .param("id", holding)
                .param("last", lastDay, java.sql.Types.DATE)
                .update();
    }

    void handOver(UUID holding, UUID person) {
        jdbc.sql("update directory.holding set person_id = :person where id = :id")
                .param("id", holding)
                .param("person", person)
                .update();
    }

    void forget(UUID holding) {
        jdbc.sql("delete from directory.holding where id = :id")
                .param("id", holding)
                .update();
    }

    /** The posts of exactly one unit that stand on a day or will. */
    List<Kept> standing(UnitId unit, LocalDate on) {
        return jdbc.sql("""
                        select o.id, o.kind, o.unit_id, o.place, o.tree, o.words, o.seats, o.since,
                            nullif(o.until, 'infinity') - 1 last_day
                        from directory.post o join directory.post_kind k on k.id = o.kind
                        where o.unit_id = :unit and o.until > :on order by k.position, o.words, o.id
                        """)
                .param("unit", unit.value())
                .param("on", on)
                .query(PostRows::post)
                .list();
    }

    /** The post of a kind for the same thing that a unit has. */
    Optional<UUID> same(UnitId unit, String kind, String words) {
        return jdbc.sql("""
                        select id from directory.post
                        where unit_id = :unit and kind = :kind and words = :words and until = 'infinity'
                        """)
                .param("unit", unit.value())
                .param("kind", kind)
                .param("words", words)
                .query((row, at) -> row.getObject("id", UUID.class))
                .optional();
    }

    void stand(UUID id, @Nullable LocalDate lastDay) {
        jdbc.sql("update directory.post set until = coalesce(cast(:last as date) + 1, 'infinity') where id = :id")
                .param("id", id)
                .param("last", lastDay, java.sql.Types.DATE)
                .update();
    }

    void forgetPost(UUID id) {
        jdbc.sql("delete from directory.post_over where post_id = :id")
                .param("id", id)
                .update();
        jdbc.sql("delete from directory.post where id = :id").param("id", id).update();
    }

    void moveTo(UUID holding, UUID post) {
        jdbc.sql("update directory.holding set post_id = :post where id = :id")
                .param("id", holding)
                .param("post", post)
                .update();
    }

    /** A post that a change of units ended, or set up where {@code until} is null; {@code infinity} for an open end. */
    record MergedPost(UUID post, @Nullable String until) {

        @Nullable
        LocalDate lastDay() {
            return until == null || until.equals("infinity")
                    ? null
                    : LocalDate.parse(until).minusDays(1);
        }
    }

    /** A holding that a change of units ended or took over. */
    record MergedHolding(
            UUID holding,
            UUID post,
            @Nullable String until,
            @Nullable UUID goesOn) {

        @Nullable
        LocalDate lastDay() {
            return until == null || until.equals("infinity")
                    ? null
                    : LocalDate.parse(until).minusDays(1);
        }
    }

    /** Remembers that the change ends the post. */
    void keepEnded(UUID change, UUID post) {
        jdbc.sql("""
                        insert into directory.merged_post (change_id, post_id, until)
                        select :change, id, until from directory.post where id = :post
                        """).param("change", change).param("post", post).update();
    }

    /** Remembers that the change set the post up. */
    void keepMade(UUID change, UUID post) {
        jdbc.sql("insert into directory.merged_post (change_id, post_id) values (:change, :post)")
                .param("change", change)
                .param("post", post)
                .update();
    }

    /** Remembers that the change ends the holding, and which goes on with it. */
    void keepEnded(UUID change, UUID holding, @Nullable UUID goesOn) {
        jdbc.sql("""
                        insert into directory.merged_holding (change_id, holding_id, post_id, until, goes_on)
                        select :change, id, post_id, until, :next from directory.holding where id = :holding
                        """)
                .param("change", change)
                .param("holding", holding)
                .param("next", goesOn, java.sql.Types.OTHER)
                .update();
    }

    /** Remembers of which post the holding was before it goes over as it stands. */
    void keepMoved(UUID change, UUID holding) {
        jdbc.sql("""
                        insert into directory.merged_holding (change_id, holding_id, post_id)
                        select :change, id, post_id from directory.holding where id = :holding
                        """).param("change", change).param("holding", holding).update();
    }

    List<MergedPost> mergedPosts(UUID change) {
        return jdbc.sql("select post_id, until::text from directory.merged_post where change_id = :change")
                .param("change", change)
                .query((row, at) -> new MergedPost(row.getObject("post_id", UUID.class), row.getString("until")))
                .list();
    }

    List<MergedHolding> mergedHoldings(UUID change) {
        return jdbc.sql("""
                        select holding_id, post_id, until::text, goes_on from directory.merged_holding
                        where change_id = :change
                        """)
                .param("change", change)
                .query((row, at) -> new MergedHolding(
                        row.getObject("holding_id", UUID.class),
                        row.getObject("post_id", UUID.class),
                        row.getString("until"),
                        row.getObject("goes_on", UUID.class)))
                .list();
    }

    void forgetMerged(UUID change) {
        jdbc.sql("delete from directory.merged_holding where change_id = :change")
                .param("change", change)
                .update();
        jdbc.sql("delete from directory.merged_post where change_id = :change")
                .param("change", change)
                .update();
    }

    private static JdbcClient.StatementSpec reached(JdbcClient.StatementSpec statement, Reach reach) {
        return statement.param("from", reach.from()).param("to", reach.to()).param("runs", reach.multirange());
    }

    private static String[] words(Array array) throws SQLException {
        return (String[]) array.getArray();
    }

    private static Kept post(ResultSet row, int at) throws SQLException {
        return new Kept(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                new UnitId(row.getLong("unit_id")),
                row.getLong("place"),
                row.getString("tree"),
                row.getString("words"),
                row.getInt("seats"),
                row.getObject("since", LocalDate.class),
                row.getObject("last_day", LocalDate.class));
    }

    private static Holding holding(ResultSet row, int at) throws SQLException {
        return new Holding(
                row.getObject("id", UUID.class),
                row.getObject("post_id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getObject("since", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                row.getString("basis"));
    }
}
