package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.access.Permission;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.document.Documents;
import cn.shiji.document.ReadDocument;
import cn.shiji.evidence.Evidence;
import cn.shiji.evidence.FileView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
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
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a document in as a draft plan. Everything is stored in one transaction after the whole document was read, so a
 * refusal or a crash leaves nothing behind but the word that it was refused.
 */
@Component("planImports")
class Imports {

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    /** How many documents are read at the same time; reading holds the whole document in memory. */
    private static final int AT_ONCE = 2;

    /** Begins a kept argument that is a word; no file name holds this character. */
    private static final String WORD_MARK = "\u001f";

    /** How many may be under way, those that wait included; each holds its file in memory. */
    private static final int MOST_UNDER_WAY = 8;

    private static final int LONGEST_TITLE = 200;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Versions versions;
    private final Access access;
    private final Directory directory;
    private final Evidence evidence;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);

    Imports(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Versions versions,
            Access access,
            Directory directory,
            Evidence evidence,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.versions = versions;
        this.access = access;
        this.directory = directory;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** How far an import is. */
    record Progress(
            UUID id,
            String stage,
            int percent,
            @Nullable UUID plan,
            @Nullable String problemCode,
            List<Object> problemArgs) {}

    /** What opens the sent file, for large ones are not read before it is known that they are accepted. */
    interface Sent {
        byte[] bytes() throws java.io.IOException;
    }

    /** Starts an import and answers at once; {@link #progress} tells how far it is. */
    Progress start(Caller caller, UnitId unitId, int year, String fileName, long size, Sent sent)
            throws java.io.IOException {
        access.require(caller, Permission.PLAN_EDIT);
        Unit unit = directory.unit(caller, unitId);
        checkYear(year);
        UUID id = Uuid7.next(clock);
        open(id, caller, unit, year, fileName);
        if (size > Evidence.LARGEST) {
            refuse(id, Problem.tooLarge("plan.file-too-large", fileName, megabytes(size), megabytes(Evidence.LARGEST)));
            return progress(caller, id);
        }
        if (!underWay.tryAcquire()) {
            refuse(id, Problem.conflict("plan.import-busy", MOST_UNDER_WAY));
            return progress(caller, id);
        }
        boolean started = false;
        try {
            // Read now: the sent file is gone when the request is over.
            byte[] bytes = sent.bytes();
            Thread.ofVirtual().name("plan-import-" + id).start(() -> {
                try {
                    run(id, caller, unit, year, fileName, bytes);
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

    /** Imports before it returns, for programs. */
    UUID importNow(Caller caller, UnitId unitId, int year, String fileName, byte[] bytes) {
        access.require(caller, Permission.PLAN_EDIT);
        Unit unit = directory.unit(caller, unitId);
        checkYear(year);
        return store(caller, unit, year, fileName, bytes, read(fileName, bytes));
    }

    /**
     * How far the import is; only the one who started it may ask.
     *
     * @throws Problem {@code plan.import-missing}
     */
    Progress progress(Caller caller, UUID id) {
        return jdbc.sql("""
                        select id, stage, percent, plan_id, problem_code, problem_args from plan.import
                        where id = :id and started_by = :by
                        """)
                .param("id", id)
                .param("by", caller.account().value())
                .query((row, at) -> new Progress(
                        row.getObject("id", UUID.class),
                        row.getString("stage"),
                        row.getInt("percent"),
                        row.getObject("plan_id", UUID.class),
                        row.getString("problem_code"),
                        Arrays.stream((String[]) row.getArray("problem_args").getArray())
                                .map(Imports::toldArg)
                                .toList()))
                .optional()
                .orElseThrow(() -> Problem.missing("plan.import-missing"));
    }

    /** What was being read when the server stopped is not read on: its bytes are gone. */
    @EventListener(ApplicationReadyEvent.class)
    void refuseInterrupted() {
        jdbc.sql("""
                        update plan.import set stage = 'refused', problem_code = 'plan.import-interrupted'
                        where stage in ('received', 'reading', 'storing')
                        """).update();
    }

    private void run(UUID id, Caller caller, Unit unit, int year, String fileName, byte[] bytes) {
        try {
            places.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            stage(id, "reading", 10);
            ReadDocument document = read(fileName, bytes);
            stage(id, "storing", 60);
            transaction.executeWithoutResult(status -> done(id, store(caller, unit, year, fileName, bytes, document)));
        } catch (Problem problem) {
            refuse(id, problem);
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.error("Import {} of {} failed", id, fileName, failure);
            refuse(id, Problem.bad("plan.import-failed", id.toString().substring(0, 8)));
        } finally {
            places.release();
        }
    }

    private static ReadDocument read(String fileName, byte[] bytes) {
        if (bytes.length > Evidence.LARGEST) {
            throw Problem.tooLarge(
                    "plan.file-too-large", fileName, megabytes(bytes.length), megabytes(Evidence.LARGEST));
        }
        ReadDocument document = Documents.read(fileName, bytes);
        if (document.nodes().isEmpty()) {
            throw Problem.bad("plan.no-tree", fileName);
        }
        return document;
    }

    private UUID store(Caller caller, Unit unit, int year, String fileName, byte[] bytes, ReadDocument document) {
        UUID plan = Uuid7.next(clock);
        UUID stored = transaction.execute(status -> {
            FileView file = evidence.keepRead(caller, unit.id(), unit.place(), fileName, bytes);
            PlanHead head = new PlanHead(
                    plan,
                    unit.id(),
                    unit.places(),
                    year,
                    title(document, fileName),
                    file.id(),
                    file.name(),
                    1,
                    1,
                    false,
                    null,
                    null);
            versions.add(head, document.text(), document.furniture(), null, caller.name(), clock.instant());
            Reading reading = Reading.of(document, () -> Uuid7.next(clock));
            reading.nodes().forEach(node -> versions.add(head, node));
            reading.figures().forEach(figure -> versions.add(head, figure));
            int ordinal = 0;
            for (PlanTree.NamedUnit named : reading.units()) {
                versions.add(head, named, ordinal++);
            }
            access.audit(caller, "plan.import", "plan", plan.toString(), head.title() + " · " + file.name());
            return plan;
        });
        return java.util.Objects.requireNonNull(stored);
    }

    private static String title(ReadDocument document, String fileName) {
        String title = document.title().isBlank() ? fileName.replaceAll("\\.[A-Za-z]{2,5}$", "") : document.title();
        String plain = title.replaceAll("\\s+", " ").trim();
        return plain.length() <= LONGEST_TITLE ? plain : plain.substring(0, LONGEST_TITLE);
    }

    private static void checkYear(int year) {
        if (year < 1990 || year > 2200) {
            throw Problem.bad("plan.year", year);
        }
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    private void open(UUID id, Caller caller, Unit unit, int year, String fileName) {
        jdbc.sql("""
                        insert into plan.import (id, unit_id, place, year, file_name, stage, percent, started_by, started_at)
                        values (:id, :unit, :place, :year, :name, 'received', 0, :by, :at)
                        """)
                .param("id", id)
                .param("unit", unit.id().value())
                .param("place", unit.place())
                .param("year", year)
                .param("name", fileName)
                .param("by", caller.account().value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void stage(UUID id, String stage, int percent) {
        jdbc.sql("update plan.import set stage = :stage, percent = :percent where id = :id")
                .param("stage", stage)
                .param("percent", percent)
                .param("id", id)
                .update();
    }

    private void done(UUID id, UUID plan) {
        jdbc.sql("update plan.import set stage = 'done', percent = 100, plan_id = :plan where id = :id")
                .param("plan", plan)
                .param("id", id)
                .update();
    }

    private void refuse(UUID id, Problem problem) {
        jdbc.sql("""
                        update plan.import set stage = 'refused', problem_code = :code, problem_args = :args where id = :id
                        """)
                .param("code", problem.code())
                .param("args", problem.args().stream().map(Imports::keptArg).toArray(String[]::new))
                .param("id", id)
                .update();
    }

    /** An argument as it is kept: a word by its code behind a mark, so that it is told in the language of who asks. */
    private static String keptArg(Object arg) {
        return arg instanceof Problem.Word word ? WORD_MARK + word.code() : String.valueOf(arg);
    }

    private static Object toldArg(String kept) {
        return kept.startsWith(WORD_MARK) ? new Problem.Word(kept.substring(WORD_MARK.length())) : kept;
    }
}
