package cn.shiji.comparison;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds, for the words of a clause, the statements of a document that say them.
 *
 * <p>Words count together only where they stand together: in one clause, in two neighbouring clauses, or (for less) in one
 * sentence; each of these is a place. An inverted index from words to places makes the work proportional to what two texts
 * have in common, not to the product of their lengths. Many may ask at once, each through an {@link Asker} of its own.
 */
final class Index {

    /** What words of two neighbouring clauses count for, and words scattered over a sentence. */
    private static final double NEIGHBOURS = 0.8;

    private static final double SENTENCE = 0.7;

    /** What another word of the same matter counts for. */
    private static final float SAME_MATTER = 0.6f;

    /** What it counts for that the characters are there, though as part of another word (国有企业改革 and 企业改革). */
    private static final float INSIDE_OTHER_WORDS = 0.5f;

    /** Places that say less than this of what is asked are not looked for. */
    private static final double LEAST = 0.35;

    private static final int[] NOWHERE = {};

    private final List<Sentence> statements;
    private final Rarity rarity;

    private final Numbers statementOf = new Numbers();
    private final Weights counts = new Weights();
    private final Weights weights = new Weights();
    private final Map<String, Numbers> placesOfWord = new HashMap<>();
    private final Map<Integer, Numbers> placesOfTwoCharacters = new HashMap<>();
    private final Map<String, Hits> known = new ConcurrentHashMap<>();

    /** Where a word is said, and how fully; for a word of very many places also by place, in hundredths. */
    private record Hits(int[] places, float[] shares, byte[] byPlace) {

        /** From here on looking at each candidate is cheaper than walking all places of the word. */
        private static final int MANY = 500;

        private static final byte[] NOT_KEPT = {};

        static Hits of(int[] places, float[] shares, int allPlaces) {
            if (places.length < MANY) {
                return new Hits(places, shares, NOT_KEPT);
            }
            byte[] byPlace = new byte[allPlaces];
            for (int i = 0; i < places.length; i++) {
                byPlace[places[i]] = (byte) Math.round(100 * shares[i]);
            }
            return new Hits(places, shares, byPlace);
        }
    }

    private record Weighed(Term word, double weight) {}

    /**
     * How far the statements say the words asked for.
     *
     * @param weight of all words asked for
     * @param statements those that say a good part of it, in no order
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

    Asker asker() {
        return new Asker();
    }

    /** Asks one question after the other. Not safe for several threads. */
    final class Asker {

        /** Sums of the question at hand for each place, and the best of each statement; zero between two questions. */
        private final float[] sums = new float[statementOf.size];

        private final double[] bests = new double[statements.size()];

        private Asker() {}

        int statements() {
            return bests.length;
        }

        /** How far each statement says these words. */
        Answer ask(List<Term> words) {
            List<Weighed> heaviestFirst = words.stream()
                    .map(word -> new Weighed(word, rarity.weight(word)))
                    .sorted(Comparator.comparingDouble(Weighed::weight).reversed())
                    .toList();
            double weight = heaviestFirst.stream().mapToDouble(Weighed::weight).sum();
            double left = weight;
            var touched = new Numbers();
            for (Weighed weighed : heaviestFirst) {
                float own = (float) weighed.weight;
                Hits hits = known.computeIfAbsent(
                        weighed.word.key() + ' ' + weighed.word.written(), key -> hits(weighed.word));
                // What only this word and the lighter ones say cannot amount to much: they support candidates, no more.
                boolean supports = left < LEAST * weight;
                left -= own;
                if (supports && hits.byPlace.length > 0) {
                    for (int i = 0; i < touched.size; i++) {
                        int place = touched.values[i];
                        sums[place] += own * 0.01f * hits.byPlace[place];
                    }
                    continue;
                }
                for (int i = 0; i < hits.places.length; i++) {
                    int place = hits.places[i];
                    if (sums[place] == 0) {
                        if (supports) {
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
                double share = sums[place] * counts.values[place] / weight;
                if (share >= LEAST) {
                    mutual = Math.max(mutual, 2 * sums[place] / (weight + weights.values[place]));
                    if (bests[statement] == 0) {
                        found.add(statement);
                    }
                    bests[statement] = Math.max(bests[statement], share);
                }
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
        return Hits.of(places, said, statementOf.size);
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

    /** A list of floats that grows. */
    private static final class Weights {
        private float[] values = {};
        private int size;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(4, size * 2));
            }
            values[size++] = (float) value;
        }
    }
}
