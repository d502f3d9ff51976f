package cn.shiji.plan;

import cn.shiji.directory.UnitRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan in a list.
 *
 * @param state {@code draft} or {@code published}, of the version the numbers are of
 * @param draft the number of a draft that the caller may open beside it, or that it is itself
 */
public record PlanSummary(
        UUID id,
        String title,
        int year,
        UnitRef unit,
        String state,
        int version,
        @Nullable Integer draft,
        int commitments,
        int targets,
        int reviewed,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {}
