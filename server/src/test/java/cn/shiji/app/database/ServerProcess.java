package cn.shiji.app.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that runs the database of a folder, so that it can be killed. */
record ServerProcess(Process process, String url, Login owner, long databasePid) {

    static ServerProcess on(DatabaseFolder folder) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.path().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Not closed: closing it would close the process's output.
        BufferedReader words =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            if (line.startsWith("ready ")) {
                Thread.ofPlatform().daemon().start(() -> words.lines().forEach(later -> {}));
                String[] told = line.split(" ");
                return new ServerProcess(process, told[1], new Login(told[2], told[3]), Long.parseLong(told[4]));
            }
        }
        throw new AssertionError("the process ended with status " + process.exitValue());
    }

    /** What the process runs. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws Exception {
            Database database = new DatabaseFolder(Path.of(arguments[0])).start();
            System.out.println("ready " + database.url() + " "
                    + database.owner().user() + " " + database.owner().password() + " " + database.serverPid());
            Thread.currentThread().join();
        }
    }
}
