package cn.shiji.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who PostgreSQL runs as. It refuses to run as root, so where we are root it is started as another user, and where
 * that user cannot reach the data folder, in a user namespace in which root is nobody.
 *
 * @param prefix words put before a command so that it runs as this user and is signalled when we die
 * @param uid owner of the files PostgreSQL works on
 */
record PostgresUser(List<String> prefix, int uid) {

    private static final int NOBODY = 65534;

    /** Chooses the user for a data folder; a cluster that exists already decides by its owner. */
    static PostgresUser forFolder(DataFolder folder, PostgresBinaries binaries) throws IOException {
        boolean hasSetpriv = onPath("setpriv");
        int ourselves = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (ourselves != 0) {
            // Without setpriv the server outlives a killed parent; the next start stops it then.
            return new PostgresUser(hasSetpriv ? List.of("setpriv", "--pdeathsig=INT", "--") : List.of(), ourselves);
        }
        if (!hasSetpriv) {
            throw new DatabaseRefused("以 root 运行时需要 setpriv（util-linux 包）"
                    + " / running as root needs the program setpriv (package util-linux)");
        }
        int owner =
                Files.isDirectory(folder.cluster()) ? (int) Files.getAttribute(folder.cluster(), "unix:uid") : NOBODY;
        PostgresUser other = otherUser(owner == 0 ? NOBODY : owner);
        if (owner != 0 && other.reaches(folder, binaries)) {
            return other;
        }
        PostgresUser namespace =
                new PostgresUser(List.of("unshare", "--user", "--", "setpriv", "--pdeathsig=INT", "--"), 0);
        boolean rootOwns = owner == 0 || !Files.isDirectory(folder.cluster());
        if (rootOwns && onPath("unshare") && namespace.reaches(folder, binaries)) {
            return namespace;
        }
        throw new DatabaseRefused("PostgreSQL 不能以 root 运行，而用户 nobody 进不了 " + folder.path()
                + "；请把 --data 放到其他用户可以进入的目录"
                + " / PostgreSQL does not run as root, and the user nobody cannot enter this folder;"
                + " choose another --data");
    }

    /** Words of a command as this user. */
    List<String> command(List<String> words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** Gives a file or folder to this user. */
    void own(Path path) throws IOException {
        if ((int) Files.getAttribute(path, "unix:uid") != uid) {
            Files.setAttribute(path, "unix:uid", uid);
        }
    }

    private static PostgresUser otherUser(int uid) {
        return new PostgresUser(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--pdeathsig=INT", "--"), uid);
    }

    private boolean reaches(DataFolder folder, PostgresBinaries binaries) throws IOException {
        List<String> test = command(List.of(
                "sh",
                "-c",
                "test -x \"$0\" && test -x \"$1\"",
                binaries.program("postgres").toString(),
                folder.path().toString()));
        try {
            return new ProcessBuilder(test)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
