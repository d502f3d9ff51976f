package cn.shiji.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DatabaseTest {

    @Test
    void aSecondServerOnOneDataFolderIsRefusedInWords() {
        DatabaseFolder folder = DatabaseFolder.open();
        try (Database first = folder.start()) {
            assertThat(first.migrates()).isTrue();
            assertThatThrownBy(folder::start)
                    .isInstanceOf(DatabaseRefused.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        folder.start().close();
    }

    @Test
    void aCommandJoinsTheRunningServersDatabase() throws Exception {
        DatabaseFolder folder = DatabaseFolder.open();
        try (Database server = folder.start()) {
            DatabaseFolder.run(server, "create table met (id int); insert into met values (7)");
            try (Database command = folder.use(Database.Use.COMMAND)) {
                assertThat(command.migrates()).isFalse();
                assertThat(DatabaseFolder.number(command, "select id from met")).isEqualTo(7);
            }
            assertThat(DatabaseFolder.number(server, "select 1")).isEqualTo(1);
        }
        try (Database command = folder.use(Database.Use.COMMAND)) {
            assertThat(command.migrates()).isTrue();
            assertThat(DatabaseFolder.number(command, "select id from met")).isEqualTo(7);
        }
        assertThat(Postmaster.processesOn(folder.layout())).isEmpty();
    }

    @Test
    void aStartCutShortIsMadeGoodByTheNext() throws Exception {
        DatabaseFolder folder = DatabaseFolder.open();
        Path unfinished = Files.createDirectory(folder.path().resolve("postgres.init"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");
        Files.writeString(folder.path().resolve("postgres.init-password"), "old");

        try (Database database = folder.start()) {
            assertThat(DatabaseFolder.number(database, "select 1")).isEqualTo(1);
        }
        assertThat(unfinished).doesNotExist();
        assertThat(folder.path().resolve("postgres.init-password")).doesNotExist();
    }

    @Test
    void aProcessNumberUsedAgainByAStrangerDoesNotHinderTheStart() throws Exception {
        DatabaseFolder folder = DatabaseFolder.open();
        folder.start().close();
        Path file = Postmaster.file(folder.layout());
        Files.writeString(
                file,
                ProcessHandle.current().pid() + "\n" + folder.layout().cluster()
                        + "\n1700000000\n5432\n\n127.0.0.1\n    1 1\nready   \n");

        try (Database database = folder.start()) {
            assertThat(DatabaseFolder.number(database, "select 1")).isEqualTo(1);
        }
    }

    @Test
    void passwordsAreNeededAndKeptFromOthers() throws Exception {
        DatabaseFolder folder = DatabaseFolder.open();
        try (Database database = folder.start()) {
            for (String password : List.of("", "wrong")) {
                assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "shiji_owner", password))
                        .isInstanceOf(SQLException.class);
            }
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.path().resolve("postgres.secret"))))
                    .isEqualTo("rw-------");
        }
        Files.delete(folder.path().resolve("postgres.secret"));
        assertThatThrownBy(folder::start).isInstanceOf(DatabaseRefused.class).hasMessageContaining("password file");
    }

    @Test
    void theSitesOwnDatabaseIsTakenWhenOneIsNamed() throws Exception {
        Database site = TestDatabase.fresh();
        DatabaseSettings settings = new DatabaseSettings(
                site.url(),
                site.owner().user(),
                site.owner().password(),
                site.app().user(),
                site.app().password());
        DatabaseFolder folder = DatabaseFolder.open();
        try (Database database =
                Database.open(folder.path(), TestDatabase.PROGRAMS, settings, Database.Use.SERVER, words -> {})) {
            assertThat(database.url()).isEqualTo(site.url());
            assertThat(database.app().user()).isEqualTo("shiji_app");
            assertThat(folder.path().resolve("postgres")).doesNotExist();
        }
        assertThatThrownBy(() -> Database.open(
                        folder.path(),
                        TestDatabase.PROGRAMS,
                        new DatabaseSettings(site.url(), null, null, null, null),
                        Database.Use.SERVER,
                        words -> {}))
                .isInstanceOf(DatabaseRefused.class)
                .hasMessageContaining("SHIJI_DB_USER");
    }

    @Test
    void aWorkingRoleThatRowSecurityDoesNotHoldIsRefused() throws Exception {
        DatabaseFolder folder = DatabaseFolder.open();
        try (Database own = folder.start()) {
            Login admin = Secrets.keptIn(folder.layout().secrets(), true).admin();
            DatabaseSettings settings = new DatabaseSettings(
                    own.url(),
                    own.owner().user(),
                    own.owner().password(),
                    own.app().user(),
                    own.app().password());
            Map<String, List<String>> mighty = Map.of(
                    "it is a superuser", List.of("alter role shiji_app superuser", "alter role shiji_app nosuperuser"),
                    "it has BYPASSRLS", List.of("alter role shiji_app bypassrls", "alter role shiji_app nobypassrls"),
                    "it is a member", List.of("grant shiji_owner to shiji_app", "revoke shiji_owner from shiji_app"),
                    "it owns tables",
                            List.of(
                                    "create table public.mine (id int); alter table public.mine owner to shiji_app",
                                    "drop table public.mine"));
            for (var each : mighty.entrySet()) {
                run(own, admin, each.getValue().getFirst());
                assertThatThrownBy(() -> site(settings).close())
                        .isInstanceOf(DatabaseRefused.class)
                        .hasMessageContaining("shiji_app")
                        .hasMessageContaining(each.getKey())
                        .hasMessageNotContaining("\n");
                run(own, admin, each.getValue().getLast());
                site(settings).close();
            }
            DatabaseSettings ownerAlone = new DatabaseSettings(
                    own.url(), own.owner().user(), own.owner().password(), null, null);
            assertThatThrownBy(() -> site(ownerAlone).close())
                    .isInstanceOf(DatabaseRefused.class)
                    .hasMessageContaining("SHIJI_DB_APP_USER");
        }
    }

    private static Database site(DatabaseSettings settings) {
        return Database.open(
                DatabaseFolder.open().path(), TestDatabase.PROGRAMS, settings, Database.Use.SERVER, words -> {});
    }

    private static void run(Database database, Login as, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), as.user(), as.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
