package cn.shiji.mechanism;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a pack that knows where it stands in the file.
 *
 * <p>The reading methods are lenient: what is not there, or is something else, is empty. What is wrong has been told by
 * the {@link Shape} before, and the wrong part taken out.
 */
public sealed interface PackNode {

    /** The line it begins on, from 1. */
    int line();

    /** The column it begins at, from 1. */
    int column();

    /**
     * A single value.
     *
     * @param text as written, without quotes
     * @param plain whether it was written without quotes
     */
    record Scalar(int line, int column, String text, boolean plain) implements PackNode {}

    /** A list. */
    record Sequence(int line, int column, List<PackNode> items) implements PackNode {

        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Names with their values, in the order written. */
    record Mapping(int line, int column, List<Entry> entries) implements PackNode {

        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** A name with its value. */
    record Entry(Scalar key, PackNode value) {

        /** The name. */
        public String name() {
            return key.text();
        }
    }

    /** The named value of a mapping. */
    default Optional<PackNode> get(String name) {
        return entriesOf().stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::value)
                .findFirst();
    }

    /** The named single value of a mapping, as written. */
    default Optional<String> text(String name) {
        return get(name).flatMap(PackNode::asText);
    }

    /** This single value, as written. */
    default Optional<String> asText() {
        return this instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    /** The named value in both languages. */
    default Optional<Words> words(String name) {
        return get(name).flatMap(PackNode::asWords);
    }

    /** This value in both languages; a single text stands for both. */
    default Optional<Words> asWords() {
        return switch (this) {
            case Scalar scalar -> Optional.of(new Words(scalar.text(), scalar.text()));
            case Mapping mapping ->
                mapping.text("zh").map(zh -> new Words(zh, mapping.text("en").orElse(zh)));
            case Sequence _ -> Optional.empty();
        };
    }

    /** The named number of a mapping. */
    default Optional<BigDecimal> number(String name) {
        return text(name).filter(Shape.NUMBER.asMatchPredicate()).map(BigDecimal::new);
    }

    /** The named yes or no of a mapping, no where it is not said. */
    default boolean truth(String name) {
        return text(name).filter("true"::equals).isPresent();
    }

    /** The named list of a mapping, or the items of none. */
    default List<PackNode> list(String name) {
        return get(name).map(PackNode::items).orElse(List.of());
    }

    /** The items of this list, empty where it is none. */
    default List<PackNode> items() {
        return this instanceof Sequence sequence ? sequence.items() : List.of();
    }

    /** The names and values of this mapping, empty where it is none. */
    default List<Entry> entriesOf() {
        return this instanceof Mapping mapping ? mapping.entries() : List.of();
    }

    /** The values of the named mapping by their names, in the order written. */
    default Map<String, PackNode> named(String name) {
        Map<String, PackNode> named = new LinkedHashMap<>();
        get(name).ifPresent(node -> node.entriesOf().forEach(entry -> named.put(entry.name(), entry.value())));
        return named;
    }
}
