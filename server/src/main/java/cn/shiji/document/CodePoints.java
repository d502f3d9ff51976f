package cn.shiji.document;

import cn.shiji.document.format.Stretch;

/** Turns UTF-16 offsets of one text into code point offsets. */
final class CodePoints {

    /** How many surrogate pairs end at or before each offset; null when the text has none, as nearly always. */
    private final int @org.jspecify.annotations.Nullable [] pairsBefore;

    CodePoints(String text) {
        if (text.codePointCount(0, text.length()) == text.length()) {
            pairsBefore = null;
            return;
        }
        int[] pairs = new int[text.length() + 1];
        for (int i = 1; i <= text.length(); i++) {
            boolean pairEnds = i >= 2
                    && Character.isLowSurrogate(text.charAt(i - 1))
                    && Character.isHighSurrogate(text.charAt(i - 2));
            pairs[i] = pairs[i - 1] + (pairEnds ? 1 : 0);
        }
        pairsBefore = pairs;
    }

    Span span(Stretch stretch) {
        return span(stretch.from(), stretch.to());
    }

    Span span(int from, int to) {
        return new Span(at(from), at(to));
    }

    private int at(int offset) {
        return pairsBefore == null ? offset : offset - pairsBefore[offset];
    }
}
