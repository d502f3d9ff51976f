package cn.shiji.comparison;

import cn.shiji.document.Span;

/** A text that is cut by code points. */
final class Passage {

    private final int[] points;

    Passage(String text) {
        this.points = text.codePoints().toArray();
    }

    int length() {
        return points.length;
    }

    String cut(Span span) {
        int from = Math.min(span.start(), points.length);
        return new String(points, from, Math.min(span.end(), points.length) - from);
    }

    Span trimmed(Span span) {
        int from = span.start();
        int to = span.end();
        while (from < to && blank(points[from])) {
            from++;
        }
        while (to > from && blank(points[to - 1])) {
            to--;
        }
        return new Span(from, to);
    }

    private static boolean blank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
