package cn.shiji;

import cn.shiji.app.database.Database;
import cn.shiji.app.database.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One PostgreSQL server for all tests of this JVM, run by the same supervisor as in production, and a database of its
 * own for whoever asks.
 */
public final class TestDatabase {

    /** Where tests unpack PostgreSQL's programs, once for all runs. */
    public static final Path PROGRAMS = Path.of("target", "postgres-programs").toAbsolutePath();

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** A new, empty database, not migrated. */
    public static Database fresh() {
        return Server.RUNNING.beside("test_" + COUNT.incrementAndGet());
    }

    /** A folder that is gone after the tests. */
    public static Path temporaryFolder(String name) {
        try {
            Path folder = Files.createTempDirectory("shiji-" + name + "-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Started when the first test needs it. */
    private static final class Server {

        private static final Path DATA = createData();
        private static final Database RUNNING =
                Database.open(DATA, PROGRAMS, DatabaseSettings.embedded(), Database.Use.SERVER, words -> {});

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                RUNNING.close();
                delete(DATA);
            }));
        }

        private static Path createData() {
            try {
                return Files.createTempDirectory(
                        "shiji-test-",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            // A folder some process still writes to is left to the system's own cleaning.
        }
    }
}
