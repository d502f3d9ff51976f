package cn.shiji.report;

import cn.shiji.kernel.UnitId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report as it is kept.
 *
 * @param place where its unit stands; whose scope holds it may see the report
 * @param version rises with every change
 * @param frozen the state its numbers are of, null in a draft
 */
record Report(
        UUID id,
        String title,
        int year,
        UnitId unit,
        long place,
        UUID plan,
        int planVersion,
        int version,
        @Nullable Freezing frozen,
        Body body,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt) {

    /**
     * The state the numbers are of.
     *
     * @param mark its number in the fact store
     * @param through the last day the numbers cover
     */
    record Freezing(long mark, LocalDate through, Instant at, String by) {}

    Report with(Body other) {
        return new Report(
                id,
                title,
                year,
                unit,
                place,
                plan,
                planVersion,
                version,
                frozen,
                other,
                createdBy,
                createdAt,
                changedBy,
                changedAt);
    }

    Report titled(String other) {
        return new Report(
                id,
                other,
                year,
                unit,
                place,
                plan,
                planVersion,
                version,
                frozen,
                body,
                createdBy,
                createdAt,
                changedBy,
                changedAt);
    }

    Report frozen(@Nullable Freezing state, Body numbers) {
        return new Report(
                id,
                title,
                year,
                unit,
                place,
                plan,
                planVersion,
                version,
                state,
                numbers,
                createdBy,
                createdAt,
                changedBy,
                changedAt);
    }
}
