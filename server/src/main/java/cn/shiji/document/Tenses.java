package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells of which time a division speaks: by its heading, else like the division around it, else by the words it uses.
 */
final class Tenses {

    private static final int SAMPLE = 1200;

    /** A plan has a word of what is to come at least once in so many characters. */
    private static final int SPARSE = 200;

    private static final Pattern FUTURE_HEADING = Pattern.compile(
            "谋划|计划|工作安排|安排意见|打算|下一步|下步|思路|目标|总体要求|重点任务|工作任务|主要任务|举措|工作重点|重点工作|部署|意见|方案|规划|纲要|若干政策|措施|展望|保障|任务|取向|未来|方向|意向|要求|建议");
    private static final Pattern PAST_HEADING = Pattern.compile("回顾|总结|工作情况|完成情况|公报|述职|工作开展|过去[一二三四五]年|铸就|发展历程");

    /** Words that tell the past of a chapter or a title, and the hoped-for of a division of a plan. */
    private static final Pattern ACHIEVED_HEADING = Pattern.compile("进展|成效|成绩|成就|亮点|完成了|取得|主要工作$");

    private static final Pattern PRESENT_HEADING = Pattern.compile(
            "(?:问题|不足|差距|短板|困难|挑战|机遇|形势|意义|背景|现状)(?:和问题|和不足|和挑战|分析)?$|^(?:存在|面临|当前)|^[^工作完成开展落实]{2,6}情况$|概况|资源情况|总则|附则|法律责任|名词|注释|基本原则|指导思想(?!.*目标)");

    /** Rules hold at all times. */
    private static final Pattern RULES = Pattern.compile("(?:办法|细则|条例|规定|章程|制度)(?:[（(][^）)]*[）)])?$");

    private static final Pattern YEAR = Pattern.compile("(20\\d{2})年");

    private static final Pattern PAST_WORDS =
            Pattern.compile("一年来|过去一年|今年以来|五年来|几年来|截至|累计|先后|同比|完成了|取得了|荣获|获评|得到|被评为|圆满|较上年|比上年|实现了|成功|建成");
    private static final Pattern FUTURE_WORDS = Pattern.compile(
            "要(?!求|素|点|是)|将(?!近)|力争|确保|争取|到20[2-9]\\d年|推进|加快|坚持|深化|加强|健全|完善|支持|鼓励|引导|我们将|进一步|努力|大力|继续|着力");

    private static final Pattern PRESENT_WORDS =
            Pattern.compile("位于|现有|拥有|成立于|始建于|占地|建筑面积|总投资|坐落|注册资[金本]|隶属|总面积|年均气温|主要产品|申报主体|申请人|应当|不得|符合下列");

    private Tenses() {}

    /** The time a heading of a chapter speaks of, or null when it does not tell. */
    private static @Nullable Tense ofHeading(String heading) {
        boolean past = PAST_HEADING.matcher(heading).find();
        boolean achieved = ACHIEVED_HEADING.matcher(heading).find();
        boolean future = FUTURE_HEADING.matcher(heading).find();
        if (!past
                && (PRESENT_HEADING.matcher(heading).find()
                        || RULES.matcher(heading).find())) {
            return Tense.PRESENT;
        }
        if (past != future) {
            return past ? Tense.PAST : Tense.FUTURE;
        }
        return achieved && !future ? Tense.PAST : null;
    }

    /** The time a division inside a chapter speaks of when it differs from the chapter's, else null. */
    private static @Nullable Tense ofInnerHeading(String heading, Tense around) {
        boolean past = PAST_HEADING.matcher(heading).find();
        if (PRESENT_HEADING.matcher(heading).find() && !past) {
            return Tense.PRESENT;
        }
        return past && around == Tense.PRESENT ? Tense.PAST : null;
    }

    /** The time a text speaks of, by counting its words. */
    static Tense ofWords(String text, Stretch stretch) {
        int end = Math.min(stretch.to(), stretch.from() + SAMPLE);
        int past = 2 * count(PAST_WORDS, text, stretch.from(), end);
        int future = count(FUTURE_WORDS, text, stretch.from(), end);
        int present = 2 * count(PRESENT_WORDS, text, stretch.from(), end);
        if (present > Math.max(past, future)) {
            return Tense.PRESENT;
        }
        if (past > future) {
            return Tense.PAST;
        }
        // A word or two of effort in a long portrait of a place make no plan of it.
        boolean plans = future > past && (future - past) * SPARSE > end - stretch.from();
        return plans ? Tense.FUTURE : Tense.PRESENT;
    }

    private static int count(Pattern words, String text, int from, int end) {
        Matcher match = words.matcher(text).region(from, end);
        int count = 0;
        while (match.find()) {
            count++;
        }
        return count;
    }

    /** Gives a document and every division below its tense. */
    static void spread(String text, Division title) {
        String heading = words(text, title);
        boolean past = PAST_HEADING.matcher(heading).find()
                || ACHIEVED_HEADING.matcher(heading).find();
        boolean future = FUTURE_HEADING.matcher(heading).find();
        Tense told = past && future ? Tense.PRESENT : ofHeading(heading);
        title.tense = told != null ? told : ofWords(text, new Stretch(title.from, title.to));
        boolean rules = title.children.stream().anyMatch(Tenses::isStatute)
                || RULES.matcher(heading).find();
        int comingYear = comingYear(text, title);
        for (Division chapter : title.children) {
            Tense own = ofChapter(words(text, chapter), comingYear);
            boolean likeTitle = told == Tense.FUTURE || told == Tense.PAST && (future || title.children.size() == 1);
            if (own == null && (likeTitle || isAccount(heading))) {
                own = title.tense;
            }
            if (own == null && rules) {
                own = Tense.PRESENT;
            }
            if (own == null) {
                Tense byWords = ofWords(text, new Stretch(chapter.from, chapter.to));
                own = byWords == Tense.PRESENT && !future && !past ? title.tense : byWords;
            }
            chapter.tense = own;
            spreadBelow(text, chapter);
        }
    }

    /** 第一章, 第一条: a statute. */
    private static boolean isStatute(Division chapter) {
        return chapter.family == MarkerFamily.ARTICLE
                || chapter.children.stream().anyMatch(child -> child.family == MarkerFamily.ARTICLE);
    }

    private static void spreadBelow(String text, Division division) {
        for (Division child : division.children) {
            boolean heads = child.level != Level.COMMITMENT && child.level != Level.MEASURE;
            Tense own = heads ? ofInnerHeading(words(text, child), division.tense) : null;
            child.tense = own != null ? own : division.tense;
            spreadBelow(text, child);
        }
    }

    /** A statistical account or a report on one's duties speaks of the past throughout. */
    private static boolean isAccount(String heading) {
        return heading.contains("公报") || heading.contains("述职");
    }

    /** A chapter that names the coming year speaks of the future unless it says that it looks back. */
    private static @Nullable Tense ofChapter(String heading, int comingYear) {
        boolean coming = comingYear > 0 && heading.contains(comingYear + "年");
        return coming && !PAST_HEADING.matcher(heading).find() ? Tense.FUTURE : ofHeading(heading);
    }

    /** The year after the last one that a chapter looks back on, 0 when no chapter tells. */
    private static int comingYear(String text, Division title) {
        int last = 0;
        for (Division chapter : title.children) {
            String heading = words(text, chapter);
            Matcher year = YEAR.matcher(heading);
            while (year.find() && PAST_HEADING.matcher(heading).find()) {
                last = Math.max(last, Integer.parseInt(year.group(1)));
            }
        }
        return last == 0 ? 0 : last + 1;
    }

    private static String words(String text, Division division) {
        return text.substring(division.heading.from(), division.heading.to());
    }
}
