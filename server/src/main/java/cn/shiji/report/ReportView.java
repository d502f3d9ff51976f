package cn.shiji.report;

import cn.shiji.directory.UnitRef;
import cn.shiji.indicator.FigureView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report for reading and editing.
 *
 * @param state {@code draft} (figures live) or {@code frozen}
 * @param version give it back with a change, so that two people do not overwrite each other
 * @param asOf the moment the figures are of: of the freezing, else now
 * @param asOfMark the kept state's number, for opening the records behind a frozen figure; null in a draft
 * @param from the first day the figures cover
 * @param through the last day
 * @param mayEdit whether the caller may change it now
 * @param sections in the order of the document, parents before their children
 * @param chips every figure in the text by its id
 * @param untold commitments of the plan with nothing to tell, or whose sentence was taken out
 * @param toldElsewhere commitments whose figures stand in another commitment's sentence
 */
public record ReportView(
        UUID id,
        String title,
        int year,
        UnitRef unit,
        UUID plan,
        int planVersion,
        String state,
        int version,
        Instant asOf,
        @Nullable Long asOfMark,
        @Nullable Instant frozenAt,
        @Nullable String frozenBy,
        LocalDate from,
        LocalDate through,
        boolean mayEdit,
        String changedBy,
        Instant changedAt,
        List<SectionView> sections,
        Map<String, ChipView> chips,
        List<UntoldView> untold,
        List<ToldElsewhereView> toldElsewhere,
        ReportCounts counts) {

    /**
     * A division.
     *
     * @param level from 1
     * @param ordinal among its siblings, from 1
     * @param marker as it is numbered: {@code 一、}, {@code （一）}, {@code 1．}
     * @param characters of its own sentences
     */
    public record SectionView(
            UUID id,
            @Nullable UUID parent,
            int level,
            int ordinal,
            String marker,
            String heading,
            int characters,
            List<SentenceView> sentences) {}

    /**
     * A sentence.
     *
     * @param ordinal within its division, from 1
     * @param origin {@code recorded}, {@code declared} or {@code written}
     * @param text for editing: the words with {@code ⟦id⟧} for every chip
     * @param pieces for reading
     */
    public record SentenceView(
            UUID id,
            int ordinal,
            String origin,
            @Nullable UUID commitment,
            String text,
            List<PieceView> pieces,
            boolean edited) {}

    /**
     * A piece of a sentence: words, a chip, or (both) a number typed as words, with the chip that says so.
     */
    public record PieceView(@Nullable String text, @Nullable String chip) {}

    /**
     * A figure in the text.
     *
     * @param state {@code live}, {@code supported}, {@code changed}, {@code declared} or {@code unsupported}
     * @param text as it stands in the sentence
     * @param value the number shown, null where it cannot be told
     * @param frozenValue the number kept by freezing
     * @param nowValue the number now, where it differs from the one shown
     * @param indicator what makes it, for recorded figures
     * @param entry what declares it, for declared ones
     * @param commitment the commitment it was declared for
     * @param declaredBy the unit that declared it
     * @param declaredOn the day of the entry
     * @param figure definition, period, scope, as-of and records, for recorded figures that can be read
     */
    public record ChipView(
            String id,
            String state,
            String label,
            String text,
            @Nullable BigDecimal value,
            String unit,
            @Nullable BigDecimal frozenValue,
            @Nullable BigDecimal nowValue,
            @Nullable String indicator,
            @Nullable UUID entry,
            @Nullable UUID commitment,
            @Nullable String declaredBy,
            @Nullable LocalDate declaredOn,
            @Nullable FigureView figure) {}

    /** A commitment the report says nothing of. */
    public record UntoldView(
            UUID commitment,
            String number,
            String heading,
            @Nullable String lead) {}

    /** A commitment whose figures stand in another one's sentence. */
    public record ToldElsewhereView(UUID commitment, String number, String heading, UUID sentence) {}

    /**
     * How the report stands.
     *
     * @param figures all figures in the text
     * @param supported recorded and as shown
     * @param changed differ now from what is shown
     * @param characters of headings and sentences, without spaces
     */
    public record ReportCounts(
            int figures, int supported, int changed, int declared, int unsupported, int characters) {}

    /**
     * A figure of a frozen report that differs now.
     *
     * @param frozen the number kept, null where the words gave none
     * @param now the number now, null where nothing stands behind it any more
     * @param records the records that make the difference; empty for a declared figure
     */
    public record DifferenceView(
            UUID chip,
            UUID sentence,
            String label,
            String unit,
            @Nullable BigDecimal frozen,
            @Nullable BigDecimal now,
            @Nullable UUID entry,
            List<ChangedRecordView> records) {}

    /**
     * A record that adds something else to a figure now.
     *
     * @param id null where it belongs to a unit the reader may not see
     * @param before what it added when the report was frozen
     * @param now what it adds now
     * @param open where it opens, null where it may not be opened
     */
    public record ChangedRecordView(
            @Nullable UUID id,
            @Nullable String label,
            LocalDate day,
            @Nullable UnitRef owner,
            BigDecimal before,
            BigDecimal now,
            Instant changedAt,
            @Nullable String open) {}

    /** A report in a list. */
    public record ReportSummary(
            UUID id,
            String title,
            int year,
            UnitRef unit,
            UUID plan,
            String state,
            int version,
            @Nullable Instant frozenAt,
            String changedBy,
            Instant changedAt) {}
}
