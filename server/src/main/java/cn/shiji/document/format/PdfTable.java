package cn.shiji.document.format;

import cn.shiji.document.format.ManuscriptWriter.RowCell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table whose lines are drawn on a page.
 *
 * @param columns the edges of its columns, from the left, in points
 * @param rows the edges of its rows, from the top
 * @param fields for each row and column the number of the field that covers it; merged cells share one
 */
record PdfTable(List<Float> columns, List<Float> rows, int[][] fields) {

    float top() {
        return rows.getFirst();
    }

    boolean holds(PdfPage.Glyph glyph) {
        float y = glyph.y() - glyph.size() * 0.3f;
        return glyph.middle() > columns.getFirst()
                && glyph.middle() < columns.getLast()
                && y > rows.getFirst()
                && y < rows.getLast();
    }

    List<ManuscriptWriter.Row> written(List<PdfPage.Glyph> glyphs) {
        List<List<PdfPage.Glyph>> byField = new ArrayList<>();
        for (int[] row : fields) {
            for (int field : row) {
                while (byField.size() <= field) {
                    byField.add(new ArrayList<>());
                }
            }
        }
        for (PdfPage.Glyph glyph : glyphs) {
            if (holds(glyph)) {
                int row = between(rows, glyph.y() - glyph.size() * 0.3f);
                int column = between(columns, glyph.middle());
                byField.get(fields[row][column]).add(glyph);
            }
        }
        var written = new ArrayList<ManuscriptWriter.Row>();
        for (int row = 0; row < fields.length; row++) {
            var cells = new ArrayList<RowCell>();
            int column = 0;
            while (column < fields[row].length) {
                int field = fields[row][column];
                int from = column;
                while (column < fields[row].length && fields[row][column] == field) {
                    column++;
                }
                boolean below = row > 0 && fields[row - 1][from] == field;
                cells.add(new RowCell(below ? "" : words(byField.get(field)), column - from, below));
            }
            written.add(new ManuscriptWriter.Row(cells));
        }
        return written;
    }

    /** The words of a cell, its lines joined: in a cell a line ends where the cell does. */
    private static String words(List<PdfPage.Glyph> glyphs) {
        return PdfPage.lines(glyphs).stream().map(PdfPage.Line::words).collect(Collectors.joining());
    }

    private static int between(List<Float> edges, float at) {
        int found = 0;
        while (found + 2 < edges.size() && at > edges.get(found + 1)) {
            found++;
        }
        return found;
    }
}
