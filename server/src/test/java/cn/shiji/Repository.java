package cn.shiji;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The files of this repository, for tests that hold its rules. */
public final class Repository {

    /** The repository's root; tests run in {@code server/}. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS =
            Set.of(".git", ".shiji", "target", "node_modules", "dist", "test-results", "playwright-report", "data");

    private Repository() {}

    /** Files below a folder of the repository that fit, without what is built or installed. */
    public static List<Path> files(Path folder, Predicate<Path> fitting) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(inner.getFileName().toString()) && !inner.equals(folder)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (fitting.test(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        found.sort(null);
        return found;
    }

    /** A file's text. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file's path as told in messages. */
    public static String name(Path file) {
        return ROOT.relativize(file.toAbsolutePath().normalize()).toString();
    }
}
