package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds by when something is to be done: 2023年6月底前, 年底前, 到2025年, 12月31日前, 长期坚持. */
final class Deadlines {

    private static final Pattern DEADLINE =
            Pattern.compile("(?:(\\d{4})年)?(?:(\\d{1,2})月)(?:(\\d{1,2})日|底|末|份)?(?:之?前|以前|底前)"
                    + "|(?:(\\d{4})年|今年|明年|本年)?年?(?:底|末)(?:之?前|以前)"
                    + "|(?:到|至)(\\d{4})年(?:底|末)?(?=[，,、]|底|末|[^\\d至—-])"
                    + "|(\\d{4})年(?:底)?前"
                    + "|(?:上半年|第?[一二三四]季度)(?:末|底)?(?:之?前|完成)"
                    + "|完成时限[：:]\\s*[^，。；）)\\n]{2,20}");

    private static final Pattern IN_CELL =
            Pattern.compile("(?:(\\d{4})年)?(?:(\\d{1,2})月)(?:(\\d{1,2})日|底|末|份)?(?:之?前|以前|底前)?"
                    + "|(?:(\\d{4})年)?年?(?:底|末)(?:之?前|以前)?"
                    + "|(?:到|至)?(\\d{4})年(?:底|末)?"
                    + "|(\\d{4})[./-]\\d{1,2}(?:[./-]\\d{1,2})?"
                    + "|长期.{0,4}|持续.{0,4}|全年|常态化.{0,4}");

    private Deadlines() {}

    /** The first deadline of a stretch, or null. */
    static @Nullable Stretch in(String text, Stretch stretch) {
        Matcher match = DEADLINE.matcher(text).region(stretch.from(), stretch.to());
        while (match.find()) {
            if (match.end() - match.start() >= 3 || match.group().equals("年底前")) {
                return new Stretch(match.start(), match.end());
            }
        }
        return null;
    }

    /**
     * The deadline as told.
     *
     * @param year the year the text around it speaks of, 0 when it tells none
     */
    static Deadline told(String text, Stretch at, Span span, int year) {
        String words = text.substring(at.from(), at.to());
        return new Deadline(words, span, day(words, year));
    }

    private static @Nullable LocalDate day(String words, int aboutYear) {
        Matcher match = IN_CELL.matcher(words);
        if (!match.find()) {
            return null;
        }
        String written = first(match.group(1), match.group(4), match.group(5));
        int year = written == null ? aboutYear : Integer.parseInt(written);
        if (year == 0 || words.startsWith("长期") || words.startsWith("持续") || match.group(6) != null) {
            return null;
        }
        if (words.contains("明年") && written == null) {
            year++;
        }
        try {
            if (match.group(2) == null) {
                return LocalDate.of(year, 12, 31);
            }
            YearMonth month = YearMonth.of(year, Integer.parseInt(match.group(2)));
            return match.group(3) == null ? month.atEndOfMonth() : month.atDay(Integer.parseInt(match.group(3)));
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static @Nullable String first(@Nullable String... written) {
        for (String one : written) {
            if (one != null) {
                return one;
            }
        }
        return null;
    }
}
