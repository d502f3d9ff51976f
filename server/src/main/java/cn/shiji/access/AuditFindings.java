package cn.shiji.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification of the trail found.
 *
 * @param rows sealed rows that were looked at
 * @param seals seals that were looked at
 * @param firstSeal the first of them, 0 where there are none
 * @param lastSeal the last of them, 0 where there are none
 * @param sealedAt when the last was sealed, null where there are none
 * @param head head of the chain in hexadecimal digits, empty where there are none
 * @param retired the seals up to this one were taken out after their time; 0 where none were
 * @param retiredInto the file they were taken out into, null where none were
 * @param anchors lines of the anchor that were compared
 * @param anchored whether there is an anchor at all; without one it cannot be told whether the end was cut off
 * @param tail the rows committed since the last seal
 * @param faultCount all faults found
 * @param faults the first of them, {@link #MOST_FAULTS} at most
 */
public record AuditFindings(
        long rows,
        long seals,
        long firstSeal,
        long lastSeal,
        @Nullable Instant sealedAt,
        String head,
        long retired,
        @Nullable String retiredInto,
        long anchors,
        boolean anchored,
        Tail tail,
        long faultCount,
        List<Fault> faults) {

    /** No more are told one by one. */
    public static final int MOST_FAULTS = 200;

    /** Whether nothing is wrong. */
    public boolean holds() {
        return faultCount == 0;
    }

    /**
     * Rows not sealed yet.
     *
     * @param rows how many
     * @param first the lowest number among them, null where there are none
     * @param last the highest, null where there are none
     */
    public record Tail(
            long rows, @Nullable Long first, @Nullable Long last) {}

    /** What may be wrong. */
    public enum Kind {
        /** A row does not say any more what it said when it was sealed. */
        ROW_CHANGED,
        /** A row now says what another one said. */
        ROW_REORDERED,
        /** A sealed row is not there. */
        ROW_REMOVED,
        /** A row stands among sealed ones and was never sealed. */
        ROW_INSERTED,
        /** A row is held by two seals. */
        ROW_TWICE,
        /** A row says a time at which it cannot have been written. */
        ROW_TIME,
        /** A row stands at another place than its unit, where its auditors do not see it. */
        ROW_MISPLACED,
        /** A seal is not what it was. */
        SEAL_CHANGED,
        /** A seal does not follow from the one before. */
        LINK_BROKEN,
        /** Seals are missing between two others. */
        SEAL_MISSING,
        /** The beginning of the chain is missing and was not taken out in the way provided. */
        START_CUT,
        /** The end of the chain is missing that the anchor knows. */
        END_CUT,
        /** The anchor names another head than the chain. */
        ANCHOR_DIFFERS,
        /** A file is no export of the trail, or incomplete. */
        FILE_DAMAGED
    }

    /**
     * One fault.
     *
     * @param kind what is wrong
     * @param seal the seal it is about, 0 where none
     * @param row the row it is about, 0 where none
     */
    public record Fault(Kind kind, long seal, long row) {}
}
