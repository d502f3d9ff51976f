package cn.shiji.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.xmlbeans.XmlException;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.DocumentDocument;

/**
 * A Word file of ours: the template brings styles, page and footer, the writer brings paragraphs and tables.
 *
 * <p>The body is written as WordprocessingML text, because the library's own model knows no content controls within a line;
 * the library reads it and puts it into the template's package. Styles are {@code ShijiTitle}, {@code ShijiLevel1} to
 * {@code 3}, {@code ShijiBody}, {@code ShijiNote} and {@code ShijiTableTitle}; the cells of a table have theirs.
 */
public final class PrintedPaper {

    private static final String TEMPLATE = "/print/template.docx";

    /** A4, margins of GB/T 9704: 37 above, 35 below, 28 left, 26 right (mm); a line is a twenty-second of what is left. */
    public static final String PORTRAIT = """
            <w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>\
            <w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/>\
            <w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>""";

    /** A4 across; leaves 13,890 twentieths of a point for a table. */
    public static final String LANDSCAPE = """
            <w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/>\
            <w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>\
            <w:pgMar w:top="1588" w:right="1474" w:bottom="1474" w:left="1474" w:header="851" w:footer="907" w:gutter="0"/>\
            </w:sectPr>""";

    /** A row of no more lines is kept on one page. */
    private static final int FEW_LINES = 8;

    private final StringBuilder xml = new StringBuilder("""
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
            xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>""");

    /** A paragraph of runs in a style. */
    public void paragraph(String style, String runs) {
        xml.append("<w:p><w:pPr><w:pStyle w:val=\"")
                .append(style)
                .append("\"/></w:pPr>")
                .append(runs)
                .append("</w:p>");
    }

    /** Ends the pages of one kind; what follows stands on pages of another. */
    public void endSection(String section) {
        xml.append("<w:p><w:pPr>").append(section).append("</w:pPr></w:p>");
    }

    /** Begins a table with its head, which repeats on every page; widths in twentieths of a point. */
    public Table table(int[] widths, String... heads) {
        return table(widths, Set.of(), heads);
    }

    /** The same, with columns whose words stand in the middle. */
    public Table table(int[] widths, Set<Integer> centred, String... heads) {
        xml.append("<w:tbl><w:tblPr><w:tblStyle w:val=\"ShijiTable\"/><w:tblW w:w=\"")
                .append(IntStream.of(widths).sum())
                .append("\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        for (int width : widths) {
            xml.append("<w:gridCol w:w=\"").append(width).append("\"/>");
        }
        xml.append("</w:tblGrid>");
        var table = new Table(widths, centred);
        table.row(true, heads);
        return table;
    }

    /** A table being written. */
    public final class Table {

        private final int[] widths;
        private final Set<Integer> centred;

        private Table(int[] widths, Set<Integer> centred) {
            this.widths = widths.clone();
            this.centred = Set.copyOf(centred);
        }

        /** One row; a line break in a cell begins a new paragraph. */
        public void row(String... cells) {
            row(false, cells);
        }

        private void row(boolean header, String... cells) {
            // A long row may break over two pages; held together, it would leave half a page empty.
            boolean together =
                    IntStream.range(0, cells.length).allMatch(at -> lines(cells[at], widths[at]) <= FEW_LINES);
            xml.append("<w:tr><w:trPr>")
                    .append(together ? "<w:cantSplit/>" : "")
                    .append(header ? "<w:tblHeader/>" : "")
                    .append("</w:trPr>");
            for (int column = 0; column < cells.length; column++) {
                xml.append("<w:tc><w:tcPr><w:tcW w:w=\"")
                        .append(widths[column])
                        .append("\" w:type=\"dxa\"/>")
                        .append(header ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EFEDE6\"/>" : "")
                        .append("</w:tcPr>");
                for (String line : cells[column].split("\n", -1)) {
                    paragraph(
                            header ? "ShijiCellHead" : centred.contains(column) ? "ShijiCellCentre" : "ShijiCell",
                            run(line));
                }
                xml.append("</w:tc>");
            }
            xml.append("</w:tr>");
        }

        /** About how many lines the words take: a Chinese character of a cell is 190 twentieths of a point wide. */
        private static int lines(String words, int width) {
            return words.lines()
                    .mapToInt(line -> 1 + line.length() * 190 / Math.max(190, width - 120))
                    .sum();
        }

        /** Ends the table. Word asks for a paragraph behind it; this one takes no room, so it begins no page. */
        public void end() {
            xml.append(
                            "</w:tbl><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>")
                    .append("<w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>");
        }
    }

    /**
     * The file.
     *
     * @param section the kind of its last pages
     * @param creator whose it is
     */
    public byte[] content(String section, String title, String creator) {
        String body = xml + section + "</w:body></w:document>";
        try (InputStream template = Objects.requireNonNull(PrintedPaper.class.getResourceAsStream(TEMPLATE));
                XWPFDocument document = new XWPFDocument(template);
                ByteArrayOutputStream file = new ByteArrayOutputStream()) {
            document.getDocument()
                    .setBody(DocumentDocument.Factory.parse(body).getDocument().getBody());
            document.getProperties().getCoreProperties().setTitle(title);
            document.getProperties().getCoreProperties().setCreator(creator);
            document.write(file);
            return file.toByteArray();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (XmlException impossible) {
            throw new IllegalStateException("The paper's text is not well-formed", impossible);
        }
    }

    /** Plain words within a paragraph. */
    public static String run(String text) {
        return "<w:r><w:t xml:space=\"preserve\">" + escaped(text) + "</w:t></w:r>";
    }

    /** Words within an attribute. */
    public static String attribute(String text) {
        return escaped(text).replace("\"", "&quot;");
    }

    /** Characters XML cannot hold are left out. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints()
                .filter(c -> c >= 0x20 && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF) || c == '\t')
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        default -> escaped.appendCodePoint(c);
                    }
                });
        return escaped.toString();
    }
}
