package cn.shiji.print;

import cn.shiji.print.PrintedBook.Column;
import cn.shiji.print.PrintedBook.Look;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * One sheet of a printed book: a title, a line of notes, a head that repeats on every page, rows as tall as their words
 * need.
 */
public final class PrintedSheet {

    private static final int CHARACTER = 256;
    /** A line of ten points, in points. */
    private static final float LINE = 13.5f;

    private static final int HEADER_ROW = 2;
    /** No row of a workbook is taller, in points. */
    private static final int TALLEST = 400;
    /** No cell of a workbook holds more characters. */
    private static final int LONGEST = 32_000;

    private final PrintedBook book;
    private final XSSFWorkbook workbook;
    private final XSSFSheet sheet;
    private final List<Column> columns;
    private int last = HEADER_ROW;

    PrintedSheet(
            PrintedBook book, XSSFWorkbook workbook, String name, String title, String note, List<Column> columns) {
        this.book = book;
        this.workbook = workbook;
        this.sheet = workbook.createSheet(name);
        this.columns = List.copyOf(columns);
        int lastColumn = columns.size() - 1;
        line(0, 34, Look.TITLE, title, lastColumn);
        line(1, 18, Look.NOTE, note, lastColumn);
        Row header = sheet.createRow(HEADER_ROW);
        header.setHeightInPoints(24);
        for (int at = 0; at < columns.size(); at++) {
            write(header, at, Look.HEADER, columns.get(at).head());
            sheet.setColumnWidth(at, columns.get(at).width() * CHARACTER);
        }
    }

    private void line(int at, int points, Look look, String words, int lastColumn) {
        Row row = sheet.createRow(at);
        row.setHeightInPoints(points);
        write(row, 0, look, words);
        if (lastColumn > 0) {
            sheet.addMergedRegion(new CellRangeAddress(at, at, 0, lastColumn));
        }
    }

    /** Begins the next row; its number, for {@link #merge}. */
    public int row() {
        sheet.createRow(++last).setHeightInPoints(LINE + 6);
        return last;
    }

    /** Words in a cell of the last row begun; the row grows to hold them. */
    public void text(int column, Look look, String words) {
        Row row = sheet.getRow(last);
        write(row, column, look, words);
        int lines = wrapped(words, columns.get(column).width());
        row.setHeightInPoints(Math.max(row.getHeightInPoints(), Math.min(TALLEST, LINE * lines + 6)));
    }

    /** Words in a cell that will be merged with those below; the row does not grow for them. */
    public void shared(int column, Look look, String words) {
        write(sheet.getRow(last), column, look, words);
    }

    /** A number in a cell of the last row begun, to be reckoned with. */
    public void number(int column, double value) {
        Cell cell = sheet.getRow(last).createCell(column);
        cell.setCellStyle(book.style(Look.NUMBER, ""));
        cell.setCellValue(value);
    }

    /** An empty cell with its lines. */
    public void empty(int column, Look look) {
        sheet.getRow(last).createCell(column).setCellStyle(book.style(look, ""));
    }

    /** Makes one cell of those of a column from one row to another. */
    public void merge(int column, int from, int to) {
        if (to > from) {
            sheet.addMergedRegion(new CellRangeAddress(from, to, column, column));
        }
    }

    /** Ends the sheet: what stays in sight while one scrolls, what can be filtered, and how it prints. */
    public void end(int frozenColumns) {
        int lastColumn = columns.size() - 1;
        sheet.createFreezePane(frozenColumns, HEADER_ROW + 1);
        sheet.setRepeatingRows(new CellRangeAddress(HEADER_ROW, HEADER_ROW, -1, -1));
        sheet.setAutoFilter(new CellRangeAddress(HEADER_ROW, last, 0, lastColumn));
        workbook.setPrintArea(workbook.getSheetIndex(sheet), 0, lastColumn, 0, last);
        PrintSetup print = sheet.getPrintSetup();
        print.setLandscape(true);
        print.setPaperSize(PrintSetup.A4_PAPERSIZE);
        sheet.setFitToPage(true);
        print.setFitWidth((short) 1);
        print.setFitHeight((short) 0);
        sheet.setHorizontallyCenter(true);
        sheet.setMargin(PageMargin.LEFT, 0.4);
        sheet.setMargin(PageMargin.RIGHT, 0.4);
        sheet.getFooter().setCenter("&P / &N");
    }

    private void write(Row row, int column, Look look, String words) {
        String kept = words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
        Cell cell = row.createCell(column);
        cell.setCellValue(kept);
        cell.setCellStyle(book.style(look, kept));
    }

    /** How many lines a text takes in a column: a Chinese character is two wide. */
    private static int wrapped(String text, int width) {
        int lines = 0;
        for (String line : text.split("\n", -1)) {
            int wide = line.codePoints().map(one -> one < 0x2E80 ? 1 : 2).sum();
            lines += Math.max(1, (wide + width - 1) / width);
        }
        return lines;
    }
}
