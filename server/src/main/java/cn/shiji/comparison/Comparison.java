package cn.shiji.comparison;

import cn.shiji.document.Node;
import cn.shiji.document.ReadDocument;
import java.util.ArrayList;
import java.util.List;

/** Holds a plan against a report: the pure door of this module. */
public final class Comparison {

    private Comparison() {}

    /**
     * Judges every commitment of the plan's coming period by the review part of the report.
     *
     * <p>A document that has no such part is taken whole: a plan without review, a report without outlook.
     */
    public static Compared of(ReadDocument plan, ReadDocument report) {
        var pairs = new ArrayList<Pair>();
        for (Statement commitment : commitments(plan)) {
            pairs.add(new Pair(
                    commitment, Verdict.NOT_TOLD, List.of(), List.of(), List.of(new Reason.NothingNear()), 0.5));
        }
        List<Statement> results = results(report);
        return new Compared(
                pairs, results, results.stream().map(Statement::span).toList());
    }

    /** The commitments of a plan, in the order of its text. */
    public static List<Statement> commitments(ReadDocument plan) {
        return leaves(plan);
    }

    /** The results a report states, in the order of its text. */
    public static List<Statement> results(ReadDocument report) {
        return leaves(report);
    }

    private static List<Statement> leaves(ReadDocument document) {
        return document.allNodes().stream()
                .filter(node -> node.children().isEmpty())
                .map(Comparison::whole)
                .toList();
    }

    private static Statement whole(Node node) {
        return new Statement(node.span(), List.of(), node.figures());
    }
}
