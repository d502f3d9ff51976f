package cn.shiji.document;

import cn.shiji.kernel.Problem;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what a fuzzer thinks of, and asks of every reading what {@link ReadingPromises} hold.
 *
 * <p>Not part of the ordinary tests: {@code docs/reading.md} says how a run is started.
 */
class ReaderFuzz {

    /** A reading may take this long for each character, and {@link #START} beside; far more than it needs. */
    private static final long NANOS_FOR_A_CHARACTER = 100_000;

    private static final long START = 10_000_000_000L;

    /** Pieces of official documents; a fuzzer that had to find them byte by byte would find few. */
    private static final List<String> PIECES = List.of(
            "\n", "\n\n", "\r\n", "\t", " ", "\u3000", "一、", "二、", "三、", "十一、", "（一）", "（二）", "(三)", "1.", "2．", "3、", "**.", "（1）",
            "2）", "①", "②", "——", "--", "一是", "二是", "三是", "一要", "二要", "第一部分", "第二章", "第三节", "第四条", "01综合", "目录", "附件", "附件1：",
            "柳溪镇2031年工作总结及2032年工作计划", "2031年工作回顾", "2032年工作安排", "主要目标", "指导思想", "存在的问题", "总则", "各位代表：", "同志们，", "名词解释", "新建茶园",
            "修路", "架桥", "推进", "力争", "确保", "要", "将", "已", "截至", "同比", "增长", "下降", "减少", "增加到", "达到", "不低于", "不超过", "超过", "突破", "近",
            "约", "以上", "以下", "以内", "左右", "余", "多", "分别", "由", "到", "至", "—", "0", "3", "12", "2031", "2031年", "6月", "30日", "前", "底前",
            "年底前", "三季度", "上半年", "完成", "1,200", "3.5", "５", "*", "**", "×", "x", "某", "某万", "一", "两", "三", "十", "百", "千", "万", "亿", "零", "百亿", "个", "家", "亩",
            "元", "万元", "%", "％", "个百分点", "倍", "公里", "人次", "户", "座", "分", "小时", "成", "半", "翻一番", "三分之一", "百分之五", "点", "第", "第3位", "居全县",
            "第一", "前十", "责任单位：", "牵头单位：", "配合单位：", "责任领导：", "责任人：", "完成时限：", "县农业农村局", "经发办", "各村", "等部门", "等", "牵头", "配合", "负责",
            "按职责分工负责", "、", "，", "。", "；", "：", "！", "？", "（", "）", "(", ")", "【", "】", "〔", "〕", "《", "》", "“", "”", "\"", "序号", "任务",
            "目标任务", "责任单位", "完成时限", "张三", "李四、王五", "当前位置:首页 > 计划 >", "时间:2031-01-05 来源:办公室", "- 3 -", "第 3 页", "推荐访问:乡镇", "http://x.cn/a",
            "𠮷村", "\ud840", "\udc00", "\u200b", "\ufeff", "\u0000", "A", "5G", "PM2.5", "3+3", "/", "-", "~", ">", "<", "|", "#", "党建引领", "“五改三清”", "是",
            "坚持", "围绕", "当前，");

    private static final List<String> WORD_PIECES = List.of(
            "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:t xml:space='preserve'>", "<w:tab/>", "<w:br/>", "<w:tbl>", "</w:tbl>",
            "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:tcPr>", "</w:tcPr>", "<w:gridSpan w:val='2'/>", "<w:vMerge w:val='restart'/>", "<w:vMerge/>",
            "<w:pPr>", "</w:pPr>", "<w:pStyle w:val='1'/>", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>", "<w:outlineLvl w:val='1'/>",
            "<w:ins>", "</w:ins>", "<w:del>", "</w:del>", "<w:delText>", "</w:delText>", "<w:rPr><w:del/></w:rPr>", "<w:sdt>", "</w:sdt>",
            "<w:sdtContent>", "</w:sdtContent>", "<w:txbxContent>", "</w:txbxContent>", "<w:fldChar w:fldCharType='begin'/>",
            "<w:fldChar w:fldCharType='separate'/>", "<w:fldChar w:fldCharType='end'/>", "<w:instrText> TOC </w:instrText>", "<w:moveFrom>",
            "</w:moveFrom>", "<w:hyperlink>", "</w:hyperlink>", "<w:noBreakHyphen/>", "<w:sym w:char='F0A8'/>", "<w:p/>", "<w:sectPr/>");

    private static final List<String> WEB_PIECES = List.of(
            "<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td rowspan=2>", "<td colspan=3>",
            "<td rowspan=99999999>", "<th>", "<br>", "<h1>", "</h1>", "<h2>", "<h3>", "<ol>", "<ol start=5>", "<ul>", "<li>", "</li>", "</ol>", "</ul>",
            "<span>", "</span>", "<a href=x>", "</a>", "<script>", "</script>", "<style>", "<nav>", "</nav>", "<footer>", "&nbsp;", "&#12288;", "&amp;",
            "<!--", "-->", "<title>", "</title>", "<body>", "<pre>", "<b>", "</b>", "<center>", "<div class=nav>", "<div class=content>", "<meta charset=gbk>");

    private static final List<String> MARKDOWN_PIECES = List.of(
            "# ", "## ", "### ", "- ", "* ", "+ ", "1. ", "10) ", "| ", "|", "|---|---|", "```", "~~~", "> ", "**", "__", "_", "`", "[", "](x)", "![",
            "    ", "===", "---", "<br>", "\\", "&nbsp;", "***", "<!--", "-->");

    /** A text of any characters. */
    @FuzzTest(maxDuration = "30m")
    @DictionaryEntries({"一、", "（一）", "1.", "一是", "。", "；", "，", "责任单位：", "牵头", "由", "负责", "第", "亿", "万", "%", "年底前", "\n", "\t"})
    void text(FuzzedDataProvider data) {
        read(data.consumeRemainingAsString());
    }

    /** A text put together from the pieces of official documents, some of them again and again. */
    @FuzzTest(maxDuration = "30m")
    void pieces(FuzzedDataProvider data) {
        var text = new StringBuilder();
        while (data.remainingBytes() > 0 && text.length() < 3_000) {
            int piece = data.consumeByte() & 0xff;
            if (piece < PIECES.size()) {
                text.append(PIECES.get(piece));
            } else if (piece < 250) {
                text.append((char) (0x4e00 + data.consumeByte() * 64 + 8192));
            } else {
                int again = Math.min(text.length(), data.consumeByte() & 0xff);
                String last = text.substring(text.length() - again);
                text.append(last.repeat(data.consumeByte() & 0x1f));
            }
        }
        read(text.toString());
    }

    /** A Word file, a web page or a Markdown text put together from its signs and from pieces of documents. */
    @FuzzTest(maxDuration = "30m")
    void marked(FuzzedDataProvider data) {
        int kind = data.consumeInt(0, 2);
        List<String> signs = List.of(WORD_PIECES, WEB_PIECES, MARKDOWN_PIECES).get(kind);
        var text = new StringBuilder();
        while (data.remainingBytes() > 0 && text.length() < 3_000) {
            int piece = data.consumeByte() & 0xff;
            int words = (data.consumeByte() & 0xff) % PIECES.size();
            text.append(piece < signs.size() ? signs.get(piece) : PIECES.get(words));
        }
        byte[] bytes = kind == 0 ? WordFiles.raw(text.toString()) : text.toString().getBytes(StandardCharsets.UTF_8);
        readFile("f." + List.of("docx", "html", "md").get(kind), bytes);
    }

    /** A file of any kind: its first byte chooses the name it comes with. */
    @FuzzTest(maxDuration = "30m")
    void file(byte[] data) {
        if (data.length == 0) {
            return;
        }
        List<String> endings = List.of("docx", "doc", "wps", "pdf", "xlsx", "xls", "txt", "md", "html", "");
        String name = "f." + endings.get((data[0] & 0xff) % endings.size());
        readFile(name, Arrays.copyOfRange(data, 1, data.length));
    }

    private static void readFile(String name, byte[] bytes) {
        long begun = busyNanos();
        try {
            ReadDocument read = Documents.read(name, bytes);
            inTime(begun, read.text().length() + bytes.length);
            ReadingPromises.keptBy(read);
        } catch (Problem refused) {
            inTime(begun, bytes.length);
        }
    }

    private static void read(String text) {
        long begun = busyNanos();
        ReadDocument read = Documents.readText(text);
        inTime(begun, text.length());
        ReadingPromises.keptBy(read);
    }

    /** What this thread has used of its processor: a fuzz run may have to wait for others. */
    private static long busyNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void inTime(long begun, int length) {
        long took = busyNanos() - begun;
        if (took > START + length * NANOS_FOR_A_CHARACTER) {
            throw new AssertionError("took " + took / 1_000_000 + " ms for " + length + " characters");
        }
    }
}
