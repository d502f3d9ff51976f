package cn.shiji.directory.imports;

import cn.shiji.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/**
 * The first filled sheet of a workbook, read as a stream: only one row at a time is in memory, beside the words that the
 * workbook shares among its cells.
 */
final class BookSheet implements SentSheet {

    /** The most that all parts together may hold unpacked, in bytes. */
    private static final long LARGEST_UNPACKED = 1_024L * 1024 * 1024;

    /** Rows of a list pack well, but not better than this; what swells more is made to. */
    private static final int HIGHEST_RATIO = 150;

    /** Below this size a high ratio does no harm, in bytes. */
    private static final long SMALL_ENOUGH = 16L * 1024 * 1024;

    private final String fileName;
    private final byte[] bytes;

    private BookSheet(String fileName, byte[] bytes) {
        this.fileName = fileName;
        this.bytes = bytes;
    }

    static BookSheet open(String fileName, byte[] bytes) {
        weigh(fileName, bytes);
        return new BookSheet(fileName, bytes);
    }

    @Override
    public String format() {
        return "xlsx";
    }

    @Override
    public String delimiter() {
        return "";
    }

    @Override
    public void read(RowReader reader) {
        try (ReadableWorkbook book =
                new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, true))) {
            List<Sheet> sheets = book.getSheets()
                    .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                    .toList();
            for (Sheet sheet : sheets) {
                if (read(sheet, reader)) {
                    return;
                }
            }
        } catch (IOException | ExcelReaderException damaged) {
            throw Problem.bad("import.broken", fileName);
        }
    }

    /** Reads the sheet; false where it holds nothing. */
    private static boolean read(Sheet sheet, RowReader reader) throws IOException {
        boolean any = false;
        try (Stream<Row> rows = sheet.openStream()) {
            Iterator<Row> each = rows.iterator();
            while (each.hasNext()) {
                Row row = each.next();
                String[] cells = cells(row);
                any |= !Cells.blank(cells);
                if (!reader.row(row.getRowNum(), cells)) {
                    return true;
                }
            }
        }
        return any;
    }

    private static String[] cells(Row row) {
        String[] cells = new String[Math.min(MOST_COLUMNS, row.getCellCount())];
        for (int at = 0; at < cells.length; at++) {
            Cell cell = row.hasCell(at) ? row.getCell(at) : null;
            String words = cell == null ? "" : Cells.tidy(words(cell));
            cells[at] = words.length() > LONGEST_CELL ? words.substring(0, LONGEST_CELL) : words;
        }
        return cells;
    }

    private static String words(Cell cell) {
        return switch (cell.getType()) {
            case EMPTY -> "";
            case NUMBER -> number(cell);
            case STRING, BOOLEAN, ERROR -> cell.getText();
            case FORMULA -> cell.getRawValue() == null ? "" : cell.getRawValue();
        };
    }

    private static String number(Cell cell) {
        BigDecimal number = cell.asNumber();
        String format = cell.getDataFormatString();
        if (format != null && isDay(format)) {
            LocalDateTime moment = cell.asDate();
            return moment.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? moment.toLocalDate().toString()
                    : moment.toString();
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Whether the format shows a day: it names a year or a day outside quoted words. */
    private static boolean isDay(String format) {
        String bare = format.replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "").toLowerCase(java.util.Locale.ROOT);
        return bare.indexOf('y') >= 0 || bare.indexOf('d') >= 0 && bare.indexOf('m') >= 0;
    }

    /** Unpacks everything once, counting, before anything is believed. */
    private static void weigh(String fileName, byte[] bytes) {
        long largest = Math.min(LARGEST_UNPACKED, Math.max(SMALL_ENOUGH, (long) bytes.length * HIGHEST_RATIO));
        boolean workbook = false;
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            long unpacked = 0;
            byte[] buffer = new byte[64 * 1024];
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                workbook |= entry.getName().equals("xl/workbook.xml");
                if (!entry.getName().endsWith(".xml") && !entry.getName().endsWith(".rels")) {
                    continue;
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                        unpacked += got;
                        if (unpacked > largest) {
                            throw Problem.bad("import.bomb", fileName);
                        }
                    }
                }
            }
        } catch (IOException | IllegalArgumentException damaged) {
            throw Problem.bad("import.broken", fileName);
        }
        if (!workbook) {
            throw Problem.bad("import.unsupported", fileName, "zip");
        }
    }
}
