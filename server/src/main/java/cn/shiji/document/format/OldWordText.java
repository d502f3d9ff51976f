package cn.shiji.document.format;

import cn.shiji.document.format.ListCounter.Gap;
import cn.shiji.document.format.ListCounter.Level;
import cn.shiji.document.format.ListCounter.NumberedList;
import cn.shiji.document.format.ManuscriptWriter.Block;
import cn.shiji.kernel.Problem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import org.apache.poi.ddf.EscherOptRecord;
import org.apache.poi.ddf.EscherProperty;
import org.apache.poi.ddf.EscherPropertyTypes;
import org.apache.poi.ddf.EscherSimpleProperty;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.hwpf.model.ListFormatOverrideLevel;
import org.apache.poi.hwpf.model.ListLevel;
import org.apache.poi.hwpf.usermodel.CharacterRun;
import org.apache.poi.hwpf.usermodel.HWPFList;
import org.apache.poi.hwpf.usermodel.OfficeDrawing;
import org.apache.poi.hwpf.usermodel.Paragraph;
import org.apache.poi.hwpf.usermodel.Range;
import org.apache.poi.hwpf.usermodel.Table;
import org.apache.poi.hwpf.usermodel.TableCell;
import org.apache.poi.hwpf.usermodel.TableRow;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.jspecify.annotations.Nullable;

/**
 * The text of a Word document of 1997 to 2003, and of the WPS documents that are such: what {@link WordText} says of
 * numbers, changes, hidden text, boxes and notes holds here too.
 */
final class OldWordText {

    private static final char CELL_END = '\u0007';
    private static final char FIELD_BEGIN = '\u0013';
    private static final char FIELD_RESULT = '\u0014';
    private static final char FIELD_END = '\u0015';
    private static final char DRAWING = '\b';
    private static final char PICTURE = '\u0001';

    /** Where the file information block tells where text boxes begin and end ([MS-DOC] 2.5.6, fcPlcftxbxTxt). */
    private static final int BOX_TABLE = 154 + 56 * 8;

    /** A text box's entry in that table, in bytes, beside its place. */
    private static final int BOX_ENTRY = 22;

    /** Edges of columns nearer than this are one, in twentieths of a point. */
    private static final int SAME_EDGE = 30;

    private static final int MOST_COLUMNS = 64;

    private final HWPFDocument document;
    private final ManuscriptWriter writer;
    private final ListCounter counter = new ListCounter();
    private final Deque<Field> fields = new ArrayDeque<>();

    /** The text boxes, in the order of the file; null once written. */
    private final List<@Nullable Range> boxes;

    private boolean pictures;
    private boolean inNotes;

    /** A field between its marks. */
    private static final class Field {
        final StringBuilder instruction = new StringBuilder();
        boolean result;

        boolean is(String name) {
            return instruction.toString().strip().toUpperCase(Locale.ROOT).matches(name + "\\b.*");
        }
    }

    /** A paragraph's words, and what came with them. */
    private static final class Words {
        final StringBuilder words = new StringBuilder();
        final List<Block> boxes = new ArrayList<>();
        boolean contents;
        boolean runsOn;
    }

    /** One table while its paragraphs pass. */
    private static final class OpenTable {
        final @Nullable Table table;
        final NavigableSet<Integer> edges = new TreeSet<>();
        int row;
        List<Block> cell = new ArrayList<>();
        List<List<Block>> cells = new ArrayList<>();

        OpenTable(@Nullable Table table) {
            this.table = table;
        }
    }

    private OldWordText(String fileName, HWPFDocument document, List<@Nullable Range> boxes) {
        this.document = document;
        this.writer = new ManuscriptWriter(fileName);
        this.boxes = boxes;
    }

    static Manuscript read(String fileName, DirectoryNode files) throws IOException {
        byte[] main;
        try (var stream = files.createDocumentInputStream("WordDocument")) {
            main = stream.readAllBytes();
        }
        try (var document = new HWPFDocument(files)) {
            var reader = new OldWordText(fileName, document, boxes(document, main));
            reader.blocks(document.getRange(), reader.writer::write);
            for (int i = 0; i < reader.boxes.size(); i++) {
                reader.box(i).forEach(reader.writer::write);
            }
            if (reader.writer.isEmpty() && reader.pictures) {
                throw Problem.bad("document.scanned", fileName);
            }
            reader.inNotes = true;
            reader.blocks(document.getFootnoteRange(), reader::note);
            reader.blocks(document.getEndnoteRange(), reader::note);
            return reader.writer.done();
        }
    }

    private void note(Block block) {
        boolean blank = block instanceof ManuscriptWriter.Paragraph paragraph
                && paragraph.words().isBlank();
        if (!blank) {
            writer.write(block);
        }
    }

    // ---- paragraphs and tables -------------------------------------------------------------------------------------

    /** Where blocks go. */
    private interface Sink {
        void put(Block block);
    }

    private void blocks(Range range, Sink sink) {
        OpenTable table = null;
        Words unended = null;
        for (int i = 0; i < range.numParagraphs(); i++) {
            Paragraph paragraph = range.getParagraph(i);
            boolean inTable = paragraph.isInTable() && paragraph.getTableLevel() > 0;
            if (inTable && table == null) {
                table = tableAt(range, paragraph);
            } else if (!inTable && table != null) {
                table = null;
            }
            Words words = words(paragraph, unended);
            unended = null;
            if (inTable && table != null && paragraph.isTableRowEnd()) {
                endRow(table, sink);
                continue;
            }
            boolean cellEnds =
                    paragraph.getTableLevel() <= 1 && paragraph.text().indexOf(CELL_END) >= 0;
            if (words.runsOn && !cellEnds && i + 1 < range.numParagraphs()) {
                unended = words;
                continue;
            }
            Block block = block(paragraph, words, inTable);
            if (table == null) {
                if (!inNotes || !words.words.isEmpty()) {
                    sink.put(block);
                }
                words.boxes.forEach(sink::put);
            } else {
                table.cell.add(block);
                table.cell.addAll(words.boxes);
                if (cellEnds) {
                    table.cells.add(table.cell);
                    table.cell = new ArrayList<>();
                }
            }
        }
        fields.clear();
    }

    private Block block(Paragraph paragraph, Words words, boolean inTable) {
        String style = styleOf(paragraph);
        boolean empty = words.words.chars().allMatch(c -> Stretch.blank((char) c));
        String number = number(paragraph);
        boolean numbered = !empty || inTable;
        int outline = paragraph.getLvl();
        int heading = outline >= 0 && outline < 9 ? outline + 1 : WordStyles.headingNamed(style);
        boolean furniture = inNotes || words.contents || !empty && style.matches("(?i)(?:toc|目录) ?[1-9]");
        return new ManuscriptWriter.Paragraph(
                (numbered ? number : "") + words.words, furniture || inTable ? 0 : heading, furniture);
    }

    private String styleOf(Paragraph paragraph) {
        var style = document.getStyleSheet().getStyleDescription(paragraph.getStyleIndex());
        String name = style == null ? null : style.getName();
        return name == null ? "" : name.split(",", 2)[0];
    }

    private static OpenTable tableAt(Range range, Paragraph first) {
        Table table;
        try {
            table = range.getTable(first);
        } catch (RuntimeException odd) {
            // The library gives up on tables it finds odd; their text is read all the same, by its marks.
            return new OpenTable(null);
        }
        var open = new OpenTable(table);
        for (int row = 0; row < table.numRows(); row++) {
            TableRow cells = table.getRow(row);
            for (int cell = 0; cell < cells.numCells(); cell++) {
                addEdge(open.edges, cells.getCell(cell).getLeftEdge());
            }
        }
        return open;
    }

    private static void addEdge(NavigableSet<Integer> edges, int edge) {
        Integer near = edges.ceiling(edge - SAME_EDGE);
        if (near == null || near > edge + SAME_EDGE) {
            edges.add(edge);
        }
    }

    /** Ends a row; one that was deleted has lost the text of its cells, and an empty row is no line. */
    private static void endRow(OpenTable table, Sink sink) {
        if (!table.cell.isEmpty()) {
            table.cells.add(table.cell);
            table.cell = new ArrayList<>();
        }
        List<List<Block>> cells = table.cells;
        table.cells = new ArrayList<>();
        int at = table.row++;
        if (cells.isEmpty()) {
            return;
        }
        TableRow known = table.table != null && at < table.table.numRows() ? table.table.getRow(at) : null;
        boolean told = known != null && known.numCells() == cells.size();
        var written = new ArrayList<ManuscriptWriter.RowCell>();
        for (int i = 0; i < cells.size(); i++) {
            TableCell cell = told && known != null ? known.getCell(i) : null;
            boolean goesOn = cell != null && cell.isVerticallyMerged() && !cell.isFirstVerticallyMerged();
            boolean intoLeft = cell != null && cell.isMerged() && !cell.isFirstMerged();
            int columns = cell == null ? 1 : columns(table.edges, cell);
            written.add(new ManuscriptWriter.RowCell(goesOn || intoLeft ? List.of() : cells.get(i), columns, goesOn));
        }
        sink.put(new ManuscriptWriter.Row(written));
    }

    private static int columns(NavigableSet<Integer> edges, TableCell cell) {
        int from = cell.getLeftEdge() - SAME_EDGE;
        int to = cell.getLeftEdge() + cell.getWidth() - SAME_EDGE;
        return to <= from ? 1 : Math.clamp(edges.subSet(from, true, to, false).size(), 1, MOST_COLUMNS);
    }

    // ---- characters ------------------------------------------------------------------------------------------------

    private Words words(Paragraph paragraph, @Nullable Words before) {
        var words = before == null ? new Words() : before;
        words.runsOn = false;
        for (int i = 0; i < paragraph.numCharacterRuns(); i++) {
            CharacterRun run = paragraph.getCharacterRun(i);
            boolean gone = run.isMarkedDeleted() || run.isVanished();
            String text = run.isSymbol() ? Character.toString(run.getSymbolCharacter()) : run.text();
            for (int at = 0; at < text.length(); at++) {
                character(text.charAt(at), run.getStartOffset() + at, gone, words);
            }
            if (i + 1 == paragraph.numCharacterRuns()) {
                words.runsOn = gone && text.endsWith("\r");
            }
        }
        return words;
    }

    private void character(char c, int place, boolean gone, Words words) {
        switch (c) {
            case FIELD_BEGIN -> fields.push(new Field());
            case FIELD_RESULT -> {
                if (!fields.isEmpty()) {
                    fields.peek().result = true;
                }
            }
            case FIELD_END -> fields.poll();
            case PICTURE -> pictures = true;
            case DRAWING -> {
                if (!gone) {
                    words.boxes.addAll(boxAt(place));
                }
            }
            default -> {
                if (!fields.isEmpty() && !fields.peek().result) {
                    fields.peek().instruction.append(c);
                } else if (!gone && fields.stream().allMatch(OldWordText::shows)) {
                    append(c, words);
                }
            }
        }
    }

    private static boolean shows(Field field) {
        return field.result && !field.is("PAGE") && !field.is("NUMPAGES") && !field.is("SECTIONPAGES");
    }

    private void append(char c, Words words) {
        switch (c) {
            case '\r', CELL_END, '\f' -> {}
            case '\u000b', '\u000e' -> words.words.append('\n');
            case '\u001e' -> words.words.append('-');
            case '\t' -> words.words.append(words.words.isEmpty() ? "" : "\t");
            default -> {
                if (c >= ' ') {
                    words.words.append(c);
                    words.contents |= fields.stream().anyMatch(field -> field.is("TOC"));
                }
            }
        }
    }

    // ---- numbers ---------------------------------------------------------------------------------------------------

    private String number(Paragraph paragraph) {
        if (!paragraph.isInList()) {
            return "";
        }
        try {
            return counter.next(listOf(paragraph.getList(), paragraph.getIlfo()), paragraph.getIlvl());
        } catch (NoSuchElementException | NullPointerException | IndexOutOfBoundsException unknown) {
            // A paragraph may name a list that the file does not hold; Word shows no number then.
            return "";
        }
    }

    private static NumberedList listOf(HWPFList list, int id) {
        Map<Integer, Level> levels = new HashMap<>();
        Map<Integer, Integer> startsAgainAt = new HashMap<>();
        ListLevel[] own = list.getListData().getLevels();
        for (int at = 0; at < own.length; at++) {
            levels.put(at, level(own[at]));
        }
        ListFormatOverrideLevel[] overrides =
                list.getLFOData() == null ? null : list.getLFOData().getRgLfoLvl();
        for (ListFormatOverrideLevel override : overrides == null ? new ListFormatOverrideLevel[0] : overrides) {
            if (override.isFormatting() && override.getLevel() != null) {
                levels.put(override.getLevelNum(), level(override.getLevel()));
            }
            if (override.isStartAt()) {
                int start = override.isFormatting() && override.getLevel() != null
                        ? override.getLevel().getStartAt()
                        : override.getIStartAt();
                startsAgainAt.put(override.getLevelNum(), start);
            }
        }
        return new NumberedList(id, list.getLsid(), levels, startsAgainAt);
    }

    private static Level level(ListLevel level) {
        var text = new StringBuilder();
        String written = level.getNumberText() == null ? "" : level.getNumberText();
        for (char c : written.toCharArray()) {
            text.append(c < ListCounter.LEVELS ? "%" + (c + 1) : Character.toString(c));
        }
        return new Level(
                level.getStartAt(),
                ListNumber.format(level.getNumberFormat()),
                text.toString(),
                level.isLegalNumbering(),
                switch (level.getTypeOfCharFollowingTheNumber()) {
                    case 0 -> Gap.TAB;
                    case 1 -> Gap.SPACE;
                    default -> Gap.NOTHING;
                },
                ListCounter.LEVELS);
    }

    // ---- text boxes ------------------------------------------------------------------------------------------------

    /** The text boxes of a document; none where the file's table of them cannot be made out. */
    private static List<@Nullable Range> boxes(HWPFDocument document, byte[] main) {
        var boxes = new ArrayList<@Nullable Range>();
        Range all = document.getMainTextboxRange();
        byte[] table = document.getTableStream();
        if (all == null || all.getEndOffset() <= all.getStartOffset() || main.length < BOX_TABLE + 8) {
            return boxes;
        }
        int from = whole(main, BOX_TABLE);
        int count = (whole(main, BOX_TABLE + 4) - 4) / (4 + BOX_ENTRY);
        if (from < 0 || count <= 0 || from + 4L * (count + 1) > table.length) {
            boxes.add(all);
            return boxes;
        }
        for (int i = 0; i < count; i++) {
            int start = all.getStartOffset() + Math.max(0, whole(table, from + 4 * i));
            int end = Math.min(all.getStartOffset() + whole(table, from + 4 * i + 4), all.getEndOffset());
            boxes.add(start < end ? new Range(start, end, document) : null);
        }
        return boxes;
    }

    private static int whole(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    /** The text of the box that is tied to a place, which then counts as written. */
    private List<Block> boxAt(int place) {
        pictures = true;
        OfficeDrawing drawing = document.getOfficeDrawingsMain().getOfficeDrawingAt(place);
        if (drawing == null || drawing.getOfficeArtSpContainer() == null) {
            return List.of();
        }
        EscherOptRecord options = drawing.getOfficeArtSpContainer().getChildById(EscherOptRecord.RECORD_ID);
        EscherProperty box = options == null ? null : options.lookup(EscherPropertyTypes.TEXT__TEXTID);
        return box instanceof EscherSimpleProperty told ? box((told.getPropertyValue() >> 16) - 1) : List.of();
    }

    private List<Block> box(int at) {
        if (at < 0 || at >= boxes.size() || boxes.get(at) == null) {
            return List.of();
        }
        Range range = boxes.set(at, null);
        var blocks = new ArrayList<Block>();
        if (range != null) {
            var around = new ArrayDeque<>(fields);
            fields.clear();
            blocks(range, block -> {
                if (!(block instanceof ManuscriptWriter.Paragraph paragraph)
                        || !paragraph.words().isBlank()) {
                    blocks.add(block);
                }
            });
            fields.addAll(around);
        }
        return blocks;
    }
}
