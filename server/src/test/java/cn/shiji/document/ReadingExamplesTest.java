package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of examples shows what the reader does today: {@code ./shiji generate} renews it. */
class ReadingExamplesTest {

    private static final Path PAGE = Repository.ROOT.resolve("docs/generated/reading.md");
    private static final Path SOURCES = Repository.ROOT.resolve("server/src/main/java/cn/shiji/document");
    private static final Pattern SUMMARY = Pattern.compile(
            "/\\*\\*\\s*\\*?\\s*(.+?\\.)(?:\\s|\\*/)[^/]*?\\*/\\s*(?:@[^\\n]*\\n)*(?:public |final |abstract |sealed )*"
                    + "(?:class|record|enum|interface) (\\w+)",
            Pattern.DOTALL);

    private static final List<String> FIGURES = List.of(
            "新建高标准农田22万亩。",
            "完成投资３．５亿元。",
            "建成两个示范村。",
            "新增企业**家。",
            "收入增长百分之五。",
            "产值翻一番。",
            "三分之一的村通了车。",
            "培训200余人次。",
            "产值突破1.2亿元。",
            "能耗控制在5%以内。",
            "修路约40公里。",
            "每村种茶3—5亩。",
            "群众满意度居全县第三。",
            "粮食产量增长5%。",
            "困难家庭减少20户。",
            "农民收入增长到5000元。",
            "力争新增就业600人。",
            "已建成养老院4所。",
            "对投资1000万元以上的企业给予奖励。",
            "第十二次会议通过“十四五”规划和12345热线办法。");

    private static final List<String> NOTES = List.of(
            "修路12公里。（责任单位：县交通运输局、各乡镇）",
            "修路12公里。（牵头单位：县交通运输局；配合单位：县财政局等）",
            "修路12公里。（省交通运输厅牵头，省财政厅等按职责分工负责）",
            "垃圾清运由村建办负责。",
            "责任领导：李四；责任人：王五。",
            "三季度完成征地。",
            "2032年6月底前建成大桥。",
            "完成时限：年底前");

    private static final List<String> TREES = List.of("""
            柳溪镇2032年工作安排
            一、抓产业
            （一）茶叶。一是新建茶园300亩。二是引进茶企2家。
            （二）旅游
            1．修步道4公里。
            2．办节会。
            二、抓民生
            一是修路。二是架桥。""", """
            柳溪镇2031年工作总结及2032年工作计划
            当前位置：首页 > 计划
            一、2031年工作回顾
            新建茶园200亩。引进茶企1家。
            二、2032年工作安排
            围绕上述目标，做好以下工作。新建茶园300亩。引进茶企2家。
            - 3 -""", """
            任务分解表
            序号\t目标任务\t牵头单位\t责任人\t完成时限
            1\t修路12公里\t村建办\t张三\t6月底前
            2\t办节会\t文旅办\t李四\t年底前""");

    @Test
    void thePageOfExamplesIsUpToDate() throws IOException {
        String fresh = page();
        if (Boolean.getBoolean("shiji.regenerate")) {
            Files.writeString(PAGE, fresh);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/generated/reading.md; ./shiji generate renews it")
                .isEqualTo(fresh);
    }

    private static String page() throws IOException {
        var page = new StringBuilder("# What the reader makes of words\n\n"
                + "Made by the reader itself from sentences of our own; a test fails when it is stale. How documents are read is\n"
                + "told in [reading.md](../reading.md).\n\n## Figures\n\n"
                + "| Words | Figure | Value | Unit | Relation | Change | Role |\n|---|---|---|---|---|---|---|\n");
        for (String sentence : FIGURES) {
            ReadDocument read = Documents.readText("柳溪镇2032年工作\n一、情况\n" + sentence);
            List<Figure> figures = read.allNodes().stream()
                    .flatMap(node -> node.figures().stream())
                    .toList();
            if (figures.isEmpty()) {
                page.append("| ").append(cell(sentence)).append(" | no figure | | | | | |\n");
            }
            for (Figure figure : figures) {
                page.append("| %s | %s | %s | %s | %s | %s | %s |\n"
                        .formatted(
                                cell(sentence),
                                cell(figure.text()),
                                value(figure),
                                figure.unit(),
                                figure.relation().code(),
                                figure.change().code(),
                                figure.role().code()));
            }
        }
        page.append("\n## Units, people, deadlines\n\n| Words | Read |\n|---|---|\n");
        for (String note : NOTES) {
            ReadDocument read = Documents.readText("柳溪镇2032年工作计划\n一、工作安排\n（一）路桥\n1．" + note);
            page.append("| ")
                    .append(cell(note))
                    .append(" | ")
                    .append(told(read))
                    .append(" |\n");
        }
        page.append("\n## Trees\n");
        for (String text : TREES) {
            page.append("\n```text\n").append(text.replace('\t', '|')).append("\n```\n\nis read as\n\n```text\n");
            ReadDocument read = Documents.readText(text);
            read.nodes().forEach(node -> tree(node, 0, page));
            for (Span span : read.furniture()) {
                page.append("furniture: ").append(read.cut(span)).append('\n');
            }
            page.append("```\n");
        }
        return page + "\n## Where each rule is\n\n" + rules();
    }

    private static String value(Figure figure) {
        if (figure.masked()) {
            return "hidden";
        }
        return figure.value() != null
                ? figure.value().toPlainString()
                : figure.low() == null || figure.high() == null
                        ? ""
                        : figure.low().toPlainString() + " to " + figure.high().toPlainString();
    }

    private static String told(ReadDocument read) {
        return read.allNodes().stream()
                .flatMap(node -> java.util.stream.Stream.of(
                                node.units().stream()
                                        .map(unit -> unit.role().code() + " " + unit.name()
                                                + (unit.open() ? " (and others)" : "")),
                                node.people().stream()
                                        .map(person -> person.role().code() + " " + person.name()),
                                java.util.stream.Stream.ofNullable(node.due())
                                        .map(due -> "by " + (due.day() == null ? due.text() : due.day())))
                        .flatMap(each -> each))
                .collect(Collectors.joining("; "));
    }

    private static void tree(Node node, int depth, StringBuilder page) {
        String words = node.heading().isEmpty() ? node.text() : node.heading();
        page.append("  ".repeat(depth))
                .append(node.level().code())
                .append(node.marker().isEmpty() ? "" : " " + node.marker())
                .append(" ")
                .append(words.replace('\n', ' ').replace('\t', '|'))
                .append("  [")
                .append(node.tense().name().toLowerCase(Locale.ROOT))
                .append("]\n");
        node.children().forEach(child -> tree(child, depth + 1, page));
    }

    /** Each class of the reader with the first sentence of its description. */
    private static String rules() throws IOException {
        var table = new StringBuilder("| Class | What it is |\n|---|---|\n");
        List<Path> sources;
        try (var files = Files.walk(SOURCES)) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        for (Path source : sources) {
            String name = source.getFileName().toString().replace(".java", "");
            Matcher summary = SUMMARY.matcher(Files.readString(source));
            while (summary.find()) {
                if (summary.group(2).equals(name)) {
                    String words = summary.group(1)
                            .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                            .replaceFirst("(?<=\\.) .*", "")
                            .replaceAll("\\{@(?:code|link) ([^}]*)}", "$1");
                    table.append("| `%s` | %s |\n"
                            .formatted(SOURCES.relativize(source).toString().replace(".java", ""), cell(words)));
                    break;
                }
            }
        }
        return table.toString();
    }

    private static String cell(String words) {
        return words.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
    }
}
