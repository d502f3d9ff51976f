package cn.shiji.plan;

import cn.shiji.kernel.Problem;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one edit changed, row by row and field by field, as it was and as it became. It can be turned round and made again,
 * as long as the fields it touched still stand as it left them. Pure.
 *
 * @param duties the units of a node count as one row, whose id is the node's
 */
record Changes(List<RowChange> nodes, List<RowChange> figures, List<RowChange> duties) {

    static final Changes NONE = new Changes(List.of(), List.of(), List.of());

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
            .build();

    private static final String ORDINAL = "ordinal";

    /**
     * One row's change. Of a row that stays only the fields that differ stand here.
     *
     * @param node the node it belongs to now, or belonged to where the row is gone
     * @param was null where the row was not there before
     * @param now null where the row is gone
     */
    record RowChange(
            UUID id,
            UUID node,
            @Nullable JsonNode was,
            @Nullable JsonNode now) {

        RowChange {
            // What was written as null is read as a JSON null.
            was = was == null || was.isNull() ? null : was;
            now = now == null || now.isNull() ? null : now;
        }

        RowChange reversed() {
            return new RowChange(id, node, now, was);
        }

        /** Whether it says more than another place among the siblings. */
        private boolean matters() {
            return was == null
                    || now == null
                    || now.propertyStream().anyMatch(field -> !field.getKey().equals(ORDINAL));
        }

        private boolean changed(String field) {
            return was == null || now == null || now.has(field);
        }
    }

    static Changes between(Sheet.Rows before, Sheet.Rows now) {
        return new Changes(
                differing(before.nodes(), now.nodes(), Node::id),
                differing(before.figures(), now.figures(), Figure::node),
                differing(
                        before.duties(), now.duties(), units -> units.getFirst().node()));
    }

    private static <T> List<RowChange> differing(
            Map<UUID, T> before, Map<UUID, T> now, java.util.function.Function<T, UUID> nodeOf) {
        var found = new ArrayList<RowChange>();
        for (Map.Entry<UUID, T> row : now.entrySet()) {
            T old = before.get(row.getKey());
            if (row.getValue().equals(old)) {
                continue;
            }
            JsonNode became = JSON.valueToTree(row.getValue());
            JsonNode was = old == null ? null : JSON.valueToTree(old);
            if (was instanceof ObjectNode wasFields && became instanceof ObjectNode becameFields) {
                Set.copyOf(wasFields.propertyNames()).stream()
                        .filter(field -> same(wasFields.get(field), becameFields.get(field)))
                        .forEach(field -> {
                            wasFields.remove(field);
                            becameFields.remove(field);
                        });
                if (wasFields.isEmpty()) {
                    continue;
                }
            }
            found.add(new RowChange(row.getKey(), nodeOf.apply(row.getValue()), was, became));
        }
        before.forEach((id, old) -> {
            if (!now.containsKey(id)) {
                found.add(new RowChange(id, nodeOf.apply(old), JSON.valueToTree(old), null));
            }
        });
        return found;
    }

    boolean isEmpty() {
        return nodes.isEmpty() && figures.isEmpty() && duties.isEmpty();
    }

    /** The change that takes this one back. */
    Changes reversed() {
        return new Changes(reversed(nodes), reversed(figures), reversed(duties));
    }

    private static List<RowChange> reversed(List<RowChange> changes) {
        return changes.stream().map(RowChange::reversed).toList();
    }

    /** Every node with a changed row of any kind. */
    Set<UUID> nodesConcerned() {
        var found = new LinkedHashSet<UUID>();
        Stream.of(nodes, figures, duties)
                .flatMap(List::stream)
                .map(RowChange::node)
                .forEach(found::add);
        return found;
    }

    /** The nodes of which more was changed than their place among the siblings, which shifts when others come and go. */
    Set<UUID> nodesTouched() {
        var found = new HashSet<UUID>();
        Stream.concat(nodes.stream().filter(RowChange::matters), Stream.concat(figures.stream(), duties.stream()))
                .map(RowChange::node)
                .forEach(found::add);
        return found;
    }

    /** Parents, old and new, of nodes that moved, came or went. */
    Set<UUID> parentsConcerned() {
        var found = new HashSet<UUID>();
        for (RowChange change : nodes) {
            if (change.changed("parent") || change.changed("deleted")) {
                for (JsonNode side : sides(change)) {
                    if (side.path("parent").isString()) {
                        found.add(UUID.fromString(side.path("parent").asString()));
                    }
                }
            }
        }
        return found;
    }

    /** The nodes whose change may show in those below them: who answers for them, their line, their place. */
    Set<UUID> nodesHandingDown() {
        var found = new HashSet<UUID>();
        duties.forEach(change -> found.add(change.node()));
        nodes.stream()
                .filter(change -> Stream.of("parent", "line", "due", "deleted").anyMatch(change::changed))
                .forEach(change -> found.add(change.id()));
        return found;
    }

    private static List<JsonNode> sides(RowChange change) {
        var sides = new ArrayList<JsonNode>();
        if (change.was() != null) {
            sides.add(change.was());
        }
        if (change.now() != null) {
            sides.add(change.now());
        }
        return sides;
    }

    /**
     * Makes the change on a sheet.
     *
     * @throws Problem {@code plan.undo-changed} where a field it touches no longer stands as it was before the change
     */
    void applyTo(Sheet sheet) {
        Sheet.Rows rows = sheet.now();
        // Nodes that come first and nodes that go last, so that nothing hangs in the air on the way.
        for (RowChange change : nodes) {
            if (change.now() != null) {
                sheet.put(after(change, rows.nodes().get(change.id()), Node.class));
            }
        }
        for (RowChange change : figures) {
            Figure present = rows.figures().get(change.id());
            if (change.now() != null) {
                sheet.put(after(change, present, Figure.class));
            } else {
                sheet.drop(going(change, present));
            }
        }
        for (RowChange change : duties) {
            List<NamedUnit> present = rows.duties().get(change.id());
            expect(same(change.was(), present == null ? null : JSON.valueToTree(present)));
            sheet.duties(
                    change.id(),
                    change.now() == null
                            ? List.of()
                            : Arrays.asList(JSON.treeToValue(change.now(), NamedUnit[].class)));
        }
        for (RowChange change : nodes) {
            if (change.now() == null) {
                Node present = going(change, rows.nodes().get(change.id()));
                expect(rows.figures().values().stream()
                                .noneMatch(figure -> figure.node().equals(present.id()))
                        && !rows.duties().containsKey(present.id()));
                sheet.drop(present);
            }
        }
        expect(sheet.whole());
    }

    private static <T> T after(RowChange change, @Nullable T present, Class<T> type) {
        if (change.was() == null) {
            expect(present == null);
            return JSON.treeToValue(Objects.requireNonNull(change.now()), type);
        }
        ObjectNode fields = JSON.valueToTree(there(present));
        Objects.requireNonNull(change.now()).propertyStream().forEach(field -> {
            expect(same(change.was().get(field.getKey()), fields.get(field.getKey())));
            fields.set(field.getKey(), field.getValue());
        });
        return JSON.treeToValue(fields, type);
    }

    private static <T> T going(RowChange change, @Nullable T present) {
        expect(same(change.was(), JSON.valueToTree(there(present))));
        return there(present);
    }

    private static <T> T there(@Nullable T present) {
        if (present == null) {
            throw changedSince();
        }
        return present;
    }

    private static void expect(boolean asLeft) {
        if (!asLeft) {
            throw changedSince();
        }
    }

    private static Problem changedSince() {
        return Problem.conflict("plan.undo-changed");
    }

    /** Whether two values say the same; numbers by their worth, not by how many noughts they are written with. */
    private static boolean same(@Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || one.isNull()) {
            return other == null || other.isNull();
        }
        if (other == null || other.isNull()) {
            return false;
        }
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int at = 0; at < one.size(); at++) {
                if (!same(one.get(at), other.get(at))) {
                    return false;
                }
            }
            return true;
        }
        if (one.isObject() && other.isObject()) {
            return Stream.concat(one.propertyNames().stream(), other.propertyNames().stream())
                    .allMatch(field -> same(one.get(field), other.get(field)));
        }
        return one.equals(other);
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }

    static Changes fromJson(String json) {
        return JSON.readValue(json, Changes.class);
    }
}
