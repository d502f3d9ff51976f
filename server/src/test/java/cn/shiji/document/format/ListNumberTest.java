package cn.shiji.document.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How counts are written in automatic lists. */
class ListNumberTest {

    @ParameterizedTest
    @CsvSource({
        "1, chineseCounting, 一",
        "10, chineseCounting, 十",
        "12, chineseCountingThousand, 十二",
        "20, japaneseCounting, 二十",
        "35, taiwaneseCounting, 三十五",
        "105, chineseCountingThousand, 一百〇五",
        "110, chineseCountingThousand, 一百一十",
        "3, chineseLegalSimplified, 叁",
        "12, chineseLegalSimplified, 壹拾贰",
        "10, ideographDigital, 一〇",
        "2, ideographTraditional, 乙",
        "3, ideographZodiac, 寅",
        "1, ideographZodiacTraditional, 甲子",
        "1, decimalEnclosedCircle, ①",
        "20, decimalEnclosedCircleChinese, ⑳",
        "21, decimalEnclosedCircle, ㉑",
        "2, decimalEnclosedParen, ⑵",
        "3, decimalEnclosedFullstop, ⒊",
        "4, ideographEnclosedCircle, ㊃",
        "12, decimalFullWidth, １２",
        "5, decimalZero, 05",
        "4, lowerRoman, iv",
        "28, upperLetter, BB",
        "7, somethingNew, 7"
    })
    void countsAreWrittenAsTheirFormatSays(int count, String format, String written) {
        assertThat(ListNumber.written(count, format)).isEqualTo(written);
    }
}
