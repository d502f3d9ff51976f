package cn.shiji.comparison;

import cn.shiji.directory.UnitRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comparison for reading and correcting. Spans are {@code [start, end)} in code points into the text of their side.
 *
 * @param mayEdit whether the caller may correct it
 */
public record ComparisonView(
        UUID id,
        String title,
        int year,
        UnitRef unit,
        boolean mayEdit,
        String createdBy,
        Instant createdAt,
        DocumentView plan,
        DocumentView report,
        StandingView standing) {

    /**
     * One of the two documents.
     *
     * @param title as the reader found it; may be empty
     * @param furniture page numbers and the like
     */
    public record DocumentView(String fileName, String title, String text, List<int[]> furniture, Instant readAt) {}

    /**
     * How it stands; every change answers with it.
     *
     * @param version give it back with a change, so that two people do not overwrite each other
     * @param undo what the caller would take back next; null where there is nothing
     * @param lost decisions whose place is not in the texts any more
     */
    public record StandingView(
            int version,
            Instant matchedAt,
            String changedBy,
            Instant changedAt,
            ComparisonCounts counts,
            List<CommitmentItem> commitments,
            List<ResultItem> results,
            @Nullable UndoView undo,
            List<LostDecision> lost) {}

    /** How many of each; {@code unplanned} without what was set aside. */
    public record ComparisonCounts(
            int commitments, int told, int otherFigure, int notTold, int unplanned, int corrected) {}

    /**
     * A commitment as it stands.
     *
     * @param no from 1, in the order of the plan
     * @param under the headings above it
     * @param verdict {@code told}, {@code other_figure} or {@code not_told}
     * @param report what tells it, best first
     * @param nearest what came nearest though it does not tell it
     * @param why the reasons: the machine's, or the person's note
     * @param sure how sure the machine is, from 0 to 1
     * @param decided who decided otherwise or the same; null where the machine's word holds
     */
    public record CommitmentItem(
            int no,
            int[] span,
            List<String> under,
            List<int[]> figures,
            String verdict,
            List<int[]> report,
            List<int[]> nearest,
            List<String> why,
            double sure,
            @Nullable DecidedView decided) {}

    /**
     * What a person decided, beside what the machine says.
     *
     * @param machine what the machine says now
     * @param machineReport what tells it, as the machine says now
     * @param machineWhy the machine's reasons
     * @param shaken true where what it rested on has changed since, so that somebody should look again
     */
    public record DecidedView(
            String by,
            Instant at,
            @Nullable String note,
            String machine,
            List<int[]> machineReport,
            List<String> machineWhy,
            boolean shaken) {}

    /**
     * A statement of the report as it stands.
     *
     * @param basis {@code answers}, {@code unplanned}, {@code aside} or {@code other}
     * @param asideBy who set it aside
     */
    public record ResultItem(
            int no,
            int[] span,
            List<String> under,
            List<int[]> figures,
            String basis,
            @Nullable String asideBy,
            @Nullable Instant asideAt) {}

    /** What would be taken back: about the {@code no}-th commitment or result, null where its place is lost. */
    public record UndoView(String about, @Nullable Integer no, String quote, Instant at) {}

    /** A decision whose place is gone. */
    public record LostDecision(
            String about,
            String quote,
            @Nullable String verdict,
            @Nullable String note,
            String by,
            Instant at) {}

    /** A comparison in the list. */
    public record ComparisonSummary(
            UUID id,
            String title,
            int year,
            UnitRef unit,
            int version,
            String planFile,
            String reportFile,
            ComparisonCounts counts,
            String createdBy,
            Instant createdAt,
            String changedBy,
            Instant changedAt) {}

    /**
     * How far the reading of two documents is.
     *
     * @param stage {@code received}, {@code reading}, {@code matching}, {@code storing}, {@code done} or {@code refused}
     * @param comparison once it is done
     * @param problems why it was refused, of both documents
     */
    public record ReadingView(
            UUID id, String stage, int percent, @Nullable UUID comparison, List<ReadingProblem> problems) {}

    /** Why a document was refused, in the reader's language; {@code side} is empty where it is not of one document. */
    public record ReadingProblem(String side, String code, String detail) {}
}
