package cn.shiji.comparison;

import cn.shiji.document.Span;
import cn.shiji.kernel.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as it is kept: its head, without the texts.
 *
 * @param place where its unit stands, so that scopes can be asked
 * @param version rises with every change
 */
record KeptComparison(
        UUID id,
        UnitId unit,
        long place,
        int year,
        String title,
        int version,
        Instant matchedAt,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt) {

    /** One of the two documents as it was read. */
    record Document(UUID file, String fileName, String title, String text, List<Span> furniture, Instant readAt) {}

    /** Both documents. */
    record Documents(Document plan, Document report) {

        Document on(Side side) {
            return side == Side.PLAN ? plan : report;
        }
    }

    /** A reason as it is kept: the code of its words and what fills them. */
    record Why(String code, List<String> args) {}

    /** What the machine found about one commitment; {@code no} counts from 1. */
    record Commitment(
            int no,
            Span span,
            List<String> under,
            List<Span> figures,
            Verdict verdict,
            List<Span> report,
            List<Span> nearest,
            List<Why> why,
            double sure) {}

    /** One statement of the report; {@code unplanned} where the machine found no commitment it answers. */
    record Result(int no, Span span, List<String> under, List<Span> figures, boolean unplanned) {}

    /** All that one matching found. */
    record Match(List<Commitment> commitments, List<Result> results) {}

    /** What a decision is about. */
    enum About {
        COMMITMENT,
        RESULT
    }

    /**
     * What a person decided.
     *
     * @param quote the words of {@code span}, by which it is found again in another reading
     * @param verdict null puts the machine's own back; always null about a result
     * @param report what tells the commitment
     * @param aside about a result: not to be listed as without basis in the plan
     * @param machine what the machine said then; null about a result
     * @param placed false where the words are not in the text any more
     * @param shaken true where one of {@code report} is not in the report any more
     */
    record Decision(
            UUID id,
            int ordinal,
            About about,
            Span span,
            String quote,
            @Nullable Verdict verdict,
            List<Span> report,
            List<String> reportQuotes,
            boolean aside,
            @Nullable String note,
            @Nullable Verdict machine,
            String by,
            Instant at,
            boolean placed,
            boolean shaken) {}
}
