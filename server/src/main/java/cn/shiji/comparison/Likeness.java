package cn.shiji.comparison;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

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

    /** A clause whose words weigh less than this, rather more than one rare word, is not told by its words alone. */
    private static final double WEIGHTY = 7;

    private static final int MOST_CANDIDATES = 8;

    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparingDouble(Candidate::says).reversed().thenComparingInt(Candidate::statement);

    /**
     * A statement that says something of it.
     *
     * @param statement its number
     * @param says how far it says the whole, and its best clause half as much
     */
    record Candidate(int statement, double says) {}

    static Likeness of(Sentence sentence, Index.Asker other) {
        double opening = 0;
        double best = 0;
        double mutual = 0;
        double weight = 0;
        double said = 0;
        double[] whole = new double[other.statements()];
        double[] clause = new double[other.statements()];
        for (Sentence.Clause part : sentence.clauses()) {
            Index.Answer answer = other.ask(part.terms());
            double top = answer.best();
            double trust = trust(answer);
            if (weight == 0) {
                opening = top * trust;
            }
            best = Math.max(best, top * trust);
            mutual = Math.max(mutual, answer.mutual() * trust);
            weight += answer.weight();
            said += top * answer.weight();
            for (int i = 0; i < answer.statements().length; i++) {
                int statement = answer.statements()[i];
                double share = answer.shares()[i];
                whole[statement] += share * answer.weight();
                clause[statement] = Math.max(clause[statement], share * trust);
            }
            for (List<Term> member : part.members()) {
                Index.Answer one = other.ask(member);
                double ofMember = trust(one);
                best = Math.max(best, one.best() * ofMember);
                for (int i = 0; i < one.statements().length; i++) {
                    int statement = one.statements()[i];
                    clause[statement] = Math.max(clause[statement], one.shares()[i] * ofMember);
                }
            }
        }
        return weight == 0
                ? NONE
                : new Likeness(said / weight, opening, best, mutual, candidates(whole, clause, weight));
    }

    private static List<Candidate> candidates(double[] whole, double[] clause, double weight) {
        var best = new PriorityQueue<Candidate>(BEST_FIRST.reversed());
        for (int i = 0; i < whole.length; i++) {
            if (clause[i] == 0) {
                continue;
            }
            double says = whole[i] / weight + clause[i] / 2;
            if (best.size() < MOST_CANDIDATES || says > best.element().says()) {
                best.add(new Candidate(i, says));
                if (best.size() > MOST_CANDIDATES) {
                    best.remove();
                }
            }
        }
        return best.stream().sorted(BEST_FIRST).toList();
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
