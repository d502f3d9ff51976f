package cn.shiji.access;

import cn.shiji.access.audit.Origin;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

    /** Attribute of a request under which the code of a refusal is told to the trail. */
    public static final String REFUSAL = "shiji.refusal";

    private final Accounts accounts;
    private final AccountStore kept;
    private final GrantStore grants;
    private final PasswordEncoder passwords;
    private final Trail trail;
    private final Clock clock;
    private final UnitPlaces unitPlaces;
    private final UnitGrants unitGrants;

    Access(
            Accounts accounts,
            AccountStore kept,
            GrantStore grants,
            UnitPlaces unitPlaces,
            UnitGrants unitGrants,
            PasswordEncoder passwords,
            Trail trail,
            Clock clock) {
        this.accounts = accounts;
        this.kept = kept;
        this.grants = grants;
        this.unitPlaces = unitPlaces;
        this.unitGrants = unitGrants;
        this.passwords = passwords;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Who is calling now, in the capacity acted in last in this session. Looked up afresh, so a change of units or rights holds from the
     * next request on; whoever holds nothing today is a caller who may do nothing.
     *
     * @throws Problem {@code access.sign-in-first} where nobody is signed in
     */
    public Caller caller() {
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        if (now == null || !(now.getPrincipal() instanceof AccountId account)) {
            throw signInFirst();
        }
        return callerOf(account).orElseThrow(Access::signInFirst);
    }

    /**
     * The caller that an account stands for, for programs that act in somebody's name.
     *
     * @throws IllegalStateException where there is no such account
     */
    public Caller callerNamed(String username) {
        return accounts.named(username)
                .flatMap(account -> callerOf(account.id()))
                .orElseThrow(() -> new IllegalStateException("There is no account named " + username));
    }

    /**
     * Whoever has held the office of exactly this unit for the longest, in that capacity, for the command line that acts
     * for the office.
     *
     * @throws Problem {@code access.no-office} where the unit has none
     */
    public Caller officeOf(UnitId unit) {
        return grants.holderOf(Role.PARTY_OFFICE, unit, today())
                .flatMap(account -> grants.capacities(account, session(), today()).stream()
                        .filter(acting -> acting.tree().equals(Accounts.ADMIN)
                                && acting.unit().equals(unit))
                        .findFirst())
                .flatMap(accounts::caller)
                .orElseThrow(() -> Problem.missing("access.no-office", unit.value()));
    }

    /** In what the caller may act, the one acted in now marked. */
    public List<Capacity> capacities(Caller caller) {
        List<GrantStore.Acting> acting = grants.capacities(caller.account(), session(), today());
        return IntStream.range(0, acting.size())
                .mapToObj(at -> new Capacity(
                        acting.get(at).tree(),
                        acting.get(at).unit(),
                        Set.copyOf(acting.get(at).roles()),
                        at == 0))
                .toList();
    }

    /**
     * Lets the caller act in another capacity from now on, in this session alone.
     *
     * @return the same person in it
     * @throws Problem {@code access.capacity-missing} where the account holds nothing there today
     */
    @Transactional
    public Caller actIn(Caller caller, String tree, UnitId unit) {
        GrantStore.Acting wanted = grants.capacities(caller.account(), session(), today()).stream()
                .filter(one -> one.tree().equals(tree) && one.unit().equals(unit))
                .findFirst()
                .orElseThrow(() -> Problem.missing("access.capacity-missing"));
        grants.actIn(caller.account(), session(), tree, unit);
        Caller now = accounts.caller(wanted).orElseThrow();
        audit(now, "session.act-in", "account", caller.account().toString(), tree);
        return now;
    }

    /**
     * Lets a post give roles to whoever is this person, from a day through another; called again for the same post it
     * takes the place of what it gave before. The person's account has them as soon as it is bound to the person.
     *
     * @param post the holding of the post by this person, not the post itself
     * @param roles business ones only; empty takes all away
     * @param until the last day, null while none is known
     * @param giver what the post is called, shown where the grant is
     */
    @Transactional
    public void postGives(
            UUID post,
            UUID person,
            Collection<Role> roles,
            String tree,
            UnitId unit,
            LocalDate since,
            @Nullable LocalDate until,
            String giver) {
        grants.forgetPost(post);
        for (Role role : Set.copyOf(roles)) {
            grants.giveByPost(Uuid7.next(clock), post, person, role, tree, unit, since, until, giver);
        }
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
     * What was done last to each of these things since a moment, by its id, as far as the trail goes back and the rows lie
     * within reach; what was only looked at is left out.
     */
    public Map<String, LastDeed> lastDone(String subjectKind, Collection<String> ids, Instant since) {
        return trail.last(subjectKind, ids, since);
    }

    /**
     * Adds what was refused to the trail, in a transaction of its own, so that it stays when the work is rolled back. Answers
     * 403 and 404 to a signed-in caller are added without this call.
     */
    public void auditRefused(AuditEntry entry) {
        trail.refused(entry);
    }

    /**
     * Tells where units stand in a tree from now on; the directory calls it whenever units are placed.
     *
     * @param tree {@code admin} for the administrative tree, whose places stand on rows
     */
    @Transactional
    public void place(String tree, Map<UnitId, Scope> places) {
        unitPlaces.place(tree, places);
    }

    /** Tells that units stand in a tree no more. */
    @Transactional
    public void leave(String tree, long[] units) {
        unitPlaces.leave(tree, units);
    }

    /** The names of those who hold a role in exactly this unit today, not by a post. */
    public List<String> holdersIn(UnitId unit) {
        return unitGrants.holders(unit);
    }

    /** Those of the units, by id, in which somebody holds a role today, not by a post. */
    public Set<Long> heldAmong(Collection<Long> units) {
        return unitGrants.among(units);
    }

    /**
     * Carries the roles held in a unit over to its successor, or ends them; who holds the same there already keeps one.
     *
     * @param change names the change of units, so that it can be taken back
     * @param by who did it
     */
    @Transactional
    public void carryGrants(UUID change, UnitId from, UnitId into, boolean follow, String by) {
        unitGrants.carry(change, from, into, follow, by);
    }

    /** Takes back what {@link #carryGrants} did for the change. */
    @Transactional
    public void putBackGrants(UUID change) {
        unitGrants.putBack(change);
    }

    /** Gives the rows of all modules that carry a place of these units the places told last. */
    @Transactional
    public void renewPlaces(long[] units) {
        unitPlaces.renew(units);
    }

    /**
     * Opens an account with a password and a role in its unit, for the demo, for scenarios and tests; people get theirs
     * from {@link AccountBook}.
     *
     * @param username two to forty of a–z, 0–9, dot, hyphen, underscore
     * @param password in clear; only its hash is kept
     * @param demo whether its name and password may be shown on the sign-in page
     */
    @Transactional
    public AccountId open(String username, String password, String name, UnitId unit, Role role, boolean demo) {
        AccountId id = new AccountId(Uuid7.next(clock));
        kept.open(id, username, hash(password), name, unit, Duty.of(role), null, demo);
        grants.give(Uuid7.next(clock), id, role, Accounts.ADMIN, unit, today(), null, null, name);
        return id;
    }

    /**
     * Opens an account of the demo, without a role of its own.
     *
     * @param person whose it is in the directory; the posts held give their roles. Null for nobody
     */
    @Transactional
    public AccountId openFor(
            String username, String password, String name, UnitId unit, Duty duty, @Nullable UUID person) {
        AccountId id = new AccountId(Uuid7.next(clock));
        kept.open(id, username, hash(password), name, unit, duty, person, true);
        return id;
    }

    /**
     * Gives an account a role without asking anybody, or sets its last day; for the demo, for scenarios and tests. People
     * get theirs from {@link Grants}.
     *
     * @param until the last day, null for none
     */
    @Transactional
    public void give(AccountId account, Role role, UnitId unit, @Nullable LocalDate until) {
        Optional<Grant> standing = grants.standing(account, role, Accounts.ADMIN, unit);
        if (standing.isPresent()) {
            grants.until(standing.get().id(), until);
        } else {
            grants.give(
                    Uuid7.next(clock),
                    account,
                    role,
                    Accounts.ADMIN,
                    unit,
                    today(),
                    until,
                    null,
                    kept.find(account).map(KeptAccount::name).orElse(""));
        }
    }

    /** The accounts whose names may be shown on the sign-in page; empty outside the demo. */
    public List<Caller> demoAccounts() {
        return accounts.demo().stream()
                .flatMap(account -> callerOf(account).stream())
                .toList();
    }

    /** Whether there are accounts, and all of them are the demo's. */
    public boolean onlyDemoAccounts() {
        return accounts.onlyDemo();
    }

    /** Whether any account is the demo's, whose password everybody knows. */
    public boolean anyDemoAccounts() {
        return accounts.anyDemo();
    }

    /** The caller an open account is now. */
    public Optional<Caller> callerOf(AccountId account) {
        return grants.capacities(account, session(), today()).stream()
                .findFirst()
                .flatMap(accounts::caller)
                .or(() -> accounts.callerWithout(account));
    }

    /** The session this thread answers a request of; each acts in a capacity of its own. */
    private static @Nullable String session() {
        return Origin.now().session();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
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
