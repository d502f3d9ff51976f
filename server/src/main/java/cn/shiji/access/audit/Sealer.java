package cn.shiji.access.audit;

import cn.shiji.access.Rows;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Chains what was committed: twice a second, one sealer at a time.
 *
 * <p>What is new is what this look's snapshot of the database sees and the last one's did not; so a transaction that commits
 * late is neither missed nor holds up the rest, as it would were rows followed by number.
 */
@Component
class Sealer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int ROWS_OF_A_SEAL = 5_000;
    private static final int FETCH = 1_000;

    private final Seals seals;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Rows rows;
    private final Anchor anchor;
    private final Trail trail;
    private final Digest algorithm;
    private final boolean sealing;
    private volatile @Nullable Thread thread;
    private volatile Seals.@Nullable End known;

    Sealer(
            Seals seals,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Rows rows,
            Anchor anchor,
            Trail trail,
            AuditSettings settings,
            @Value("${shiji.audit.sealing:true}") boolean sealing) {
        this.seals = seals;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.rows = rows;
        this.anchor = anchor;
        this.trail = trail;
        this.algorithm = settings.digest();
        this.sealing = sealing;
    }

    /** Seals what was committed since the last seal and tells how many rows that was. */
    int seal() {
        Integer sealed = rows.everywhere(
                "the sealer chains the rows of all units",
                () -> transaction.execute(_ -> seals.taken() ? sealNew() : 0));
        anchor.drop(known);
        return sealed == null ? 0 : sealed;
    }

    private int sealNew() {
        Optional<Seals.End> end = seals.end();
        refuseShortened(end);
        Found found = found(end.map(Seals.End::upto).orElse(Snapshot.NOTHING));
        List<Long> ids = found.ids;
        long no = end.map(Seals.End::no).orElse(firstNo() - 1);
        byte[] head = end.map(Seals.End::head).orElseGet(this::beginning);
        String seenBefore = end.map(Seals.End::upto).orElse(Snapshot.NOTHING);
        Instant at = found.at;
        for (int from = 0; from < ids.size(); from += ROWS_OF_A_SEAL) {
            int to = Math.min(from + ROWS_OF_A_SEAL, ids.size());
            long[] some =
                    ids.subList(from, to).stream().mapToLong(Long::longValue).toArray();
            byte[] digests = new byte[some.length * Digest.LENGTH];
            for (int i = 0; i < some.length; i++) {
                System.arraycopy(found.digests.get(from + i), 0, digests, i * Digest.LENGTH, Digest.LENGTH);
            }
            Seal seal = Seal.of(++no, at, algorithm, head, some, digests, to == ids.size() ? found.upto : seenBefore);
            seals.add(seal);
            head = seal.head();
            known = new Seals.End(no, head, at, seal.upto());
        }
        if (ids.isEmpty()) {
            known = end.orElse(null);
        }
        return ids.size();
    }

    private long firstNo() {
        return seals.retired().map(retired -> retired.upto() + 1).orElse(1L);
    }

    private byte[] beginning() {
        return seals.retired().map(Seals.Retired::head).orElse(Seal.GENESIS);
    }

    /** A chain that ends earlier, or otherwise, than this sealer knows was tampered with; sealing on would hide where. */
    private void refuseShortened(Optional<Seals.End> end) {
        Seals.End before = known;
        if (before == null) {
            long anchored = anchor.lastNo();
            if (anchored > end.map(Seals.End::no).orElse(0L)) {
                throw shortened(anchored);
            }
            return;
        }
        boolean shorter = end.isEmpty() || end.get().no() < before.no();
        boolean other = end.isPresent()
                && end.get().no() == before.no()
                && !Arrays.equals(end.get().head(), before.head());
        if (shorter || other) {
            throw shortened(before.no());
        }
    }

    private static IllegalStateException shortened(long no) {
        return new IllegalStateException("The chain of the trail went as far as seal " + no
                + " and no longer does; nothing is sealed now. See docs/run/audit.md and run ./shiji audit verify");
    }

    private static final class Found {

        private final List<Long> ids = new ArrayList<>();
        private final List<byte[]> digests = new ArrayList<>();
        private String upto = "";
        private Instant at = Instant.EPOCH;
    }

    private Found found(String seen) {
        Found found = new Found();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("select " + AuditRow.COLUMNS + """
                            , pg_current_snapshot()::text as upto,
                              (extract(epoch from clock_timestamp()) * 1000000)::bigint as now
                            from access.audit
                            where xid >= pg_snapshot_xmin(?::pg_snapshot) and not pg_visible_in_snapshot(xid, ?::pg_snapshot)
                            order by access.audit.xid, access.audit.id
                            """);
                    statement.setString(1, seen);
                    statement.setString(2, seen);
                    statement.setFetchSize(FETCH);
                    return statement;
                },
                row -> {
                    AuditRow each = AuditRow.of(row);
                    found.ids.add(each.id());
                    found.digests.add(each.digest(algorithm));
                    found.upto = row.getString("upto");
                    Instant now = Seals.time(row.getLong("now"));
                    found.at = now.isAfter(found.at) ? now : found.at;
                });
        return found;
    }

    /** Where the chain ends as far as this server has sealed or seen it. */
    Seals.@Nullable End known() {
        return known;
    }

    @Override
    public void start() {
        if (!sealing) {
            return;
        }
        Thread worker = Thread.ofVirtual().name("audit-sealer").unstarted(this::work);
        thread = worker;
        worker.start();
    }

    private void work() {
        boolean failed = false;
        while (isRunning()) {
            try {
                Thread.sleep(INTERVAL);
                trail.tellFloods();
                seal();
                failed = false;
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                if (isRunning() && !failed) {
                    LOG.error("The trail could not be sealed", failure);
                }
                failed = true;
            }
        }
    }

    @Override
    public void stop() {
        Thread worker = thread;
        thread = null;
        if (worker != null) {
            worker.interrupt();
            try {
                worker.join(Duration.ofSeconds(5));
                seal();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                LOG.warn("The last rows of the trail are sealed at the next start: {}", failure.getMessage());
            }
            anchor.dropNow(known);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Stops after the web server, whose last requests still add rows. */
    @Override
    public int getPhase() {
        return 0;
    }
}
