package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of keeping accounts. */
@Repository
class AccountStore {

    private static final String HELD = """
            select coalesce(json_agg(json_build_object('role', g.role, 'tree', g.tree, 'unit', g.unit_id, 'until', g.until,
                       'byPost', g.post is not null) order by g.tree <> 'admin', p.place_end - p.place desc, p.place, g.role),
                       '[]')::text
            from access.granted g join access.unit_place p on p.tree = g.tree and p.unit_id = g.unit_id
            where (g.account_id = a.id or g.person_id = a.person_id) and g.ended_at is null and g.since <= :today
              and (g.until is null or g.until >= :today)
            """;

    private static final String COLUMNS = "select a.id, a.username, a.name, a.unit_id, a.duty, a.person_id,"
            + " a.password_hash is not null entered, a.demo, a.created_at, a.closed_at, (" + HELD + ") held"
            + " from access.account a join access.unit_place h on h.tree = 'admin' and h.unit_id = a.unit_id ";

    private static final String REACHED = " h.place between :from and :to and h.place <@ :runs::int8multirange ";

    private static final Map<String, String> ORDERS = Map.of(
            "name", "a.name",
            "username", "a.username",
            "unit", "h.place",
            "opened", "a.created_at");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    AccountStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** The account, if it belongs to a unit the caller reaches. */
    Optional<KeptAccount> find(Caller caller, AccountId id) {
        return reach(jdbc.sql(COLUMNS + " where a.id = :id and " + REACHED), caller)
                .param("id", id.value())
                .param("today", LocalDate.now(clock))
                .query(this::account)
                .optional();
    }

    /** The account, whoever asks. */
    Optional<KeptAccount> find(AccountId id) {
        return jdbc.sql(COLUMNS + " where a.id = :id")
                .param("id", id.value())
                .param("today", LocalDate.now(clock))
                .query(this::account)
                .optional();
    }

    Page<KeptAccount> list(Caller caller, AccountQuery query, int page, int size) {
        String words = query.words() == null ? "" : query.words().trim();
        String where = " where " + REACHED
                + " and (:words = '' or a.name ilike :like or a.username ilike :like)"
                + " and (:duty::text is null or a.duty = :duty)"
                + (query.unit() == null
                        ? ""
                        : " and exists (select from access.unit_place u where u.tree = 'admin'"
                                + " and u.unit_id = :unit and h.place between u.place and u.place_end)")
                + (query.role() == null ? "" : " and exists (" + held("and g.role = :role") + ")")
                + state(query.state());
        String sort = Objects.requireNonNullElse(query.sort(), "unit");
        String by = ORDERS.getOrDefault(sort.replaceFirst("^-", ""), "h.place");
        String order = " order by " + by + (sort.startsWith("-") ? " desc" : "") + ", h.place, a.name, a.id";
        long total = params(
                        jdbc.sql("select count(*) from access.account a join access.unit_place h on h.tree = 'admin'"
                                + " and h.unit_id = a.unit_id" + where),
                        caller,
                        query,
                        words)
                .query(Long.class)
                .single();
        List<KeptAccount> items = params(
                        jdbc.sql(COLUMNS + where + order + " limit :size offset :skip"), caller, query, words)
                .param("size", size)
                .param("skip", (page - 1L) * size)
                .query(this::account)
                .list();
        return new Page<>(items, page, size, total);
    }

    private static String state(@Nullable String state) {
        return switch (Objects.requireNonNullElse(state, "")) {
            case "open" -> " and a.closed_at is null";
            case "fresh" -> " and a.closed_at is null and a.password_hash is null";
            case "idle" -> " and a.closed_at is null and not exists (" + held("") + ")";
            case "closed" -> " and a.closed_at is not null";
            default -> "";
        };
    }

    private static String held(String more) {
        return "select from access.granted g where (g.account_id = a.id or g.person_id = a.person_id)"
                + " and g.ended_at is null and g.since <= :today and (g.until is null or g.until >= :today) " + more;
    }

    private StatementSpec params(StatementSpec sql, Caller caller, AccountQuery query, String words) {
        return reach(sql, caller)
                .param("words", words)
                .param("like", "%" + words.replaceAll("([%_\\\\])", "\\\\$1") + "%")
                .param("duty", query.duty() == null ? null : query.duty().word())
                .param("unit", query.unit() == null ? null : query.unit().value())
                .param("role", query.role() == null ? null : query.role().word())
                .param("today", LocalDate.now(clock));
    }

    private static StatementSpec reach(StatementSpec sql, Caller caller) {
        return sql.param("from", caller.reach().from())
                .param("to", caller.reach().to())
                .param("runs", caller.reach().multirange());
    }

    /** Whether the unit lies within the caller's reach. */
    boolean reaches(Caller caller, UnitId unit) {
        return jdbc.sql("select place from access.unit_place where tree = 'admin' and unit_id = :unit")
                .param("unit", unit.value())
                .query(Long.class)
                .optional()
                .filter(place -> caller.reach().holds(place))
                .isPresent();
    }

    /** Whether the unit stands in the tree. */
    boolean stands(String tree, UnitId unit) {
        return jdbc.sql("select exists (select from access.unit_place where tree = :tree and unit_id = :unit)")
                .param("tree", tree)
                .param("unit", unit.value())
                .query(Boolean.class)
                .single();
    }

    /** Whether all that stands below the unit in the tree lies within the caller's reach too. */
    boolean reachesBelow(Caller caller, String tree, UnitId unit) {
        return reach(jdbc.sql("""
                                select not exists (
                                    select from access.unit_place top
                                    join access.unit_place below on below.tree = top.tree
                                        and below.place between top.place and top.place_end
                                    join access.unit_place h on h.tree = 'admin' and h.unit_id = below.unit_id
                                    where top.tree = :tree and top.unit_id = :unit and not (%s))
                                """.formatted(REACHED)), caller)
                .param("tree", tree)
                .param("unit", unit.value())
                .query(Boolean.class)
                .single();
    }

    void open(
            AccountId id,
            String username,
            @Nullable String hash,
            String name,
            UnitId unit,
            Duty duty,
            @Nullable UUID person,
            boolean demo) {
        jdbc.sql("""
                        insert into access.account (id, username, password_hash, name, unit_id, duty, person_id, demo)
                        values (:id, :username, :hash, :name, :unit, :duty, :person, :demo)
                        """)
                .param("id", id.value())
                .param("username", username)
                .param("hash", hash)
                .param("name", name)
                .param("unit", unit.value())
                .param("duty", duty.word())
                .param("person", person)
                .param("demo", demo)
                .update();
    }

    Optional<AccountId> named(String username) {
        return jdbc.sql("select id from access.account where username = :username")
                .param("username", username)
                .query((row, at) -> new AccountId(row.getObject("id", UUID.class)))
                .optional();
    }

    boolean isTaken(String username) {
        return jdbc.sql("select exists (select from access.account where username = :username)")
                .param("username", username)
                .query(Boolean.class)
                .single();
    }

    /** The account bound to the person, if there is one. */
    Optional<AccountId> ofPerson(UUID person) {
        return jdbc.sql("select id from access.account where person_id = :person")
                .param("person", person)
                .query((row, at) -> new AccountId(row.getObject("id", UUID.class)))
                .optional();
    }

    void change(AccountId id, String name, UnitId unit) {
        jdbc.sql("update access.account set name = :name, unit_id = :unit where id = :id")
                .param("id", id.value())
                .param("name", name)
                .param("unit", unit.value())
                .update();
    }

    void bind(AccountId id, @Nullable UUID person) {
        jdbc.sql("update access.account set person_id = :person where id = :id")
                .param("id", id.value())
                .param("person", person)
                .update();
    }

    void close(AccountId id, @Nullable Instant at) {
        jdbc.sql("update access.account set closed_at = :at where id = :id")
                .param("id", id.value())
                .param("at", at == null ? null : at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** How many open accounts of the duty have been entered. */
    int entered(Duty duty) {
        return jdbc.sql("""
                        select count(*) from access.account
                        where duty = :duty and closed_at is null and password_hash is not null
                        """).param("duty", duty.word()).query(Integer.class).single();
    }

    /** The accounts of the duty that nobody has entered yet, the oldest first. */
    List<AccountId> fresh(Duty duty) {
        return jdbc.sql("""
                        select id from access.account
                        where duty = :duty and closed_at is null and password_hash is null order by created_at, id
                        """)
                .param("duty", duty.word())
                .query((row, at) -> new AccountId(row.getObject("id", UUID.class)))
                .list();
    }

    void addLink(
            byte[] digest, AccountId account, String purpose, @Nullable UUID maker, String makerName, Instant expires) {
        jdbc.sql("update access.one_time_link set void = true where account_id = :account and used_at is null")
                .param("account", account.value())
                .update();
        jdbc.sql("""
                        insert into access.one_time_link (digest, account_id, purpose, made_by, maker, expires_at)
                        values (:digest, :account, :purpose, :by, :maker, :expires)
                        """)
                .param("digest", digest)
                .param("account", account.value())
                .param("purpose", purpose)
                .param("by", maker)
                .param("maker", makerName)
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A link that may still be used. */
    record LiveLink(AccountId account, String purpose, Instant expires) {}

    /** The link of this digest if it may still be used, kept from being used twice at once. */
    Optional<LiveLink> lockLink(byte[] digest, Instant now) {
        return jdbc.sql("""
                        select l.account_id, l.purpose, l.expires_at from access.one_time_link l
                        join access.account a on a.id = l.account_id
                        where l.digest = :digest and l.used_at is null and not l.void and l.expires_at > :now
                          and a.closed_at is null
                        for update of l
                        """)
                .param("digest", digest)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, at) -> new LiveLink(
                        new AccountId(row.getObject("account_id", UUID.class)),
                        row.getString("purpose"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    void useLink(byte[] digest, Instant now) {
        jdbc.sql("update access.one_time_link set used_at = :now where digest = :digest")
                .param("digest", digest)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void voidLinks(AccountId account) {
        jdbc.sql("update access.one_time_link set void = true where account_id = :account and used_at is null")
                .param("account", account.value())
                .update();
    }

    /** When the link that still may be used was made for, if there is one. */
    Optional<Instant> linkUntil(AccountId account, Instant now) {
        return jdbc.sql("""
                        select expires_at from access.one_time_link
                        where account_id = :account and used_at is null and not void and expires_at > :now
                        """)
                .param("account", account.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, at) ->
                        row.getObject("expires_at", OffsetDateTime.class).toInstant())
                .optional();
    }

    void enter(AccountId id, String username, String name) {
        jdbc.sql("update access.account set username = :username, name = :name where id = :id")
                .param("id", id.value())
                .param("username", username)
                .param("name", name)
                .update();
    }

    private KeptAccount account(ResultSet row, int at) throws SQLException {
        OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
        return new KeptAccount(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("username"),
                row.getString("name"),
                new UnitId(row.getLong("unit_id")),
                Duty.of(row.getString("duty")),
                row.getObject("person_id", UUID.class),
                row.getBoolean("entered"),
                row.getBoolean("demo"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                closed == null ? null : closed.toInstant(),
                json.readValue(row.getString("held"), new TypeReference<List<HeldRow>>() {}).stream()
                        .map(HeldRow::held)
                        .toList());
    }

    private record HeldRow(
            String role, String tree, long unit, @Nullable LocalDate until, boolean byPost) {

        KeptAccount.Held held() {
            return new KeptAccount.Held(Role.of(role), tree, new UnitId(unit), until, byPost);
        }
    }
}
