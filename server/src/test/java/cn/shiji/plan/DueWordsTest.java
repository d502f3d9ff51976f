package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days that a plan's words set. */
class DueWordsTest {

    @ParameterizedTest
    @CsvSource({
        "2025年12月31日前完成验收, 2025-12-31",
        "12月15日前完成年度评估, 2027-12-15",
        "6月底前完成栽植, 2027-06-30",
        "三季度完成主体工程, 2027-09-30",
        "第二季度末前见效, 2027-06-30",
        "上半年实现开工, 2027-06-30",
        "下半年组织验收, 2027-12-31",
        "年底前分红到户, 2027-12-31",
        "年内新签约3个, 2027-12-31",
        "9月份完成招标, 2027-09-30",
        "10月中旬前办好, 2027-10-20",
        "2026年底前建成, 2026-12-31",
        "明年6月底前建成, 2028-06-30",
        "国庆节前通车, 2027-09-30",
    })
    void anEndIsRead(String words, LocalDate day) {
        assertThat(DueWords.in(words, 2027)).extracting(DueWords.Found::day).containsExactly(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"开展6月份安全生产月活动", "1月至9月累计完成", "每月25日学习", "2月30日前完成", "长期坚持"})
    void wordsThatSetNoEndAreLeft(String words) {
        assertThat(DueWords.in(words, 2027)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = "3月底前开工，11月底前完工")
    void severalEndsAreToldInTheirOrder(String words) {
        assertThat(DueWords.in(words, 2027))
                .extracting(DueWords.Found::day)
                .containsExactly(LocalDate.of(2027, 3, 31), LocalDate.of(2027, 11, 30));
    }
}
