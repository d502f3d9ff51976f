package cn.shiji.document.format;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.kernel.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every document of {@code src/test/resources/documents} reads as its expectation says, which was compared by eye with
 * the document as an office program shows it; {@code -Dshiji.regenerate=true} writes the expectations anew.
 *
 * <p>A line of an expectation begins with F for furniture, a heading's level, and R for a table row; cells are parted by
 * |, and ^ stands for one that goes on from the row above.
 */
class OwnDocumentsTest {

    private static final Path FOLDER = Path.of("src/test/resources/documents");

    @TestFactory
    Stream<DynamicTest> everyDocumentReadsAsExpected() throws IOException {
        return documents().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    Path expected = FOLDER.resolve("expected").resolve(file.getFileName() + ".txt");
                    String read = read(file);
                    if (Boolean.getBoolean("shiji.regenerate")) {
                        Files.createDirectories(expected.getParent());
                        Files.writeString(expected, read);
                    }
                    assertThat(read).isEqualTo(Files.readString(expected));
                }));
    }

    /** The documents, without what they are made from. */
    static List<Path> documents() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> !file.toString().matches(".*\\.(?:java|fods)|.*README\\.md"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path file) throws IOException {
        try {
            String name = file.getFileName().toString();
            return shown(Formats.manuscript(name, Files.readAllBytes(file)));
        } catch (Problem refused) {
            return "refused: " + refused.code() + "\n";
        }
    }

    static String shown(Manuscript manuscript) {
        return manuscript.lines().stream()
                .map(line -> (line.furniture() ? "F" : " ")
                        + (line.heading() > 0 ? line.heading() : " ")
                        + (line.row() ? "R " : "  ")
                        + words(manuscript, line)
                        + "\n")
                .collect(Collectors.joining());
    }

    private static String words(Manuscript manuscript, Manuscript.Line line) {
        return line.row()
                ? line.cells().stream()
                        .map(cell -> cell.goesOn() ? "^" : manuscript.text().substring(cell.from(), cell.to()))
                        .collect(Collectors.joining("|"))
                : manuscript.words(line);
    }
}
