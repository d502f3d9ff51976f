package cn.shiji.document.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.shiji.kernel.Problem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Markdown, web pages and plain text. */
class PlainFormatsTest {

    @Test
    void signsOfMarkdownAreMarkupAndTheTextStaysAsItIs() {
        String text = "## 二、安排 ##\n- **办好学校**：改造2栋。\n**重点工作**\n";
        Manuscript read = read("a.md", text);
        assertThat(read.text()).isEqualTo(text);
        assertThat(read.markup())
                .extracting(sign -> text.substring(sign.from(), sign.to()))
                .containsExactly("##", "##", "-", "**", "**", "**", "**");
        assertThat(read.lines())
                .extracting(line -> line.heading() + " " + read.words(line))
                .containsExactly("2 二、安排", "0 办好学校**：改造2栋。", "7 重点工作");
    }

    @Test
    void starsThatHideDigitsStayText() {
        for (String masked : new String[] {"新建茶园**万亩，增收**万元。", "完成**个和**个项目。", "**．抓治理。", "全年*次，**亿元", "投入**元、**元"}) {
            assertThat(read("a.md", masked).markup()).as(masked).isEmpty();
        }
    }

    @Test
    void aBoldNumberIsANumber() {
        assertThat(read("a.md", "入学率保持在 **100%**，资助**95人**。").markup()).hasSize(4);
    }

    @Test
    void settingsFencesAndRulesOfMarkdownAreFurniture() {
        Manuscript read = read("a.md", "---\ntitle: 甲\n---\n计划\n====\n\n---\n```\n原样 1\n```\n![图](a.png)\n");
        assertThat(OwnDocumentsTest.shown(read))
                .isEqualTo(
                        "F   ---\nF   title: 甲\nF   ---\n 1  计划\nF   ====\nF   ---\nF   ```\n    原样 1\nF   ```\nF   ![图](a.png)\n");
    }

    @Test
    void aPageIsDecodedByWhatItNames() {
        String page =
                "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'></head><body><p>修路4公里。</p></body></html>";
        assertThat(Formats.manuscript("a.htm", page.getBytes(Charset.forName("GBK")))
                        .text())
                .isEqualTo("修路4公里。");
        assertThat(Formats.manuscript("a.htm", page.getBytes(StandardCharsets.UTF_8))
                        .text())
                .isEqualTo("修路4公里。");
    }

    @Test
    void mergedCellsOfAPageAreTold() {
        Manuscript read = read(
                "a.html",
                "<table><tr><th>序号<th colspan=2>分工</tr><tr><td rowspan=2>1<td>甲<td>乙</tr><tr><td>丙<td>丁</tr></table>");
        assertThat(OwnDocumentsTest.shown(read)).isEqualTo("  R 序号|分工|\n  R 1|甲|乙\n  R ^|丙|丁\n");
    }

    @Test
    void aPageArrangedByTablesIsNoTable() {
        Manuscript read = read(
                "a.html",
                "<table><tr><td><a href=a>首页</a></td><td><table><tr><td><p>一、安排</p><p>修路4公里，架桥2座。</p></td></tr></table></td></tr></table>");
        assertThat(OwnDocumentsTest.shown(read)).isEqualTo("F   首页\n    一、安排\n    修路4公里，架桥2座。\n");
    }

    @Test
    void deepNestingIsNoWayToStopTheReader() {
        String deep = "<div>".repeat(200_000) + "修路4公里。";
        Problem problem = catchThrowableOfType(Problem.class, () -> read("a.html", deep));
        assertThat(problem == null || problem.code().startsWith("document.")).isTrue();
    }

    @Test
    void utf16WithoutAMarkIsReadOnlyWhereItIsSure() {
        byte[] sure = "请于6月30日前上报。\r\n".getBytes(StandardCharsets.UTF_16LE);
        assertThat(Formats.manuscript("a.txt", sure).text()).isEqualTo("请于6月30日前上报。\r\n");
        byte[] big = "请于6月30日前上报。\n".getBytes(StandardCharsets.UTF_16BE);
        assertThat(Formats.manuscript("a.txt", big).text()).startsWith("请于6月");
        byte[] random = {1, 0, 2, 0, 3, 0, (byte) 0x81, (byte) 0xD8};
        Problem problem = catchThrowableOfType(Problem.class, () -> Formats.manuscript("a.txt", random));
        assertThat(problem.code()).isEqualTo("document.unsupported");
    }

    private static Manuscript read(String name, String text) {
        return Formats.manuscript(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
