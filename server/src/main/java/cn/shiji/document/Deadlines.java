package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds by when something is to be done.
 *
 * <p>Each {@link Form} is one way of saying it. In running text it needs a word that makes it a limit (前, 完成, 到…); in
 * the cell of a task table or behind 完成时限： the time alone is one.
 */
final class Deadlines {

    /** Words that make a time a limit: before it, or what will have happened by then. */
    private static final String LIMIT = "(?:之?前|以前|(?:内|基本|全面|全部|力争|前)?(?:完成|建成|竣工|完工|投产|投用|开工|办结|达到|实现))";

    private static final String YEAR = "(?:(?<year>\\d{4})年|(?<spoken>今年|本年|当年|明年))?";

    /** The ways of naming a last day, the most exact first. */
    private enum Form {
        /** 2031年6月30日前: that day. */
        DAY("日", YEAR + "(?<month>\\d{1,2})月(?<day>\\d{1,2})日"),
        /** 6月底前, 10月份完成: the last day of the month; 上旬 its tenth, 中旬 its twentieth. */
        MONTH("月", YEAR + "(?<month>\\d{1,2})月(?:份|(?<third>[上中下])旬)?(?:底|末)?"),
        /** 三季度完成: the last day of the quarter. */
        QUARTER("季", YEAR + "第?(?<quarter>[一二三四1-4])季度(?:底|末)?"),
        /** 上半年建成: 30 June; 下半年: 31 December. */
        HALF("半", YEAR + "(?<half>[上下])半年(?:底|末)?"),
        /** 年底前, 2031年末: 31 December. */
        YEAR_END("底末", "(?:(?<year>\\d{4})年?|(?<spoken>今|本|当|明)年?|年)(?:底|末)"),
        /** 2031年前: 31 December of that year. */
        WHOLE_YEAR("年", "(?<year>\\d{4})年(?<spoken>全年)?");

        /** Characters of which one stands in every such time: without it a text need not be searched. */
        private final String sign;

        private final Pattern alone;
        private final Pattern limit;

        Form(String sign, String time) {
            this.sign = sign;
            alone = Pattern.compile("(?:到|至|于)?" + time + "(?:之?前|以前)?");
            limit = Pattern.compile(time + LIMIT);
        }

        private LocalDate lastDay(Matcher match, int year) {
            return switch (this) {
                case DAY -> LocalDate.of(year, number(match, "month"), number(match, "day"));
                case MONTH -> {
                    YearMonth month = YearMonth.of(year, number(match, "month"));
                    String third = match.group("third");
                    yield third == null || third.equals("下")
                            ? month.atEndOfMonth()
                            : month.atDay(third.equals("上") ? 10 : 20);
                }
                case QUARTER -> {
                    int quarter = "一二三四".indexOf(match.group("quarter")) + 1;
                    yield YearMonth.of(year, 3 * (quarter == 0 ? number(match, "quarter") : quarter))
                            .atEndOfMonth();
                }
                case HALF -> match.group("half").equals("上") ? LocalDate.of(year, 6, 30) : LocalDate.of(year, 12, 31);
                case YEAR_END, WHOLE_YEAR -> LocalDate.of(year, 12, 31);
            };
        }

        private static int number(Matcher match, String group) {
            return Integer.parseInt(match.group(group));
        }
    }

    /** 到2035年，…: by the end of a year that something is to have reached. */
    private static final Pattern BY_YEAR = Pattern.compile("[到至]\\d{4}年(?:底|末)?(?=[，,、]|底|末|[^\\d至—\\-上下一二三四第年])");

    /** 完成时限：10月底. */
    private static final Pattern LABELLED =
            Pattern.compile("(?:完成|办结|整改)?(?:时限|期限)[：:]\\s*[^，。；）)\\n]{2,20}|完成时间[：:]\\s*[^，。；）)\\n]{2,20}");

    private Deadlines() {}

    /** The first deadline of a stretch, or null. */
    static @Nullable Stretch in(String text, Stretch stretch) {
        Stretch first = null;
        if (stretch.has(text, '限') || stretch.has(text, '间')) {
            first = found(LABELLED, text, stretch, first);
        }
        if (stretch.has(text, '年')) {
            first = found(BY_YEAR, text, stretch, first);
        }
        for (Form form : Form.values()) {
            if (form.sign.chars().anyMatch(sign -> stretch.has(text, (char) sign))) {
                first = found(form.limit, text, stretch, first);
            }
        }
        return first;
    }

    /** The earlier of what a pattern finds and what was found before; the longer where both begin at one place. */
    private static @Nullable Stretch found(Pattern pattern, String text, Stretch stretch, @Nullable Stretch before) {
        Matcher match = pattern.matcher(text).region(stretch.from(), stretch.to());
        if (!match.find()) {
            return before;
        }
        Stretch now = new Stretch(match.start(), match.end());
        boolean earlier =
                before == null || now.from() < before.from() || now.from() == before.from() && now.to() > before.to();
        return earlier ? now : before;
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
        if (words.contains("长期") || words.contains("持续") || words.contains("常态")) {
            return null;
        }
        for (Form form : Form.values()) {
            Matcher match = form.alone.matcher(words);
            if (match.find()) {
                return day(form, match, aboutYear);
            }
        }
        return null;
    }

    private static @Nullable LocalDate day(Form form, Matcher match, int aboutYear) {
        boolean written = match.group("year") != null;
        int year = written ? Integer.parseInt(match.group("year")) : aboutYear;
        if (year == 0) {
            return null;
        }
        boolean next = !written
                && match.group("spoken") != null
                && match.group("spoken").startsWith("明");
        try {
            return form.lastDay(match, next ? year + 1 : year);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }
}
