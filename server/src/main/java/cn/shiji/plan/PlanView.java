package cn.shiji.plan;

import cn.shiji.directory.UnitRef;
import cn.shiji.evidence.FileView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a plan with its document, for reading side by side. Spans are half-open offsets in code points into
 * {@code text}.
 *
 * @param state {@code draft} or {@code published}, of the version shown
 * @param draft the number of the draft that the caller may open, null where there is none
 * @param mayEdit whether the caller may change this version now
 * @param edits where the history of a draft stands; none for a published version
 */
public record PlanView(
        UUID id,
        String title,
        int year,
        UnitRef unit,
        String state,
        int version,
        @Nullable Integer draft,
        boolean mayEdit,
        DraftChange.@Nullable Standing edits,
        List<VersionView> versions,
        String text,
        @Nullable FileView file,
        List<int[]> furniture,
        Counts counts,
        List<NodeView> nodes) {

    /**
     * One version of the plan's history, newest first.
     *
     * @param reason why it was made; none for the first
     * @param basis the document it was made on, where one was named
     */
    public record VersionView(
            int no,
            String state,
            @Nullable Instant publishedAt,
            @Nullable String by,
            @Nullable String reason,
            @Nullable String basis) {}

    /**
     * How far the work on the plan is.
     *
     * @param commitments what somebody will be held to
     * @param reviewed those a person has looked at
     * @param maskedOpen targets whose number is hidden in the document and neither filled nor left out on purpose
     * @param noLead commitments without a leading unit
     * @param targets targets of the commitments
     */
    public record Counts(int commitments, int reviewed, int maskedOpen, int noLead, int targets) {}

    /**
     * A division, down to the commitment.
     *
     * @param span null for one that a person added
     * @param text its words; empty for a division that has others below it
     * @param edited whether the words are a person's, not the document's
     * @param line its own work line, or that of the division above
     * @param due the day named; null where none is
     * @param units assigned ones have an id; those without are the document's own words
     * @param inherited whether the assigned units are those of a division above
     * @param suggestedUnits known units that the document names here; empty in a published version
     * @param suggestedIndicators indicators that the words name, for a commitment of a draft without targets
     * @param suggestions what the program would enter here if a person agrees; empty in a published version
     */
    public record NodeView(
            UUID id,
            @Nullable UUID parent,
            int ordinal,
            String number,
            String level,
            String marker,
            String heading,
            String text,
            int @Nullable [] span,
            boolean edited,
            String tense,
            boolean task,
            boolean reviewed,
            @Nullable String line,
            @Nullable LocalDate due,
            @Nullable String dueText,
            List<String> leaders,
            List<NodeUnitView> units,
            boolean inherited,
            List<NodeUnitView> suggestedUnits,
            List<IndicatorChoice> suggestedIndicators,
            List<SuggestionView> suggestions,
            List<FigureItem> figures,
            List<NodeView> children) {}

    /** A unit that answers for a node; {@code unit} is null for the document's own words. */
    public record NodeUnitView(@Nullable Long unit, String name, String role) {}

    /**
     * A figure.
     *
     * @param span null for one that a person added
     * @param unset 不设数值
     * @param filled whether a person gave the number
     * @param suggestions indicators that may count towards it, best first; only for targets of a draft
     */
    public record FigureItem(
            UUID id,
            String text,
            int @Nullable [] span,
            @Nullable BigDecimal value,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            boolean masked,
            String unit,
            String relation,
            String change,
            String role,
            String of,
            boolean target,
            boolean unset,
            boolean filled,
            @Nullable String indicator,
            @Nullable String indicatorLabel,
            List<IndicatorChoice> suggestions) {}

    /** An indicator that may count towards a target. */
    public record IndicatorChoice(String indicator, String label, String unit) {}

    /** Every node, parents before their children, in the order of the document. */
    public List<NodeView> allNodes() {
        var all = new ArrayList<NodeView>();
        nodes.forEach(node -> collect(node, all));
        return all;
    }

    private static void collect(NodeView node, List<NodeView> into) {
        into.add(node);
        node.children().forEach(child -> collect(child, into));
    }
}
