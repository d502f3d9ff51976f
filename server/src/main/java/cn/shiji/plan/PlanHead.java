package cn.shiji.plan;

import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the cover of one version of a plan.
 *
 * @param places the run of places of the unit whose plan it is
 * @param file the original document
 * @param document the number of the document its spans point into
 * @param published whether this version is binding
 * @param publishedAt null for a draft
 */
record PlanHead(
        UUID id,
        UnitId unit,
        Scope places,
        int year,
        String title,
        UUID file,
        String fileName,
        int version,
        int document,
        boolean published,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {

    /** The day by which everything is due that names no day of its own. */
    LocalDate lastDay() {
        return LocalDate.of(year, 12, 31);
    }
}
