package cn.shiji.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A table of the demo's content: a line a row, {@code #} before what is meant for the reader of the file. */
final class DemoTable {

    private DemoTable() {}

    /**
     * The rows of a file beside the demo's code.
     *
     * @param separator stands between cells and never in one
     * @param columns how many cells every row has
     */
    static List<List<String>> rows(String file, String separator, int columns) {
        return text(file)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> {
                    List<String> cells = Arrays.asList(line.split(java.util.regex.Pattern.quote(separator), -1));
                    if (cells.size() != columns) {
                        throw new IllegalStateException(file + " has a row of " + cells.size() + " cells: " + line);
                    }
                    return cells;
                })
                .toList();
    }

    /** The whole text of a file beside the demo's code. */
    static String text(String file) {
        try (InputStream in = DemoTable.class.getResourceAsStream("/demo/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The demo lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
