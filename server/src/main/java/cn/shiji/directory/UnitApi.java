package cn.shiji.directory;

import cn.shiji.access.Access;
import cn.shiji.access.Approvals;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trees of units over HTTP: as they are and as they were, one unit's page, and every change. */
@RestController
class UnitApi {

    private static final int MOST_A_PAGE = 500;
    private static final int MOST_AT_ONCE = 500;

    private final Directory directory;
    private final Units units;
    private final UnitBoard board;
    private final UnitHistory history;
    private final UnitChanges changes;
    private final Trees trees;
    private final Access access;
    private final Approvals approvals;
    private final ObjectProvider<UnitHolding> holdings;
    private final MessageSource messages;
    private final Clock clock;
    private final Approvals.Verb<UnitChange.Alter> alter;
    private final Approvals.Verb<UnitChange.Close> close;
    private final Approvals.Verb<UnitChange.Reopen> reopen;
    private final Approvals.Verb<UnitChange.Merge> merge;
    private final Approvals.Verb<UnitChange.Split> split;
    private final Approvals.Verb<UnitChange.Place> place;
    private final Approvals.Verb<UnitChange.Unplace> unplace;
    private final Approvals.Verb<NewUnit> found;
    private final Approvals.Verb<TakeBack> takeBack;
    private final TransactionTemplate tried;

    UnitApi(
            Directory directory,
            Units units,
            UnitBoard board,
            UnitHistory history,
            UnitChanges changes,
            Trees trees,
            Access access,
            Approvals approvals,
            ObjectProvider<UnitHolding> holdings,
            MessageSource messages,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.directory = directory;
        this.units = units;
        this.board = board;
        this.history = history;
        this.changes = changes;
        this.trees = trees;
        this.access = access;
        this.approvals = approvals;
        this.holdings = holdings;
        this.messages = messages;
        this.clock = clock;
        this.alter = approvals.verb("unit.alter", Right.UNIT_CHANGE, UnitChange.Alter.class, changes::apply);
        this.close = approvals.verb("unit.close", Right.UNIT_CHANGE, UnitChange.Close.class, changes::apply);
        this.reopen = approvals.verb("unit.reopen", Right.UNIT_CHANGE, UnitChange.Reopen.class, changes::apply);
        this.merge = approvals.verb("unit.merge", Right.UNIT_CHANGE, UnitChange.Merge.class, changes::apply);
        this.split = approvals.verb("unit.split", Right.UNIT_CHANGE, UnitChange.Split.class, changes::apply);
        this.place = approvals.verb("unit.place", Right.UNIT_CHANGE, UnitChange.Place.class, changes::apply);
        this.unplace = approvals.verb("unit.unplace", Right.UNIT_CHANGE, UnitChange.Unplace.class, changes::apply);
        this.found = approvals.verb("unit.found", Right.UNIT_CHANGE, NewUnit.class, changes::found);
        this.takeBack = approvals.verb(
                "unit.undo",
                Right.UNIT_CHANGE,
                TakeBack.class,
                (second, wanted) -> changes.undo(second, wanted.change()));
        this.tried = new TransactionTemplate(transactions);
        this.tried.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** A change to be taken back, kept as long as it waits for a second person. */
    record TakeBack(UUID change) {}

    record TreeView(String id, String name) {}

    record TreePage(String tree, LocalDate on, List<UnitBoard.TreeRow> units, long total, boolean mayChange) {}

    record StepView(long id, String name, UnitKind kind, boolean within) {}

    record TreeStanding(String tree, String name, List<StepView> path) {}

    /** A value that may be doubtful, with the reason in words. */
    record WarningView(String field, String words) {}

    record UnitPage(
            long id,
            String name,
            UnitKind kind,
            @Nullable String code,
            boolean open,
            LocalDate on,
            @Nullable LocalDate since,
            @Nullable LocalDate closed,
            List<StepView> path,
            List<UnitBoard.KindCount> below,
            List<TreeStanding> standings,
            List<WarningView> warnings,
            String nameToday,
            boolean mayChange) {}

    record ValueChange(String field, String was, String is) {}

    record HistoryLine(
            @Nullable UUID id,
            String verb,
            LocalDate on,
            @Nullable Instant at,
            String by,
            List<ValueChange> values,
            String words,
            boolean undone,
            boolean mayUndo) {}

    record PeriodView(
            LocalDate since,
            @Nullable LocalDate until,
            String name,
            UnitKind kind,
            @Nullable String code,
            boolean open,
            @Nullable String parent) {}

    record HistoryView(List<HistoryLine> changes, List<PeriodView> periods) {}

    record NewUnitRequest(
            String name,
            UnitKind kind,
            @Nullable Long parent,
            @Nullable String code,
            @Nullable LocalDate since) {}

    record AlterRequest(
            @Nullable String name,
            @Nullable String code,
            @Nullable UnitKind kind,
            @Nullable Long parent,
            @Nullable LocalDate on) {}

    record DayRequest(@Nullable LocalDate on) {}

    record PlaceRequest(@Nullable Long parent, @Nullable LocalDate on) {}

    record MergeRequest(
            List<Long> units,
            @Nullable Long kept,
            @Nullable String name,
            @Nullable String code,
            @Nullable Long parent,
            @Nullable Map<Long, String> names,
            @Nullable List<String> follow,
            @Nullable LocalDate on) {}

    record PartRequest(
            String name, @Nullable String code, @Nullable List<Long> takes) {}

    record SplitRequest(
            List<PartRequest> parts,
            boolean closes,
            @Nullable LocalDate on) {}

    record BulkLine(
            long id,
            @Nullable String name,
            @Nullable String code,
            @Nullable Long parent,
            boolean close) {}

    record BulkRequest(List<BulkLine> units, @Nullable LocalDate on) {}

    record TreeRequest(String id, String name) {}

    /**
     * What became of a change.
     *
     * @param change names it, to take it back; null where it waits
     * @param unit the unit it ends in; null where it waits
     * @param waiting the change waits for a second person under this id; null where it is done
     */
    record ChangeDone(
            @Nullable UUID change,
            @Nullable Long unit,
            @Nullable UUID waiting) {}

    record HeldItem(String label, @Nullable String href) {}

    record HeldView(String holding, String name, boolean follows, long count, List<HeldItem> first) {}

    record BelowView(
            long id, String name, UnitKind kind, @Nullable String code, String suggested, boolean clashes) {}

    record MergingView(
            long id,
            String name,
            UnitKind kind,
            @Nullable String code,
            @Nullable String parent,
            List<BelowView> below,
            List<HeldView> held) {}

    record MergePreview(
            List<MergingView> units,
            LocalDate earliest,
            String name,
            @Nullable String code,
            List<HeldItem> crowded,
            boolean secondPerson) {}

    /** The trees of this site. */
    @GetMapping("/api/units/trees")
    @Needs(value = Right.DIRECTORY_READ, at = At.NOWHERE)
    List<TreeView> trees(Locale language) {
        return trees.all().stream()
                .map(tree -> new TreeView(tree.id(), named(tree, language)))
                .toList();
    }

    /** Adds a tree of the site's own. */
    @PostMapping("/api/units/trees")
    @Needs(value = Right.UNIT_CHANGE, at = At.NOWHERE)
    @Transactional
    List<TreeView> addTree(@RequestBody TreeRequest tree, Locale language) {
        Caller caller = access.caller();
        access.require(caller, Right.UNIT_CHANGE);
        if (!tree.id().matches("[a-z][a-z0-9-]{1,29}")
                || tree.name().isBlank()
                || tree.name().length() > 40) {
            throw Problem.bad("directory.tree-wanted");
        }
        if (trees.all().stream().anyMatch(each -> each.id().equals(tree.id()))) {
            throw Problem.conflict("directory.tree-taken", tree.id());
        }
        trees.add(tree.id(), tree.name().strip());
        access.audit(caller, "unit.tree", "tree", tree.id(), tree.name());
        return trees(language);
    }

    /** One level of a tree as on a day: the units below one, or the uppermost the caller may see. */
    @GetMapping("/api/units/tree")
    @Needs(value = Right.DIRECTORY_READ, at = At.COLLECTION)
    @Transactional(readOnly = true)
    TreePage tree(
            @RequestParam(defaultValue = "admin") String tree,
            @RequestParam(required = false) @Nullable Long parent,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "200") int size) {
        Caller caller = access.caller();
        known(tree);
        LocalDate day = day(on);
        if (parent == null) {
            List<UnitBoard.TreeRow> tops = board.tops(tree, day, caller.reach());
            return new TreePage(tree, day, tops, tops.size(), caller.may(Right.UNIT_CHANGE));
        }
        directory.unit(caller, new UnitId(parent));
        Page<UnitBoard.TreeRow> rows = board.children(tree, parent, day, caller.reach(), Math.max(page, 1), size(size));
        return new TreePage(tree, day, rows.items(), rows.total(), caller.may(Right.UNIT_CHANGE));
    }

    /** Finds units by name, pinyin, initials, code, or a former name or code. */
    @GetMapping("/api/units/search")
    @Needs(value = Right.DIRECTORY_READ, at = At.COLLECTION)
    @Transactional(readOnly = true)
    Page<UnitBoard.FoundRow> search(
            @RequestParam String q,
            @RequestParam(defaultValue = "admin") String tree,
            @RequestParam(required = false) @Nullable List<UnitKind> kind,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Long under,
            @RequestParam(defaultValue = "true") boolean closed,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "20") int size) {
        Caller caller = access.caller();
        known(tree);
        Reach reach = under == null
                ? caller.reach()
                : Reach.of(directory.unit(caller, new UnitId(under)).places());
        String words = q.length() > 80 ? q.substring(0, 80) : q;
        return board.search(words, tree, day(on), kind, closed, reach, Math.max(page, 1), size(size));
    }

    /** One unit as on a day. */
    @GetMapping("/api/units/{id}")
    @Needs(value = Right.DIRECTORY_READ, at = At.WITHIN)
    @Transactional(readOnly = true)
    UnitPage unit(@PathVariable long id, @RequestParam(required = false) @Nullable LocalDate on, Locale language) {
        Caller caller = access.caller();
        Unit unit = directory.unit(caller, new UnitId(id));
        LocalDate day = day(on);
        UnitThen then = history.then(Trees.ADMIN, id, day)
                .orElseThrow(() -> Problem.missing("directory.not-founded-yet", unit.name(), day));
        List<UnitHistory.Version> versions = history.versions(id);
        LocalDate since = versions.getFirst().since();
        List<TreeStanding> standings = trees.all().stream()
                .filter(tree -> !tree.id().equals(Trees.ADMIN))
                .map(tree ->
                        new TreeStanding(tree.id(), named(tree, language), path(caller, tree.id(), unit.id(), day)))
                .filter(standing -> !standing.path().isEmpty())
                .toList();
        return new UnitPage(
                id,
                then.name(),
                then.kind(),
                then.code(),
                then.open(),
                day,
                since.equals(Units.ALWAYS) ? null : since,
                unit.closed(),
                path(caller, Trees.ADMIN, unit.id(), day),
                board.below(unit),
                standings,
                warnings(unit, language),
                unit.name(),
                caller.may(Right.UNIT_CHANGE));
    }

    /** Those above the unit in a tree as on a day, the root first, the unit itself last. */
    @GetMapping("/api/units/{id}/path")
    @Needs(value = Right.DIRECTORY_READ, at = At.WITHIN)
    @Transactional(readOnly = true)
    List<StepView> path(
            @PathVariable long id,
            @RequestParam(defaultValue = "admin") String tree,
            @RequestParam(required = false) @Nullable LocalDate on) {
        Caller caller = access.caller();
        Unit unit = directory.unit(caller, new UnitId(id));
        known(tree);
        return path(caller, tree, unit.id(), day(on));
    }

    /** All that was changed about the unit, newest first, and how it was called and where it stood from when to when. */
    @GetMapping("/api/units/{id}/history")
    @Needs(value = Right.DIRECTORY_READ, at = At.WITHIN)
    @Transactional(readOnly = true)
    HistoryView history(@PathVariable long id, Locale language) {
        Caller caller = access.caller();
        Unit unit = directory.unit(caller, new UnitId(id));
        List<UnitHistory.Kept> kept = history.changes(unit.id().value());
        UUID last = kept.stream()
                .filter(change -> change.undoneAt() == null)
                .map(UnitHistory.Kept::id)
                .findFirst()
                .orElse(null);
        List<HistoryLine> lines = kept.stream()
                .map(change -> new HistoryLine(
                        change.id(),
                        change.verb(),
                        change.on(),
                        change.at(),
                        change.byName(),
                        values(change.told(), language),
                        words(change, language),
                        change.undoneAt() != null,
                        change.id().equals(last) && caller.may(Right.UNIT_CHANGE)))
                .toList();
        return new HistoryView(lines, periods(unit));
    }

    /** Founds a unit. */
    @PostMapping("/api/units")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional
    ChangeDone found(@RequestBody NewUnitRequest wanted) {
        if (wanted.parent() != null) {
            directory.unit(access.caller(), new UnitId(wanted.parent()));
        }
        LocalDate since = wanted.since() == null ? today() : wanted.since();
        if (since.isAfter(today())) {
            throw Problem.bad("directory.day-to-come", since);
        }
        String code = wanted.code() == null || wanted.code().isBlank()
                ? null
                : wanted.code().strip();
        Caller caller = access.caller();
        var unit = new NewUnit(
                wanted.name(),
                wanted.kind(),
                wanted.parent() == null ? null : new UnitId(wanted.parent()),
                code,
                since);
        if (!approvals.wantsSecond(found)) {
            return done(changes.found(caller, unit));
        }
        UnitId at = unit.parent() == null ? caller.unit() : unit.parent();
        return waiting(
                found,
                at,
                new Approvals.Words(
                        "directory.waiting.unit.found",
                        since.toString(),
                        directory.unit(at).name(),
                        unit.name(),
                        new Problem.Word("directory.kind." + unit.kind().word())),
                unit,
                () -> changes.found(caller, unit));
    }

    /** Gives a unit another name, code, kind or parent. */
    @PatchMapping("/api/units/{id}")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional
    ChangeDone alter(@PathVariable long id, @RequestBody AlterRequest wanted) {
        return ask(
                alter,
                new UnitId(id),
                new UnitChange.Alter(
                        new UnitId(id),
                        wanted.name(),
                        wanted.code(),
                        wanted.kind(),
                        wanted.parent() == null ? null : new UnitId(wanted.parent()),
                        day(wanted.on())));
    }

    /** Closes a unit. */
    @PostMapping("/api/units/{id}/close")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional
    ChangeDone close(@PathVariable long id, @RequestBody DayRequest wanted) {
        return ask(close, new UnitId(id), new UnitChange.Close(new UnitId(id), day(wanted.on())));
    }

    /** Opens a closed unit again. */
    @PostMapping("/api/units/{id}/reopen")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional
    ChangeDone reopen(@PathVariable long id, @RequestBody DayRequest wanted) {
        return ask(reopen, new UnitId(id), new UnitChange.Reopen(new UnitId(id), day(wanted.on())));
    }

    /** Puts a unit into another tree, or to another place there. */
    @PutMapping("/api/units/{id}/standings/{tree}")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional
    ChangeDone place(@PathVariable long id, @PathVariable String tree, @RequestBody PlaceRequest wanted) {
        return ask(
                place,
                new UnitId(id),
                new UnitChange.Place(
                        tree,
                        new UnitId(id),
                        wanted.parent() == null ? null : new UnitId(wanted.parent()),
                        day(wanted.on())));
    }

    /** Takes a unit out of another tree. */
    @DeleteMapping("/api/units/{id}/standings/{tree}")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional
    ChangeDone unplace(
            @PathVariable long id, @PathVariable String tree, @RequestParam(required = false) @Nullable LocalDate on) {
        return ask(unplace, new UnitId(id), new UnitChange.Unplace(tree, new UnitId(id), day(on)));
    }

    /** Splits a unit. */
    @PostMapping("/api/units/{id}/split")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional
    ChangeDone split(@PathVariable long id, @RequestBody SplitRequest wanted) {
        return ask(
                split,
                new UnitId(id),
                new UnitChange.Split(
                        new UnitId(id),
                        wanted.parts().stream()
                                .map(part -> new UnitChange.Part(part.name(), part.code(), ids(part.takes())))
                                .toList(),
                        wanted.closes(),
                        day(wanted.on())));
    }

    /** What a merger of these units touches. */
    @GetMapping("/api/units/merge/preview")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional(readOnly = true)
    MergePreview previewMerge(@RequestParam List<Long> unit, Locale language) {
        Caller caller = access.caller();
        List<Unit> merging = ids(unit).stream()
                .distinct()
                .limit(50)
                .map(id -> directory.unit(caller, id))
                .toList();
        Map<String, Integer> called = new HashMap<>();
        Map<Long, List<Unit>> below = new HashMap<>();
        LocalDate earliest = Units.ALWAYS;
        for (Unit each : merging) {
            List<Unit> children = units.openChildren(List.of(each.id().value()));
            below.put(each.id().value(), children);
            children.forEach(child -> called.merge(child.kind().word() + child.name(), 1, Integer::sum));
            earliest = later(earliest, history.lastChange(Trees.ADMIN, each.id().value()));
            for (Unit child : children) {
                earliest = later(
                        earliest, history.lastChange(Trees.ADMIN, child.id().value()));
            }
        }
        return new MergePreview(
                merging.stream()
                        .map(one -> new MergingView(
                                one.id().value(),
                                one.name(),
                                one.kind(),
                                one.code(),
                                one.parent() == null
                                        ? null
                                        : directory.unit(one.parent()).name(),
                                below.getOrDefault(one.id().value(), List.of()).stream()
                                        .map(child -> {
                                            boolean clashes = called.getOrDefault(
                                                            child.kind().word() + child.name(), 0)
                                                    > 1;
                                            return new BelowView(
                                                    child.id().value(),
                                                    child.name(),
                                                    child.kind(),
                                                    child.code(),
                                                    clashes ? one.name() + child.name() : child.name(),
                                                    clashes);
                                        })
                                        .toList(),
                                held(caller, one, language)))
                        .toList(),
                earliest,
                merging.isEmpty() ? "" : merging.getFirst().name(),
                merging.isEmpty() ? null : merging.getFirst().code(),
                holdings.orderedStream()
                        .flatMap(holding ->
                                holding.crowded(merging.stream().map(Unit::id).toList()).stream())
                        .map(words -> new HeldItem(words, null))
                        .toList(),
                approvals.wantsSecond(merge));
    }

    /** Merges units. */
    @PostMapping("/api/units/merge")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional
    ChangeDone merge(@RequestBody MergeRequest wanted) {
        List<UnitId> merged = ids(wanted.units());
        if (merged.isEmpty()) {
            throw Problem.bad("directory.merge-two");
        }
        return ask(
                merge,
                merged.getFirst(),
                new UnitChange.Merge(
                        merged,
                        wanted.kept() == null ? null : new UnitId(wanted.kept()),
                        wanted.name(),
                        wanted.code(),
                        wanted.parent() == null ? null : new UnitId(wanted.parent()),
                        wanted.names() == null ? Map.of() : wanted.names(),
                        wanted.follow() == null ? List.of() : wanted.follow(),
                        day(wanted.on())));
    }

    /** Changes many units at once, all or none. */
    @PostMapping("/api/units/bulk")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional
    List<ChangeDone> bulk(@RequestBody BulkRequest wanted) {
        Caller caller = access.caller();
        if (wanted.units().size() > MOST_AT_ONCE) {
            throw Problem.bad("directory.too-many-at-once", wanted.units().size(), MOST_AT_ONCE);
        }
        List<ChangeDone> done = new ArrayList<>();
        List<Problem.Fault> faults = new ArrayList<>();
        for (BulkLine line : wanted.units()) {
            UnitId unit = new UnitId(line.id());
            LocalDate on = day(wanted.on());
            try {
                if (line.close()) {
                    done.add(ask(close, unit, new UnitChange.Close(unit, on)));
                } else {
                    UnitId parent = line.parent() == null ? null : new UnitId(line.parent());
                    done.add(ask(alter, unit, new UnitChange.Alter(unit, line.name(), line.code(), null, parent, on)));
                }
            } catch (Problem refused) {
                if (refused.kind() == Problem.Kind.MISSING) {
                    throw refused;
                }
                // Every line is looked at before all are refused, so that a person mends the table once.
                if (refused.faults().isEmpty()) {
                    faults.add(new Problem.Fault(unit.toString(), refused.code(), refused.args(), null));
                }
                refused.faults()
                        .forEach(fault -> faults.add(new Problem.Fault(
                                unit + "." + fault.at(), fault.code(), fault.args(), fault.suggestion())));
            }
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("directory.change-refused", faults);
        }
        access.require(caller, Right.UNIT_CHANGE);
        return done;
    }

    /** Takes a change back while nothing was done since. */
    @PostMapping("/api/units/changes/{id}/undo")
    @Needs(value = Right.UNIT_CHANGE, at = At.WITHIN)
    @Transactional
    ChangeDone undo(@PathVariable UUID id) {
        Caller caller = access.caller();
        if (!approvals.wantsSecond(takeBack)) {
            changes.undo(caller, id);
            return new ChangeDone(id, null, null);
        }
        UnitHistory.Kept change = history.change(id).orElseThrow(() -> Problem.missing("directory.change-missing"));
        Unit unit = units.byIds(change.units().stream().map(UnitId::new).toList()).values().stream()
                .filter(one -> caller.reach().holds(one.place()))
                .findFirst()
                .orElseThrow(() -> Problem.missing("directory.change-missing"));
        return waiting(
                takeBack,
                unit.id(),
                new Approvals.Words(
                        "directory.waiting.unit.undo",
                        change.on().toString(),
                        unit.name(),
                        new Problem.Word("directory.verb." + change.verb())),
                new TakeBack(id),
                () -> changes.undo(caller, id));
    }

    private <C extends UnitChange> ChangeDone ask(Approvals.Verb<C> verb, UnitId subject, C change) {
        Caller caller = access.caller();
        Unit unit = directory.unit(caller, subject);
        if (!approvals.wantsSecond(verb)) {
            return done(changes.apply(caller, change));
        }
        return waiting(verb, subject, wordsOf(change, unit), change, () -> changes.apply(caller, change));
    }

    /**
     * Lets a change wait for a second person. It is tried before, so that who asks hears at once what speaks against it; who
     * agrees later tries it again.
     */
    private <C> ChangeDone waiting(
            Approvals.Verb<C> verb, UnitId subject, Approvals.Words words, C change, Runnable trial) {
        tried.executeWithoutResult(transaction -> {
            trial.run();
            transaction.setRollbackOnly();
        });
        return new ChangeDone(
                null,
                null,
                approvals
                        .ask(
                                access.caller(),
                                verb,
                                new Approvals.Subject("unit", subject.toString(), subject),
                                words,
                                change)
                        .orElseThrow());
    }

    /** What a second person reads: which unit, from which day, and what of it becomes what. */
    private Approvals.Words wordsOf(UnitChange change, Unit unit) {
        String on = change.on().toString();
        return switch (change) {
            case UnitChange.Alter altered -> altered(altered, unit);
            case UnitChange.Place placed ->
                placed.parent() == null
                        ? new Approvals.Words(
                                "directory.waiting.unit.place-top", on, unit.name(), treeWord(placed.tree()))
                        : new Approvals.Words(
                                "directory.waiting.unit.place",
                                on,
                                unit.name(),
                                treeWord(placed.tree()),
                                directory.unit(placed.parent()).name());
            case UnitChange.Unplace taken ->
                new Approvals.Words("directory.waiting.unit.unplace", on, unit.name(), treeWord(taken.tree()));
            case UnitChange.Close _ -> new Approvals.Words("directory.waiting.unit.close", on, unit.name());
            case UnitChange.Reopen _ -> new Approvals.Words("directory.waiting.unit.reopen", on, unit.name());
            case UnitChange.Merge merging ->
                new Approvals.Words(
                        "directory.waiting.unit.merge",
                        on,
                        joined(merging.units().stream()
                                .map(id -> directory.unit(id).name())
                                .toList()),
                        merging.name() == null ? unit.name() : merging.name());
            case UnitChange.Split split ->
                new Approvals.Words(
                        split.closes() ? "directory.waiting.unit.split-closing" : "directory.waiting.unit.split",
                        on,
                        unit.name(),
                        joined(split.parts().stream().map(UnitChange.Part::name).toList()));
        };
    }

    private Approvals.Words altered(UnitChange.Alter altered, Unit unit) {
        String on = altered.on().toString();
        String name = altered.name() == null ? unit.name() : altered.name().strip();
        String code = altered.code() == null ? unit.code() : altered.code().strip();
        UnitKind kind = altered.kind() == null ? unit.kind() : altered.kind();
        UnitId parent = altered.parent() == null ? unit.parent() : altered.parent();
        boolean renamed = !name.equals(unit.name());
        boolean moved = !Objects.equals(parent, unit.parent());
        boolean other = kind != unit.kind() || !Objects.equals(code, unit.code());
        String above = parent == null ? "" : directory.unit(parent).name();
        if (renamed && !moved && !other) {
            return new Approvals.Words("directory.waiting.unit.rename", on, unit.name(), name);
        }
        if (moved && !renamed && !other) {
            return new Approvals.Words("directory.waiting.unit.move", on, unit.name(), above);
        }
        return new Approvals.Words(
                "directory.waiting.unit.alter",
                on,
                unit.name(),
                name,
                code == null ? "—" : code,
                new Problem.Word("directory.kind." + kind.word()),
                above);
    }

    /** A tree by name: the site's own are called as they are, the others in the reader's language. */
    private Object treeWord(String id) {
        return trees.all().stream()
                .filter(tree -> tree.id().equals(id) && tree.name() != null)
                .<Object>map(tree -> Objects.requireNonNull(tree.name()))
                .findFirst()
                .orElseGet(() -> new Problem.Word("directory.tree." + id));
    }

    private static ChangeDone done(UnitChanges.Done done) {
        return new ChangeDone(done.change(), done.unit().value(), null);
    }

    private List<HeldView> held(Caller caller, Unit unit, Locale language) {
        return holdings.orderedStream()
                .map(holding -> {
                    UnitHolding.Held held = holding.held(caller, unit);
                    return new HeldView(
                            holding.word(),
                            tell(language, "directory.holding." + holding.word()),
                            holding.follows(),
                            held.count(),
                            held.first().stream()
                                    .map(item -> new HeldItem(item.label(), item.href()))
                                    .toList());
                })
                .toList();
    }

    private List<StepView> path(Caller caller, String tree, UnitId id, LocalDate on) {
        List<UnitThen> steps = history.pathThen(tree, id.value(), on);
        Map<UnitId, Unit> now = units.byIds(steps.stream().map(UnitThen::id).toList());
        return steps.stream()
                .map(step -> {
                    Unit unit = now.get(step.id());
                    return new StepView(
                            step.id().value(),
                            step.name(),
                            step.kind(),
                            unit != null && caller.reach().holds(unit.place()));
                })
                .toList();
    }

    private List<WarningView> warnings(Unit unit, Locale language) {
        if (unit.code() == null || !unit.open()) {
            return List.of();
        }
        String above =
                unit.parent() == null ? null : directory.unit(unit.parent()).code();
        return DivisionCode.findings(unit.code(), unit.kind(), above).stream()
                .map(finding -> new WarningView(
                        "code",
                        tell(
                                language,
                                finding.fault().code(),
                                finding.fault().args().toArray())))
                .toList();
    }

    private List<PeriodView> periods(Unit unit) {
        List<UnitHistory.Version> versions = history.versions(unit.id().value());
        List<UnitHistory.Standing> standings = history.standings(unit.id().value()).stream()
                .filter(standing -> standing.tree().equals(Trees.ADMIN))
                .toList();
        Set<LocalDate> days = new LinkedHashSet<>();
        versions.forEach(version -> days.add(version.since()));
        standings.forEach(standing -> days.add(standing.since()));
        Set<UnitId> parents = new HashSet<>();
        standings.forEach(standing -> {
            if (standing.parent() != null) {
                parents.add(new UnitId(standing.parent()));
            }
        });
        List<LocalDate> sorted = days.stream().sorted().toList();
        List<PeriodView> periods = new ArrayList<>();
        for (int at = 0; at < sorted.size(); at++) {
            LocalDate since = sorted.get(at);
            UnitHistory.Version version = versions.stream()
                    .filter(each -> !each.since().isAfter(since))
                    .max(Comparator.comparing(UnitHistory.Version::since))
                    .orElseThrow();
            Long parent = standings.stream()
                    .filter(each -> !each.since().isAfter(since))
                    .max(Comparator.comparing(UnitHistory.Standing::since))
                    .map(UnitHistory.Standing::parent)
                    .orElse(null);
            periods.add(new PeriodView(
                    since,
                    at + 1 < sorted.size() ? sorted.get(at + 1) : null,
                    version.name(),
                    version.kind(),
                    version.code(),
                    version.open(),
                    parent == null
                            ? null
                            : history.then(Trees.ADMIN, parent, since)
                                    .map(UnitThen::name)
                                    .orElseGet(() ->
                                            directory.unit(new UnitId(parent)).name())));
        }
        return periods;
    }

    private List<ValueChange> values(Map<String, Object> told, Locale language) {
        List<ValueChange> values = new ArrayList<>();
        told.forEach((field, value) -> {
            if (value instanceof Map<?, ?> pair) {
                boolean kind = field.equals("kind");
                values.add(new ValueChange(
                        field,
                        kind ? kindName(pair.get("was"), language) : String.valueOf(pair.get("was")),
                        kind ? kindName(pair.get("is"), language) : String.valueOf(pair.get("is"))));
            }
        });
        return values;
    }

    private String kindName(@Nullable Object word, Locale language) {
        return tell(language, "directory.kind." + word);
    }

    private String words(UnitHistory.Kept change, Locale language) {
        Map<String, Object> told = change.told();
        return switch (change.verb()) {
            case "merge" -> tell(language, "directory.told.merge", joined(told.get("units")), told.get("into"));
            case "split" -> tell(language, "directory.told.split", told.get("unit"), joined(told.get("parts")));
            case "place", "unplace" ->
                tell(
                        language,
                        "directory.told." + change.verb(),
                        trees.all().stream()
                                .filter(tree -> tree.id().equals(told.get("tree")))
                                .map(tree -> named(tree, language))
                                .findFirst()
                                .orElse(""));
            default -> tell(language, "directory.told." + change.verb());
        };
    }

    private static String joined(@Nullable Object names) {
        return names instanceof List<?> list
                ? String.join("、", list.stream().map(String::valueOf).toList())
                : "";
    }

    private String named(Trees.Tree tree, Locale language) {
        return tree.name() == null ? tell(language, "directory.tree." + tree.id()) : tree.name();
    }

    private String tell(Locale language, String code, @Nullable Object... args) {
        Object[] filled = Arrays.stream(args)
                .map(arg -> arg instanceof Problem.Word word ? tell(language, word.code()) : arg)
                .toArray();
        return Objects.requireNonNull(messages.getMessage(code, filled, code, language));
    }

    private void known(String tree) {
        if (trees.all().stream().noneMatch(each -> each.id().equals(tree))) {
            throw Problem.missing("directory.tree-missing");
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private LocalDate day(@Nullable LocalDate on) {
        return on == null ? today() : on;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static int size(int wanted) {
        return Math.clamp(wanted, 1, MOST_A_PAGE);
    }

    private static List<UnitId> ids(@Nullable List<Long> ids) {
        return ids == null ? List.of() : ids.stream().map(UnitId::new).toList();
    }
}
