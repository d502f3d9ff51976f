package cn.shiji.directory.imports;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days as people write them: 2026-03-05, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日, and a month for its first day. */
final class Days {

    private static final Pattern PARTED =
            Pattern.compile("(\\d{4})[-/.年](\\d{1,2})(?:[-/.月](\\d{1,2})日?|月)?(?:[T ]00:00(?::00)?)?");
    private static final Pattern CLOSE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");

    private Days() {}

    static Optional<LocalDate> read(String written) {
        for (Pattern form : new Pattern[] {PARTED, CLOSE}) {
            Matcher day = form.matcher(written);
            if (day.matches()) {
                try {
                    return Optional.of(LocalDate.of(
                            Integer.parseInt(day.group(1)),
                            Integer.parseInt(day.group(2)),
                            day.group(3) == null ? 1 : Integer.parseInt(day.group(3))));
                } catch (DateTimeException none) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
