package cn.shiji.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the trail, newest first.
 *
 * @param lines its rows
 * @param next the number before which the next page begins; null on the last
 * @param lookedBackTo how far back rows were looked through for words, where older ones were not looked at yet; then the page
 *     may hold few rows or none
 */
public record AuditPage(
        List<AuditLine> lines,
        @Nullable Long next,
        @Nullable Instant lookedBackTo) {

    public AuditPage {
        lines = List.copyOf(lines);
    }
}
