package cn.shiji.access;

import cn.shiji.kernel.UnitId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the trail are asked for; what is null does not matter.
 *
 * @param who part of the name of who did it
 * @param unit rows of this unit and all below it
 * @param verb what was done
 * @param kind to what kind of thing
 * @param subject to which thing
 * @param outcome {@code done} or {@code refused}
 * @param from not before
 * @param to before
 * @param address the beginning of the address it came from
 * @param words part of what stands in it
 */
public record AuditQuery(
        @Nullable String who,
        @Nullable UnitId unit,
        @Nullable String verb,
        @Nullable String kind,
        @Nullable String subject,
        @Nullable String outcome,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String address,
        @Nullable String words) {}
