package cn.shiji.comparison;

import cn.shiji.document.Span;
import java.util.Optional;

/**
 * Finds the words of one reading again in another reading of the same or a corrected document. White space does not count,
 * for readers differ in it; where the words stand several times, the place nearest to where they stood before is taken.
 */
final class Requoted {

    /** The text without white space. */
    private final String plain;
    /** For every UTF-16 unit of {@link #plain}, which code point of the text it is of; at its end the text's length. */
    private final int[] points;

    Requoted(String text) {
        var kept = new StringBuilder(text.length());
        int[] at = new int[text.length() + 1];
        int point = 0;
        for (int i = 0; i < text.length(); point++) {
            int character = text.codePointAt(i);
            int width = Character.charCount(character);
            if (!blank(character)) {
                for (int half = 0; half < width; half++) {
                    at[kept.length() + half] = point;
                }
                kept.appendCodePoint(character);
            }
            i += width;
        }
        at[kept.length()] = point;
        this.plain = kept.toString();
        this.points = at;
    }

    /** @param share how far into the text the words stood before, from 0 to 1 */
    Optional<Span> find(String quote, double share) {
        var wanted = new StringBuilder();
        quote.codePoints().filter(character -> !blank(character)).forEach(wanted::appendCodePoint);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        String words = wanted.toString();
        int near = (int) (share * plain.length());
        int best = -1;
        for (int at = plain.indexOf(words); at >= 0; at = plain.indexOf(words, at + 1)) {
            if (best < 0 || Math.abs(at - near) < Math.abs(best - near)) {
                best = at;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(new Span(points[best], points[best + words.length() - 1] + 1));
    }

    private static boolean blank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
