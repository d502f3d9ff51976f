package cn.shiji.comparison;

import cn.shiji.document.Figure;
import cn.shiji.document.Level;
import cn.shiji.document.Node;
import cn.shiji.document.ReadDocument;
import cn.shiji.document.Span;
import cn.shiji.document.Tense;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the statements of a document that can be held against another: the sentences and list items of the part that
 * speaks of the time asked for.
 *
 * <p>The tree says which part that is; inside it every sentence counts, headings too, because "（一）新建高标准农田500亩" is
 * a commitment wherever it stands.
 */
final class Statements {

    /** A greeting, a number, a name: nothing that can be told or not told. */
    private static final int SHORTEST = 4;

    /** What stands before the first chapter is a greeting unless it is this long. */
    private static final int LONGEST_PREAMBLE = 300;

    private static final int LONGEST_QUOTE = 120;

    private static final String ENDS = "。！？!?；;\n\r";
    private static final String CLOSERS = "”’\"）)】》";

    /** The heading of a whole part names the part and promises nothing. */
    private static final Pattern NAMES_A_PART = Pattern.compile(
            "^.{0,24}(?:工作任务|总体要求|政策取向|回顾|建议|安排|打算|思路|规划|计划|方案|要点|目标任务|主要目标|重点工作|工作情况|工作总结|关于.{1,14})$");

    /** Paragraphs in which a report speaks of what is not well, or thanks. */
    private static final Pattern TELLS_PROBLEMS = Pattern.compile(
            "清醒地?(?:看到|认识)|我们也(?:清醒|深刻)|表示(?:衷心|诚挚|崇高|最)|(?:还|仍|也)?存在(?:着)?(?:不少|一些|许多|很多|诸多).{0,8}(?:问题|短板|不足|困难|差距)");

    /** A sentence that ends in an adversity tells what was met with, not what was done. */
    private static final Pattern TELLS_ADVERSITY = Pattern.compile(
            "(?:不足|偏弱|乏力|承压|凸显|(?:问题|矛盾)突出|持续显现|冲击|动荡|恶化|加剧|攀升|萎缩|收缩|困难|挑战|压力|不稳|不强|短板|隐患|滞后|减弱|不确定|扰动|受到影响)[。；;！!]?$");

    /** Headings of chapters that tell how things stand. */
    private static final Pattern BACKGROUND = Pattern.compile("问题|不足|困难|挑战|差距|短板|形势|机遇|背景|意义|概况|基本情况|现状|名词解释|注释");

    /** What a heading must say to be held to: that something is done, or becomes so. */
    private static final Pattern ACTS = Pattern.compile(
            "推进|推动|加强|加快|加大|加力|加固|强化|完善|健全|促进|提升|提高|深化|落实|优化|扩大|坚持|实施|开展|支持|鼓励|引导|建设|建成|建立|构建|打造|培育|壮大|做[好强优大实细]|抓[好实牢紧]|保持|保障|确保|增强|改善|解决|防范|化解|稳定|稳[住步]|巩固|拓展|拓宽|激发|释放|营造|筑牢|守[住牢好]|严[守格防]|规范|治理|整治|改革|改造|创新|服务|聚焦|突出|着力|全力|大力|持续|努力|力争|实现|完成|取得|迈出|迈上|保护|维护|发展[新壮特]|发展.{2,}|繁荣|丰富|弘扬|传承|振兴|扩容|扩量|提质|增效|增收|降低|减少|压减|新[建增签]|引进|招引|投产|开工|争[创取]|创建|用好|办好|统筹|带动|夯实|补齐|破解|攻坚|严厉|严肃|纠治|整合|盘活|转变|转型|有效|明显|显著|稳中|好转|向好|安全|不断");

    private static final Pattern HAN = Pattern.compile("[\\u4e00-\\u9fff]");

    private final ReadDocument document;
    private final Offsets offsets;
    private final List<Figure> figures;
    private final List<Statement> found = new ArrayList<>();

    private Statements(ReadDocument document, Offsets offsets) {
        this.document = document;
        this.offsets = offsets;
        this.figures = document.allNodes().stream()
                .flatMap(node -> node.figures().stream())
                .sorted(Comparator.comparingInt(figure -> figure.span().start()))
                .toList();
    }

    /**
     * What a plan commits to: the part about the coming period, or all of a document that has no such part. In a plan as a
     * whole, chapters of no clear time belong to it.
     */
    static List<Statement> coming(ReadDocument plan, Offsets offsets) {
        boolean wholePlan = plan.nodes().stream().allMatch(title -> title.tense() == Tense.FUTURE);
        Set<Tense> wanted = wholePlan ? EnumSet.of(Tense.FUTURE, Tense.PRESENT) : EnumSet.of(Tense.FUTURE);
        return of(plan, offsets, wanted);
    }

    /** What a report says was done: its review and what has no clear time, or all of a document that has neither. */
    static List<Statement> review(ReadDocument report, Offsets offsets) {
        return of(report, offsets, EnumSet.of(Tense.PAST, Tense.PRESENT)).stream()
                .filter(statement -> tellsResult(report, offsets, statement))
                .toList();
    }

    private static List<Statement> of(ReadDocument document, Offsets offsets, Set<Tense> part) {
        for (Set<Tense> wanted : List.of(part, EnumSet.allOf(Tense.class))) {
            var statements = new Statements(document, offsets);
            for (Node node : document.nodes()) {
                statements.collect(node, List.of(), wanted);
            }
            if (!statements.found.isEmpty()) {
                return List.copyOf(statements.found);
            }
        }
        return List.of();
    }

    private void collect(Node node, List<String> under, Set<Tense> wanted) {
        boolean title = node.level() == Level.TITLE;
        boolean here = isWanted(node, wanted);
        boolean own = here && !(title && isPreamble(node));
        var path = new ArrayList<>(under);
        if (!title && !node.heading().isEmpty()) {
            path.add(node.heading());
        }
        // What a part about the coming period says of the present belongs to it.
        Set<Tense> below = here && !title ? EnumSet.copyOf(wanted) : wanted;
        if (here && !title) {
            below.add(Tense.PRESENT);
        }
        int at = offsets.charAt(node.span().start()) + markerLength(node);
        for (Node child : node.children()) {
            if (own) {
                sentences(at, offsets.charAt(child.span().start()), under, path, node);
            }
            collect(child, path, below);
            at = offsets.charAt(child.span().end());
            if (title) {
                // What follows a chapter without a heading of its own goes on with it.
                own = isWanted(child, wanted);
            }
        }
        if (own) {
            sentences(at, offsets.charAt(node.span().end()), under, path, node);
        }
    }

    private static boolean isWanted(Node node, Set<Tense> wanted) {
        boolean background = node.tense() == Tense.PRESENT
                && BACKGROUND.matcher(node.heading()).find();
        return wanted.contains(node.tense()) && !background;
    }

    private static boolean isPreamble(Node title) {
        return !title.children().isEmpty()
                && title.children().getFirst().span().start() - title.span().start() < LONGEST_PREAMBLE;
    }

    private int markerLength(Node node) {
        int at = offsets.charAt(node.span().start());
        return document.text().startsWith(node.marker(), at) ? node.marker().length() : 0;
    }

    private void sentences(int from, int to, List<String> above, List<String> path, Node node) {
        String text = document.text();
        int start = from;
        int quoteFrom = -1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                quoteFrom = -1;
            } else if (c == '“' || c == '（') {
                quoteFrom = i;
            } else if (c == '”' || c == '）') {
                quoteFrom = -1;
            }
            // A quote that never closes must not swallow its paragraph.
            boolean quoted = quoteFrom >= 0 && i - quoteFrom <= LONGEST_QUOTE;
            if (ENDS.indexOf(c) >= 0 && !quoted) {
                while (i + 1 < to && CLOSERS.indexOf(text.charAt(i + 1)) >= 0) {
                    i++;
                }
                add(start, i + 1, above, path, node);
                start = i + 1;
            }
        }
        add(start, to, above, path, node);
    }

    private void add(int from, int to, List<String> above, List<String> path, Node node) {
        String text = document.text();
        int start = from;
        int end = to;
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        String words = text.substring(start, end);
        if (HAN.matcher(words).results().limit(SHORTEST).count() < SHORTEST) {
            return;
        }
        boolean heading = !node.heading().isEmpty() && start <= headingEnd(node);
        if (heading && namesOnly(words) || isGreeting(words)) {
            return;
        }
        Span span = offsets.span(start, end);
        if (document.furniture().stream().anyMatch(span::overlaps)) {
            return;
        }
        found.add(new Statement(span, heading ? above : path, figuresIn(span)));
    }

    private List<Figure> figuresIn(Span span) {
        int low = 0;
        int high = figures.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (figures.get(middle).span().start() < span.start()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        var inside = new ArrayList<Figure>();
        for (int i = low; i < figures.size() && figures.get(i).span().start() < span.end(); i++) {
            if (span.holds(figures.get(i).span())) {
                inside.add(figures.get(i));
            }
        }
        return inside;
    }

    private int headingEnd(Node node) {
        int at = document.text()
                .indexOf(node.heading(), offsets.charAt(node.span().start()));
        return at < 0 ? -1 : at;
    }

    /** A heading that only names what stands below it. */
    private static boolean namesOnly(String heading) {
        return NAMES_A_PART.matcher(heading.replaceAll("[。：:]$", "")).matches()
                || !ACTS.matcher(heading).find();
    }

    private static boolean isGreeting(String words) {
        return words.matches("(?:各位|同志|女士).{0,12}[！!：:，,。]?");
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u3000' || c == '\u00a0' || c == '\ufeff';
    }

    private static boolean tellsResult(ReadDocument report, Offsets offsets, Statement statement) {
        String text = report.text();
        int from = offsets.charAt(statement.span().start());
        int to = offsets.charAt(statement.span().end());
        if (TELLS_ADVERSITY.matcher(text.substring(from, to)).find()) {
            return false;
        }
        int begin = text.lastIndexOf('\n', from) + 1;
        int stop = text.indexOf('\n', to);
        String paragraph = text.substring(begin, stop < 0 ? text.length() : stop);
        return !TELLS_PROBLEMS.matcher(paragraph).find();
    }
}
