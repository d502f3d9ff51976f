package cn.shiji.access.vault;

import cn.shiji.kernel.StartRefused;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds the keys, a file each, which nobody but the user of the server may read.
 */
public record KeyFolder(Path path) {

    private static final Pattern NAME = Pattern.compile("\\d{4,}-(seal|blind)\\.key");
    private static final Set<PosixFilePermission> FOR_US =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /**
     * All keys, oldest first; none where the folder is not there.
     *
     * @throws StartRefused where others may read it, or a file is no key
     */
    public List<Key> keys() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try {
            refuseReadable(path);
            List<Key> keys = new ArrayList<>();
            for (Path file : files()) {
                refuseReadable(file);
                keys.add(read(file));
            }
            keys.sort(Comparator.comparingInt(Key::id));
            return List.copyOf(keys);
        } catch (IOException unreadable) {
            throw new StartRefused(
                    "密钥读不出 / the keys cannot be read: " + path + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** Keeps a key: the file is whole or not there. */
    public void keep(Key key) {
        try {
            Path folder = path.toAbsolutePath();
            if (folder.getParent() != null) {
                Files.createDirectories(folder.getParent());
            }
            if (!Files.isDirectory(folder)) {
                if (posix(folder)) {
                    Files.createDirectory(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectory(folder);
                }
            }
            write(key);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(Key key) throws IOException {
        Path file = path.resolve("%04d-%s.key".formatted(key.id(), key.use().word()));
        Path half = path.resolve(file.getFileName() + ".half");
        Properties content = new Properties();
        content.setProperty("id", Integer.toString(key.id()));
        content.setProperty("algorithm", key.algorithm().word());
        content.setProperty("made", key.made().toString());
        content.setProperty("key", Base64.getEncoder().encodeToString(key.bytes()));
        content.setProperty("fingerprint", key.fingerprint());
        Files.deleteIfExists(half);
        if (posix(path)) {
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(half);
        }
        try (Writer writer = Files.newBufferedWriter(half)) {
            content.store(
                    writer, "Keep this file with every backup of the database: without it what it sealed is lost.");
        }
        // A key that a power failure takes away would take with it what it sealed in the meantime.
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        if (Files.exists(file)) {
            throw new IOException("there is such a key already: " + file);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        if (posix(path)) {
            try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> inside = Files.list(path)) {
            return inside.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static Key read(Path file) throws IOException {
        Properties content = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            content.load(reader);
        }
        try {
            Key key = new Key(
                    Integer.parseInt(content.getProperty("id", "")),
                    Algorithm.of(content.getProperty("algorithm", "")),
                    Instant.parse(content.getProperty("made", "")),
                    Base64.getDecoder().decode(content.getProperty("key", "")));
            if (key.fingerprint().equals(content.getProperty("fingerprint"))) {
                return key;
            }
        } catch (IllegalArgumentException | DateTimeException damaged) {
            throw refused(file, damaged);
        }
        throw refused(file, null);
    }

    private static StartRefused refused(Path file, @Nullable Throwable cause) {
        String words = "密钥文件已损坏，请从备份恢复：" + file + " / this key file is damaged, restore it from a backup";
        return cause == null ? new StartRefused(words) : new StartRefused(words, cause);
    }

    private static void refuseReadable(Path path) throws IOException {
        if (posix(path) && !FOR_US.containsAll(Files.getPosixFilePermissions(path))) {
            throw new StartRefused("密钥可被他人读取，请运行 chmod " + (Files.isDirectory(path) ? "700 " : "600 ") + path
                    + " / others may read the keys; run chmod " + (Files.isDirectory(path) ? "700 " : "600 ") + path);
        }
    }

    private static boolean posix(Path path) throws IOException {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.getFileStore(there).supportsFileAttributeView(PosixFileAttributeView.class);
    }
}
