package cn.shiji.access;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The second pair of eyes: a change of a kind the security administrator named takes effect only when another person
 * with the same right agrees. Until then it waits, and is shown where it was made.
 *
 * <p>Whoever owns a kind of change makes a {@link Verb} of it once and asks through it; where nobody wants a second
 * person, asking does it at once.
 */
@Service
public class Approvals {

    private final ApprovalStore store;
    private final SecurityRules rules;
    private final Access access;
    private final Telling telling;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Verb<?>> verbs = new LinkedHashMap<>();

    Approvals(ApprovalStore store, SecurityRules rules, Access access, Telling telling, JsonMapper json, Clock clock) {
        this.store = store;
        this.rules = rules;
        this.access = access;
        this.telling = telling;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A kind of change that may want a second person.
     *
     * @param word {@code thing.verb}; {@code access.verb.<word>} of the message files tells it
     * @param right what both persons must have
     * @param kind a record that holds all that is needed to do it later
     * @param does does it in the name of whoever agreed; it must look again whether it is still possible
     */
    public record Verb<C>(String word, Right right, Class<C> kind, BiConsumer<Caller, C> does) {}

    /**
     * What a change is about.
     *
     * @param kind {@code account}, {@code unit} …: with the id, where it is shown while it waits
     * @param unit who reaches this unit may agree
     */
    public record Subject(String kind, String id, UnitId unit) {}

    /**
     * What a change is, in words of the message files.
     *
     * @param args fill its places; a {@link Problem.Word} is told in the reader's language
     */
    public record Words(String code, Object... args) {}

    /** Makes a kind of change known; called once by its owner. */
    public synchronized <C> Verb<C> verb(String word, Right right, Class<C> kind, BiConsumer<Caller, C> does) {
        Verb<C> verb = new Verb<>(word, right, kind, does);
        verbs.put(word, verb);
        return verb;
    }

    /** Every kind of change that may want a second person. */
    public synchronized List<Verb<?>> verbs() {
        return List.copyOf(verbs.values());
    }

    /** Whether changes of this kind want a second person now. */
    public boolean wantsSecond(Verb<?> verb) {
        return store.wantsSecond(verb.word());
    }

    /**
     * Does the change, or lets it wait where a second person is wanted.
     *
     * @return the id it waits under; empty where it is done
     * @throws Problem {@code access.waits-already} where the very same waits already
     */
    @Transactional
    public <C> Optional<UUID> ask(Caller caller, Verb<C> verb, Subject subject, Words words, C change) {
        access.require(caller, verb.right());
        if (!store.wantsSecond(verb.word())) {
            verb.does().accept(caller, change);
            return Optional.empty();
        }
        Instant now = clock.instant();
        String kept = json.writeValueAsString(change);
        if (store.waits(verb.word(), subject, kept, now)) {
            throw Problem.conflict("access.waits-already");
        }
        String zh = telling.tell(Locale.CHINESE, words.code(), words.args());
        String en = telling.tell(Locale.ENGLISH, words.code(), words.args());
        PendingChange pending = new PendingChange(
                Uuid7.next(clock),
                verb.word(),
                subject,
                zh,
                en,
                caller.account(),
                caller.name(),
                now,
                now.plus(Duration.ofDays(rules.value(SecurityRule.APPROVAL_DAYS))),
                PendingChange.State.OPEN,
                null,
                null,
                "");
        store.add(pending, json.writeValueAsString(Map.of("zh", zh, "en", en)), kept);
        access.audit(caller, "approval.ask", subject.kind(), subject.id(), zh);
        return Optional.of(pending.id());
    }

    /** What waits, or what is over, of all the caller may decide or asked for. */
    @Transactional(readOnly = true)
    public Page<PendingChange> list(Caller caller, boolean open, int page, int size) {
        return store.list(caller, decidable(caller), open, clock.instant(), page, size);
    }

    /** What waits for one thing, to be shown there. */
    @Transactional(readOnly = true)
    public List<PendingChange> about(String kind, String id) {
        return store.about(kind, id, clock.instant());
    }

    /** Whether the caller may agree to it or refuse it. */
    public boolean mayDecide(Caller caller, PendingChange pending) {
        return pending.state() == PendingChange.State.OPEN
                && !pending.proposedBy().equals(caller.account())
                && decidable(caller).contains(pending.verb());
    }

    /**
     * Agrees: the change takes effect now, in the name of both.
     *
     * @throws Problem {@code access.own-change}, {@code access.change-over}, or whatever refuses the change itself
     */
    @Transactional
    public void approve(Caller caller, UUID id) {
        PendingChange pending = open(caller, id);
        another(caller, pending);
        Verb<?> verb = verb(pending.verb());
        access.require(caller, verb.right());
        store.decide(id, caller, PendingChange.State.APPROVED, "", clock.instant());
        does(verb, caller, store.change(id));
        access.audit(
                caller,
                "approval.agree",
                pending.subject().kind(),
                pending.subject().id(),
                pending.zh());
    }

    /**
     * Refuses: nothing takes effect.
     *
     * @param answer why, told to whoever asked
     * @throws Problem {@code access.own-change}, {@code access.change-over}, {@code access.needs-reason}
     */
    @Transactional
    public void refuse(Caller caller, UUID id, String answer) {
        PendingChange pending = open(caller, id);
        another(caller, pending);
        access.require(caller, verb(pending.verb()).right());
        if (answer.isBlank()) {
            throw Problem.bad("access.needs-reason");
        }
        store.decide(id, caller, PendingChange.State.REFUSED, answer.strip(), clock.instant());
        access.audit(
                caller,
                "approval.refuse",
                pending.subject().kind(),
                pending.subject().id(),
                pending.zh());
    }

    /**
     * Takes back what the caller asked for.
     *
     * @throws Problem {@code access.not-own-change}, {@code access.change-over}
     */
    @Transactional
    public void withdraw(Caller caller, UUID id) {
        PendingChange pending = open(caller, id);
        if (!pending.proposedBy().equals(caller.account())) {
            throw Problem.notAllowed("access.not-own-change");
        }
        store.decide(id, caller, PendingChange.State.WITHDRAWN, "", clock.instant());
        access.audit(
                caller,
                "approval.withdraw",
                pending.subject().kind(),
                pending.subject().id(),
                pending.zh());
    }

    private PendingChange open(Caller caller, UUID id) {
        PendingChange pending = store.lock(caller, id, decidable(caller), clock.instant())
                .orElseThrow(() -> Problem.missing("access.change-missing"));
        if (pending.state() != PendingChange.State.OPEN) {
            throw Problem.conflict(
                    "access.change-over",
                    new Problem.Word("access.change." + pending.state().word()));
        }
        return pending;
    }

    private static void another(Caller caller, PendingChange pending) {
        if (pending.proposedBy().equals(caller.account())) {
            throw Problem.notAllowed("access.own-change");
        }
    }

    private <C> void does(Verb<C> verb, Caller caller, String change) {
        verb.does().accept(caller, json.readValue(change, verb.kind()));
    }

    private synchronized Verb<?> verb(String word) {
        Verb<?> verb = verbs.get(word);
        if (verb == null) {
            throw new IllegalStateException("Nobody makes the change " + word);
        }
        return verb;
    }

    private synchronized Collection<String> decidable(Caller caller) {
        return verbs.values().stream()
                .filter(verb -> caller.may(verb.right()))
                .map(Verb::word)
                .toList();
    }
}
