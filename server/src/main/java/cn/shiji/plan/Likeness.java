package cn.shiji.plan;

import java.util.HashSet;
import java.util.Set;

/** How alike two Chinese names or phrases are: the share of neighbouring pairs of characters they have in common. Pure. */
final class Likeness {

    private Likeness() {}

    /** From 0 (nothing in common) to 1 (the same pairs); phrases of one character are compared as they are. */
    static double of(String one, String other) {
        return of(pairs(one), pairs(other));
    }

    /** As {@link #of(String, String)}, for phrases whose pairs are at hand. */
    static double of(Set<String> left, Set<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return 0;
        }
        int both = 0;
        for (String pair : left) {
            if (right.contains(pair)) {
                both++;
            }
        }
        return 2.0 * both / (left.size() + right.size());
    }

    /** The share of the pairs of {@code part} that occur in {@code whole}, from 0 to 1. */
    static double within(String part, String whole) {
        Set<String> looked = pairs(part);
        if (looked.isEmpty()) {
            return 0;
        }
        Set<String> found = new HashSet<>(looked);
        found.retainAll(pairs(whole));
        return (double) found.size() / looked.size();
    }

    /** The neighbouring pairs of a phrase. */
    static Set<String> pairs(String phrase) {
        String plain = phrase.replaceAll("[^\\p{L}\\p{N}]", "");
        int[] characters = plain.codePoints().toArray();
        var pairs = new HashSet<String>();
        if (characters.length == 1) {
            pairs.add(plain);
        }
        for (int at = 0; at + 1 < characters.length; at++) {
            pairs.add(new String(characters, at, 2));
        }
        return pairs;
    }
}
