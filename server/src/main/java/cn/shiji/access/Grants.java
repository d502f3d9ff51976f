package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of grants: who holds which role where, given and taken by the security administrator. */
@Service
public class Grants {

    private final GrantStore store;
    private final AccountStore accounts;
    private final Access access;
    private final Approvals approvals;
    private final Clock clock;
    private final Approvals.Verb<GiveRole> giving;
    private final Approvals.Verb<TakeRole> taking;

    Grants(GrantStore store, AccountStore accounts, Access access, Approvals approvals, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.access = access;
        this.approvals = approvals;
        this.clock = clock;
        this.giving = approvals.verb("grant.give", Right.GRANT_GIVE, GiveRole.class, this::give);
        this.taking = approvals.verb("grant.take", Right.GRANT_GIVE, TakeRole.class, this::take);
    }

    /** What a waiting removal keeps. */
    record TakeRole(UUID grant, String reason) {}

    /** What a role allows. */
    public static Set<Right> rightsOf(Role role) {
        return EnumSet.copyOf(RoleRights.of(role));
    }

    /** The roles that allow it. */
    public static Set<Role> rolesWith(Right right) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(Role.values())
                .filter(role -> RoleRights.of(role).contains(right))
                .forEach(roles::add);
        return roles;
    }

    /** All that was ever given to an account, what holds first. */
    @Transactional(readOnly = true)
    public List<Grant> of(AccountId account) {
        return store.of(account);
    }

    /** Who holds what today, as far as the caller's reach goes; whoever asks of one unit must reach it. */
    @Transactional(readOnly = true)
    public Page<Holding> search(Caller caller, HoldingQuery query, int page, int size) {
        Set<Role> roles = query.right() == null ? EnumSet.allOf(Role.class) : rolesWith(query.right());
        if (query.role() != null) {
            roles.retainAll(Set.of(query.role()));
        }
        if (query.unit() != null && !accounts.reaches(caller, query.unit())) {
            throw Problem.missing("directory.unit-missing");
        }
        return store.search(caller.reach(), query, roles, LocalDate.now(clock), page, size);
    }

    /**
     * Gives a role, or asks a second person for it.
     *
     * @param unitName tells whoever is asked what unit it is
     * @return the id it waits under; empty where it is done
     * @throws Problem {@code access.duties-apart}, {@code access.not-to-oneself}, {@code access.last-day-past} and others
     */
    @Transactional
    public Optional<UUID> give(Caller caller, GiveRole wanted, String unitName) {
        access.require(caller, Right.GRANT_GIVE);
        KeptAccount account = mayGive(caller, wanted);
        LocalDate until = wanted.until();
        return approvals.ask(
                caller,
                giving,
                new Approvals.Subject("account", account.id().toString(), account.unit()),
                until == null
                        ? new Approvals.Words("access.told.give", account.name(), unitName, role(wanted.role()))
                        : new Approvals.Words(
                                "access.told.give-until",
                                account.name(),
                                unitName,
                                role(wanted.role()),
                                until.toString()),
                wanted);
    }

    /**
     * Takes a role away at once, or asks a second person for it.
     *
     * @throws Problem {@code access.last-of-duty} where nobody would be left to do that administration
     */
    @Transactional
    public Optional<UUID> take(Caller caller, UUID grant, String reason, String unitName) {
        access.require(caller, Right.GRANT_GIVE);
        if (reason.isBlank()) {
            throw Problem.bad("access.needs-reason");
        }
        Holding holding = mayTake(caller, grant);
        return approvals.ask(
                caller,
                taking,
                new Approvals.Subject("account", holding.account().toString(), holding.home()),
                new Approvals.Words(
                        "access.told.take",
                        holding.name(),
                        unitName,
                        role(holding.grant().role())),
                new TakeRole(grant, reason.strip()));
    }

    /**
     * The unit a grant by hand is held in.
     *
     * @throws Problem {@code access.grant-missing}
     */
    @Transactional(readOnly = true)
    public UnitId unitOf(Caller caller, UUID grant) {
        return visible(caller, grant).grant().unit();
    }

    private Holding visible(Caller caller, UUID grant) {
        return store.byHand(grant)
                .filter(found -> accounts.find(caller, found.account()).isPresent())
                .filter(found -> accounts.reaches(caller, found.grant().unit()))
                .orElseThrow(() -> Problem.missing("access.grant-missing"));
    }

    private KeptAccount mayGive(Caller caller, GiveRole wanted) {
        AccountId id = new AccountId(wanted.account());
        KeptAccount account = accounts.find(caller, id).orElseThrow(() -> Problem.missing("access.account-missing"));
        if (account.closedAt() != null) {
            throw Problem.conflict("access.account-closed", account.name());
        }
        if (id.equals(caller.account())) {
            throw Problem.notAllowed("access.not-to-oneself");
        }
        if (Duty.of(wanted.role()) != account.duty()) {
            throw Problem.conflict(
                    "access.duties-apart",
                    account.name(),
                    new Problem.Word("access.duty." + account.duty().word()),
                    role(wanted.role()));
        }
        if (!accounts.reaches(caller, new UnitId(wanted.unit()))
                || !accounts.stands(wanted.tree(), new UnitId(wanted.unit()))) {
            throw Problem.missing("directory.unit-missing");
        }
        if (!accounts.reachesBelow(caller, wanted.tree(), new UnitId(wanted.unit()))) {
            throw Problem.faulty("access.faulty-grant", List.of(Problem.Fault.of("unit", "access.grant-beyond-reach")));
        }
        LocalDate until = wanted.until();
        if (until != null && until.isBefore(LocalDate.now(clock))) {
            throw Problem.bad("access.last-day-past", until.toString());
        }
        return account;
    }

    private void give(Caller caller, GiveRole wanted) {
        KeptAccount account = mayGive(caller, wanted);
        give(account, wanted, caller.account().value(), caller.name());
        AuditEntry entry =
                AuditEntry.of(caller, "grant.give", "account", account.id().toString(), account.name());
        access.audit(at(entry, new UnitId(wanted.unit()))
                .with("role", wanted.role().word())
                .with("tree", wanted.tree())
                .with("unit", wanted.unit())
                .with("until", wanted.until() == null ? "" : wanted.until().toString()));
    }

    /** Gives without asking: the first of each administration, and what the demo and the tests begin with. */
    void give(KeptAccount account, GiveRole wanted, @Nullable UUID by, String giver) {
        LocalDate today = LocalDate.now(clock);
        UnitId unit = new UnitId(wanted.unit());
        Optional<Grant> standing = store.standing(account.id(), wanted.role(), wanted.tree(), unit);
        if (standing.isPresent() && !standing.get().isOver(today)) {
            store.until(standing.get().id(), wanted.until());
            return;
        }
        standing.ifPresent(old -> store.end(old.id(), null, giver, clock.instant()));
        store.give(
                Uuid7.next(clock), account.id(), wanted.role(), wanted.tree(), unit, today, wanted.until(), by, giver);
    }

    private Holding mayTake(Caller caller, UUID grant) {
        Holding holding = visible(caller, grant);
        LocalDate today = LocalDate.now(clock);
        if (holding.grant().isOver(today)) {
            throw Problem.conflict("access.grant-over");
        }
        if (holding.account().equals(caller.account())) {
            throw Problem.notAllowed("access.not-to-oneself");
        }
        Role role = holding.grant().role();
        if (Duty.of(role) != Duty.BUSINESS && store.holders(Set.of(role), today) <= 1) {
            throw Problem.conflict("access.last-of-duty", role(role));
        }
        return holding;
    }

    private void take(Caller caller, TakeRole wanted) {
        Holding holding = mayTake(caller, wanted.grant());
        store.end(wanted.grant(), caller, caller.name(), clock.instant());
        AuditEntry entry =
                AuditEntry.of(caller, "grant.take", "account", holding.account().toString(), holding.name());
        access.audit(at(entry, holding.grant().unit())
                .change("role", holding.grant().role().word(), null)
                .change("tree", holding.grant().tree(), null)
                .change("unit", holding.grant().unit().value(), null)
                .with("reason", wanted.reason()));
    }

    /** Whoever audits a unit reads who was given or lost a role there, though the giver stands above. */
    private AuditEntry at(AuditEntry entry, UnitId unit) {
        return store.placeOf(unit).map(place -> entry.in(unit, place)).orElse(entry);
    }

    private static Problem.Word role(Role role) {
        return new Problem.Word("access.role." + role.word());
    }
}
