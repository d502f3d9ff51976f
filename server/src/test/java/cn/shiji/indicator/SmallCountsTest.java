package cn.shiji.indicator;

import static cn.shiji.indicator.SmallCounts.Showing.FEW;
import static cn.shiji.indicator.SmallCounts.Showing.WHOLE;
import static cn.shiji.indicator.SmallCounts.Showing.WITHHELD;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures so small that they name somebody. */
class SmallCountsTest {

    @Test
    void noughtAndWhatReachesTheBoundAreShown() {
        assertThat(shown(5, 0, 5, 12)).containsExactly(WHOLE, WHOLE, WHOLE);
        assertThat(SmallCounts.few(BigDecimal.ONE, 0))
                .as("no bound, nothing hidden")
                .isFalse();
    }

    @Test
    void oneHiddenAloneTakesTheSmallestOtherAlongLestTheTotalTellIt() {
        assertThat(shown(5, 3, 40, 7)).containsExactly(FEW, WHOLE, WITHHELD);
    }

    @Test
    void whereNothingElseIsLeftANoughtIsHeldBackToo() {
        assertThat(shown(5, 3, 0)).containsExactly(FEW, WITHHELD);
    }

    @Test
    void severalHiddenStandAloneUnlessTheirSumTellsEach() {
        assertThat(shown(5, 2, 3, 9)).containsExactly(FEW, FEW, WHOLE);
        assertThat(shown(5, 1, 1, 9)).containsExactly(FEW, FEW, WITHHELD);
        assertThat(shown(5, 4, 4, 9)).containsExactly(FEW, FEW, WITHHELD);
    }

    private static List<SmallCounts.Showing> shown(int bound, int... values) {
        return SmallCounts.shown(
                Arrays.stream(values).mapToObj(BigDecimal::valueOf).toList(), bound);
    }
}
