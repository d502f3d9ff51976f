package cn.shiji.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Four tables of official language, kept as text among the resources: words that mean one thing ({@code 国企} and
 * {@code 国有企业}), words of one matter ({@code 低保} and {@code 社会救助}), words that say nothing by themselves
 * ({@code 进一步}), and how usual words are.
 */
final class OfficialWords {

    /** In how many of 10,000 statements a word stands that is too rare for the table. */
    private static final int RARE = 2;

    private static final OfficialWords TABLES = new OfficialWords();

    private final Map<String, String> same = new HashMap<>();
    private final Map<String, Set<String>> near = new HashMap<>();
    private final Set<String> empty = new HashSet<>();
    private final Map<String, Integer> usual = new HashMap<>();
    private int longest;

    private OfficialWords() {
        for (String line : lines("same-words.txt")) {
            String[] words = line.split(" +");
            for (String word : words) {
                if (same.put(word, words[0]) != null) {
                    throw new IllegalStateException("same-words.txt names " + word + " twice");
                }
                longest = Math.max(longest, word.length());
            }
        }
        for (String line : lines("near-words.txt")) {
            String[] words = line.split(" +");
            for (String word : words) {
                longest = Math.max(longest, word.length());
                for (String other : words) {
                    if (!key(word).equals(key(other))) {
                        near.computeIfAbsent(key(word), one -> new TreeSet<>()).add(key(other));
                    }
                }
            }
        }
        for (String line : lines("usual-words.txt")) {
            int space = line.indexOf(' ');
            usual.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
        }
        for (String line : lines("empty-words.txt")) {
            empty.addAll(List.of(line.split(" +")));
        }
    }

    static OfficialWords tables() {
        return TABLES;
    }

    /** The word that stands for all that mean the same, itself where there is no other; null for a word of no table. */
    @Nullable
    String standingFor(String word) {
        if (word.length() > longest) {
            return null;
        }
        String key = key(word);
        return same.containsKey(word) || near.containsKey(key) ? key : null;
    }

    /** The words that stand for things of the same matter. */
    Set<String> near(String key) {
        return near.getOrDefault(key, Set.of());
    }

    /** In which part of the statements of official language the word stands, as far as was counted. */
    double usual(String key) {
        return usual.getOrDefault(key, RARE) / 10_000.0;
    }

    private String key(String word) {
        return same.getOrDefault(word, word);
    }

    boolean isEmpty(String word) {
        return empty.contains(word);
    }

    /** The length of the longest word in a group, in characters. */
    int longest() {
        return longest;
    }

    private static List<String> lines(String name) {
        try (InputStream in = OfficialWords.class.getResourceAsStream("/comparison/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the program: " + name);
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
