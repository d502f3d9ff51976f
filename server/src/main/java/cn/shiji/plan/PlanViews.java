package cn.shiji.plan;

import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitRef;
import cn.shiji.document.Span;
import cn.shiji.evidence.Evidence;
import cn.shiji.evidence.FileView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.mechanism.WorkLine;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans as their readers see them: lists, and one version with its document. */
@Component
class PlanViews {

    private final Versions versions;
    private final Directory directory;
    private final Evidence evidence;
    private final Recorded recorded;
    private final TurnWords words;
    private final Suggestions suggestions;

    PlanViews(
            Versions versions,
            Directory directory,
            Evidence evidence,
            Recorded recorded,
            TurnWords words,
            Suggestions suggestions) {
        this.versions = versions;
        this.directory = directory;
        this.evidence = evidence;
        this.recorded = recorded;
        this.words = words;
        this.suggestions = suggestions;
    }

    /** Every plan the caller may see. Asks the same few questions however many plans there are. */
    @Transactional(readOnly = true)
    List<PlanSummary> list(Caller caller) {
        List<PlanHead> heads = versions.list(caller);
        Map<UUID, Tally> tallies = versions.tallies(heads);
        Map<UUID, Integer> drafts =
                versions.drafts(caller).stream().collect(Collectors.toMap(PlanHead::id, PlanHead::version));
        Map<UnitId, Unit> units =
                directory.units(heads.stream().map(PlanHead::unit).distinct().toList());
        return heads.stream()
                .map(head -> {
                    Tally tally = tallies.getOrDefault(head.id(), Tally.NOTHING);
                    return new PlanSummary(
                            head.id(),
                            head.title(),
                            head.year(),
                            Objects.requireNonNull(units.get(head.unit())).ref(),
                            state(head),
                            head.version(),
                            drafts.get(head.id()),
                            tally.commitments(),
                            tally.targets(),
                            tally.reviewed(),
                            head.publishedAt(),
                            head.publishedBy());
                })
                .toList();
    }

    /** One version; without a number the newest published one, else the draft. */
    @Transactional(readOnly = true)
    PlanView view(Caller caller, UUID plan, @Nullable Integer version, Locale language) {
        PlanHead head = versions.head(caller, plan, version).orElseThrow(Drafts::missing);
        // Read before the tree, so that the page never takes an edit for seen that it does not show.
        DraftChange.Standing edits = head.published() ? null : words.standing(caller, head, language);
        PlanTree tree = versions.tree(head);
        Integer draft = versions.draft(caller, plan).orElse(null);
        var telling = new Telling(caller, tree, language);
        Optional<FileView> file =
                evidence.describe(List.of(head.file())).stream().findFirst();
        return new PlanView(
                head.id(),
                head.title(),
                head.year(),
                unit(head),
                state(head),
                head.version(),
                draft,
                telling.mayEdit,
                edits,
                versions.history(plan).stream()
                        .filter(one -> one.published() || draft != null)
                        .map(PlanViews::version)
                        .toList(),
                tree.text(),
                file.orElse(null),
                versions.furniture(head),
                tree.counts(),
                tree.roots().stream().map(telling::node).toList());
    }

    /** Nodes of a draft as their editor sees them, each without its children. */
    List<PlanView.NodeView> alone(Caller caller, PlanTree tree, List<Node> nodes, Locale language) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        var telling = new Telling(caller, tree, language);
        return nodes.stream().map(telling::alone).toList();
    }

    private UnitRef unit(PlanHead head) {
        return directory.unit(head.unit()).ref();
    }

    static PlanView.VersionView version(Versions.Numbered one) {
        return new PlanView.VersionView(
                one.no(),
                one.published() ? "published" : "draft",
                one.publishedAt(),
                one.publishedBy(),
                one.reason(),
                one.basis());
    }

    private static String state(PlanHead head) {
        return head.published() ? "published" : "draft";
    }

    static int @Nullable [] pair(@Nullable Span span) {
        return span == null ? null : new int[] {span.start(), span.end()};
    }

    /** Tells a tree to one reader; what all nodes need is looked up once. */
    private final class Telling {

        private final PlanTree tree;
        private final boolean mayEdit;
        private final List<Recorded.Named> known;
        private final Map<String, Recorded.Named> byId;
        private final @Nullable UnitNames names;
        private final @Nullable Suggesting suggesting;
        private final Locale language;

        Telling(Caller caller, PlanTree tree, Locale language) {
            this.tree = tree;
            this.mayEdit = !tree.head().published() && caller.may(Right.PLAN_EDIT);
            this.known = recorded.all(language);
            this.byId = known.stream().collect(Collectors.toMap(Recorded.Named::id, Function.identity()));
            this.language = language;
            this.suggesting = mayEdit ? suggestions.of(caller, tree, language) : null;
            this.names = mayEdit ? new UnitNames(directory.within(tree.head().places())) : null;
        }

        PlanView.NodeView node(Node node) {
            return node(node, tree.children(node.id()).stream().map(this::node).toList());
        }

        PlanView.NodeView alone(Node node) {
            return node(node, List.of());
        }

        private PlanView.NodeView node(Node node, List<PlanView.NodeView> children) {
            List<NamedUnit> own = tree.assigned(node);
            List<NamedUnit> answerable = tree.answerable(node);
            List<PlanView.NodeUnitView> units = java.util.stream.Stream.concat(
                            answerable.stream(), tree.units(node).stream().filter(unit -> unit.unit() == null))
                    .map(Telling::unit)
                    .toList();
            boolean innermost = tree.innermost(node);
            WorkLine line = tree.line(node);
            return new PlanView.NodeView(
                    node.id(),
                    node.parent(),
                    node.ordinal(),
                    tree.number(node),
                    node.level().code(),
                    node.marker(),
                    node.heading(),
                    innermost ? tree.words(node) : "",
                    pair(node.span()),
                    node.words() != null,
                    node.tense().code(),
                    node.task(),
                    node.reviewed(),
                    line == null ? null : line.word(),
                    node.due(),
                    node.dueText(),
                    node.leaders(),
                    units,
                    own.isEmpty() && !answerable.isEmpty(),
                    names == null || !own.isEmpty() ? List.of() : names.suggest(tree.inTheDocument(node)),
                    mayEdit && node.task() && tree.targets(node).isEmpty()
                            ? Recorded.suggest(known, node.heading(), tree.words(node))
                            : List.of(),
                    suggesting == null
                            ? List.of()
                            : suggesting.of(node).stream()
                                    .map(one -> suggestions.view(one, language))
                                    .toList(),
                    tree.figures(node).stream()
                            .map(figure -> figure(node, figure))
                            .toList(),
                    children);
        }

        private static PlanView.NodeUnitView unit(NamedUnit unit) {
            return new PlanView.NodeUnitView(
                    unit.unit() == null ? null : unit.unit().value(),
                    unit.name(),
                    unit.role().word());
        }

        private PlanView.FigureItem figure(Node node, Figure figure) {
            Recorded.Named bound = figure.indicator() == null ? null : byId.get(figure.indicator());
            boolean suggest = mayEdit && node.task() && figure.target() && figure.indicator() == null;
            return new PlanView.FigureItem(
                    figure.id(),
                    figure.text(),
                    pair(figure.span()),
                    figure.value(),
                    figure.low(),
                    figure.high(),
                    figure.masked(),
                    figure.unit(),
                    figure.relation().code(),
                    figure.change().code(),
                    figure.role().code(),
                    figure.of(),
                    figure.target(),
                    figure.unset(),
                    figure.filled(),
                    figure.indicator(),
                    bound == null ? null : bound.label(),
                    suggest ? Recorded.suggest(known, figure, node.heading(), tree.words(node)) : List.of());
        }
    }
}
