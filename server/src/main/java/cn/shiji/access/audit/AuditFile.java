package cn.shiji.access.audit;

import cn.shiji.access.AuditFindings;
import cn.shiji.access.AuditFindings.Kind;
import cn.shiji.access.Rows;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seals and their rows in a file of their own: gzip of lines of JSON, which verify without any database.
 *
 * <p>First a line about the file, then for each seal a line with it and one for each row ({@code [id, digest, values …]}, in
 * the order of {@link AuditRow#FIELDS}), last a line with the head.
 */
@Component
class AuditFile {

    private static final String FORMAT = "shiji-audit-1";
    private static final int SEALS_FETCHED = 50;
    private static final HexFormat HEX = HexFormat.of();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcTemplate jdbc;
    private final Rows reach;
    private final TransactionTemplate oneView;

    AuditFile(JdbcTemplate jdbc, Rows reach, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.reach = reach;
        this.oneView = new TransactionTemplate(transactions);
        this.oneView.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.oneView.setReadOnly(true);
    }

    /**
     * What was written.
     *
     * @param from first seal
     * @param to last seal
     * @param rows rows of all
     * @param head head of the last, in hexadecimal digits
     * @param digest SHA-256 of the file
     */
    record Written(Path file, long from, long to, long rows, String head, String digest) {}

    /**
     * Writes the seals of a run that lies without a gap in the database.
     *
     * @throws IllegalStateException where there is none of them
     */
    Written write(Path file, long from, long to) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        Path half = Files.createTempFile(folder, "half-", ".tmp");
        try {
            Progress progress = new Progress();
            try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(half)), StandardCharsets.UTF_8))) {
                line(out, Map.of("format", FORMAT, "fields", AuditRow.FIELDS, "from", from, "to", to));
                reach.everywhere(
                        "seals hold rows of all units",
                        () -> oneView.executeWithoutResult(_ -> seals(out, from, to, progress)));
                if (progress.head.isEmpty()) {
                    throw new IllegalStateException("There are no seals from " + from + " to " + to);
                }
                line(out, Map.of("end", progress.last, "head", progress.head, "rows", progress.rows));
            }
            if (Files.getFileStore(half).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Written(file, progress.first, progress.last, progress.rows, progress.head, digest(file));
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static final class Progress {

        private long first;
        private long last;
        private long rows;
        private String head = "";
    }

    private void seals(BufferedWriter out, long from, long to, Progress progress) {
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(
                            "select " + Seals.COLUMNS + " from access.seal where no between ? and ? order by no");
                    statement.setLong(1, from);
                    statement.setLong(2, to);
                    statement.setFetchSize(SEALS_FETCHED);
                    return statement;
                },
                row -> {
                    Seal seal = Seals.seal(row);
                    try {
                        write(out, seal);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                    progress.first = progress.first == 0 ? seal.no() : progress.first;
                    progress.last = seal.no();
                    progress.rows += seal.ids().length;
                    progress.head = seal.headText();
                });
    }

    private void write(BufferedWriter out, Seal seal) throws IOException {
        var told = new LinkedHashMap<String, Object>();
        told.put("seal", seal.no());
        told.put("at", Seals.micros(seal.at()));
        told.put("algorithm", seal.algorithm().word());
        told.put("previous", HEX.formatHex(seal.previous()));
        told.put("head", seal.headText());
        told.put("upto", seal.upto());
        told.put("rows", seal.ids().length);
        line(out, told);
        Map<Long, AuditRow> rows = rows(seal.ids());
        for (int i = 0; i < seal.ids().length; i++) {
            AuditRow row = rows.get(seal.ids()[i]);
            var values = new ArrayList<@Nullable Object>();
            values.add(seal.ids()[i]);
            values.add(HEX.formatHex(seal.digest(i)));
            if (row != null) {
                values.addAll(row.values());
            }
            line(out, values);
        }
    }

    private Map<Long, AuditRow> rows(long[] ids) {
        Map<Long, AuditRow> rows = new HashMap<>();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(
                            "select " + AuditRow.COLUMNS + " from access.audit where id = any(?)");
                    statement.setObject(1, ids);
                    return statement;
                },
                row -> {
                    AuditRow each = AuditRow.of(row);
                    rows.put(each.id(), each);
                });
        return rows;
    }

    private static void line(BufferedWriter out, Object value) throws IOException {
        out.write(JSON.writeValueAsString(value));
        out.write('\n');
    }

    /** SHA-256 of a file. */
    static String digest(Path file) throws IOException {
        MessageDigest digest = Digest.SHA256.begin();
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HEX.formatHex(digest.digest());
    }

    /** Verifies a file by itself. That its head is the right one, only the marker it left or the anchor can tell. */
    static AuditFindings verify(Path file) throws IOException {
        return new Reading().of(file);
    }

    private static final class Reading {

        private final Faults faults = new Faults();
        private @Nullable Seal last;
        private long first;
        private long seals;
        private long rows;

        private AuditFindings of(Path file) throws IOException {
            boolean ended = false;
            try (BufferedReader in = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                JsonNode about = next(in);
                if (about == null || !FORMAT.equals(about.path("format").asString(""))) {
                    faults.add(Kind.FILE_DAMAGED, 0, 0);
                } else {
                    JsonNode line;
                    while ((line = next(in)) != null) {
                        if (line.has("end")) {
                            ended = end(line);
                            break;
                        }
                        seal(line, in);
                    }
                    if (!ended || next(in) != null) {
                        faults.add(Kind.FILE_DAMAGED, last == null ? 0 : last.no(), 0);
                    }
                }
            } catch (java.util.zip.ZipException
                    | java.io.EOFException
                    | JacksonException
                    | IllegalArgumentException broken) {
                faults.add(Kind.FILE_DAMAGED, last == null ? 0 : last.no(), 0);
            }
            Seal end = last;
            return new AuditFindings(
                    rows,
                    seals,
                    first,
                    end == null ? 0 : end.no(),
                    end == null ? null : end.at(),
                    end == null ? "" : end.headText(),
                    0,
                    null,
                    0,
                    true,
                    new AuditFindings.Tail(0, null, null),
                    faults.count(),
                    faults.kept());
        }

        private static @Nullable JsonNode next(BufferedReader in) throws IOException {
            String line = in.readLine();
            return line == null ? null : JSON.readTree(line);
        }

        private boolean end(JsonNode line) {
            return last != null
                    && line.path("end").asLong() == last.no()
                    && line.path("head").asString("").equals(last.headText())
                    && line.path("rows").asLong() == rows;
        }

        private void seal(JsonNode told, BufferedReader in) throws IOException {
            long no = told.path("seal").asLong();
            int count = told.path("rows").asInt();
            Digest algorithm = Digest.named(told.path("algorithm").asString(""))
                    .orElseThrow(() -> new IllegalArgumentException("algorithm"));
            var ids = new ArrayList<Long>();
            var digests = new java.io.ByteArrayOutputStream();
            for (int i = 0; i < count; i++) {
                JsonNode line = next(in);
                if (line == null || !line.isArray() || line.size() < 2) {
                    throw new IllegalArgumentException("row");
                }
                long id = line.get(0).asLong();
                byte[] digest = HEX.parseHex(line.get(1).asString());
                ids.add(id);
                digests.writeBytes(digest);
                compare(no, id, digest, algorithm, line);
            }
            rows += count;
            byte[] head = HEX.parseHex(told.path("head").asString());
            Seal seal = new Seal(
                    no,
                    Seals.time(told.path("at").asLong()),
                    algorithm,
                    HEX.parseHex(told.path("previous").asString()),
                    head,
                    ids.stream().mapToLong(Long::longValue).toArray(),
                    digests.toByteArray(),
                    told.path("upto").asString(""));
            if (!seal.holds()) {
                faults.add(Kind.SEAL_CHANGED, no, 0);
            }
            Seal before = last;
            if (before == null) {
                first = no;
            } else if (no != before.no() + 1) {
                faults.add(Kind.SEAL_MISSING, before.no() + 1, 0);
            } else if (!Arrays.equals(seal.previous(), before.head())) {
                faults.add(Kind.LINK_BROKEN, no, 0);
            }
            last = seal;
            seals++;
        }

        private void compare(long seal, long id, byte[] digest, Digest algorithm, JsonNode line) {
            if (line.size() == 2) {
                faults.add(Kind.ROW_REMOVED, seal, id);
                return;
            }
            List<@Nullable String> values = new ArrayList<>();
            for (int i = 2; i < line.size(); i++) {
                values.add(line.get(i).isNull() ? null : line.get(i).asString());
            }
            if (!Arrays.equals(digest, new AuditRow(id, values).digest(algorithm))) {
                faults.add(Kind.ROW_CHANGED, seal, id);
            }
        }
    }
}
