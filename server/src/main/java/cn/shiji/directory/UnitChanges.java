package cn.shiji.directory;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Changes units, and takes changes back.
 *
 * <p>A change is written into the history first, by day; how the units are today and where they stand is then derived from
 * it. So what is asked as of a day and what holds today cannot differ, and a change is taken back by putting back the
 * history it found.
 */
@Component
class UnitChanges {

    private static final String ADMIN = Trees.ADMIN;

    private final Units units;
    private final UnitHistory history;
    private final Trees trees;
    private final Founding founding;
    private final Access access;
    private final ObjectProvider<UnitHolding> holdings;
    private final Clock clock;

    UnitChanges(
            Units units,
            UnitHistory history,
            Trees trees,
            Founding founding,
            Access access,
            ObjectProvider<UnitHolding> holdings,
            Clock clock) {
        this.units = units;
        this.history = history;
        this.trees = trees;
        this.founding = founding;
        this.access = access;
        this.holdings = holdings;
        this.clock = clock;
    }

    /** What a change did: its own id, to take it back, and the unit it ends in. */
    record Done(UUID change, UnitId unit) {}

    /**
     * Does the change.
     *
     * @throws Problem {@code directory.change-refused} with everything that speaks against it
     */
    Done apply(Caller caller, UnitChange change) {
        access.require(caller, Right.UNIT_CHANGE);
        trees.lock(ADMIN);
        Work work = new Work(caller, change.on());
        work.check(change.on().isAfter(today()), "on", "directory.day-to-come", change.on());
        UnitId unit = switch (change) {
            case UnitChange.Alter alter -> work.alter(alter);
            case UnitChange.Place place -> work.place(place);
            case UnitChange.Unplace unplace -> work.unplace(unplace);
            case UnitChange.Close close -> work.close(close);
            case UnitChange.Reopen reopen -> work.reopen(reopen);
            case UnitChange.Merge merge -> work.merge(merge);
            case UnitChange.Split split -> work.split(split);
        };
        return new Done(work.id, unit);
    }

    /** Founds one unit as a change that can be taken back. */
    Done found(Caller caller, NewUnit unit) {
        access.require(caller, Right.UNIT_CHANGE);
        if (unit.parent() == null) {
            // A new root lies beyond everybody's reach but of those who reach the roots there are.
            units.roots().forEach(root -> reached(caller, root.id()));
        } else {
            reached(caller, unit.parent());
        }
        LocalDate on = unit.since() == null ? today() : unit.since();
        UnitId id = Objects.requireNonNull(founding.found(List.of(new UnitEntry(
                        "unit", null, unit.parent(), unit.name(), unit.kind(), unit.code(), unit.since())))
                .get("unit"));
        Work work = new Work(caller, on);
        work.told.put("name", unit.name());
        work.told.put("kind", unit.kind().word());
        work.keep("found", Set.of(id.value()), "{\"versions\": [], \"standings\": []}", id);
        return new Done(work.id, id);
    }

    /**
     * Takes a change back while nothing was done since.
     *
     * @throws Problem {@code directory.change-missing}, {@code directory.undo-refused} with all that was done since
     */
    void undo(Caller caller, UUID id) {
        access.require(caller, Right.UNIT_CHANGE);
        trees.lock(ADMIN);
        UnitHistory.Kept change = history.change(id).orElseThrow(() -> Problem.missing("directory.change-missing"));
        Map<UnitId, Unit> touched =
                units.byIds(change.units().stream().map(UnitId::new).toList());
        if (touched.values().stream().noneMatch(unit -> caller.reach().holds(unit.place()))) {
            throw Problem.missing("directory.change-missing");
        }
        List<Problem.Fault> faults = new ArrayList<>();
        if (change.undoneAt() != null) {
            faults.add(Problem.Fault.of("change", "directory.undone-already"));
        }
        touched.values().stream()
                .filter(unit -> !caller.reach().holds(unit.place()))
                .forEach(unit -> faults.add(Problem.Fault.of("change", "directory.beyond-reach", unit.name())));
        history.laterThan(change)
                .forEach(later -> faults.add(Problem.Fault.of(
                        "change",
                        "directory.changed-since",
                        new Problem.Word("directory.verb." + later.verb()),
                        later.on())));
        Set<Long> founded = new LinkedHashSet<>(change.units());
        founded.removeAll(history.unitsBefore(id));
        // What the change itself brought to a unit it founded goes back first, and does not speak against it.
        holdings.forEach(holding -> holding.undone(id));
        speaksAgainstRemoval(founded, change.units(), faults);
        if (!faults.isEmpty()) {
            throw Problem.of(Problem.Kind.CONFLICT, "directory.undo-refused", List.of(faults.size()), faults);
        }
        List<Long> left =
                change.units().stream().filter(unit -> !founded.contains(unit)).toList();
        history.putBack(id, change.units());
        units.shut(founded);
        derivePlaces(left, change.units());
        deriveRows(left);
        history.undone(id, clock.instant(), caller);
        if (!founded.isEmpty()) {
            take(founded);
        }
        access.audit(caller, "unit.undo", "unit", Long.toString(change.units().getFirst()), change.verb());
    }

    /**
     * Takes units away as if they had never been founded.
     *
     * @throws Problem {@code directory.undo-refused} where something hangs on them
     */
    void remove(Collection<UnitId> ids) {
        trees.lock(ADMIN);
        Set<Long> gone = new LinkedHashSet<>();
        ids.forEach(id -> gone.add(id.value()));
        List<Problem.Fault> faults = new ArrayList<>();
        builtUpon(units.changed(gone), faults);
        speaksAgainstRemoval(gone, gone, faults);
        if (!faults.isEmpty()) {
            throw Problem.of(Problem.Kind.CONFLICT, "directory.undo-refused", List.of(faults.size()), faults);
        }
        take(gone);
    }

    private void take(Set<Long> gone) {
        trees.forget(gone);
        units.remove(gone);
    }

    private static void builtUpon(List<Unit> found, List<Problem.Fault> faults) {
        found.forEach(unit -> faults.add(Problem.Fault.of(unit.id().toString(), "directory.built-upon", unit.name())));
    }

    private void speaksAgainstRemoval(
            Collection<Long> gone, Collection<Long> mayStandBelow, List<Problem.Fault> faults) {
        builtUpon(units.parentsOfOthers(gone, mayStandBelow), faults);
        holdings.forEach(holding -> {
            Set<Long> busy = holding.among(gone);
            units.byIds(busy.stream().map(UnitId::new).toList())
                    .values()
                    .forEach(unit -> faults.add(Problem.Fault.of(
                            unit.id().toString(),
                            "directory.holds",
                            unit.name(),
                            new Problem.Word("directory.holding." + holding.word()))));
        });
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private Unit reached(Caller caller, UnitId id) {
        return units.byId(id)
                .filter(unit -> caller.reach().holds(unit.place()))
                .orElseThrow(() -> Problem.missing("directory.unit-missing"));
    }

    private void deriveRows(Collection<Long> ids) {
        ids.stream()
                .map(id -> history.version(id).orElseThrow())
                // Who closes first leaves name and code to who opens.
                .sorted(Comparator.comparing(UnitHistory.Version::open))
                .forEach(units::renew);
    }

    /** Puts the units where the history says they stand; what waits for another to be placed is tried again. */
    private void derivePlaces(Collection<Long> ids, Collection<Long> all) {
        // On their way units meet others of the same name, so for the moment none of them stands.
        units.shut(ids);
        for (Trees.Tree tree : trees.all()) {
            Deque<Long> waiting = new ArrayDeque<>(new LinkedHashSet<>(ids));
            int patience = waiting.size() * waiting.size() + 1;
            while (!waiting.isEmpty() && patience-- > 0) {
                long id = waiting.removeFirst();
                if (!derivePlace(tree.id(), id)) {
                    waiting.addLast(id);
                }
            }
            if (!waiting.isEmpty()) {
                throw new IllegalStateException(
                        "Units " + waiting + " of " + all + " cannot be placed in " + tree.id());
            }
        }
    }

    private boolean derivePlace(String tree, long id) {
        Optional<UnitHistory.Standing> standing = history.standing(tree, id);
        Optional<Trees.Node> node = trees.node(tree, id);
        if (standing.isEmpty()) {
            if (node.isPresent() && trees.hasChildren(tree, id)) {
                return false;
            }
            node.ifPresent(there -> trees.take(tree, id));
            return true;
        }
        Long parent = standing.get().parent();
        if (parent != null && trees.node(tree, parent).isEmpty()) {
            return false;
        }
        if (node.isEmpty()) {
            trees.put(tree, id, history.version(id).orElseThrow().kind(), parent);
            return true;
        }
        if (!Objects.equals(node.get().parent(), parent)) {
            Optional<Trees.Node> under = parent == null ? Optional.empty() : trees.node(tree, parent);
            if (under.isPresent() && node.get().run().holds(under.get().run())) {
                // The new parent still stands below; it moves first.
                return false;
            }
            trees.move(tree, id, parent);
        }
        return true;
    }

    /** One change being checked and done. */
    private final class Work {

        private final Caller caller;
        private final LocalDate on;
        private final UUID id = Uuid7.next(clock);
        private final List<Problem.Fault> faults = new ArrayList<>();
        private final Map<String, Object> told = new LinkedHashMap<>();
        private final Map<String, Object> was = new LinkedHashMap<>();
        private final Map<String, Object> is = new LinkedHashMap<>();

        Work(Caller caller, LocalDate on) {
            this.caller = caller;
            this.on = on;
        }

        void check(boolean wrong, String at, String words, Object... args) {
            if (wrong) {
                faults.add(Problem.Fault.of(at, words, args));
            }
        }

        void refuse() {
            if (!faults.isEmpty()) {
                throw Problem.faulty("directory.change-refused", List.copyOf(new LinkedHashSet<>(faults)));
            }
        }

        UnitId alter(UnitChange.Alter alter) {
            Unit unit = open("unit", alter.unit());
            unchangedSince(ADMIN, unit);
            UnitHistory.Version now = history.version(unit.id().value()).orElseThrow();
            String name = alter.name() == null ? unit.name() : alter.name().strip();
            UnitKind kind = alter.kind() == null ? unit.kind() : alter.kind();
            String code = alter.code() == null ? unit.code() : blankToNull(alter.code());
            boolean moves = alter.parent() != null && !alter.parent().equals(unit.parent());
            Unit parent = moves
                    ? open("parent", Objects.requireNonNull(alter.parent()))
                    : unit.parent() == null ? null : units.byId(unit.parent()).orElseThrow();
            named("name", name);
            coded("code", code, kind, unit.id().value(), Objects.equals(code, unit.code()));
            if (parent != null) {
                check(
                        !kind.mayStandUnder(parent.kind()),
                        "parent",
                        "directory.kind-not-under",
                        name,
                        word(kind),
                        word(parent.kind()));
            }
            if (moves && parent != null) {
                standsUnder(ADMIN, unit, parent);
            }
            for (Unit child : units.openChildren(List.of(unit.id().value()))) {
                check(
                        !child.kind().mayStandUnder(kind),
                        "kind",
                        "directory.kind-not-under",
                        child.name(),
                        word(child.kind()),
                        word(kind));
            }
            nameFree(parent == null ? null : parent.id(), kind, name, Set.of(unit.id()));
            boolean renamed = !name.equals(unit.name());
            boolean recoded = !Objects.equals(code, unit.code());
            boolean other = kind != unit.kind();
            check(!renamed && !recoded && !other && !moves, "unit", "directory.nothing-changes", unit.name());
            refuse();
            String before = history.snapshot(List.of(unit.id().value()));
            if (renamed || recoded || other) {
                history.say(new UnitHistory.Version(now.unit(), on, null, name, kind, code, true));
            }
            if (moves) {
                history.stand(
                        ADMIN, now.unit(), Objects.requireNonNull(parent).id().value(), on);
                Unit old =
                        unit.parent() == null ? null : units.byId(unit.parent()).orElseThrow();
                tell("parent", old == null ? "" : old.name(), parent.name());
            }
            if (renamed) {
                tell("name", unit.name(), name);
            }
            if (recoded) {
                tell("code", unit.code() == null ? "" : unit.code(), code == null ? "" : code);
            }
            if (other) {
                tell("kind", unit.kind().word(), kind.word());
            }
            derive(List.of(now.unit()));
            String verb = moves ? "move" : renamed ? "rename" : recoded ? "recode" : "rekind";
            keep(verb, List.of(now.unit()), before, unit.id());
            return unit.id();
        }

        UnitId place(UnitChange.Place place) {
            Unit unit = open("unit", place.unit());
            tree(place.tree());
            unchangedSince(place.tree(), unit);
            Unit parent = place.parent() == null ? null : open("parent", place.parent());
            Optional<Trees.Node> node = trees.node(place.tree(), unit.id().value());
            if (parent != null) {
                standsUnder(place.tree(), unit, parent);
            }
            check(
                    node.isPresent()
                            && Objects.equals(
                                    node.get().parent(),
                                    parent == null ? null : parent.id().value()),
                    "unit",
                    "directory.nothing-changes",
                    unit.name());
            refuse();
            String before = history.snapshot(List.of(unit.id().value()));
            history.stand(
                    place.tree(),
                    unit.id().value(),
                    parent == null ? null : (Long) parent.id().value(),
                    on);
            told.put("tree", place.tree());
            tell("parent", "", parent == null ? "" : parent.name());
            derive(List.of(unit.id().value()));
            keep("place", List.of(unit.id().value()), before, unit.id());
            return unit.id();
        }

        UnitId unplace(UnitChange.Unplace unplace) {
            Unit unit = open("unit", unplace.unit());
            tree(unplace.tree());
            unchangedSince(unplace.tree(), unit);
            history.openUnder(unplace.tree(), unit.id().value(), on)
                    .forEach(child -> check(true, "unit", "directory.stands-below", child.name(), unit.name()));
            check(
                    trees.node(unplace.tree(), unit.id().value()).isEmpty(),
                    "tree",
                    "directory.stands-not-in-tree",
                    unit.name());
            check(
                    trees.hasChildren(unplace.tree(), unit.id().value()),
                    "unit",
                    "directory.has-units-below",
                    unit.name());
            refuse();
            String before = history.snapshot(List.of(unit.id().value()));
            history.leave(unplace.tree(), unit.id().value(), on);
            told.put("tree", unplace.tree());
            derive(List.of(unit.id().value()));
            keep("unplace", List.of(unit.id().value()), before, unit.id());
            return unit.id();
        }

        UnitId close(UnitChange.Close close) {
            Unit unit = open("unit", close.unit());
            unchangedSince(ADMIN, unit);
            for (Trees.Tree tree : trees.all()) {
                history.openUnder(tree.id(), unit.id().value(), on)
                        .forEach(child -> check(true, "unit", "directory.stands-below", child.name(), unit.name()));
            }
            refuse();
            String before = history.snapshot(List.of(unit.id().value()));
            shut(unit);
            told.put("name", unit.name());
            derive(List.of(unit.id().value()));
            keep("close", List.of(unit.id().value()), before, unit.id());
            holdings.orderedStream().forEach(holding -> holding.closed(caller, id, unit.id(), on));
            return unit.id();
        }

        UnitId reopen(UnitChange.Reopen reopen) {
            Unit unit = reached(caller, reopen.unit());
            check(unit.open(), "unit", "directory.unit-open", unit.name());
            unchangedSince(ADMIN, unit);
            if (unit.parent() != null) {
                Unit parent = units.byId(unit.parent()).orElseThrow();
                check(!history.openSince(parent.id().value(), on), "unit", "directory.parent-closed", parent.name());
                check(
                        !unit.kind().mayStandUnder(parent.kind()),
                        "unit",
                        "directory.kind-not-under",
                        unit.name(),
                        word(unit.kind()),
                        word(parent.kind()));
            }
            nameFree(unit.parent(), unit.kind(), unit.name(), Set.of(unit.id()));
            coded("code", unit.code(), unit.kind(), unit.id().value(), false);
            refuse();
            String before = history.snapshot(List.of(unit.id().value()));
            history.say(
                    new UnitHistory.Version(unit.id().value(), on, null, unit.name(), unit.kind(), unit.code(), true));
            told.put("name", unit.name());
            derive(List.of(unit.id().value()));
            keep("reopen", List.of(unit.id().value()), before, unit.id());
            return unit.id();
        }

        UnitId merge(UnitChange.Merge merge) {
            List<Unit> merged = merge.units().stream()
                    .distinct()
                    .map(each -> open("units", each))
                    .toList();
            check(merged.size() < 2, "units", "directory.merge-two");
            Unit first = merged.isEmpty() ? null : merged.getFirst();
            Unit kept = merge.kept() == null
                    ? null
                    : merged.stream()
                            .filter(unit -> unit.id().equals(merge.kept()))
                            .findFirst()
                            .orElse(null);
            check(merge.kept() != null && kept == null, "kept", "directory.kept-not-among");
            refuse();
            Unit model = kept == null ? Objects.requireNonNull(first) : kept;
            for (Unit unit : merged) {
                unchangedSince(ADMIN, unit);
                check(
                        unit.kind() != model.kind(),
                        "units",
                        "directory.merge-kinds",
                        unit.name(),
                        word(unit.kind()),
                        word(model.kind()));
                check(
                        merged.stream()
                                .anyMatch(
                                        other -> other != unit && other.places().holds(unit.place())),
                        "units",
                        "directory.merge-nested",
                        unit.name());
            }
            Set<UnitId> ids = new HashSet<>();
            merged.forEach(unit -> ids.add(unit.id()));
            String name = merge.name() == null ? model.name() : merge.name().strip();
            named("name", name);
            UnitId parentId = merge.parent() == null ? model.parent() : merge.parent();
            check(parentId != null && ids.contains(parentId), "parent", "directory.merge-nested", name);
            Unit parent = parentId == null ? null : open("parent", parentId);
            if (parent != null) {
                check(
                        !model.kind().mayStandUnder(parent.kind()),
                        "parent",
                        "directory.kind-not-under",
                        name,
                        word(model.kind()),
                        word(parent.kind()));
                for (Unit unit : merged) {
                    standsUnder(ADMIN, unit, parent);
                }
            }
            nameFree(parentId, model.kind(), name, ids);
            String code = merge.code() == null ? (kept == null ? null : kept.code()) : blankToNull(merge.code());
            if (code != null && merged.stream().noneMatch(unit -> code.equals(unit.code()))) {
                coded("code", code, model.kind(), model.id().value(), false);
            }
            List<Unit> below = new ArrayList<>();
            Map<String, Unit> called = new HashMap<>();
            for (Unit unit : merged) {
                for (UnitThen child : history.openUnder(ADMIN, unit.id().value(), on)) {
                    Unit now = units.byId(child.id()).orElseThrow();
                    boolean goes = kept == null || !unit.id().equals(kept.id());
                    if (goes) {
                        unchangedSince(ADMIN, now);
                        below.add(now);
                    }
                    if (now.open()) {
                        String written = merge.names()
                                .getOrDefault(now.id().value(), now.name())
                                .strip();
                        named("names." + now.id(), written);
                        Unit other = called.putIfAbsent(now.kind().word() + " " + written, now);
                        check(other != null, "names." + now.id(), "directory.name-taken", written);
                    }
                }
            }
            refuse();
            Set<Long> touched = new LinkedHashSet<>();
            merged.forEach(unit -> touched.add(unit.id().value()));
            below.forEach(unit -> touched.add(unit.id().value()));
            Set<Long> inOthers = belowInOtherTrees(merged);
            touched.addAll(inOthers);
            String before = history.snapshot(touched);
            UnitId into = kept == null
                    ? successor(merged, new NewUnit(name, model.kind(), parentId, code, on))
                    : renewed(kept, name, code, parentId);
            touched.add(into.value());
            for (Unit unit : merged) {
                if (!unit.id().equals(into)) {
                    shut(unit);
                    history.stand(ADMIN, unit.id().value(), into.value(), on);
                    followInOtherTrees(unit.id().value(), into.value());
                }
            }
            for (Unit unit : below) {
                String written = merge.names().get(unit.id().value());
                if (written != null && !written.strip().equals(unit.name())) {
                    history.say(new UnitHistory.Version(
                            unit.id().value(), on, null, written.strip(), unit.kind(), unit.code(), true));
                }
                history.stand(ADMIN, unit.id().value(), into.value(), on);
            }
            List<Long> order = new ArrayList<>(List.of(into.value()));
            order.addAll(touched);
            derive(order);
            told.put("units", merged.stream().map(Unit::name).toList());
            told.put("into", name);
            told.put("intoId", into.value());
            told.put("follow", merge.follow());
            was.put("units", merged.stream().map(Unit::name).toList());
            is.put("unit", name);
            keep("merge", touched, before, into);
            for (UnitHolding holding : holdings.orderedStream().toList()) {
                boolean follow = holding.follows() && merge.follow().contains(holding.word());
                merged.stream()
                        .filter(unit -> !unit.id().equals(into))
                        .forEach(unit -> holding.merged(caller, id, unit.id(), into, on, follow));
            }
            return into;
        }

        UnitId split(UnitChange.Split split) {
            Unit unit = open("unit", split.unit());
            unchangedSince(ADMIN, unit);
            check(split.parts().isEmpty(), "parts", "directory.split-parts");
            check(split.closes() && split.parts().size() < 2, "parts", "directory.split-two");
            check(unit.parent() == null && split.closes(), "unit", "directory.root-stays", unit.name());
            List<Unit> children = history.openUnder(ADMIN, unit.id().value(), on).stream()
                    .map(child -> units.byId(child.id()).orElseThrow())
                    .toList();
            Set<UnitId> taken = new HashSet<>();
            Set<String> names = new HashSet<>();
            for (int number = 0; number < split.parts().size(); number++) {
                UnitChange.Part part = split.parts().get(number);
                String at = "parts." + number;
                named(at + ".name", part.name().strip());
                check(!names.add(part.name().strip()), at + ".name", "directory.name-taken", part.name());
                nameFree(
                        unit.parent(), unit.kind(), part.name().strip(), split.closes() ? Set.of(unit.id()) : Set.of());
                String partCode = blankToNull(part.code());
                if (!split.closes() || !Objects.equals(partCode, unit.code())) {
                    coded(at + ".code", partCode, unit.kind(), 0, false);
                }
                for (UnitId takes : part.takes()) {
                    check(!taken.add(takes), at + ".takes", "directory.taken-twice", takes);
                    Unit child = children.stream()
                            .filter(each -> each.id().equals(takes))
                            .findFirst()
                            .orElse(null);
                    check(child == null, at + ".takes", "directory.stands-not-below", takes, unit.name());
                    if (child != null) {
                        unchangedSince(ADMIN, child);
                    }
                }
            }
            children.stream()
                    .filter(child -> split.closes() && !taken.contains(child.id()))
                    .forEach(child -> check(true, "parts", "directory.nobody-takes", child.name()));
            refuse();
            Set<Long> touched = new LinkedHashSet<>(List.of(unit.id().value()));
            taken.forEach(child -> touched.add(child.value()));
            if (split.closes()) {
                touched.addAll(belowInOtherTrees(List.of(unit)));
            }
            String before = history.snapshot(touched);
            List<Long> order = new ArrayList<>();
            for (UnitChange.Part part : split.parts()) {
                UnitId made = successor(
                        split.closes() ? List.of(unit) : List.of(),
                        new NewUnit(part.name(), unit.kind(), unit.parent(), blankToNull(part.code()), on));
                order.add(made.value());
                part.takes().forEach(child -> history.stand(ADMIN, child.value(), made.value(), on));
            }
            long heir = order.getFirst();
            if (split.closes()) {
                shut(unit);
                history.stand(ADMIN, unit.id().value(), heir, on);
                followInOtherTrees(unit.id().value(), heir);
            }
            List<Long> all = new ArrayList<>(order);
            all.addAll(touched);
            derive(all);
            told.put("unit", unit.name());
            told.put("parts", split.parts().stream().map(UnitChange.Part::name).toList());
            told.put("closes", split.closes());
            was.put("unit", unit.name());
            is.put("units", split.parts().stream().map(UnitChange.Part::name).toList());
            keep("split", all, before, unit.id());
            if (split.closes()) {
                holdings.orderedStream()
                        .forEach(holding -> holding.merged(caller, id, unit.id(), new UnitId(heir), on, false));
            }
            return split.closes() ? new UnitId(heir) : unit.id();
        }

        private UnitId successor(List<Unit> closing, NewUnit unit) {
            // Name and code are free for the new one only when the old ones are marked closed.
            units.shut(closing.stream().map(each -> each.id().value()).toList());
            return Objects.requireNonNull(founding.found(List.of(new UnitEntry(
                            "into", null, unit.parent(), unit.name(), unit.kind(), unit.code(), unit.since())))
                    .get("into"));
        }

        private UnitId renewed(Unit kept, String name, @Nullable String code, @Nullable UnitId parent) {
            if (!name.equals(kept.name()) || !Objects.equals(code, kept.code())) {
                history.say(new UnitHistory.Version(kept.id().value(), on, null, name, kept.kind(), code, true));
            }
            if (parent != null && !parent.equals(kept.parent())) {
                history.stand(ADMIN, kept.id().value(), parent.value(), on);
            }
            return kept.id();
        }

        private void shut(Unit unit) {
            history.say(
                    new UnitHistory.Version(unit.id().value(), on, null, unit.name(), unit.kind(), unit.code(), false));
        }

        private Set<Long> belowInOtherTrees(List<Unit> gone) {
            Set<Long> below = new LinkedHashSet<>();
            for (Unit unit : gone) {
                for (String tree : history.otherTrees(unit.id().value())) {
                    history.openUnder(tree, unit.id().value(), on)
                            .forEach(child -> below.add(child.id().value()));
                }
            }
            return below;
        }

        private void followInOtherTrees(long gone, long into) {
            for (String tree : history.otherTrees(gone)) {
                Long above = history.standing(tree, gone)
                        .map(UnitHistory.Standing::parent)
                        .orElse(null);
                if (history.standing(tree, into).isEmpty()) {
                    history.stand(tree, into, above, on);
                }
                history.openUnder(tree, gone, on).stream()
                        .map(child -> child.id().value())
                        .filter(child -> child != into)
                        .forEach(child -> history.stand(tree, child, into, on));
                history.stand(tree, gone, into, on);
            }
        }

        private void derive(Collection<Long> touched) {
            Set<Long> ids = new LinkedHashSet<>(touched);
            derivePlaces(ids, ids);
            deriveRows(ids);
        }

        void keep(String verb, Collection<Long> touched, String before, UnitId subject) {
            history.keep(id, verb, on, clock.instant(), caller, told, before, touched);
            Unit now = units.byId(subject).orElseThrow();
            access.audit(AuditEntry.of(caller, "unit." + verb, "unit", subject.toString(), now.name())
                    .in(subject, now.place())
                    .changes(was, is)
                    .with("on", on.toString()));
        }

        private void tell(String field, String before, String after) {
            told.put(field, Map.of("was", before, "is", after));
            was.put(field, before);
            is.put(field, after);
        }

        private Unit open(String at, UnitId unit) {
            Unit found = reached(caller, unit);
            check(!found.open(), at, "directory.unit-closed", found.name());
            check(
                    found.open() && !history.openSince(found.id().value(), on),
                    at,
                    "directory.not-yet-open",
                    found.name(),
                    on);
            return found;
        }

        private void unchangedSince(String tree, Unit unit) {
            LocalDate last = history.lastChange(tree, unit.id().value());
            check(last.isAfter(on), "on", "directory.before-last-change", unit.name(), last, on);
        }

        private void tree(String tree) {
            check(
                    tree.equals(ADMIN)
                            || trees.all().stream().noneMatch(each -> each.id().equals(tree)),
                    "tree",
                    "directory.tree-missing");
            refuse();
        }

        private void standsUnder(String tree, Unit unit, Unit parent) {
            check(
                    !history.standsSince(tree, parent.id().value(), on),
                    "parent",
                    "directory.stands-not-in-tree",
                    parent.name());
            check(
                    history.everAbove(tree, unit.id().value(), parent.id().value(), on),
                    "parent",
                    "directory.stands-below",
                    parent.name(),
                    unit.name());
            check(
                    trees.depth(tree, parent.id().value()) >= Trees.DEPTH,
                    "parent",
                    "directory.too-deep",
                    unit.name(),
                    Trees.DEPTH);
        }

        private void named(String at, String name) {
            check(name.isEmpty() || name.length() > 80, at, "directory.name-wanted", name);
        }

        private void nameFree(@Nullable UnitId parent, UnitKind kind, String name, Set<UnitId> but) {
            List<Unit> siblings = parent == null ? units.roots() : units.openChildren(List.of(parent.value()));
            check(
                    siblings.stream()
                            .anyMatch(sibling -> sibling.kind() == kind
                                    && sibling.name().equals(name)
                                    && !but.contains(sibling.id())),
                    "name",
                    "directory.name-taken",
                    name);
        }

        private void coded(String at, @Nullable String code, UnitKind kind, long unit, boolean same) {
            if (code == null || same) {
                return;
            }
            DivisionCode.findings(code, kind, null).stream()
                    .filter(DivisionCode.Finding::refused)
                    .forEach(finding -> faults.add(new Problem.Fault(
                            at, finding.fault().code(), finding.fault().args(), null)));
            history.holderOf(code, unit, on).ifPresent(holder -> check(true, at, "directory.code-taken", code, holder));
        }
    }

    private static Problem.Word word(UnitKind kind) {
        return new Problem.Word("directory.kind." + kind.word());
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
