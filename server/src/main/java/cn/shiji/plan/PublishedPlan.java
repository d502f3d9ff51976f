package cn.shiji.plan;

import cn.shiji.document.Level;
import cn.shiji.kernel.UnitId;
import cn.shiji.mechanism.WorkLine;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest published version of a plan, as a caller may see it.
 *
 * @param unit whose plan it is
 * @param version its number, from 1
 * @param nodes the top of its tree, in the order of the document
 */
public record PublishedPlan(
        UUID id,
        String title,
        int year,
        UnitId unit,
        String unitName,
        int version,
        Instant publishedAt,
        String publishedBy,
        List<PlanNode> nodes) {

    public PublishedPlan {
        nodes = List.copyOf(nodes);
    }

    /** Every commitment, in the order of the document. */
    public List<PlanNode> commitments() {
        var found = new ArrayList<PlanNode>();
        nodes.forEach(node -> collect(node, found));
        return found;
    }

    private static void collect(PlanNode node, List<PlanNode> into) {
        if (node.commitment()) {
            into.add(node);
        }
        node.children().forEach(child -> collect(child, into));
    }

    /**
     * A division of the plan, down to the commitment.
     *
     * @param id the same in every version
     * @param number its place in the tree ({@code 2.2.1}); empty for the document's title
     * @param marker as written ({@code （一）})
     * @param text its words; empty for a division that has others below it
     * @param commitment whether somebody is held to it; such a node is always innermost
     * @param line its work line or that of the division above
     * @param due the last day that still counts: as the document says, else the last day of the year
     * @param units who answers for it, or for the nearest division above that says so
     * @param entries what was declared, oldest first, withdrawn ones left out; only of units within the caller's scope
     */
    public record PlanNode(
            UUID id,
            Level level,
            String number,
            String marker,
            String heading,
            String text,
            boolean commitment,
            @Nullable WorkLine line,
            LocalDate due,
            List<Duty> units,
            List<Target> targets,
            List<DeclaredEntry> entries,
            List<PlanNode> children) {

        public PlanNode {
            units = List.copyOf(units);
            targets = List.copyOf(targets);
            entries = List.copyOf(entries);
            children = List.copyOf(children);
        }

        /** The indicators that count towards its targets, each once. */
        public List<String> indicators() {
            return targets.stream()
                    .map(Target::indicator)
                    .filter(indicator -> indicator != null)
                    .distinct()
                    .toList();
        }
    }
}
