package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What must hold for every text, well formed or not: the promises of {@link ReadingPromises}, and that reading ends soon.
 *
 * <p>Random but seeded, so that a failure comes again. The longer search is a fuzz run ({@code docs/reading.md}).
 */
class AnyTextTest {

    private static final String SAMPLE = """
            当前位置:首页 > 计划 >
            柳溪镇2031年工作总结及2032年工作计划
            一、2031年工作回顾 （一）产业。一是种茶。新建茶园**亩，带动增收3.5万元，同比增长12%。二是养蜂。养蜂300余箱。
            （二）民生。修路4—6公里，“五改三清”推开，群众满意度居全县第2位。
            二、2032年工作安排
            1．抓产业。到2035年，产值突破1.2亿元；新增企业6家以上。（牵头单位：经发办；配合单位：财政所、各村）
            **．抓治理。——建好站点。由综治办负责。
            序号\t任务\t责任单位
            1\t架桥２座\t村建办
            第三章 附则 第一条 本计划三分之一以上由𠮷村承担，百分之五，翻一番，千分之三。
            推荐访问:乡镇""";

    private static final String PIECES =
            "一二三十百千万亿两零〇0123456789０９*＊×Xx某.．,，。；：:;、（）()“”\"《》〔〕第是要节章条—-~至到年月日个家%％元亩余多成半翻番分之 \t\n\r\u3000\u200b𠮷①";

    /** A reading may take this long for each character, beside a second for a machine that is busy. */
    private static final long MICROS_FOR_A_CHARACTER = 100;

    @Test
    void cutDoubledAndWidenedTextsKeepTheirPromises() {
        Random random = new Random(20_311_205);
        for (int round = 0; round < 400; round++) {
            keepsPromises(changed(SAMPLE, random));
        }
    }

    @Test
    void nonsenseKeepsThemToo() {
        Random random = new Random(7);
        for (int round = 0; round < 250; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(120); i >= 0; i--) {
                text.append(piece(random));
            }
            keepsPromises(text.toString());
        }
        keepsPromises("");
        keepsPromises("一");
        keepsPromises("第");
        keepsPromises("（");
    }

    @Test
    void readingIsDeterministic() {
        assertThat(ReadingJson.of(Documents.readText(SAMPLE))).isEqualTo(ReadingJson.of(Documents.readText(SAMPLE)));
    }

    /** Pieces that tempt a reader to go back over what it has read, again and again. */
    @Test
    void theSamePieceAgainAndAgainKeepsThemToo() {
        for (String hard : List.of(
                "（",
                "“",
                "一、\n",
                "1.",
                "第一",
                "千",
                "3、",
                "由",
                "责任单位：",
                SAMPLE,
                "修路，",
                "《",
                "\n一是",
                " ",
                "7",
                "７",
                "*",
                "七",
                "𠮷",
                "两座",
                "1,",
                "3—",
                "牵头",
                "（甲",
                "、",
                "一、1.",
                "目录\n",
                "1\t2\t3\n",
                "年底前")) {
            keepsPromises(hard.repeat(100_000 / hard.length()));
        }
    }

    /** What a fuzz run found; each was once read wrongly. */
    @Test
    void whatWasOnceReadWronglyIsReadRight() {
        for (String found : List.of("一是\n新建茶园", "——\n新建茶园\n二、修路", "1.\n1.修路")) {
            keepsPromises(found);
        }
    }

    @Test
    void everyOpenReportKeepsThem() throws IOException {
        for (String report : openReports()) {
            keepsPromises(report);
            assertThat(ReadingJson.of(Documents.readText(report)))
                    .isEqualTo(ReadingJson.of(Documents.readText(report)));
        }
    }

    @Test
    void everyOpenReportCutDoubledAndShuffledKeepsThem() throws IOException {
        Random random = new Random(1969);
        for (String report : openReports()) {
            for (int round = 0; round < 4; round++) {
                keepsPromises(changed(report, random));
            }
        }
    }

    /** The texts of the reports that stand beside the checkout; the test is skipped where there are none. */
    private static List<String> openReports() throws IOException {
        List<Path> reports;
        try (var files = Files.walk(RealDocuments.folder().resolve("reports"))) {
            reports = files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
        assertThat(reports).hasSizeGreaterThan(50);
        var texts = new ArrayList<String>();
        for (Path report : reports) {
            texts.add(Documents.read("report.txt", Files.readAllBytes(report)).text());
        }
        return texts;
    }

    private static void keepsPromises(String text) {
        long begun = System.nanoTime();
        ReadDocument read = Documents.readText(text);
        long micros = (System.nanoTime() - begun) / 1000;
        assertThat(micros)
                .as("microseconds for %d characters", text.length())
                .isLessThan(1_000_000 + MICROS_FOR_A_CHARACTER * text.length());
        assertThat(read.text()).isEqualTo(text);
        ReadingPromises.keptBy(read);
    }

    /** A text after some of what can happen to one on its way. */
    private static String changed(String original, Random random) {
        var text = new StringBuilder(original);
        for (int change = random.nextInt(6); change >= 0; change--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(40));
            switch (random.nextInt(10)) {
                case 0 -> text.delete(at, Math.min(to, text.length() - 1));
                case 1 -> text.insert(at, text.substring(at, to));
                case 2 -> text.insert(at, piece(random));
                case 3 -> text.setCharAt(at, '*');
                case 4 -> text.setLength(at + 1);
                case 5 -> mask(text, at, Math.min(text.length(), at + 2000));
                case 6 -> shuffleLines(text, random);
                case 7 -> withoutBreaks(text, at, Math.min(text.length(), at + 2000));
                case 8 -> text.insert(at, "𠮷𡈽".repeat(random.nextInt(4)));
                default -> widen(text, at, to);
            }
        }
        return text.toString();
    }

    private static void mask(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isDigit(text.charAt(i))) {
                text.setCharAt(i, '*');
            }
        }
    }

    private static void shuffleLines(StringBuilder text, Random random) {
        List<String> lines = new ArrayList<>(text.toString().lines().toList());
        Collections.shuffle(lines, random);
        text.setLength(0);
        text.append(String.join("\n", lines)).append('\n');
    }

    private static void withoutBreaks(StringBuilder text, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (text.charAt(i) == '\n' && text.length() > 1) {
                text.deleteCharAt(i);
            }
        }
    }

    private static String piece(Random random) {
        int at = random.nextInt(PIECES.codePointCount(0, PIECES.length()));
        return Character.toString(PIECES.codePointAt(PIECES.offsetByCodePoints(0, at)));
    }

    private static void widen(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 127) {
                text.setCharAt(i, (char) (c + 0xFEE0));
            }
        }
    }
}
