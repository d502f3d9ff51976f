package cn.shiji.access.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The head of the chain outside the database, a line each minute in which it grew: who cuts off the end of the chain in the
 * database must cut it off here too, and wherever this file was copied to.
 */
@Component
class Anchor {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Path file;
    private final Clock clock;
    private Instant last = Instant.EPOCH;
    private long lastNo;

    Anchor(@Value("${shiji.data}") Path data, Clock clock) {
        this.file = data.resolve("audit").resolve("anchor");
        this.clock = clock;
    }

    /**
     * A line of the file.
     *
     * @param no the seal
     * @param head its head, in hexadecimal digits
     */
    record Line(long no, String head) {}

    Path file() {
        return file;
    }

    /** The seal of the last line; 0 where there is none. */
    long lastNo() {
        try (Lines lines = new Lines(file)) {
            long no = 0;
            for (; lines.next().isPresent(); lines.advance()) {
                no = Math.max(no, lines.next().get().no());
            }
            return no;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Adds a line where the chain has grown and the last line is a minute old. */
    synchronized void drop(Seals.@Nullable End end) {
        if (end != null && !clock.instant().isBefore(last.plus(INTERVAL))) {
            dropNow(end);
        }
    }

    /** Adds a line where the chain has grown. */
    synchronized void dropNow(Seals.@Nullable End end) {
        if (end == null || end.no() == lastNo) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    end.no() + " " + HexFormat.of().formatHex(end.head()) + " " + end.at() + "\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.DSYNC);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        last = clock.instant();
        lastNo = end.no();
    }

    /** The lines of a file from its beginning; a line that cannot be read has the number -1. */
    static final class Lines implements AutoCloseable {

        private final @Nullable BufferedReader reader;
        private final Iterator<String> lines;
        private @Nullable Line next;

        Lines(Path file) throws IOException {
            reader = Files.exists(file) ? Files.newBufferedReader(file, StandardCharsets.ISO_8859_1) : null;
            lines = reader == null
                    ? java.util.Collections.emptyIterator()
                    : reader.lines().iterator();
            advance();
        }

        boolean fileExists() {
            return reader != null;
        }

        Optional<Line> next() {
            return Optional.ofNullable(next);
        }

        void advance() {
            next = lines.hasNext() ? read(lines.next()) : null;
        }

        private static Line read(String text) {
            String[] parts = text.split(" ");
            return parts.length == 3 && parts[0].matches("\\d{1,18}")
                    ? new Line(Long.parseLong(parts[0]), parts[1])
                    : new Line(-1, text);
        }

        @Override
        public void close() throws IOException {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
