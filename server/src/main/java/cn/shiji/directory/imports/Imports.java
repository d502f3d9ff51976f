package cn.shiji.directory.imports;

import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.directory.Directory;
import cn.shiji.directory.ListTaking;
import cn.shiji.directory.Unit;
import cn.shiji.directory.imports.ImportStore.Counts;
import cn.shiji.directory.imports.ImportStore.Import;
import cn.shiji.directory.imports.ImportStore.MappingKept;
import cn.shiji.directory.imports.ImportStore.SheetFound;
import cn.shiji.directory.imports.ImportStore.Stage;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes lists in, from the sheet to the undoing: each step is asked for by a person, runs in the background, and is one
 * transaction, so that a refusal, a cancel or a crash leaves the directory as it was.
 */
@Component
class Imports implements ListTaking {

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    /** The largest list, in bytes; half a million rows of a text list are less. */
    static final long LARGEST = 64L * 1024 * 1024;

    /** The most rows a list may have, those of heads included. */
    static final int MOST_ROWS = 600_000;

    private static final int FIRST_ROWS = 12;
    private static final int AT_ONCE = 2;
    private static final int MOST_UNDER_WAY = 8;
    private static final int LONGEST_FILE_NAME = 200;

    /** A list nobody went on with is forgotten after so long, with the file that was sent. */
    private static final Duration KEPT = Duration.ofDays(14);

    private final ImportStore store;
    private final SentFiles files;
    private final Staging staging;
    private final Checking checking;
    private final Taking taking;
    private final Undoing undoing;
    private final Access access;
    private final Rows rows;
    private final Directory directory;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<UUID, Progress> underWay = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);

    Imports(
            ImportStore store,
            SentFiles files,
            Staging staging,
            Checking checking,
            Taking taking,
            Undoing undoing,
            Access access,
            Rows rows,
            Directory directory,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.files = files;
        this.staging = staging;
        this.checking = checking;
        this.taking = taking;
        this.undoing = undoing;
        this.access = access;
        this.rows = rows;
        this.directory = directory;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What is done with rows that are wrong when the others run. */
    enum Faulty {
        /** They stay behind, to be mended and sent again. */
        WAIT,
        /** Then nothing is taken at all. */
        NOTHING
    }

    /**
     * Takes a list in to be looked at; nothing of it is written to the directory.
     *
     * @throws Problem where the unit lies outside the caller's reach, or what was sent is no list
     */
    UUID open(Caller caller, UnitId unitId, String kindWord, String fileName, boolean pasted, byte[] bytes) {
        access.require(caller, Right.DIRECTORY_IMPORT);
        Unit unit = directory.unit(caller, unitId);
        ListKind kind = ListKind.of(kindWord);
        if (bytes.length > LARGEST) {
            throw tooLarge(fileName, bytes.length);
        }
        String name = fileName.length() <= LONGEST_FILE_NAME
                ? fileName
                : fileName.substring(fileName.length() - LONGEST_FILE_NAME);
        SentSheet sheet = SentSheet.open(name, bytes);
        List<String[]> first = new ArrayList<>();
        int[] size = new int[2];
        sheet.read((number, cells) -> {
            if (number > MOST_ROWS) {
                throw Problem.tooLarge("import.too-many-rows", MOST_ROWS);
            }
            while (first.size() < Math.min(number, FIRST_ROWS)) {
                first.add(first.size() == number - 1 ? cells : new String[0]);
            }
            size[0] = number;
            size[1] = Math.max(size[1], cells.length);
            return true;
        });
        if (first.stream().allMatch(Cells::blank)) {
            throw Problem.bad("import.empty", name);
        }
        Mapping guessed = Mapping.recognised(kind, first);
        Optional<Map<String, Integer>> remembered = guessed.headRow() == 0
                ? Optional.empty()
                : store.remembered(unit, kind, Mapping.headsKey(first.get(guessed.headRow() - 1)));
        UUID id = Uuid7.next(clock);
        transaction.executeWithoutResult(status -> {
            store.add(
                    id,
                    caller,
                    unit,
                    kind,
                    name,
                    pasted,
                    bytes.length,
                    new SheetFound(sheet.format(), sheet.delimiter(), size[0], size[1], shown(first)),
                    new MappingKept(guessed.headRow(), remembered.orElse(guessed.words()), remembered.isPresent()),
                    clock.instant());
            files.keep(id, bytes);
        });
        return id;
    }

    static Problem tooLarge(String fileName, long size) {
        return Problem.tooLarge("import.too-large", fileName, size / (1024 * 1024), LARGEST / (1024 * 1024));
    }

    private static List<List<String>> shown(List<String[]> first) {
        return first.stream()
                .map(row -> Arrays.stream(row)
                        .map(cell ->
                                cn.shiji.access.Masked.where(cell.length() > 60 ? cell.substring(0, 60) + "…" : cell))
                        .toList())
                .toList();
    }

    /** @throws Problem {@code import.missing} */
    Import get(Caller caller, UUID id) {
        access.require(caller, Right.DIRECTORY_IMPORT);
        return store.get(caller, id);
    }

    /** How far the work on it is; null where none is under way. */
    Progress.@Nullable Told progress(UUID id) {
        Progress progress = underWay.get(id);
        return progress == null ? null : progress.told();
    }

    /** The imports of the own unit and below, newest first. */
    Page<Import> page(Caller caller, @Nullable String kind, @Nullable String words, int page, int size) {
        access.require(caller, Right.DIRECTORY_IMPORT);
        return new Page<>(store.page(caller, kind, words, page, size), page, size, store.count(caller, kind, words));
    }

    /** Says which column is what, and has every row checked; may be said again until the list has run. */
    void map(Caller caller, UUID id, int headRow, Map<String, @Nullable Integer> columns) {
        Import list = get(caller, id);
        Mapping mapping = Mapping.of(list.kind(), headRow, columns, list.sheet().width());
        begin(
                caller,
                list,
                List.of(Stage.MAPPING, Stage.CHECKED, Stage.REFUSED),
                Stage.CHECKING,
                progress -> check(caller, list, mapping, progress));
    }

    private Stage check(Caller caller, Import list, Mapping mapping, Progress progress) {
        Unit unit = directory.unit(caller, list.unit());
        store.mapped(list.id(), new MappingKept(mapping.headRow(), mapping.words(), false));
        List<List<String>> first = list.sheet().first();
        if (mapping.headRow() > 0 && mapping.headRow() <= first.size()) {
            store.remember(
                    unit,
                    list.kind(),
                    Mapping.headsKey(first.get(mapping.headRow() - 1).toArray(String[]::new)),
                    mapping.words(),
                    clock.instant());
        }
        store.counted(list.id(), checking.check(list, unit, mapping, sheet(list), progress));
        return Stage.CHECKED;
    }

    @Override
    public long take(Caller caller, UnitId unitId, String kind, String fileName, byte[] content) {
        UUID id = open(caller, unitId, kind, fileName, false, content);
        Import list = get(caller, id);
        MappingKept guessed = java.util.Objects.requireNonNull(list.mapping());
        Mapping mapping = Mapping.of(
                list.kind(),
                guessed.headRow(),
                new java.util.LinkedHashMap<>(guessed.columns()),
                list.sheet().width());
        Unit unit = directory.unit(caller, unitId);
        rows.as(
                caller,
                () -> transaction.executeWithoutResult(status -> {
                    Progress progress = new Progress(clock);
                    check(caller, list, mapping, progress);
                    taking.take(caller, list, unit, null, progress);
                    rows.as(directory.still(caller, unitId), () -> {
                        store.ended(id, clock.instant());
                        store.move(id, List.of(Stage.MAPPING), Stage.DONE);
                    });
                }));
        return rows.as(directory.still(caller, unitId), () -> taking.done(id));
    }

    /**
     * Lets the list run: every row that may be taken is written, in one transaction. Differences may run again, as others
     * are accepted or what stood in the way of some is gone.
     */
    void run(Caller caller, UUID id, Faulty faulty, java.time.@Nullable LocalDate on) {
        Import list = get(caller, id);
        Counts counts = list.counts();
        boolean again = list.kind() == ListKind.DIFFERENCES && list.stage() == Stage.DONE;
        if (list.stage() != Stage.CHECKED && !again || counts == null) {
            throw Problem.conflict("import.not-checked");
        }
        if (list.kind() == ListKind.DIFFERENCES && counts.of("accepted") == 0) {
            throw Problem.conflict("import.nothing-accepted");
        }
        long wrong = counts.of("faulty") + counts.of("waits") + counts.of("asked");
        if (faulty == Faulty.NOTHING && wrong > 0) {
            throw Problem.conflict("import.faults-left", wrong);
        }
        begin(caller, list, List.of(list.stage()), Stage.RUNNING, progress -> {
            Unit unit = directory.unit(caller, list.unit());
            boolean done = taking.take(caller, list, unit, on, progress);
            rows.as(directory.still(caller, list.unit()), () -> {
                if (done) {
                    store.ended(id, clock.instant());
                }
                if (list.kind() == ListKind.DIFFERENCES) {
                    store.counted(id, checking.counts(id, list.kind()));
                }
            });
            return done ? Stage.DONE : list.stage();
        });
    }

    /** Takes back what the import did, but for what somebody changed since or stands upon. */
    void undo(Caller caller, UUID id) {
        Import list = get(caller, id);
        if (list.stage() != Stage.DONE) {
            throw Problem.conflict("import.not-done");
        }
        begin(caller, list, List.of(Stage.DONE), Stage.UNDOING, progress -> {
            boolean all = undoing.undo(caller, list, progress);
            store.undone(id, caller.name(), clock.instant());
            return all ? Stage.UNDONE : Stage.DONE;
        });
    }

    /** Calls off what is under way; the stage before comes back. */
    void cancel(Caller caller, UUID id) {
        get(caller, id);
        Progress progress = underWay.get(id);
        if (progress == null) {
            throw Problem.conflict("import.nothing-under-way");
        }
        progress.callOff();
    }

    /** Forgets a list that has not run, with the file that was sent. */
    void discard(Caller caller, UUID id) {
        Import list = get(caller, id);
        if (!store.move(id, List.of(Stage.MAPPING, Stage.CHECKED, Stage.REFUSED), Stage.DISCARDED)) {
            throw list.stage().busy() ? busy() : Problem.conflict("import.has-run");
        }
        forget(id);
    }

    /** The sheet as it was sent. */
    SentSheet sheet(Import list) {
        byte[] bytes = files.read(list.id());
        if (bytes.length == 0) {
            throw Problem.conflict("import.file-gone");
        }
        return SentSheet.open(list.fileName(), bytes);
    }

    /** Whether the sheet is still kept, so that what is left of it can be given back to be mended. */
    boolean fileKept(Import list) {
        return files.kept(list.id());
    }

    private void forget(UUID id) {
        transaction.executeWithoutResult(status -> {
            files.forget(id);
            staging.clear(id);
        });
    }

    /** What was under way is put back, and what was left alone for long is forgotten. */
    @EventListener(ApplicationReadyEvent.class)
    void tidy() {
        rows.everywhere("a start ends what the last one left half done", () -> {
            store.interrupted();
            store.leftAlone(clock.instant().minus(KEPT)).forEach(this::forget);
        });
    }

    /** One step in the background. */
    private interface Work {

        Stage with(Progress progress);
    }

    private void begin(Caller caller, Import list, List<Stage> from, Stage during, Work work) {
        if (underWay.size() >= MOST_UNDER_WAY) {
            throw Problem.conflict("import.many-under-way", MOST_UNDER_WAY);
        }
        Progress progress = new Progress(clock);
        if (underWay.putIfAbsent(list.id(), progress) != null) {
            throw busy();
        }
        boolean started = false;
        try {
            if (!store.move(list.id(), from, during)) {
                throw busy();
            }
            Thread.ofVirtual()
                    .name("import-" + list.id())
                    .start(() -> rows.as(caller, () -> {
                        work(caller, list, during, work, progress);
                    }));
            started = true;
        } finally {
            if (!started) {
                underWay.remove(list.id());
            }
        }
    }

    private void work(Caller caller, Import list, Stage during, Work work, Progress progress) {
        Stage before = during == Stage.CHECKING ? Stage.MAPPING : list.stage();
        try {
            places.acquire();
            try {
                transaction.executeWithoutResult(status -> {
                    Stage after = work.with(progress);
                    progress.check();
                    rows.as(directory.still(caller, list.unit()), () -> store.move(list.id(), List.of(during), after));
                });
            } finally {
                places.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Progress.CalledOff calledOff) {
            store.refuse(list.id(), before, Problem.bad("import.called-off"));
        } catch (Problem problem) {
            store.refuse(list.id(), before, problem);
        } catch (RuntimeException failure) {
            String number = list.id().toString().substring(24);
            LOG.error("Import {} failed while {}", number, during, failure);
            store.refuse(list.id(), before, Problem.bad("import.failed", number));
        } finally {
            underWay.remove(list.id());
        }
    }

    private static Problem busy() {
        return Problem.conflict("import.busy");
    }
}
