package cn.shiji.plan;

import cn.shiji.document.Change;
import cn.shiji.document.FigureRole;
import cn.shiji.document.Level;
import cn.shiji.document.Relation;
import cn.shiji.document.Span;
import cn.shiji.document.Tense;
import cn.shiji.kernel.UnitId;
import cn.shiji.mechanism.WorkLine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One version of a plan as a tree: what follows from its rows alone, without database or clock.
 *
 * <p>Deleted nodes, and all below them, are no part of it.
 */
final class PlanTree {

    private final PlanHead head;
    private final String text;
    private final boolean plane;
    private final List<Node> inOrder = new ArrayList<>();
    private final Map<UUID, Node> byId = new HashMap<>();
    private final Map<UUID, List<Node>> children = new HashMap<>();
    private final List<Node> roots;
    private final Map<UUID, List<Figure>> figures = new LinkedHashMap<>();
    private final Map<UUID, List<NamedUnit>> units = new HashMap<>();
    private final Map<UUID, String> numbers = new HashMap<>();

    PlanTree(PlanHead head, String text, List<Node> nodes, List<Figure> figures, List<NamedUnit> units) {
        this.head = head;
        this.text = text;
        this.plane = text.codePointCount(0, text.length()) == text.length();
        Map<UUID, List<Node>> below = new HashMap<>();
        List<Node> top = new ArrayList<>();
        nodes.stream()
                .filter(node -> !node.deleted())
                .sorted(Comparator.comparingInt(Node::ordinal))
                .forEach(node -> {
                    if (node.parent() == null) {
                        top.add(node);
                    } else {
                        below.computeIfAbsent(node.parent(), parent -> new ArrayList<>())
                                .add(node);
                    }
                });
        this.roots = List.copyOf(top);
        top.forEach(node -> place(node, below));
        figures.stream()
                .filter(figure -> byId.containsKey(figure.node()))
                .forEach(figure -> this.figures
                        .computeIfAbsent(figure.node(), node -> new ArrayList<>())
                        .add(figure));
        units.stream()
                .filter(unit -> byId.containsKey(unit.node()))
                .forEach(unit -> this.units
                        .computeIfAbsent(unit.node(), node -> new ArrayList<>())
                        .add(unit));
        number();
    }

    /**
     * A division of the document, down to the commitment.
     *
     * @param words a person's words for it, null where those of the span hold
     * @param span null for one that a person added
     */
    record Node(
            UUID id,
            @Nullable UUID parent,
            int ordinal,
            Level level,
            String marker,
            String heading,
            @Nullable String words,
            @Nullable Span span,
            Tense tense,
            boolean task,
            boolean reviewed,
            @Nullable WorkLine line,
            @Nullable LocalDate due,
            @Nullable String dueText,
            List<String> leaders,
            boolean deleted) {

        /** The same node at another place of the tree. */
        Node under(@Nullable UUID otherParent, int otherOrdinal, Level otherLevel) {
            return new Node(
                    id,
                    otherParent,
                    otherOrdinal,
                    otherLevel,
                    marker,
                    heading,
                    words,
                    span,
                    tense,
                    task,
                    reviewed,
                    line,
                    due,
                    dueText,
                    leaders,
                    deleted);
        }

        /** The same node with other words; null where those of the span hold. */
        Node saying(String otherHeading, @Nullable String otherWords, @Nullable Span otherSpan) {
            return new Node(
                    id,
                    parent,
                    ordinal,
                    level,
                    marker,
                    otherHeading,
                    otherWords,
                    otherSpan,
                    tense,
                    task,
                    reviewed,
                    line,
                    due,
                    dueText,
                    leaders,
                    deleted);
        }

        /** The same node with another state. */
        Node held(boolean asTask, boolean asReviewed) {
            return new Node(
                    id,
                    parent,
                    ordinal,
                    level,
                    marker,
                    heading,
                    words,
                    span,
                    tense,
                    asTask,
                    asReviewed,
                    line,
                    due,
                    dueText,
                    leaders,
                    deleted);
        }

        /** The same node with another work line, deadline and people in charge. */
        Node charged(
                @Nullable WorkLine otherLine,
                @Nullable LocalDate otherDue,
                @Nullable String otherDueText,
                List<String> otherLeaders) {
            return new Node(
                    id,
                    parent,
                    ordinal,
                    level,
                    marker,
                    heading,
                    words,
                    span,
                    tense,
                    task,
                    reviewed,
                    otherLine,
                    otherDue,
                    otherDueText,
                    otherLeaders,
                    deleted);
        }

        /** The same node taken out, or put back. */
        Node deleted(boolean out) {
            return new Node(
                    id, parent, ordinal, level, marker, heading, words, span, tense, task, reviewed, line, due, dueText,
                    leaders, out);
        }
    }

    /** A figure of a node. */
    record Figure(
            UUID id,
            UUID node,
            int ordinal,
            String text,
            @Nullable Span span,
            @Nullable BigDecimal value,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            boolean masked,
            String unit,
            Relation relation,
            Change change,
            FigureRole role,
            String of,
            boolean target,
            boolean unset,
            boolean filled,
            @Nullable String indicator) {

        /** Whether its number is hidden in the document and nobody has said what it is, or that there is none. */
        boolean open() {
            return !unset && value == null && (low == null || high == null);
        }

        /** The same figure on another node, at another place among its figures. */
        Figure on(UUID otherNode, int otherOrdinal) {
            return new Figure(
                    id,
                    otherNode,
                    otherOrdinal,
                    text,
                    span,
                    value,
                    low,
                    high,
                    masked,
                    unit,
                    relation,
                    change,
                    role,
                    of,
                    target,
                    unset,
                    filled,
                    indicator);
        }

        /** The same figure on another node or at another place of the document; null where the document does not have it. */
        Figure at(UUID otherNode, @Nullable Span otherSpan) {
            return new Figure(
                    id, otherNode, ordinal, text, otherSpan, value, low, high, masked, unit, relation, change, role, of,
                    target, unset, filled, indicator);
        }

        /** The figure as something to be reached. */
        Target asTarget() {
            return new Target(id, of, unit, relation, value, low, high, change, unset, indicator);
        }
    }

    /** A unit named on a node; without an id these are the document's words. */
    record NamedUnit(UUID node, @Nullable UnitId unit, String name, DutyRole role) {

        /** The same unit named on another node. */
        NamedUnit on(UUID otherNode) {
            return new NamedUnit(otherNode, unit, name, role);
        }
    }

    private void place(Node node, Map<UUID, List<Node>> below) {
        inOrder.add(node);
        byId.put(node.id(), node);
        List<Node> own = below.getOrDefault(node.id(), List.of());
        children.put(node.id(), own);
        own.forEach(child -> place(child, below));
    }

    /** Chapters count on from title to title, so that a number names one node even where a file holds two documents. */
    private void number() {
        int chapter = 0;
        for (Node root : roots) {
            if (root.level() == Level.TITLE) {
                numbers.put(root.id(), "");
                for (Node child : children(root.id())) {
                    number(child, Integer.toString(++chapter));
                }
            } else {
                number(root, Integer.toString(++chapter));
            }
        }
    }

    private void number(Node node, String number) {
        numbers.put(node.id(), number);
        int next = 0;
        for (Node child : children(node.id())) {
            number(child, number + "." + ++next);
        }
    }

    PlanHead head() {
        return head;
    }

    String text() {
        return text;
    }

    /** The top of the tree. */
    List<Node> roots() {
        return roots;
    }

    /** Every node, parents before their children, in the order of the document. */
    List<Node> nodes() {
        return inOrder;
    }

    /** Every commitment that somebody is held to. */
    List<Node> tasks() {
        return inOrder.stream().filter(Node::task).toList();
    }

    Optional<Node> node(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Node> children(UUID id) {
        return children.getOrDefault(id, List.of());
    }

    boolean innermost(Node node) {
        return children(node.id()).isEmpty();
    }

    /** The node and those beside it, in their order. */
    List<Node> siblings(Node node) {
        return node.parent() == null ? roots : children(node.parent());
    }

    /** The node and all below it. */
    Stream<Node> below(Node node) {
        return Stream.concat(Stream.of(node), children(node.id()).stream().flatMap(this::below));
    }

    /** Its place in the tree ({@code 2.2.1}); empty for a title. */
    String number(Node node) {
        return Objects.requireNonNull(numbers.get(node.id()));
    }

    /** The node's own words: a person's, or those of the document. */
    String words(Node node) {
        if (node.words() != null) {
            return node.words();
        }
        return node.span() == null ? "" : cut(node.span());
    }

    /** The characters of the document that a span points at. */
    String cut(Span span) {
        if (plane) {
            return text.substring(span.start(), span.end());
        }
        int from = text.offsetByCodePoints(0, span.start());
        return text.substring(from, text.offsetByCodePoints(from, span.length()));
    }

    List<Figure> figures(Node node) {
        return figures.getOrDefault(node.id(), List.of());
    }

    Optional<Figure> figure(UUID id) {
        return figures.values().stream()
                .flatMap(List::stream)
                .filter(figure -> figure.id().equals(id))
                .findFirst();
    }

    /** What of a node is to be reached. */
    List<Figure> targets(Node node) {
        return figures(node).stream().filter(Figure::target).toList();
    }

    /** Units named on the node itself: assigned ones and the document's words. */
    List<NamedUnit> units(Node node) {
        return units.getOrDefault(node.id(), List.of());
    }

    /** Units that persons made answerable on the node itself. */
    List<NamedUnit> assigned(Node node) {
        return units(node).stream().filter(unit -> unit.unit() != null).toList();
    }

    /** Who answers for the node: those assigned to it, else those of the nearest division above that has any. */
    List<NamedUnit> answerable(Node node) {
        return upward(node)
                .map(this::assigned)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** As {@link #answerable}, in the form other modules read. */
    List<Duty> duties(Node node) {
        return answerable(node).stream()
                .map(unit -> new Duty(Objects.requireNonNull(unit.unit()), unit.name(), unit.role()))
                .toList();
    }

    /** The units that the document itself names for the node, or for the nearest division above. */
    List<NamedUnit> inTheDocument(Node node) {
        return upward(node)
                .map(above -> units(above).stream()
                        .filter(unit -> unit.unit() == null)
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Who can say for the whole of it that it is done: those who lead, and the unit whose plan it is. */
    Set<UnitId> completers(Node node) {
        var found = new HashSet<UnitId>();
        found.add(head.unit());
        answerable(node).stream()
                .filter(unit -> unit.role() == DutyRole.LEAD)
                .map(NamedUnit::unit)
                .filter(Objects::nonNull)
                .forEach(found::add);
        return found;
    }

    boolean hasLead(Node node) {
        return answerable(node).stream().anyMatch(unit -> unit.role() == DutyRole.LEAD);
    }

    /** The node's work line, or that of the nearest division above that has one. */
    @Nullable
    WorkLine line(Node node) {
        return upward(node).map(Node::line).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** The last day that still counts for it. */
    LocalDate due(Node node) {
        return upward(node).map(Node::due).filter(Objects::nonNull).findFirst().orElseGet(head::lastDay);
    }

    /** The day named for it or for the nearest division above; null where none is. */
    @Nullable
    LocalDate inheritedDue(Node node) {
        return upward(node).map(Node::due).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** The headings of the divisions it stands in, outermost first. */
    List<String> path(Node node) {
        return upward(node)
                .skip(1)
                .filter(above -> above.level() != Level.TITLE)
                .map(Node::heading)
                .toList()
                .reversed();
    }

    /** How far the work on the version is. */
    PlanView.Counts counts() {
        List<Node> tasks = tasks();
        return new PlanView.Counts(
                tasks.size(),
                (int) tasks.stream().filter(Node::reviewed).count(),
                (int) tasks.stream()
                        .flatMap(task -> targets(task).stream())
                        .filter(Figure::open)
                        .count(),
                (int) tasks.stream().filter(task -> !hasLead(task)).count(),
                tasks.stream().mapToInt(task -> targets(task).size()).sum());
    }

    private Stream<Node> upward(Node node) {
        return Stream.iterate(
                node, Objects::nonNull, above -> above.parent() == null ? null : byId.get(above.parent()));
    }
}
