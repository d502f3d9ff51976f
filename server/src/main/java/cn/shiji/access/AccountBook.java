package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door of accounts: opened and kept by the system administrator, who gives no rights and knows no password: whoever
 * an account is for sets it through a {@link OneTimeLink}.
 *
 * <p>Where one of the three administrations has nobody yet, the first account opened for it gets its role at once;
 * every later one waits for the security administrator. So the system administrator can found an installation, and
 * once it is founded can give nothing more.
 */
@Service
public class AccountBook {

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{2,40}");
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_REASON = 300;

    private final AccountStore store;
    private final GrantStore grants;
    private final Grants giving;
    private final Access access;
    private final Approvals approvals;
    private final OneTimeLinks links;
    private final Clock clock;
    private final Approvals.Verb<OpenAccount> opening;
    private final Approvals.Verb<CloseAccount> closing;
    private final Approvals.Verb<CloseAccount> reopening;
    private final Approvals.Verb<BindAccount> binding;

    AccountBook(
            AccountStore store,
            GrantStore grants,
            Grants giving,
            Access access,
            Approvals approvals,
            OneTimeLinks links,
            Clock clock) {
        this.store = store;
        this.grants = grants;
        this.giving = giving;
        this.access = access;
        this.approvals = approvals;
        this.links = links;
        this.clock = clock;
        this.opening = approvals.verb("account.open", Right.ACCOUNT_KEEP, OpenAccount.class, this::open);
        this.closing = approvals.verb("account.close", Right.ACCOUNT_KEEP, CloseAccount.class, this::close);
        this.reopening = approvals.verb("account.reopen", Right.ACCOUNT_KEEP, CloseAccount.class, this::reopen);
        this.binding = approvals.verb("account.bind", Right.ACCOUNT_KEEP, BindAccount.class, this::bind);
    }

    /** What a waiting binding keeps. */
    record BindAccount(UUID account, @Nullable UUID person) {}

    /** What a waiting closing or reopening keeps. */
    record CloseAccount(UUID account, String reason) {}

    /**
     * What became of a wish.
     *
     * @param pending the id it waits for a second person under, null where it is done
     * @param link what to hand to whoever the account is for, null where there is none to hand
     */
    public record Outcome(@Nullable UUID pending, @Nullable OneTimeLink link) {}

    /** The accounts of the units the caller reaches. */
    @Transactional(readOnly = true)
    public Page<KeptAccount> list(Caller caller, AccountQuery query, int page, int size) {
        return store.list(caller, query, page, size);
    }

    /**
     * One account.
     *
     * @throws Problem {@code access.account-missing}
     */
    @Transactional(readOnly = true)
    public KeptAccount account(Caller caller, AccountId id) {
        return store.find(caller, id).orElseThrow(() -> Problem.missing("access.account-missing"));
    }

    /** Until when the link that was made for the account may be used, empty where none may. */
    @Transactional(readOnly = true)
    public Optional<Instant> linkUntil(AccountId id) {
        return store.linkUntil(id, clock.instant());
    }

    /** The account of a person of the directory, if that person has one. */
    @Transactional(readOnly = true)
    public Optional<AccountId> ofPerson(UUID person) {
        return store.ofPerson(person);
    }

    /** The administrations nobody has been appointed to yet, so that opening an account for one appoints. */
    @Transactional(readOnly = true)
    public List<Duty> unappointed() {
        return List.of(Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT).stream()
                .filter(this::isUnappointed)
                .toList();
    }

    private boolean isUnappointed(Duty duty) {
        return duty.onlyRole().map(role -> grants.appointed(role, today()) == 0).orElse(false);
    }

    /**
     * Opens an account, and makes the link by which its owner enters. Asked again with the same id it changes nothing.
     *
     * @param unitName tells a second person what unit it is
     * @throws Problem {@code access.faulty-account} with every fault
     */
    @Transactional
    public Outcome open(Caller caller, OpenAccount wanted, String unitName) {
        access.require(caller, Right.ACCOUNT_KEEP);
        AccountId id = new AccountId(wanted.id());
        Optional<KeptAccount> before = store.find(caller, id);
        if (before.isEmpty()) {
            if (wanted.unit() <= 0 || !store.reaches(caller, new UnitId(wanted.unit()))) {
                throw Problem.missing("directory.unit-missing");
            }
            check(caller, wanted);
            Optional<UUID> pending = approvals.ask(
                    caller,
                    opening,
                    new Approvals.Subject("account", id.toString(), new UnitId(wanted.unit())),
                    new Approvals.Words(
                            "access.told.open",
                            wanted.name().strip(),
                            wanted.username(),
                            unitName,
                            new Problem.Word("access.duty." + wanted.duty().word())),
                    wanted);
            if (pending.isPresent()) {
                return new Outcome(pending.get(), null);
            }
        }
        return new Outcome(null, makeLink(caller, account(caller, id)));
    }

    private void check(Caller caller, OpenAccount wanted) {
        List<Problem.Fault> faults = new ArrayList<>();
        if (!USERNAME.matcher(wanted.username()).matches()) {
            faults.add(Problem.Fault.of("username", "access.username-plain"));
        } else if (store.isTaken(wanted.username())) {
            faults.add(Problem.Fault.of("username", "access.username-taken", wanted.username()));
        }
        if (wanted.name().isBlank() || wanted.name().strip().length() > LONGEST_NAME) {
            faults.add(Problem.Fault.of("name", "access.name-length", LONGEST_NAME));
        }
        if (wanted.unit() <= 0 || !store.reaches(caller, new UnitId(wanted.unit()))) {
            faults.add(Problem.Fault.of("unit", "directory.unit-missing"));
        }
        UUID person = wanted.person();
        if (person != null && wanted.duty() != Duty.BUSINESS) {
            faults.add(Problem.Fault.of("person", "access.administration-without-person"));
        } else if (person != null && store.ofPerson(person).isPresent()) {
            faults.add(Problem.Fault.of("person", "access.person-has-account"));
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("access.faulty-account", faults);
        }
    }

    private void open(Caller caller, OpenAccount wanted) {
        check(caller, wanted);
        AccountId id = new AccountId(wanted.id());
        UnitId unit = new UnitId(wanted.unit());
        boolean appoints = isUnappointed(wanted.duty());
        store.open(id, wanted.username(), null, wanted.name().strip(), unit, wanted.duty(), wanted.person(), false);
        access.audit(
                caller,
                "account.open",
                "account",
                id.toString(),
                wanted.username() + " · " + wanted.name().strip());
        Optional<Role> role = wanted.duty().onlyRole();
        if (appoints && role.isPresent()) {
            giving.give(
                    store.find(id).orElseThrow(),
                    new GiveRole(
                            wanted.id(),
                            role.get(),
                            Accounts.ADMIN,
                            caller.unit().value(),
                            null),
                    caller.account().value(),
                    caller.name());
            access.audit(
                    caller,
                    "grant.give",
                    "account",
                    id.toString(),
                    wanted.name().strip() + " · " + role.get().word());
        }
    }

    /**
     * Changes how the account is called, where it belongs and who it is. Who it is brings the roles of that person's posts,
     * so a second person may be wanted for it.
     *
     * @param person who it is in the directory, null for nobody
     * @param personName tells a second person who that is
     * @return the id the binding waits under; empty where all is done
     * @throws Problem {@code access.faulty-account} with every fault
     */
    @Transactional
    public Optional<UUID> change(
            Caller caller, AccountId id, String name, UnitId unit, @Nullable UUID person, String personName) {
        access.require(caller, Right.ACCOUNT_KEEP);
        KeptAccount before = account(caller, id);
        if (!store.reaches(caller, unit)) {
            throw Problem.missing("directory.unit-missing");
        }
        List<Problem.Fault> faults = new ArrayList<>();
        if (name.isBlank() || name.strip().length() > LONGEST_NAME) {
            faults.add(Problem.Fault.of("name", "access.name-length", LONGEST_NAME));
        }
        bindable(before, person).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            throw Problem.faulty("access.faulty-account", faults);
        }
        store.change(id, name.strip(), unit);
        if (!before.name().equals(name.strip()) || !before.unit().equals(unit)) {
            access.audit(AuditEntry.of(caller, "account.rename", "account", id.toString(), before.username())
                    .change("name", before.name(), name.strip())
                    .change("unit", before.unit().value(), unit.value()));
        }
        if (Objects.equals(before.person(), person)) {
            return Optional.empty();
        }
        if (id.equals(caller.account())) {
            throw Problem.notAllowed("access.not-to-oneself");
        }
        return approvals.ask(
                caller,
                binding,
                new Approvals.Subject("account", id.toString(), unit),
                person == null
                        ? new Approvals.Words("access.told.unbind", name.strip(), before.username())
                        : new Approvals.Words("access.told.bind", name.strip(), before.username(), personName),
                new BindAccount(id.value(), person));
    }

    private Optional<Problem.Fault> bindable(KeptAccount account, @Nullable UUID person) {
        if (person != null && account.duty() != Duty.BUSINESS) {
            return Optional.of(Problem.Fault.of("person", "access.administration-without-person"));
        }
        return person != null && !store.ofPerson(person).orElse(account.id()).equals(account.id())
                ? Optional.of(Problem.Fault.of("person", "access.person-has-account"))
                : Optional.empty();
    }

    private void bind(Caller caller, BindAccount wanted) {
        KeptAccount account = account(caller, new AccountId(wanted.account()));
        bindable(account, wanted.person()).ifPresent(fault -> {
            throw Problem.faulty("access.faulty-account", List.of(fault));
        });
        store.bind(account.id(), wanted.person());
        access.audit(
                AuditEntry.of(caller, "account.bind", "account", account.id().toString(), account.username())
                        .change("person", account.person(), wanted.person()));
    }

    /**
     * Makes a new link for the account; one made before is worth nothing from then on.
     *
     * @throws Problem {@code access.link-on-the-machine} for the security administrator or auditor who has entered once:
     *     whoever keeps accounts must not be able to become them
     */
    @Transactional
    public OneTimeLink link(Caller caller, AccountId id) {
        access.require(caller, Right.ACCOUNT_KEEP);
        KeptAccount account = account(caller, id);
        if (account.closedAt() != null) {
            throw Problem.conflict("access.account-closed", account.name());
        }
        if (id.equals(caller.account())) {
            throw Problem.notAllowed("access.not-to-oneself");
        }
        if (account.entered() && (account.duty() == Duty.SECURITY || account.duty() == Duty.AUDIT)) {
            throw Problem.notAllowed("access.link-on-the-machine", account.username());
        }
        return makeLink(caller, account);
    }

    private OneTimeLink makeLink(Caller caller, KeptAccount account) {
        OneTimeLink link = links.make(
                account.id(),
                account.entered() ? "reset" : "open",
                caller.account().value(),
                caller.name());
        access.audit(caller, "account.link", "account", account.id().toString(), account.username());
        return link;
    }

    /**
     * Closes an account: from now on nobody signs in with it, and what it holds gives nothing.
     *
     * @throws Problem {@code access.last-of-duty} where nobody would be left to do that administration
     */
    @Transactional
    public Outcome close(Caller caller, AccountId id, String reason) {
        return turn(caller, id, reason, closing, "access.told.close");
    }

    /** Opens an account again that was closed. */
    @Transactional
    public Outcome reopen(Caller caller, AccountId id, String reason) {
        return turn(caller, id, reason, reopening, "access.told.reopen");
    }

    private Outcome turn(Caller caller, AccountId id, String reason, Approvals.Verb<CloseAccount> verb, String words) {
        access.require(caller, Right.ACCOUNT_KEEP);
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw Problem.bad("access.needs-reason");
        }
        KeptAccount account = verb == closing ? mayClose(caller, id) : mayReopen(caller, id);
        Optional<UUID> pending = approvals.ask(
                caller,
                verb,
                new Approvals.Subject("account", id.toString(), account.unit()),
                new Approvals.Words(words, account.name(), account.username(), reason.strip()),
                new CloseAccount(id.value(), reason.strip()));
        return new Outcome(pending.orElse(null), null);
    }

    private KeptAccount mayClose(Caller caller, AccountId id) {
        KeptAccount account = account(caller, id);
        if (account.closedAt() != null) {
            throw Problem.conflict("access.account-closed", account.name());
        }
        if (id.equals(caller.account())) {
            throw Problem.notAllowed("access.not-to-oneself");
        }
        Optional<Role> role = account.duty().onlyRole();
        if (role.isPresent() && account.entered() && store.entered(account.duty()) <= 1) {
            throw Problem.conflict(
                    "access.last-of-duty",
                    new Problem.Word("access.role." + role.get().word()));
        }
        return account;
    }

    private KeptAccount mayReopen(Caller caller, AccountId id) {
        KeptAccount account = account(caller, id);
        if (account.closedAt() == null) {
            throw Problem.conflict("access.account-open", account.name());
        }
        return account;
    }

    private void close(Caller caller, CloseAccount wanted) {
        KeptAccount account = mayClose(caller, new AccountId(wanted.account()));
        store.close(account.id(), clock.instant());
        store.voidLinks(account.id());
        access.audit(
                caller,
                "account.close",
                "account",
                account.id().toString(),
                account.username() + " · " + wanted.reason());
    }

    private void reopen(Caller caller, CloseAccount wanted) {
        KeptAccount account = mayReopen(caller, new AccountId(wanted.account()));
        store.close(account.id(), null);
        access.audit(
                caller,
                "account.reopen",
                "account",
                account.id().toString(),
                account.username() + " · " + wanted.reason());
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
