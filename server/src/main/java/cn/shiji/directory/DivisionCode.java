package cn.shiji.directory;

import cn.shiji.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Codes of units: the state's 12 digits (GB/T 2260 for province, city, county; GB/T 10114 for town and village), or our own.
 *
 * <p>The structure is checked but not trusted: cities without counties have towns at once, a village moved last year keeps
 * the code of its old town for a while. So only what cannot be a code is refused; the rest is a warning that a person may
 * pass over.
 */
public final class DivisionCode {

    private static final Pattern TWELVE_DIGITS = Pattern.compile("\\d{12}");

    /** The first two digits of the provinces and what ranks with them. */
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82");

    private DivisionCode() {}

    /**
     * What is wrong with a code.
     *
     * @param refused whether the code cannot be taken; otherwise a warning
     * @param fault the words, at field {@code code}
     */
    public record Finding(boolean refused, Problem.Fault fault) {}

    /** The level that the trailing zeros of twelve digits tell. */
    public static Optional<UnitKind> level(String code) {
        if (!TWELVE_DIGITS.matcher(code).matches()) {
            return Optional.empty();
        }
        if (!code.endsWith("000")) {
            return Optional.of(UnitKind.VILLAGE);
        }
        if (!code.endsWith("000000")) {
            return Optional.of(UnitKind.TOWN);
        }
        if (!code.endsWith("00000000")) {
            return Optional.of(UnitKind.COUNTY);
        }
        return Optional.of(code.endsWith("0000000000") ? UnitKind.PROVINCE : UnitKind.CITY);
    }

    /**
     * Everything found wrong with the code for a unit of the kind under a unit with the other code.
     *
     * @param parentCode null where the unit is a root or its parent has no code of the state
     */
    public static List<Finding> findings(String code, UnitKind kind, @Nullable String parentCode) {
        if (OwnCode.looksOwn(code)) {
            return OwnCode.holds(code) ? List.of() : List.of(refused("directory.code-check-digits", code));
        }
        if (!TWELVE_DIGITS.matcher(code).matches()) {
            return List.of(refused("directory.code-form", code));
        }
        List<Finding> findings = new ArrayList<>();
        if (!PROVINCES.contains(code.substring(0, 2))) {
            findings.add(refused("directory.code-province", code, code.substring(0, 2)));
        }
        UnitKind level = level(code).orElseThrow();
        if (kind.hasDivisionCode() && level != kind) {
            findings.add(warning(
                    "directory.code-level",
                    code,
                    new Problem.Word("directory.kind." + level.word()),
                    new Problem.Word("directory.kind." + kind.word())));
        }
        if (parentCode != null && TWELVE_DIGITS.matcher(parentCode).matches()) {
            String prefix = significant(parentCode);
            if (!code.startsWith(prefix) || code.equals(parentCode)) {
                findings.add(warning("directory.code-prefix", code, prefix));
            }
        }
        return findings;
    }

    /** The digits that all codes below have in common with this one. */
    static String significant(String code) {
        return switch (level(code).orElse(UnitKind.VILLAGE)) {
            case PROVINCE -> code.substring(0, 2);
            case CITY -> code.substring(0, 4);
            case COUNTY -> code.substring(0, 6);
            case TOWN -> code.substring(0, 9);
            default -> code;
        };
    }

    private static Finding refused(String words, Object... args) {
        return new Finding(true, Problem.Fault.of("code", words, args));
    }

    private static Finding warning(String words, Object... args) {
        return new Finding(false, Problem.Fault.of("code", words, args));
    }
}
