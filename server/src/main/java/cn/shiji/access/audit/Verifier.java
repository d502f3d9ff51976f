package cn.shiji.access.audit;

import cn.shiji.access.AuditFindings;
import cn.shiji.access.AuditFindings.Kind;
import cn.shiji.access.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the whole trail in one view of the database and holds it against its chain, and the chain against the anchor.
 *
 * <p>Only a run of seals with its rows is in memory at a time, and a bit for each row.
 */
@Component
class Verifier {

    private static final int SEALS_FETCHED = 50;
    private static final int ROWS_FETCHED = 2_000;
    private static final int ROWS_TOGETHER = 5_000;

    /** Clocks of one site differ by less. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final JdbcTemplate jdbc;
    private final Seals seals;
    private final Anchor anchor;
    private final Rows reach;
    private final TransactionTemplate oneView;

    Verifier(JdbcTemplate jdbc, Seals seals, Anchor anchor, Rows reach, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.anchor = anchor;
        this.reach = reach;
        this.oneView = new TransactionTemplate(transactions);
        this.oneView.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.oneView.setReadOnly(true);
    }

    /** How many rows there are to read, roughly. */
    long rows() {
        Long rows = reach.everywhere(
                "the chain holds rows of all units",
                () -> jdbc.queryForObject("select count(*) from access.audit", Long.class));
        return rows == null ? 0 : rows;
    }

    /**
     * Verifies it all.
     *
     * @param progress told how many rows were read so far
     */
    AuditFindings verify(LongConsumer progress) {
        return reach.everywhere(
                "the chain holds rows of all units",
                () -> oneView.execute(_ -> {
                    try (Anchor.Lines lines = new Anchor.Lines(anchor.file())) {
                        return new Run(lines, progress).findings();
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                }));
    }

    /** One row as it was sealed. */
    private record Sealed(
            long seal, byte[] digest, @Nullable String seenBefore, Instant sealedBefore, Instant at) {}

    private final class Run {

        private final Anchor.Lines lines;
        private final LongConsumer progress;
        private final Faults faults = new Faults();
        private final RowNumbers sealedRows = new RowNumbers();
        private final Map<Long, Sealed> together = new HashMap<>();
        private Digest algorithm = Digest.SHA256;
        private @Nullable Seal last;
        private long rows;
        private long sealCount;
        private long first;
        private long anchors;

        private Run(Anchor.Lines lines, LongConsumer progress) {
            this.lines = lines;
            this.progress = progress;
        }

        private AuditFindings findings() {
            Optional<Seals.Retired> retired = seals.retired();
            retired.ifPresent(this::retirementIsTold);
            jdbc.query(
                    connection -> {
                        PreparedStatement statement = connection.prepareStatement(
                                "select " + Seals.COLUMNS + " from access.seal order by no");
                        statement.setFetchSize(SEALS_FETCHED);
                        return statement;
                    },
                    row -> {
                        next(Seals.seal(row), retired);
                    });
            compareRows();
            Seal end = last;
            anchorsBehind(end == null ? 0 : end.no());
            AuditFindings.Tail tail = unsealed(end);
            return new AuditFindings(
                    rows,
                    sealCount,
                    first,
                    end == null ? 0 : end.no(),
                    end == null ? null : end.at(),
                    end == null ? "" : end.headText(),
                    retired.map(Seals.Retired::upto).orElse(0L),
                    retired.map(Seals.Retired::file).orElse(null),
                    anchors,
                    lines.fileExists(),
                    tail,
                    faults.count(),
                    faults.kept());
        }

        /** What was taken out must itself stand in the trail, or anybody could have cut off the beginning. */
        private void retirementIsTold(Seals.Retired retired) {
            Boolean told = jdbc.queryForObject(
                    "select exists (select from access.audit where verb = 'audit.retire' and subject_id = ? and after ->> 'head' = ?)",
                    Boolean.class,
                    Long.toString(retired.upto()),
                    HexFormat.of().formatHex(retired.head()));
            if (!Boolean.TRUE.equals(told)) {
                faults.add(Kind.START_CUT, retired.upto(), 0);
            }
        }

        private void next(Seal seal, Optional<Seals.Retired> retired) {
            Seal before = last;
            if (before == null) {
                first = seal.no();
                byte[] beginning = retired.map(Seals.Retired::head).orElse(Seal.GENESIS);
                long expected = retired.map(Seals.Retired::upto).orElse(0L) + 1;
                if (seal.no() != expected || !Arrays.equals(seal.previous(), beginning)) {
                    faults.add(Kind.START_CUT, seal.no(), 0);
                }
            } else if (seal.no() != before.no() + 1) {
                faults.add(Kind.SEAL_MISSING, before.no() + 1, 0);
            } else if (!Arrays.equals(seal.previous(), before.head())) {
                faults.add(Kind.LINK_BROKEN, seal.no(), 0);
            }
            if (!seal.holds()) {
                faults.add(Kind.SEAL_CHANGED, seal.no(), 0);
            }
            anchorsOf(seal);
            if (seal.algorithm() != algorithm || together.size() + seal.ids().length > ROWS_TOGETHER) {
                compareRows();
                algorithm = seal.algorithm();
            }
            int held = Math.min(seal.ids().length, seal.digests().length / Digest.LENGTH);
            for (int i = 0; i < held; i++) {
                if (sealedRows.add(seal.ids()[i])) {
                    together.put(
                            seal.ids()[i],
                            new Sealed(
                                    seal.no(),
                                    seal.digest(i),
                                    before == null ? null : before.upto(),
                                    before == null ? Instant.MIN : before.at(),
                                    seal.at()));
                } else {
                    faults.add(Kind.ROW_TWICE, seal.no(), seal.ids()[i]);
                }
            }
            last = seal;
            sealCount++;
        }

        private void anchorsOf(Seal seal) {
            for (Optional<Anchor.Line> line = lines.next();
                    line.isPresent() && line.get().no() <= seal.no();
                    line = lines.next()) {
                anchors++;
                if (line.get().no() < 0) {
                    faults.add(Kind.ANCHOR_DIFFERS, 0, 0);
                } else if (line.get().no() == seal.no() && !line.get().head().equals(seal.headText())) {
                    faults.add(Kind.ANCHOR_DIFFERS, seal.no(), 0);
                }
                lines.advance();
            }
        }

        private void anchorsBehind(long end) {
            long furthest = end;
            for (; lines.next().isPresent(); lines.advance()) {
                anchors++;
                Anchor.Line line = lines.next().get();
                if (line.no() < 0) {
                    faults.add(Kind.ANCHOR_DIFFERS, 0, 0);
                }
                furthest = Math.max(furthest, line.no());
            }
            if (furthest > end) {
                faults.add(Kind.END_CUT, end + 1, 0);
            }
        }

        private void compareRows() {
            if (together.isEmpty()) {
                return;
            }
            List<AuditRow> found = new ArrayList<>(together.size());
            jdbc.query(
                    connection -> {
                        PreparedStatement statement = connection.prepareStatement(
                                "select " + AuditRow.COLUMNS + " from access.audit where id = any(?)");
                        statement.setArray(
                                1,
                                connection.createArrayOf(
                                        "bigint", together.keySet().toArray()));
                        return statement;
                    },
                    row -> {
                        found.add(AuditRow.of(row));
                    });
            Map<String, Long> saidBy = new HashMap<>();
            together.forEach((id, kept) -> saidBy.put(HexFormat.of().formatHex(kept.digest()), id));
            for (AuditRow row : found) {
                Sealed kept = together.remove(row.id());
                if (kept == null) {
                    continue;
                }
                byte[] digest = row.digest(algorithm);
                if (!Arrays.equals(digest, kept.digest())) {
                    Long other = saidBy.get(HexFormat.of().formatHex(digest));
                    faults.add(other == null ? Kind.ROW_CHANGED : Kind.ROW_REORDERED, kept.seal(), row.id());
                } else if (impossible(row, kept.seenBefore(), kept.sealedBefore(), kept.at())) {
                    faults.add(Kind.ROW_TIME, kept.seal(), row.id());
                }
            }
            together.forEach((id, kept) -> faults.add(Kind.ROW_REMOVED, kept.seal(), id));
            rows += found.size();
            together.clear();
            progress.accept(rows);
        }

        /** A transaction that began after a seal cannot have written a row before it, nor any row after its own seal. */
        private boolean impossible(AuditRow row, @Nullable String seenBefore, Instant sealedBefore, Instant sealedAt) {
            Instant at = row.at();
            if (at.isAfter(sealedAt.plus(CLOCKS_DIFFER))) {
                return true;
            }
            return seenBefore != null
                    && row.transaction() >= Snapshot.next(seenBefore)
                    && at.isBefore(sealedBefore.minus(CLOCKS_DIFFER));
        }

        /** What is not sealed: behind the last seal it is the tail, elsewhere it was put in. */
        private AuditFindings.Tail unsealed(@Nullable Seal end) {
            long[] tail = {0, Long.MAX_VALUE, Long.MIN_VALUE};
            String seen = end == null ? Snapshot.NOTHING : end.upto();
            jdbc.query(
                    connection -> {
                        PreparedStatement statement = connection.prepareStatement("""
                                select a.id, a.xid::text::bigint as xid, (extract(epoch from a.at) * 1000000)::bigint as at,
                                       pg_visible_in_snapshot(a.xid, ?::pg_snapshot) as seen,
                                       u.place <> a.place and not exists (
                                           select from access.renewal r where a.unit_id = any (r.units)) as misplaced
                                from access.audit a
                                left join access.unit_place u on u.tree = 'admin' and u.unit_id = a.unit_id
                                """);
                        statement.setString(1, seen);
                        statement.setFetchSize(ROWS_FETCHED);
                        return statement;
                    },
                    row -> {
                        long id = row.getLong("id");
                        if (row.getBoolean("misplaced")) {
                            faults.add(Kind.ROW_MISPLACED, 0, id);
                        }
                        if (sealedRows.holds(id)) {
                            return;
                        }
                        if (row.getBoolean("seen")) {
                            faults.add(Kind.ROW_INSERTED, 0, id);
                            return;
                        }
                        tail[0]++;
                        tail[1] = Math.min(tail[1], id);
                        tail[2] = Math.max(tail[2], id);
                        if (end != null && tooEarly(row, end)) {
                            faults.add(Kind.ROW_TIME, 0, id);
                        }
                    });
            return tail[0] == 0
                    ? new AuditFindings.Tail(0, null, null)
                    : new AuditFindings.Tail(tail[0], tail[1], tail[2]);
        }

        private boolean tooEarly(java.sql.ResultSet row, Seal end) throws SQLException {
            return row.getLong("xid") >= Snapshot.next(end.upto())
                    && Seals.time(row.getLong("at")).isBefore(end.at().minus(CLOCKS_DIFFER));
        }
    }
}
