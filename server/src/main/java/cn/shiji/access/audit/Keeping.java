package cn.shiji.access.audit;

import cn.shiji.access.AuditEntry;
import cn.shiji.access.AuditFindings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Once a day: writes what was sealed since to a file, and takes out of the database what is older than the site keeps. */
@Component
class Keeping implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private static final Duration LOOK = Duration.ofMinutes(10);
    private static final Pattern NAME = Pattern.compile("audit-(\\d+)-(\\d+)\\.jsonl\\.gz");

    private final AuditFile files;
    private final Seals seals;
    private final JdbcClient jdbc;
    private final Trail trail;
    private final TransactionTemplate transaction;
    private final AuditSettings settings;
    private final Clock clock;
    private final Path folder;
    private final boolean sealing;
    private volatile @Nullable Thread thread;

    Keeping(
            AuditFile files,
            Seals seals,
            JdbcClient jdbc,
            Trail trail,
            PlatformTransactionManager transactions,
            AuditSettings settings,
            Clock clock,
            @Value("${shiji.data}") Path data,
            @Value("${shiji.audit.sealing:true}") boolean sealing) {
        this.files = files;
        this.seals = seals;
        this.jdbc = jdbc;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
        this.clock = clock;
        this.folder = data.resolve("audit");
        this.sealing = sealing;
    }

    /** Writes what was sealed since the last such file; empty where nothing was. */
    Optional<AuditFile.Written> exportNew() throws IOException {
        Path exports = folder.resolve("export");
        long done = Math.max(
                lastExported(exports), seals.retired().map(Seals.Retired::upto).orElse(0L));
        long end = seals.end().map(Seals.End::no).orElse(0L);
        return end <= done
                ? Optional.empty()
                : Optional.of(files.write(exports.resolve(name(done + 1, end)), done + 1, end));
    }

    /**
     * Takes out what is older than the site keeps, into a file that was verified before.
     *
     * @throws IllegalStateException where what is to be taken out does not verify; then nothing is taken out
     */
    Optional<AuditFile.Written> retire() throws IOException {
        Optional<Long> last = jdbc.sql("""
                        select max(no) from access.seal
                        where at < :before and no < (select max(no) from access.seal)
                        """)
                .param(
                        "before",
                        LocalDate.now(clock)
                                .minus(settings.retention())
                                .atStartOfDay(clock.getZone())
                                .toOffsetDateTime())
                .query(Long.class)
                .optional();
        if (last.isEmpty()) {
            return Optional.empty();
        }
        long first = seals.retired().map(Seals.Retired::upto).orElse(0L) + 1;
        Path file = folder.resolve("retired").resolve(name(first, last.get()));
        AuditFile.Written written = files.write(file, first, last.get());
        AuditFindings found = AuditFile.verify(file);
        if (!found.holds()) {
            throw new IllegalStateException(
                    "The trail up to seal " + last.get() + " does not verify and stays: " + found.faults());
        }
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select access.retire_audit(:last, :file, :digest)")
                    .param("last", last.get())
                    .param("file", file.getFileName().toString())
                    .param("digest", written.digest())
                    .query(Long.class)
                    .single();
            trail.done(AuditEntry.ofNobody(
                            "",
                            "audit.retire",
                            "audit",
                            Long.toString(last.get()),
                            file.getFileName().toString())
                    .with("head", written.head())
                    .with("rows", written.rows())
                    .with("digest", written.digest()));
        });
        return Optional.of(written);
    }

    private static String name(long from, long to) {
        return "audit-%010d-%010d.jsonl.gz".formatted(from, to);
    }

    private static long lastExported(Path exports) throws IOException {
        if (!Files.isDirectory(exports)) {
            return 0;
        }
        try (Stream<Path> names = Files.list(exports)) {
            return names.map(path -> NAME.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToLong(found -> Long.parseLong(found.group(2)))
                    .max()
                    .orElse(0);
        }
    }

    private void everyDay() {
        @Nullable LocalDate done = null;
        while (isRunning()) {
            try {
                LocalDate today = LocalDate.now(clock);
                if (!today.equals(done)) {
                    if (settings.dailyExport()) {
                        exportNew();
                    }
                    retire();
                    done = today;
                }
                Thread.sleep(LOOK);
            } catch (InterruptedException stopped) {
                return;
            } catch (IOException | RuntimeException failure) {
                if (!isRunning()) {
                    return;
                }
                LOG.error("The trail could not be exported or what is old not taken out", failure);
                done = LocalDate.now(clock);
            }
        }
    }

    @Override
    public void start() {
        if (sealing) {
            Thread worker = Thread.ofVirtual().name("audit-keeping").unstarted(this::everyDay);
            thread = worker;
            worker.start();
        }
    }

    @Override
    public void stop() {
        Thread worker = thread;
        thread = null;
        if (worker != null) {
            worker.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        // Begins when all else has, so that a start that is refused does not break off its work.
        return Integer.MAX_VALUE;
    }
}
