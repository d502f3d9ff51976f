package cn.shiji.mechanism;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A folder with packs in it, looked at again and again; only files that may have changed are read. */
final class PackFolder {

    private static final int DEEPEST = 6;
    private static final int MOST_FILES = 1000;

    /** File systems tell times in steps; a file this young may change once more under the same time. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Path root;
    private final Pack.Source source;
    private final Clock clock;
    private Map<Path, Seen> seen = Map.of();

    PackFolder(Path root, Pack.Source source, Clock clock) {
        this.root = root;
        this.source = source;
        this.clock = clock;
    }

    private record Seen(FileTime changed, long size, Instant readAt, PackFile file) {

        boolean holds(BasicFileAttributes now) {
            return changed.equals(now.lastModifiedTime())
                    && size == now.size()
                    && changed.toInstant().plus(SETTLED).isBefore(readAt);
        }
    }

    /** Every pack file in the folder, in the order of their paths; none where there is no such folder. */
    List<PackFile> files() {
        if (!Files.isDirectory(root)) {
            seen = Map.of();
            return List.of();
        }
        Map<Path, Seen> found = new TreeMap<>();
        try {
            Files.walkFileTree(root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, new Visitor(found));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        seen = found;
        List<PackFile> files = new ArrayList<>();
        found.values().forEach(each -> files.add(each.file));
        return files;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        private final Map<Path, Seen> found;

        Visitor(Map<Path, Seen> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isRegularFile() || !file.getFileName().toString().equals(PackReader.FILE_NAME)) {
                return FileVisitResult.CONTINUE;
            }
            Seen before = seen.get(file);
            if (before != null && before.holds(attributes)) {
                found.put(file, before);
            } else {
                try (InputStream in = Files.newInputStream(file)) {
                    byte[] content = in.readNBytes(PackYaml.LARGEST_BYTES + 1);
                    found.put(
                            file,
                            new Seen(
                                    attributes.lastModifiedTime(),
                                    attributes.size(),
                                    clock.instant(),
                                    new PackFile(root.relativize(file), source, content)));
                }
            }
            return found.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        /** A file that is gone again, or may not be read, is as if it were not there until the next look. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
