package cn.shiji.document.format;

import static cn.shiji.document.format.WordNumbering.attribute;
import static cn.shiji.document.format.WordNumbering.whole;

import cn.shiji.kernel.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The text of a Word document as its reader sees it: with automatic numbers, with tracked insertions taken and
 * deletions dropped, each paragraph and each table row on a line of its own.
 *
 * <p>The part is read as a stream, so that a long document costs no more than its text.
 */
final class WordText {

    private final String fileName;
    private final WordNumbering numbering;
    private final StringBuilder text = new StringBuilder();
    private final List<Manuscript.Line> lines = new ArrayList<>();

    /** Open rows of tables, the innermost first; paragraphs inside them are cells, not lines. */
    private final Deque<Row> rows = new ArrayDeque<>();

    /** Open paragraphs, the innermost first: a text box holds paragraphs inside a paragraph. */
    private final Deque<Paragraph> paragraphs = new ArrayDeque<>();

    /** How many elements deep we are in something whose text does not count (a deletion, a fallback picture). */
    private int unread;

    private static final class Paragraph {
        final StringBuilder words = new StringBuilder();

        @Nullable
        String style;

        int list = -1;
        int level;
        int heading;
    }

    private static final class Row {
        final List<StringBuilder> cells = new ArrayList<>();
        int span = 1;
    }

    private WordText(String fileName, WordNumbering numbering) {
        this.fileName = fileName;
        this.numbering = numbering;
    }

    static Manuscript read(String fileName, byte[] bytes) {
        WordPackage word = WordPackage.of(fileName, bytes);
        var reader = new WordText(fileName, WordNumbering.of(word));
        word.readDocument(reader::readBody);
        return new Manuscript(reader.text.toString(), List.copyOf(reader.lines));
    }

    private void readBody(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> open(xml);
                case XMLStreamConstants.END_ELEMENT -> close(xml.getLocalName());
                default -> {}
            }
        }
    }

    private void open(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getLocalName();
        if (unread > 0 || isUnread(name)) {
            unread++;
            return;
        }
        switch (name) {
            case "p" -> paragraphs.push(new Paragraph());
            case "tr" -> rows.push(new Row());
            case "tc" -> cell();
            case "gridSpan" -> row(row -> row.span = Math.clamp(whole(xml, "val", 1), 1, 64));
            case "pStyle" -> paragraph(p -> p.style = attribute(xml, "val", ""));
            case "numId" -> paragraph(p -> p.list = whole(xml, "val", -1));
            case "ilvl" -> paragraph(p -> p.level = whole(xml, "val", 0));
            case "outlineLvl" -> paragraph(p -> p.heading = whole(xml, "val", 9) + 1);
            case "t" -> {
                String words = xml.getElementText();
                paragraph(p -> p.words.append(words));
            }
            case "tab", "ptab" ->
                paragraph(p -> {
                    if (!p.words.isEmpty()) {
                        p.words.append(rows.isEmpty() ? '\t' : ' ');
                    }
                });
            case "br", "cr" -> paragraph(p -> p.words.append(rows.isEmpty() ? '\n' : ' '));
            case "noBreakHyphen" -> paragraph(p -> p.words.append('-'));
            default -> {}
        }
    }

    /** Deleted and moved-away text, the settings a change replaced, and the second copy of a drawing. */
    private static boolean isUnread(String name) {
        return switch (name) {
            case "del", "moveFrom", "delText", "instrText", "Fallback", "rPrChange", "pPrChange", "tabs", "sectPr" ->
                true;
            default -> false;
        };
    }

    private void close(String name) {
        if (unread > 0) {
            unread--;
            return;
        }
        switch (name) {
            case "p" -> endParagraph();
            case "tc" ->
                row(row -> {
                    for (; row.span > 1; row.span--) {
                        row.cells.add(new StringBuilder());
                    }
                });
            case "tr" -> endRow();
            default -> {}
        }
        if (text.length() > Formats.LONGEST_TEXT) {
            throw Problem.tooLarge("document.too-long", fileName, Formats.LONGEST_TEXT);
        }
    }

    private void endParagraph() {
        Paragraph done = paragraphs.pop();
        String number = done.words.isEmpty() ? "" : numbering.next(done.list, done.level, done.style);
        boolean apart = !number.isEmpty() && Character.isLetterOrDigit(number.charAt(number.length() - 1));
        String words = number + (apart ? " " : "") + done.words;
        Row row = rows.peek();
        if (row != null && !row.cells.isEmpty()) {
            StringBuilder cell = row.cells.getLast();
            cell.append(cell.isEmpty() || words.isEmpty() ? "" : " ").append(words.replace('\t', ' '));
        } else {
            int heading = done.heading > 0 && done.heading < 9 ? done.heading : numbering.headingOf(done.style);
            for (String line : words.split("\n", -1)) {
                line(line, heading, false);
            }
        }
    }

    private void endRow() {
        Row done = rows.pop();
        String words = String.join("\t", done.cells);
        Row outer = rows.peek();
        if (outer != null && !outer.cells.isEmpty()) {
            outer.cells.getLast().append(' ').append(words.replace('\t', ' '));
        } else {
            line(words, 0, true);
        }
    }

    private void line(String words, int heading, boolean row) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        int from = text.length();
        text.append(words);
        Stretch inner = new Stretch(0, words.length()).trimmed(words);
        if (!inner.isEmpty()) {
            // A row keeps its empty first and last cells: their tabs say which column a cell stands in.
            int first = row ? from : from + inner.from();
            int last = row ? text.length() : from + inner.to();
            lines.add(new Manuscript.Line(first, last, heading, row, false));
        }
    }

    private void cell() {
        row(row -> {
            row.cells.add(new StringBuilder());
            row.span = 1;
        });
    }

    private void paragraph(Consumer<Paragraph> change) {
        Paragraph open = paragraphs.peek();
        if (open != null) {
            change.accept(open);
        }
    }

    private void row(Consumer<Row> change) {
        Row open = rows.peek();
        if (open != null) {
            change.accept(open);
        }
    }
}
