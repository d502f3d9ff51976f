package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.kernel.Right;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts until they are published: every edit of one goes through here.
 *
 * <p>An edit locks the draft, is made on a {@link Sheet}, and writes what it changed together with its entry in the history,
 * so that it can be taken back. A draft has one history, whoever edits it.
 */
@Component("planDrafts")
class Drafts {

    /** As many rows of an edit stand in the trail. */
    private static final int ROWS_TOLD = 20;

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_BASIS = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Versions versions;
    private final Edits edits;
    private final Access access;
    private final Clock clock;

    Drafts(Versions versions, Edits edits, Access access, Clock clock) {
        this.versions = versions;
        this.edits = edits;
        this.access = access;
        this.clock = clock;
    }

    /** One edit: changes rows of the sheet and says what it was. */
    interface Edit {
        Step on(Sheet sheet);
    }

    /**
     * A draft after an edit.
     *
     * @param turn the entry in the history; null where the edit changed nothing
     * @param since everything done since the editor last saw the draft, this edit included, oldest first
     * @param last the number of the last of them
     */
    record Made(PlanHead head, PlanTree tree, @Nullable Turn turn, List<Turn> since, int last) {

        /** The node the edit was about. */
        UUID node() {
            return Objects.requireNonNull(Objects.requireNonNull(turn).step().node());
        }
    }

    private PlanHead open(Caller caller, UUID plan, Right right) {
        access.require(caller, right);
        return versions.lockDraft(caller, plan).orElseThrow(() -> {
            PlanHead seen = versions.head(caller, plan, null).orElseThrow(Drafts::missing);
            return caller.reach().holds(seen.places().from())
                    ? Problem.conflict("plan.published", seen.title(), seen.version())
                    : missing();
        });
    }

    static Problem missing() {
        return Problem.missing("plan.missing");
    }

    /**
     * Makes an edit, or refuses it and leaves the draft as it was.
     *
     * @throws Problem {@code plan.edited-meanwhile} where somebody changed the same node after the editor saw the draft
     */
    @Transactional
    Made edit(Editor editor, Edit edit) {
        PlanHead head = open(editor.caller(), editor.plan(), Right.PLAN_EDIT);
        Sheet sheet = versions.sheet(head);
        int last = edits.last(head);
        int seen = seen(editor, last);
        List<Turn> unseen = seen < last ? edits.since(head, seen) : List.of();
        Step step;
        try {
            step = edit.on(sheet);
        } catch (Problem problem) {
            if (problem.kind() == Problem.Kind.MISSING && !unseen.isEmpty()) {
                throw meanwhile("plan.gone-meanwhile", unseen.getLast());
            }
            throw problem;
        }
        Changes changes = sheet.changes();
        if (changes.isEmpty()) {
            return new Made(head, sheet.tree(), null, unseen, last);
        }
        Set<UUID> touched = changes.nodesTouched();
        if (step.node() != null) {
            touched.add(step.node());
        }
        for (Turn other : unseen.reversed()) {
            if (!Collections.disjoint(other.changes().nodesTouched(), touched)) {
                throw meanwhile("plan.edited-meanwhile", other);
            }
        }
        return write(editor.caller(), sheet, last, unseen, Turn.Kind.EDIT, null, step, changes);
    }

    private static int seen(Editor editor, int last) {
        return editor.seen() == null ? last : Math.max(0, Math.min(editor.seen(), last));
    }

    private Problem meanwhile(String code, Turn other) {
        return Problem.conflict(code, other.step().name(), other.by(), time(other));
    }

    private String time(Turn turn) {
        return TIME.format(LocalTime.ofInstant(turn.at(), clock.getZone()));
    }

    private Made write(
            Caller caller,
            Sheet sheet,
            int last,
            List<Turn> unseen,
            Turn.Kind kind,
            @Nullable Integer turns,
            Step step,
            Changes changes) {
        PlanHead head = sheet.head();
        Turn turn = new Turn(last + 1, kind, turns, step, caller.account(), caller.name(), clock.instant(), changes);
        versions.write(sheet);
        edits.add(head, turn);
        String what = String.join(", ", step.fields());
        access.audit(told(
                        changes,
                        entry(
                                caller,
                                head,
                                "plan." + (kind == Turn.Kind.EDIT ? "" : kind.word() + "-") + step.action(),
                                Stream.of(step.name(), what, step.detail(), turns == null ? "" : "#" + turns)
                                        .filter(part -> !part.isEmpty())
                                        .collect(Collectors.joining(" · "))))
                .with("step", turn.number()));
        var since = new ArrayList<>(unseen);
        since.add(turn);
        return new Made(head, sheet.tree(), turn, since, turn.number());
    }

    /**
     * Takes the newest edit back that still stands.
     *
     * @param number the edit that is meant, so that nobody takes back what they have not seen
     * @param others whether an edit of another person may be taken back
     * @throws Problem {@code plan.nothing-to-undo}, {@code plan.undo-moved-on}, {@code plan.undo-another}
     */
    @Transactional
    Made undo(Editor editor, int number, boolean others) {
        PlanHead head = open(editor.caller(), editor.plan(), Right.PLAN_EDIT);
        Turn edit = edits.toUndo(head).orElseThrow(() -> Problem.conflict("plan.nothing-to-undo"));
        return turn(
                editor,
                head,
                edit,
                number,
                others,
                Turn.Kind.UNDO,
                edit.changes().reversed());
    }

    /**
     * Makes the edit again that was taken back last.
     *
     * @throws Problem {@code plan.nothing-to-redo}, {@code plan.undo-moved-on}, {@code plan.undo-another}
     */
    @Transactional
    Made redo(Editor editor, int number, boolean others) {
        PlanHead head = open(editor.caller(), editor.plan(), Right.PLAN_EDIT);
        Turn edit = edits.toRedo(head).orElseThrow(() -> Problem.conflict("plan.nothing-to-redo"));
        return turn(editor, head, edit, number, others, Turn.Kind.REDO, edit.changes());
    }

    private Made turn(
            Editor editor, PlanHead head, Turn edit, int number, boolean others, Turn.Kind kind, Changes changes) {
        if (edit.number() != number) {
            throw Problem.conflict("plan.undo-moved-on", edit.step().name(), edit.by(), time(edit));
        }
        if (!others && !edit.account().equals(editor.caller().account())) {
            throw Problem.conflict("plan.undo-another", edit.step().name(), edit.by(), time(edit));
        }
        int last = edits.last(head);
        int seen = seen(editor, last);
        Sheet sheet = versions.sheet(head);
        changes.applyTo(sheet);
        return write(
                editor.caller(),
                sheet,
                last,
                seen < last ? edits.since(head, seen) : List.of(),
                kind,
                edit.number(),
                edit.step(),
                changes);
    }

    /** What was done since the editor last saw the draft. */
    @Transactional(readOnly = true)
    Made since(Editor editor) {
        int draft = versions.draft(editor.caller(), editor.plan()).orElseThrow(Drafts::missing);
        PlanHead head = versions.head(editor.caller(), editor.plan(), draft).orElseThrow(Drafts::missing);
        int last = edits.last(head);
        int seen = seen(editor, last);
        List<Turn> unseen = seen < last ? edits.since(head, seen) : List.of();
        return new Made(head, versions.tree(head), null, unseen, last);
    }

    /**
     * Cuts the history: what was done before cannot be taken back any more, since the draft was made anew from another
     * document. Needs the draft locked by the running transaction.
     */
    void begin(Caller caller, PlanHead head, Step step) {
        edits.add(
                head,
                new Turn(
                        edits.last(head) + 1,
                        Turn.Kind.BASE,
                        null,
                        step,
                        caller.account(),
                        caller.name(),
                        clock.instant(),
                        Changes.NONE));
    }

    /** Makes the draft binding, or refuses with every reason. */
    @Transactional
    void publish(Caller caller, UUID plan, Instant at) {
        PlanHead draft = open(caller, plan, Right.PLAN_PUBLISH);
        PlanTree tree = versions.tree(draft);
        List<Fault> faults = Readiness.faults(tree);
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.not-ready", faults);
        }
        versions.publish(draft, caller.name(), at);
        access.audit(entry(
                        caller,
                        draft,
                        "plan.publish",
                        draft.title() + " · " + tree.tasks().size())
                .change("state", "draft", "published")
                .with("version", draft.version()));
    }

    /** Opens a new draft that begins as a copy of the newest published version. */
    @Transactional
    int revise(Caller caller, UUID plan, Revision wanted) {
        access.require(caller, Right.PLAN_EDIT);
        Revision revision = checked(wanted);
        PlanHead published = versions.published(caller, plan).orElseThrow(Drafts::missing);
        if (!caller.reach().holds(published.places().from())) {
            throw missing();
        }
        Optional<Integer> open = versions.draft(caller, plan);
        if (open.isPresent()) {
            throw Problem.conflict("plan.draft-open", open.get());
        }
        int next = published.version() + 1;
        try {
            versions.revise(published, versions.tree(published), next, revision, caller.name(), clock.instant());
        } catch (DuplicateKeyException raced) {
            throw Problem.conflict("plan.draft-open", next);
        }
        access.audit(
                entry(caller, published, "plan.revise", published.title() + " · " + next + " · " + revision.reason())
                        .change("version", published.version(), next)
                        .with("reason", String.valueOf(revision.reason())));
        return next;
    }

    /** Says again why the draft of a published plan is made. */
    @Transactional
    void explain(Caller caller, UUID plan, Revision wanted) {
        PlanHead draft = open(caller, plan, Right.PLAN_EDIT);
        Revision revision = checked(wanted);
        versions.explain(draft, revision);
        access.audit(entry(caller, draft, "plan.explain", draft.title())
                .with("reason", String.valueOf(revision.reason()))
                .with("basis", String.valueOf(revision.basis())));
    }

    private static Revision checked(Revision wanted) {
        var faults = new ArrayList<Fault>();
        String reason = wanted.reason() == null ? "" : wanted.reason().strip();
        String basis = wanted.basis() == null ? "" : wanted.basis().strip();
        if (reason.isEmpty()) {
            faults.add(Fault.of("reason", "plan.revision-reason-empty"));
        }
        Corrections.tooLong("reason", reason, LONGEST_REASON, faults);
        Corrections.tooLong("basis", basis, LONGEST_BASIS, faults);
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        return new Revision(reason, basis.isEmpty() ? null : basis);
    }

    /** Deletes the draft, and with it a plan that was never published. */
    @Transactional
    void deleteDraft(Caller caller, UUID plan) {
        PlanHead draft = open(caller, plan, Right.PLAN_EDIT);
        versions.delete(draft);
        access.audit(entry(caller, draft, "plan.delete-draft", draft.title()).change("title", draft.title(), null));
    }

    private static AuditEntry entry(Caller caller, PlanHead head, String verb, String words) {
        return AuditEntry.of(caller, verb, "plan", head.id().toString(), words)
                .in(head.unit(), head.places().from());
    }

    /** What an edit changed, row by row; of very many rows the history of the draft tells the rest. */
    private static AuditEntry told(Changes changes, AuditEntry entry) {
        AuditEntry told = told("node", changes.nodes(), entry);
        told = told("figure", changes.figures(), told);
        return told("duty", changes.duties(), told);
    }

    private static AuditEntry told(String kind, List<Changes.RowChange> rows, AuditEntry entry) {
        AuditEntry told = entry;
        for (Changes.RowChange row : rows.subList(0, Math.min(ROWS_TOLD, rows.size()))) {
            told = told.change(
                    kind + " " + row.id(),
                    row.was() == null ? null : row.was().toString(),
                    row.now() == null ? null : row.now().toString());
        }
        return told;
    }
}
