package cn.shiji.app.rights;

import cn.shiji.access.PendingChange;
import cn.shiji.kernel.Caller;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that waits for a second person, or waited, as a page shows it.
 *
 * @param words what it is, in the reader's language
 * @param mayDecide whether the reader may agree or refuse
 * @param own whether the reader asked for it, and may take it back while it waits
 */
record PendingView(
        UUID id,
        String verb,
        String subjectKind,
        String subject,
        String words,
        String proposer,
        Instant proposedAt,
        Instant expiresAt,
        PendingChange.State state,
        @Nullable String decider,
        @Nullable Instant decidedAt,
        String answer,
        boolean mayDecide,
        boolean own) {

    static PendingView of(PendingChange pending, boolean mayDecide, Caller caller, Locale language) {
        return new PendingView(
                pending.id(),
                pending.verb(),
                pending.subject().kind(),
                pending.subject().id(),
                language.getLanguage().equals("zh") ? pending.zh() : pending.en(),
                pending.proposer(),
                pending.proposedAt(),
                pending.expiresAt(),
                pending.state(),
                pending.decider(),
                pending.decidedAt(),
                pending.answer(),
                mayDecide,
                pending.proposedBy().equals(caller.account()));
    }
}
