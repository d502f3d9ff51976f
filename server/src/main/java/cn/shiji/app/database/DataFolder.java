package cn.shiji.app.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The data folder of one installation, and where things stand in it. */
record DataFolder(Path path) {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    /** Makes the folder when it is missing. */
    static DataFolder at(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        return new DataFolder(absolute.toRealPath());
    }

    /** The database cluster, which PostgreSQL owns. */
    Path cluster() {
        return path.resolve("postgres");
    }

    Path secrets() {
        return path.resolve("postgres.secret");
    }

    Path log() {
        return path.resolve("postgres.log");
    }

    /** Where {@code initdb} works until it is done. */
    Path unfinishedCluster() {
        return path.resolve("postgres.init");
    }

    Path initialPassword() {
        return path.resolve("postgres.init-password");
    }

    private Path lockFile() {
        return path.resolve("shiji.lock");
    }

    /** Takes the folder for this process; empty when it is held already, by another process or by this one. */
    Optional<Hold> take() throws IOException {
        // The system drops a process's lock as soon as it closes any channel on the file, so a second one must not
        // open.
        if (!HELD_HERE.add(path)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(
                lockFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            HELD_HERE.remove(path);
            return Optional.empty();
        }
        String holder = Long.toString(ProcessHandle.current().pid());
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
        return Optional.of(new Hold(path, channel));
    }

    /** Process id of who holds the folder, as that one wrote it; for messages only. */
    String holder() {
        try {
            return Files.readString(lockFile()).strip();
        } catch (IOException unreadable) {
            return "?";
        }
    }

    /** The folder is ours until this is closed or the process ends. */
    record Hold(Path folder, FileChannel channel) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            channel.close();
            HELD_HERE.remove(folder);
        }
    }
}
