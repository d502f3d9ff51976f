package cn.shiji.document.format;

/**
 * A piece of a text in UTF-16 offsets, as Java strings count; turned into code points only at the very end.
 *
 * @param from first character
 * @param to one after the last
 */
public record Stretch(int from, int to) {

    public boolean isEmpty() {
        return to <= from;
    }

    /** Whether a place lies inside. */
    public boolean holds(int at) {
        return from <= at && at < to;
    }

    /** Whether a character stands anywhere in it: much quicker than an expression that would find nothing without it. */
    public boolean has(String text, char c) {
        return from < to && text.indexOf(c, from, to) >= 0;
    }

    /** The same stretch without white space at its ends. */
    public Stretch trimmed(CharSequence text) {
        int first = from;
        int last = to;
        while (first < last && blank(text.charAt(first))) {
            first++;
        }
        while (last > first && blank(text.charAt(last - 1))) {
            last--;
        }
        return new Stretch(first, last);
    }

    /** White space of every width, including the ideographic space and marks that print nothing. */
    public static boolean blank(char c) {
        return c <= ' '
                || c == '\u3000'
                || c == '\u00a0'
                || c == '\ufeff'
                || c == '\u200b'
                || c == '\u0085'
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c);
    }
}
