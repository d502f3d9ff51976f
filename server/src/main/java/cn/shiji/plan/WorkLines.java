package cn.shiji.plan;

import cn.shiji.mechanism.WorkLine;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tells work lines from words: those of our JSON, and those of a document's headings. Pure. */
final class WorkLines {

    private WorkLines() {}

    /** The line of a word, empty where there is no such line. */
    static Optional<WorkLine> of(String word) {
        return Arrays.stream(WorkLine.values())
                .filter(line -> line.word().equals(word))
                .findFirst();
    }

    /**
     * The line a heading speaks of: the one whose words occur in it most often, and of two alike the one named last, for
     * headings put the field after the slogan (抓治理、促转型，在生态建设上精准发力). Empty where none is named.
     */
    static Optional<WorkLine> spokenOf(String heading) {
        return Arrays.stream(WorkLine.values())
                .filter(line -> count(line, heading) > 0)
                .max(Comparator.comparingLong((WorkLine line) -> count(line, heading))
                        .thenComparingInt(line -> last(line, heading)));
    }

    private static long count(WorkLine line, String heading) {
        return words(line).stream().filter(heading::contains).count();
    }

    private static int last(WorkLine line, String heading) {
        return words(line).stream().mapToInt(heading::lastIndexOf).max().orElse(-1);
    }

    private static List<String> words(WorkLine line) {
        return switch (line) {
            case PARTY -> List.of("党建", "党组织", "党员", "从严治党", "干部", "政治建设", "党支部");
            case INDUSTRY -> List.of("产业", "经济", "招商", "项目", "旅游", "农业", "工业", "企业", "电商", "营商", "增收");
            case ECOLOGY -> List.of("生态", "环境", "绿色", "林长", "河长", "河湖", "山林", "污染", "垃圾", "护林", "绿美");
            case GOVERNANCE -> List.of("治理", "平安", "共同缔造", "稳定", "安全", "民生", "矛盾", "信访", "综治", "社会保障", "服务群众");
        };
    }
}
