package cn.shiji.document.format;

import java.util.ArrayList;
import java.util.List;

/**
 * A document's plain text with what its file told about each line.
 *
 * @param lines the lines that are not blank, in order
 * @param markup signs in the text that belong to the file's notation and are no words, such as the # and ** of Markdown,
 *     in order; none overlaps another
 */
public record Manuscript(String text, List<Line> lines, List<Stretch> markup) {

    /** A manuscript whose every character is meant. */
    public Manuscript(String text, List<Line> lines) {
        this(text, lines, List.of());
    }

    /**
     * One line (in Word: one paragraph or one table row), without the white space around it.
     *
     * @param heading the heading level given by a style, 1 the highest; 0 for ordinary text
     * @param cells the cells when it is a table row, else none
     * @param furniture whether the file itself shows that it belongs to the page and not to the document
     */
    public record Line(int from, int to, int heading, List<Cell> cells, boolean furniture) {

        /** Whether it is a table row. */
        public boolean row() {
            return !cells.isEmpty();
        }

        public Stretch stretch() {
            return new Stretch(from, to);
        }
    }

    /**
     * A cell of a table row.
     *
     * @param goesOn whether it is, or for all the file tells may be, the rest of a merged cell that began in a row above
     */
    public record Cell(int from, int to, boolean goesOn) {}

    /** A text about which nothing is known but its characters. */
    public static Manuscript plain(String text) {
        var lines = new ArrayList<Line>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                Stretch line = new Stretch(start, i).trimmed(text);
                if (!line.isEmpty()) {
                    lines.add(
                            new Line(line.from(), line.to(), 0, tabbedCells(text, line, new Stretch(start, i)), false));
                }
                start = i + 1;
            }
        }
        return new Manuscript(text, List.copyOf(lines));
    }

    /** Two tabs between words make a line of plain text a table row; what it leaves empty may be merged with above. */
    private static List<Cell> tabbedCells(String text, Stretch line, Stretch whole) {
        int tabs = 0;
        for (int i = line.from(); i < line.to(); i++) {
            if (text.charAt(i) == '\t' && !Stretch.blank(text.charAt(i - 1))) {
                tabs++;
            }
        }
        if (tabs < 2) {
            return List.of();
        }
        var cells = new ArrayList<Cell>();
        int start = whole.from();
        for (int i = whole.from(); i <= whole.to(); i++) {
            if (i == whole.to() || text.charAt(i) == '\t') {
                Stretch cell = new Stretch(start, i).trimmed(text);
                cells.add(new Cell(cell.from(), cell.to(), cell.isEmpty()));
                start = i + 1;
            }
        }
        return List.copyOf(cells);
    }

    public String words(Line line) {
        return text.substring(line.from(), line.to());
    }
}
