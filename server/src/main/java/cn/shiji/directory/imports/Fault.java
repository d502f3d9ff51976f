package cn.shiji.directory.imports;

import java.util.List;

/**
 * What is wrong with a cell, or what a person should look at in it.
 *
 * @param row as a person counts it in the sheet, from 1
 * @param field the column
 * @param code finds the words: why it is refused and what would be accepted
 * @param value as written, masked where the field is sealed
 * @param args fill the places of the words; one that begins with {@link #WORD} names words itself
 * @param blocks whether the row cannot be taken so; else it is a remark
 */
record Fault(int row, Field field, String code, String value, List<String> args, boolean blocks) {

    /** Begins an argument that is a word of the message files; no cell holds this sign. */
    static final String WORD = "\u001f";

    private static final int LONGEST_VALUE = 80;

    static Fault of(int row, Field field, String code, String value, String... args) {
        return new Fault(row, field, code, shown(field, value), List.of(args), true);
    }

    static Fault remark(int row, Field field, String code, String value, String... args) {
        return new Fault(row, field, code, shown(field, value), List.of(args), false);
    }

    private static String shown(Field field, String value) {
        String cut = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
        return field.sealed() ? Masks.mask(cut) : cut;
    }
}
