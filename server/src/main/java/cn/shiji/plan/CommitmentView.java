package cn.shiji.plan;

import cn.shiji.directory.UnitRef;
import cn.shiji.evidence.FileView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One commitment opened: how it stands, what the document says, what was declared and recorded.
 *
 * @param path headings of the divisions it stands in, outermost first
 * @param quote the words of the document; empty for one that a person added
 * @param span where they stand in the document, null for one that a person added
 * @param entries declarations within the caller's scope, newest first, withdrawn ones too
 * @param timeline what happened, newest first
 * @param mayDeclare whether the caller may add a declaration
 * @param mayConfirm whether the caller may confirm one
 * @param removed the version that left it out, null where it still stands
 */
public record CommitmentView(
        UUID plan,
        String planTitle,
        int year,
        PlanProgress.ProgressRow row,
        List<String> path,
        String quote,
        int @Nullable [] span,
        List<EntryView> entries,
        List<Happening> timeline,
        boolean mayDeclare,
        boolean mayConfirm,
        @Nullable RemovedIn removed) {

    /** The version that left the commitment out; what was declared for it stays to be read. */
    public record RemovedIn(
            int version,
            @Nullable Instant at,
            @Nullable String reason,
            @Nullable String basis) {}

    /**
     * A declaration.
     *
     * @param counted false for one that was withdrawn, and for one of a day after the plan's year
     */
    public record EntryView(
            UUID id,
            UUID commitment,
            UnitRef unit,
            LocalDate day,
            String sentence,
            List<AmountView> figures,
            boolean completes,
            @Nullable FileView file,
            @Nullable String confirmedBy,
            String enteredBy,
            Instant enteredAt,
            String state,
            boolean withdrawn,
            @Nullable String withdrawnBy,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnReason,
            boolean counted) {}

    /** An amount declared for a target. */
    public record AmountView(UUID figure, String label, BigDecimal value, String unit) {}

    /**
     * One thing that happened.
     *
     * @param kind {@code record}, {@code entry} or {@code published}
     * @param value the amount it brought, null where it brought none
     * @param href where it is opened, null where it cannot be
     */
    public record Happening(
            String kind,
            LocalDate day,
            String title,
            @Nullable String sub,
            @Nullable BigDecimal value,
            @Nullable String unit,
            @Nullable String href) {}
}
