package cn.shiji.document.figure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sentence and the words in it that the grammar knows, cut from left to right, the longest first.
 *
 * <p>Words are cut when first asked for: most sentences have no number.
 */
final class Sentence {

    private static final WordTree<Long> WORDS = words();

    /** How far back words are looked for, in characters. */
    private static final int FAR = 48;

    static final String CLAUSE_ENDS = "，,。；;：:！!？?（）()\n";

    final String text;
    final int from;
    final int to;

    private final List<Quantity> quantities = new ArrayList<>();

    /** All senses that any word of the sentence has. */
    private long senses;

    private Word @Nullable [] beginning;
    private Word @Nullable [] ending;

    Sentence(String text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /** The quantities found so far, from left to right. */
    List<Quantity> quantities() {
        return quantities;
    }

    void add(Quantity quantity) {
        quantities.add(quantity);
    }

    /** The last quantity found so far, or null. */
    @Nullable
    Quantity previous() {
        return quantities.isEmpty() ? null : quantities.getLast();
    }

    int previousEnd() {
        return quantities.getLast().to();
    }

    /** The quantity before this one, or null. */
    @Nullable
    Quantity before(Quantity quantity) {
        int at = indexFrom(quantity.from());
        return at == 0 ? null : quantities.get(at - 1);
    }

    /** How many quantities begin before a place, by halving. */
    private int indexFrom(int at) {
        int low = 0;
        int high = quantities.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (quantities.get(middle).from() < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The quantity behind this one, or null. */
    @Nullable
    Quantity after(Quantity quantity) {
        return firstFrom(quantity.from() + 1);
    }

    /** The first quantity that begins at or behind a place, or null. */
    @Nullable
    Quantity firstFrom(int at) {
        int index = indexFrom(at);
        return index < quantities.size() ? quantities.get(index) : null;
    }

    private static WordTree<Long> words() {
        var words = new WordTree<Long>();
        WordList.read("words.txt", (section, word) -> {
            Long known = words.get(word);
            words.put(
                    word, (known == null ? 0 : known) | Sense.ofSection(section).bit());
        });
        return words;
    }

    boolean holds(int at) {
        return from <= at && at < to;
    }

    /** The character at a place; a blank outside the sentence. */
    char at(int at) {
        return holds(at) ? text.charAt(at) : ' ';
    }

    boolean startsWith(String words, int at) {
        return at >= from && at + words.length() <= to && text.startsWith(words, at);
    }

    /** The word that begins at a place, or null. */
    @Nullable
    Word beginningAt(int at) {
        if (!holds(at)) {
            return null;
        }
        cut();
        return beginning == null ? null : beginning[at - from];
    }

    /** The word that ends right before a place, or null. */
    @Nullable
    Word endingAt(int at) {
        if (at <= from || at > to) {
            return null;
        }
        cut();
        return ending == null ? null : ending[at - from];
    }

    boolean wordBefore(int at, Sense sense) {
        Word word = endingAt(skipBlanksBack(at));
        return word != null && word.is(sense);
    }

    boolean wordAfter(int at, Sense sense) {
        Word word = beginningAt(skipBlanks(at));
        return word != null && word.is(sense);
    }

    /** Whether any word of the sentence has this sense. */
    private boolean holds(Sense sense) {
        cut();
        return (senses & sense.bit()) != 0;
    }

    /** The last word of a sense that ends at or before {@code before} and begins no earlier than {@code earliest}. */
    @Nullable
    Word last(Sense sense, int earliest, int before) {
        if (!holds(sense)) {
            return null;
        }
        int stop = Math.max(Math.max(earliest, from), before - FAR);
        for (int at = before; at > stop; at--) {
            Word word = endingAt(at);
            if (word != null && word.from() >= stop && word.is(sense)) {
                return word;
            }
        }
        return null;
    }

    /** The first word of a sense between two places. */
    @Nullable
    Word first(Sense sense, int earliest, int before) {
        if (!holds(sense)) {
            return null;
        }
        for (int at = Math.max(earliest, from); at < Math.min(before, to); at++) {
            Word word = beginningAt(at);
            if (word != null && word.to() <= before && word.is(sense)) {
                return word;
            }
        }
        return null;
    }

    /** Where the clause begins that {@code at} lies in: behind the last comma, no further back than {@code FAR}. */
    int clauseBefore(int at) {
        int clause = at;
        int stop = Math.max(from, at - FAR);
        while (clause > stop && CLAUSE_ENDS.indexOf(text.charAt(clause - 1)) < 0) {
            clause--;
        }
        return clause;
    }

    /** Where the part of the clause begins that tells of one quantity: behind the one before it, if the clause has one. */
    int partBefore(Quantity quantity) {
        Quantity previous = before(quantity);
        int clause = clauseBefore(quantity.from());
        return previous == null ? clause : Math.max(clause, previous.to());
    }

    int clauseAfter(int at) {
        int clause = at;
        int stop = Math.min(to, at + FAR);
        while (clause < stop && CLAUSE_ENDS.indexOf(text.charAt(clause)) < 0) {
            clause++;
        }
        return clause;
    }

    int skipBlanks(int at) {
        int i = at;
        while (i < to && i - at < 4 && blank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    int skipBlanksBack(int at) {
        int i = at;
        while (i > from && at - i < 4 && blank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    static boolean blank(char c) {
        return c <= ' ' || c == '\u3000' || c == '\u00a0' || c == '\u200b' || c == '\ufeff';
    }

    /** Whether nothing goes on here: the end, a mark, or 的. */
    boolean clauseEndsAt(int at) {
        return at >= to || "，,。；;、！!？?）)”\"的".indexOf(text.charAt(at)) >= 0 || blank(text.charAt(at));
    }

    private void cut() {
        if (beginning != null) {
            return;
        }
        beginning = new Word[to - from];
        ending = new Word[to - from + 1];
        for (int i = from; i < to; ) {
            WordTree.Found<Long> found = WORDS.longest(text, i, to);
            if (found == null) {
                i++;
                continue;
            }
            var word = new Word(i, found.to(), found.known());
            senses |= word.senses();
            beginning[i - from] = word;
            ending[found.to() - from] = word;
            i = found.to();
        }
    }
}
