package cn.shiji.evidence;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.Rows;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of {@code evidence}: keeps files and opens them again. */
@Service
public class Evidence {

    /** No attachment is larger, in bytes. */
    public static final long LARGEST = 20L * 1024 * 1024;

    private static final int LONGEST_NAME = 200;
    private static final String COLUMNS =
            "select id, name, media_type, size, sha256, kept_by_name, kept_at from evidence.file ";

    private final JdbcClient jdbc;
    private final Access access;
    private final Rows rows;
    private final Clock clock;
    private final Path folder;

    Evidence(JdbcClient jdbc, Access access, Rows rows, Clock clock, @Value("${shiji.data}") Path data) {
        this.jdbc = jdbc;
        this.access = access;
        this.rows = rows;
        this.clock = clock;
        this.folder = data.resolve("evidence");
    }

    /**
     * Keeps a file for a unit that the caller has already been allowed to write for.
     *
     * @param place where the unit stands, so that its scope can open the file
     * @param name as the sender named it; shown again, never used as a path
     * @throws Problem {@code evidence.empty}, {@code evidence.too-large} or {@code evidence.unsupported}
     */
    @Transactional
    public FileView keep(Caller caller, UnitId unit, long place, String name, byte[] content) {
        String plainName = plain(name);
        checkSize(plainName, content);
        FileKind kind =
                FileKind.of(plainName, content).orElseThrow(() -> Problem.bad("evidence.unsupported", plainName));
        return keep(caller, unit, place, plainName, kind.mediaType(), content);
    }

    /**
     * Keeps the original of a document that was read already, whatever its name claims it to be: what it is was settled by
     * reading it.
     *
     * @throws Problem {@code evidence.empty} or {@code evidence.too-large}
     */
    @Transactional
    public FileView keepRead(Caller caller, UnitId unit, long place, String name, byte[] content) {
        String plainName = plain(name);
        checkSize(plainName, content);
        String type = FileKind.of(plainName, content)
                .map(FileKind::mediaType)
                .orElse(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        return keep(caller, unit, place, plainName, type, content);
    }

    private static void checkSize(String plainName, byte[] content) {
        if (content.length == 0) {
            throw Problem.bad("evidence.empty", plainName);
        }
        if (content.length > LARGEST) {
            throw Problem.tooLarge("evidence.too-large", plainName, content.length >> 20, LARGEST >> 20);
        }
    }

    private FileView keep(Caller caller, UnitId unit, long place, String plainName, String type, byte[] content) {
        String digest = digest(content);
        store(digest, content);
        UUID id = Uuid7.next(clock);
        jdbc.sql("""
                        insert into evidence.file (id, sha256, name, media_type, size, unit_id, place, kept_by, kept_by_name, kept_at)
                        values (:id, :digest, :name, :type, :size, :unit, :place, :by, :byName, :at)
                        """)
                .param("id", id)
                .param("digest", digest)
                .param("name", plainName)
                .param("type", type)
                .param("size", content.length)
                .param("unit", unit.value())
                .param("place", place)
                .param("by", caller.account().value())
                .param("byName", caller.name())
                .param("at", clock.instant().atZone(ZoneId.of("UTC")).toOffsetDateTime())
                .update();
        access.audit(AuditEntry.of(caller, "file.keep", "file", id.toString(), plainName)
                .in(unit, place)
                .with("size", content.length)
                .with("digest", digest));
        return describe(List.of(id)).getFirst();
    }

    /**
     * What is kept under these ids and lies within the caller's scope; the rest is left out.
     */
    public List<FileView> describe(Caller caller, Collection<UUID> ids) {
        return jdbc.sql(COLUMNS
                        + "where id = any(:ids) and place between :from and :to and place <@ :runs::int8multirange")
                .param("ids", ids.toArray(UUID[]::new))
                .param("from", caller.reach().from())
                .param("to", caller.reach().to())
                .param("runs", caller.reach().multirange())
                .query(Evidence::view)
                .list();
    }

    /** What is kept under these ids, for an owner that has checked the caller itself. */
    public List<FileView> describe(Collection<UUID> ids) {
        return rows.everywhere(
                "evidence opened by its owner",
                () -> jdbc.sql(COLUMNS + "where id = any(:ids)")
                        .param("ids", ids.toArray(UUID[]::new))
                        .query(Evidence::view)
                        .list());
    }

    /**
     * The file, within the caller's scope.
     *
     * @throws Problem {@code evidence.missing}
     */
    public FileView open(Caller caller, UUID id) {
        return describe(caller, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.missing("evidence.missing"));
    }

    /**
     * The content of a file the caller was allowed to open.
     *
     * @throws Problem {@code evidence.damaged} where the content no longer has its digest
     */
    public byte[] content(FileView file) {
        try {
            byte[] content = Files.readAllBytes(path(file.sha256()));
            if (!digest(content).equals(file.sha256())) {
                throw Problem.conflict("evidence.damaged", file.name());
            }
            return content;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The answer that hands out a file the caller was allowed to open. Always a download: a stored file is never run or shown
     * as a page of our own origin. That it was opened stands in the trail.
     *
     * @throws Problem {@code evidence.damaged}
     */
    public ResponseEntity<byte[]> download(Caller caller, FileView file) {
        opened(caller, file);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(content(file));
    }

    /** Puts it into the trail that the caller opened a file, for an owner that hands out the content itself. */
    public void opened(Caller caller, FileView file) {
        access.audit(caller, "file.open", "file", file.id().toString(), file.name());
    }

    private void store(String digest, byte[] content) {
        Path target = path(digest);
        if (Files.exists(target)) {
            return;
        }
        try {
            Files.createDirectories(target.getParent());
            // Written beside and moved, so that a crash leaves no half file under a digest.
            Path half = Files.createTempFile(folder, "half-", ".tmp");
            try {
                Files.write(half, content);
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private Path path(String digest) {
        return folder.resolve(digest.substring(0, 2)).resolve(digest.substring(2));
    }

    private static String plain(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .trim();
        String kept = last.isEmpty() ? "file" : last;
        if (kept.length() <= LONGEST_NAME) {
            return kept;
        }
        int from = kept.length() - LONGEST_NAME;
        // Never between the two halves of a character.
        return kept.substring(Character.isLowSurrogate(kept.charAt(from)) ? from + 1 : from);
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static FileView view(ResultSet row, int at) throws SQLException {
        return new FileView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("kept_by_name"),
                row.getTimestamp("kept_at").toInstant());
    }
}
