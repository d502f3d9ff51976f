package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.plan.WordDifference.Kind;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What was changed in a sentence. */
class WordDifferenceTest {

    @Test
    void aNumberIsChangedAsAWhole() {
        assertThat(told("新增林下黄精种植1200亩以上", "新增林下黄精种植1500亩以上")).isEqualTo("新增林下黄精种植[-1200][+1500]亩以上");
    }

    @Test
    void wordsPutInAndTakenOutAreTold() {
        assertThat(told("全年开办夜学45期以上", "全年开办周四夜学45期")).isEqualTo("全年开办[+周四]夜学45期[-以上]");
        assertThat(told("", "新的一条")).isEqualTo("[+新的一条]");
        assertThat(told("一样", "一样")).isEqualTo("一样");
    }

    @Test
    void noSingleCharacterIsLeftBetweenTwoChanges() {
        assertThat(told("推进老茶园改造", "开展旧茶山提升")).doesNotContain("]茶[");
    }

    @Test
    void thePiecesGiveBothTextsAgain() {
        var random = new Random(7);
        String letters = "一二三四五村镇茶园。，12 ";
        for (int round = 0; round < 500; round++) {
            String before = random(random, letters);
            String after = random(random, letters);
            List<WordDifference.Piece> pieces = WordDifference.of(before, after);
            assertThat(without(pieces, Kind.ADDED)).isEqualTo(before);
            assertThat(without(pieces, Kind.REMOVED)).isEqualTo(after);
        }
    }

    private static String random(Random random, String letters) {
        return random.ints(random.nextInt(24), 0, letters.length())
                .mapToObj(at -> letters.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static String without(List<WordDifference.Piece> pieces, Kind kind) {
        return pieces.stream()
                .filter(piece -> piece.kind() != kind)
                .map(WordDifference.Piece::text)
                .collect(Collectors.joining());
    }

    private static String told(String before, String after) {
        return WordDifference.of(before, after).stream()
                .map(piece -> switch (piece.kind()) {
                    case SAME -> piece.text();
                    case ADDED -> "[+" + piece.text() + "]";
                    case REMOVED -> "[-" + piece.text() + "]";
                })
                .collect(Collectors.joining());
    }
}
