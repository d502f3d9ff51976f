package cn.shiji.plan;

import cn.shiji.directory.UnitRef;
import cn.shiji.indicator.FigureView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is due from the caller today, and what the caller's unit stands at.
 *
 * @param due the most urgent first
 */
public record HomeView(LocalDate today, List<DueItem> due, List<HomeFigure> figures, List<RecentItem> recent) {

    /**
     * Something somebody owes.
     *
     * @param kind {@code commitment}, {@code plan-draft} or {@code record}
     * @param daysLeft negative when the day has passed; null where there is no day
     * @param action the word on its button
     * @param state {@code late}, {@code today}, {@code soon} or {@code waiting}
     * @param href where it is done, within the face
     */
    public record DueItem(
            String kind,
            String title,
            @Nullable String sub,
            @Nullable LocalDate due,
            @Nullable Long daysLeft,
            String state,
            String action,
            String href) {}

    /** A figure of the plan with its target; the fields of {@link FigureView}, and the target. */
    public record HomeFigure(
            String indicator,
            String label,
            String unit,
            BigDecimal value,
            String definition,
            LocalDate from,
            LocalDate to,
            UnitRef scope,
            @Nullable String scopeNote,
            Instant asOf,
            long records,
            @Nullable Integer fewerThan,
            @Nullable BigDecimal target,
            @Nullable String relation,
            String href) {}

    /** Something done lately. */
    public record RecentItem(String title, Instant at, String href) {}
}
