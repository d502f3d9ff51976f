package cn.shiji.access;

import cn.shiji.access.audit.Trail;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door of {@code access}: the caller, the caller's rights, and the trail of changes.
 */
@Service
public class Access {

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final Trail trail;
    private final Clock clock;

    Access(Accounts accounts, PasswordEncoder passwords, Trail trail, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Who is calling now. The scope is looked up afresh, so a change of units or rights holds from the next request on.
     *
     * @throws Problem {@code access.sign-in-first} where nobody is signed in
     */
    public Caller caller() {
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        if (now == null || !(now.getPrincipal() instanceof AccountId account)) {
            throw signInFirst();
        }
        return accounts.caller(account).orElseThrow(Access::signInFirst);
    }

    /**
     * The caller that an account stands for, for programs that act in somebody's name.
     *
     * @throws IllegalStateException where there is no such account
     */
    public Caller callerNamed(String username) {
        return accounts.named(username)
                .flatMap(account -> accounts.caller(account.id()))
                .orElseThrow(() -> new IllegalStateException("There is no account named " + username));
    }

    /**
     * The first account that keeps plan and report of exactly this unit, for the command line that acts for its office.
     *
     * @throws Problem {@code access.no-office} where the unit has none
     */
    public Caller officeOf(UnitId unit) {
        return accounts.officeOf(unit)
                .flatMap(accounts::caller)
                .orElseThrow(() -> Problem.missing("access.no-office", unit.value()));
    }

    /**
     * Lets pass who may do this.
     *
     * @throws Problem {@code access.not-allowed} otherwise
     */
    public void require(Caller caller, Right right) {
        if (!caller.may(right)) {
            List<Problem.Word> roles = caller.roles().stream()
                    .sorted()
                    .map(role -> new Problem.Word("access.role." + role.word()))
                    .toList();
            throw Problem.notAllowed("access.not-allowed", roles, new Problem.Word("access.right." + right.word()));
        }
    }

    /**
     * Adds a change to the trail, in the transaction of the change itself.
     *
     * @param verb what was done, {@code plan.publish}
     * @param subjectKind what it was done to, {@code plan}
     * @param subjectId its id
     * @param words what a reader of the trail should know; no personal data beyond names
     */
    @Transactional
    public void audit(Caller caller, String verb, String subjectKind, String subjectId, String words) {
        trail.done(AuditEntry.of(caller, verb, subjectKind, subjectId, words));
    }

    /**
     * Adds what was done to the trail, in the transaction that does it; with what stood before and after where something
     * changed. What was only read is added the same way, before it is handed out and not within a read-only transaction.
     */
    @Transactional
    public void audit(AuditEntry entry) {
        trail.done(entry);
    }

    /**
     * Adds what was refused to the trail, in a transaction of its own, so that it stays when the work is rolled back. Answers
     * 403 and 404 to a signed-in caller are added without this call.
     */
    public void auditRefused(AuditEntry entry) {
        trail.refused(entry);
    }

    /** Tells where a unit stands in the tree; the directory calls it whenever a unit is placed. */
    @Transactional
    public void place(UnitId unit, Scope places) {
        accounts.place(unit, places);
    }

    /**
     * Opens an account.
     *
     * @param username two to forty of a–z, 0–9, dot, hyphen, underscore
     * @param password in clear; only its hash is kept
     * @param demo whether its name and password may be shown on the sign-in page
     */
    @Transactional
    public AccountId open(String username, String password, String name, UnitId unit, Role role, boolean demo) {
        AccountId id = new AccountId(Uuid7.next(clock));
        accounts.open(new Account(id, username, hash(password), name, unit, role, demo));
        return id;
    }

    /** The accounts whose names may be shown on the sign-in page; empty outside the demo. */
    public List<Caller> demoAccounts() {
        return accounts.demo();
    }

    /** Whether there are accounts, and all of them are the demo's. */
    public boolean onlyDemoAccounts() {
        return accounts.onlyDemo();
    }

    private String hash(String password) {
        String hash = passwords.encode(password);
        if (hash == null) {
            throw new IllegalStateException("The password encoder gave nothing");
        }
        return hash;
    }

    private static Problem signInFirst() {
        return Problem.of(Problem.Kind.UNKNOWN_CALLER, "access.sign-in-first", List.of(), List.of());
    }
}
