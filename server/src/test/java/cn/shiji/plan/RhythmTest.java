package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.kernel.Period;
import cn.shiji.mechanism.Cadence;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RhythmTest {

    @Test
    void aWeeklyTurnIsDueOnItsDay() {
        Rhythm rhythm = Rhythm.of(new Cadence("week", "THU"), LocalDate.of(2026, 11, 23))
                .orElseThrow();

        assertThat(rhythm.turn()).isEqualTo(new Period(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 29)));
        assertThat(rhythm.due()).isEqualTo(LocalDate.of(2026, 11, 26));
    }

    @Test
    void everyDayLiesInTheTurnThatIsFoundForIt() {
        LocalDate day = LocalDate.of(2024, 1, 1);
        for (int at = 0; at < 1500; at++, day = day.plusDays(1)) {
            for (String every : List.of("day", "week", "month", "quarter", "year")) {
                Rhythm rhythm = Rhythm.of(new Cadence(every, null), day).orElseThrow();
                assertThat(rhythm.turn().holds(day)).isTrue();
                assertThat(rhythm.turn().holds(rhythm.due())).isTrue();
                assertThat(Rhythm.of(new Cadence(every, null), rhythm.turn().to()))
                        .contains(rhythm);
            }
        }
        assertThat(Rhythm.of(new Cadence("century", null), day)).isEmpty();
    }
}
