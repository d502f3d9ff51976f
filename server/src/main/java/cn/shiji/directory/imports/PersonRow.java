package cn.shiji.directory.imports;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list of people, as far as the row alone tells.
 *
 * @param identity 18 signs that hold, null where there are none
 * @param phone without blanks and country code, null where there is none
 * @param male null where the row does not tell
 * @param cadre null where the row does not tell
 * @param unitWords the unit's code, name or path
 */
record PersonRow(
        int number,
        String name,
        @Nullable String identity,
        @Nullable String phone,
        @Nullable Boolean male,
        @Nullable Boolean cadre,
        @Nullable String unitWords,
        @Nullable String title) {

    static final int LONGEST_NAME = 40;
    private static final int LONGEST_TITLE = 60;
    private static final int OLDEST = 130;

    private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");
    private static final Pattern FIXED = Pattern.compile("(0\\d{2,3})?[2-9]\\d{6,7}(转\\d{1,5}|-\\d{1,5})?");
    private static final Pattern COUNTRY = Pattern.compile("^(\\+|00)?86(?=1\\d{10}$)");
    private static final Pattern NAME = Pattern.compile("[\\p{L}][\\p{L}\\p{M}·.'’\\- ]*");

    /** Reads the row and tells everything that is wrong with it. */
    static PersonRow read(int number, String[] cells, Mapping mapping, LocalDate today, Consumer<Fault> faults) {
        String identity = identity(number, Cells.at(cells, mapping.column(Field.IDENTITY)), today, faults);
        Optional<IdentityNumber> known = Optional.ofNullable(identity).map(IdentityNumber::of);
        LocalDate birth = UnitRow.day(
                number,
                Field.BIRTH,
                Cells.at(cells, mapping.column(Field.BIRTH)),
                today.minusYears(OLDEST),
                today,
                faults);
        if (known.isPresent() && birth != null && !birth.equals(known.get().birth())) {
            faults.accept(Fault.of(
                    number,
                    Field.BIRTH,
                    "import.fault.birth-differs",
                    birth.toString(),
                    known.get().birth().toString()));
        }
        Boolean male = male(number, Cells.at(cells, mapping.column(Field.SEX)), faults);
        if (known.isPresent() && male != null && male != known.get().male()) {
            faults.accept(Fault.of(
                    number,
                    Field.SEX,
                    "import.fault.sex-differs",
                    Cells.at(cells, mapping.column(Field.SEX)),
                    known.get().male() ? "男" : "女"));
        }
        return new PersonRow(
                number,
                name(number, Cells.at(cells, mapping.column(Field.PERSON)), faults),
                identity,
                phone(number, Cells.at(cells, mapping.column(Field.PHONE)), faults),
                known.map(IdentityNumber::male).orElse(male),
                cadre(number, Cells.at(cells, mapping.column(Field.CADRE)), faults),
                unit(number, Cells.at(cells, mapping.column(Field.UNIT)), faults),
                title(number, Cells.at(cells, mapping.column(Field.TITLE)), faults));
    }

    private static String name(int number, String written, Consumer<Fault> faults) {
        // People widen names of two signs with a blank so that they stand as wide as those of three.
        String name =
                written.matches("[\\u4E00-\\u9FFF]( [\\u4E00-\\u9FFF]){1,3}") ? written.replace(" ", "") : written;
        if (name.isEmpty()) {
            faults.accept(Fault.of(number, Field.PERSON, "import.fault.name-missing", ""));
        } else if (name.length() > LONGEST_NAME) {
            faults.accept(
                    Fault.of(number, Field.PERSON, "import.fault.name-long", name, Integer.toString(LONGEST_NAME)));
        } else if (!NAME.matcher(name).matches()) {
            faults.accept(Fault.of(number, Field.PERSON, "import.fault.person-name", name));
        }
        return name;
    }

    private static @Nullable String identity(int number, String written, LocalDate today, Consumer<Fault> faults) {
        if (written.isEmpty()) {
            return null;
        }
        if (written.indexOf('*') >= 0) {
            faults.accept(Fault.remark(number, Field.IDENTITY, "import.fault.masked", written));
            return null;
        }
        String plain =
                Cells.plain(written).toUpperCase(Locale.ROOT).replace("'", "").replace("`", "");
        Optional<IdentityNumber.Wrong> wrong = IdentityNumber.wrong(plain, today);
        if (wrong.isPresent()) {
            String arg = wrong.get() == IdentityNumber.Wrong.FORM ? Integer.toString(plain.length()) : "";
            faults.accept(Fault.of(number, Field.IDENTITY, wrong.get().code(), plain, arg));
            return null;
        }
        return plain;
    }

    private static @Nullable String phone(int number, String written, Consumer<Fault> faults) {
        if (written.isEmpty()) {
            return null;
        }
        if (written.indexOf('*') >= 0) {
            faults.accept(Fault.remark(number, Field.PHONE, "import.fault.masked", written));
            return null;
        }
        String close = Cells.plain(written).replaceAll("[-()—–]", "");
        String plain = COUNTRY.matcher(close).replaceFirst("");
        if (MOBILE.matcher(plain).matches() || FIXED.matcher(plain).matches()) {
            return plain;
        }
        faults.accept(Fault.of(number, Field.PHONE, "import.fault.phone", plain, Integer.toString(plain.length())));
        return null;
    }

    private static @Nullable Boolean male(int number, String written, Consumer<Fault> faults) {
        return switch (Cells.plain(written).toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "男", "男性", "m", "male", "1" -> true;
            case "女", "女性", "f", "female", "2" -> false;
            default -> {
                faults.accept(Fault.of(number, Field.SEX, "import.fault.sex", written));
                yield null;
            }
        };
    }

    private static @Nullable Boolean cadre(int number, String written, Consumer<Fault> faults) {
        return switch (Cells.plain(written).toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "是", "y", "yes", "true", "1", "干部" -> true;
            case "否", "n", "no", "false", "0" -> false;
            default -> {
                faults.accept(Fault.of(number, Field.CADRE, "import.fault.yes-no", written));
                yield null;
            }
        };
    }

    private static @Nullable String unit(int number, String written, Consumer<Fault> faults) {
        if (written.isEmpty()) {
            faults.accept(Fault.of(number, Field.UNIT, "import.fault.unit-missing", ""));
            return null;
        }
        String plain = Cells.plain(written);
        return plain.matches("\\d+") ? Codes.full(plain).orElse(plain) : written;
    }

    private static @Nullable String title(int number, String written, Consumer<Fault> faults) {
        if (written.length() > LONGEST_TITLE) {
            faults.accept(
                    Fault.of(number, Field.TITLE, "import.fault.title-long", written, Integer.toString(LONGEST_TITLE)));
        }
        return written.isEmpty() ? null : written;
    }
}
