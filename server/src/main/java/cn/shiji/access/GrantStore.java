package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The SQL of grants. */
@Repository
class GrantStore {

    private static final String COLUMNS = """
            g.id grant_id, g.role, g.tree, g.unit_id, g.since, g.until, g.post is not null by_post, g.giver, g.given_at,
            g.ended_at, g.ender
            """;

    /** Who holds it: the account itself, or the account of the person the post was given to. */
    private static final String HOLDER =
            "access.account a join access.granted g on g.account_id = a.id or g.person_id = a.person_id";

    private static final String TODAY =
            "g.ended_at is null and g.since <= :today and (g.until is null or g.until >= :today)";

    private final JdbcClient jdbc;

    GrantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One capacity of an account with what is needed to act in it. */
    record Acting(AccountId account, String name, String tree, UnitId unit, List<Role> roles, boolean last) {}

    /**
     * What an account may act in on a day: the one acted in last first, then the highest of the administrative tree.
     *
     * @param session in which the last one is looked for; null, or another account's, where the account's own last one counts
     */
    List<Acting> capacities(AccountId account, @Nullable String session, LocalDate today) {
        return jdbc.sql("select a.id, a.name, g.tree, g.unit_id, array_agg(distinct g.role) roles,"
                        + " coalesce(case when s.id is null then a.tree = g.tree and a.capacity = g.unit_id"
                        + " else s.tree = g.tree and s.capacity = g.unit_id end, false) last from " + HOLDER
                        + " left join access.session s on s.id = cast(:session as uuid) and s.account_id = a.id"
                        + " join access.unit_place p on p.tree = g.tree and p.unit_id = g.unit_id"
                        + " where a.id = :account and a.closed_at is null and " + TODAY
                        + """
                         group by a.id, s.id, a.name, g.tree, g.unit_id, p.place, p.place_end
                        order by last desc, (g.tree = 'admin') desc, p.place_end - p.place desc, p.place
                        """)
                .param("account", account.value())
                .param("session", session, Types.VARCHAR)
                .param("today", today)
                .query((row, at) -> new Acting(
                        new AccountId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getString("tree"),
                        new UnitId(row.getLong("unit_id")),
                        roles(row),
                        row.getBoolean("last")))
                .list();
    }

    /**
     * Remembers in what the account acts in a session from now on. Its other sessions stay as they are; the next one begins
     * in what was acted in last.
     */
    void actIn(AccountId account, @Nullable String session, String tree, UnitId unit) {
        jdbc.sql("""
                        update access.session set tree = :tree, capacity = :unit
                        where id = cast(:session as uuid) and account_id = :account
                        """)
                .param("session", session, Types.VARCHAR)
                .param("account", account.value())
                .param("tree", tree)
                .param("unit", unit.value())
                .update();
        jdbc.sql("update access.account set tree = :tree, capacity = :unit where id = :account")
                .param("account", account.value())
                .param("tree", tree)
                .param("unit", unit.value())
                .update();
    }

    /** The account that holds the role in exactly this unit of the administrative tree for the longest. */
    Optional<AccountId> holderOf(Role role, UnitId unit, LocalDate today) {
        return jdbc.sql("select a.id from " + HOLDER
                        + " where a.closed_at is null and g.tree = 'admin' and g.role = :role"
                        + " and g.unit_id = :unit and " + TODAY + " order by g.since, g.given_at, a.id limit 1")
                .param("role", role.word())
                .param("unit", unit.value())
                .param("today", today)
                .query((row, at) -> new AccountId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** How many open accounts hold one of the roles on a day and have a password. */
    int holders(Collection<Role> roles, LocalDate today) {
        return jdbc.sql("select count(distinct a.id) from " + HOLDER
                        + " where a.closed_at is null and a.password_hash is not null and g.role = any(:roles) and "
                        + TODAY)
                .param("roles", roles.stream().map(Role::word).toArray(String[]::new))
                .param("today", today)
                .query(Integer.class)
                .single();
    }

    /** How many open accounts hold the role on a day, whether anybody has entered them or not. */
    int appointed(Role role, LocalDate today) {
        return jdbc.sql("select count(distinct a.id) from " + HOLDER
                        + " where a.closed_at is null and g.role = :role and " + TODAY)
                .param("role", role.word())
                .param("today", today)
                .query(Integer.class)
                .single();
    }

    /** All that was ever given to an account, what holds first. */
    List<Grant> of(AccountId account) {
        return jdbc.sql(
                        "select " + COLUMNS + " from " + HOLDER
                                + " where a.id = :account order by g.ended_at desc nulls first, g.until desc nulls first, g.given_at desc")
                .param("account", account.value())
                .query(GrantStore::grant)
                .list();
    }

    /** What holds today of the query, within the reach, in the order of the trees. */
    Page<Holding> search(Reach reach, HoldingQuery query, Collection<Role> roles, LocalDate today, int page, int size) {
        String from = " from " + HOLDER + " join access.unit_place p on p.tree = g.tree and p.unit_id = g.unit_id"
                + " left join access.unit_place h on h.tree = 'admin' and h.unit_id = g.unit_id"
                + " where a.closed_at is null and " + TODAY
                + " and g.role = any(:roles) and (:account::uuid is null or a.id = :account)"
                + " and (:words = '' or a.name ilike :like or a.username ilike :like)" + place(query);
        long total = params(jdbc.sql("select count(*)" + from), reach, query, roles, today)
                .query(Long.class)
                .single();
        List<Holding> found = params(
                        jdbc.sql("select a.id, a.username, a.name, a.unit_id home, " + COLUMNS + from
                                + " order by g.tree <> 'admin', g.tree, p.place, g.role, a.name, g.id"
                                + " limit :size offset :skip"),
                        reach,
                        query,
                        roles,
                        today)
                .param("size", size)
                .param("skip", (page - 1L) * size)
                .query((row, at) -> new Holding(
                        new AccountId(row.getObject("id", UUID.class)),
                        row.getString("username"),
                        row.getString("name"),
                        new UnitId(row.getLong("home")),
                        grant(row, at)))
                .list();
        return new Page<>(found, page, size, total);
    }

    /** Asked for one unit, whatever reaches it counts, though it be held above the asker; else what lies within. */
    private static String place(HoldingQuery query) {
        if (query.unit() == null) {
            return " and h.place between :from and :to and h.place <@ :runs::int8multirange";
        }
        return query.below() ? """
                   and exists (select from access.unit_place u where u.tree = 'admin' and u.unit_id = :unit
                        and h.place between u.place and u.place_end)
                  """ : """
                   and exists (select from access.unit_place u where u.tree = g.tree and u.unit_id = :unit
                        and u.place between p.place and p.place_end)
                  """;
    }

    private static StatementSpec params(
            StatementSpec sql, Reach reach, HoldingQuery query, Collection<Role> roles, LocalDate today) {
        String words = query.words() == null ? "" : query.words().trim();
        return sql.param("roles", roles.stream().map(Role::word).toArray(String[]::new))
                .param(
                        "account",
                        query.account() == null ? null : query.account().value())
                .param("unit", query.unit() == null ? null : query.unit().value())
                .param("words", words)
                .param("like", "%" + words.replaceAll("([%_\\\\])", "\\\\$1") + "%")
                .param("today", today)
                .param("from", reach.from())
                .param("to", reach.to())
                .param("runs", reach.multirange());
    }

    /** The grant of this id with its account; grants by post are not given by hand and not found here. */
    Optional<Holding> byHand(UUID id) {
        return jdbc.sql("select a.id, a.username, a.name, a.unit_id home, " + COLUMNS
                        + " from access.account a join access.granted g on g.account_id = a.id where g.id = :id")
                .param("id", id)
                .query((row, at) -> new Holding(
                        new AccountId(row.getObject("id", UUID.class)),
                        row.getString("username"),
                        row.getString("name"),
                        new UnitId(row.getLong("home")),
                        grant(row, at)))
                .optional();
    }

    /** The grant not ended of exactly this role, tree and unit, if there is one. */
    Optional<Grant> standing(AccountId account, Role role, String tree, UnitId unit) {
        return jdbc.sql("select " + COLUMNS + """
                         from access.granted g
                        where g.account_id = :account and g.role = :role and g.tree = :tree and g.unit_id = :unit
                          and g.ended_at is null
                        for update
                        """)
                .param("account", account.value())
                .param("role", role.word())
                .param("tree", tree)
                .param("unit", unit.value())
                .query(GrantStore::grant)
                .optional();
    }

    /** Where the unit stands in the administrative tree, if it stands there. */
    Optional<Long> placeOf(UnitId unit) {
        return jdbc.sql("select place from access.unit_place where tree = 'admin' and unit_id = :unit")
                .param("unit", unit.value())
                .query(Long.class)
                .optional();
    }

    void give(
            UUID id,
            AccountId account,
            Role role,
            String tree,
            UnitId unit,
            LocalDate since,
            @Nullable LocalDate until,
            @Nullable UUID by,
            String giver) {
        jdbc.sql("""
                        insert into access.granted (id, account_id, role, tree, unit_id, since, until, given_by, giver)
                        values (:id, :account, :role, :tree, :unit, :since, :until, :by, :giver)
                        """)
                .param("id", id)
                .param("account", account.value())
                .param("role", role.word())
                .param("tree", tree)
                .param("unit", unit.value())
                .param("since", since)
                .param("until", until)
                .param("by", by)
                .param("giver", giver)
                .update();
    }

    void until(UUID id, @Nullable LocalDate until) {
        jdbc.sql("update access.granted set until = :until where id = :id")
                .param("id", id)
                .param("until", until)
                .update();
    }

    void end(UUID id, @Nullable Caller by, String ender, Instant at) {
        jdbc.sql("""
                        update access.granted set ended_at = :at, ended_by = :by, ender = :ender
                        where id = :id and ended_at is null
                        """)
                .param("id", id)
                .param("at", at.atOffset(java.time.ZoneOffset.UTC))
                .param("by", by == null ? null : by.account().value())
                .param("ender", ender)
                .update();
    }

    /** Takes away what a post gave, to be given anew or to be gone. */
    void forgetPost(UUID post) {
        jdbc.sql("delete from access.granted where post = :post")
                .param("post", post)
                .update();
    }

    void giveByPost(
            UUID id,
            UUID post,
            UUID person,
            Role role,
            String tree,
            UnitId unit,
            LocalDate since,
            @Nullable LocalDate until,
            String giver) {
        jdbc.sql("""
                        insert into access.granted (id, person_id, post, role, tree, unit_id, since, until, giver)
                        values (:id, :person, :post, :role, :tree, :unit, :since, :until, :giver)
                        """)
                .param("id", id)
                .param("post", post)
                .param("person", person)
                .param("role", role.word())
                .param("tree", tree)
                .param("unit", unit.value())
                .param("since", since)
                .param("until", until)
                .param("giver", giver)
                .update();
    }

    private static List<Role> roles(ResultSet row) throws SQLException {
        String[] words = (String[]) row.getArray("roles").getArray();
        return java.util.Arrays.stream(words).map(Role::of).sorted().toList();
    }

    private static Grant grant(ResultSet row, int at) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Grant(
                row.getObject("grant_id", UUID.class),
                Role.of(row.getString("role")),
                row.getString("tree"),
                new UnitId(row.getLong("unit_id")),
                row.getObject("since", LocalDate.class),
                row.getObject("until", LocalDate.class),
                row.getBoolean("by_post"),
                row.getString("giver"),
                row.getObject("given_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("ender"));
    }
}
