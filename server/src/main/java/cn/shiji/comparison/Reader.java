package cn.shiji.comparison;

import cn.shiji.comparison.Comparisons.Sent;
import cn.shiji.comparison.KeptComparison.Commitment;
import cn.shiji.comparison.KeptComparison.Match;
import cn.shiji.comparison.KeptComparison.Result;
import cn.shiji.comparison.KeptComparison.Why;
import cn.shiji.document.Documents;
import cn.shiji.document.Figure;
import cn.shiji.document.Span;
import cn.shiji.evidence.Evidence;
import cn.shiji.kernel.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the two documents of a comparison and brings what the engine says of them into the form that is kept. */
final class Reader {

    private Reader() {}

    /** Both documents, read. */
    record Both(Sent plan, Sent report) {}

    /**
     * Reads one document.
     *
     * @throws Problem {@code comparison.file-too-large}, or what the document reader refuses with
     */
    static Sent read(String fileName, byte[] bytes) {
        if (bytes.length > Evidence.LARGEST) {
            throw tooLarge(fileName, bytes.length);
        }
        return new Sent(fileName, bytes, Documents.read(fileName, bytes));
    }

    /** Reads both; the first fault is thrown. */
    static Both read(String planName, byte[] plan, String reportName, byte[] report) {
        return new Both(read(planName, plan), read(reportName, report));
    }

    static Problem tooLarge(String fileName, long bytes) {
        return Problem.tooLarge("comparison.file-too-large", fileName, megabytes(bytes), megabytes(Evidence.LARGEST));
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /**
     * Holds the one against the other.
     *
     * @throws Problem {@code comparison.no-commitments} or {@code comparison.no-results}
     */
    static Match match(Both both) {
        Compared compared = Comparison.of(both.plan().read(), both.report().read());
        if (compared.pairs().isEmpty()) {
            throw Problem.bad("comparison.no-commitments", both.plan().fileName());
        }
        if (compared.results().isEmpty()) {
            throw Problem.bad("comparison.no-results", both.report().fileName());
        }
        List<Commitment> commitments = new ArrayList<>();
        for (Pair pair : compared.pairs()) {
            if (pair.commitment().span().length() > 0) {
                commitments.add(new Commitment(
                        commitments.size() + 1,
                        pair.commitment().span(),
                        pair.commitment().under(),
                        figures(pair.commitment()),
                        pair.verdict(),
                        pair.report(),
                        pair.nearest(),
                        pair.why().stream()
                                .map(reason -> new Why(
                                        reason.code(),
                                        reason.args().stream()
                                                .map(String::valueOf)
                                                .toList()))
                                .toList(),
                        Math.clamp(pair.sure(), 0.0, 1.0)));
            }
        }
        Set<Span> unplanned = new HashSet<>(compared.unplanned());
        List<Result> results = new ArrayList<>();
        for (Statement statement : compared.results()) {
            if (statement.span().length() > 0) {
                results.add(new Result(
                        results.size() + 1,
                        statement.span(),
                        statement.under(),
                        figures(statement),
                        unplanned.contains(statement.span())));
            }
        }
        return new Match(commitments, results);
    }

    private static List<Span> figures(Statement statement) {
        return statement.figures().stream().map(Figure::span).toList();
    }
}
