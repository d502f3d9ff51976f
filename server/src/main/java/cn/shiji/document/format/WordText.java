package cn.shiji.document.format;

import static cn.shiji.document.format.Xml.attribute;
import static cn.shiji.document.format.Xml.whole;

import cn.shiji.document.format.ManuscriptWriter.Block;
import cn.shiji.kernel.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The text of a Word document as its reader sees it on paper: with automatic numbers, with tracked insertions taken and
 * deletions dropped, without hidden text, each paragraph and each table row on a line of its own.
 *
 * <p>Text boxes follow the paragraph they are tied to. Contents pages are furniture, and so are foot- and endnotes, which
 * stand at the end. Headers and footers are no text of the document and are left out.
 *
 * <p>The part is read as a stream, so that a long document costs no more than its text.
 */
final class WordText {

    /** Tables within tables, and text boxes within them; no office nests deeper. */
    private static final int DEEPEST = 30;

    private static final Pattern ENCLOSED =
            Pattern.compile("(?i)\\s*eq\\s*\\\\o\\s*\\\\ac\\s*\\([^,，]*[,，]\\s*([^)]+)\\).*");

    /** Fields whose result is a place in the file and not part of the text. */
    private static final Set<String> PAGE_FIELDS = Set.of("PAGE", "NUMPAGES", "SECTIONPAGES");

    private final String fileName;
    private final WordStyles styles;
    private final WordLists lists;
    private final ManuscriptWriter writer;

    /** The elements around us, the innermost first. */
    private final Deque<String> path = new ArrayDeque<>();

    /** What blocks are collected in: the document itself, else a cell or a text box; the innermost first. */
    private final Deque<Container> containers = new ArrayDeque<>();

    private final Deque<Row> rows = new ArrayDeque<>();
    private final Deque<OpenParagraph> paragraphs = new ArrayDeque<>();
    private final Deque<Run> runs = new ArrayDeque<>();
    private final Deque<Field> fields = new ArrayDeque<>();
    private final Deque<Control> controls = new ArrayDeque<>();

    /** How many elements deep we are in something whose text does not count (a deletion, a fallback picture). */
    private int unread;

    private boolean pictures;
    private boolean elsewhere;
    private boolean inNotes;

    /** Where blocks go, and a paragraph that lost its end and runs on into the next. */
    private static final class Container {
        final @Nullable List<Block> blocks;

        @Nullable
        OpenParagraph unended;

        Container(@Nullable List<Block> blocks) {
            this.blocks = blocks;
        }
    }

    private static final class OpenParagraph {
        final StringBuilder words = new StringBuilder();
        final List<Block> boxes = new ArrayList<>();

        @Nullable
        String style;

        int list = -1;
        int level = -1;
        int heading = -1;
        boolean contents;
        boolean runsOn;
    }

    private static final class Row {
        final List<ManuscriptWriter.RowCell> cells = new ArrayList<>();
        boolean dropped;
        Cell cell = new Cell();
    }

    private static final class Cell {
        int columns = 1;
        boolean goesOn;
        boolean dropped;
        boolean intoLeft;
    }

    private static final class Run {
        @Nullable
        Boolean hidden;

        @Nullable
        String style;
    }

    private static final class Field {
        final StringBuilder instruction = new StringBuilder();
        boolean result;

        boolean is(String name) {
            return instruction.toString().strip().toUpperCase(Locale.ROOT).matches(name + "\\b.*");
        }

        boolean isPageNumber() {
            return PAGE_FIELDS.stream().anyMatch(this::is);
        }
    }

    /** A content control. */
    private static final class Control {
        boolean contents;
        boolean placeholder;
    }

    private WordText(String fileName, OfficePackage word) {
        this.fileName = fileName;
        this.styles = WordStyles.of(word);
        this.lists = WordLists.of(word, styles);
        this.writer = new ManuscriptWriter(fileName);
    }

    static Manuscript read(String fileName, OfficePackage word) {
        var reader = new WordText(fileName, word);
        word.readMain(reader::readBody);
        boolean empty = reader.writer.isEmpty();
        if (reader.elsewhere) {
            throw Problem.bad("document.parts-elsewhere", fileName);
        }
        if (empty && reader.pictures) {
            throw Problem.bad("document.scanned", fileName);
        }
        reader.inNotes = true;
        word.readBeside("footnotes.xml", reader::readBody);
        word.readBeside("endnotes.xml", reader::readBody);
        return reader.writer.done();
    }

    private void readBody(XMLStreamReader xml) throws XMLStreamException {
        containers.push(new Container(null));
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> open(xml);
                case XMLStreamConstants.END_ELEMENT -> close(xml.getLocalName());
                default -> {}
            }
        }
        endContainer();
        fields.clear();
    }

    private void open(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getLocalName();
        String parent = path.isEmpty() ? "" : path.peek();
        if (unread > 0 || isUnread(name, parent, xml)) {
            unread++;
            return;
        }
        path.push(name);
        switch (name) {
            case "p" -> beginParagraph();
            case "r" -> runs.push(new Run());
            case "tr" -> beginRow();
            case "tc" -> beginCell();
            case "txbxContent" -> beginContainer();
            case "sdt" -> controls.push(new Control());
            case "fldSimple" -> {
                var field = new Field();
                field.instruction.append(attribute(xml, "instr", ""));
                field.result = true;
                fields.push(field);
            }
            case "t", "instrText" -> {
                String words = xml.getElementText();
                path.pop();
                if (name.equals("t")) {
                    words(words);
                } else if (!fields.isEmpty() && !fields.peek().result) {
                    fields.peek().instruction.append(words);
                }
            }
            case "drawing", "pict", "object" -> pictures = true;
            case "altChunk", "subDoc" -> elsewhere = true;
            default -> property(name, parent, xml);
        }
    }

    /** An element that says something about what it stands in, or stands for a character. */
    private void property(String name, String parent, XMLStreamReader xml) {
        switch (name) {
            case "del", "moveFrom" -> {
                // Here only as a property: what is deleted is a paragraph's end or a table row.
                if (parent.equals("trPr")) {
                    row(row -> row.dropped = true);
                } else {
                    paragraph(p -> p.runsOn = true);
                }
            }
            case "hidden" -> row(row -> row.dropped |= parent.equals("trPr") && Xml.on(xml, "val"));
            case "gridBefore" -> {
                int columns = Math.clamp(whole(xml, "val", 0), 0, 64);
                row(row -> {
                    for (int i = 0; i < columns; i++) {
                        row.cells.add(new ManuscriptWriter.RowCell("", 1, false));
                    }
                });
            }
            case "gridSpan" -> row(row -> row.cell.columns = Math.clamp(whole(xml, "val", 1), 1, 64));
            case "vMerge" ->
                row(row -> row.cell.goesOn = !attribute(xml, "val", "continue").equals("restart"));
            case "hMerge" ->
                row(row ->
                        row.cell.intoLeft = !attribute(xml, "val", "continue").equals("restart"));
            case "cellDel" -> row(row -> row.cell.dropped = true);
            case "pStyle" -> paragraph(p -> p.style = attribute(xml, "val", ""));
            case "numId" -> paragraph(p -> p.list = whole(xml, "val", -1));
            case "ilvl" -> paragraph(p -> p.level = whole(xml, "val", 0));
            case "outlineLvl" -> paragraph(p -> p.heading = Math.clamp(whole(xml, "val", 9), 0, 9) + 1);
            case "rStyle" -> {
                if (!runs.isEmpty()) {
                    runs.peek().style = attribute(xml, "val", "");
                }
            }
            case "vanish" -> hide(Xml.on(xml, "val"));
            case "docPartGallery" -> {
                if (!controls.isEmpty() && attribute(xml, "val", "").equals("Table of Contents")) {
                    controls.peek().contents = true;
                }
            }
            case "showingPlcHdr" -> {
                if (!controls.isEmpty()) {
                    controls.peek().placeholder = Xml.on(xml, "val");
                }
            }
            case "fldChar" -> field(attribute(xml, "fldCharType", ""));
            case "sym" -> words(symbol(attribute(xml, "char", "")));
            case "textpath" -> words(attribute(xml, "string", ""));
            case "tab", "ptab" -> {
                if (!parent.equals("tabs")) {
                    paragraph(p -> {
                        if (!p.words.isEmpty() && shows()) {
                            p.words.append('\t');
                        }
                    });
                }
            }
            case "br", "cr" -> words("\n");
            case "noBreakHyphen" -> words("-");
            default -> {}
        }
    }

    /** Deleted and moved-away text, the settings a change replaced, the second copy of a drawing, reading aids. */
    private static boolean isUnread(String name, String parent, XMLStreamReader xml) {
        return switch (name) {
            case "del", "moveFrom" -> !parent.equals("rPr") && !parent.equals("trPr");
            case "delText",
                    "delInstrText",
                    "Fallback",
                    "rPrChange",
                    "pPrChange",
                    "trPrChange",
                    "tcPrChange",
                    "tblPrChange",
                    "sectPr",
                    "rt" -> true;
            case "footnote", "endnote" -> !attribute(xml, "type", "normal").equals("normal");
            default -> false;
        };
    }

    private void close(String name) {
        if (unread > 0) {
            unread--;
            return;
        }
        path.poll();
        switch (name) {
            case "p" -> endParagraph();
            case "r" -> runs.poll();
            case "tc" -> endCell();
            case "tr" -> endRow();
            case "txbxContent" -> {
                List<Block> box = endContainer();
                paragraph(p -> p.boxes.addAll(box));
            }
            case "sdt" -> controls.poll();
            case "fldSimple" -> fields.poll();
            default -> {}
        }
    }

    // ---- characters ------------------------------------------------------------------------------------------------

    private void words(String words) {
        if (words.isEmpty() || !shows()) {
            return;
        }
        paragraph(p -> {
            p.words.append(words);
            p.contents |= fields.stream().anyMatch(field -> field.is("TOC"))
                    || controls.stream().anyMatch(control -> control.contents);
        });
    }

    private boolean shows() {
        return fields.stream().allMatch(field -> field.result && !field.isPageNumber())
                && controls.stream().noneMatch(control -> control.placeholder)
                && runs.stream().noneMatch(this::hidden);
    }

    private boolean hidden(Run run) {
        if (run.hidden != null) {
            return run.hidden;
        }
        OpenParagraph around = paragraphs.peek();
        return run.style != null ? styles.hidden(run.style) : around != null && styles.hidden(around.style);
    }

    private void hide(boolean hidden) {
        if (path.contains("pPr")) {
            paragraph(p -> p.runsOn |= hidden);
        } else if (!runs.isEmpty()) {
            runs.peek().hidden = hidden;
        }
    }

    /** A sign out of a symbol font; those of the usual fonts that officials tick boxes and mark lists with are known. */
    private static String symbol(String code) {
        if (!code.matches("[0-9A-Fa-f]{1,6}")) {
            return "";
        }
        int sign = Integer.parseInt(code, 16);
        return switch (sign) {
            case 0xF06C, 0xF09F -> "●";
            case 0xF06E -> "■";
            case 0xF06F, 0xF0A8, 0xF071 -> "□";
            case 0xF075 -> "◆";
            case 0xF0B2, 0xF0AB -> "★";
            case 0xF0FC -> "✓";
            case 0xF0FB -> "✗";
            case 0xF0FE, 0xF052 -> "☑";
            case 0xF0D8 -> "➢";
            case 0xF0E0 -> "→";
            default -> Character.isValidCodePoint(sign) && sign >= ' ' ? Character.toString(sign) : "";
        };
    }

    private void field(String what) {
        switch (what) {
            case "begin" -> fields.push(new Field());
            case "separate" -> {
                if (!fields.isEmpty()) {
                    fields.peek().result = true;
                }
            }
            case "end" -> {
                Field done = fields.poll();
                Matcher enclosed = ENCLOSED.matcher(done == null || done.result ? "" : done.instruction);
                if (enclosed.matches()) {
                    String inside = enclosed.group(1).strip();
                    words(inside.matches("\\d{1,2}") ? ListNumber.circled(Integer.parseInt(inside)) : inside);
                }
            }
            default -> {}
        }
    }

    // ---- paragraphs, cells and rows --------------------------------------------------------------------------------

    private void beginParagraph() {
        var paragraph = new OpenParagraph();
        Container container = containers.element();
        if (container.unended != null) {
            paragraph.words.append(container.unended.words);
            paragraph.boxes.addAll(container.unended.boxes);
            paragraph.contents = container.unended.contents;
            container.unended = null;
        }
        paragraphs.push(paragraph);
    }

    private void endParagraph() {
        OpenParagraph done = paragraphs.poll();
        if (done == null) {
            return;
        }
        if (done.runsOn) {
            containers.element().unended = done;
        } else {
            emit(done);
        }
    }

    private void emit(OpenParagraph done) {
        boolean empty = done.words.chars().allMatch(c -> Stretch.blank((char) c));
        String number = lists.next(done.list, done.level, done.style);
        // An empty paragraph is counted; its number shows a row's number in a table, and nothing elsewhere.
        boolean numbered = !empty || inCell();
        int heading = done.heading < 0 ? styles.heading(done.style) : done.heading > 9 ? 0 : done.heading;
        boolean furniture = inNotes || done.contents || !empty && styles.contents(done.style);
        String words = (numbered ? number : "") + done.words;
        if (!inNotes || !empty) {
            put(new ManuscriptWriter.Paragraph(words, furniture ? 0 : heading, furniture));
        }
        done.boxes.forEach(this::put);
    }

    private boolean inCell() {
        return path.contains("tc");
    }

    private void put(Block block) {
        Container container = containers.element();
        if (container.blocks == null) {
            writer.write(block);
        } else {
            container.blocks.add(block);
        }
    }

    private void beginContainer() {
        if (containers.size() > DEEPEST) {
            throw Problem.bad("document.broken", fileName);
        }
        containers.push(new Container(new ArrayList<>()));
    }

    private List<Block> endContainer() {
        Container done = containers.element();
        if (done.unended != null) {
            OpenParagraph last = done.unended;
            done.unended = null;
            emit(last);
        }
        containers.pop();
        return done.blocks == null ? List.of() : done.blocks;
    }

    private void beginRow() {
        Container container = containers.element();
        if (container.unended != null) {
            OpenParagraph before = container.unended;
            container.unended = null;
            emit(before);
        }
        rows.push(new Row());
    }

    private void beginCell() {
        row(row -> row.cell = new Cell());
        beginContainer();
    }

    private void endCell() {
        List<Block> blocks = endContainer();
        row(row -> {
            Cell cell = row.cell;
            if (cell.dropped) {
                return;
            }
            List<Block> shown = cell.goesOn || cell.intoLeft ? List.of() : blocks;
            row.cells.add(new ManuscriptWriter.RowCell(shown, cell.columns, cell.goesOn));
        });
    }

    private void endRow() {
        Row done = rows.poll();
        if (done != null && !done.dropped && !done.cells.isEmpty()) {
            put(new ManuscriptWriter.Row(done.cells));
        }
    }

    private void paragraph(Consumer<OpenParagraph> change) {
        OpenParagraph open = paragraphs.peek();
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
