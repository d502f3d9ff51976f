package cn.shiji.document.figure;

import java.util.HashSet;
import java.util.Set;

/**
 * Tells whether a Chinese numeral with a unit counts real things, or is an article, a slogan, a name or a reference back.
 *
 * <p>Source: docs/figures.md, no figures and small Chinese numerals. The nouns and names are in {@code counts.txt}.
 */
final class Counts {

    private static final WordTree<String> NAMES = new WordTree<>();
    private static final WordTree<Boolean> RHETORIC = new WordTree<>();
    private static final WordTree<Boolean> ADJECTIVES = new WordTree<>();
    private static final Set<String> MAKES_ONE = new HashSet<>();
    private static final Set<String> NOT_BEHIND = new HashSet<>();

    private static final int LONGEST_VERB = 6;

    static {
        WordList.read("counts.txt", (section, word) -> {
            switch (section) {
                case "names" -> NAMES.put(word, word);
                case "rhetoric" -> RHETORIC.put(word, true);
                case "rhetoric-adjective" -> ADJECTIVES.put(word, true);
                case "makes-one" -> MAKES_ONE.add(word);
                case "not-before" -> NOT_BEHIND.add(word);
                default -> throw new IllegalStateException("counts.txt: " + section);
            }
        });
    }

    private Counts() {}

    static boolean areReal(Sentence sentence, Numeral numeral, Unit unit) {
        int length = numeral.to() - numeral.from();
        if (sentence.at(numeral.from()) == '零'
                || isBehind(sentence, numeral.from())
                || isName(sentence, numeral.from())) {
            return false;
        }
        return switch (unit.sort()) {
            case SHARE, SCORE, DURATION, AGE, AREA -> true;
            case MEASURE -> !isOne(sentence, numeral) || !unit.isMoney();
            case MEASURE_SHORT -> length >= 2;
            case COUNTER_SHY ->
                length >= 2
                        || isTold(sentence, numeral, unit)
                        || isMade(sentence, numeral.from()) && !isOne(sentence, numeral);
            case COUNTER -> isCount(sentence, numeral, unit, length);
            case NOT, NEVER -> false;
        };
    }

    private static boolean isCount(Sentence sentence, Numeral numeral, Unit unit, int length) {
        if (length == 1 && "个项条种类轮".contains(unit.name()) && isRhetoric(sentence, unit.to())) {
            return false;
        }
        if (isOne(sentence, numeral)) {
            if (isTold(sentence, numeral, unit)) {
                return true;
            }
            return !"人名位类种期批些部".contains(unit.name().substring(0, 1)) && isMade(sentence, numeral.from())
                    || unit.name().equals("期") && isMade(sentence, numeral.from());
        }
        boolean second = length == 1
                && sentence.at(numeral.from()) == '二'
                && !unit.name().equals("个");
        return !second
                && !unit.name().equals("期")
                && !(unit.name().equals("人") && length == 1 && "一两二".indexOf(sentence.at(numeral.from())) >= 0);
    }

    /** 专利产品一项，: a count that stands behind its noun and ends the clause; 每年一次 is a frequency. */
    private static boolean isTold(Sentence sentence, Numeral numeral, Unit unit) {
        boolean ends = "，,。；;（(".indexOf(sentence.at(unit.to())) >= 0 || unit.to() >= sentence.to;
        char before = sentence.at(numeral.from() - 1);
        if (!ends || before == '的' || !Character.isIdeographic(before) || "批些位种期起道页样".contains(unit.name())) {
            return false;
        }
        for (int i = sentence.clauseBefore(numeral.from()); i < numeral.from(); i++) {
            if ("每任同之唯逐各统另某".indexOf(sentence.at(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether what stands here is no real thing: 原则, 重大问题. */
    private static boolean isRhetoric(Sentence sentence, int from) {
        int at = from;
        var adjective = ADJECTIVES.longest(sentence.text, at, sentence.to);
        while (adjective != null) {
            at = adjective.to();
            adjective = ADJECTIVES.longest(sentence.text, at, sentence.to);
        }
        return RHETORIC.longest(sentence.text, at, sentence.to) != null || at > from && sentence.clauseEndsAt(at);
    }

    private static boolean isOne(Sentence sentence, Numeral numeral) {
        return numeral.to() - numeral.from() == 1 && sentence.at(numeral.from()) == '一';
    }

    /** Whether a verb right before makes, gets or loses the things counted. */
    private static boolean isMade(Sentence sentence, int at) {
        int end = sentence.at(at - 1) == '了' ? at - 1 : at;
        for (int length = 1; length <= LONGEST_VERB && end - length >= sentence.from; length++) {
            if (MAKES_ONE.contains(sentence.text.substring(end - length, end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBehind(Sentence sentence, int at) {
        for (int length = 1; length <= 2 && at - length >= sentence.from; length++) {
            if (NOT_BEHIND.contains(sentence.text.substring(at - length, at))) {
                return true;
            }
        }
        return Numeral.isChinese(sentence.at(at - 1));
    }

    static boolean isName(Sentence sentence, int at) {
        return NAMES.longest(sentence.text, at, sentence.to) != null;
    }
}
