package cn.shiji.app.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Many clients that write one row per transaction, and remember the rows whose commit was acknowledged. */
final class Writers implements AutoCloseable {

    static final String TABLE = "create table written (id uuid not null)";
    private static final int CLIENTS = 16;

    private final Queue<UUID> acknowledged = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private final String url;
    private final Login login;
    private volatile boolean stopping;

    private Writers(String url, Login login) {
        this.url = url;
        this.login = login;
    }

    /** Starts writing; each client connects anew whenever its connection breaks. */
    static Writers on(String url, Login login) {
        Writers writers = new Writers(url, login);
        for (int client = 0; client < CLIENTS; client++) {
            writers.clients.add(Thread.ofPlatform().daemon().start(writers::write));
        }
        return writers;
    }

    /** Waits until so many more rows are acknowledged. */
    void acknowledge(int more) throws InterruptedException {
        int enough = acknowledged.size() + more;
        long patienceEnds = System.nanoTime() + 60_000_000_000L;
        while (acknowledged.size() < enough) {
            if (System.nanoTime() > patienceEnds) {
                throw new AssertionError("only " + acknowledged.size() + " rows were acknowledged");
            }
            Thread.sleep(5);
        }
    }

    Set<UUID> acknowledged() {
        return new HashSet<>(acknowledged);
    }

    private void write() {
        while (!stopping) {
            try (Connection connection = DriverManager.getConnection(url, login.user(), login.password());
                    PreparedStatement insert = connection.prepareStatement("insert into written values (?)")) {
                while (!stopping) {
                    UUID id = UUID.randomUUID();
                    insert.setObject(1, id);
                    insert.executeUpdate();
                    acknowledged.add(id);
                }
            } catch (SQLException broken) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        for (Thread client : clients) {
            client.join();
        }
    }
}
