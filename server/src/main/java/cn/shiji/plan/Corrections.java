package cn.shiji.plan;

import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.document.Documents;
import cn.shiji.document.Level;
import cn.shiji.document.Tense;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import cn.shiji.mechanism.WorkLine;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What people do to the nodes of a draft: correct, add, take out, put back, assign. Each correction is made on a
 * {@link Sheet} and says what it was; several on one sheet are one edit.
 */
@Component
class Corrections {

    static final int LONGEST_HEADING = 200;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_NAME = 40;

    private final Directory directory;
    private final Entries entries;
    private final Clock clock;

    Corrections(Directory directory, Entries entries, Clock clock) {
        this.directory = directory;
        this.entries = entries;
        this.clock = clock;
    }

    /** Changes what a node says and how it is held. */
    Step change(Sheet sheet, UUID id, NodeChange change) {
        PlanTree tree = sheet.tree();
        Node node = sheet.node(id);
        var faults = new ArrayList<Fault>();
        String heading =
                change.heading() == null ? node.heading() : change.heading().strip();
        tooLong("heading", heading, LONGEST_HEADING, faults);
        String words = change.text() == null ? node.words() : words(tree, node, change.text(), faults);
        boolean task = change.task() == null ? node.task() : change.task();
        if (Boolean.TRUE.equals(change.task()) && !tree.innermost(node)) {
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
        String called = sheet.called(node);
        sheet.put(node.saying(heading, words, node.span())
                .held(task, change.reviewed() == null ? node.reviewed() : change.reviewed())
                .charged(
                        line,
                        due,
                        change.due() == null ? node.dueText() : null,
                        change.leaders() == null ? node.leaders() : leaders(change.leaders())));
        if (change.reviewed() != null && !tree.innermost(node)) {
            review(sheet, tree.below(node).skip(1).toList(), change.reviewed());
        }
        List<String> fields = fields(change);
        return switch (fields.size() == 1 ? fields.getFirst() : "") {
            case "reviewed" -> Step.on(node, called, Boolean.TRUE.equals(change.reviewed()) ? "review" : "unreview");
            case "task" -> Step.on(node, called, Boolean.TRUE.equals(change.task()) ? "hold" : "release");
            case "heading" -> Step.on(node, called, "change").changing(fields).saying(heading);
            case "due" -> Step.on(node, called, "change").changing(fields).saying(due == null ? "" : due.toString());
            default -> Step.on(node, called, "change").changing(fields);
        };
    }

    private static @Nullable String words(PlanTree tree, Node node, String text, List<Fault> faults) {
        if (text.isBlank()) {
            faults.add(Fault.of("text", "plan.text-empty"));
        } else if (!tree.innermost(node)) {
            faults.add(Fault.of("text", "plan.not-innermost"));
        }
        tooLong("text", text, LONGEST_TEXT, faults);
        boolean asRead = node.span() != null && tree.cut(node.span()).equals(text);
        return asRead ? null : text;
    }

    private static List<String> fields(NodeChange change) {
        return Stream.of(
                        change.heading() == null ? null : "heading",
                        change.text() == null ? null : "text",
                        change.task() == null ? null : "task",
                        change.reviewed() == null ? null : "reviewed",
                        change.due() == null ? null : "due",
                        change.line() == null ? null : "line",
                        change.leaders() == null ? null : "leaders")
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<String> leaders(List<@Nullable String> names) {
        return names.stream()
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
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

    static String words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" | "));
    }

    static void tooLong(String at, @Nullable String words, int longest, List<Fault> faults) {
        if (words != null && words.length() > longest) {
            faults.add(Fault.of(at, "plan.too-long", longest));
        }
    }

    /** Marks every commitment as looked at. */
    Step reviewAll(Sheet sheet) {
        List<Node> tasks = sheet.tree().tasks();
        review(sheet, tasks, true);
        return Step.ofMany("review-all", tasks.size());
    }

    private static void review(Sheet sheet, List<Node> nodes, boolean reviewed) {
        nodes.forEach(node -> sheet.put(node.held(node.task(), reviewed)));
    }

    /** Takes a node, and with it all below, out of the draft. */
    Step delete(Sheet sheet, UUID id) {
        Node node = sheet.node(id);
        if (node.level() == Level.TITLE && sheet.tree().roots().size() == 1) {
            throw Problem.conflict("plan.last-title");
        }
        Step step = Step.on(node, sheet.called(node), "delete-commitment");
        sheet.put(node.deleted(true));
        if (node.parent() != null) {
            Reshaping.leave(sheet, node.parent());
        }
        return step;
    }

    /** Puts a deleted node back where it was. One that is there already stays as it is. */
    Step restore(Sheet sheet, UUID id) {
        Node node = sheet.row(id).orElseThrow(() -> Problem.missing("plan.commitment-missing"));
        if (node.parent() != null && sheet.tree().node(node.parent()).isEmpty()) {
            throw Problem.conflict("plan.parent-deleted");
        }
        if (node.parent() != null && sheet.node(node.parent()).task()) {
            throw Problem.conflict("plan.parent-is-commitment");
        }
        sheet.put(node.deleted(false));
        return Step.on(node, sheet.called(node), "restore-commitment");
    }

    /** Adds a commitment at the end of a division, in a person's words. */
    Step add(Sheet sheet, UUID id, UUID parentId, String heading, String text) {
        Node parent = sheet.node(parentId);
        var faults = new ArrayList<Fault>();
        if (text.isBlank() && heading.isBlank()) {
            faults.add(Fault.of("text", "plan.text-empty"));
        }
        tooLong("text", text, LONGEST_TEXT, faults);
        tooLong("heading", heading, LONGEST_HEADING, faults);
        if (parent.task()) {
            faults.add(Fault.of("parent", "plan.parent-is-commitment"));
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        String words = text.isBlank() ? heading.strip() : text.strip();
        List<Node> siblings = sheet.rowsBelow(parentId);
        Node added = new Node(
                id,
                parent.id(),
                sheet.ordinalBehind(
                        parentId, siblings.isEmpty() ? null : siblings.getLast().id(), null),
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
        sheet.put(added);
        int ordinal = 0;
        for (cn.shiji.document.Figure read : Documents.figures(words)) {
            Figure figure = Reading.figure(Uuid7.next(clock), id, ordinal++, read, true);
            sheet.put(figure.at(id, null));
        }
        return Step.on(added, sheet.called(added), "add-commitment");
    }

    /** Makes several of one innermost node; the step names the second. */
    Step split(Sheet sheet, UUID id, List<Integer> cuts) {
        String called = sheet.called(sheet.node(id));
        List<Node> made = reshaping(sheet).split(id, cuts);
        return Step.on(made.getFirst(), called, "split-commitment").saying(Integer.toString(made.size() + 1));
    }

    /** Makes two divisions of one; the step names the second. */
    Step splitDivision(Sheet sheet, UUID id, UUID before, String heading) {
        tooLong(heading);
        String called = sheet.called(sheet.node(id));
        return Step.on(reshaping(sheet).splitDivision(id, before, heading), called, "split-division");
    }

    private static void tooLong(String heading) {
        var faults = new ArrayList<Fault>();
        tooLong("heading", heading, LONGEST_HEADING, faults);
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
    }

    /** Makes one of two neighbours; the step names the one that stays. */
    Step merge(Sheet sheet, UUID one, UUID other) {
        String called = sheet.called(sheet.node(one));
        String with = sheet.called(sheet.node(other));
        return Step.on(reshaping(sheet).merge(one, other), called, "merge").saying(with);
    }

    /** Takes a node, with all below it, to another place. */
    Step move(Sheet sheet, UUID id, @Nullable UUID parent, @Nullable UUID after) {
        String called = sheet.called(sheet.node(id));
        Node moved = reshaping(sheet).move(id, parent, after);
        return Step.on(moved, called, "move").saying(sheet.tree().number(moved));
    }

    private Reshaping reshaping(Sheet sheet) {
        return new Reshaping(
                sheet,
                () -> Uuid7.next(clock),
                entries.declaredCommitments(sheet.head().id()));
    }

    /** Says who answers for a node; replaces what was said. */
    Step assign(Sheet sheet, UUID id, List<Assignment> wanted) {
        Node node = sheet.node(id);
        Map<UnitId, Unit> known =
                directory.units(wanted.stream().map(Assignment::unit).toList());
        var faults = new ArrayList<Fault>();
        var seen = new LinkedHashMap<UnitId, Assignment>();
        for (int at = 0; at < wanted.size(); at++) {
            Assignment assignment = wanted.get(at);
            Unit unit = known.get(assignment.unit());
            if (unit == null || !sheet.head().places().holds(unit.place())) {
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
        assign(sheet, node, List.copyOf(seen.values()), known);
        return Step.on(node, sheet.called(node), "assign")
                .saying(seen.values().stream()
                        .map(assignment -> name(known, assignment.unit()))
                        .collect(Collectors.joining("、")));
    }

    /** Replaces the assigned units of a node; the document's words stay. */
    static void assign(Sheet sheet, Node node, List<Assignment> assignments, Map<UnitId, Unit> known) {
        sheet.duties(
                node.id(),
                Stream.concat(
                                assignments.stream()
                                        .map(assignment -> new NamedUnit(
                                                node.id(),
                                                assignment.unit(),
                                                name(known, assignment.unit()),
                                                assignment.role())),
                                sheet.units(node.id()).stream().filter(unit -> unit.unit() == null))
                        .toList());
    }

    private static String name(Map<UnitId, Unit> known, UnitId id) {
        Unit unit = known.get(id);
        return unit == null ? id.toString() : unit.name();
    }

    /** Assigns the units the document names, on every node that has such names of its own and nobody assigned yet. */
    Step assignAsNamed(Sheet sheet) {
        List<Unit> below = directory.within(sheet.head().places());
        var names = new UnitNames(below);
        Map<UnitId, Unit> known = below.stream().collect(Collectors.toMap(Unit::id, unit -> unit));
        int done = 0;
        PlanTree tree = sheet.tree();
        for (Node node : tree.nodes()) {
            List<NamedUnit> own = tree.units(node);
            if (!tree.assigned(node).isEmpty() || own.isEmpty()) {
                continue;
            }
            List<Assignment> assignments = names.suggest(own).stream()
                    .filter(unit -> unit.unit() != null)
                    .map(unit -> new Assignment(
                            new UnitId(Objects.requireNonNull(unit.unit())),
                            DutyRole.of(unit.role()).orElseThrow()))
                    .toList();
            if (!assignments.isEmpty()) {
                assign(sheet, node, assignments, known);
                done++;
            }
        }
        return Step.ofMany("assign-as-named", done);
    }
}
