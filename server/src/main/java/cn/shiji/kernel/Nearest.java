package cn.shiji.kernel;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word somebody most likely meant, so that a refusal can say what would have been accepted. */
public final class Nearest {

    private Nearest() {}

    /**
     * The known word nearest to what was written, by the number of letters to insert, delete, replace or swap; empty where
     * none is near enough to be meant.
     */
    public static Optional<String> to(String written, Collection<String> known) {
        String wanted = shortened(written);
        // A word of one letter is near to every other one.
        int tolerance = Math.min(4, wanted.length() / 2);
        record Candidate(String word, int distance) {}
        return known.stream()
                .map(word -> new Candidate(word, distance(wanted, shortened(word))))
                .filter(candidate -> candidate.distance <= tolerance)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
                .map(Candidate::word);
    }

    /** Case, hyphens and underscores are no difference worth a letter; a very long word is nobody's slip of the pen. */
    private static String shortened(String word) {
        String plain = word.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return plain.length() > 80 ? plain.substring(0, 80) : plain;
    }

    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
