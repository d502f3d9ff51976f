package cn.shiji.directory.imports;

import cn.shiji.directory.DivisionCode;
import cn.shiji.directory.OwnCode;
import cn.shiji.directory.UnitKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list of units, as far as the row alone tells.
 *
 * @param code twelve digits, or a code of our own; null where there is none
 * @param kind null where neither column nor code nor name tells it
 * @param parentCode the code of the unit above, as the row says or as the digits of its own code tell; null where neither
 *     does
 * @param parentGiven whether the row itself says what stands above
 * @param parentWords the name or path of the unit above; null where the row does not give one
 */
record UnitRow(
        int number,
        String name,
        @Nullable String code,
        @Nullable UnitKind kind,
        @Nullable String parentCode,
        boolean parentGiven,
        @Nullable String parentWords,
        @Nullable LocalDate since) {

    static final int LONGEST_NAME = 80;
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

    /** Reads the row and tells everything that is wrong with it. */
    static UnitRow read(int number, String[] cells, Mapping mapping, LocalDate today, Consumer<Fault> faults) {
        String name = Cells.at(cells, mapping.column(Field.NAME));
        if (name.isEmpty()) {
            faults.accept(Fault.of(number, Field.NAME, "import.fault.name-missing", ""));
        } else if (name.length() > LONGEST_NAME) {
            faults.accept(Fault.of(number, Field.NAME, "import.fault.name-long", name, Integer.toString(LONGEST_NAME)));
        } else if (!hasLetter(name)) {
            faults.accept(Fault.of(number, Field.NAME, "import.fault.name-no-letter", name));
        }
        String code = code(number, Cells.at(cells, mapping.column(Field.CODE)), faults);
        UnitKind kind = kind(number, Cells.at(cells, mapping.column(Field.KIND)), name, code, faults);
        if (code != null && kind != null) {
            UnitKind known = kind;
            String written = code;
            DivisionCode.level(code)
                    .filter(level -> known.hasDivisionCode() && level != known)
                    .ifPresent(level -> faults.accept(Fault.of(
                            number,
                            Field.CODE,
                            "import.fault.code-level",
                            written,
                            Fault.WORD + "directory.kind." + level.word(),
                            Fault.WORD + "directory.kind." + known.word())));
        }
        String above = parent(number, Cells.at(cells, mapping.column(Field.PARENT)), code, faults);
        boolean coded = above != null && looksCoded(above);
        return new UnitRow(
                number,
                name,
                code,
                kind,
                coded ? above : above != null || code == null ? null : Codes.above(code),
                above != null,
                coded ? null : above,
                day(number, Field.SINCE, Cells.at(cells, mapping.column(Field.SINCE)), FIRST_DAY, today, faults));
    }

    /** The day in the cell, which must lie between the two; null where the cell is empty or wrong. */
    static @Nullable LocalDate day(
            int number, Field field, String written, LocalDate earliest, LocalDate latest, Consumer<Fault> faults) {
        if (written.isEmpty()) {
            return null;
        }
        Optional<LocalDate> day = Days.read(Cells.plain(written));
        if (day.isEmpty()) {
            faults.accept(Fault.of(number, field, "import.fault.day-form", written));
            return null;
        }
        if (day.get().isBefore(earliest) || day.get().isAfter(latest)) {
            faults.accept(
                    Fault.of(number, field, "import.fault.day-range", written, earliest.toString(), latest.toString()));
            return null;
        }
        return day.get();
    }

    private static @Nullable String code(int number, String written, Consumer<Fault> faults) {
        if (written.isEmpty()) {
            return null;
        }
        String plain = Cells.plain(written).toUpperCase(Locale.ROOT);
        if (plain.matches("\\d(\\.\\d+)?E\\+?\\d+")) {
            faults.accept(Fault.of(number, Field.CODE, "import.fault.code-rounded", written));
            return null;
        }
        if (OwnCode.looksOwn(plain)) {
            if (!OwnCode.holds(plain)) {
                faults.accept(Fault.of(number, Field.CODE, "import.fault.own-code", written));
                return null;
            }
            return plain;
        }
        Optional<String> full = Codes.full(plain);
        if (full.isEmpty()) {
            faults.accept(
                    Fault.of(number, Field.CODE, "import.fault.code-form", written, Integer.toString(plain.length())));
            return null;
        }
        List<DivisionCode.Finding> findings = DivisionCode.findings(full.get(), UnitKind.DEPARTMENT, null);
        if (findings.stream().anyMatch(DivisionCode.Finding::refused)) {
            faults.accept(Fault.of(number, Field.CODE, "import.fault.code-province", written, plain.substring(0, 2)));
            return null;
        }
        return full.get();
    }

    private static @Nullable UnitKind kind(
            int number, String written, String name, @Nullable String code, Consumer<Fault> faults) {
        if (!written.isEmpty()) {
            Optional<UnitKind> kind = KindWords.find(written);
            if (kind.isEmpty()) {
                faults.accept(
                        Fault.of(number, Field.KIND, "import.fault.kind-unknown", written, KindWords.nearest(written)));
            }
            return kind.orElse(null);
        }
        UnitKind told = code == null
                ? KindWords.ofName(name).orElse(null)
                : DivisionCode.level(code).or(() -> KindWords.ofCode(code)).orElse(null);
        if (told == null && !name.isEmpty()) {
            faults.accept(Fault.of(number, Field.KIND, "import.fault.kind-missing", ""));
        }
        return told;
    }

    private static @Nullable String parent(int number, String written, @Nullable String code, Consumer<Fault> faults) {
        if (written.isEmpty()) {
            return null;
        }
        String plain = Cells.plain(written).toUpperCase(Locale.ROOT);
        if (plain.matches("[0-9]+")) {
            Optional<String> full = Codes.full(plain);
            if (full.isEmpty()) {
                faults.accept(Fault.of(
                        number, Field.PARENT, "import.fault.code-form", written, Integer.toString(plain.length())));
                return null;
            }
            if (full.get().equals(code)) {
                faults.accept(Fault.of(number, Field.PARENT, "import.fault.parent-itself", written));
                return null;
            }
            return full.get();
        }
        return OwnCode.looksOwn(plain) ? plain : written;
    }

    private static boolean looksCoded(String words) {
        return OwnCode.looksOwn(words) || words.matches("\\d{12}");
    }

    private static boolean hasLetter(String name) {
        return name.codePoints().anyMatch(Character::isLetter);
    }
}
