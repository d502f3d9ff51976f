package cn.shiji.comparison;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds, for the words of a clause, the statements of a document that say them.
 *
 * <p>Words count together only where they stand together: in one clause, in two neighbouring clauses, or (for less) in one
 * sentence; each of these is a place. An inverted index from words to places makes the work proportional to what two texts
 * have in common, not to the product of their lengths. Not safe for several threads.
 */
final class Index {

    /** What words of two neighbouring clauses count for, and words scattered over a sentence. */
    private static final double NEIGHBOURS = 0.8;

    private static final double SENTENCE = 0.7;

    /** What another word of the same matter counts for. */
    private static final float SAME_MATTER = 0.6f;

    /** What it counts for that the characters are there, though as part of another word (国有企业改革 and 企业改革). */
    private static final float INSIDE_OTHER_WORDS = 0.5f;

    /** A word that stands in more than this share of all places brings no candidates, it only supports them. */
    private static final double EVERYWHERE = 0.05;

    private static final int FEW = 200;

    private static final int[] NOWHERE = {};

    private final List<Sentence> statements;
    private final Rarity rarity;

    private final Numbers statementOf = new Numbers();
    private final Weights counts = new Weights();
    private final Weights weights = new Weights();
    private final Map<String, Numbers> placesOfWord = new HashMap<>();
    private final Map<Integer, Numbers> placesOfTwoCharacters = new HashMap<>();
    private final Map<String, Hits> known = new HashMap<>();

    /** Sums of the question at hand for each place, and the best of each statement; zero between two questions. */
    private final double[] sums;

    private final double[] bests;

    /** Where a word is said, and how fully. */
    private record Hits(int[] places, float[] shares) {}

    /**
     * How far the statements say the words asked for.
     *
     * @param weight of all words asked for
     * @param statements those that say anything of it, in no order
     * @param shares for each of them how much of that weight it says, from 0 to 1
     * @param mutual how much the most alike place and the words asked for have in common, of both; from 0 to 1
     */
    record Answer(double weight, int[] statements, double[] shares, double mutual) {

        double best() {
            return Arrays.stream(shares).max().orElse(0);
        }
    }

    Index(List<Sentence> statements, Rarity rarity) {
        this.statements = statements;
        this.rarity = rarity;
        for (int i = 0; i < statements.size(); i++) {
            List<Sentence.Clause> clauses = statements.get(i).clauses();
            for (int first = 0; first < clauses.size(); first++) {
                addPlace(i, clauses.subList(first, first + 1), 1);
                if (first + 1 < clauses.size()) {
                    addPlace(i, clauses.subList(first, first + 2), NEIGHBOURS);
                }
            }
            if (clauses.size() > 2) {
                addPlace(i, clauses, SENTENCE);
            }
        }
        sums = new double[statementOf.size];
        bests = new double[statements.size()];
    }

    private void addPlace(int statement, List<Sentence.Clause> clauses, double count) {
        int place = statementOf.size;
        String text = statements.get(statement).text();
        Set<String> words = new HashSet<>();
        Set<Integer> twos = new HashSet<>();
        double weight = 0;
        for (Sentence.Clause clause : clauses) {
            for (Term term : clause.terms()) {
                words.add(term.key());
                weight += rarity.weight(term);
            }
            for (int i = clause.from(); i + 1 < clause.to(); i++) {
                twos.add(twoCharacters(text, i));
            }
        }
        words.forEach(
                word -> placesOfWord.computeIfAbsent(word, one -> new Numbers()).add(place));
        twos.forEach(two ->
                placesOfTwoCharacters.computeIfAbsent(two, one -> new Numbers()).add(place));
        statementOf.add(statement);
        counts.add(count);
        weights.add(weight);
    }

    private static int twoCharacters(String text, int at) {
        return text.charAt(at) << 16 | text.charAt(at + 1);
    }

    /** How far each statement says these words. */
    Answer ask(List<Term> words) {
        List<Term> heaviestFirst = words.stream()
                .sorted((one, other) -> Double.compare(rarity.weight(other), rarity.weight(one)))
                .toList();
        double weight = 0;
        var touched = new Numbers();
        for (Term word : heaviestFirst) {
            double own = rarity.weight(word);
            weight += own;
            Hits hits = known.computeIfAbsent(word.key() + ' ' + word.written(), key -> hits(word));
            boolean supportsOnly = hits.places.length > Math.max(FEW, EVERYWHERE * sums.length) && touched.size > 0;
            for (int i = 0; i < hits.places.length; i++) {
                int place = hits.places[i];
                if (sums[place] == 0) {
                    if (supportsOnly) {
                        continue;
                    }
                    touched.add(place);
                }
                sums[place] += own * hits.shares[i];
            }
        }
        return answer(weight, touched);
    }

    /** The best place of each touched statement; clears the sums. */
    private Answer answer(double weight, Numbers touched) {
        var found = new Numbers();
        double mutual = 0;
        for (int i = 0; i < touched.size; i++) {
            int place = touched.values[i];
            int statement = statementOf.values[place];
            mutual = Math.max(mutual, 2 * sums[place] / (weight + weights.values[place]));
            if (bests[statement] == 0) {
                found.add(statement);
            }
            bests[statement] = Math.max(bests[statement], sums[place] * counts.values[place] / weight);
            sums[place] = 0;
        }
        int[] statementsFound = Arrays.copyOf(found.values, found.size);
        double[] shares = new double[found.size];
        for (int i = 0; i < found.size; i++) {
            shares[i] = Math.min(1, bests[statementsFound[i]]);
            bests[statementsFound[i]] = 0;
        }
        return new Answer(weight, statementsFound, shares, Math.min(1, mutual));
    }

    private Hits hits(Term word) {
        var shares = new HashMap<Integer, Float>();
        insideOtherWords(word.written(), shares);
        for (String near : OfficialWords.tables().near(word.key())) {
            places(near, SAME_MATTER, shares);
        }
        places(word.key(), 1, shares);
        int[] places =
                shares.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        float[] said = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            said[i] = shares.getOrDefault(places[i], 0f);
        }
        return new Hits(places, said);
    }

    private void places(String key, float share, Map<Integer, Float> into) {
        Numbers places = placesOfWord.get(key);
        for (int i = 0; places != null && i < places.size; i++) {
            into.merge(places.values[i], share, Math::max);
        }
    }

    private void insideOtherWords(String written, Map<Integer, Float> into) {
        int all = written.length() - 1;
        var said = new HashMap<Integer, Integer>();
        for (int i = 0; i < all; i++) {
            Numbers places = placesOfTwoCharacters.get(twoCharacters(written, i));
            for (int k = 0; places != null && k < places.size; k++) {
                said.merge(places.values[k], 1, Integer::sum);
            }
        }
        said.forEach((place, count) -> into.put(place, INSIDE_OTHER_WORDS * count / all));
    }

    /** Whether a statement says a word: itself, its equal, or its characters. */
    boolean says(int statement, Term word) {
        Sentence sentence = statements.get(statement);
        return sentence.text().contains(word.written())
                || sentence.clauses().stream()
                        .flatMap(clause -> clause.terms().stream())
                        .anyMatch(term -> term.key().equals(word.key()));
    }

    /** A list of ints that grows. */
    private static final class Numbers {
        private int[] values = NOWHERE;
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(4, size * 2));
            }
            values[size++] = value;
        }
    }

    /** A list of doubles that grows. */
    private static final class Weights {
        private double[] values = {};
        private int size;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(4, size * 2));
            }
            values[size++] = value;
        }
    }
}
