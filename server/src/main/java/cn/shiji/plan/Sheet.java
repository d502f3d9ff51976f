package cn.shiji.plan;

import cn.shiji.kernel.Problem;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a draft while one edit is made of them: as they were, as they are now, and so what the edit changed. Knows
 * no database and no rules.
 */
final class Sheet {

    /** What lies between the ordinals of two neighbours, so that a node goes in between without touching either. */
    private static final int STEP = 1 << 16;

    private final PlanHead head;
    private final String text;
    private final Rows before;
    private final Map<UUID, Node> nodes;
    private final Map<UUID, Figure> figures;
    private final Map<UUID, List<NamedUnit>> duties;
    private @Nullable PlanTree tree;

    /** Every row of a version by its id; the units by their node. Deleted nodes are among them. */
    record Rows(Map<UUID, Node> nodes, Map<UUID, Figure> figures, Map<UUID, List<NamedUnit>> duties) {

        static Rows of(List<Node> nodes, List<Figure> figures, List<NamedUnit> units) {
            var rows = new Rows(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
            nodes.forEach(node -> rows.nodes.put(node.id(), node));
            figures.forEach(figure -> rows.figures.put(figure.id(), figure));
            units.forEach(unit -> rows.duties
                    .computeIfAbsent(unit.node(), node -> new ArrayList<>())
                    .add(unit));
            return rows;
        }
    }

    Sheet(PlanHead head, String text, Rows rows) {
        this.head = head;
        this.text = text;
        this.before = rows;
        this.nodes = new LinkedHashMap<>(rows.nodes);
        this.figures = new LinkedHashMap<>(rows.figures);
        this.duties = new LinkedHashMap<>(rows.duties);
    }

    PlanHead head() {
        return head;
    }

    /** The draft as it stands now. */
    PlanTree tree() {
        PlanTree known = tree;
        if (known == null) {
            known = new PlanTree(
                    head,
                    text,
                    List.copyOf(nodes.values()),
                    figures.values().stream()
                            .sorted(Comparator.comparingInt(Figure::ordinal).thenComparing(Figure::id))
                            .toList(),
                    duties.values().stream().flatMap(List::stream).toList());
            tree = known;
        }
        return known;
    }

    /** The rows before the edit. */
    Rows before() {
        return before;
    }

    /** The rows as they stand now. */
    Rows now() {
        return new Rows(nodes, figures, duties);
    }

    /**
     * The node, where it is part of the draft.
     *
     * @throws Problem {@code plan.commitment-missing}
     */
    Node node(UUID id) {
        return tree().node(id).orElseThrow(() -> Problem.missing("plan.commitment-missing"));
    }

    /** The row of a node, deleted or not. */
    Optional<Node> row(UUID id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** How people speak of the node: its number and its name. */
    String called(Node node) {
        String number = tree().node(node.id()).isPresent() ? tree().number(node) : "";
        String name = node.heading().isBlank() ? Reading.headingOf(tree().words(node), node.marker()) : node.heading();
        return (number + " " + name).strip();
    }

    /** The units that stand on the node itself. */
    List<NamedUnit> units(UUID node) {
        return duties.getOrDefault(node, List.of());
    }

    void put(Node node) {
        nodes.put(node.id(), node);
        tree = null;
    }

    /** Takes the row away, with its figures and units; its children must have gone elsewhere. */
    void drop(Node node) {
        nodes.remove(node.id());
        duties.remove(node.id());
        figures.values().removeIf(figure -> figure.node().equals(node.id()));
        tree = null;
    }

    void put(Figure figure) {
        figures.put(figure.id(), figure);
        tree = null;
    }

    void drop(Figure figure) {
        figures.remove(figure.id());
        tree = null;
    }

    /** Says which units stand on the node; replaces what was said. */
    void duties(UUID node, List<NamedUnit> units) {
        if (units.isEmpty()) {
            duties.remove(node);
        } else {
            duties.put(node, List.copyOf(units));
        }
        tree = null;
    }

    /** All rows below a parent, deleted ones too, in their order. */
    List<Node> rowsBelow(@Nullable UUID parent) {
        return nodes.values().stream()
                .filter(node -> Objects.equals(node.parent(), parent))
                .sorted(Comparator.comparingInt(Node::ordinal))
                .toList();
    }

    /**
     * The ordinal with which a node stands behind a sibling, or before all. Neighbours keep theirs where there is room.
     *
     * @param after the sibling it comes behind; null to come first
     * @param moving a node that is one of the siblings and is to be moved, or null
     */
    int ordinalBehind(@Nullable UUID parent, @Nullable UUID after, @Nullable UUID moving) {
        List<Node> siblings = rowsBelow(parent).stream()
                .filter(node -> !node.id().equals(moving))
                .toList();
        int at = 0;
        while (at < siblings.size() && !(after == null || siblings.get(at).id().equals(after))) {
            at++;
        }
        int next = after == null ? 0 : at + 1;
        if (siblings.isEmpty()) {
            return 0;
        }
        if (next >= siblings.size()) {
            return siblings.getLast().ordinal() + STEP;
        }
        if (next == 0) {
            return siblings.getFirst().ordinal() - STEP;
        }
        long low = siblings.get(next - 1).ordinal();
        long high = siblings.get(next).ordinal();
        if (high - low > 1) {
            return (int) ((low + high) / 2);
        }
        for (int place = 0; place < siblings.size(); place++) {
            Node sibling = siblings.get(place);
            put(sibling.under(parent, (place < next ? place : place + 1) * STEP, sibling.level()));
        }
        return next * STEP;
    }

    /** What the edit changed so far. */
    Changes changes() {
        return Changes.between(before, now());
    }

    /**
     * Whether the rows still make a tree: every node hangs on one that is there, every figure and unit stands on one, and
     * no commitment has others below it.
     */
    boolean whole() {
        Map<UUID, List<UUID>> below = new HashMap<>();
        List<UUID> reached = new ArrayList<>();
        for (Node node : nodes.values()) {
            if (node.parent() == null) {
                reached.add(node.id());
            } else {
                below.computeIfAbsent(node.parent(), parent -> new ArrayList<>())
                        .add(node.id());
            }
        }
        for (int at = 0; at < reached.size(); at++) {
            reached.addAll(below.getOrDefault(reached.get(at), List.of()));
        }
        return reached.size() == nodes.size()
                && figures.values().stream().allMatch(figure -> nodes.containsKey(figure.node()))
                && nodes.keySet().containsAll(duties.keySet())
                && tree().tasks().stream().allMatch(tree()::innermost);
    }
}
