package cn.shiji.mechanism;

import cn.shiji.kernel.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds a value against its shape, tells every fault, and gives back the sound part: what is wrong is left out, so that the
 * checks that follow see only what they can trust.
 */
final class ShapeCheck {

    private final PackChecks checks;

    ShapeCheck(PackChecks checks) {
        this.checks = checks;
    }

    /** The sound part of the value, empty where nothing of it is. */
    Optional<PackNode> sound(PackNode node, Shape shape) {
        return switch (shape) {
            case Shape.Text(int longest) -> text(node, longest);
            case Shape.Name _ -> name(node);
            case Shape.Bilingual(int longest) -> bilingual(node, longest);
            case Shape.OneOf(List<Shape.Option> options) ->
                word(node, options.stream().map(Shape.Option::value).toList());
            case Shape.Whole(long least, long most) -> whole(node, least, most);
            case Shape.Decimal _ -> decimal(node);
            case Shape.Truth _ -> word(node, List.of("true", "false"));
            case Shape.ListOf(Shape item, int most) -> list(node, item, most);
            case Shape.Named(Shape item, int most) -> named(node, item, most);
            case Shape.Keyed keyed -> keyed(node, keyed);
            case Shape.ByWord byWord -> byWord(node, byWord);
            case Shape.Anything _ -> Optional.of(node);
            case Shape.Either(Shape single, Shape compound) ->
                sound(node, node instanceof PackNode.Scalar ? single : compound);
        };
    }

    private Optional<PackNode.Scalar> scalar(PackNode node) {
        return switch (node) {
            case PackNode.Scalar scalar -> {
                if (scalar.text().isBlank() || scalar.plain() && scalar.text().equals("~")) {
                    checks.fault(node, "pack.empty-value");
                    yield Optional.empty();
                }
                yield Optional.of(scalar);
            }
            case PackNode.Sequence _ -> {
                checks.fault(node, "pack.single-value-wanted-not-list");
                yield Optional.empty();
            }
            case PackNode.Mapping _ -> {
                checks.fault(node, "pack.single-value-wanted-not-mapping");
                yield Optional.empty();
            }
        };
    }

    private Optional<PackNode> text(PackNode node, int longest) {
        return scalar(node).filter(scalar -> fits(scalar, longest)).map(scalar -> scalar);
    }

    private boolean fits(PackNode.Scalar scalar, int longest) {
        int length = scalar.text().codePointCount(0, scalar.text().length());
        if (length > longest) {
            checks.fault(scalar, "pack.text-too-long", length, longest);
            return false;
        }
        return true;
    }

    private Optional<PackNode> name(PackNode node) {
        return scalar(node).filter(this::isName).map(scalar -> scalar);
    }

    private boolean isName(PackNode.Scalar scalar) {
        if (Shape.Name.FORM.matcher(scalar.text()).matches()) {
            return true;
        }
        String lower = scalar.text().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        checks.faultSuggesting(
                Shape.Name.FORM.matcher(lower).matches() ? lower : null, scalar, "pack.not-a-name", scalar.text());
        return false;
    }

    private Optional<PackNode> bilingual(PackNode node, int longest) {
        if (!(node instanceof PackNode.Mapping)) {
            if (node instanceof PackNode.Sequence) {
                checks.fault(node, "pack.words-wanted");
                return Optional.empty();
            }
            return text(node, longest);
        }
        for (PackNode.Entry entry : node.entriesOf()) {
            // {zh: …, en: one, two} reads as a key "two": the comma ends the text where nobody put quotes around it.
            if (entry.value() instanceof PackNode.Scalar value
                    && value.plain()
                    && value.text().isEmpty()) {
                checks.fault(entry.key(), "pack.comma-ends-text", entry.name());
                return Optional.empty();
            }
        }
        return keyed(
                node,
                Shape.keyed()
                        .required("zh", Shape.text(longest), "中文", "Chinese")
                        .optional("en", Shape.text(longest), "英文", "English"));
    }

    private Optional<PackNode> word(PackNode node, List<String> known) {
        return scalar(node).filter(scalar -> isOneOf(scalar, known)).map(scalar -> scalar);
    }

    private boolean isOneOf(PackNode.Scalar scalar, List<String> known) {
        if (known.contains(scalar.text())) {
            return true;
        }
        checks.faultSuggesting(
                Nearest.to(scalar.text(), known).orElse(null),
                scalar,
                "pack.unknown-word",
                scalar.text(),
                String.join(", ", known));
        return false;
    }

    private Optional<PackNode> whole(PackNode node, long least, long most) {
        Optional<PackNode.Scalar> scalar = scalar(node);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String text = scalar.get().text();
        if (!Shape.WHOLE.matcher(text).matches()) {
            checks.fault(node, "pack.whole-number-wanted", text);
            return Optional.empty();
        }
        long value = Long.parseLong(text);
        if (value < least || value > most) {
            checks.fault(node, "pack.number-out-of-range", text, Long.toString(least), Long.toString(most));
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private Optional<PackNode> decimal(PackNode node) {
        Optional<PackNode.Scalar> scalar = scalar(node);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        if (!Shape.NUMBER.matcher(scalar.get().text()).matches()) {
            checks.fault(node, "pack.number-wanted", scalar.get().text());
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private Optional<PackNode> list(PackNode node, Shape item, int most) {
        if (!(node instanceof PackNode.Sequence(int line, int column, List<PackNode> items))) {
            checks.fault(node, "pack.list-wanted");
            return Optional.empty();
        }
        if (items.isEmpty()) {
            checks.fault(node, "pack.empty-list");
            return Optional.empty();
        }
        if (items.size() > most) {
            checks.fault(node, "pack.too-many", items.size(), most);
            return Optional.empty();
        }
        List<PackNode> sound = new ArrayList<>();
        for (PackNode each : items) {
            sound(each, item).ifPresent(sound::add);
        }
        return Optional.of(new PackNode.Sequence(line, column, sound));
    }

    private Optional<PackNode> named(PackNode node, Shape item, int most) {
        if (!(node instanceof PackNode.Mapping(int line, int column, List<PackNode.Entry> entries))) {
            checks.fault(node, "pack.mapping-wanted");
            return Optional.empty();
        }
        if (entries.isEmpty()) {
            checks.fault(node, "pack.empty-mapping");
            return Optional.empty();
        }
        if (entries.size() > most) {
            checks.fault(node, "pack.too-many", entries.size(), most);
            return Optional.empty();
        }
        List<PackNode.Entry> sound = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (PackNode.Entry entry : entries) {
            // A wrong name is told; what others say about the thing under it still makes sense.
            isName(entry.key());
            boolean first = seen.add(entry.name());
            if (!first) {
                checks.fault(entry.key(), "pack.doubled-key", entry.name());
            }
            Optional<PackNode> value = sound(entry.value(), item);
            if (first && value.isPresent()) {
                sound.add(new PackNode.Entry(entry.key(), value.get()));
            }
        }
        return Optional.of(new PackNode.Mapping(line, column, sound));
    }

    private Optional<PackNode> keyed(PackNode node, Shape.Keyed shape) {
        if (!(node instanceof PackNode.Mapping(int line, int column, List<PackNode.Entry> entries))) {
            checks.fault(node, "pack.mapping-wanted");
            return Optional.empty();
        }
        Map<String, Shape.Key> known = shape.keys().stream().collect(Collectors.toMap(Shape.Key::name, key -> key));
        Set<String> absent = shape.keys().stream()
                .filter(Shape.Key::required)
                .map(Shape.Key::name)
                .collect(Collectors.toSet());
        Set<String> free = new HashSet<>(known.keySet());
        entries.forEach(entry -> free.remove(entry.name()));
        List<PackNode.Entry> sound = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (PackNode.Entry entry : entries) {
            Shape.Key key = known.get(entry.name());
            if (key == null) {
                unknown(entry, shape, free, absent).ifPresent(sound::add);
                continue;
            }
            absent.remove(entry.name());
            if (!seen.add(entry.name())) {
                checks.fault(entry.key(), "pack.doubled-key", entry.name());
                continue;
            }
            sound(entry.value(), key.shape()).ifPresent(value -> sound.add(new PackNode.Entry(entry.key(), value)));
        }
        for (Shape.Key key : shape.keys()) {
            if (absent.contains(key.name())) {
                checks.fault(
                        node,
                        "pack.missing-key",
                        key.name(),
                        key.meaning().zh(),
                        key.meaning().en());
            }
        }
        return Optional.of(new PackNode.Mapping(line, column, sound));
    }

    /**
     * Tells an unknown key. Where it is a slip for a known one, what stands under it is read as if it were written right:
     * so one slip is one fault, and what is wrong below it is told as well.
     */
    private Optional<PackNode.Entry> unknown(
            PackNode.Entry entry, Shape.Keyed shape, Set<String> free, Set<String> absent) {
        String refusal = shape.refused().get(entry.name());
        if (refusal != null) {
            checks.fault(entry.key(), refusal, entry.name());
            return Optional.empty();
        }
        Optional<String> near = Nearest.to(entry.name(), free);
        near.ifPresent(absent::remove);
        checks.faultSuggesting(
                near.orElse(null),
                entry.key(),
                "pack.unknown-key",
                entry.name(),
                String.join(", ", shape.keys().stream().map(Shape.Key::name).toList()));
        return near.flatMap(name -> {
            free.remove(name);
            PackNode.Scalar meant =
                    new PackNode.Scalar(entry.key().line(), entry.key().column(), name, true);
            return shape.keys().stream()
                    .filter(key -> key.name().equals(name))
                    .findFirst()
                    .flatMap(key -> sound(entry.value(), key.shape()))
                    .map(value -> new PackNode.Entry(meant, value));
        });
    }

    private Optional<PackNode> byWord(PackNode node, Shape.ByWord shape) {
        if (!(node instanceof PackNode.Mapping)) {
            checks.fault(node, "pack.mapping-wanted");
            return Optional.empty();
        }
        List<Shape.Option> options = List.copyOf(shape.cases().keySet());
        Shape.OneOf words = new Shape.OneOf(options);
        Optional<String> word = node.text(shape.key());
        Shape.Keyed chosen = options.stream()
                .filter(option -> word.filter(option.value()::equals).isPresent())
                .findFirst()
                .map(option -> shape.cases().get(option))
                // Without a known word every key of any case is let through; the word itself is told.
                .orElseGet(() -> union(shape));
        Shape.Keyed whole = new Shape.Keyed(
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(new Shape.Key(shape.key(), words, true, shape.meaning())),
                                chosen.keys().stream())
                        .toList(),
                chosen.refused());
        return keyed(node, whole);
    }

    private static Shape.Keyed union(Shape.ByWord shape) {
        Map<String, Shape.Key> keys = new java.util.LinkedHashMap<>();
        for (Shape.Keyed keyed : shape.cases().values()) {
            for (Shape.Key key : keyed.keys()) {
                boolean always = shape.cases().values().stream()
                        .allMatch(each -> each.keys().stream()
                                .anyMatch(other -> other.name().equals(key.name()) && other.required()));
                keys.putIfAbsent(key.name(), new Shape.Key(key.name(), key.shape(), always, key.meaning()));
            }
        }
        return new Shape.Keyed(List.copyOf(keys.values()), Map.of());
    }
}
