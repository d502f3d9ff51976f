package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.document.format.Stretch;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By when a text of the year 2031 wants something done. */
class DeadlinesTest {

    @ParameterizedTest
    @CsvSource({
        "2032年12月31日前建成渠道3公里, 2032年12月31日前, 2032-12-31",
        "6月底前修好村道, 6月底前, 2031-06-30",
        "2月底前修好村道, 2月底前, 2031-02-28",
        "10月份完成播种, 10月份完成, 2031-10-31",
        "9月中旬前收完稻谷, 9月中旬前, 2031-09-20",
        "三季度完成验收, 三季度完成, 2031-09-30",
        "2032年第一季度前开业, 2032年第一季度前, 2032-03-31",
        "力争上半年建成茶厂, 上半年建成, 2031-06-30",
        "年底前建成茶厂, 年底前, 2031-12-31",
        "今年底前建成茶厂, 今年底前, 2031-12-31",
        "明年底前建成茶厂, 明年底前, 2032-12-31",
        "2033年前通车, 2033年前, 2033-12-31",
        "到2035年，村村通车, 到2035年, 2035-12-31",
        "修路8公里。完成时限：10月底, 完成时限：10月底, 2031-10-31"
    })
    void aDeadlineIsFoundWithItsLastDay(String text, String words, LocalDate day) {
        Deadline deadline = in(text);
        assertThat(deadline).isNotNull();
        assertThat(deadline.text()).isEqualTo(words);
        assertThat(deadline.day()).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({"2031年种茶80亩", "6月种茶80亩", "一季度种茶80亩", "2月30日以来种茶80亩"})
    void aTimeAloneIsNoDeadline(String text) {
        assertThat(in(text)).isNull();
    }

    @Test
    void aDayThatDoesNotExistIsKeptInWordsOnly() {
        Deadline deadline = in("2月30日前种茶80亩");
        assertThat(deadline).isNotNull();
        assertThat(deadline.day()).isNull();
    }

    private static Deadline in(String text) {
        Stretch at = Deadlines.in(text, new Stretch(0, text.length()));
        return at == null ? null : Deadlines.told(text, at, new Span(at.from(), at.to()), 2031);
    }
}
