package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Shiji;
import cn.shiji.TestBrowser;
import cn.shiji.TestDatabase;
import cn.shiji.TestTown;
import cn.shiji.app.database.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * Sixteen phones send records while the database, the server, and both at once are killed by number. Every record that
 * was acknowledged is there afterwards, no record is there twice or that nobody sent, and the figure says the same.
 */
@Timeout(300)
class RecordsUnderFireTest {

    private static final int PHONES = 16;
    private static final int RECORDS_BETWEEN_KILLS = 150;
    private static final String PACK = "fire-" + UUID.randomUUID().toString().substring(0, 8);

    private final Path data = dataFolder();
    private final Set<UUID> sent = ConcurrentHashMap.newKeySet();
    private final Queue<UUID> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean stopping;
    private volatile Running server = start();
    private volatile TestBrowser browser = TestBrowser.signedIn(server.port(), server.username());

    @Test
    void whatWasAcknowledgedIsThereWhateverIsKilled() throws Exception {
        List<Thread> phones = new ArrayList<>();
        for (int phone = 0; phone < PHONES; phone++) {
            phones.add(Thread.ofPlatform().daemon().start(this::send));
        }
        acknowledgeMore();
        kill(server.databasePid());
        acknowledgeMore();
        kill(server.process().pid());
        restart();
        acknowledgeMore();
        kill(server.databasePidNow(), server.process().pid());
        restart();
        acknowledgeMore();
        stopping = true;
        for (Thread phone : phones) {
            phone.join();
        }

        List<UUID> kept = keptRecords();
        assertThat(refused).hasValue(0);
        assertThat(kept).doesNotHaveDuplicates();
        assertThat(new HashSet<>(kept)).containsAll(acknowledged);
        assertThat(sent).containsAll(kept);
        JsonNode figure = browser.get("/api/indicators/" + PACK + ".visits/figure?unit=" + server.unit()
                        + "&from=2026-01-01&to=2026-12-31")
                .json();
        assertThat(figure.path("value").asInt()).isEqualTo(kept.size());

        server.process().destroy();
        assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void nothingIsLeftRunning() {
        stopping = true;
        server.process().destroyForcibly();
    }

    /** As a phone does: makes the id, and sends the same again until it is answered. */
    private void send() {
        while (!stopping) {
            UUID id = UUID.randomUUID();
            sent.add(id);
            Map<String, Object> entry = Map.of(
                    "pack",
                    PACK,
                    "kind",
                    "visit",
                    "unit",
                    server.unit(),
                    "day",
                    "2026-03-01",
                    "values",
                    Map.of("words", "say " + id));
            for (int status = 0; status != 201 && status != 200 && !stopping; ) {
                try {
                    status = browser.send("PUT", "/api/records/" + id, entry).status();
                    if (status == 201 || status == 200) {
                        acknowledged.add(id);
                    } else if (status >= 400 && status < 500 && status != 401 && status != 403) {
                        refused.incrementAndGet();
                        return;
                    } else {
                        pause();
                    }
                } catch (UncheckedIOException broken) {
                    pause();
                }
            }
        }
    }

    private void acknowledgeMore() throws InterruptedException {
        int enough = acknowledged.size() + RECORDS_BETWEEN_KILLS;
        long patienceEnds = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (acknowledged.size() < enough) {
            assertThat(System.nanoTime())
                    .as("records are acknowledged, %d so far, %d refused", acknowledged.size(), refused.get())
                    .isLessThan(patienceEnds);
            Thread.sleep(10);
        }
    }

    private void restart() throws Exception {
        server.process().waitFor();
        server = start();
        browser = TestBrowser.signedIn(server.port(), server.username());
    }

    private List<UUID> keptRecords() {
        List<UUID> kept = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode answer = browser.get("/api/records?pack=" + PACK + "&kind=visit&sort=title&size=100&page=" + page)
                    .json();
            answer.path("items")
                    .forEach(row -> kept.add(UUID.fromString(row.path("id").asString())));
            if (kept.size() >= answer.path("total").asInt()
                    || answer.path("items").isEmpty()) {
                assertThat(kept).hasSize(answer.path("total").asInt());
                return kept;
            }
        }
    }

    private static void kill(long... pids) throws IOException, InterruptedException {
        for (long pid : pids) {
            new ProcessBuilder("sh", "-c", "kill -s KILL \"$1\"", "sh", Long.toString(pid))
                    .start()
                    .waitFor();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path dataFolder() {
        try {
            Path folder = TestDatabase.temporaryFolder("fire");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path pack = Files.createDirectories(folder.resolve("mechanisms/party/" + PACK));
            Files.writeString(pack.resolve("mechanism.yaml"), """
                    mechanism: %s
                    name: {zh: 走访, en: Visits}
                    line: party
                    owner: 党建办
                    why: {zh: 试验, en: A trial}
                    audience: public
                    records:
                      visit:
                        label: {zh: 走访, en: Visit}
                        day: {zh: 日期, en: Day}
                        title: "{words}"
                        fields:
                          words: {type: text, label: {zh: 内容, en: Words}, required: true, max_length: 80}
                        facts:
                          visit: {quantity: 1}
                    indicators:
                      visits:
                        label: {zh: 走访次数, en: Visits}
                        unit: 次
                        sum: visit
                        definition: {zh: 走访的次数, en: How often somebody was visited}
                    sentence: {zh: "走访{visits}次", en: "{visits} visits"}
                    """.formatted(PACK));
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Running start() {
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dshiji.database.programs=" + TestDatabase.PROGRAMS,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            data.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            // Not closed: closing it would close the process's output.
            BufferedReader words =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                if (line.startsWith("ready ")) {
                    // What it says later must be taken too, or the server waits until somebody does.
                    Thread.ofPlatform().daemon().start(() -> words.lines().forEach(later -> {}));
                    String[] told = line.split(" ");
                    return new Running(
                            process,
                            Integer.parseInt(told[1]),
                            told[2],
                            Long.parseLong(told[3]),
                            Long.parseLong(told[4]),
                            data);
                }
            }
            throw new AssertionError("the server ended before it was ready");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The server in a process of its own. */
    private record Running(Process process, int port, String username, long unit, long databasePid, Path data) {

        /** The database's process, which is another one after it was started again. */
        long databasePidNow() throws IOException {
            return Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .getFirst()
                    .strip());
        }
    }

    /** What that process runs: the server as {@code ./shiji run} starts it, with a small town in it. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws IOException {
            Path data = Path.of(arguments[0]);
            ConfigurableApplicationContext application = Application.server(
                    Shiji.class, data, () -> Map.of("server.port", 0, "shiji.demo", false), words -> {});
            Path told = data.resolve("town");
            if (!Files.exists(told)) {
                TestTown town = TestTown.in(application);
                Files.writeString(
                        told,
                        town.username("shiqiao") + " " + town.stoneBridge.id().value());
            }
            int port =
                    ((WebServerApplicationContext) application).getWebServer().getPort();
            System.out.println("ready " + port + " " + Files.readString(told) + " "
                    + application.getBean(Database.class).serverPid());
        }
    }
}
