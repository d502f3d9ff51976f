package cn.shiji.comparison;

import cn.shiji.document.ReadDocument;
import java.util.List;

/** Holds a plan against a report: the pure door of this module. Safe to use from many threads. */
public final class Comparison {

    private static final Analyser ANALYSER = new Analyser();

    private Comparison() {}

    /**
     * Judges every commitment of the plan's coming period by the review part of the report.
     *
     * <p>A document that has no such part is taken whole: a plan without review, a report without outlook.
     */
    public static Compared of(ReadDocument plan, ReadDocument report) {
        return new Judge(sentences(plan, commitments(plan)), sentences(report, results(report))).compared();
    }

    /** The commitments of a plan, in the order of its text. */
    public static List<Statement> commitments(ReadDocument plan) {
        return Statements.coming(plan, new Offsets(plan.text()));
    }

    /** The results a report states, in the order of its text. */
    public static List<Statement> results(ReadDocument report) {
        return Statements.review(report, new Offsets(report.text()));
    }

    private static List<Sentence> sentences(ReadDocument document, List<Statement> statements) {
        var offsets = new Offsets(document.text());
        return statements.parallelStream()
                .map(statement -> Sentence.of(statement, document, offsets, ANALYSER))
                .toList();
    }
}
