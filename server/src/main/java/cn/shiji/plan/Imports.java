package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.Rows;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.document.Documents;
import cn.shiji.document.ReadDocument;
import cn.shiji.evidence.Evidence;
import cn.shiji.evidence.FileView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

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
    private static final String CHOOSING = "choosing";

    /** Titles of documents that mostly belong to the plan before them, and of those that do not. */
    private static final Pattern ANNEX = Pattern.compile("附件|附表|任务分解|计划|要点|安排|方案|清单|谋划");

    private static final Pattern SPEECH = Pattern.compile("讲话|发言|致辞|报告|总结|新闻|通报");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Versions versions;
    private final Access access;
    private final Rows rows;
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
            Rows rows,
            Directory directory,
            Evidence evidence,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.versions = versions;
        this.access = access;
        this.rows = rows;
        this.directory = directory;
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * How far an import is.
     *
     * @param documents the documents in the file, while a person has to choose among them; else empty
     */
    record Progress(
            UUID id,
            String stage,
            int percent,
            @Nullable UUID plan,
            @Nullable String problemCode,
            List<Object> problemArgs,
            List<PartView> documents) {}

    /**
     * One of several documents in a file.
     *
     * @param no counted from nought
     * @param commitments how many it would bring
     * @param suggested whether it looks like a part of the plan
     */
    record PartView(int no, String title, int characters, int commitments, boolean suggested) {}

    /** What opens the sent file, for large ones are not read before it is known that they are accepted. */
    interface Sent {
        byte[] bytes() throws java.io.IOException;
    }

    /** Starts an import and answers at once; {@link #progress} tells how far it is. */
    Progress start(Caller caller, UnitId unitId, int year, String fileName, long size, Sent sent)
            throws java.io.IOException {
        access.require(caller, Right.PLAN_EDIT);
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
                    rows.as(caller, () -> run(id, caller, unit, year, fileName, bytes));
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
        access.require(caller, Right.PLAN_EDIT);
        Unit unit = directory.unit(caller, unitId);
        checkYear(year);
        return store(caller, unit, year, fileName, bytes, read(fileName, bytes), null);
    }

    /**
     * Goes on with an import for which a person chose the documents that belong to the plan.
     *
     * @throws Problem {@code plan.import-missing}, {@code plan.import-not-choosing}, {@code plan.import-no-document}
     */
    Progress choose(Caller caller, UUID id, List<Integer> wanted) {
        access.require(caller, Right.PLAN_EDIT);
        Progress progress = progress(caller, id);
        if (!progress.stage().equals(CHOOSING)) {
            throw Problem.conflict("plan.import-not-choosing");
        }
        List<Integer> parts = wanted.stream()
                .filter(no -> no != null && no >= 0 && no < progress.documents().size())
                .distinct()
                .sorted()
                .toList();
        if (parts.isEmpty()) {
            throw Problem.bad("plan.import-no-document");
        }
        record Kept(UnitId unit, int year, UUID file) {}
        Kept kept = jdbc.sql("select unit_id, year, file_id from plan.import where id = :id")
                .param("id", id)
                .query((row, at) -> new Kept(
                        new UnitId(row.getLong("unit_id")), row.getInt("year"), row.getObject("file_id", UUID.class)))
                .single();
        Unit unit = directory.unit(caller, kept.unit());
        FileView file = evidence.describe(List.of(kept.file())).getFirst();
        byte[] bytes = evidence.content(file);
        transaction.executeWithoutResult(status -> {
            ReadDocument document = read(file.name(), bytes);
            boolean all = parts.size() == document.nodes().size();
            done(id, store(caller, unit, kept.year(), file.name(), bytes, document, all ? null : parts));
        });
        return progress(caller, id);
    }

    /**
     * How far the import is; only the one who started it may ask.
     *
     * @throws Problem {@code plan.import-missing}
     */
    Progress progress(Caller caller, UUID id) {
        return jdbc.sql("""
                        select id, stage, percent, plan_id, problem_code, problem_args, documents from plan.import
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
                                .toList(),
                        row.getString("documents") == null
                                        || !row.getString("stage").equals(CHOOSING)
                                ? List.of()
                                : List.of(JSON.readValue(row.getString("documents"), PartView[].class))))
                .optional()
                .orElseThrow(() -> Problem.missing("plan.import-missing"));
    }

    /** What was being read when the server stopped is not read on: its bytes are gone. */
    @EventListener(ApplicationReadyEvent.class)
    void refuseInterrupted() {
        rows.everywhere(
                "a start ends what the last one left half done",
                () -> jdbc.sql("""
                        update plan.import set stage = 'refused', problem_code = 'plan.import-interrupted'
                        where stage in ('received', 'reading', 'storing')
                        """).update());
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
            if (document.nodes().size() > 1) {
                FileView file = evidence.keep(caller, unit.id(), unit.place(), fileName, bytes);
                ask(id, file.id(), parts(document));
                return;
            }
            stage(id, "storing", 60);
            transaction.executeWithoutResult(
                    status -> done(id, store(caller, unit, year, fileName, bytes, document, null)));
        } catch (Problem problem) {
            refuse(id, problem);
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.error("Import {} of {} failed", id, fileName, failure);
            refuse(id, Problem.bad("plan.import-failed", id.toString().substring(0, 8)));
        } finally {
            places.release();
        }
    }

    /** The documents of a file as a person chooses among them. */
    private static List<PartView> parts(ReadDocument document) {
        var parts = new ArrayList<PartView>();
        for (int at = 0; at < document.nodes().size(); at++) {
            cn.shiji.document.Node root = document.nodes().get(at);
            ReadRows rows = Reading.of(document, List.of(at), UUID::randomUUID);
            String title = (root.heading().isBlank() ? Reading.headingOf(root.text(), root.marker()) : root.heading())
                    .replaceAll("\\s+", " ")
                    .strip();
            parts.add(new PartView(
                    at,
                    title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE),
                    root.span().length(),
                    (int) rows.nodes().stream().filter(PlanTree.Node::task).count(),
                    at == 0
                            || ANNEX.matcher(title).find()
                                    && !SPEECH.matcher(title).find()));
        }
        return parts;
    }

    static ReadDocument read(String fileName, byte[] bytes) {
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

    private UUID store(
            Caller caller,
            Unit unit,
            int year,
            String fileName,
            byte[] bytes,
            ReadDocument document,
            @Nullable List<Integer> parts) {
        UUID plan = Uuid7.next(clock);
        UUID stored = transaction.execute(status -> {
            FileView file = evidence.keepRead(caller, unit.id(), unit.place(), fileName, bytes);
            PlanHead head = new PlanHead(
                    plan,
                    unit.id(),
                    unit.places(),
                    year,
                    title(document, parts, fileName),
                    file.id(),
                    file.name(),
                    1,
                    1,
                    false,
                    null,
                    null);
            ReadRows reading = Reading.of(document, parts, () -> Uuid7.next(clock));
            versions.add(
                    head,
                    document.text(),
                    Reading.leftOut(document, parts),
                    reading,
                    parts,
                    caller.name(),
                    clock.instant());
            reading.nodes().forEach(node -> versions.add(head, node));
            reading.figures().forEach(figure -> versions.add(head, figure));
            int ordinal = 0;
            for (PlanTree.NamedUnit named : reading.units()) {
                versions.add(head, named, ordinal++);
            }
            access.audit(
                    AuditEntry.of(caller, "plan.import", "plan", plan.toString(), head.title() + " · " + file.name())
                            .in(head.unit(), head.places().from())
                            .change("title", null, head.title()));
            return plan;
        });
        return java.util.Objects.requireNonNull(stored);
    }

    private static String title(ReadDocument document, @Nullable List<Integer> parts, String fileName) {
        String read = parts == null
                ? document.title()
                : document.nodes().get(parts.getFirst()).heading();
        String title = read.isBlank() ? fileName.replaceAll("\\.[A-Za-z]{2,5}$", "") : read;
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

    private void ask(UUID id, UUID file, List<PartView> documents) {
        jdbc.sql("""
                        update plan.import
                        set stage = 'choosing', percent = 60, file_id = :file, documents = cast(:documents as jsonb)
                        where id = :id
                        """)
                .param("file", file)
                .param("documents", JSON.writeValueAsString(documents))
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
