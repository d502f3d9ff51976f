package cn.shiji.access.audit;

import cn.shiji.access.AuditChain;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.AuditFindings;
import cn.shiji.access.AuditLine;
import cn.shiji.access.AuditPage;
import cn.shiji.access.AuditQuery;
import cn.shiji.access.Rows;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the door {@link cn.shiji.access.AuditTrail} opens on. */
@Component
public class AuditChecks {

    private static final Logger LOG = LoggerFactory.getLogger(AuditChecks.class);
    private static final String CHAIN = "chain";

    private final Verifier verifier;
    private final AuditFile files;
    private final AuditBoard board;
    private final Seals seals;
    private final Trail trail;
    private final JdbcClient jdbc;
    private final Rows reach;
    private final Clock clock;
    private final AtomicReference<AuditChain.@Nullable Running> running = new AtomicReference<>();

    AuditChecks(
            Verifier verifier,
            AuditFile files,
            AuditBoard board,
            Seals seals,
            Trail trail,
            JdbcClient jdbc,
            Rows reach,
            Clock clock) {
        this.verifier = verifier;
        this.files = files;
        this.board = board;
        this.seals = seals;
        this.trail = trail;
        this.jdbc = jdbc;
        this.reach = reach;
        this.clock = clock;
    }

    /** Verifies all of it. */
    public AuditFindings verify(LongConsumer progress) {
        return verifier.verify(progress);
    }

    /** Verifies a file. */
    public static AuditFindings verifyFile(Path file) throws IOException {
        return AuditFile.verify(file);
    }

    /** Writes all that is sealed to a file and tells how many rows. */
    public long export(Path file) throws IOException {
        return files.write(file, 1, Long.MAX_VALUE).rows();
    }

    /** Rows within the caller's reach. */
    public AuditPage page(Caller caller, AuditQuery query, @Nullable Long before, int size) {
        return board.page(caller, query, before, size);
    }

    /** How many rows that is, counted no further than told. */
    public long count(Caller caller, AuditQuery query, int most) {
        return board.count(caller, query, most);
    }

    /** One row within the caller's reach. */
    public Optional<AuditLine> line(Caller caller, long id) {
        return board.line(caller, id);
    }

    /** Each row, oldest first. */
    @Transactional(readOnly = true)
    public void each(Caller caller, AuditQuery query, Consumer<AuditLine> taker) {
        board.each(caller, query, taker);
    }

    /** How the chain stands. */
    public AuditChain chain() {
        return reach.everywhere("how the chain stands is no secret of a unit", this::chainNow);
    }

    private AuditChain chainNow() {
        Optional<Seals.End> end = seals.end();
        return new AuditChain(
                end.map(Seals.End::no).orElse(0L),
                end.map(Seals.End::at).orElse(null),
                end.map(last -> HexFormat.of().formatHex(last.head())).orElse(""),
                seals.tail().rows(),
                verified(),
                running.get());
    }

    private AuditChain.@Nullable Verified verified() {
        return jdbc.sql("""
                        select at, name, after from access.audit
                        where subject_kind = 'audit' and subject_id = :chain and verb = 'audit.verify'
                        order by id desc limit 1
                        """)
                .param("chain", CHAIN)
                .query((row, _) -> {
                    JsonNode after = JsonMapper.shared().readTree(row.getString("after"));
                    return new AuditChain.Verified(
                            row.getTimestamp("at").toInstant(),
                            row.getString("name"),
                            after.path("rows").asLong(),
                            after.path("seal").asLong(),
                            after.path("faults").asLong());
                })
                .optional()
                .orElse(null);
    }

    /**
     * Begins to verify it all in the background.
     *
     * @throws Problem {@code audit.verifying} where that is going on already
     */
    public void beginVerification(Caller caller) {
        Instant since = clock.instant();
        if (!running.compareAndSet(null, new AuditChain.Running(since, 0, 0))) {
            throw Problem.conflict("audit.verifying");
        }
        Thread.ofVirtual().name("audit-verification").start(() -> {
            try {
                long total = verifier.rows();
                running.set(new AuditChain.Running(since, 0, total));
                AuditFindings found = verifier.verify(
                        rows -> running.set(new AuditChain.Running(since, rows, Math.max(rows, total))));
                trail.done(AuditEntry.of(caller, "audit.verify", "audit", CHAIN, "")
                        .with("rows", found.rows())
                        .with("seal", found.lastSeal())
                        .with("faults", found.faultCount())
                        .with(
                                "found",
                                found.faults().stream()
                                        .limit(20)
                                        .map(fault -> fault.kind() + " #" + fault.row() + " / " + fault.seal())
                                        .toList()));
            } catch (RuntimeException failure) {
                LOG.error("The trail could not be verified", failure);
            } finally {
                running.set(null);
            }
        });
    }
}
