package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the single commitments in running text: the sentences of a leaf that state an action or a target.
 *
 * <p>A sentence that only leads in ("围绕…", "坚持以…为指导") stays with the division it opens; so does what is too short
 * to promise anything.
 */
final class Commitments {

    private static final int SHORTEST = 6;

    private static final int LONGEST_MEASURE_HEADING = 26;

    private static final Pattern NOTE =
            Pattern.compile("[（(]?(?:责任|牵头|配合|参加|参与|主办|协办|负责)(?:责任)?(?:单位|部门)|[（(][^（）()]{2,200}(?:牵头|负责|配合|落实)[）)]");

    private static final Pattern ACTION = Pattern.compile(
            "(?:^|[，,、：:；;]|要|将|我们|持续|积极|全面|深入|大力|扎实|切实|进一步|着力|加快|不断|有序|统筹|严格|认真|继续|稳步|全力|重点|高标准|常态化|先后|已)"
                    + "(?:开展|推进|推动|实施|建设|建成|完成|新建|加强|强化|完善|健全|建立|落实|打造|培育|引进|发展|提升|提高|扩大|优化|深化|支持|鼓励|组织|举办|改造|治理|整治|争创|创建|制定|编制|做好|抓好|做优|做强"
                    + "|巩固|拓展|促进|保障|确保|力争|实现|用好|启动|出台|新增|增加|解决|服务|招引|签约|落地|开工|投产|修建|维修|硬化|种植|栽植|发放|帮扶|培训|开设|召开|设立|成立|选派|排查|化解|整改|查处|禁止|严厉|丰富|构建"
                    + "|加大|加快|引导|宣传|评选|推广|创新|激发|筑牢|守牢|严守|织密|畅通|规范|整合|盘活|探索|动员|突出|聚焦|坚决|稳定|增强|降低|减少|压减|淘汰|取得|获评|荣获|入选|带动|吸引|达|突破|增长|下降|投入|争取)");

    private static final Pattern LEADS_IN = Pattern.compile(
            "^(?:围绕|按照|根据|为(?:了|深入|进一步|全面|切实|加快|贯彻)|过去|一年来|今年以来|五年来|[“‘]?十[三四五]五|当前|目前来看|回顾|展望|做好|我们(?:将|要)?(?:重点)?(?:做好|从|抓好)|\\d{4}年(?:是|，|,)|各位|同志|现将|现就|下面"
                    + "|主要(?:做|开展)了|重点(?:做好|抓好)以下|以.{4,40}为指导|坚持以.{4,60}为指导)");

    private Commitments() {}

    /** Adds the sentence commitments below every leaf that speaks of what was or is to be done. */
    static void add(String text, Division division) {
        if (!division.children.isEmpty()) {
            division.children.forEach(child -> add(text, child));
            addAbove(text, division);
            return;
        }
        if (division.level == Level.COMMITMENT || division.tense == Tense.PRESENT) {
            return;
        }
        int from = Math.max(division.from + division.marker.length(), division.heading.to());
        while (from < division.to && "。：:；".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        if (from < division.to) {
            add(text, division, new Stretch(from, division.to));
        }
    }

    /** What a chapter of a plan promises before its divisions begin, such as the year's main targets. */
    private static void addAbove(String text, Division division) {
        boolean plans =
                division.tense == Tense.FUTURE && (division.level == Level.CHAPTER || division.level == Level.AREA);
        if (!plans) {
            return;
        }
        int from = Math.max(division.from + division.marker.length(), division.heading.to());
        int first = division.children.getFirst().from;
        var targets = new ArrayList<Division>();
        for (Stretch sentence : from < first ? Sentences.of(text, new Stretch(from, first)) : List.<Stretch>of()) {
            if (sentence.to() - sentence.from() > SHORTEST
                    && !isNote(text, sentence)
                    && !Quantities.in(text, sentence).isEmpty()) {
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
        for (Stretch sentence : Sentences.of(text, body)) {
            if (!isNote(text, sentence) && promises(text, sentence)) {
                promises.add(withoutNote(text, sentence));
            }
        }
        // A numbered item that is one statement is the commitment itself, and so is any leaf of one sentence.
        boolean statement = division.level == Level.MEASURE
                && (division.heading.isEmpty()
                        || division.heading.to() - division.heading.from() > LONGEST_MEASURE_HEADING);
        if (promises.size() < 2 || statement) {
            return;
        }
        for (Stretch sentence : promises) {
            division.children.add(commitment(division, sentence));
        }
    }

    /** A bracket that names responsible units speaks for the whole division. */
    private static boolean isNote(String text, Stretch sentence) {
        return NOTE.matcher(text).region(sentence.from(), sentence.to()).lookingAt();
    }

    /** The sentence without such a bracket at its end. */
    private static Stretch withoutNote(String text, Stretch sentence) {
        int last = sentence.to() - 1;
        while (last > sentence.from() && "。；;".indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        if ("）)".indexOf(text.charAt(last)) < 0) {
            return sentence;
        }
        int open = last;
        while (open > sentence.from() && "（(".indexOf(text.charAt(open)) < 0) {
            open--;
        }
        boolean note = open > sentence.from() && isNote(text, new Stretch(open, sentence.to()));
        return note ? new Stretch(sentence.from(), open).trimmed(text) : sentence;
    }

    private static boolean promises(String text, Stretch sentence) {
        if (sentence.to() - sentence.from() < SHORTEST) {
            return false;
        }
        String words = text.substring(sentence.from(), Math.min(sentence.to(), sentence.from() + 400));
        boolean figures = !Quantities.in(text, sentence).isEmpty();
        if (LEADS_IN.matcher(words).find()) {
            return figures && !words.matches("^\\d{4}年是.*");
        }
        return figures || ACTION.matcher(words).find();
    }
}
