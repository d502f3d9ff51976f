package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.document.format.Stretch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for every text, well formed or not. */
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

    @Test
    void cutDoubledAndWidenedTextsKeepTheirPromises() {
        Random random = new Random(20_311_205);
        for (int round = 0; round < 250; round++) {
            var text = new StringBuilder(SAMPLE);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(text.length());
                int to = Math.min(text.length(), at + random.nextInt(40));
                switch (random.nextInt(5)) {
                    case 0 -> text.delete(at, Math.min(to, text.length() - 1));
                    case 1 -> text.insert(at, text.substring(at, to));
                    case 2 -> text.insert(at, piece(random));
                    case 3 -> text.setCharAt(at, '*');
                    default -> widen(text, at, to);
                }
            }
            keepsPromises(text.toString());
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
        for (String hard :
                List.of("（", "“", "一、\n", "1.", "第一", "千", "3、", "由", "责任单位：", SAMPLE, "修路，", "《", "\n一是", " ")) {
            keepsPromises(hard.repeat(40_000 / hard.length()));
        }
    }

    @Test
    void everyOpenReportKeepsThem() throws IOException {
        Path folder = RealDocuments.folder().resolve("reports");
        List<Path> reports;
        try (var files = Files.walk(folder)) {
            reports = files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
        for (Path report : reports) {
            keepsPromises(Documents.read("report.txt", Files.readAllBytes(report)));
        }
        assertThat(reports).hasSizeGreaterThan(50);
    }

    private static void keepsPromises(String text) {
        ReadDocument read = Documents.readText(text);
        assertThat(read.text()).isEqualTo(text);
        keepsPromises(read);
    }

    private static void keepsPromises(ReadDocument read) {
        int[] codePoints = read.text().codePoints().toArray();
        boolean[] covered = new boolean[codePoints.length];
        for (Span span : read.furniture()) {
            java.util.Arrays.fill(covered, span.start(), span.end(), true);
        }
        for (Node root : read.nodes()) {
            java.util.Arrays.fill(covered, root.span().start(), root.span().end(), true);
        }
        for (int i = 0; i < codePoints.length; i++) {
            boolean blank = codePoints[i] < 0x10000 && Stretch.blank((char) codePoints[i]);
            assertThat(covered[i] || blank)
                    .as("character %d of %s", i, read.text())
                    .isTrue();
        }
        children(new Span(0, codePoints.length), read.nodes(), codePoints);
    }

    private static void children(Span around, List<Node> nodes, int[] codePoints) {
        int at = around.start();
        for (Node node : nodes) {
            assertThat(node.span().start()).isGreaterThanOrEqualTo(at);
            assertThat(around.holds(node.span())).isTrue();
            assertThat(cut(codePoints, node.span())).isEqualTo(node.text());
            assertThat(node.text()).startsWith(node.marker());
            for (Figure figure : node.figures()) {
                assertThat(node.span().holds(figure.span())).isTrue();
                assertThat(cut(codePoints, figure.span())).isEqualTo(figure.text());
                assertThat(figure.masked()).isEqualTo(figure.value() == null && figure.low() == null);
                node.children()
                        .forEach(child ->
                                assertThat(child.span().overlaps(figure.span())).isFalse());
            }
            for (ResponsibleUnit unit : node.units()) {
                assertThat(cut(codePoints, unit.span())).isEqualTo(unit.name());
            }
            children(node.span(), node.children(), codePoints);
            at = node.span().end();
        }
    }

    private static String cut(int[] codePoints, Span span) {
        return new String(codePoints, span.start(), span.length());
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
