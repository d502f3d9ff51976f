package cn.shiji.app.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own PostgreSQL server on a data folder: made, started, watched, stopped.
 *
 * <p>One platform thread starts it and then waits for its end. That thread must not end before the process does: the
 * system signals the server when the <em>thread</em> that started it dies, which is how the server dies with us even
 * after {@code kill -9}. When the server dies alone, the same thread starts it again on the same port, so that
 * connection pools find it.
 */
final class PostgresServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 5;
    private static final long LOG_BYTES_KEPT = 10_000_000;

    private final DataFolder folder;
    private final PostgresBinaries binaries;
    private final PostgresUser user;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile int port;
    private volatile @Nullable Process process;

    private PostgresServer(DataFolder folder, PostgresBinaries binaries, PostgresUser user) {
        this.folder = folder;
        this.binaries = binaries;
        this.user = user;
    }

    /**
     * Makes the cluster when there is none, clears what a crash left, and starts the server.
     *
     * @param progress told in words what takes long
     * @return when the server takes connections
     */
    static PostgresServer start(DataFolder folder, PostgresBinaries binaries, Login admin, Consumer<String> progress)
            throws IOException {
        PostgresUser user = PostgresUser.forFolder(folder, binaries);
        PostgresServer server = new PostgresServer(folder, binaries, user);
        if (!Files.isDirectory(folder.cluster())) {
            progress.accept("新建数据库 / making the database in " + folder.cluster());
            server.makeCluster(admin);
        }
        Thread.ofPlatform().daemon().name("postgres").start(server::keepRunning);
        try {
            server.ready.get();
        } catch (InterruptedException interrupted) {
            server.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof DatabaseRefused refused) {
                throw refused;
            }
            throw new IOException("PostgreSQL did not start", failed.getCause());
        }
        return server;
    }

    int port() {
        return port;
    }

    /** Process id of the server now running; for messages and tests. */
    long pid() {
        Process current = process;
        return current == null ? -1 : current.pid();
    }

    /** Stops the server, open transactions are rolled back; returns when it has written everything down. */
    @Override
    public void close() {
        closing = true;
        Process current = process;
        if (current == null) {
            return;
        }
        try {
            signal("INT", current.pid());
            if (!current.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "PostgreSQL did not stop within {}; it is stopped at once and recovers at the next start",
                        STOP_PATIENCE);
                signal("QUIT", current.pid());
                current.waitFor();
            }
        } catch (IOException failed) {
            LOG.warn("PostgreSQL could not be signalled; it stops with this process", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Half a cluster must never be taken for a whole one, so it is made elsewhere and renamed when it is done. */
    private void makeCluster(Login admin) throws IOException {
        Path unfinished = folder.unfinishedCluster();
        PostgresBinaries.delete(unfinished);
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.own(unfinished);
        Path password = folder.initialPassword();
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, admin.password() + "\n");
            user.own(password);
            Process initdb = new ProcessBuilder(user.command(List.of(
                            binaries.program("initdb").toString(),
                            "--pgdata=" + unfinished,
                            "--username=" + admin.user(),
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--data-checksums",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--locale=C.UTF-8")))
                    .redirectErrorStream(true)
                    .start();
            String words = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (initdb.waitFor() != 0) {
                throw new DatabaseRefused("数据库没有建成 / the database could not be made: " + words.strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(unfinished, folder.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void keepRunning() {
        int failures = 0;
        while (!closing) {
            try {
                clearLeftovers();
                if (!ready.isDone()) {
                    port = freePort();
                }
                long logStart = trimmedLogLength();
                Process current = launch();
                process = current;
                if (closing) {
                    close();
                    return;
                }
                if (becomesReady(current)) {
                    failures = 0;
                    ready.complete(null);
                }
                int status = current.waitFor();
                if (closing) {
                    return;
                }
                failures++;
                String words = logSince(logStart);
                if (!ready.isDone()) {
                    if (words.contains("could not bind") && failures < PORT_ATTEMPTS) {
                        continue;
                    }
                    ready.completeExceptionally(
                            new DatabaseRefused("数据库没有启动 / the database did not start: " + words.strip()));
                    return;
                }
                LOG.warn("PostgreSQL ended with status {}; starting it again", status);
                Thread.sleep(Math.min(5_000, 200L * failures * failures));
            } catch (IOException failed) {
                if (!ready.isDone()) {
                    ready.completeExceptionally(failed);
                    return;
                }
                LOG.error("PostgreSQL could not be started again; next attempt follows", failed);
                failures++;
                pause(Duration.ofSeconds(Math.min(30, failures)));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                ready.completeExceptionally(interrupted);
                return;
            }
        }
    }

    private Process launch() throws IOException {
        List<String> words = new ArrayList<>();
        if (PostgresUser.onPath("setsid")) {
            // Its own session: Ctrl-C in the terminal reaches only us, and we stop it after the last request.
            words.add("setsid");
        }
        words.addAll(user.command(List.of(
                binaries.program("postgres").toString(),
                "-D",
                folder.cluster().toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "full_page_writes=on",
                "-c",
                "max_connections=80",
                "-c",
                "timezone=Asia/Shanghai")));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
    }

    private boolean becomesReady(Process current) throws IOException {
        while (current.isAlive()) {
            Optional<Postmaster> written = Postmaster.of(folder);
            if (written.isPresent()
                    && written.get().pid() == current.pid()
                    && written.get().ready()) {
                return true;
            }
            pause(POLL);
        }
        return false;
    }

    /**
     * Stops whatever still works on the folder. The caller holds the folder's lock, so those processes belong to a
     * parent that was killed: a server whose death signal was lost, or sessions of a server that was killed itself.
     */
    private void clearLeftovers() throws IOException {
        List<Long> left = Postmaster.processesOn(folder);
        long stopAt = System.nanoTime() + STOP_PATIENCE.toNanos();
        Optional<Postmaster> written = Postmaster.of(folder);
        if (!left.isEmpty()) {
            LOG.info("stopping {} PostgreSQL processes left on {}", left.size(), folder.cluster());
            if (written.isPresent() && left.contains(written.get().pid())) {
                signal("INT", written.get().pid());
            }
        }
        String harder = "QUIT";
        while (!left.isEmpty()) {
            if (System.nanoTime() > stopAt) {
                for (long pid : left) {
                    signal(harder, pid);
                }
                harder = "KILL";
                stopAt = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            }
            pause(POLL);
            left = Postmaster.processesOn(folder);
        }
        // A number in the file that now belongs to a stranger would make the server refuse to start.
        if (written.isPresent() && ProcessHandle.of(written.get().pid()).isPresent()) {
            Files.deleteIfExists(Postmaster.file(folder));
        }
    }

    private long trimmedLogLength() throws IOException {
        Path log = folder.log();
        if (!Files.exists(log)) {
            return 0;
        }
        if (Files.size(log) > LOG_BYTES_KEPT) {
            Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
            return 0;
        }
        return Files.size(log);
    }

    private String logSince(long start) throws IOException {
        byte[] all = Files.readAllBytes(folder.log());
        int from = (int) Math.min(start, all.length);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return probe.getLocalPort();
        }
    }

    /** Java itself can only send TERM, which PostgreSQL takes as a wish to wait for all clients, and KILL. */
    private static void signal(String name, long pid) throws IOException {
        try {
            new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
