package cn.shiji.directory.imports;

import cn.shiji.directory.imports.ImportStore.Import;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * The list given back to be mended: the columns as they were sent, the cells that are wrong marked, and a last column that
 * says what is wrong and what would be accepted. Sent again, that column is left out of account.
 */
final class MendedFile {

    private static final String MARK = "FFE4DC";
    private static final String WARN = "FFF6D8";
    private static final String HEAD = "ECEAE4";
    private static final int WIDEST = 60;

    private MendedFile() {}

    /**
     * Writes the file.
     *
     * @param onlyLeft whether only the rows that were not taken go into it
     * @param words what a fault says, in the reader's language
     * @param waiting what is said of rows that wait, by their state
     */
    static byte[] write(
            Import list,
            Mapping mapping,
            SentSheet sheet,
            List<Fault> faults,
            Map<Integer, String> waiting,
            boolean onlyLeft,
            String problemsHead,
            Function<Fault, String> words,
            Function<String, String> waitingWords) {
        Map<Integer, List<Fault>> byRow = faults.stream().collect(Collectors.groupingBy(Fault::row));
        var out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Shiji", "1.0")) {
            book.setGlobalDefaultFont("等线", 11);
            Worksheet page = book.newWorksheet(problemsHead);
            int problemsAt = problemsColumn(list, mapping);
            Set<Integer> sealedColumns = new HashSet<>();
            for (Field field : List.of(Field.IDENTITY, Field.PHONE, Field.CODE, Field.PARENT)) {
                if (mapping.has(field)) {
                    sealedColumns.add(mapping.column(field));
                }
            }
            int[] at = {0};
            Map<Integer, Integer> widths = new HashMap<>();
            sheet.read((number, cells) -> {
                boolean head = number <= mapping.headRow();
                List<Fault> wrong = byRow.getOrDefault(number, List.of());
                String waits = waiting.get(number);
                if (!head && (Cells.blank(cells) || onlyLeft && wrong.isEmpty() && waits == null)) {
                    return true;
                }
                int row = at[0]++;
                for (int column = 0; column < Math.min(cells.length, problemsAt); column++) {
                    page.value(row, column, cells[column]);
                    if (sealedColumns.contains(column)) {
                        // Words, so that no program takes a number of many digits for a sum and rounds it.
                        page.style(row, column).format("@").set();
                    }
                    widths.merge(column, Math.min(WIDEST, 2 + wide(cells[column])), Math::max);
                }
                if (head) {
                    if (number == mapping.headRow()) {
                        page.value(row, problemsAt, problemsHead);
                        page.range(row, 0, row, problemsAt)
                                .style()
                                .bold()
                                .fillColor(HEAD)
                                .set();
                        page.freezePane(0, row + 1);
                    }
                    return true;
                }
                mark(page, row, mapping, problemsAt, wrong, waits, words, waitingWords);
                if (at[0] % 1_000 == 0) {
                    flush(page);
                }
                return true;
            });
            widths.forEach((column, width) -> page.width(column, Math.max(8, width)));
            page.width(problemsAt, WIDEST);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return out.toByteArray();
    }

    private static void mark(
            Worksheet page,
            int row,
            Mapping mapping,
            int problemsAt,
            List<Fault> wrong,
            @org.jspecify.annotations.Nullable String waits,
            Function<Fault, String> words,
            Function<String, String> waitingWords) {
        for (Fault fault : wrong) {
            int column = mapping.column(fault.field());
            if (column >= 0) {
                boolean text = fault.field().sealed() || fault.field() == Field.CODE || fault.field() == Field.PARENT;
                page.style(row, column)
                        .fillColor(MARK)
                        .format(text ? "@" : "General")
                        .set();
            }
        }
        if (!wrong.isEmpty()) {
            page.value(row, problemsAt, wrong.stream().map(words).collect(Collectors.joining("\n")));
            page.style(row, problemsAt)
                    .wrapText(true)
                    .verticalAlignment("top")
                    .fillColor(MARK)
                    .set();
        } else if (waits != null) {
            page.value(row, problemsAt, waitingWords.apply(waits));
            page.style(row, problemsAt)
                    .wrapText(true)
                    .verticalAlignment("top")
                    .fillColor(WARN)
                    .set();
        }
    }

    /** The column of the problems: where an earlier file of ours had it, else behind the last one. */
    private static int problemsColumn(Import list, Mapping mapping) {
        List<List<String>> first = list.sheet().first();
        if (mapping.headRow() > 0 && mapping.headRow() <= first.size()) {
            List<String> heads = first.get(mapping.headRow() - 1);
            for (int column = 0; column < heads.size(); column++) {
                if (Field.isProblems(heads.get(column))) {
                    return column;
                }
            }
            return Math.max(heads.size(), lastMapped(mapping) + 1);
        }
        return list.sheet().width();
    }

    private static int lastMapped(Mapping mapping) {
        return mapping.columns().values().stream()
                .mapToInt(column -> column)
                .max()
                .orElse(-1);
    }

    private static int wide(String words) {
        return words.codePoints().map(one -> one < 0x2E80 ? 1 : 2).sum();
    }

    private static void flush(Worksheet page) {
        try {
            page.flush();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
