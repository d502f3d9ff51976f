package cn.shiji.comparison;

import cn.shiji.document.Span;
import java.util.List;

/**
 * A plan held against a report.
 *
 * @param pairs every commitment of the plan's coming period, in the order of the plan
 * @param results every statement of the report's review, in the order of the report; the spans of the pairs are among them
 * @param unplanned the results that answer no commitment, in the order of the report
 */
public record Compared(List<Pair> pairs, List<Statement> results, List<Span> unplanned) {

    public Compared {
        pairs = List.copyOf(pairs);
        results = List.copyOf(results);
        unplanned = List.copyOf(unplanned);
    }

    /** How many commitments were judged so. */
    public long count(Verdict verdict) {
        return pairs.stream().filter(pair -> pair.verdict() == verdict).count();
    }
}
