package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that waits for a second person, or waited.
 *
 * @param verb what would be done, {@code thing.verb}
 * @param subject what it is about
 * @param zh what it is in words, for readers of Chinese
 * @param en the same for all others
 * @param decider the name of who agreed, refused, or took it back; null while it waits
 * @param answer what they said to it
 */
public record PendingChange(
        UUID id,
        String verb,
        Approvals.Subject subject,
        String zh,
        String en,
        AccountId proposedBy,
        String proposer,
        Instant proposedAt,
        Instant expiresAt,
        State state,
        @Nullable String decider,
        @Nullable Instant decidedAt,
        String answer) {

    /** How far it is. */
    public enum State {
        /** It waits. */
        OPEN,
        /** Nobody agreed in time; it must be asked anew. */
        EXPIRED,
        /** It took effect. */
        APPROVED,
        /** It did not. */
        REFUSED,
        /** Whoever asked took it back. */
        WITHDRAWN;

        /** The word used in JSON and in the database. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
