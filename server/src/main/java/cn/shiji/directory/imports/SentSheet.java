package cn.shiji.directory.imports;

import cn.shiji.kernel.Problem;
import java.util.Locale;

/** A sheet somebody sent, read row by row, as often as needed. */
sealed interface SentSheet permits TextSheet, BookSheet {

    /** The most columns a list has; what stands further right belongs to no list. */
    int MOST_COLUMNS = 60;

    /** The longest words a cell may hold. */
    int LONGEST_CELL = 2_000;

    /** What is done with a row. */
    interface RowReader {

        /**
         * Takes one row.
         *
         * @param number as a person counts it in the sheet, from 1
         * @param cells its words, without blanks around them; empty where a cell is empty
         * @return whether to go on
         */
        boolean row(int number, String[] cells);
    }

    /** What it is, in the words of the page: {@code xlsx}, {@code UTF-8}, {@code GB18030}. */
    String format();

    /** What parts its columns: {@code ,}, {@code ;}, {@code tab}; empty for a workbook. */
    String delimiter();

    /**
     * Reads from the first row until the reader has enough.
     *
     * @throws Problem {@code import.broken}, {@code import.unbalanced-quote}
     */
    void read(RowReader reader);

    /**
     * Opens what was sent.
     *
     * @throws Problem {@code import.unsupported}, {@code import.empty}, {@code import.broken}, {@code import.bomb}
     */
    static SentSheet open(String fileName, byte[] bytes) {
        if (bytes.length == 0) {
            throw Problem.bad("import.empty", fileName);
        }
        if (begins(bytes, 0x50, 0x4B, 0x03, 0x04)) {
            return BookSheet.open(fileName, bytes);
        }
        if (begins(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw Problem.bad("import.unsupported", fileName, "Excel 97–2003 (.xls)");
        }
        if (begins(bytes, '%', 'P', 'D', 'F')) {
            throw Problem.bad("import.unsupported", fileName, "PDF");
        }
        String head = new String(bytes, 0, Math.min(200, bytes.length), java.nio.charset.StandardCharsets.ISO_8859_1)
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (head.startsWith("<!doctype") || head.startsWith("<html") || head.startsWith("<?xml")) {
            throw Problem.bad("import.unsupported", fileName, "HTML / XML");
        }
        return TextSheet.open(fileName, bytes);
    }

    private static boolean begins(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int at = 0; at < with.length; at++) {
            if ((bytes[at] & 0xFF) != with[at]) {
                return false;
            }
        }
        return true;
    }
}
