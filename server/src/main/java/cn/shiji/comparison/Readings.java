package cn.shiji.comparison;

import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.comparison.Comparisons.Sent;
import cn.shiji.comparison.KeptComparison.Match;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.evidence.Evidence;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes two documents in as a comparison, in the background. Both are read before anything is told, so that the faults of
 * both come at once; everything is stored in one transaction, so that a refusal or a crash leaves nothing behind but the
 * word that it was refused.
 */
@Component("comparisonReadings")
class Readings {

    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How many are read at the same time; reading and matching hold both documents in memory. */
    private static final int AT_ONCE = 2;

    /** How many may be under way, those that wait included. */
    private static final int MOST_UNDER_WAY = 8;

    /** Begins a kept argument that is a word; no file name holds this character. */
    private static final String WORD_MARK = "\u001f";

    private final JdbcClient jdbc;
    private final Comparisons comparisons;
    private final Access access;
    private final Rows rows;
    private final Directory directory;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);

    Readings(JdbcClient jdbc, Comparisons comparisons, Access access, Rows rows, Directory directory, Clock clock) {
        this.jdbc = jdbc;
        this.comparisons = comparisons;
        this.access = access;
        this.rows = rows;
        this.directory = directory;
        this.clock = clock;
    }

    /** A fault as it is kept; {@code side} is empty where it is not of one document. */
    record Fault(String side, String code, List<String> args) {

        static Fault of(String side, Problem problem) {
            return new Fault(
                    side,
                    problem.code(),
                    problem.args().stream()
                            .map(arg ->
                                    arg instanceof Problem.Word word ? WORD_MARK + word.code() : String.valueOf(arg))
                            .toList());
        }

        /** What fills the words, a word among them as such. */
        List<Object> told() {
            return args.stream()
                    .map(kept -> kept.startsWith(WORD_MARK)
                            ? (Object) new Problem.Word(kept.substring(WORD_MARK.length()))
                            : kept)
                    .toList();
        }
    }

    /** How far a reading is. */
    record Progress(
            UUID id, String stage, int percent, @Nullable UUID comparison, List<Fault> problems) {}

    /** A file as it comes; large ones are not read before it is known that they are accepted. */
    record Incoming(String name, long size, Opening opening) {}

    /** Opens a file that was sent. */
    interface Opening {
        byte[] bytes() throws IOException;
    }

    /** Starts a reading and answers at once; {@link #progress} tells how far it is. */
    Progress start(Caller caller, UnitId unitId, int year, @Nullable String title, Incoming plan, Incoming report)
            throws IOException {
        access.require(caller, Right.COMPARISON_MAKE);
        Unit unit = directory.unit(caller, unitId);
        Comparisons.checkedYear(year);
        if (title != null && !title.isBlank()) {
            Comparisons.checkedTitle(title);
        }
        UUID id = Uuid7.next(clock);
        open(id, caller, unit);
        List<Fault> tooLarge = new ArrayList<>();
        refuseLarge(plan, Side.PLAN, tooLarge);
        refuseLarge(report, Side.REPORT, tooLarge);
        if (!tooLarge.isEmpty()) {
            refuse(id, tooLarge);
            return progress(caller, id);
        }
        if (!underWay.tryAcquire()) {
            refuse(id, List.of(Fault.of("", Problem.conflict("comparison.busy", MOST_UNDER_WAY))));
            return progress(caller, id);
        }
        boolean started = false;
        try {
            // Read now: the sent files are gone when the request is over.
            byte[] planBytes = plan.opening.bytes();
            byte[] reportBytes = report.opening.bytes();
            Thread.ofVirtual().name("comparison-reading-" + id).start(() -> {
                try {
                    rows.as(
                            caller,
                            () -> run(id, caller, unit, year, title, plan.name, planBytes, report.name, reportBytes));
                } finally {
                    underWay.release();
                }
            });
            started = true;
        } finally {
            if (!started) {
                underWay.release();
            }
        }
        return progress(caller, id);
    }

    private static void refuseLarge(Incoming file, Side side, List<Fault> faults) {
        if (file.size > Evidence.LARGEST) {
            faults.add(Fault.of(side.code(), Reader.tooLarge(file.name, file.size)));
        }
    }

    /**
     * How far the reading is; only the one who started it may ask.
     *
     * @throws Problem {@code comparison.reading-missing}
     */
    Progress progress(Caller caller, UUID id) {
        return jdbc.sql("""
                        select id, stage, percent, comparison_id, problems from comparison.reading
                        where id = :id and started_by = :by
                        """)
                .param("id", id)
                .param("by", caller.account().value())
                .query((row, at) -> new Progress(
                        row.getObject("id", UUID.class),
                        row.getString("stage"),
                        row.getInt("percent"),
                        row.getObject("comparison_id", UUID.class),
                        JSON.readValue(row.getString("problems"), new TypeReference<List<Fault>>() {})))
                .optional()
                .orElseThrow(() -> Problem.missing("comparison.reading-missing"));
    }

    /** What was being read when the server stopped is not read on: its bytes are gone. */
    @EventListener(ApplicationReadyEvent.class)
    void refuseInterrupted() {
        rows.everywhere(
                "a start ends what the last one left half done",
                () -> jdbc.sql("""
                        update comparison.reading set stage = 'refused', problems = :problems::jsonb
                        where stage in ('received', 'reading', 'matching', 'storing')
                        """)
                        .param(
                                "problems",
                                JSON.writeValueAsString(
                                        List.of(Fault.of("", Problem.bad("comparison.reading-interrupted")))))
                        .update());
    }

    private void run(
            UUID id,
            Caller caller,
            Unit unit,
            int year,
            @Nullable String title,
            String planName,
            byte[] planBytes,
            String reportName,
            byte[] reportBytes) {
        try {
            places.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            stage(id, "reading", 10);
            List<Fault> faults = new ArrayList<>();
            Sent plan = read(Side.PLAN, planName, planBytes, faults);
            stage(id, "reading", 30);
            Sent report = read(Side.REPORT, reportName, reportBytes, faults);
            if (plan == null || report == null) {
                refuse(id, faults);
                return;
            }
            stage(id, "matching", 50);
            Match match = Reader.match(new Reader.Both(plan, report));
            stage(id, "storing", 80);
            done(id, comparisons.keep(caller, unit, year, title, plan, report, match));
        } catch (Problem problem) {
            refuse(id, List.of(Fault.of("", problem)));
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.error("Reading {} of {} and {} failed", id, planName, reportName, failure);
            refuse(
                    id,
                    List.of(Fault.of(
                            "",
                            Problem.bad(
                                    "comparison.reading-failed", id.toString().substring(0, 8)))));
        } finally {
            places.release();
        }
    }

    private static @Nullable Sent read(Side side, String fileName, byte[] bytes, List<Fault> faults) {
        try {
            return Reader.read(fileName, bytes);
        } catch (Problem problem) {
            faults.add(Fault.of(side.code(), problem));
            return null;
        }
    }

    private void open(UUID id, Caller caller, Unit unit) {
        jdbc.sql("""
                        insert into comparison.reading (id, unit_id, place, stage, percent, started_by, started_at)
                        values (:id, :unit, :place, 'received', 0, :by, :at)
                        """)
                .param("id", id)
                .param("unit", unit.id().value())
                .param("place", unit.place())
                .param("by", caller.account().value())
                .param("at", ComparisonStore.time(clock.instant()))
                .update();
    }

    private void stage(UUID id, String stage, int percent) {
        jdbc.sql("update comparison.reading set stage = :stage, percent = :percent where id = :id")
                .param("stage", stage)
                .param("percent", percent)
                .param("id", id)
                .update();
    }

    private void done(UUID id, UUID comparison) {
        jdbc.sql("update comparison.reading set stage = 'done', percent = 100, comparison_id = :made where id = :id")
                .param("made", comparison)
                .param("id", id)
                .update();
    }

    private void refuse(UUID id, List<Fault> faults) {
        jdbc.sql("update comparison.reading set stage = 'refused', problems = :problems::jsonb where id = :id")
                .param("problems", JSON.writeValueAsString(faults))
                .param("id", id)
                .update();
    }
}
