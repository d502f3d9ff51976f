package cn.shiji.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.RowsOfTests;
import cn.shiji.Shiji;
import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.app.database.Database;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.kernel.Caller;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the database itself holds back, tried over a plain connection of the role the server works as, past all our code.
 * The demo county is loaded, so that there is something to be held back.
 */
@ExtendWith(RowsOfTests.class)
@SpringBootTest(
        classes = Shiji.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "shiji.demo=true")
class RowSecurityTest {

    /** Tables that name a unit and are not guarded by its place, with the reason. */
    private static final Map<String, String> OPEN = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "access.account",
                    "sign-in finds the account before anybody has a reach; lists are cut by their door"),
            Map.entry(
                    "access.granted",
                    "the rights of a caller are read before there is a reach; lists are cut by their door"),
            Map.entry("access.carried_grant", "what a merger did with grants: read by its undoing alone"),
            Map.entry("access.pending_change", "a second person may sit in another unit; lists are cut by their door"),
            Map.entry(
                    "access.unit_place",
                    "the numbering itself, by which every reach is worked out; it says nothing else"),
            Map.entry("directory.unit", "the tree of units is known to all, so that a plan can say who leads"),
            Map.entry("directory.version", "what units were called: as known as the units"),
            Map.entry("directory.standing", "where units stood: as known as the units"),
            Map.entry("directory.place", "where units stand in the other trees: as known as the units"),
            Map.entry("directory.change_unit", "what was done to units: as known as the units"),
            Map.entry("plan.node_unit", "names who leads; guarded through its plan")));

    @Autowired
    private Database database;

    @Autowired
    private Access access;

    @Autowired
    private Directory directory;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Rows rows;

    @Autowired
    private TransactionTemplate transaction;

    /** A table and whether its rows may be seen from below. */
    private record Table(String name, boolean seenFromBelow) {}

    @Test
    void everyTableThatNamesAUnitOrHangsOnOneThatDoesIsGuarded() throws SQLException {
        List<String> unguarded = column(owner(), """
                select distinct c.oid::regclass::text
                from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
                where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'migrations')
                  and a.attname in ('unit_id', 'place', 'unit') and not a.attisdropped
                  and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
                union
                select distinct c.conrelid::regclass::text
                from pg_constraint c join pg_class child on child.oid = c.conrelid join pg_class parent on parent.oid = c.confrelid
                where c.contype = 'f' and parent.relrowsecurity and not (child.relrowsecurity and child.relforcerowsecurity)
                order by 1""");
        unguarded.removeAll(OPEN.keySet());

        assertThat(unguarded)
                .as("a table of rows of units is guarded by its migration (access.guard, access.guard_child)")
                .isEmpty();
    }

    @Test
    void withoutAReachThereAreNoRows() throws SQLException {
        try (Connection app = app()) {
            for (Table table : guarded()) {
                assertThat(count(app, "select count(*) from " + table.name))
                        .as(table.name)
                        .isZero();
            }
        }
    }

    @Test
    void aVillageReadsNothingOfAnyOtherUnit() throws SQLException {
        Caller clerk = access.callerNamed("shiqiao");
        Set<String> seen = new TreeSet<>();
        try (Connection app = app()) {
            for (Table table : guarded()) {
                app.setAutoCommit(false);
                reach(app, clerk.reach().multirange());
                if (count(app, "select count(*) from " + table.name) > 0) {
                    seen.add(table.name);
                }
                if (hasColumn(app, table.name, "place") && !table.seenFromBelow) {
                    assertThat(count(
                                    app,
                                    "select count(*) from " + table.name + " where not place <@ '"
                                            + clerk.reach().multirange() + "'::int8multirange"))
                            .as(table.name)
                            .isZero();
                    reach(app, "{(,)}");
                    long all = count(app, "select count(*) from " + table.name);
                    reach(app, clerk.reach().multirange());
                    long own = count(app, "select count(*) from " + table.name);
                    assertThat(own).as(table.name).isLessThanOrEqualTo(all);
                }
                app.rollback();
            }
        }
        assertThat(seen)
                .contains("record.record", "record.version", "fact.fact", "plan.plan", "plan.node", "directory.person");
    }

    @Test
    void theReachEndsWithItsTransaction() throws SQLException {
        try (Connection app = app()) {
            app.setAutoCommit(false);
            reach(app, "{(,)}");
            assertThat(count(app, "select count(*) from record.record")).isPositive();
            app.commit();
            assertThat(count(app, "select count(*) from record.record")).isZero();
            app.rollback();
        }
        assertThat(jdbc.sql("select count(*) from record.record")
                        .query(Long.class)
                        .single())
                .isPositive();
        Caller clerk = access.callerNamed("shiqiao");
        long own = rows.as(
                clerk,
                () -> jdbc.sql("select count(*) from record.record")
                        .query(Long.class)
                        .single());
        transaction.executeWithoutResult(status -> {
            assertThat(records()).isGreaterThan(own);
            rows.as(clerk, () -> assertThat(records()).isEqualTo(own));
            assertThat(records()).isGreaterThan(own);
            Object savepoint = status.createSavepoint();
            rows.as(clerk, () -> assertThat(records()).isEqualTo(own));
            status.rollbackToSavepoint(savepoint);
            assertThat(records()).isGreaterThan(own);
        });
    }

    @Test
    void aThreadForWhichNothingWasSaidSeesNothing() throws InterruptedException {
        AtomicReference<Long> seen = new AtomicReference<>();
        Thread.ofVirtual().start(() -> seen.set(records())).join();

        assertThat(seen.get()).isZero();
    }

    @Test
    void nothingIsWrittenForAUnitOutsideTheReach() throws SQLException {
        Caller clerk = access.callerNamed("shiqiao");
        Unit other = directory.within(directory.townOf(clerk.unit()).places()).stream()
                .filter(unit -> !clerk.reach().holds(unit.place())
                        && !unit.id().equals(directory.townOf(clerk.unit()).id()))
                .findFirst()
                .orElseThrow();
        String insert = """
                insert into evidence.file (id, sha256, name, media_type, size, unit_id, place, kept_by, kept_by_name, kept_at)
                values (gen_random_uuid(), repeat('a', 64), 'x', 'text/plain', 1, %d, %d, gen_random_uuid(), 'x', now())""";
        try (Connection app = app()) {
            app.setAutoCommit(false);
            reach(app, clerk.reach().multirange());
            refused(app, insert.formatted(other.id().value(), other.place()), "row-level security");
            app.rollback();
            reach(app, clerk.reach().multirange());
            assertThat(change(
                            app,
                            insert.formatted(clerk.unit().value(), clerk.reach().from())))
                    .isEqualTo(1);
            refused(app, "update evidence.file set place = " + other.place(), "row-level security");
            app.rollback();
            reach(app, clerk.reach().multirange());
            assertThat(change(app, "update record.record set title = 'x' where place = " + other.place()))
                    .isZero();
            // The town's plan is seen by its village, and changed by the town alone.
            assertThat(count(app, "select count(*) from plan.plan")).isPositive();
            assertThat(change(app, "delete from plan.plan")).isZero();
            assertThat(change(app, "delete from plan.edit")).isZero();
            app.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update access.audit set words = ''",
                "delete from access.audit",
                "truncate access.audit",
                "alter table access.audit disable trigger all",
                "drop policy within_reach on record.record",
                "create policy mine on record.record using (true)",
                "alter policy within_reach on record.record using (true)",
                "alter table record.record disable row level security",
                "alter table record.record no force row level security",
                "alter table record.record owner to current_user",
                "truncate record.record",
                "drop table record.record",
                "create table record.mine (id int)",
                "create table public.mine (id int)",
                "create temporary table mine (id int)",
                "create function access.mine() returns int language sql security definer as 'select 1'",
                "create function public.mine() returns int language sql as 'select 1'",
                "create or replace function access.reach() returns int8multirange language sql as 'select null::int8multirange'",
                "create schema mine",
                "create view record.mine as select * from record.record",
                "set role shiji_owner",
                "set session authorization shiji_owner",
                "set session_replication_role = replica",
                "alter role current_user bypassrls",
                "alter role current_user superuser",
                "grant shiji_owner to current_user",
                "select access.guard('evidence.file')",
                "update access.guarded set place_column = 'unit_id'",
                "delete from fact.fact",
                "update fact.fact_unit set place = 1",
                "delete from record.version",
                "select * from pg_authid",
                "select count(*) from migrations.flyway_schema_history_access",
                "copy record.record to '/tmp/x'",
                "copy record.record to program 'cat'",
            })
    void theRoleOfTheServerMayNot(String statement) throws SQLException {
        String owner = database.owner().user();
        try (Connection app = app()) {
            app.setAutoCommit(false);
            reach(app, "{(,)}");
            refused(app, statement.replace("shiji_owner", owner), "");
        }
    }

    @Test
    void withoutRowSecurityAQueryIsRefusedAndNotAnsweredInFull() throws SQLException {
        try (Connection app = app()) {
            app.setAutoCommit(false);
            change(app, "set local row_security = off");
            refused(app, "select count(*) from record.record", "row-level security");
        }
    }

    @Test
    void theRoleOfTheServerOwnsNothing() throws SQLException {
        try (Connection app = app()) {
            assertThat(count(app, "select count(*) from pg_class where relowner = current_user::regrole"))
                    .isZero();
            assertThat(count(app, "select count(*) from pg_proc where proowner = current_user::regrole"))
                    .isZero();
            assertThat(count(app, "select count(*) from pg_namespace where nspowner = current_user::regrole"))
                    .isZero();
            assertThat(
                            count(
                                    app,
                                    "select count(*) from pg_roles where rolname = current_user"
                                            + " and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)"))
                    .isZero();
            assertThat(count(app, "select count(*) from pg_auth_members where member = current_user::regrole"))
                    .isZero();
        }
    }

    private long records() {
        return jdbc.sql("select count(*) from record.record").query(Long.class).single();
    }

    private List<Table> guarded() throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (String name : column(
                owner(),
                "select oid::regclass::text from pg_class where relrowsecurity and relkind in ('r', 'p') order by 1")) {
            tables.add(new Table(
                    name,
                    !column(
                                    owner(),
                                    "select polname from pg_policy where polname = 'seen_from_below' and polrelid = '"
                                            + name + "'::regclass")
                            .isEmpty()));
        }
        assertThat(tables).hasSizeGreaterThan(20);
        return tables;
    }

    private Connection app() throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.app().user(), database.app().password());
    }

    private Connection owner() throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.owner().user(), database.owner().password());
    }

    private static void reach(Connection app, String reach) throws SQLException {
        try (Statement statement = app.createStatement()) {
            statement.execute("select set_config('shiji.reach', '" + reach + "', true)");
        }
    }

    private static void refused(Connection app, String sql, String words) {
        assertThatThrownBy(() -> {
                    try (Statement statement = app.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(words)
                .hasMessageMatching(
                        "(?s).*(denied|must be owner|row-level security|only added|restrict|superuser|cannot).*");
    }

    private static int change(Connection app, String sql) throws SQLException {
        try (Statement statement = app.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static boolean hasColumn(Connection app, String table, String column) throws SQLException {
        return count(
                        app,
                        "select count(*) from pg_attribute where attrelid = '" + table + "'::regclass and attname = '"
                                + column + "' and not attisdropped")
                > 0;
    }

    private static long count(Connection app, String sql) throws SQLException {
        try (Statement statement = app.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }
}
