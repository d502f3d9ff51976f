package cn.shiji.document.format;

import cn.shiji.document.format.ManuscriptWriter.RowCell;
import cn.shiji.kernel.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One sheet of a workbook: the words in its cells, as they are shown. */
final class Grid {

    /** How many cells one sheet may fill. */
    private static final int MOST_CELLS = 500_000;

    /** A field merged from several cells, both ends included, counted from 0. */
    record Merged(int firstRow, int lastRow, int firstColumn, int lastColumn) {

        boolean holds(int row, int column) {
            return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
        }
    }

    private final String fileName;
    private final NavigableMap<Integer, NavigableMap<Integer, String>> rows = new TreeMap<>();
    private final List<Merged> merged = new ArrayList<>();
    private final Set<Integer> hiddenRows = new HashSet<>();
    private final Set<Integer> hiddenColumns = new HashSet<>();
    private int cells;

    Grid(String fileName) {
        this.fileName = fileName;
    }

    void put(int row, int column, String words) {
        if (words.isBlank()) {
            return;
        }
        if (++cells > MOST_CELLS) {
            throw Problem.tooLarge("document.too-long", fileName, Formats.LONGEST_TEXT);
        }
        rows.computeIfAbsent(row, none -> new TreeMap<>()).put(column, words);
    }

    void merge(Merged field) {
        if (merged.size() < MOST_CELLS) {
            merged.add(field);
        }
    }

    void hideRow(int row) {
        hiddenRows.add(row);
    }

    void hideColumns(int from, int to) {
        for (int column = from; column <= Math.min(to, 16_384); column++) {
            hiddenColumns.add(column);
        }
    }

    boolean isEmpty() {
        return columns().isEmpty();
    }

    /**
     * Writes the rows.
     *
     * @param name what names the sheet among others, unless its first line does; null where it stands alone
     */
    void write(ManuscriptWriter writer, @Nullable String name) {
        String heading = name;
        NavigableSet<Integer> columns = columns();
        rows.keySet().removeAll(hiddenRows);
        var fields = new TreeMap<Integer, List<Merged>>();
        for (Merged field : merged) {
            for (int row :
                    rows.subMap(field.firstRow(), true, field.lastRow(), true).keySet()) {
                fields.computeIfAbsent(row, none -> new ArrayList<>()).add(field);
            }
        }
        for (var row : rows.entrySet()) {
            List<RowCell> cells =
                    cells(row.getKey(), row.getValue(), columns, fields.getOrDefault(row.getKey(), List.of()));
            if (cells.isEmpty()) {
                continue;
            }
            boolean titled = cells.size() == 1;
            if (heading != null) {
                writer.write(new ManuscriptWriter.Paragraph(titled ? words(cells.getFirst()) : heading, 1, false));
            }
            if (heading == null || !titled) {
                writer.write(new ManuscriptWriter.Row(cells));
            }
            heading = null;
        }
    }

    /** The columns that show and hold something. */
    private NavigableSet<Integer> columns() {
        var columns = new TreeSet<Integer>();
        rows.forEach((row, words) -> {
            if (!hiddenRows.contains(row)) {
                columns.addAll(words.keySet());
            }
        });
        columns.removeAll(hiddenColumns);
        return columns;
    }

    private static List<RowCell> cells(
            int row, NavigableMap<Integer, String> words, NavigableSet<Integer> columns, List<Merged> fields) {
        var cells = new ArrayList<RowCell>();
        int filled = 0;
        boolean goesOn = false;
        Integer column = columns.isEmpty() ? null : columns.first();
        while (column != null) {
            Merged field = fieldAt(fields, row, column);
            int last = field == null ? column : field.lastColumn();
            int width =
                    columns.subSet(column, true, Math.max(column, last), true).size();
            boolean below = field != null && field.firstRow() < row;
            String shown = below ? "" : words.getOrDefault(field == null ? column : field.firstColumn(), "");
            cells.add(new RowCell(shown, width, below));
            filled += shown.isEmpty() ? 0 : 1;
            goesOn |= below;
            column = columns.higher(Math.max(column, last));
        }
        if (filled == 0) {
            return List.of();
        }
        // A line typed into the first cell of an otherwise empty row runs on over all columns.
        boolean alone = filled == 1 && !goesOn && !words(cells.getFirst()).isEmpty();
        return alone ? List.of(new RowCell(words(cells.getFirst()), columns.size(), false)) : cells;
    }

    private static String words(RowCell cell) {
        return cell.blocks().getFirst() instanceof ManuscriptWriter.Paragraph paragraph ? paragraph.words() : "";
    }

    private static @Nullable Merged fieldAt(List<Merged> fields, int row, int column) {
        for (Merged field : fields) {
            if (field.holds(row, column)) {
                return field;
            }
        }
        return null;
    }
}
