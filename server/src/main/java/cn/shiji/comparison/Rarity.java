package cn.shiji.comparison;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How much each word says: the rarer in the two documents together, the more (the usual inverse document frequency, a
 * statement being the document).
 */
final class Rarity {

    /** Short documents do not show what is rare: they are measured as if they had as many statements as a long one. */
    private static final int LONG_DOCUMENTS = 600;

    private final Map<String, Integer> statementsWith = new HashMap<>();
    private final int statements;

    Rarity(List<Sentence> plan, List<Sentence> report) {
        statements = Math.max(LONG_DOCUMENTS, plan.size() + report.size());
        plan.forEach(this::count);
        report.forEach(this::count);
    }

    private void count(Sentence sentence) {
        var keys = new HashSet<String>();
        for (Sentence.Clause clause : sentence.clauses()) {
            clause.terms().forEach(term -> keys.add(term.key()));
        }
        keys.forEach(key -> statementsWith.merge(key, 1, Integer::sum));
    }

    /** The weight of a word: its rarity, times the share its sort has in what a sentence means. */
    double weight(Term term) {
        int with = statementsWith.getOrDefault(term.key(), 0);
        return Math.log((statements + 1) / (with + 0.5)) * term.sort().share;
    }

    double weight(List<Term> terms) {
        return terms.stream().mapToDouble(this::weight).sum();
    }
}
