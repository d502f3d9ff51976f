package cn.shiji.plan;

import cn.shiji.access.Rows;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitRef;
import cn.shiji.indicator.FigureView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import cn.shiji.mechanism.WorkLine;
import cn.shiji.plan.PlanProgress.Counts;
import cn.shiji.plan.PlanProgress.ProgressRow;
import cn.shiji.plan.PlanProgress.TargetView;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How a published plan stands: each commitment against what is on record and what was declared. */
@Component
class PlanPage {

    private final Versions versions;
    private final Entries entries;
    private final Directory directory;
    private final Recorded recorded;
    private final MessageSource messages;
    private final Clock clock;
    private final Rows rows;

    PlanPage(
            Versions versions,
            Entries entries,
            Directory directory,
            Recorded recorded,
            MessageSource messages,
            Clock clock,
            Rows rows) {
        this.versions = versions;
        this.entries = entries;
        this.directory = directory;
        this.recorded = recorded;
        this.messages = messages;
        this.clock = clock;
        this.rows = rows;
    }

    /** What a reader narrows the page to; null lets everything through. */
    record Filter(
            @Nullable String q,
            @Nullable Long unit,
            @Nullable String line,
            @Nullable String state) {

        static final Filter NONE = new Filter(null, null, null, null);

        private boolean lets(ProgressRow row) {
            return holds(
                            q,
                            words -> (row.number() + " " + row.heading() + " " + row.text())
                                    .toLowerCase(Locale.ROOT)
                                    .contains(words.strip().toLowerCase(Locale.ROOT)))
                    && (unit == null
                            || row.lead() != null && row.lead().id() == unit
                            || row.supporting().stream().anyMatch(one -> one.id() == unit))
                    && holds(line, wanted -> wanted.equals(row.line()))
                    && holds(
                            state,
                            wanted -> wanted.equals("declared-more") ? row.declaredMore() : wanted.equals(row.state()));
        }

        private static boolean holds(@Nullable String wanted, Predicate<String> test) {
            return wanted == null || wanted.isBlank() || test.test(wanted);
        }
    }

    @Transactional(readOnly = true)
    PlanProgress progress(Caller caller, UUID plan, Filter filter, Locale language) {
        PlanHead head = published(caller, plan);
        Looked looked = look(caller, head, language);
        List<ProgressRow> all = looked.rows();
        Map<UUID, ProgressRow> byId =
                all.stream().collect(Collectors.toMap(ProgressRow::commitment, Function.identity()));
        return new PlanProgress(
                head.id(),
                head.title(),
                head.year(),
                head.version(),
                clock.instant(),
                looked.scope,
                looked.scopeNote,
                counts(all),
                groups(looked.tree, byId),
                all.stream().filter(filter::lets).toList(),
                removed(caller, looked));
    }

    /** What earlier versions promised and this one does not, newest left out first; what was declared for it stays. */
    private List<PlanProgress.Removed> removed(Caller caller, Looked looked) {
        var removed = new ArrayList<PlanProgress.Removed>();
        var known = looked.tree.tasks().stream().map(Node::id).collect(Collectors.toSet());
        Map<Integer, Versions.Numbered> history = versions
                .history(looked.tree.head().id())
                .stream()
                .collect(Collectors.toMap(Versions.Numbered::no, Function.identity()));
        PlanHead later = looked.tree.head();
        for (PlanHead head : versions.before(caller, later)) {
            PlanTree tree = versions.tree(head);
            Versions.Numbered leftOut = Objects.requireNonNull(history.get(later.version()));
            for (Node task : tree.tasks()) {
                if (known.add(task.id())) {
                    List<Entries.Entry> standing = new Declared(looked.entries(task.id()), head.lastDay()).standing();
                    removed.add(new PlanProgress.Removed(
                            task.id(),
                            tree.number(task),
                            task.heading(),
                            tree.answerable(task).stream()
                                    .filter(unit -> unit.role() == DutyRole.LEAD)
                                    .map(NamedUnit::name)
                                    .findFirst()
                                    .orElse(null),
                            leftOut.no(),
                            leftOut.reason(),
                            leftOut.basis(),
                            standing.size(),
                            standing.isEmpty() ? null : standing.getLast().sentence()));
                }
            }
            later = head;
        }
        return removed;
    }

    /** The newest published version; a plan that is only a draft so far has no progress to show. */
    PlanHead published(Caller caller, UUID plan) {
        return versions.published(caller, plan).orElseGet(() -> {
            PlanHead draft = versions.head(caller, plan, null).orElseThrow(Drafts::missing);
            throw Problem.conflict("plan.not-published", draft.title());
        });
    }

    /** Looks at a published version for a caller; all its indicators are read at once. */
    Looked look(Caller caller, PlanHead head, Locale language) {
        return new Looked(caller, head, language);
    }

    private static List<PlanProgress.Group> groups(PlanTree tree, Map<UUID, ProgressRow> rows) {
        var groups = new ArrayList<PlanProgress.Group>();
        for (Node node : tree.nodes()) {
            if (tree.innermost(node)) {
                continue;
            }
            List<ProgressRow> below = tree.below(node)
                    .map(one -> rows.get(one.id()))
                    .filter(Objects::nonNull)
                    .toList();
            if (!below.isEmpty()) {
                groups.add(new PlanProgress.Group(
                        node.id(),
                        node.parent(),
                        tree.number(node),
                        node.level().code(),
                        node.marker(),
                        node.heading(),
                        counts(below)));
            }
        }
        return groups;
    }

    private static Counts counts(List<ProgressRow> rows) {
        return new Counts(
                rows.size(),
                in(rows, Standing.State.DONE),
                in(rows, Standing.State.UNDER_WAY),
                in(rows, Standing.State.NOTHING),
                in(rows, Standing.State.LATE),
                (int) rows.stream().filter(ProgressRow::declaredMore).count());
    }

    private static int in(List<ProgressRow> rows, Standing.State state) {
        return (int)
                rows.stream().filter(row -> row.state().equals(state.word())).count();
    }

    /** One look at a plan through one caller's eyes. */
    final class Looked {

        final PlanTree tree;
        final UnitRef scope;
        final @Nullable String scopeNote;
        final LocalDate today = LocalDate.now(clock);
        final Period yearToDate;
        private final Map<UUID, List<Entries.Entry>> declared;
        private final Map<String, FigureView> figures;
        private final Map<UnitId, Unit> units;
        /** The whole plan, where the caller sees a part: a commitment is kept or late for the town, not village by village. */
        private final @Nullable Looked whole;

        private Looked(Caller caller, PlanHead head, Locale language) {
            this.tree = versions.tree(head);
            this.declared = entries.ofPlan(caller, head.id());
            Period year = Period.year(head.year());
            this.yearToDate = today.isBefore(year.from())
                    ? new Period(year.from(), year.from())
                    : new Period(year.from(), today.isBefore(year.to()) ? today : year.to());
            this.units = directory.units(tree.tasks().stream()
                    .flatMap(task -> tree.duties(task).stream())
                    .map(Duty::unit)
                    .collect(Collectors.toSet()));
            this.figures = recorded.read(
                    caller,
                    tree.tasks().stream()
                            .flatMap(task -> tree.targets(task).stream())
                            .map(Figure::indicator)
                            .filter(Objects::nonNull)
                            .collect(Collectors.toSet()),
                    head.unit(),
                    yearToDate,
                    language);
            boolean seesAll = caller.reach().holds(head.places());
            Unit counted = directory.unit(seesAll ? head.unit() : caller.unit());
            this.scope = counted.ref();
            this.scopeNote =
                    seesAll ? null : messages.getMessage("plan.scope-note", new Object[] {counted.name()}, language);
            this.whole = seesAll
                    ? null
                    : rows.everywhere(
                            "the units of a town see how its plan stands",
                            () -> new Looked(caller.seeing(head.unit(), head.places()), head, language));
        }

        List<ProgressRow> rows() {
            return tree.tasks().stream().map(this::row).toList();
        }

        /** Entries of a commitment within the caller's scope, oldest day first, withdrawn ones too. */
        List<Entries.Entry> entries(UUID commitment) {
            return declared.getOrDefault(commitment, List.of());
        }

        ProgressRow row(Node task) {
            var said = new Declared(entries(task.id()), tree.head().lastDay());
            var reached = new ArrayList<Standing.Reached>();
            var views = new ArrayList<TargetView>();
            LocalDate due = tree.due(task);
            boolean over = today.isAfter(due);
            for (Figure figure : tree.targets(task)) {
                Standing.Reached one = reached(figure, said);
                reached.add(one);
                views.add(target(figure, one, read(figure), over));
            }
            Standing standing = whole == null ? standing(task, said, reached) : whole.standing(task);
            List<NamedUnit> answerable = tree.answerable(task);
            NamedUnit lead = answerable.stream()
                    .filter(unit -> unit.role() == DutyRole.LEAD)
                    .findFirst()
                    .orElse(null);
            WorkLine line = tree.line(task);
            Entries.Entry last = said.last();
            return new ProgressRow(
                    task.id(),
                    task.parent(),
                    tree.number(task),
                    task.level().code(),
                    task.marker(),
                    task.heading(),
                    tree.words(task),
                    line == null ? null : line.word(),
                    lead == null ? null : ref(lead),
                    answerable.stream()
                            .filter(unit -> unit != lead)
                            .map(this::ref)
                            .filter(Objects::nonNull)
                            .toList(),
                    task.leaders(),
                    due,
                    task.dueText(),
                    standing.daysLeft(),
                    standing.state().word(),
                    standing.doneBy() == null ? null : standing.doneBy().word(),
                    reached.stream().anyMatch(Standing.Reached::declaredMore),
                    views,
                    said.standing().size(),
                    last == null
                            ? null
                            : new PlanProgress.LastEntry(
                                    last.day(), last.sentence(), last.unitName(), last.confirmedBy()));
        }

        private Standing standing(Node task) {
            var said = new Declared(entries(task.id()), tree.head().lastDay());
            return standing(
                    task,
                    said,
                    tree.targets(task).stream()
                            .map(figure -> reached(figure, said))
                            .toList());
        }

        private Standing standing(Node task, Declared said, List<Standing.Reached> reached) {
            return Standing.of(
                    reached, said.standing().size(), said.completed(tree.completers(task)), tree.due(task), today);
        }

        private Standing.Reached reached(Figure figure, Declared said) {
            FigureView read = read(figure);
            return new Standing.Reached(figure.asTarget(), read == null ? null : read.told(), said.amount(figure.id()));
        }

        private @Nullable UnitRef ref(NamedUnit unit) {
            Unit known = unit.unit() == null ? null : units.get(unit.unit());
            return known == null ? null : known.ref();
        }

        private @Nullable FigureView read(Figure figure) {
            return figure.indicator() == null ? null : figures.get(figure.indicator());
        }

        private TargetView target(Figure figure, Standing.Reached reached, @Nullable FigureView read, boolean over) {
            Target target = reached.target();
            return new TargetView(
                    figure.id(),
                    figure.of().isEmpty() ? figure.text() : figure.of(),
                    figure.unit(),
                    figure.relation().code(),
                    figure.value(),
                    figure.low(),
                    figure.high(),
                    figure.unset(),
                    figure.indicator(),
                    read == null ? null : read.label(),
                    read,
                    reached.declared(),
                    target.ratio(reached.recorded()),
                    target.ratio(reached.declared()),
                    reached.outcome(over).name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
