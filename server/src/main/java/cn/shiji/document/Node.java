package cn.shiji.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One division of a document, down to the single commitment.
 *
 * @param marker the list marker as written ({@code （一）}, {@code 1.}, {@code 一是}); empty when there is none
 * @param heading the heading without its marker; for a commitment without heading empty
 * @param text all characters of the span, children included
 * @param tense whether it speaks of what was done, is to be done, or of how things stand
 * @param units responsible units named in this node and in none of its children
 * @param people responsible persons named in this node and in none of its children
 * @param due by when it is to be done, or null when the text names no deadline
 * @param figures figures in this node and in none of its children
 */
public record Node(
        Level level,
        String marker,
        String heading,
        String text,
        Span span,
        Tense tense,
        List<ResponsibleUnit> units,
        List<ResponsiblePerson> people,
        @Nullable Deadline due,
        List<Figure> figures,
        List<Node> children) {

    public Node {
        units = List.copyOf(units);
        people = List.copyOf(people);
        figures = List.copyOf(figures);
        children = List.copyOf(children);
    }
}
