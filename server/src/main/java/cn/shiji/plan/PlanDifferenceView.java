package cn.shiji.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two versions of a plan.
 *
 * @param counts how many commitments each thing happened to; one can be counted under several
 */
public record PlanDifferenceView(
        UUID plan,
        String title,
        int year,
        PlanView.VersionView from,
        PlanView.VersionView to,
        DifferenceCounts counts,
        List<DifferenceRow> rows) {

    /** How many commitments. */
    public record DifferenceCounts(
            int changed, int added, int removed, int moved, int reworded, int figures, int units, int due) {}

    /**
     * One commitment that changed.
     *
     * @param number its place in the later version; in the earlier one where it was removed
     * @param oldNumber its place in the earlier version, null where it is new
     * @param kinds {@code added}, {@code removed}, {@code moved}, {@code reworded}, {@code figures}, {@code units},
     *     {@code leaders}, {@code due}, {@code line}
     * @param path the divisions it stands in
     * @param oldPath those it stood in, where they are others
     * @param text its words, for one that is new or removed
     * @param entries how many declarations stand for it within the caller's scope
     */
    public record DifferenceRow(
            UUID commitment,
            String number,
            @Nullable String oldNumber,
            List<String> kinds,
            List<String> path,
            @Nullable List<String> oldPath,
            List<WordPiece> heading,
            List<WordPiece> words,
            @Nullable String text,
            List<AimChange> figures,
            List<WordTurn> turns,
            int entries) {}

    /** A run of words; {@code same}, {@code added} or {@code removed}. */
    public record WordPiece(String kind, String text) {}

    /** A target then and now; null where it was not there. */
    public record AimChange(
            String label,
            @Nullable AimView before,
            @Nullable AimView after) {}

    /** A target as it stands. */
    public record AimView(
            String relation,
            @Nullable BigDecimal value,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            String unit,
            boolean unset,
            @Nullable String indicatorLabel) {}

    /** Units, leaders, a day or a line, in words; empty where there was nothing. */
    public record WordTurn(String kind, String before, String after) {}
}
