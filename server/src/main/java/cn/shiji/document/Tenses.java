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

    private static final Pattern FUTURE_HEADING = Pattern.compile(
            "谋划|计划|工作安排|安排意见|打算|下一步|下步|思路|目标|总体要求|重点任务|工作任务|主要任务|举措|工作重点|重点工作|部署|意见|方案|规划|纲要|若干政策|措施|展望|保障|任务|取向|要求|办法|细则");
    private static final Pattern PAST_HEADING =
            Pattern.compile("回顾|总结|工作情况|完成情况|进展|成效|成绩|成就|亮点|工作开展|公报|述职|完成了|取得|过去[一二三四五]年|主要工作$|铸就");
    private static final Pattern PRESENT_HEADING =
            Pattern.compile("问题|不足|差距|短板|困难|基本情况|概况|资源情况|形势|机遇|意义|背景|总则|附则|法律责任|现状|名词解释|基本原则|指导思想");

    private static final Pattern PAST_WORDS =
            Pattern.compile("一年来|过去一年|今年以来|五年来|几年来|截至|累计|先后|同比|完成了|取得了|荣获|获评|得到|被评为|圆满|较上年|比上年|实现了|成功|建成");
    private static final Pattern FUTURE_WORDS = Pattern.compile(
            "要(?!求|素|点|是)|将(?!近)|力争|确保|争取|到20[2-9]\\d年|推进|加快|坚持|深化|加强|健全|完善|支持|鼓励|引导|我们将|进一步|努力|大力|继续|着力");

    private Tenses() {}

    /** The time a heading speaks of, or null when it does not tell. */
    static @Nullable Tense ofHeading(String heading) {
        boolean past = PAST_HEADING.matcher(heading).find();
        boolean future = FUTURE_HEADING.matcher(heading).find();
        if (PRESENT_HEADING.matcher(heading).find() && !past) {
            return Tense.PRESENT;
        }
        if (past != future) {
            return past ? Tense.PAST : Tense.FUTURE;
        }
        return null;
    }

    /** The time a text speaks of, by counting its words. */
    static Tense ofWords(String text, Stretch stretch) {
        int end = Math.min(stretch.to(), stretch.from() + SAMPLE);
        int past = 2 * count(PAST_WORDS, text, stretch.from(), end);
        int future = count(FUTURE_WORDS, text, stretch.from(), end);
        if (past == future) {
            return Tense.PRESENT;
        }
        return past > future ? Tense.PAST : Tense.FUTURE;
    }

    private static int count(Pattern words, String text, int from, int end) {
        Matcher match = words.matcher(text).region(from, end);
        int count = 0;
        while (match.find()) {
            count++;
        }
        return count;
    }

    /** Gives every division below its tense. */
    static void spread(String text, Division division, @Nullable Tense around) {
        String heading = text.substring(division.heading.from(), division.heading.to());
        boolean inner = division.level == Level.COMMITMENT || around != null && division.level == Level.MEASURE;
        Tense told = inner && around != null ? null : ofHeading(heading);
        if (told == Tense.FUTURE && around == Tense.PAST && division.level != Level.CHAPTER) {
            told = null;
        }
        if (told == null && division.level == Level.TITLE && mixed(heading)) {
            told = Tense.PRESENT;
        } else if (told == null) {
            told = around != null ? around : ofWords(text, new Stretch(division.from, division.to));
        }
        division.tense = told;
        for (Division child : division.children) {
            spread(text, child, division.level == Level.TITLE && childDecides(division) ? null : told);
        }
    }

    /** A title that names a report leaves the time to its chapters. */
    private static boolean childDecides(Division title) {
        return title.tense == Tense.PRESENT || title.children.size() > 1 && title.tense != Tense.FUTURE;
    }

    private static boolean mixed(String heading) {
        return PAST_HEADING.matcher(heading).find()
                && FUTURE_HEADING.matcher(heading).find();
    }
}
