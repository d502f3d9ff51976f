package cn.shiji.document;

import java.util.ArrayList;
import java.util.List;

/**
 * One document as it was read.
 *
 * @param title the title of the first document in the file; empty when it has none
 * @param text the plain text all spans point into
 * @param furniture page furniture (navigation, source lines, page numbers), part of no node
 * @param nodes the top of the tree; one {@link Level#TITLE} node for each document the file holds
 */
public record ReadDocument(String title, String text, List<Span> furniture, List<Node> nodes) {

    public ReadDocument {
        furniture = List.copyOf(furniture);
        nodes = List.copyOf(nodes);
    }

    /** The characters a span points at. */
    public String cut(Span span) {
        int from = text.offsetByCodePoints(0, span.start());
        return text.substring(from, text.offsetByCodePoints(from, span.length()));
    }

    /** Every node of the tree, parents before their children, in the order of the text. */
    public List<Node> allNodes() {
        var all = new ArrayList<Node>();
        nodes.forEach(node -> collect(node, all));
        return all;
    }

    private static void collect(Node node, List<Node> into) {
        into.add(node);
        node.children().forEach(child -> collect(child, into));
    }
}
