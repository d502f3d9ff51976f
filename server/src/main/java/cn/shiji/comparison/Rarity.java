package cn.shiji.comparison;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How much each word says: the rarer, the more (inverse document frequency, a statement being the document).
 *
 * <p>Two documents are too few to tell what is rare: what is known of official language at large counts like so many
 * statements more.
 */
final class Rarity {

    /** What is known of official language counts like so many statements of the two documents. */
    private static final double AT_LARGE = 600;

    private final Map<String, Integer> statementsWith = new HashMap<>();
    private final int statements;

    Rarity(List<Sentence> plan, List<Sentence> report) {
        statements = plan.size() + report.size();
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
        double with = statementsWith.getOrDefault(term.key(), 0)
                + AT_LARGE * OfficialWords.tables().usual(term.key());
        return Math.log((statements + AT_LARGE) / with) * term.sort().share;
    }

    double weight(List<Term> terms) {
        return terms.stream().mapToDouble(this::weight).sum();
    }
}
