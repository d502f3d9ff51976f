package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much of what people marked in real documents is found again; skipped where there are none.
 *
 * <p>The marks come in three sets: those that lie beside the documents; <i>tuned</i>, which the reader was made with; and
 * <i>held-back</i>, kept from whoever made it until it had been scored. The last two are offsets without a word of the text.
 */
class AnnotatedDocumentsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int NEAR = 3;

    /** Hits and misses of one kind of thing, over all documents. */
    private static final class Tally {
        int found;
        int missed;
        int extra;

        double f1() {
            return 2.0 * found / Math.max(1, 2 * found + missed + extra);
        }
    }

    private final Tally figures = new Tally();
    private final Tally nodes = new Tally();
    private final Tally units = new Tally();

    /** Figures found in the role they were marked with. */
    private int roles;

    @ParameterizedTest
    @ValueSource(strings = {"beside the documents", "tuned", "held-back"})
    void figuresNodesAndUnitsOfRealDocumentsAreFound(String set) throws IOException {
        Path folder = RealDocuments.folder();
        Path marks = set.equals("beside the documents")
                ? folder.resolve("gold")
                : Repository.ROOT.resolve("server/src/test/resources/annotated").resolve(set);
        List<Path> annotations;
        try (var files = Files.list(marks)) {
            annotations = files.sorted().toList();
        }
        for (Path annotation : annotations) {
            compare(JSON.readTree(annotation.toFile()), folder);
        }
        assertThat(figures.f1()).as("figures").isGreaterThan(0.97);
        assertThat(nodes.f1()).as("nodes").isGreaterThan(0.97);
        assertThat(units.f1()).as("units").isGreaterThan(0.97);
        assertThat((double) roles / figures.found).as("roles of figures").isGreaterThan(0.92);
    }

    private void compare(JsonNode gold, Path folder) throws IOException {
        Path file;
        try (var files = Files.walk(folder)) {
            String name = gold.path("file").asString();
            file = files.filter(path -> path.getFileName().toString().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
        List<Node> all =
                Documents.read("document.txt", Files.readAllBytes(file)).allNodes();
        var ranges = new ArrayList<Span>();
        gold.path("ranges")
                .forEach(range ->
                        ranges.add(new Span(range.get(0).asInt(), range.get(1).asInt())));
        Predicate<Span> scored = span -> ranges.stream().anyMatch(range -> range.holds(span));

        count(
                figures,
                spans(gold.path("figures")),
                all.stream()
                        .flatMap(node -> node.figures().stream().map(Figure::span))
                        .toList(),
                scored.and(outside(spans(gold.path("unsure")))));
        for (JsonNode marked : gold.path("figures")) {
            Span span =
                    new Span(marked.path("start").asInt(), marked.path("end").asInt());
            roles += all.stream()
                            .flatMap(node -> node.figures().stream())
                            .filter(figure -> figure.span().overlaps(span))
                            .findFirst()
                            .filter(figure -> marked.path("role")
                                            .asString()
                                            .equals(figure.role().code())
                                    || marked.path("role_alt")
                                            .toString()
                                            .contains(figure.role().code()))
                            .isPresent()
                    ? 1
                    : 0;
        }
        count(
                units,
                spans(gold.path("units")),
                all.stream()
                        .flatMap(node -> node.units().stream().map(ResponsibleUnit::span))
                        .toList(),
                scored.and(outside(spans(gold.path("unsure_units")))));
        countNodes(gold, all, ranges);
    }

    private void countNodes(JsonNode gold, List<Node> all, List<Span> ranges) {
        var left = new ArrayList<>(all.stream()
                .filter(node -> !node.marker().isEmpty())
                .filter(node -> ranges.stream()
                        .anyMatch(range -> range.start() <= node.span().start()
                                && node.span().start() < range.end()))
                .toList());
        for (JsonNode marked : gold.path("nodes")) {
            if (marked.path("marker").asString().isBlank()) {
                continue;
            }
            var hit = left.stream()
                    .filter(node -> node.marker()
                            .equals(marked.path("marker").asString().strip()))
                    .filter(node ->
                            Math.abs(node.span().start() - marked.path("start").asInt()) <= NEAR)
                    .filter(node ->
                            node.level().code().equals(marked.path("level").asString())
                                    || marked.path("level_alt")
                                            .toString()
                                            .contains(node.level().code()))
                    .findFirst();
            hit.ifPresent(left::remove);
            nodes.found += hit.isPresent() ? 1 : 0;
            nodes.missed += hit.isPresent() ? 0 : 1;
        }
        for (JsonNode unsure : gold.path("unsure_nodes")) {
            left.removeIf(
                    node -> Math.abs(node.span().start() - unsure.path("start").asInt()) <= NEAR);
        }
        nodes.extra += left.size();
    }

    private static void count(Tally tally, List<Span> gold, List<Span> read, Predicate<Span> scored) {
        var left = new ArrayList<>(read.stream().filter(scored).toList());
        for (Span marked : gold) {
            var hit = left.stream().filter(marked::overlaps).findFirst();
            hit.ifPresent(left::remove);
            tally.found += hit.isPresent() ? 1 : 0;
            tally.missed += hit.isPresent() ? 0 : 1;
        }
        tally.extra += left.size();
    }

    private static Predicate<Span> outside(List<Span> unsure) {
        return span -> unsure.stream().noneMatch(span::overlaps);
    }

    private static List<Span> spans(JsonNode marked) {
        var spans = new ArrayList<Span>();
        marked.forEach(one ->
                spans.add(new Span(one.path("start").asInt(), one.path("end").asInt())));
        return spans;
    }
}
