package cn.shiji.access;

import cn.shiji.kernel.UnitId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row of the trail for a reader.
 *
 * @param account who, null where nobody was signed in
 * @param unit of the thing, or of who did it; null where neither is known
 * @param tree tree of the capacity in which it was done, null where nobody was signed in
 * @param capacity unit of that capacity
 * @param address where it came from, null where the program itself did it
 * @param session tells the sessions of one person apart
 * @param before what stood before, null where nothing changed
 * @param after what stands after, null where there is nothing to tell
 * @param seal the seal that holds it, null where it is not sealed yet or was not asked for
 */
public record AuditLine(
        long id,
        Instant at,
        @Nullable UUID account,
        String name,
        @Nullable UnitId unit,
        @Nullable String tree,
        @Nullable UnitId capacity,
        @Nullable String address,
        @Nullable String session,
        String verb,
        String outcome,
        String kind,
        String subject,
        String words,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        @Nullable Long seal) {}
