package cn.shiji.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * How far the statements of another document say one statement, seen from four sides, each from 0 to 1.
 *
 * @param whole all its clauses, each by the statement that says it best, weighed by what the clauses say
 * @param opening its first clause, where official sentences put the matter
 * @param best the clause, or the member of an enumeration, that is said best
 * @param mutual the clause and the place that have most in common, measured on both: a place that says much else besides
 *     speaks of something else
 * @param statements those that say most of it, best first
 */
record Likeness(double whole, double opening, double best, double mutual, List<Candidate> statements) {

    static final Likeness NONE = new Likeness(0, 0, 0, 0, List.of());

    /** A clause whose words weigh less than this, about one rare word, is not told by its words alone. */
    private static final double WEIGHTY = 5;

    private static final int MOST_CANDIDATES = 8;

    /**
     * A statement that says something of it.
     *
     * @param statement its number
     * @param says how far it says the whole, and its best clause half as much
     */
    record Candidate(int statement, double says) {}

    static Likeness of(Sentence sentence, Index other) {
        double opening = 0;
        double best = 0;
        double mutual = 0;
        double weight = 0;
        double said = 0;
        var whole = new HashMap<Integer, Double>();
        var clause = new HashMap<Integer, Double>();
        for (Sentence.Clause part : sentence.clauses()) {
            Index.Answer answer = other.ask(part.terms());
            double top = answer.best();
            double trust = trust(answer);
            if (weight == 0) {
                opening = top;
            }
            best = Math.max(best, top * trust);
            mutual = Math.max(mutual, answer.mutual() * trust);
            weight += answer.weight();
            said += top * answer.weight();
            for (int i = 0; i < answer.statements().length; i++) {
                double share = answer.shares()[i];
                whole.merge(answer.statements()[i], share * answer.weight(), Double::sum);
                clause.merge(answer.statements()[i], share * trust, Math::max);
            }
            for (List<Term> member : part.members()) {
                Index.Answer one = other.ask(member);
                best = Math.max(best, one.best() * trust(one));
            }
        }
        if (weight == 0) {
            return NONE;
        }
        var candidates = new ArrayList<Candidate>();
        for (var entry : whole.entrySet()) {
            double ofClause = clause.getOrDefault(entry.getKey(), 0.0);
            candidates.add(new Candidate(entry.getKey(), entry.getValue() / weight + ofClause / 2));
        }
        candidates.sort(Comparator.comparingDouble(Candidate::says).reversed().thenComparingInt(Candidate::statement));
        int most = Math.min(MOST_CANDIDATES, candidates.size());
        return new Likeness(said / weight, opening, best, mutual, List.copyOf(candidates.subList(0, most)));
    }

    private static double trust(Index.Answer answer) {
        return Math.min(1, answer.weight() / WEIGHTY);
    }

    /**
     * The logarithm of the odds that the other document tells it; above 0 it rather does.
     *
     * <p>The weights come from a regression over two pairs of national reports judged by hand (see the decision on the
     * comparison), rounded so that one can reckon with them.
     */
    double odds() {
        return 2 * whole + 2 * opening + 3 * best + 3 * mutual - 3.7;
    }
}
