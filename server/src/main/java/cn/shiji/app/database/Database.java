package cn.shiji.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open database: where it is and who may enter. Close it when the work is done; a server of our own stops then.
 *
 * <p>The door of this package.
 */
public final class Database implements AutoCloseable {

    /** Schema of the migrations' history; the role the server works as cannot see into it. */
    static final String MIGRATIONS = "migrations";

    private static final String NAME = "shiji";
    private static final Duration ATTACH_PATIENCE = Duration.ofSeconds(60);

    private final String url;
    private final Login owner;
    private final Login app;
    private final boolean migrates;
    private final DataFolder.@Nullable Hold hold;
    private final @Nullable PostgresServer server;
    private final @Nullable Secrets secrets;

    private Database(
            String url,
            Login owner,
            Login app,
            boolean migrates,
            DataFolder.@Nullable Hold hold,
            @Nullable PostgresServer server,
            @Nullable Secrets secrets) {
        this.url = url;
        this.owner = owner;
        this.app = app;
        this.migrates = migrates;
        this.hold = hold;
        this.server = server;
        this.secrets = secrets;
    }

    /** What the database is opened for. */
    public enum Use {
        /** A server, which must be the only one on its data folder. */
        SERVER,
        /** A short command, which joins the running server's database when there is one. */
        COMMAND
    }

    /**
     * Opens the site's database where the settings name one, else our own in the data folder.
     *
     * @param data the data folder, made when missing
     * @param programs where PostgreSQL's programs are unpacked; several data folders may share it
     * @param progress told in words what takes long
     * @throws DatabaseRefused when the operator must do something first; the message says what
     */
    public static Database open(
            Path data, Path programs, DatabaseSettings settings, Use use, Consumer<String> progress) {
        try {
            DataFolder folder = DataFolder.at(data);
            Optional<DataFolder.Hold> taken = folder.take();
            if (taken.isEmpty() && use == Use.SERVER) {
                throw new DatabaseRefused("数据目录 " + folder.path() + " 正由进程 " + folder.holder()
                        + " 使用，请先停止它，或用 --data 另选目录 / this data folder is in use by process "
                        + folder.holder() + "; stop it first, or choose another --data");
            }
            DataFolder.Hold hold = taken.orElse(null);
            try {
                if (settings.url() != null) {
                    return site(settings.url(), settings, hold);
                }
                return hold == null ? joined(folder) : ours(folder, programs, hold, progress);
            } catch (IOException | SQLException | RuntimeException failed) {
                if (hold != null) {
                    hold.close();
                }
                throw failed;
            }
        } catch (IOException | SQLException failed) {
            throw new DatabaseRefused("数据库打不开 / the database cannot be opened: " + failed.getMessage(), failed);
        }
    }

    private static Database ours(DataFolder folder, Path programs, DataFolder.Hold hold, Consumer<String> progress)
            throws IOException, SQLException {
        Secrets secrets = Secrets.keptIn(folder.secrets(), Files.isDirectory(folder.cluster()));
        PostgresBinaries binaries =
                PostgresBinaries.unpackedIn(programs.toAbsolutePath().normalize());
        PostgresServer server = PostgresServer.start(folder, binaries, secrets.admin(), progress);
        try {
            Roles.prepareServer(url(server.port(), "postgres"), url(server.port(), NAME), NAME, secrets);
        } catch (SQLException | RuntimeException failed) {
            server.close();
            throw failed;
        }
        return new Database(url(server.port(), NAME), secrets.owner(), secrets.app(), true, hold, server, secrets);
    }

    /** Joins the server that holds the folder; it may still be starting. */
    private static Database joined(DataFolder folder) throws IOException {
        long patienceEnds = System.nanoTime() + ATTACH_PATIENCE.toNanos();
        while (System.nanoTime() < patienceEnds) {
            Optional<Postmaster> running = Postmaster.of(folder);
            if (running.isPresent()
                    && running.get().ready()
                    && Postmaster.processesOn(folder).contains(running.get().pid())) {
                Secrets secrets = Secrets.keptIn(folder.secrets(), true);
                return new Database(
                        url(running.get().port(), NAME), secrets.owner(), secrets.app(), false, null, null, null);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", interrupted);
            }
        }
        throw new DatabaseRefused("数据目录正由进程 " + folder.holder() + " 使用，但它的数据库没有就绪"
                + " / the data folder is in use by process " + folder.holder() + ", but its database is not ready");
    }

    private static Database site(String url, DatabaseSettings settings, DataFolder.@Nullable Hold hold)
            throws SQLException {
        Roles.prepareSite(url, settings.owner(), settings.app());
        return new Database(url, settings.owner(), settings.app(), hold != null, hold, null, null);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** JDBC URL. */
    public String url() {
        return url;
    }

    /** Owns the schemas and migrates them. */
    public Login owner() {
        return owner;
    }

    /** What the server works as. */
    public Login app() {
        return app;
    }

    /** Whether we may migrate; not so when we joined a running server, whose program may be of another version. */
    public boolean migrates() {
        return migrates;
    }

    /**
     * Another, empty database beside this one, on the same server of our own; for tests.
     *
     * @param name lower-case letters, digits and _
     */
    public Database beside(String name) {
        PostgresServer running = server;
        Secrets known = secrets;
        if (running == null || known == null) {
            throw new IllegalStateException("only our own server takes further databases");
        }
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException(name);
        }
        try {
            Roles.prepareServer(url(running.port(), "postgres"), url(running.port(), name), name, known);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return new Database(url(running.port(), name), owner, app, true, null, null, null);
    }

    /**
     * Takes everything out of it, so that the next start migrates from nothing.
     *
     * @throws IllegalStateException where we are not alone on the data folder
     */
    public void clear() {
        if (!migrates) {
            throw new IllegalStateException("only who holds the data folder may clear its database");
        }
        try {
            Roles.dropSchemas(url, owner);
        } catch (SQLException failed) {
            throw new DatabaseRefused("数据库清不空 / the database cannot be cleared: " + failed.getMessage(), failed);
        }
    }

    /** Process id of our own server; -1 where the server is not ours. */
    public long serverPid() {
        return server == null ? -1 : server.pid();
    }

    /** Stops our own server and gives the data folder free; does nothing to a server that is not ours. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (hold != null) {
            try {
                hold.close();
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
