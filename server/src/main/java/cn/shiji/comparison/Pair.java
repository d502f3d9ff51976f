package cn.shiji.comparison;

import cn.shiji.document.Span;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One commitment and what the report says about it.
 *
 * @param commitment the commitment in the plan
 * @param report the statements of the report that tell it, best first; for {@link Verdict#NOT_TOLD} empty
 * @param nearest the statement that came nearest though it does not tell it, for a person to look at; empty otherwise
 * @param why the reasons, the weightiest first; never empty
 * @param sure how sure the verdict is, from 0 to 1
 */
public record Pair(
        Statement commitment, Verdict verdict, List<Span> report, List<Span> nearest, List<Reason> why, double sure) {

    public Pair {
        report = List.copyOf(report);
        nearest = List.copyOf(nearest);
        why = List.copyOf(why);
    }

    /** The reasons in one line. */
    public String why(Locale locale) {
        return why.stream().map(reason -> reason.in(locale)).collect(Collectors.joining(separator(locale)));
    }

    private static String separator(Locale locale) {
        return locale.getLanguage().equals("zh") ? "；" : "; ";
    }
}
