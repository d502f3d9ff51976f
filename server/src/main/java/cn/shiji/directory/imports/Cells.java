package cn.shiji.directory.imports;

import java.text.Normalizer;

/** What is done to the words of a cell before anybody looks at them. */
final class Cells {

    private Cells() {}

    /** Without blanks of any width around, without signs that nobody sees; inside, a run of blanks is one. */
    static String tidy(String words) {
        int length = words.length();
        boolean plain = true;
        for (int at = 0; at < length && plain; at++) {
            char sign = words.charAt(at);
            plain = sign > ' ' && sign < 0x7F || sign >= 0x4E00 && sign <= 0x9FFF;
        }
        if (plain) {
            return words;
        }
        var tidy = new StringBuilder(length);
        boolean blank = false;
        for (int at = 0; at < length; at++) {
            char sign = words.charAt(at);
            if (Character.isWhitespace(sign) || Character.isSpaceChar(sign)) {
                blank = true;
            } else if (Character.getType(sign) == Character.FORMAT || Character.isISOControl(sign)) {
                continue;
            } else {
                if (blank && !tidy.isEmpty()) {
                    tidy.append(' ');
                }
                blank = false;
                tidy.append(sign);
            }
        }
        return tidy.toString();
    }

    /** As written by machines: full-width letters, digits and signs as plain ones, and no blank at all. */
    static String plain(String words) {
        String plain = Normalizer.normalize(words, Normalizer.Form.NFKC);
        return plain.indexOf(' ') < 0 ? plain : plain.replace(" ", "");
    }

    /** A row without a word. */
    static boolean blank(String[] cells) {
        for (String cell : cells) {
            if (!cell.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The cell, or nothing where the row is shorter. */
    static String at(String[] cells, int column) {
        return column >= 0 && column < cells.length ? cells[column] : "";
    }
}
