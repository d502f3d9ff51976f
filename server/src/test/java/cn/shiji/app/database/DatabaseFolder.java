package cn.shiji.app.database;

import cn.shiji.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A data folder for one test, and short ways to look into its database. */
record DatabaseFolder(Path path) {

    /** A folder every user may enter, as data folders usually are. */
    static DatabaseFolder open() {
        return with("rwxr-xr-x");
    }

    /** A folder only its owner may enter, as below {@code /root}. */
    static DatabaseFolder closed() {
        return with("rwx------");
    }

    private static DatabaseFolder with(String permissions) {
        try {
            Path folder = TestDatabase.temporaryFolder("database");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
            return new DatabaseFolder(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Database start() {
        return use(Database.Use.SERVER);
    }

    Database use(Database.Use use) {
        return Database.open(path, TestDatabase.PROGRAMS, DatabaseSettings.embedded(), use, words -> {});
    }

    DataFolder layout() {
        try {
            return DataFolder.at(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.owner().user(), database.owner().password());
    }

    static void run(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(Database database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    static void kill(long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -s KILL \"$1\"", "sh", Long.toString(pid))
                .start()
                .waitFor();
    }
}
