package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a manuscript block by block: a line for each paragraph, a line for each table row with tabs between its cells.
 *
 * <p>A table of one column is no table but a frame around text, so what stands in it is written as if it stood outside;
 * so is a row that is one cell over all columns, which names the rows below it.
 */
final class ManuscriptWriter {

    /** The level of what names rows in a table: below every heading a style gives. */
    private static final int ROWS_HEADING = 8;

    private static final int LONGEST_ROWS_HEADING = 30;

    /** What a document is made of. */
    sealed interface Block {}

    /**
     * A paragraph.
     *
     * @param words may hold line breaks, which begin new lines
     * @param heading its level, 1 the highest; 0 for ordinary text
     */
    record Paragraph(String words, int heading, boolean furniture) implements Block {
        Paragraph(String words) {
            this(words, 0, false);
        }
    }

    /** A table row. */
    record Row(List<RowCell> cells) implements Block {}

    /**
     * A cell with what stands in it.
     *
     * @param columns how many columns it takes
     * @param goesOn whether it is the rest of a cell that began in a row above
     */
    record RowCell(List<Block> blocks, int columns, boolean goesOn) {
        RowCell(String words, int columns, boolean goesOn) {
            this(List.of(new Paragraph(words)), columns, goesOn);
        }
    }

    private final String fileName;
    private final StringBuilder text = new StringBuilder();
    private final List<Manuscript.Line> lines = new ArrayList<>();

    ManuscriptWriter(String fileName) {
        this.fileName = fileName;
    }

    Manuscript done() {
        return new Manuscript(text.toString(), List.copyOf(lines));
    }

    /** Whether nothing that prints has been written. */
    boolean isEmpty() {
        return lines.isEmpty();
    }

    void write(Block block) {
        switch (block) {
            case Paragraph paragraph -> paragraph(paragraph.words(), paragraph.heading(), paragraph.furniture());
            case Row row -> row(row.cells());
        }
        if (text.length() > Formats.LONGEST_TEXT) {
            throw Problem.tooLarge("document.too-long", fileName, Formats.LONGEST_TEXT);
        }
    }

    private void paragraph(String words, int heading, boolean furniture) {
        for (String line : words.split("\n", -1)) {
            begin();
            int from = text.length();
            text.append(line);
            Stretch inner = new Stretch(from, text.length()).trimmed(text);
            if (!inner.isEmpty()) {
                lines.add(new Manuscript.Line(inner.from(), inner.to(), heading, List.of(), furniture));
            }
        }
    }

    private void row(List<RowCell> cells) {
        if (cells.size() == 1) {
            frame(cells.getFirst());
            return;
        }
        begin();
        int from = text.length();
        var written = new ArrayList<Manuscript.Cell>();
        for (RowCell cell : cells) {
            for (int column = 0; column < cell.columns(); column++) {
                if (!written.isEmpty()) {
                    text.append('\t');
                }
                int start = text.length();
                text.append(column == 0 ? words(cell.blocks()) : "");
                written.add(new Manuscript.Cell(start, text.length(), cell.goesOn()));
            }
        }
        if (!new Stretch(from, text.length()).trimmed(text).isEmpty()) {
            lines.add(new Manuscript.Line(from, text.length(), 0, List.copyOf(written), false));
        }
    }

    private void frame(RowCell cell) {
        if (cell.goesOn()) {
            return;
        }
        String words = words(cell.blocks());
        boolean names = cell.columns() > 1
                && !words.isEmpty()
                && words.length() <= LONGEST_ROWS_HEADING
                && words.indexOf('：') < 0
                && words.indexOf(':') < 0
                && "。；！？;!?".indexOf(words.charAt(words.length() - 1)) < 0;
        if (names) {
            write(new Paragraph(words, ROWS_HEADING, false));
        } else {
            cell.blocks().forEach(this::write);
        }
    }

    /** What stands in a cell, on one line. */
    private static String words(List<Block> blocks) {
        return blocks.stream()
                .map(block -> switch (block) {
                    case Paragraph paragraph -> onOneLine(paragraph.words());
                    case Row row ->
                        row.cells().stream()
                                .map(cell -> words(cell.blocks()))
                                .filter(words -> !words.isEmpty())
                                .collect(Collectors.joining(" "));
                })
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String onOneLine(String words) {
        String line = words.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
        Stretch inner = new Stretch(0, line.length()).trimmed(line);
        return line.substring(inner.from(), inner.to());
    }

    private void begin() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }
}
