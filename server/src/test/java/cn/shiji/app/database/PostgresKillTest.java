package cn.shiji.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is killed, by number and without warning, every row whose commit was acknowledged is there afterwards. */
@Timeout(180)
class PostgresKillTest {

    private static final int ROWS = 400;

    @Test
    void aKilledServerTakesItsDatabaseAlongInOrder() throws Exception {
        takesItsDatabaseAlong(DatabaseFolder.open());
    }

    @Test
    void aKilledServerTakesItsDatabaseAlongOutOfAFolderOnlyItMayEnter() throws Exception {
        assumeThat(mayMakeUserNamespaces())
                .as("root needs user namespaces for this; many containers forbid them")
                .isTrue();
        takesItsDatabaseAlong(DatabaseFolder.closed());
    }

    private static void takesItsDatabaseAlong(DatabaseFolder folder) throws Exception {
        ServerProcess server = ServerProcess.on(folder);
        Set<UUID> acknowledged = writeAndKill(server, server.process().pid());

        noProcessIsLeftOn(folder);
        everyRowIsThereOnce(folder, acknowledged);
    }

    private static boolean mayMakeUserNamespaces() throws Exception {
        return PostgresUser.onPath("unshare")
                && new ProcessBuilder("unshare", "--user", "true").start().waitFor() == 0;
    }

    @Test
    void serverAndDatabaseKilledAtOnceLoseNothing() throws Exception {
        DatabaseFolder folder = DatabaseFolder.open();
        ServerProcess server = ServerProcess.on(folder);
        Set<UUID> acknowledged =
                writeAndKill(server, server.databasePid(), server.process().pid());

        everyRowIsThereOnce(folder, acknowledged);
    }

    @Test
    void aKilledDatabaseIsStartedAgainWhileTheServerRuns() throws Exception {
        DatabaseFolder folder = DatabaseFolder.open();
        Set<UUID> acknowledged;
        try (Database database = folder.start()) {
            DatabaseFolder.run(database, Writers.TABLE);
            try (Writers writers = Writers.on(database.url(), database.owner())) {
                for (int killed = 0; killed < 3; killed++) {
                    writers.acknowledge(ROWS);
                    DatabaseFolder.kill(database.serverPid());
                }
                writers.acknowledge(ROWS);
                writers.close();
                acknowledged = writers.acknowledged();
            }
        }
        everyRowIsThereOnce(folder, acknowledged);
    }

    @Test
    void aDatabaseWhoseParentIsGoneIsStoppedBeforeTheStart() throws Exception {
        DatabaseFolder folder = DatabaseFolder.open();
        folder.start().close();
        Process orphan = orphanOn(folder);

        try (Database database = folder.start()) {
            assertThat(DatabaseFolder.number(database, "select 1")).isEqualTo(1);
            assertThat(orphan.isAlive()).isFalse();
        }
    }

    private static Set<UUID> writeAndKill(ServerProcess server, long... pids) throws Exception {
        try (Connection connection = java.sql.DriverManager.getConnection(
                        server.url(), server.owner().user(), server.owner().password());
                Statement statement = connection.createStatement()) {
            statement.execute(Writers.TABLE);
        }
        Writers writers = Writers.on(server.url(), server.owner());
        try {
            writers.acknowledge(ROWS);
            for (long pid : pids) {
                DatabaseFolder.kill(pid);
            }
            server.process().waitFor();
        } finally {
            server.process().destroyForcibly();
            writers.close();
        }
        return writers.acknowledged();
    }

    private static void everyRowIsThereOnce(DatabaseFolder folder, Set<UUID> acknowledged) throws Exception {
        List<UUID> kept = new ArrayList<>();
        try (Database database = folder.start();
                Connection connection = DatabaseFolder.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from written")) {
            while (rows.next()) {
                kept.add(rows.getObject(1, UUID.class));
            }
        }
        assertThat(kept).doesNotHaveDuplicates();
        assertThat(new HashSet<>(kept)).containsAll(acknowledged);
    }

    private static void noProcessIsLeftOn(DatabaseFolder folder) throws Exception {
        long patienceEnds = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Postmaster.processesOn(folder.layout()).isEmpty() && System.nanoTime() < patienceEnds) {
            Thread.sleep(20);
        }
        assertThat(Postmaster.processesOn(folder.layout())).isEmpty();
    }

    /** A database whose death signal was lost: it runs, but nobody of ours has it. */
    private static Process orphanOn(DatabaseFolder folder) throws Exception {
        DataFolder layout = folder.layout();
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(cn.shiji.TestDatabase.PROGRAMS);
        Process orphan = new ProcessBuilder(PostgresUser.forFolder(layout, binaries)
                        .command(List.of(
                                binaries.program("postgres").toString(),
                                "-D",
                                layout.cluster().toString(),
                                "-c",
                                "listen_addresses=",
                                "-c",
                                "unix_socket_directories=" + layout.cluster())))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (Postmaster.processesOn(layout).size() < 3) {
            assertThat(orphan.isAlive()).isTrue();
            Thread.sleep(20);
        }
        return orphan;
    }
}
