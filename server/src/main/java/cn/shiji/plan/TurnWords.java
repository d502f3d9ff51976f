package cn.shiji.plan;

import cn.shiji.kernel.Caller;
import cn.shiji.plan.DraftChange.TurnView;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells the history of a draft in the reader's words. */
@Component
class TurnWords {

    /** Edits whose words hold the detail as {@code {2}}; behind those of the others it is told after a colon. */
    private static final Set<String> TELLING = Set.of("split-commitment", "merge", "move");

    private final Edits edits;
    private final MessageSource messages;

    TurnWords(Edits edits, MessageSource messages) {
        this.edits = edits;
        this.messages = messages;
    }

    /** Where the history of the draft stands. */
    DraftChange.Standing standing(Caller caller, PlanHead head, Locale language) {
        return new DraftChange.Standing(
                edits.last(head),
                edits.toUndo(head)
                        .map(turn -> view(caller, turn, true, language))
                        .orElse(null),
                edits.toRedo(head)
                        .map(turn -> view(caller, turn, false, language))
                        .orElse(null));
    }

    /** An entry; {@code stands} says whether it still holds. */
    TurnView view(Caller caller, Turn turn, boolean stands, Locale language) {
        return new TurnView(
                turn.number(),
                turn.kind().word(),
                turn.turns(),
                turn.step().action(),
                turn.step().node(),
                words(turn, language),
                turn.by(),
                turn.at(),
                turn.account().equals(caller.account()),
                stands);
    }

    private String words(Turn turn, Locale language) {
        Step step = turn.step();
        String said = told(
                "plan.edit." + step.action(),
                language,
                step.name(),
                step.fields().stream()
                        .map(field -> told("plan.field." + field, language))
                        .collect(Collectors.joining(told("plan.edit.and", language))),
                step.detail());
        if (!step.detail().isEmpty() && !TELLING.contains(step.action())) {
            said = told("plan.edit.detail", language, said, step.detail());
        }
        return switch (turn.kind()) {
            case EDIT, BASE -> said;
            case UNDO -> told("plan.edit.undone", language, said);
            case REDO -> told("plan.edit.redone", language, said);
        };
    }

    private String told(String code, Locale language, Object... args) {
        return Objects.requireNonNullElse(messages.getMessage(code, args, code, language), code);
    }
}
