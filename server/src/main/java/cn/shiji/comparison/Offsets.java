package cn.shiji.comparison;

import cn.shiji.document.Span;

/** Translates places in one text between code points, as spans count them, and UTF-16, as strings do. */
final class Offsets {

    /** For each UTF-16 offset the code points before it; empty when the text has no surrogate pair, as nearly always. */
    private final int[] points;

    /** For each code point its UTF-16 offset; empty likewise. */
    private final int[] chars;

    Offsets(String text) {
        int all = text.codePointCount(0, text.length());
        if (all == text.length()) {
            points = new int[0];
            chars = new int[0];
            return;
        }
        points = new int[text.length() + 1];
        chars = new int[all + 1];
        int at = 0;
        for (int point = 0; point < all; point++) {
            chars[point] = at;
            int next = text.offsetByCodePoints(at, 1);
            for (int i = at; i < next; i++) {
                points[i] = point;
            }
            at = next;
        }
        chars[all] = text.length();
        points[text.length()] = all;
    }

    /** The UTF-16 offset of a code point. */
    int charAt(int point) {
        return chars.length == 0 ? point : chars[point];
    }

    /** The span of code points between two UTF-16 offsets. */
    Span span(int from, int to) {
        return points.length == 0 ? new Span(from, to) : new Span(points[from], points[to]);
    }
}
