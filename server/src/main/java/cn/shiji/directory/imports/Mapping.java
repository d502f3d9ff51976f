package cn.shiji.directory.imports;

import cn.shiji.kernel.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a sheet holds which field.
 *
 * @param headRow the row of the heads as a person counts it, 0 where the sheet has none
 * @param columns the column of each field, from 0
 */
record Mapping(ListKind kind, int headRow, Map<Field, Integer> columns) {

    /** Rows in which the heads are looked for. */
    static final int HEAD_WITHIN = 12;

    Mapping {
        columns = Collections.unmodifiableMap(columns.isEmpty() ? new EnumMap<>(Field.class) : new EnumMap<>(columns));
    }

    /** The column of the field, −1 where the sheet has none. */
    int column(Field field) {
        return columns.getOrDefault(field, -1);
    }

    boolean has(Field field) {
        return columns.containsKey(field);
    }

    /** As kept and sent: words of fields and their columns. */
    Map<String, Integer> words() {
        var words = new LinkedHashMap<String, Integer>();
        columns.forEach((field, column) -> words.put(field.word(), column));
        return words;
    }

    /**
     * The mapping a person made.
     *
     * @throws Problem {@code import.mapping-faulty} with a fault for each field that is missing, unknown or given twice
     */
    static Mapping of(ListKind kind, int headRow, Map<String, @Nullable Integer> words, int width) {
        var faults = new ArrayList<Problem.Fault>();
        var columns = new EnumMap<Field, Integer>(Field.class);
        var taken = new HashMap<Integer, Field>();
        words.forEach((word, column) -> {
            Field field = Field.find(kind, word).orElse(null);
            if (field == null) {
                faults.add(Problem.Fault.of(word, "import.field-unknown", word));
            } else if (column != null && (column < 0 || column >= width)) {
                faults.add(Problem.Fault.of(word, "import.column-unknown", column + 1, width));
            } else if (column != null) {
                Field other = taken.putIfAbsent(column, field);
                if (other != null) {
                    faults.add(Problem.Fault.of(
                            word, "import.column-twice", name(kind, other), name(kind, field), column + 1));
                } else {
                    columns.put(field, column);
                }
            }
        });
        for (Field field : Field.of(kind)) {
            boolean needed = field.needed() || kind == ListKind.DIFFERENCES && field == Field.CODE;
            if (needed
                    && !columns.containsKey(field)
                    && faults.stream().noneMatch(fault -> fault.at().equals(field.word()))) {
                faults.add(Problem.Fault.of(field.word(), "import.field-needed", name(kind, field)));
            }
        }
        if (headRow < 0 || headRow > HEAD_WITHIN) {
            faults.add(Problem.Fault.of("headRow", "import.head-row", HEAD_WITHIN));
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("import.mapping-faulty", faults);
        }
        return new Mapping(kind, headRow, columns);
    }

    /** The name of a field in the reader's language. */
    static Problem.Word name(ListKind kind, Field field) {
        return new Problem.Word("import.field." + field.word());
    }

    /**
     * The mapping a machine would make of the first rows.
     *
     * @param head the first rows of the sheet
     */
    static Mapping recognised(ListKind kind, List<String[]> head) {
        Mapping best = new Mapping(kind, 0, Map.of());
        for (int row = 0; row < Math.min(HEAD_WITHIN, head.size()); row++) {
            Mapping found = recognised(kind, row + 1, head.get(row));
            if (found.columns.size() > best.columns.size()) {
                best = found;
            }
        }
        // One known word can stand in any row of a list; two make it a head.
        return best.columns.size() >= 2 || best.columns.size() == 1 && best.headRow == 1
                ? best
                : new Mapping(kind, firstFilled(head), Map.of());
    }

    private static int firstFilled(List<String[]> head) {
        for (int row = 0; row < head.size(); row++) {
            if (!Cells.blank(head.get(row))) {
                return row + 1;
            }
        }
        return 0;
    }

    private static Mapping recognised(ListKind kind, int headRow, String[] heads) {
        record Fit(Field field, int column, int likeness) {}
        var fits = new ArrayList<Fit>();
        for (Field field : Field.of(kind)) {
            for (int column = 0; column < heads.length; column++) {
                int likeness = heads[column].length() > 30 ? 0 : field.likeness(heads[column]);
                if (likeness > 0) {
                    fits.add(new Fit(field, column, likeness));
                }
            }
        }
        fits.sort((one, other) -> other.likeness - one.likeness);
        var columns = new EnumMap<Field, Integer>(Field.class);
        Set<Integer> taken = new HashSet<>();
        for (Fit fit : fits) {
            if (!columns.containsKey(fit.field) && taken.add(fit.column)) {
                columns.put(fit.field, fit.column);
            }
        }
        return new Mapping(kind, headRow, columns);
    }

    /** What the mapping of a list is remembered by: its heads, in order. */
    static String headsKey(String[] heads) {
        return String.join(
                "|",
                Arrays.stream(heads)
                        .filter(head -> !Field.isProblems(head))
                        .map(Field::plain)
                        .toList());
    }
}
