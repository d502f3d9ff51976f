package cn.shiji.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A workbook whose sheets print on A4 across. */
public final class PrintedBook implements AutoCloseable {

    /** The few looks a cell has. */
    public enum Look {
        TITLE,
        NOTE,
        HEADER,
        CENTRED,
        TEXT,
        NUMBER
    }

    /** A column: the words at its head and its width in characters; together they fill A4 across. */
    public record Column(String head, int width) {}

    private final XSSFWorkbook book = new XSSFWorkbook();
    private final Map<Look, CellStyle> looks = new EnumMap<>(Look.class);
    private final Map<Look, CellStyle> quoted = new EnumMap<>(Look.class);

    /** An empty book. */
    public PrintedBook() {
        looks.put(Look.TITLE, style(font(18, true), HorizontalAlignment.CENTER, false));
        looks.put(Look.NOTE, style(font(10, false), HorizontalAlignment.RIGHT, false));
        CellStyle header = style(font(10, true), HorizontalAlignment.CENTER, true);
        header.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
        header.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        looks.put(Look.HEADER, header);
        looks.put(Look.CENTRED, style(font(10, false), HorizontalAlignment.CENTER, true));
        looks.put(Look.TEXT, style(font(10, false), HorizontalAlignment.LEFT, true));
        CellStyle number = style(font(10, false), HorizontalAlignment.RIGHT, true);
        number.setDataFormat(book.createDataFormat().getFormat("#,##0.##"));
        looks.put(Look.NUMBER, number);
        // Typed words that begin like a formula stay words, also after somebody edited the cell.
        looks.forEach((look, style) -> {
            CellStyle copy = book.createCellStyle();
            copy.cloneStyleFrom(style);
            copy.setQuotePrefixed(true);
            quoted.put(look, copy);
        });
    }

    /** A new sheet with its title, a line of notes and the heads of its columns. */
    public PrintedSheet sheet(String name, String title, String note, List<Column> columns) {
        return new PrintedSheet(this, book, name, title, note, columns);
    }

    CellStyle style(Look look, String text) {
        boolean formula = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0;
        CellStyle style = (formula ? quoted : looks).get(look);
        if (style == null) {
            throw new IllegalStateException("No style for " + look);
        }
        return style;
    }

    /** The file. */
    public byte[] content() {
        var out = new ByteArrayOutputStream();
        try {
            book.write(out);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        try {
            book.close();
        } catch (IOException unclosable) {
            throw new UncheckedIOException(unclosable);
        }
    }

    private Font font(int points, boolean bold) {
        Font font = book.createFont();
        font.setFontName("宋体");
        font.setFontHeightInPoints((short) points);
        font.setBold(bold);
        return font;
    }

    private CellStyle style(Font font, HorizontalAlignment across, boolean boxed) {
        CellStyle style = book.createCellStyle();
        style.setFont(font);
        style.setAlignment(across);
        style.setVerticalAlignment(VerticalAlignment.CENTER);
        style.setWrapText(boxed);
        if (boxed) {
            style.setBorderTop(BorderStyle.THIN);
            style.setBorderBottom(BorderStyle.THIN);
            style.setBorderLeft(BorderStyle.THIN);
            style.setBorderRight(BorderStyle.THIN);
        }
        return style;
    }
}
