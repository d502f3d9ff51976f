package cn.shiji.document.format;

import java.util.ArrayList;
import java.util.List;

/**
 * A document's plain text with what its file told about each line.
 *
 * @param lines the lines that are not blank, in order
 */
public record Manuscript(String text, List<Line> lines) {

    /**
     * One line (in Word: one paragraph or one table row), without the white space around it.
     *
     * @param heading the heading level given by a style, 1 the highest; 0 for ordinary text
     * @param row whether it is a table row, its cells parted by tabs
     * @param furniture whether the file itself shows that it belongs to the page and not to the document
     */
    public record Line(int from, int to, int heading, boolean row, boolean furniture) {

        public Stretch stretch() {
            return new Stretch(from, to);
        }
    }

    /** A text about which nothing is known but its characters. */
    public static Manuscript plain(String text) {
        var lines = new ArrayList<Line>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                Stretch line = new Stretch(start, i).trimmed(text);
                if (!line.isEmpty()) {
                    lines.add(new Line(line.from(), line.to(), 0, isRow(text, line), false));
                }
                start = i + 1;
            }
        }
        return new Manuscript(text, List.copyOf(lines));
    }

    /** Two tabs between words make a line of plain text a table row. */
    private static boolean isRow(String text, Stretch line) {
        int tabs = 0;
        for (int i = line.from(); i < line.to(); i++) {
            if (text.charAt(i) == '\t' && !Stretch.blank(text.charAt(i - 1))) {
                tabs++;
            }
        }
        return tabs >= 2;
    }

    public String words(Line line) {
        return text.substring(line.from(), line.to());
    }
}
