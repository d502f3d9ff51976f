package cn.shiji.app.demo;

import cn.shiji.directory.Unit;
import cn.shiji.evidence.Evidence;
import cn.shiji.kernel.Caller;
import cn.shiji.plan.FigureChange;
import cn.shiji.plan.NewEntry;
import cn.shiji.plan.PlanView;
import cn.shiji.plan.PlanView.FigureItem;
import cn.shiji.plan.PlanView.NodeView;
import cn.shiji.plan.Plans;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The town's plan and what its offices declared for it. */
final class DemoProgress {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant PUBLISHED =
            LocalDate.of(DemoPlan.YEAR, 1, 16).atTime(16, 30).atZone(ZONE).toInstant();
    private static final LocalTime DECLARED = LocalTime.of(17, 0);

    private final Plans plans;
    private final Evidence evidence;
    private final DemoTown town;
    private final List<NodeView> commitments;

    private DemoProgress(Plans plans, Evidence evidence, DemoTown town, List<NodeView> commitments) {
        this.plans = plans;
        this.evidence = evidence;
        this.town = town;
        this.commitments = commitments;
    }

    /** Takes the plan through the steps of the office: import, look at everything, assign, bind, publish. */
    static DemoProgress published(Plans plans, Evidence evidence, DemoTown town) {
        Caller office = town.office();
        UUID plan = plans.importDocument(office, town.town().id(), DemoPlan.YEAR, DemoPlan.FILE, DemoPlan.document());
        plans.assignAsNamed(office, plan);
        List<NodeView> commitments = commitments(plans.draft(office, plan));
        for (List<String> row : DemoTable.rows("bindings.csv", "|", 3)) {
            FigureItem figure = figure(commitment(commitments, row.get(0)), row.get(1));
            plans.changeFigure(office, plan, figure.id(), FigureChange.countedBy(row.get(2)));
        }
        var held = new HashSet<UUID>();
        // What offices declare amounts for is a target, whatever the reader took it for: an office would say so.
        for (List<String> row : DemoTable.rows("declared.csv", "|", 6)) {
            for (String amount : row.get(4).split(";")) {
                FigureItem figure = amount.isEmpty()
                        ? null
                        : figure(commitment(commitments, row.get(0)), amount.substring(0, amount.indexOf('=')));
                if (figure != null && !figure.target() && held.add(figure.id())) {
                    plans.changeFigure(
                            office,
                            plan,
                            figure.id(),
                            new FigureChange(true, null, null, null, null, null, null, null, null));
                }
            }
        }
        plans.reviewAll(office, plan);
        plans.publishAsOf(office, plan, PUBLISHED);
        return new DemoProgress(plans, evidence, town, commitments);
    }

    /** Declares what the offices had declared before the day given. */
    void declare(LocalDate today) {
        for (List<String> row : DemoTable.rows("declared.csv", "|", 6)) {
            LocalDate day = LocalDate.parse(row.get(1));
            if (!day.isBefore(today)) {
                continue;
            }
            NodeView commitment = commitment(commitments, row.get(0));
            List<NewEntry.Amount> amounts = Arrays.stream(row.get(4).split(";"))
                    .filter(amount -> !amount.isEmpty())
                    .map(amount -> amount.split("="))
                    .map(amount ->
                            new NewEntry.Amount(figure(commitment, amount[0]).id(), new BigDecimal(amount[1])))
                    .toList();
            Instant at = day.atTime(DECLARED).atZone(ZONE).toInstant();
            NewEntry entry = new NewEntry(
                    day,
                    row.get(3),
                    amounts,
                    null,
                    support(row.get(0), row.get(1), town.unit(row.get(2))),
                    row.get(5),
                    town.unit(row.get(2)).id().value());
            plans.declareAsOf(town.office(), commitment.id(), Chance.id(at, "entry", row.get(0), day), entry, at);
        }
    }

    /** Keeps the file that supports an entry, where the demo has one. */
    private @Nullable UUID support(String commitment, String day, Unit unit) {
        return DemoTable.rows("evidence.csv", "|", 4).stream()
                .filter(row -> row.get(0).equals(commitment) && row.get(1).equals(day))
                .findFirst()
                .map(row -> evidence.keep(
                                town.office(),
                                unit.id(),
                                unit.place(),
                                row.get(2),
                                row.get(3).replace('/', '\n').getBytes(StandardCharsets.UTF_8))
                        .id())
                .orElse(null);
    }

    private static List<NodeView> commitments(PlanView plan) {
        return plan.allNodes().stream().filter(NodeView::task).toList();
    }

    private static NodeView commitment(List<NodeView> commitments, String words) {
        List<NodeView> found = commitments.stream()
                .filter(node -> (node.heading() + "\n" + node.text()).contains(words))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    "The demo's plan has " + found.size() + " commitments with the words " + words);
        }
        return found.getFirst();
    }

    private static FigureItem figure(NodeView commitment, String text) {
        return commitment.figures().stream()
                .filter(figure -> figure.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The commitment " + commitment.heading()
                        + " has no figure " + text + " among "
                        + commitment.figures().stream().map(FigureItem::text).toList()));
    }
}
