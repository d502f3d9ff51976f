package cn.shiji.document;

import cn.shiji.document.figure.Grammar;
import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the single commitments in running text: the sentences of a leaf that state an action or a target.
 *
 * <p>In a part about the past or the future every sentence is one, but for those that a named rule leaves with the
 * division they stand in: what leads in (围绕…), what looks back or around (当前…), what only says what something is, a
 * short sentence that heads its paragraph, the bracket of responsible units. A target or a result in figures counts in
 * any case.
 */
final class Commitments {

    private static final int SHORTEST = 6;
    private static final int LONGEST_RUN_IN_HEADING = 20;

    /** An article is seldom called by more: 第二条 适用范围. */
    private static final int LONGEST_ARTICLE_NAME = 12;

    /** How far into a sentence its opening is looked for. */
    private static final int LONGEST_LOOK = 400;

    /** A marked commitment longer than this with several promises is split into them. */
    private static final int LONGEST_MARKED = 150;

    private static final Pattern OPENING_YEAR = Pattern.compile("^(?:\\d{4}年|今年|今后[一二三四五]年)是");

    private static final int LONGEST_MEASURE_HEADING = 26;

    /** Openings that lead in to what follows: 围绕…, 按照…, 我们将重点做好. */
    private static final Pattern LEADS_IN =
            Pattern.compile("^(?:围绕|按照|根据|为(?:了|深入|进一步|全面|切实|加快|贯彻)|我们(?:将|要)?(?:重点)?(?:做好|从|抓好)|现将|现就|下面"
                    + "|主要(?:做|开展)了|重点(?:做好|抓好)以下|(?:着重|重点|主要|具体)?(?:做好|抓好)(?:以下|如下)|以.{4,40}为指导|坚持以.{4,60}为指导)");

    /** Openings that look back, look around or address somebody, and promise nothing. */
    private static final Pattern LOOKS_AROUND = Pattern.compile(
            "^(?:过去|一年来|今年以来|五年来|近年来|多年来|长期以来|曾经|前不久|回顾|展望|当前|目前|[“‘]?十[三四五六]五|\\d{4}年[，,]?是|今年是|今后[一二三四五]年是"
                    + "|各位|同志|我们(?:坚信|相信|深知|清醒)|让我们|可以说|在我看来|事实|实践|只要|世上|有的|[我全][国省市县区镇]具有|提出上述|上述)");

    /** A year that is told of; in a part about what is to come it is the year by which something will be. */
    private static final Pattern DATED = Pattern.compile("^\\d{4}年[，,]");

    /** A clause that says what something is, and not what will be done with it. */
    private static final Pattern STATES = Pattern.compile(
            "^[^，。；：]{1,24}?(?:是(?!否)|并非|具有|拥有|处于|面临|离不开|事关|意味着|体现了|取决于)(?<!(?:重点|关键|任务|目标|就|要|也)是)|^[^。；]{1,60}[，,](?:是指|旨在)");

    /** A stance that heads what is then promised: 坚持把创新作为第一动力。 */
    private static final Pattern STANCE = Pattern.compile(
            "^(?:始终)?坚持(?:把|将)?[^，。；]{2,30}(?:作为|摆在|放在|在)[^，。；]{2,30}(?:任务|基石|动力|使命|要求|需要|保障|标志|位置|地位|目标|前提|主线|首位)[。；]$");

    /** A saying: 为政之要，重在执行。 百年大计，教育为本。 */
    private static final Pattern SAYING =
            Pattern.compile("^[^，,。；]{2,8}[，,](?:[贵重要]在[^，,。；]{2,6}|[^，,。；]{2,4}为[本先要基上纲])[。；;]$");

    /** What hands a document on, tells why it is made or what it rests on, and is no part of what it orders. */
    private static final Pattern HANDS_ON =
            Pattern.compile("(?:现(?:将|予|就).{0,80}(?:印发|发布|公布|下发|通知|公告)|请.{0,30}(?:遵照|贯彻|组织|抓好|认真)(?:执行|落实|实施|贯彻)"
                    + "|(?:制定|提出)(?:本|如下|以下).{0,12}(?:意见|措施|办法|方案|规定|细则|计划))[^，；]{0,20}[。：；]$|^特此");

    /** Words by which a clause still promises: 必须, 力争, 要…. */
    private static final Pattern PROMISES = Pattern.compile("必须|力争|确保|争取|要(?!求|素|点|是)|将(?!近)|应当");

    private Commitments() {}

    /** Adds the sentence commitments below every leaf that speaks of what was or is to be done. */
    static void add(String text, Division division) {
        if (!division.children.isEmpty()) {
            division.children.forEach(child -> add(text, child));
            addAbove(text, division);
            return;
        }
        boolean brief = division.level == Level.COMMITMENT && division.to - division.from <= LONGEST_MARKED;
        boolean row = division.level == Level.COMMITMENT && division.family == null;
        if (brief || row || division.tense == Tense.PRESENT) {
            return;
        }
        int from = bodyOf(text, division);
        while (from < division.to && "。：:；".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        if (from < division.to) {
            add(text, division, new Stretch(from, division.to));
        }
    }

    /**
     * Where the text of a leaf begins: behind its heading, but with it where an article has none and its first sentence
     * was only parted by a broken line: 第二条 设立不低于1亿元的引导 资金，列入预算。
     */
    private static int bodyOf(String text, Division division) {
        int marker = division.from + division.marker.length();
        int heading = division.heading.to();
        boolean parted = division.family == MarkerFamily.ARTICLE
                && heading > marker
                && heading < division.to
                && "。；：:".indexOf(text.charAt(heading)) < 0
                && text.substring(
                                        heading,
                                        new Stretch(heading, division.to)
                                                .trimmed(text)
                                                .from())
                                .indexOf('\n')
                        < 0
                && heading - division.heading.from() > LONGEST_ARTICLE_NAME;
        return parted ? new Stretch(marker, division.to).trimmed(text).from() : Math.max(marker, heading);
    }

    /** What a chapter promises or reports in figures before its divisions begin, such as the year's main targets. */
    private static void addAbove(String text, Division division) {
        boolean chapter = division.level == Level.CHAPTER || division.level == Level.AREA;
        boolean told = division.tense == Tense.FUTURE && (chapter || division.level == Level.TITLE)
                || division.tense == Tense.PAST && chapter;
        if (!told) {
            return;
        }
        int from = Math.max(division.from + division.marker.length(), division.heading.to());
        int first = division.children.getFirst().from;
        var targets = new ArrayList<Division>();
        for (Stretch sentence : from < first ? sentences(text, new Stretch(from, first)) : List.<Stretch>of()) {
            boolean aim = division.level != Level.TITLE
                    || text.substring(sentence.from(), sentence.to()).contains("目标");
            if (aim
                    && promises(text, sentence, division.tense)
                    && Grammar.findsAny(text, sentence.from(), sentence.to())) {
                targets.add(commitment(division, sentence));
            }
        }
        division.children.addAll(0, targets);
    }

    private static Division commitment(Division division, Stretch sentence) {
        var child = new Division(
                Level.COMMITMENT,
                null,
                sentence.from(),
                division.line,
                "",
                new Stretch(sentence.from(), sentence.from()));
        child.to = sentence.to();
        child.tense = division.tense;
        return child;
    }

    private static void add(String text, Division division, Stretch body) {
        var promises = new ArrayList<Stretch>();
        for (Stretch sentence : sentences(text, body)) {
            boolean line = division.level == Level.TITLE && "。；;！!".indexOf(text.charAt(sentence.to() - 1)) < 0;
            if (!line && !heads(text, sentence, body) && promises(text, sentence, division.tense)) {
                promises.add(withoutNote(text, sentence));
            }
        }
        // A numbered item that is one statement is the commitment itself, and so is any leaf of one sentence.
        boolean statement = division.level == Level.MEASURE
                && (division.heading.isEmpty()
                        || division.heading.to() - division.heading.from() > LONGEST_MEASURE_HEADING);
        int fewest = division.level == Level.COMMITMENT ? 3 : 2;
        if (promises.size() < fewest || statement) {
            return;
        }
        for (Stretch sentence : promises) {
            division.children.add(commitment(division, sentence));
        }
    }

    /** The sentences of a body without the notes that say who answers for the whole of it. */
    private static List<Stretch> sentences(String text, Stretch body) {
        var sentences = new ArrayList<Stretch>();
        int from = body.from();
        int at = from;
        while (at < body.to()) {
            boolean begins = at == body.from() || "。；;！\n\r \u3000".indexOf(text.charAt(at - 1)) >= 0;
            int end = begins ? UnitNames.endOfNote(text, at, body.to()) : at;
            if (end > at) {
                sentences.addAll(Sentences.of(text, new Stretch(from, at)));
                from = end;
            }
            at = Math.max(end, at + 1);
        }
        sentences.addAll(Sentences.of(text, new Stretch(from, body.to())));
        return sentences;
    }

    /** 种茶80亩（责任单位：林业站）。 without the bracket. */
    private static Stretch withoutNote(String text, Stretch sentence) {
        int last = sentence.to() - 1;
        while (last > sentence.from() && "。；;".indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        int open = last;
        while (open > sentence.from() && "（(【".indexOf(text.charAt(open)) < 0) {
            open--;
        }
        boolean closed = "）)】".indexOf(text.charAt(last)) >= 0;
        boolean note = closed && open > sentence.from() && UnitNames.endOfNote(text, open, sentence.to()) == last + 1;
        return note ? new Stretch(sentence.from(), open).trimmed(text) : sentence;
    }

    private static boolean promises(String text, Stretch sentence, Tense tense) {
        if (sentence.to() - sentence.from() < SHORTEST) {
            return false;
        }
        String words = text.substring(sentence.from(), Math.min(sentence.to(), sentence.from() + LONGEST_LOOK));
        if (STANCE.matcher(words).find()
                || SAYING.matcher(words).find()
                || HANDS_ON.matcher(words).find()) {
            return false;
        }
        if (LOOKS_AROUND.matcher(words).find() && OPENING_YEAR.matcher(words).find()) {
            return false;
        }
        boolean background = LEADS_IN.matcher(words).find()
                || LOOKS_AROUND.matcher(words).find()
                || tense != Tense.FUTURE && DATED.matcher(words).find();
        if (background) {
            return Grammar.findsAny(text, sentence.from(), sentence.to());
        }
        return !STATES.matcher(words).find()
                || PROMISES.matcher(words).find()
                || Grammar.findsAny(text, sentence.from(), sentence.to());
    }

    /** Whether a short sentence heads its paragraph: 推动产业升级。实施…。建设…。 */
    private static boolean heads(String text, Stretch sentence, Stretch body) {
        int length = sentence.to() - sentence.from();
        int before = sentence.from() - 1;
        while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\u3000')) {
            before--;
        }
        boolean begins = before < 0 || text.charAt(before) == '\n' || text.charAt(before) == '\r';
        int lineEnd = text.indexOf('\n', sentence.to());
        int end = lineEnd < 0 ? body.to() : Math.min(lineEnd, body.to());
        return begins
                && length <= LONGEST_RUN_IN_HEADING
                && end - sentence.to() > 2 * length
                && text.substring(sentence.from(), sentence.to()).indexOf('，') < 0
                && text.charAt(sentence.to() - 1) == '。'
                && !Grammar.findsAny(text, sentence.from(), sentence.to());
    }
}
