package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/**
 * The text of a workbook: its visible sheets one after the other, each row a table row, numbers and dates as they are
 * shown, formulas by the result that was saved with them.
 *
 * <p>Hidden sheets, rows and columns are left out. Where several sheets show, each begins with its name as a heading,
 * unless the program gave it or a title stands in its first row.
 */
final class SheetText {

    private static final java.util.regex.Pattern GIVEN_NAME =
            java.util.regex.Pattern.compile("(?i)sheet\\s*\\d*|工作表\\s*\\d*");

    private record Sheet(String name, Grid grid) {}

    private final String fileName;
    private final DataFormatter formatter = new DataFormatter(Locale.CHINA);
    private final List<String> strings = new ArrayList<>();

    /** The number format of each cell style, by its index. */
    private final List<Integer> formats = new ArrayList<>();

    private final Map<Integer, String> formatCodes = new HashMap<>();
    private boolean from1904;

    private SheetText(String fileName) {
        this.fileName = fileName;
        formatter.setUseCachedValuesForFormulaCells(true);
    }

    /** Reads a workbook of the new format. */
    static Manuscript read(String fileName, OfficePackage workbook) {
        var reader = new SheetText(fileName);
        workbook.readBeside("sharedStrings.xml", reader::readStrings);
        workbook.readBeside("styles.xml", reader::readStyles);
        Map<String, String> parts = workbook.partsOfMain();
        var shown = new ArrayList<String[]>();
        workbook.readMain(xml -> reader.readWorkbook(xml, shown));
        var sheets = new ArrayList<Sheet>();
        for (String[] sheet : shown) {
            var grid = new Grid(fileName);
            workbook.read(parts.getOrDefault(sheet[1], ""), xml -> reader.readSheet(xml, grid));
            sheets.add(new Sheet(sheet[0], grid));
        }
        return reader.written(sheets);
    }

    /** Reads a workbook of Excel 97 to 2003. */
    static Manuscript read(String fileName, DirectoryNode files) throws IOException {
        var reader = new SheetText(fileName);
        var sheets = new ArrayList<Sheet>();
        try (var workbook = new HSSFWorkbook(files, false)) {
            for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
                if (!workbook.isSheetHidden(i) && !workbook.isSheetVeryHidden(i)) {
                    sheets.add(new Sheet(workbook.getSheetName(i), reader.grid(workbook.getSheetAt(i))));
                }
            }
        }
        return reader.written(sheets);
    }

    private Manuscript written(List<Sheet> sheets) {
        var writer = new ManuscriptWriter(fileName);
        List<Sheet> filled =
                sheets.stream().filter(sheet -> !sheet.grid().isEmpty()).toList();
        for (Sheet sheet : filled) {
            boolean named =
                    filled.size() > 1 && !GIVEN_NAME.matcher(sheet.name()).matches();
            sheet.grid().write(writer, named ? sheet.name() : null);
        }
        return writer.done();
    }

    private Grid grid(HSSFSheet sheet) {
        var grid = new Grid(fileName);
        int lastColumn = 0;
        for (Row row : sheet) {
            if (row.getZeroHeight()) {
                grid.hideRow(row.getRowNum());
            }
            for (Cell cell : row) {
                grid.put(row.getRowNum(), cell.getColumnIndex(), formatter.formatCellValue(cell));
                lastColumn = Math.max(lastColumn, cell.getColumnIndex());
            }
        }
        for (int column = 0; column <= lastColumn; column++) {
            if (sheet.isColumnHidden(column)) {
                grid.hideColumns(column, column);
            }
        }
        sheet.getMergedRegions()
                .forEach(field -> grid.merge(new Grid.Merged(
                        field.getFirstRow(), field.getLastRow(), field.getFirstColumn(), field.getLastColumn())));
        return grid;
    }

    // ---- the parts of the new format -------------------------------------------------------------------------------

    private void readWorkbook(XMLStreamReader xml, List<String[]> shown) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("workbookPr")) {
                from1904 = Xml.attribute(xml, "date1904", "0").matches("1|true");
            } else if (xml.getLocalName().equals("sheet")
                    && Xml.attribute(xml, "state", "visible").equals("visible")) {
                shown.add(new String[] {Xml.attribute(xml, "name", ""), Xml.attribute(xml, "id", "")});
            }
        }
    }

    private void readStrings(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("si")) {
                strings.add(richText(xml, "si"));
            }
        }
    }

    /** The text of an element, without the reading aids above its signs. */
    private static String richText(XMLStreamReader xml, String element) throws XMLStreamException {
        var words = new StringBuilder();
        boolean aid = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                if (xml.getLocalName().equals(element)) {
                    break;
                }
                aid &= !xml.getLocalName().equals("rPh");
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                aid |= xml.getLocalName().equals("rPh");
                if (xml.getLocalName().equals("t") && !aid) {
                    words.append(xml.getElementText());
                }
            }
        }
        return words.toString();
    }

    private void readStyles(XMLStreamReader xml) throws XMLStreamException {
        boolean cells = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                cells &= !xml.getLocalName().equals("cellXfs");
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "cellXfs" -> cells = true;
                    case "numFmt" ->
                        formatCodes.put(Xml.whole(xml, "numFmtId", -1), Xml.attribute(xml, "formatCode", "General"));
                    case "xf" -> {
                        if (cells) {
                            formats.add(Xml.whole(xml, "numFmtId", 0));
                        }
                    }
                    default -> {}
                }
            }
        }
    }

    private void readSheet(XMLStreamReader xml, Grid grid) throws XMLStreamException {
        int row = -1;
        int column = -1;
        String type = "n";
        int style = 0;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "row" -> {
                    row = Xml.whole(xml, "r", row + 2) - 1;
                    column = -1;
                    if (Xml.attribute(xml, "hidden", "0").matches("1|true")) {
                        grid.hideRow(row);
                    }
                }
                case "c" -> {
                    Grid.@Nullable Merged at = place(Xml.attribute(xml, "r", ""));
                    column = at == null ? column + 1 : at.firstColumn();
                    type = Xml.attribute(xml, "t", "n");
                    style = Xml.whole(xml, "s", 0);
                }
                case "v" -> grid.put(row, column, shown(type, style, xml.getElementText()));
                case "is" -> grid.put(row, column, richText(xml, "is"));
                case "col" -> {
                    if (Xml.attribute(xml, "hidden", "0").matches("1|true")) {
                        grid.hideColumns(Xml.whole(xml, "min", 1) - 1, Xml.whole(xml, "max", 0) - 1);
                    }
                }
                case "mergeCell" -> {
                    String[] ends = Xml.attribute(xml, "ref", "").split(":", -1);
                    Grid.@Nullable Merged first = place(ends[0]);
                    Grid.@Nullable Merged last = place(ends[ends.length - 1]);
                    if (first != null && last != null) {
                        grid.merge(new Grid.Merged(
                                first.firstRow(), last.lastRow(), first.firstColumn(), last.lastColumn()));
                    }
                }
                default -> {}
            }
        }
    }

    /** A place written like B12, as a field of one cell; null when it is none. */
    private static Grid.@Nullable Merged place(String written) {
        if (!written.matches("[A-Z]{1,3}[0-9]{1,7}")) {
            return null;
        }
        var at = new CellReference(written);
        return new Grid.Merged(at.getRow(), at.getRow(), at.getCol(), at.getCol());
    }

    private String shown(String type, int style, String value) {
        return switch (type) {
            case "s" ->
                value.matches("\\d{1,8}") && Integer.parseInt(value) < strings.size()
                        ? strings.get(Integer.parseInt(value))
                        : "";
            case "b" -> value.equals("1") ? "TRUE" : "FALSE";
            case "n" -> number(style, value);
            default -> value;
        };
    }

    private String number(int style, String value) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException damaged) {
            throw Problem.bad("document.broken", fileName);
        }
        int format = style >= 0 && style < formats.size() ? formats.get(style) : 0;
        String code = formatCodes.get(format);
        if (code == null) {
            code = format < BuiltinFormats.getAll().length ? BuiltinFormats.getBuiltinFormat(format) : "General";
        }
        return formatter.formatRawCellContents(number, format, code, from1904);
    }
}
