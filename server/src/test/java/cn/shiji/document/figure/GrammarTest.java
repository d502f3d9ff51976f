package cn.shiji.document.figure;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.document.Change;
import cn.shiji.document.FigureRole;
import cn.shiji.document.Relation;
import cn.shiji.document.Tense;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The grammar of figures, rule by rule, by the sentences of {@code figure-examples.txt}. */
class GrammarTest {

    /** One line of the examples. */
    record Example(String rule, Tense tense, String sentence, List<String> figures) {
        @Override
        public String toString() {
            return rule + ": " + sentence;
        }
    }

    static Stream<Example> examples() throws IOException {
        var examples = new ArrayList<Example>();
        String rule = "";
        for (String line : lines()) {
            if (line.startsWith("## ")) {
                rule = line.substring(3).strip();
            } else if (line.contains("→")) {
                examples.add(example(rule, line));
            }
        }
        return examples.stream();
    }

    private static List<String> lines() throws IOException {
        try (var in = GrammarTest.class.getResourceAsStream("figure-examples.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# ") && !line.equals("#"))
                    .toList();
        }
    }

    private static Example example(String rule, String line) {
        String[] sides = line.split("→", 2);
        String sentence = sides[0].strip();
        Tense tense = Tense.PAST;
        for (Tense told : Tense.values()) {
            if (sentence.startsWith(told.name() + " ")) {
                tense = told;
                sentence = sentence.substring(told.name().length() + 1);
            }
        }
        List<String> figures = sides[1].isBlank()
                ? List.of()
                : Arrays.stream(sides[1].split("\\|")).map(String::strip).toList();
        return new Example(rule, tense, sentence, figures);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aSentenceHoldsTheFiguresItsExampleTells(Example example) {
        List<Grammar.Reading> read = read(example.sentence(), example.tense());
        var told = new ArrayList<String>();
        for (int i = 0; i < read.size(); i++) {
            String expected = i < example.figures().size() ? example.figures().get(i) : "";
            told.add(told(example.sentence(), read.get(i), expected));
        }
        assertThat(told).isEqualTo(example.figures());
    }

    /** The reading in the words of the examples; role and subject only where the example tells them. */
    private static String told(String sentence, Grammar.Reading read, String expected) {
        var words = new ArrayList<String>();
        words.add(sentence.substring(read.from(), read.to()));
        words.add("=" + value(read));
        words.add("[" + read.unit() + "]");
        if (read.relation() != Relation.EXACTLY) {
            words.add(name(read.relation()));
        }
        if (read.change() != Change.NONE) {
            words.add(name(read.change()));
        }
        if (Arrays.stream(FigureRole.values()).anyMatch(role -> expected.endsWith(" " + name(role)))) {
            words.add(name(read.role()));
        }
        if (expected.contains(" of:")) {
            words.add("of:" + read.of());
        }
        return String.join(" ", words);
    }

    private static String value(Grammar.Reading read) {
        if (read.masked()) {
            return "*";
        }
        return read.value() != null ? plain(read.value()) : plain(read.low()) + ".." + plain(read.high());
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<Grammar.Reading> read(String sentence, Tense tense) {
        var read = new ArrayList<Grammar.Reading>();
        Grammar.read(sentence, 0, sentence.length(), tense, read::add);
        return read;
    }

    @Test
    void everyRuleHasExamples() throws IOException {
        var rules = new TreeSet<String>();
        Form.ALL.forEach(form -> rules.add(form.getClass().getSimpleName()));
        Arrays.stream(Reference.values()).forEach(reason -> rules.add(reason.name()));
        rules.addAll(
                List.of("Numeral", "Units", "Counts", "Names", "Bounds", "Changes", "Comparison", "Roles", "Subjects"));
        assertThat(new TreeSet<>(examples().map(Example::rule).toList())).isEqualTo(rules);
    }

    /** Pieces that tempt a reader to go back over what it has read: if it did, this would take minutes. */
    @Test
    void timeGrowsWithTheLengthOfTheText() {
        for (String piece : List.of(
                "1", "九", "千", "1,000", "第", "第一", "3、", "“", "《", "由3个", "增长", "不超过", "比上年", "7.", "百分之", "1/",
                "奖励5元给予", "的", "3个、", "5—", "1 ")) {
            String text = piece.repeat(200_000 / piece.length());
            assertThat(Duration.ofNanos(time(text))).as(piece).isLessThan(Duration.ofSeconds(3));
        }
    }

    private static long time(String text) {
        long began = System.nanoTime();
        read(text, Tense.FUTURE);
        return System.nanoTime() - began;
    }
}
