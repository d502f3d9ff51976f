package cn.shiji.document.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One page of a PDF.
 *
 * @param width its width, in points, as it is turned for reading
 * @param glyphs in the order in which they were drawn
 * @param tables the tables whose lines are drawn
 */
record PdfPage(float width, float height, List<Glyph> glyphs, List<PdfTable> tables) {

    /** How far apart signs stand, in their size, before a gap between them shows; Chinese text is set with more play. */
    private static final float WORD_GAP = 0.25f;

    private static final float CHINESE_GAP = 0.75f;

    /** A gap wider than this was made by a tab. */
    private static final float TAB_GAP = 2.5f;

    /**
     * A sign in its place.
     *
     * @param x its left edge, from the left of the page, in points
     * @param y its base line, from the top of the page
     * @param size its font size, in points
     * @param turn how far it is turned, in degrees
     */
    record Glyph(String words, float x, float y, float width, float size, float turn) {

        float middle() {
            return x + width / 2;
        }
    }

    /** Glyphs on one base line, from left to right. */
    record Line(String words, float left, float right, float y, float size) {}

    /** The lines that stand in no table, from top to bottom. */
    List<Line> lines() {
        return lines(glyphs.stream()
                .filter(glyph -> tables.stream().noneMatch(table -> table.holds(glyph)))
                .toList());
    }

    /** Gathers glyphs into lines. */
    static List<Line> lines(List<Glyph> glyphs) {
        var sorted = new ArrayList<>(glyphs);
        sorted.removeIf(glyph -> glyph.turn() != 0);
        sorted.sort(Comparator.comparingDouble(Glyph::y));
        var lines = new ArrayList<Line>();
        var line = new ArrayList<Glyph>();
        float base = 0;
        float size = 0;
        for (Glyph glyph : sorted) {
            boolean same =
                    !line.isEmpty() && glyph.y() - base <= 0.45f * Math.min(Math.max(size, 4), glyph.size() * 1.6f);
            if (!same) {
                add(lines, line);
                line.clear();
                size = 0;
            }
            if (line.isEmpty() || glyph.size() > size && !glyph.words().isBlank()) {
                base = glyph.y();
                size = glyph.size();
            }
            line.add(glyph);
        }
        add(lines, line);
        return lines;
    }

    private static void add(List<Line> lines, List<Glyph> glyphs) {
        var line = new ArrayList<>(glyphs);
        line.sort(Comparator.comparingDouble(Glyph::x));
        while (!line.isEmpty() && line.getLast().words().isBlank()) {
            line.removeLast();
        }
        while (!line.isEmpty() && line.getFirst().words().isBlank()) {
            line.removeFirst();
        }
        if (line.isEmpty()) {
            return;
        }
        var words = new StringBuilder();
        Glyph before = null;
        float size = 0;
        float y = 0;
        for (Glyph glyph : line) {
            if (before != null && isShadow(before, glyph)) {
                continue;
            }
            if (before != null && gapShows(before, glyph)) {
                words.append(gap(before, glyph) > TAB_GAP * glyph.size() ? '\t' : ' ');
            }
            words.append(glyph.words());
            if (glyph.size() >= size) {
                size = glyph.size();
                y = glyph.y();
            }
            before = glyph;
        }
        Glyph last = line.getLast();
        lines.add(new Line(words.toString(), line.getFirst().x(), last.x() + last.width(), y, size));
    }

    /** The same sign drawn twice, a hair apart, to look bold. */
    private static boolean isShadow(Glyph before, Glyph glyph) {
        return glyph.words().equals(before.words())
                && !glyph.words().isBlank()
                && glyph.x() - before.x() < glyph.width() * 0.3f;
    }

    private static float gap(Glyph before, Glyph glyph) {
        return glyph.x() - before.x() - before.width();
    }

    private static boolean gapShows(Glyph before, Glyph glyph) {
        if (before.words().isBlank() || glyph.words().isBlank()) {
            return false;
        }
        float gap = gap(before, glyph);
        boolean letters = isLetter(before.words().charAt(before.words().length() - 1))
                && isLetter(glyph.words().charAt(0));
        return gap > (letters ? WORD_GAP : CHINESE_GAP) * Math.min(before.size(), glyph.size());
    }

    /** A letter of a script that parts its words. */
    static boolean isLetter(char c) {
        return c < 0x2E80 && Character.isLetter(c);
    }
}
