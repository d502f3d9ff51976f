package cn.shiji.comparison;

import cn.shiji.document.Figure;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure with what it counts.
 *
 * @param of what is counted, as written and short enough to be shown; may be empty
 * @param written the figure with the words that bound it (1200万人以上)
 * @param things the words of what is counted
 */
record Counted(Figure figure, String of, String written, List<Term> things) {

    private static final int LONGEST_SHOWN = 16;

    private static final Pattern BOUND_BEFORE =
            Pattern.compile("(?:不低于|不少于|不超过|超过|突破|至少|约|近|达到|控制在|增长|下降|提高|减少|增加|上涨)$");
    private static final Pattern BOUND_AFTER = Pattern.compile("^(?:左右|以上|以内|以下|多|余|之内)");
    private static final Pattern TRIMMED = Pattern.compile("^[了的、，和]+|[：:为达至到在的、，]+$");

    /**
     * @param sentence the sentence the figure stands in
     * @param from where the figure begins in it
     * @param to where it ends
     * @param clause the words of its clause
     */
    static Counted of(Figure figure, String sentence, int from, int to, Sentence.Clause clause, Analyser analyser) {
        String before = sentence.substring(clause.from(), from);
        String of = figure.of().isBlank() ? before : figure.of();
        List<Term> things = analyser.terms(of);
        Matcher left = BOUND_BEFORE.matcher(before);
        Matcher right = BOUND_AFTER.matcher(sentence.substring(to));
        String written =
                (left.find() ? left.group() : "") + sentence.substring(from, to) + (right.find() ? right.group() : "");
        return new Counted(figure, shown(of), written, things.isEmpty() ? clause.terms() : things);
    }

    private static String shown(String of) {
        String trimmed = TRIMMED.matcher(of.strip()).replaceAll("");
        return trimmed.length() <= LONGEST_SHOWN ? trimmed : trimmed.substring(trimmed.length() - LONGEST_SHOWN);
    }
}
