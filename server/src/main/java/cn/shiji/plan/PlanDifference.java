package cn.shiji.plan;

import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import cn.shiji.plan.WordDifference.Piece;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two versions of a plan, commitment by commitment. Pure.
 *
 * <p>A commitment is the same where its id is; one that was split off in the later version is new. It is moved when it stands
 * under another division or passed a neighbour that is in both.
 */
final class PlanDifference {

    private final PlanTree before;
    private final PlanTree after;

    private PlanDifference(PlanTree before, PlanTree after) {
        this.before = before;
        this.after = after;
    }

    /** What happened to a commitment; several things can. */
    enum Kind {
        ADDED,
        REMOVED,
        MOVED,
        REWORDED,
        FIGURES,
        UNITS,
        LEADERS,
        DUE,
        LINE
    }

    /** A target then and now; null where it was not there. */
    record Aim(@Nullable Figure before, @Nullable Figure after) {}

    /** Units, leaders, a day: told in words then and now. */
    record Turn(Kind kind, String before, String after) {}

    /**
     * One commitment that changed.
     *
     * @param place a commitment of the later version; of the earlier one where it was removed
     * @param heading word by word; one piece where it stayed
     * @param words word by word; empty where they stayed
     */
    record Row(
            UUID commitment,
            Set<Kind> kinds,
            @Nullable Node before,
            @Nullable Node after,
            List<Piece> heading,
            List<Piece> words,
            List<Aim> aims,
            List<Turn> turns) {}

    /** The rows in the order of the later version, each removed one behind the commitment it followed. */
    static List<Row> between(PlanTree before, PlanTree after) {
        return new PlanDifference(before, after).rows();
    }

    private List<Row> rows() {
        Map<UUID, Node> old = byId(before);
        Map<UUID, Node> now = byId(after);
        Set<UUID> passed = passed(old, now);
        Map<UUID, List<Node>> goneBehind = goneBehind(now);
        var rows = new ArrayList<Row>();
        goneBehind.getOrDefault(null, List.of()).forEach(node -> rows.add(removed(node)));
        for (Node node : after.tasks()) {
            Node was = old.get(node.id());
            Row row = was == null ? added(node) : changed(was, node, passed.contains(node.id()));
            if (!row.kinds().isEmpty()) {
                rows.add(row);
            }
            goneBehind.getOrDefault(node.id(), List.of()).forEach(gone -> rows.add(removed(gone)));
        }
        return rows;
    }

    private static Map<UUID, Node> byId(PlanTree tree) {
        return tree.tasks().stream()
                .collect(Collectors.toMap(Node::id, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    /** Removed commitments by the last one before them that is still there; null where there is none. */
    private Map<UUID, List<Node>> goneBehind(Map<UUID, Node> now) {
        var found = new HashMap<UUID, List<Node>>();
        UUID last = null;
        for (Node node : before.tasks()) {
            if (now.containsKey(node.id())) {
                last = node.id();
            } else {
                found.computeIfAbsent(last, any -> new ArrayList<>()).add(node);
            }
        }
        return found;
    }

    /** Those that stand elsewhere in the order: all but a longest run that kept its order. */
    private static Set<UUID> passed(Map<UUID, Node> old, Map<UUID, Node> now) {
        List<UUID> then = old.keySet().stream().filter(now::containsKey).toList();
        Map<UUID, Integer> place = new HashMap<>();
        int next = 0;
        for (UUID id : now.keySet()) {
            if (old.containsKey(id)) {
                place.put(id, next++);
            }
        }
        int[] places = then.stream()
                .mapToInt(id -> Objects.requireNonNull(place.get(id)))
                .toArray();
        Set<Integer> kept = Order.longestRun(places);
        return then.stream().filter(id -> !kept.contains(place.get(id))).collect(Collectors.toSet());
    }

    private Row added(Node node) {
        return new Row(
                node.id(),
                EnumSet.of(Kind.ADDED),
                null,
                node,
                WordDifference.of("", node.heading()),
                List.of(),
                after.targets(node).stream()
                        .map(figure -> new Aim(null, figure))
                        .toList(),
                List.of());
    }

    private Row removed(Node node) {
        return new Row(
                node.id(),
                EnumSet.of(Kind.REMOVED),
                node,
                null,
                WordDifference.of(node.heading(), ""),
                List.of(),
                before.targets(node).stream()
                        .map(figure -> new Aim(figure, null))
                        .toList(),
                List.of());
    }

    private Row changed(Node was, Node now, boolean passed) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        String oldWords = before.words(was).strip();
        String newWords = after.words(now).strip();
        boolean reworded = !oldWords.equals(newWords);
        if (reworded || !was.heading().equals(now.heading())) {
            kinds.add(Kind.REWORDED);
        }
        if (passed || !Objects.equals(was.parent(), now.parent())) {
            kinds.add(Kind.MOVED);
        }
        List<Aim> aims = aims(was, now);
        if (!aims.isEmpty()) {
            kinds.add(Kind.FIGURES);
        }
        var turns = new ArrayList<Turn>();
        turn(Kind.UNITS, units(before, was), units(after, now), turns);
        turn(Kind.LEADERS, String.join("、", was.leaders()), String.join("、", now.leaders()), turns);
        turn(Kind.DUE, day(before, was), day(after, now), turns);
        turn(Kind.LINE, line(before, was), line(after, now), turns);
        turns.forEach(turn -> kinds.add(turn.kind()));
        return new Row(
                now.id(),
                kinds,
                was,
                now,
                WordDifference.of(was.heading(), now.heading()),
                reworded ? WordDifference.of(oldWords, newWords) : List.of(),
                aims,
                turns);
    }

    private static void turn(Kind kind, String before, String after, List<Turn> turns) {
        if (!before.equals(after)) {
            turns.add(new Turn(kind, before, after));
        }
    }

    /** Those who lead, a dot, those who help: as the plan's pages tell it. */
    private static String units(PlanTree tree, Node node) {
        List<NamedUnit> units = tree.answerable(node);
        String leading = names(units.stream().filter(unit -> unit.role() == DutyRole.LEAD));
        String helping = names(units.stream().filter(unit -> unit.role() != DutyRole.LEAD));
        return helping.isEmpty() ? leading : (leading.isEmpty() ? "—" : leading) + " · " + helping;
    }

    private static String names(java.util.stream.Stream<NamedUnit> units) {
        return units.map(NamedUnit::name).collect(Collectors.joining("、"));
    }

    private static String day(PlanTree tree, Node node) {
        LocalDate due = tree.due(node);
        return due.toString();
    }

    private static String line(PlanTree tree, Node node) {
        var line = tree.line(node);
        return line == null ? "" : line.word();
    }

    private List<Aim> aims(Node was, Node now) {
        Map<UUID, Figure> old = new LinkedHashMap<>();
        before.targets(was).forEach(figure -> old.put(figure.id(), figure));
        var aims = new ArrayList<Aim>();
        for (Figure figure : after.targets(now)) {
            Figure then = old.remove(figure.id());
            if (then == null || !same(then, figure)) {
                aims.add(new Aim(then, figure));
            }
        }
        old.values().forEach(figure -> aims.add(new Aim(figure, null)));
        return aims;
    }

    private static boolean same(Figure one, Figure other) {
        return same(one.value(), other.value())
                && same(one.low(), other.low())
                && same(one.high(), other.high())
                && one.unset() == other.unset()
                && one.unit().equals(other.unit())
                && one.relation() == other.relation()
                && Objects.equals(one.indicator(), other.indicator());
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }
}
