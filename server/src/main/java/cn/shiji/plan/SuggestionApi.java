package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Right;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Suggestions for a draft over HTTP: what would be taken, take it, do not want it. */
@RestController
@RequestMapping("/api/plans/{id}/suggestions")
class SuggestionApi {

    private final Access access;
    private final Accepting accepting;
    private final DraftHistory history;

    SuggestionApi(Access access, Accepting accepting, DraftHistory history) {
        this.access = access;
        this.accepting = accepting;
        this.history = history;
    }

    /** Suggestions that are not wanted, or are wanted again. */
    record Dismissal(List<String> keys, @Nullable Boolean recall) {}

    /** What would be accepted. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/preview")
    Accepted preview(@PathVariable UUID id, @RequestBody Acceptance wanted, Locale language) {
        return accepting.preview(access.caller(), id, wanted, language);
    }

    /** Accepts as one step of the draft's history; answers what changed. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/accept")
    DraftChange accept(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestBody Acceptance wanted,
            Locale language) {
        Caller caller = access.caller();
        return history.change(caller, accepting.accept(new Editor(caller, id, seen), wanted, language), language);
    }

    /** Keeps that these are not wanted; the same is not suggested there again. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/dismiss")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dismiss(@PathVariable UUID id, @RequestBody Dismissal dismissal) {
        accepting.dismiss(
                access.caller(),
                id,
                Objects.requireNonNullElse(dismissal.keys(), List.<String>of()).stream()
                        .filter(Objects::nonNull)
                        .toList(),
                Boolean.TRUE.equals(dismissal.recall()));
    }
}
