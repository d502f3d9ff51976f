package cn.shiji.app;

import cn.shiji.access.AuditFindings;
import cn.shiji.access.AuditSilence;
import cn.shiji.access.AuditTrail;
import cn.shiji.access.Rows;
import cn.shiji.app.demo.DemoCounty;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Uuid7;
import cn.shiji.record.RecordEntry;
import cn.shiji.record.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;

/**
 * {@code ./shiji bench audit}: how many of the demo's records sixteen clients put down in a second through the door of {@code
 * record} with the trail written and sealed, against the same without it.
 *
 * <p>Both are measured in turns in one server on one database, so what else goes on falls on both. The trail is kept silent
 * by a bean that this bench alone puts into the application; no setting does that.
 */
record AuditBench(Class<?> program) implements Command {

    private static final int DONE = 0;
    private static final int BOUND_BROKEN = 1;
    private static final int CLIENTS = 16;
    private static final double LEAST = 0.75;
    private static final long WARM_UP_MILLIS = 6_000;
    private static final long ROUND_MILLIS = 4_000;

    /** With and without in turns, neither always first. */
    private static final boolean[] ROUNDS = {
        true, false, false, true, true, false, false, true, true, false, false, true
    };

    @Override
    public String usage() {
        return "bench audit [--json]";
    }

    @Override
    public String summary() {
        return "量一量：有审计与没有审计时每秒能记多少条 / measure what the audit trail costs those who record";
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        Options options = Options.of(arguments, usage(), Set.of(), Set.of("json"));
        options.words(0, 0);
        Path scratch = Files.createTempDirectory(
                "shiji-bench-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Silence silence = new Silence();
        try {
            return Application.measured(
                    program,
                    scratch,
                    Map.of(),
                    context -> context.registerBean(AuditSilence.class, () -> silence),
                    application -> measure(application, silence, options.has("json")));
        } finally {
            delete(scratch);
        }
    }

    /** Silent while a round without the trail is measured. */
    private static final class Silence implements AuditSilence {

        private volatile boolean kept;

        @Override
        public boolean kept() {
            return kept;
        }
    }

    private static int measure(ApplicationContext application, Silence silence, boolean json) throws Exception {
        DemoCounty.Work work = application.getBean(DemoCounty.class).foundToMeasure();
        var next = new AtomicInteger();
        silence.kept = false;
        round(application, work, next, WARM_UP_MILLIS);
        silence.kept = true;
        round(application, work, next, WARM_UP_MILLIS);
        double with = 0;
        double without = 0;
        for (boolean written : ROUNDS) {
            silence.kept = !written;
            double rate = round(application, work, next, ROUND_MILLIS);
            if (written) {
                with += rate;
            } else {
                without += rate;
            }
        }
        silence.kept = false;
        int half = ROUNDS.length / 2;
        AuditFindings found = sealed(application);
        double ratio = with / without;
        boolean holds = ratio >= LEAST && found.holds() && found.tail().rows() == 0;
        if (json) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "[{\"work\":\"a record with audit, %d clients, sealed and verified\",\"yardstick\":\"the same without audit\","
                            + "\"ours\":%.1f,\"theirs\":%.1f,\"ratio\":%.4f,\"bound\":%.2f,\"holds\":%b}]",
                    CLIENTS,
                    with / half,
                    without / half,
                    ratio,
                    LEAST,
                    holds));
        } else {
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-7s %9.1f /s : %9.1f /s = %8.4f (≥ %.2f)  a record with audit, %d clients : without",
                    holds ? "ok" : "BROKEN",
                    with / half,
                    without / half,
                    ratio,
                    LEAST,
                    CLIENTS));
            System.out.println("        " + found.rows() + " rows in " + found.seals() + " seals verified, "
                    + found.faultCount() + " faults, " + found.tail().rows() + " not sealed");
        }
        return holds ? DONE : BOUND_BROKEN;
    }

    /** Records put down in a second. */
    private static double round(ApplicationContext application, DemoCounty.Work work, AtomicInteger next, long millis)
            throws Exception {
        Records records = application.getBean(Records.class);
        Rows rows = application.getBean(Rows.class);
        Clock clock = application.getBean(Clock.class);
        Caller caller = work.caller();
        List<RecordEntry> entries = work.entries();
        long begun = System.nanoTime();
        long ends = begun + millis * 1_000_000;
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Integer>> done = IntStream.range(0, CLIENTS)
                    .mapToObj(_ -> clients.submit(() -> rows.<Integer, RuntimeException>as(caller, () -> {
                        int count = 0;
                        while (System.nanoTime() < ends) {
                            RecordEntry entry = entries.get(Math.floorMod(next.getAndIncrement(), entries.size()));
                            records.enter(caller, Uuid7.next(clock), entry);
                            count++;
                        }
                        return count;
                    })))
                    .toList();
            int all = 0;
            for (Future<Integer> client : done) {
                all += client.get();
            }
            return all * 1e9 / (System.nanoTime() - begun);
        }
    }

    /** What a verification finds once the sealer has had its second. */
    private static AuditFindings sealed(ApplicationContext application) throws InterruptedException {
        AuditTrail trail = application.getBean(AuditTrail.class);
        AuditFindings found = trail.verify(_ -> {});
        for (int i = 0; i < 20 && found.tail().rows() > 0; i++) {
            Thread.sleep(200);
            found = trail.verify(_ -> {});
        }
        return found;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
