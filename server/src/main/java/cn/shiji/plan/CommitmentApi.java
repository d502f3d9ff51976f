package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.access.SignedIn;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Right;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Commitments and their declarations over HTTP, and the home page they make. */
@RestController
class CommitmentApi {

    private final Access access;
    private final CommitmentPage page;
    private final Declaring declaring;
    private final HomePage home;
    private final Clock clock;

    CommitmentApi(Access access, CommitmentPage page, Declaring declaring, HomePage home, Clock clock) {
        this.access = access;
        this.page = page;
        this.declaring = declaring;
        this.home = home;
        this.clock = clock;
    }

    record WithdrawalReason(String reason) {}

    @SignedIn
    @GetMapping("/api/home")
    HomeView home(Locale language) {
        return home.home(access.caller(), language);
    }

    @Needs(value = Right.WORK_READ, at = At.COVERS)
    @GetMapping("/api/commitments/{id}")
    CommitmentView commitment(@PathVariable UUID id, Locale language) {
        return page.view(access.caller(), id, language);
    }

    @Needs(value = Right.WORK_READ, at = At.COVERS)
    @GetMapping("/api/commitments/{id}/entries")
    List<CommitmentView.EntryView> entries(@PathVariable UUID id, Locale language) {
        return page.entries(access.caller(), id, language);
    }

    /** Declares what was done; 201 for a new entry, 200 for one sent again. */
    @Needs(value = Right.PROGRESS_DECLARE, at = At.COVERS)
    @PutMapping("/api/commitments/{id}/entries/{entry}")
    ResponseEntity<CommitmentView.EntryView> declare(
            @PathVariable UUID id, @PathVariable UUID entry, @RequestBody NewEntry content, Locale language) {
        Caller caller = access.caller();
        boolean added = declaring.declare(caller, id, entry, content, clock.instant());
        return ResponseEntity.status(added ? HttpStatus.CREATED : HttpStatus.OK)
                .body(page.entry(caller, id, entry, language));
    }

    @Needs(value = Right.PROGRESS_DECLARE, at = At.WITHIN)
    @PostMapping("/api/commitments/{id}/entries/{entry}/withdrawal")
    CommitmentView.EntryView withdraw(
            @PathVariable UUID id, @PathVariable UUID entry, @RequestBody WithdrawalReason why, Locale language) {
        Caller caller = access.caller();
        declaring.withdraw(caller, id, entry, why.reason());
        return page.entry(caller, id, entry, language);
    }

    /** The caller confirms the entry with the own name. */
    @Needs(value = Right.PROGRESS_CONFIRM, at = At.WITHIN)
    @PostMapping("/api/commitments/{id}/entries/{entry}/confirmation")
    CommitmentView.EntryView confirm(@PathVariable UUID id, @PathVariable UUID entry, Locale language) {
        Caller caller = access.caller();
        declaring.confirm(caller, id, entry);
        return page.entry(caller, id, entry, language);
    }
}
