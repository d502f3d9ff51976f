package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.access.Permission;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.document.Change;
import cn.shiji.document.Documents;
import cn.shiji.document.FigureRole;
import cn.shiji.document.Level;
import cn.shiji.document.Relation;
import cn.shiji.document.Span;
import cn.shiji.document.Tense;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import cn.shiji.mechanism.WorkLine;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do to a draft until it is published: correct, split, add, delete, put back, assign, bind.
 *
 * <p>Every command locks the draft, so that nothing changes while it is being published.
 */
@Component("planDrafts")
class Drafts {

    private static final int LONGEST_HEADING = 200;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_UNIT = 20;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NAME = 40;

    /** Measures that no sum of recorded amounts can answer. */
    private static final Set<String> RATIOS = Set.of("%", "％", "百分点", "倍", "比例", "位");

    private final Versions versions;
    private final Access access;
    private final Directory directory;
    private final Recorded recorded;
    private final Clock clock;

    Drafts(Versions versions, Access access, Directory directory, Recorded recorded, Clock clock) {
        this.versions = versions;
        this.access = access;
        this.directory = directory;
        this.recorded = recorded;
        this.clock = clock;
    }

    /** A draft that is locked for this caller, with its tree. */
    private record Opened(PlanHead head, PlanTree tree) {

        Node node(UUID id) {
            return tree.node(id).orElseThrow(() -> Problem.missing("plan.commitment-missing"));
        }

        String called(Node node) {
            return (tree.number(node) + " " + node.heading()).trim();
        }
    }

    private Opened open(Caller caller, UUID plan, Permission permission) {
        access.require(caller, permission);
        Optional<PlanHead> draft = versions.lockDraft(caller, plan);
        if (draft.isEmpty()) {
            PlanHead seen = versions.head(caller, plan, null).orElseThrow(Drafts::missing);
            if (!caller.scope().holds(seen.places().from())) {
                throw missing();
            }
            throw Problem.conflict("plan.published", seen.title(), seen.version());
        }
        return new Opened(draft.get(), versions.tree(draft.get()));
    }

    static Problem missing() {
        return Problem.missing("plan.missing");
    }

    @Transactional
    void change(Caller caller, UUID plan, UUID id, NodeChange change) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        Node node = draft.node(id);
        var faults = new ArrayList<Fault>();
        String heading =
                change.heading() == null ? node.heading() : change.heading().strip();
        if (heading.length() > LONGEST_HEADING) {
            faults.add(Fault.of("heading", "plan.too-long", LONGEST_HEADING));
        }
        String words = node.words();
        if (change.text() != null) {
            if (change.text().isBlank()) {
                faults.add(Fault.of("text", "plan.text-empty"));
            } else if (change.text().length() > LONGEST_TEXT) {
                faults.add(Fault.of("text", "plan.too-long", LONGEST_TEXT));
            } else if (!draft.tree().innermost(node)) {
                faults.add(Fault.of("text", "plan.not-innermost"));
            } else {
                boolean asRead =
                        node.span() != null && draft.tree().cut(node.span()).equals(change.text());
                words = asRead ? null : change.text();
            }
        }
        boolean task = change.task() == null ? node.task() : change.task();
        if (Boolean.TRUE.equals(change.task()) && !draft.tree().innermost(node)) {
            faults.add(Fault.of("task", "plan.not-innermost"));
        }
        if (change.leaders() != null) {
            change.leaders().forEach(leader -> tooLong("leaders", leader, LONGEST_NAME, faults));
        }
        LocalDate due = change.due() == null ? node.due() : day(change.due(), faults);
        WorkLine line = change.line() == null ? node.line() : line(change.line(), faults);
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        String dueText = change.due() == null ? node.dueText() : null;
        List<String> leaders = change.leaders() == null ? node.leaders() : leaders(change.leaders());
        versions.keep(
                draft.head(),
                new Node(
                        node.id(),
                        node.parent(),
                        node.ordinal(),
                        node.level(),
                        node.marker(),
                        heading,
                        words,
                        node.span(),
                        node.tense(),
                        task,
                        change.reviewed() == null ? node.reviewed() : change.reviewed(),
                        line,
                        due,
                        dueText,
                        leaders,
                        node.deleted()));
        if (change.reviewed() != null && !draft.tree().innermost(node)) {
            versions.review(draft.head(), draft.tree().below(node).map(Node::id).toList(), change.reviewed());
        }
        audit(caller, draft, "plan.change", draft.called(node) + " · " + changed(change));
    }

    private static List<String> leaders(List<@Nullable String> names) {
        return names.stream()
                .filter(java.util.Objects::nonNull)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static String changed(NodeChange change) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("heading", change.heading());
        said.put("text", change.text() == null ? null : "…");
        said.put("task", change.task());
        said.put("reviewed", change.reviewed());
        said.put("due", change.due());
        said.put("line", change.line());
        said.put("leaders", change.leaders());
        return said.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static @Nullable LocalDate day(String day, List<Fault> faults) {
        if (day.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException wrong) {
            faults.add(Fault.of("due", "plan.not-a-day", day).suggesting("2027-06-30"));
            return null;
        }
    }

    private static @Nullable WorkLine line(String word, List<Fault> faults) {
        if (word.isEmpty()) {
            return null;
        }
        Optional<WorkLine> line = WorkLines.of(word);
        if (line.isEmpty()) {
            faults.add(Fault.of("line", "plan.unknown-word", word).suggesting(words(WorkLine.values())));
        }
        return line.orElse(null);
    }

    private static String words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" | "));
    }

    /** Takes a node, and with it all below, out of the draft; {@link #restore} puts it back. */
    @Transactional
    void delete(Caller caller, UUID plan, UUID id) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        Node node = draft.node(id);
        if (node.level() == Level.TITLE && draft.tree().roots().size() == 1) {
            throw Problem.conflict("plan.last-title");
        }
        versions.keep(draft.head(), with(node, node.ordinal(), node.span(), true));
        audit(caller, draft, "plan.delete-commitment", draft.called(node));
    }

    /** Puts a deleted node back where it was. One that is there already stays as it is. */
    @Transactional
    void restore(Caller caller, UUID plan, UUID id) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        if (draft.tree().node(id).isPresent()) {
            return;
        }
        Node node = versions.deleted(draft.head(), id).orElseThrow(() -> Problem.missing("plan.commitment-missing"));
        if (node.parent() != null && draft.tree().node(node.parent()).isEmpty()) {
            throw Problem.conflict("plan.parent-deleted");
        }
        versions.keep(draft.head(), with(node, node.ordinal(), node.span(), false));
        audit(caller, draft, "plan.restore-commitment", node.heading());
    }

    private static Node with(Node node, int ordinal, @Nullable Span span, boolean deleted) {
        return new Node(
                node.id(),
                node.parent(),
                ordinal,
                node.level(),
                node.marker(),
                node.heading(),
                node.words(),
                span,
                node.tense(),
                node.task(),
                node.reviewed(),
                node.line(),
                node.due(),
                node.dueText(),
                node.leaders(),
                deleted);
    }

    /** Adds a commitment at the end of a division, in a person's words. */
    @Transactional
    UUID add(Caller caller, UUID plan, UUID parentId, String heading, String text) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        Node parent = draft.node(parentId);
        var faults = new ArrayList<Fault>();
        if (text.isBlank() && heading.isBlank()) {
            faults.add(Fault.of("text", "plan.text-empty"));
        }
        if (text.length() > LONGEST_TEXT) {
            faults.add(Fault.of("text", "plan.too-long", LONGEST_TEXT));
        }
        if (heading.length() > LONGEST_HEADING) {
            faults.add(Fault.of("heading", "plan.too-long", LONGEST_HEADING));
        }
        if (parent.task()) {
            faults.add(Fault.of("parent", "plan.parent-is-commitment"));
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        String words = text.isBlank() ? heading.strip() : text.strip();
        Node added = new Node(
                Uuid7.next(clock),
                parent.id(),
                versions.lastOrdinal(draft.head(), parent.id()) + 1,
                Level.COMMITMENT,
                "",
                heading.isBlank() ? Reading.headingOf(words, "") : heading.strip(),
                words,
                null,
                Tense.FUTURE,
                true,
                true,
                null,
                null,
                null,
                List.of(),
                false);
        versions.add(draft.head(), added);
        int ordinal = 0;
        for (cn.shiji.document.Figure read : Documents.figures(words)) {
            Figure figure = Reading.figure(Uuid7.next(clock), added.id(), ordinal++, read, true);
            versions.add(draft.head(), figure.at(figure.node(), null));
        }
        audit(caller, draft, "plan.add-commitment", added.heading());
        return added.id();
    }

    /**
     * Makes two commitments of one, at an offset of the document inside it.
     *
     * @return the second part; the first keeps the id
     */
    @Transactional
    UUID split(Caller caller, UUID plan, UUID id, int at) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        Node node = draft.node(id);
        Span span = node.span();
        if (span == null || node.words() != null || !draft.tree().innermost(node)) {
            throw Problem.conflict("plan.split-own-words");
        }
        if (at <= span.start() || at >= span.end()) {
            throw Problem.bad("plan.split-outside", span.start() + 1, span.end() - 1);
        }
        Span first = new Span(span.start(), at);
        Span second = new Span(at, span.end());
        if (draft.tree().cut(first).isBlank() || draft.tree().cut(second).isBlank()) {
            throw Problem.bad("plan.split-outside", span.start() + 1, span.end() - 1);
        }
        versions.makeRoom(draft.head(), node.parent(), node.ordinal());
        Node rest = new Node(
                Uuid7.next(clock),
                node.parent(),
                node.ordinal() + 1,
                node.level(),
                "",
                Reading.headingOf(draft.tree().cut(second), ""),
                null,
                second,
                node.tense(),
                node.task(),
                false,
                node.line(),
                node.due(),
                node.dueText(),
                node.leaders(),
                false);
        versions.add(draft.head(), rest);
        versions.keep(
                draft.head(),
                new Node(
                        node.id(),
                        node.parent(),
                        node.ordinal(),
                        node.level(),
                        node.marker(),
                        Reading.headingOf(draft.tree().cut(first), node.marker()),
                        null,
                        first,
                        node.tense(),
                        node.task(),
                        false,
                        node.line(),
                        node.due(),
                        node.dueText(),
                        node.leaders(),
                        false));
        for (Figure figure : draft.tree().figures(node)) {
            if (figure.span() != null && figure.span().start() >= at) {
                versions.keep(draft.head(), figure.at(rest.id(), figure.span()));
            }
        }
        int ordinal = 0;
        for (NamedUnit unit : draft.tree().units(node)) {
            versions.add(draft.head(), new NamedUnit(rest.id(), unit.unit(), unit.name(), unit.role()), ordinal++);
        }
        audit(caller, draft, "plan.split-commitment", draft.called(node));
        return rest.id();
    }

    /** Changes a figure and tells the node it stands on. */
    @Transactional
    UUID changeFigure(Caller caller, UUID plan, UUID id, FigureChange change) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        Figure figure = draft.tree().figure(id).orElseThrow(() -> Problem.missing("plan.figure-missing"));
        Figure changed = changed(figure, change);
        versions.keep(draft.head(), changed);
        Node node = draft.node(figure.node());
        audit(caller, draft, "plan.change-figure", draft.called(node) + " · " + figure.text() + " → " + told(changed));
        return figure.node();
    }

    private Figure changed(Figure figure, FigureChange change) {
        var faults = new ArrayList<Fault>();
        Numbers.fault("value", change.value()).ifPresent(faults::add);
        Numbers.fault("low", change.low()).ifPresent(faults::add);
        Numbers.fault("high", change.high()).ifPresent(faults::add);
        tooLong("unit", change.unit(), LONGEST_UNIT, faults);
        tooLong("of", change.of(), LONGEST_HEADING, faults);
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        Relation relation = change.relation() == null ? figure.relation() : relation(change.relation(), faults);
        boolean given = change.value() != null || change.low() != null || change.high() != null;
        BigDecimal value = change.value() != null ? change.value() : figure.value();
        BigDecimal low = change.low() != null ? change.low() : figure.low();
        BigDecimal high = change.high() != null ? change.high() : figure.high();
        if (change.value() != null && relation == Relation.RANGE && change.relation() == null) {
            relation = Relation.EXACTLY;
        }
        if (change.value() == null && change.low() != null && change.high() != null && change.relation() == null) {
            relation = Relation.RANGE;
        }
        if (relation == Relation.RANGE) {
            value = null;
            if ((given || change.relation() != null) && (low == null || high == null)) {
                faults.add(Fault.of(low == null ? "low" : "high", "plan.range-open"));
            }
        } else {
            low = null;
            high = null;
        }
        if (low != null && high != null && low.compareTo(high) > 0) {
            faults.add(Fault.of("high", "plan.range-backward", low.toPlainString(), high.toPlainString()));
        }
        boolean unset = change.unset() != null ? change.unset() : figure.unset() && !given;
        if (Boolean.TRUE.equals(change.unset()) && given) {
            faults.add(Fault.of("unset", "plan.unset-with-number"));
        }
        String unit = change.unit() == null ? figure.unit() : change.unit().strip();
        // A number given by a person is an amount to reach, whatever growth the document spoke of.
        Change grows = given ? Change.NONE : figure.change();
        boolean filled = figure.filled() || given;
        String indicator = figure.indicator();
        if (change.indicator() != null) {
            indicator = change.indicator().isEmpty() ? null : bound(change.indicator(), grows, unit, unset, faults);
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        boolean target = change.target() != null ? change.target() : figure.target() || given || indicator != null;
        return new Figure(
                figure.id(),
                figure.node(),
                figure.ordinal(),
                figure.text(),
                figure.span(),
                value,
                low,
                high,
                figure.masked(),
                unit,
                relation,
                grows,
                figure.role(),
                change.of() == null ? figure.of() : change.of().strip(),
                target,
                unset,
                filled,
                indicator);
    }

    private static void tooLong(String at, @Nullable String words, int longest, List<Fault> faults) {
        if (words != null && words.length() > longest) {
            faults.add(Fault.of(at, "plan.too-long", longest));
        }
    }

    private @Nullable String bound(String id, Change grows, String unit, boolean unset, List<Fault> faults) {
        if (!recorded.knows(id)) {
            faults.add(Fault.of("indicator", "plan.indicator-unknown", id));
            return null;
        }
        if (grows != Change.NONE && !unset) {
            faults.add(Fault.of("indicator", "plan.growth-unbound"));
            return null;
        }
        if (RATIOS.contains(unit) && !unset) {
            faults.add(Fault.of("indicator", "plan.ratio-unbound", unit));
            return null;
        }
        return id;
    }

    private static Relation relation(String word, List<Fault> faults) {
        for (Relation relation : Relation.values()) {
            if (relation.code().equals(word)) {
                return relation;
            }
        }
        faults.add(Fault.of("relation", "plan.unknown-word", word).suggesting(words(Relation.values())));
        return Relation.EXACTLY;
    }

    private static String told(Figure figure) {
        if (!figure.target()) {
            return "not a target";
        }
        String number = figure.unset()
                ? "unset"
                : figure.value() != null
                        ? figure.relation().code() + " " + figure.value().toPlainString() + figure.unit()
                        : figure.low() != null && figure.high() != null
                                ? figure.low().toPlainString() + "–"
                                        + figure.high().toPlainString() + figure.unit()
                                : "open";
        return figure.indicator() == null ? number : number + " ← " + figure.indicator();
    }

    /** Adds a target that the text does not name as a figure. */
    @Transactional
    UUID addFigure(Caller caller, UUID plan, UUID id, NewFigure wanted) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        Node node = draft.node(id);
        var faults = new ArrayList<Fault>();
        Relation relation = wanted.relation() == null ? Relation.AT_LEAST : relation(wanted.relation(), faults);
        if (relation == Relation.RANGE) {
            faults.add(Fault.of("relation", "plan.range-open"));
        }
        if (wanted.of().isBlank()) {
            faults.add(Fault.of("of", "plan.text-empty"));
        }
        Numbers.fault("value", wanted.value()).ifPresent(faults::add);
        tooLong("unit", wanted.unit(), LONGEST_UNIT, faults);
        tooLong("of", wanted.of(), LONGEST_HEADING, faults);
        boolean unset = wanted.value() == null;
        String indicator = wanted.indicator() == null || wanted.indicator().isEmpty()
                ? null
                : bound(wanted.indicator(), Change.NONE, wanted.unit().strip(), unset, faults);
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        Figure figure = new Figure(
                Uuid7.next(clock),
                node.id(),
                draft.tree().figures(node).stream()
                                .mapToInt(Figure::ordinal)
                                .max()
                                .orElse(-1)
                        + 1,
                wanted.of().strip(),
                null,
                wanted.value(),
                null,
                null,
                false,
                wanted.unit().strip(),
                relation,
                Change.NONE,
                FigureRole.TARGET,
                wanted.of().strip(),
                true,
                unset,
                true,
                indicator);
        versions.add(draft.head(), figure);
        audit(caller, draft, "plan.add-figure", draft.called(node) + " · " + figure.of() + " → " + told(figure));
        return figure.id();
    }

    /** Removes a figure that a person added; those of the document can only be said to be no target. */
    @Transactional
    void removeFigure(Caller caller, UUID plan, UUID id) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        Figure figure = draft.tree().figure(id).orElseThrow(() -> Problem.missing("plan.figure-missing"));
        if (figure.span() != null) {
            throw Problem.conflict("plan.figure-of-document", figure.text());
        }
        versions.removeFigure(draft.head(), id);
        audit(caller, draft, "plan.remove-figure", draft.called(draft.node(figure.node())) + " · " + figure.text());
    }

    /** Says who answers for a node; replaces what was said. */
    @Transactional
    void assign(Caller caller, UUID plan, UUID id, List<Assignment> wanted) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        Node node = draft.node(id);
        Map<UnitId, Unit> known =
                directory.units(wanted.stream().map(Assignment::unit).toList());
        var faults = new ArrayList<Fault>();
        var seen = new LinkedHashMap<UnitId, Assignment>();
        for (int at = 0; at < wanted.size(); at++) {
            Assignment assignment = wanted.get(at);
            Unit unit = known.get(assignment.unit());
            if (unit == null || !draft.head().places().holds(unit.place())) {
                faults.add(Fault.of(
                        "[" + at + "].unit",
                        "plan.unit-not-below",
                        assignment.unit().value()));
            } else if (seen.putIfAbsent(assignment.unit(), assignment) != null) {
                faults.add(Fault.of("[" + at + "].unit", "plan.unit-twice", unit.name()));
            }
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        keep(draft.head(), node, seen.values(), known);
        String names = seen.values().stream()
                .map(assignment ->
                        name(known, assignment.unit()) + " " + assignment.role().word())
                .collect(Collectors.joining(", "));
        audit(caller, draft, "plan.assign", draft.called(node) + " · " + names);
    }

    private void keep(PlanHead head, Node node, Iterable<Assignment> assignments, Map<UnitId, Unit> known) {
        versions.unassign(head, node.id());
        int ordinal = 0;
        for (Assignment assignment : assignments) {
            versions.add(
                    head,
                    new NamedUnit(node.id(), assignment.unit(), name(known, assignment.unit()), assignment.role()),
                    ordinal++);
        }
    }

    private static String name(Map<UnitId, Unit> known, UnitId id) {
        Unit unit = known.get(id);
        return unit == null ? id.toString() : unit.name();
    }

    /** Assigns the units the document names, on every node that has such names of its own and nobody assigned yet. */
    @Transactional
    int assignAsNamed(Caller caller, UUID plan) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        List<Unit> below = directory.within(draft.head().places());
        var names = new UnitNames(below);
        Map<UnitId, Unit> known = below.stream().collect(Collectors.toMap(Unit::id, unit -> unit));
        int done = 0;
        for (Node node : draft.tree().nodes()) {
            List<NamedUnit> own = draft.tree().units(node);
            if (!draft.tree().assigned(node).isEmpty() || own.isEmpty()) {
                continue;
            }
            List<Assignment> assignments = names.suggest(own).stream()
                    .filter(unit -> unit.unit() != null)
                    .map(unit -> new Assignment(
                            new UnitId(java.util.Objects.requireNonNull(unit.unit())),
                            DutyRole.of(unit.role()).orElseThrow()))
                    .toList();
            if (!assignments.isEmpty()) {
                keep(draft.head(), node, assignments, known);
                done++;
            }
        }
        audit(caller, draft, "plan.assign-as-named", Integer.toString(done));
        return done;
    }

    /** Marks every commitment as looked at. */
    @Transactional
    void reviewAll(Caller caller, UUID plan) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        List<UUID> tasks = draft.tree().tasks().stream().map(Node::id).toList();
        versions.review(draft.head(), tasks, true);
        audit(caller, draft, "plan.review-all", Integer.toString(tasks.size()));
    }

    /** Makes the draft binding, or refuses with every reason. */
    @Transactional
    void publish(Caller caller, UUID plan, Instant at) {
        Opened draft = open(caller, plan, Permission.PLAN_PUBLISH);
        List<Fault> faults = Readiness.faults(draft.tree());
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.not-ready", faults);
        }
        versions.publish(draft.head(), caller.name(), at);
        audit(
                caller,
                draft,
                "plan.publish",
                draft.head().title() + " · " + draft.tree().tasks().size());
    }

    /** Opens a new draft that begins as a copy of the newest published version. */
    @Transactional
    int revise(Caller caller, UUID plan, Revision wanted) {
        access.require(caller, Permission.PLAN_EDIT);
        Revision revision = checked(wanted);
        PlanHead published = versions.published(caller, plan).orElseThrow(Drafts::missing);
        if (!caller.scope().holds(published.places().from())) {
            throw missing();
        }
        Optional<Integer> open = versions.draft(caller, plan);
        if (open.isPresent()) {
            throw Problem.conflict("plan.draft-open", open.get());
        }
        int next = published.version() + 1;
        try {
            versions.revise(published, versions.tree(published), next, revision, caller.name(), clock.instant());
        } catch (DuplicateKeyException raced) {
            throw Problem.conflict("plan.draft-open", next);
        }
        access.audit(
                caller,
                "plan.revise",
                "plan",
                plan.toString(),
                published.title() + " · " + next + " · " + revision.reason());
        return next;
    }

    /** Says again why the draft of a published plan is made. */
    @Transactional
    void explain(Caller caller, UUID plan, Revision wanted) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        Revision revision = checked(wanted);
        versions.explain(draft.head(), revision);
        audit(caller, draft, "plan.explain", revision.reason());
    }

    private static Revision checked(Revision wanted) {
        var faults = new ArrayList<Fault>();
        String reason = wanted.reason() == null ? "" : wanted.reason().strip();
        String basis = wanted.basis() == null ? "" : wanted.basis().strip();
        if (reason.isEmpty()) {
            faults.add(Fault.of("reason", "plan.revision-reason-empty"));
        }
        tooLong("reason", reason, LONGEST_REASON, faults);
        tooLong("basis", basis, LONGEST_HEADING, faults);
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        return new Revision(reason, basis.isEmpty() ? null : basis);
    }

    /** Deletes the draft, and with it a plan that was never published. */
    @Transactional
    void deleteDraft(Caller caller, UUID plan) {
        Opened draft = open(caller, plan, Permission.PLAN_EDIT);
        versions.delete(draft.head());
        audit(caller, draft, "plan.delete-draft", draft.head().title());
    }

    private void audit(Caller caller, Opened draft, String action, String words) {
        access.audit(caller, action, "plan", draft.head().id().toString(), words);
    }
}
