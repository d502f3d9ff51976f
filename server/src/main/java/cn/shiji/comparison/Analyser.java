package cn.shiji.comparison;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a Chinese sentence into the words that say something.
 *
 * <p>HanLP finds words and their parts of speech; names of people and places are not guessed, because official prose holds
 * few and the guesses cut phrases apart. Neighbouring words that together are a known phrase become one. Safe to use from
 * many threads.
 */
final class Analyser {

    /** How many words of the analyser one known phrase can be cut into. */
    private static final int LONGEST_PHRASE = 8;

    /**
     * Parts of speech that say nothing about the matter: punctuation, conjunctions, particles, prepositions, pronouns,
     * numerals, measure words, places in space and time, adverbs.
     */
    private static final List<String> SILENT =
            List.of("w", "c", "u", "p", "r", "m", "q", "f", "y", "e", "d", "t", "vshi", "vyou");

    private final Segment segment = HanLP.newSegment().enableAllNamedEntityRecognize(false);
    private final OfficialWords words = OfficialWords.tables();

    /** The words of a sentence, in its order. */
    List<Term> terms(String sentence) {
        List<com.hankcs.hanlp.seg.common.Term> cut = segment.seg(sentence);
        int[] starts = new int[cut.size() + 1];
        for (int i = 0; i < cut.size(); i++) {
            starts[i + 1] = starts[i] + cut.get(i).word.length();
        }
        var terms = new ArrayList<Term>();
        for (int i = 0; i < cut.size(); ) {
            int end = phraseEnd(sentence, cut.size(), starts, i);
            if (end > i) {
                String written = sentence.substring(starts[i], starts[end]);
                String key = words.standingFor(written);
                terms.add(new Term(key == null ? written : key, written, Term.Sort.THING, starts[i]));
                i = end;
                continue;
            }
            Term.@Nullable Sort sort = sort(cut.get(i));
            if (sort != null) {
                String written = cut.get(i).word;
                terms.add(new Term(written, written, sort, starts[i]));
            }
            i++;
        }
        return terms;
    }

    /** Where the longest known phrase that begins with this word ends; the same place when there is none. */
    private int phraseEnd(String sentence, int count, int[] starts, int first) {
        for (int end = Math.min(first + LONGEST_PHRASE, count); end > first; end--) {
            if (starts[end] - starts[first] <= words.longest()
                    && words.standingFor(sentence.substring(starts[first], starts[end])) != null) {
                return end;
            }
        }
        return first;
    }

    private static boolean isSilent(String speech) {
        for (String silent : SILENT) {
            if (speech.startsWith(silent)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLetter(String word) {
        return word.chars().anyMatch(Character::isLetter);
    }

    private Term.@Nullable Sort sort(com.hankcs.hanlp.seg.common.Term cut) {
        String speech = cut.nature.toString();
        if (isSilent(speech) || !hasLetter(cut.word)) {
            return null;
        }
        if (words.isEmpty(cut.word)) {
            return Term.Sort.EMPTY;
        }
        if (speech.equals("ad") || speech.equals("vd")) {
            return Term.Sort.MANNER;
        }
        if (cut.word.length() == 1) {
            return Term.Sort.SINGLE;
        }
        return speech.equals("v") || speech.equals("vi") ? Term.Sort.ACTION : Term.Sort.THING;
    }
}
