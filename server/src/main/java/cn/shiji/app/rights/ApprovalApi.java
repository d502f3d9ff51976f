package cn.shiji.app.rights;

import cn.shiji.access.Access;
import cn.shiji.access.Approvals;
import cn.shiji.access.PendingChange;
import cn.shiji.access.SignedIn;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes that wait for a second person; everybody sees what they may decide and what they asked for. */
@RestController
class ApprovalApi {

    private static final int MOST_ON_A_PAGE = 200;

    private final Approvals approvals;
    private final Access access;

    ApprovalApi(Approvals approvals, Access access) {
        this.approvals = approvals;
        this.access = access;
    }

    record ApprovalAnswer(@Nullable String reason) {}

    /** What waits, or with {@code open=false} what is over, the newest first. */
    @SignedIn
    @GetMapping("/api/approvals")
    Page<PendingView> list(
            @RequestParam(defaultValue = "true") boolean open,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "20") int size,
            Locale language) {
        Caller caller = access.caller();
        Page<PendingChange> found =
                approvals.list(caller, open, Math.max(page, 1), Math.clamp(size, 1, MOST_ON_A_PAGE));
        return new Page<>(
                found.items().stream()
                        .map(pending -> PendingView.of(pending, approvals.mayDecide(caller, pending), caller, language))
                        .toList(),
                found.page(),
                found.size(),
                found.total());
    }

    /** Agrees: it takes effect now. */
    @SignedIn
    @PostMapping("/api/approvals/{change}/approve")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void approve(@PathVariable UUID change) {
        approvals.approve(access.caller(), change);
    }

    /** Refuses, saying why. */
    @SignedIn
    @PostMapping("/api/approvals/{change}/refuse")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void refuse(@PathVariable UUID change, @RequestBody ApprovalAnswer entry) {
        approvals.refuse(access.caller(), change, Objects.requireNonNullElse(entry.reason(), ""));
    }

    /** Takes back what one asked for. */
    @SignedIn
    @PostMapping("/api/approvals/{change}/withdraw")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable UUID change) {
        approvals.withdraw(access.caller(), change);
    }
}
