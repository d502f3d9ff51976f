package cn.shiji.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the chain of the trail stands.
 *
 * @param seals number of the last seal, 0 where nothing is sealed yet
 * @param sealedAt when it was made, null where there is none
 * @param head its head in hexadecimal digits, empty where there is none
 * @param tail rows not sealed yet
 * @param verified the last verification that was finished, null where there was none
 * @param running the verification that runs now, null where none does
 */
public record AuditChain(
        long seals,
        @Nullable Instant sealedAt,
        String head,
        long tail,
        @Nullable Verified verified,
        @Nullable Running running) {

    /**
     * A verification that was finished.
     *
     * @param by who asked for it
     * @param rows how many rows were read
     * @param seal the last seal then
     * @param faults what was wrong, 0 where the chain holds
     */
    public record Verified(Instant at, String by, long rows, long seal, long faults) {}

    /**
     * A verification that runs.
     *
     * @param rows how many rows were read so far
     * @param total how many there are
     */
    public record Running(Instant since, long rows, long total) {}
}
