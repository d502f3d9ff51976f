package cn.shiji.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What PostgreSQL wrote about itself into {@code postmaster.pid}.
 *
 * @param port TCP port on 127.0.0.1
 * @param ready whether it takes connections
 */
record Postmaster(long pid, int port, boolean ready) {

    /** What the file says; empty when there is none, or when it is not written in full yet. */
    static Optional<Postmaster> of(DataFolder folder) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(folder));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
        if (lines.size() < 4) {
            return Optional.empty();
        }
        try {
            boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
            return Optional.of(new Postmaster(
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(3).strip()),
                    ready));
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    static Path file(DataFolder folder) {
        return folder.cluster().resolve("postmaster.pid");
    }

    /**
     * The PostgreSQL processes that work on this very folder, whoever started them. Known by their working directory,
     * which every PostgreSQL process keeps in its cluster, so a number used again by a stranger is no mistake.
     */
    static List<Long> processesOn(DataFolder folder) throws IOException {
        List<Long> found = new ArrayList<>();
        Path cluster = folder.cluster();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                String name = String.valueOf(process.getFileName());
                if (name.chars().allMatch(Character::isDigit) && worksOn(process, cluster)) {
                    found.add(Long.parseLong(name));
                }
            }
        }
        return found;
    }

    private static boolean worksOn(Path process, Path cluster) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(cluster)
                    && Files.readString(process.resolve("comm")).strip().equals("postgres");
        } catch (IOException goneOrForeign) {
            return false;
        }
    }
}
