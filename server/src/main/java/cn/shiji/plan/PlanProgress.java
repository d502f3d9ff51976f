package cn.shiji.plan;

import cn.shiji.directory.UnitRef;
import cn.shiji.indicator.FigureView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a published plan stands, commitment by commitment.
 *
 * @param asOf when it was looked at
 * @param scope the unit whose records and declarations are counted
 * @param scopeNote why it is not the plan's own unit; null where it is
 * @param counts of all commitments, whatever the filter
 * @param groups the divisions that hold commitments, each with the counts of all below it, in the order of the document
 * @param rows the commitments the filter lets through, in the order of the document
 * @param removed what earlier versions promised and this one does not
 */
public record PlanProgress(
        UUID plan,
        String title,
        int year,
        int version,
        Instant asOf,
        UnitRef scope,
        @Nullable String scopeNote,
        Counts counts,
        List<Group> groups,
        List<ProgressRow> rows,
        List<Removed> removed) {

    /**
     * A commitment that a later version left out (已调整出计划).
     *
     * @param number its place in the last version that had it
     * @param lead who led it
     * @param removedIn the version that left it out
     * @param reason why that version was made
     * @param entries how many declarations stand
     */
    public record Removed(
            UUID commitment,
            String number,
            String heading,
            @Nullable String lead,
            int removedIn,
            @Nullable String reason,
            @Nullable String basis,
            int entries,
            @Nullable String lastSentence) {}

    /**
     * How many commitments stand how.
     *
     * @param declaredMore those where more is declared than is on record
     */
    public record Counts(int total, int done, int underWay, int nothing, int late, int declaredMore) {}

    /** A division of the plan. */
    public record Group(
            UUID id,
            @Nullable UUID parent,
            String number,
            String level,
            String marker,
            String heading,
            Counts counts) {}

    /**
     * One commitment.
     *
     * @param lead the unit that leads; the first where there are several
     * @param due the last day that counts; the last of the year where the document names none
     * @param dueText the document's words for it, null where it has none
     * @param daysLeft days until then, negative when it has passed
     * @param state {@code done}, {@code under-way}, {@code nothing} or {@code late}
     * @param doneBy {@code recorded} or {@code declared}; null while it is not done
     * @param declaredMore whether more is declared than is on record
     * @param entries declarations that stand, within the caller's scope
     */
    public record ProgressRow(
            UUID commitment,
            @Nullable UUID parent,
            String number,
            String level,
            String marker,
            String heading,
            String text,
            @Nullable String line,
            @Nullable UnitRef lead,
            List<UnitRef> supporting,
            List<String> leaders,
            LocalDate due,
            @Nullable String dueText,
            long daysLeft,
            String state,
            @Nullable String doneBy,
            boolean declaredMore,
            List<TargetView> targets,
            int entries,
            @Nullable LastEntry lastEntry) {}

    /** The newest declaration. */
    public record LastEntry(
            LocalDate day,
            String sentence,
            String unit,
            @Nullable String confirmedBy) {}

    /**
     * A target with what was reached.
     *
     * @param target the number to reach, null for a range or where none is set
     * @param declared what the units declared, added up; null where nobody did
     * @param ratio the share on record, 1 is all of it; null where it cannot be told
     * @param outcome of the record, or of the declaration where no record counts: {@code without-number}, {@code open},
     *     {@code kept-so-far}, {@code met}, {@code more}, {@code broken}
     */
    public record TargetView(
            UUID figure,
            String label,
            String unit,
            String relation,
            @Nullable BigDecimal target,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            boolean unset,
            @Nullable String indicator,
            @Nullable String indicatorLabel,
            @Nullable FigureView recorded,
            @Nullable BigDecimal declared,
            @Nullable BigDecimal ratio,
            @Nullable BigDecimal declaredRatio,
            String outcome) {}
}
