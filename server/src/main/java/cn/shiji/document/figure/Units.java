package cn.shiji.document.figure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the unit behind a number: a word of {@code units.txt}, or two joined (元/吨, 微克每立方米, 台（套）). */
final class Units {

    private record Entry(String word, Unit.Sort sort) {}

    private static final WordTree<Entry> UNITS = units(false);

    /** The same with the words that only look like units, which hide them: 家庭 hides 家. */
    private static final WordTree<Entry> UNITS_AND_LOOKALIKES = units(true);

    /** What things are counted by the year, the head and so on: 元/年, 元/人. */
    private static final String PER = "年月日天时秒人户亩次";

    private static final int MOST_MULTIPLIERS = 3;

    private Units() {}

    private static WordTree<Entry> units(boolean lookalikes) {
        var units = new WordTree<Entry>();
        WordList.read("units.txt", (section, word) -> {
            var sort = Unit.Sort.valueOf(section.toUpperCase(Locale.ROOT).replace('-', '_'));
            boolean hides = sort == Unit.Sort.NEVER || lookalikes && sort == Unit.Sort.NOT;
            if (hides || sort != Unit.Sort.NOT && units.get(word) == null) {
                units.put(word, new Entry(word, sort));
            }
        });
        return units;
    }

    /**
     * The unit that begins at {@code at}, or behind blanks there; null for none.
     *
     * @param doubtful whether a noun could follow the number without a counter (450万家庭), so that 家 may be part of it
     */
    static @Nullable Unit at(Sentence sentence, int at, boolean doubtful) {
        int from = sentence.skipBlanks(at);
        Entry entry = entry(sentence, from, doubtful);
        if (entry == null) {
            return null;
        }
        int to = from + entry.word().length();
        if (isLatin(entry.word().charAt(entry.word().length() - 1)) && isLatinOrDigit(sentence.at(to))) {
            return null;
        }
        int joined = joined(sentence, to);
        return new Unit(from, joined, plain(sentence.text.substring(from, joined)), entry.sort());
    }

    private static @Nullable Entry entry(Sentence sentence, int at, boolean doubtful) {
        var found = (doubtful ? UNITS_AND_LOOKALIKES : UNITS).longest(sentence.text, at, sentence.to);
        if (found == null) {
            return null;
        }
        Entry entry = found.known();
        return entry.sort() == Unit.Sort.NOT || entry.sort() == Unit.Sort.NEVER ? null : entry;
    }

    /** Where a unit ends that goes on behind {@code to} with a second one: 元/吨, 微克每立方米, 台（套）. */
    private static int joined(Sentence sentence, int to) {
        char next = sentence.at(to);
        if (next == '/' || next == '／' || next == '每' || next == '·') {
            int per = to + 1;
            while (next != '·' && per - to <= MOST_MULTIPLIERS && "百千万亿".indexOf(sentence.at(per)) >= 0) {
                per++;
            }
            Entry second = entry(sentence, per, false);
            if (second != null) {
                return joined(sentence, per + second.word().length());
            }
            return next != '每' && PER.indexOf(sentence.at(to + 1)) >= 0 ? to + 2 : to;
        }
        if (next == '（' || next == '(') {
            Entry second = entry(sentence, to + 1, false);
            int close = second == null ? 0 : to + 1 + second.word().length();
            char mark = sentence.at(close);
            return second != null && (mark == '）' || mark == ')') ? close + 1 : to;
        }
        return to;
    }

    private static boolean isLatin(char c) {
        return c < 128 && Character.isLetter(c);
    }

    private static boolean isLatinOrDigit(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    private static String plain(String written) {
        return switch (written) {
            case "个百分点" -> "百分点";
            case "个千分点" -> "千分点";
            case "％", "﹪" -> "%";
            default -> written;
        };
    }
}
