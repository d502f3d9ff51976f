package cn.shiji.document.format;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts out the automatic numbers of a Word document, old format or new.
 *
 * <p>Word keeps "（二）" not in the text but as "the next of list 3, level 1". Lists of one pattern count on together; a
 * list may start again where it first appears.
 */
final class ListCounter {

    /** Levels of a list, counted from 0. */
    static final int LEVELS = 9;

    /**
     * One level of a pattern.
     *
     * @param format how the count is written, see {@link ListNumber}
     * @param text what is written around the counts, with %1 for the count of the first level
     * @param plainDigits whether every count in the text is written in plain digits
     * @param gap what stands between number and words
     * @param restartsAfter the number of levels, from the outermost, that make this one begin anew; 0 for none
     */
    record Level(int start, String format, String text, boolean plainDigits, Gap gap, int restartsAfter) {
        static final Level NONE = new Level(1, "none", "", false, Gap.NOTHING, LEVELS);
    }

    /** What stands between number and words. */
    enum Gap {
        TAB,
        SPACE,
        NOTHING
    }

    /**
     * A list as paragraphs name it.
     *
     * @param pattern lists of the same pattern share their counts
     * @param startsAgainAt levels, and the counts at which this list begins them where it first appears
     */
    record NumberedList(int id, int pattern, Map<Integer, Level> levels, Map<Integer, Integer> startsAgainAt) {

        Level level(int at) {
            return levels.getOrDefault(at, Level.NONE);
        }

        int startOf(int at) {
            return startsAgainAt.getOrDefault(at, level(at).start());
        }
    }

    /** The counts reached, for each pattern by level; below the first where a level has not begun. */
    private final Map<Integer, int[]> counts = new HashMap<>();

    private final Map<Integer, boolean[]> running = new HashMap<>();
    private final Set<Integer> begun = new HashSet<>();

    /** Counts on and tells the number in front of a paragraph, with the gap behind it; empty when none is shown. */
    String next(NumberedList list, int atLevel) {
        int level = Math.clamp(atLevel, 0, LEVELS - 1);
        int[] reached = counts.computeIfAbsent(list.pattern(), none -> new int[LEVELS]);
        boolean[] runs = running.computeIfAbsent(list.pattern(), none -> new boolean[LEVELS]);
        if (begun.add(list.id())) {
            list.startsAgainAt().keySet().stream()
                    .filter(at -> at >= 0 && at < LEVELS)
                    .forEach(at -> runs[at] = false);
        }
        for (int above = 0; above < level; above++) {
            if (!runs[above]) {
                reached[above] = list.startOf(above);
                runs[above] = true;
            }
        }
        reached[level] = runs[level] ? reached[level] + 1 : list.startOf(level);
        runs[level] = true;
        for (int below = level + 1; below < LEVELS; below++) {
            runs[below] &= level >= list.level(below).restartsAfter();
        }
        return shown(list, list.level(level), reached);
    }

    private static String shown(NumberedList list, Level level, int[] reached) {
        if (level.format().equals("none")) {
            return "";
        }
        if (level.format().equals("bullet")) {
            return level.text().matches("[—–―─]{1,2}") ? level.text() : "";
        }
        var out = new StringBuilder();
        for (int i = 0; i < level.text().length(); i++) {
            char c = level.text().charAt(i);
            char place = i + 1 < level.text().length() ? level.text().charAt(i + 1) : ' ';
            if (c != '%' || place < '1' || place > '9') {
                out.append(c);
                continue;
            }
            i++;
            int at = place - '1';
            out.append(ListNumber.written(
                    reached[at],
                    level.plainDigits() ? "decimal" : list.level(at).format()));
        }
        if (out.isEmpty()) {
            return "";
        }
        // A tab shows as a gap; only where number and words would run together is one written.
        boolean apart = level.gap() == Gap.SPACE
                || level.gap() == Gap.TAB && Character.isLetterOrDigit(out.charAt(out.length() - 1));
        return apart ? out + " " : out.toString();
    }
}
