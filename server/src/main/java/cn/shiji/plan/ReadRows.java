package cn.shiji.plan;

import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the reader made of a document, before anybody changed it. Kept with the document, so that later a person's decisions
 * can be told from the reader's.
 */
record ReadRows(List<Node> nodes, List<Figure> figures, List<NamedUnit> units) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    ReadRows {
        nodes = List.copyOf(nodes);
        figures = List.copyOf(figures);
        units = List.copyOf(units);
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }

    static ReadRows fromJson(String json) {
        return JSON.readValue(json, ReadRows.class);
    }

    /** The same reading under other ids, those of nodes and of figures. */
    ReadRows named(UnaryOperator<UUID> node, UnaryOperator<UUID> figure) {
        return new ReadRows(
                nodes.stream().map(one -> renamed(one, node)).toList(),
                figures.stream().map(one -> renamed(one, node, figure)).toList(),
                units.stream().map(one -> one.on(node.apply(one.node()))).toList());
    }

    private static Node renamed(Node node, UnaryOperator<UUID> ids) {
        return new Node(
                ids.apply(node.id()),
                node.parent() == null ? null : ids.apply(node.parent()),
                node.ordinal(),
                node.level(),
                node.marker(),
                node.heading(),
                node.words(),
                node.span(),
                node.tense(),
                node.task(),
                node.reviewed(),
                node.line(),
                node.due(),
                node.dueText(),
                node.leaders(),
                node.deleted());
    }

    private static Figure renamed(Figure figure, UnaryOperator<UUID> node, UnaryOperator<UUID> ids) {
        return new Figure(
                ids.apply(figure.id()),
                node.apply(figure.node()),
                figure.ordinal(),
                figure.text(),
                figure.span(),
                figure.value(),
                figure.low(),
                figure.high(),
                figure.masked(),
                figure.unit(),
                figure.relation(),
                figure.change(),
                figure.role(),
                figure.of(),
                figure.target(),
                figure.unset(),
                figure.filled(),
                figure.indicator());
    }

    /** The reading under the ids of the rows that stand at the same places of the same document. */
    ReadRows adopting(Sheet.Rows rows) {
        Map<UUID, UUID> nodeIds = new HashMap<>();
        Set<UUID> used = new HashSet<>();
        for (Node read : nodes) {
            rows.nodes().values().stream()
                    .filter(row -> Objects.equals(row.span(), read.span()) && row.level() == read.level())
                    .filter(row -> used.add(row.id()))
                    .findFirst()
                    .ifPresent(row -> nodeIds.put(read.id(), row.id()));
        }
        Map<Object, UUID> bySpan = rows.figures().values().stream()
                .filter(figure -> figure.span() != null)
                .collect(Collectors.toMap(
                        figure -> (Object) Objects.requireNonNull(figure.span()), Figure::id, (one, other) -> one));
        Map<UUID, UUID> figureIds = new HashMap<>();
        for (Figure read : figures) {
            UUID known = read.span() == null ? null : bySpan.remove(read.span());
            if (known != null) {
                figureIds.put(read.id(), known);
            }
        }
        return named(id -> nodeIds.getOrDefault(id, id), id -> figureIds.getOrDefault(id, id));
    }

    /** The ids of the nodes that have others below them. */
    Set<UUID> divisions() {
        return nodes.stream().map(Node::parent).filter(Objects::nonNull).collect(Collectors.toSet());
    }
}
