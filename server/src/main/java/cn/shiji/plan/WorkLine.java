package cn.shiji.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The line of work a commitment belongs to. */
public enum WorkLine {
    /** 党建引领 */
    PARTY("党建", "党组织", "党员", "从严治党", "干部", "政治建设", "党支部"),
    /** 产业兴旺 */
    INDUSTRY("产业", "经济", "招商", "项目", "旅游", "农业", "工业", "企业", "电商", "营商", "增收"),
    /** 生态保护 */
    ECOLOGY("生态", "环境", "绿色", "林长", "河长", "河湖", "山林", "污染", "垃圾", "护林", "绿美"),
    /** 治理有效 */
    GOVERNANCE("治理", "平安", "共同缔造", "稳定", "安全", "民生", "矛盾", "信访", "综治", "社会保障", "服务群众");

    private final List<String> words;

    WorkLine(String... words) {
        this.words = List.of(words);
    }

    /** The word used in JSON, in packs and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The line of a word, empty where there is no such line. */
    static Optional<WorkLine> of(String word) {
        return Arrays.stream(values()).filter(line -> line.word().equals(word)).findFirst();
    }

    /** The line a heading speaks of: the one whose words occur in it most often, empty where none does or two do alike. */
    static Optional<WorkLine> spokenOf(String heading) {
        List<WorkLine> best = Arrays.stream(values())
                .filter(line -> line.countIn(heading) > 0)
                .sorted(Comparator.comparingInt((WorkLine line) -> line.countIn(heading))
                        .reversed())
                .toList();
        if (best.isEmpty()
                || best.size() > 1
                        && best.get(0).countIn(heading) == best.get(1).countIn(heading)) {
            return Optional.empty();
        }
        return Optional.of(best.getFirst());
    }

    private int countIn(String heading) {
        return (int) words.stream().filter(heading::contains).count();
    }
}
