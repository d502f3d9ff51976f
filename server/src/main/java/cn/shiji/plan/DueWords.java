package cn.shiji.plan;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days by which something is to be done, in the words of a plan: 12月31日前, 6月底前, 三季度, 上半年, 年底前. Pure.
 *
 * <p>Only words that set an end count: 6月份安全生产月 and 1至9月 do not.
 */
final class DueWords {

    private static final Pattern DAY = Pattern.compile(
            "(?:(?<year>20\\d\\d)年|(?<next>明年|次年)|今年|本年)?(?<month>1[0-2]|0?[1-9])月(?<day>3[01]|[12]\\d|0?[1-9])日(?:之?前|以前|前后|止)");
    private static final Pattern MONTH = Pattern.compile(
            "(?:(?<year>20\\d\\d)年|(?<next>明年|次年)|今年|本年)?(?<![\\d至—-])(?<month>1[0-2]|0?[1-9])月(?:份)?(?:(?<part>上旬|中旬|下旬|底|末|初)(?:之?前|以前)?|(?:之?前|以前)|(?=完成|建成|投用|开工))");
    private static final Pattern QUARTER =
            Pattern.compile("(?:(?<year>20\\d\\d)年)?第?(?<quarter>[一二三四1-4])季度(?:末|底)?(?:之?前|内)?");
    private static final Pattern HALF = Pattern.compile("(?:(?<year>20\\d\\d)年)?(?<half>上半年|下半年)");
    private static final Pattern YEAR = Pattern.compile(
            "(?:(?<year>20\\d\\d)年|(?<next>明年|次年))?年?(?:底|末|终)(?:之?前|以前)|(?<year2>20\\d\\d)年(?:底|内|前)|年内|年底|年末|全年");
    private static final Pattern HOLIDAY = Pattern.compile("(?:“?(?<name>五一|七一|八一|十一|国庆节?|元旦)”?(?:节)?)(?:之?前|以前)");

    private DueWords() {}

    /** Words that set an end, and the last day that counts. */
    record Found(String words, LocalDate day, int at) {}

    /** Every end the words name, in their order; words that name no day are left out. */
    static List<Found> in(String words, int planYear) {
        var found = new ArrayList<Found>();
        boolean[] taken = new boolean[words.length()];
        for (Pattern pattern : List.of(DAY, MONTH, QUARTER, HALF, HOLIDAY, YEAR)) {
            Matcher match = pattern.matcher(words);
            while (match.find()) {
                if (taken[match.start()]) {
                    continue;
                }
                LocalDate day = day(pattern, match, planYear);
                if (day != null) {
                    found.add(new Found(match.group(), day, match.start()));
                    java.util.Arrays.fill(taken, match.start(), match.end(), true);
                }
            }
        }
        found.sort(java.util.Comparator.comparingInt(Found::at));
        return found;
    }

    private static @Nullable LocalDate day(Pattern pattern, Matcher match, int planYear) {
        try {
            if (pattern == DAY) {
                return LocalDate.of(year(match, planYear), number(match, "month"), number(match, "day"));
            }
            if (pattern == MONTH) {
                YearMonth month = YearMonth.of(year(match, planYear), number(match, "month"));
                String part = match.group("part");
                return switch (part == null ? "" : part) {
                    case "上旬" -> month.atDay(10);
                    case "中旬" -> month.atDay(20);
                    case "初" -> month.atDay(5);
                    // "6月前" is June's last day, as the reader takes it.
                    default -> month.atEndOfMonth();
                };
            }
            if (pattern == QUARTER) {
                int quarter = "一二三四".indexOf(match.group("quarter")) + 1;
                int which = quarter > 0 ? quarter : Integer.parseInt(match.group("quarter"));
                return YearMonth.of(written(match.group("year"), planYear), which * 3)
                        .atEndOfMonth();
            }
            if (pattern == HALF) {
                boolean first = match.group("half").equals("上半年");
                return YearMonth.of(written(match.group("year"), planYear), first ? 6 : 12)
                        .atEndOfMonth();
            }
            if (pattern == HOLIDAY) {
                return switch (match.group("name")) {
                    case "五一" -> LocalDate.of(planYear, 4, 30);
                    case "七一" -> LocalDate.of(planYear, 6, 30);
                    case "八一" -> LocalDate.of(planYear, 7, 31);
                    case "元旦" -> LocalDate.of(planYear, 12, 31);
                    default -> LocalDate.of(planYear, 9, 30);
                };
            }
            int year = match.group("next") != null ? planYear + 1 : written(match.group("year"), planYear);
            return LocalDate.of(match.group("year2") == null ? year : Integer.parseInt(match.group("year2")), 12, 31);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static int year(Matcher match, int planYear) {
        return match.group("next") != null ? planYear + 1 : written(match.group("year"), planYear);
    }

    private static int written(@Nullable String year, int planYear) {
        return year == null ? planYear : Integer.parseInt(year);
    }

    private static int number(Matcher match, String group) {
        return Integer.parseInt(match.group(group));
    }
}
