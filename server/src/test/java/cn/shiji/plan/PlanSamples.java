package cn.shiji.plan;

import cn.shiji.TestTown;
import cn.shiji.kernel.Caller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Plans for tests, in our own words. */
final class PlanSamples {

    static final int YEAR = LocalDate.now().getYear();

    static final String TEXT = """
            青溪镇%d年工作计划

            一、党建引领聚合力

            （一）建强干部队伍。一是持续开展周四夜学，全年不少于48期，培训党员干部4800人次以上。二是选派**个年轻干部小组到村锻炼，1月底前完成（牵头单位：党政办；配合单位：石桥村）。

            二、产业兴旺增动能

            （一）做强特色农业。一是新增林下黄精种植1200亩以上。二是肉牛存栏稳定在2600头左右。

            （二）抓实招商引资。一是年内新签入园亿元项目3个以上。二是在谈项目开工率达到80%%以上。
            """.formatted(YEAR);

    private PlanSamples() {}

    static byte[] text() {
        return TEXT.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] word() {
        try (XWPFDocument document = new XWPFDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            TEXT.lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> document.createParagraph().createRun().setText(line));
            document.write(out);
            return out.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A draft of the sample in the town. */
    static UUID draft(Plans plans, TestTown town) {
        return plans.importDocument(town.officer(), town.town.id(), YEAR, "计划.txt", text());
    }

    /** A draft that lacks nothing any more: all looked at, the town's office leads, the hidden number filled. */
    static UUID ready(Plans plans, TestTown town) {
        UUID plan = draft(plans, town);
        plans.reviewAll(town.officer(), plan);
        PlanView draft = plans.draft(town.officer(), plan);
        plans.assign(
                town.officer(),
                plan,
                draft.nodes().getFirst().id(),
                List.of(new Assignment(town.office.id(), DutyRole.LEAD)));
        plans.assignAsNamed(town.officer(), plan);
        plans.changeFigure(town.officer(), plan, figure(draft, "**个").id(), FigureChange.value(new BigDecimal("6")));
        return plan;
    }

    /** The sample, published. */
    static UUID published(Plans plans, TestTown town) {
        UUID plan = ready(plans, town);
        plans.publish(town.officer(), plan);
        return plan;
    }

    static PlanView.NodeView node(PlanView plan, String words) {
        return plan.allNodes().stream()
                .filter(node -> node.task() && node.text().contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No commitment says " + words));
    }

    static PlanView.FigureItem figure(PlanView plan, String text) {
        return plan.allNodes().stream()
                .flatMap(node -> node.figures().stream())
                .filter(figure -> figure.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No figure reads " + text));
    }

    static PublishedPlan.PlanNode commitment(Plans plans, Caller caller, UUID plan, String words) {
        return plans.published(caller, plan).commitments().stream()
                .filter(node -> node.text().contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No commitment says " + words));
    }
}
