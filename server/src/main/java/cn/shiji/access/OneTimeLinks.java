package cn.shiji.access;

import cn.shiji.access.session.Passwords;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of one-time links: how people enter their accounts without anybody else ever knowing the password. */
@Service
public class OneTimeLinks {

    /** What the first account is called until its owner says otherwise. */
    private static final String FIRST = "admin";

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_SECRET = 100;
    private static final int LONGEST_NAME = 40;
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{2,40}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AccountStore store;
    private final GrantStore grants;
    private final Access access;
    private final SecurityRules rules;
    private final Passwords passwords;
    private final Clock clock;

    OneTimeLinks(
            AccountStore store,
            GrantStore grants,
            Access access,
            SecurityRules rules,
            Passwords passwords,
            Clock clock) {
        this.store = store;
        this.grants = grants;
        this.access = access;
        this.rules = rules;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * What a link opens.
     *
     * @param purpose {@code first}, {@code open} or {@code reset}; with the first one may choose what one is called
     * @param passwordLength how many characters the password needs
     */
    public record Welcome(String purpose, String username, String name, Duty duty, Instant until, int passwordLength) {}

    /**
     * What somebody sets through a link.
     *
     * @param username chosen with the first link only
     * @param name chosen with the first link only
     */
    public record Entry(
            String secret,
            @Nullable String username,
            @Nullable String name,
            String password) {}

    /**
     * What the link opens, without using it.
     *
     * @throws Problem {@code access.link-over} where it was used, ended, or never was
     */
    @Transactional
    public Welcome look(String secret) {
        AccountStore.LiveLink link = live(secret);
        KeptAccount account = store.find(link.account()).orElseThrow(OneTimeLinks::over);
        return new Welcome(
                link.purpose(),
                account.username(),
                account.name(),
                account.duty(),
                link.expires(),
                rules.value(SecurityRule.PASSWORD_LENGTH));
    }

    /**
     * Uses the link: sets the password, and with the first one how the account is called.
     *
     * @return the name to sign in with
     * @throws Problem {@code access.link-over}, {@code access.faulty-entry} with every fault
     */
    @Transactional
    public String use(Entry entry) {
        AccountStore.LiveLink link = live(entry.secret());
        KeptAccount account = store.find(link.account()).orElseThrow(OneTimeLinks::over);
        boolean first = link.purpose().equals("first");
        String username = first
                ? Objects.requireNonNullElse(entry.username(), account.username())
                        .strip()
                : account.username();
        String name =
                first ? Objects.requireNonNullElse(entry.name(), account.name()).strip() : account.name();
        check(account, username, name, entry.password());
        store.enter(account.id(), username, name);
        passwords.set(account.id(), entry.password());
        store.useLink(digest(entry.secret()), clock.instant());
        access.callerOf(account.id())
                .ifPresent(owner -> access.audit(
                        owner, "account.enter", "account", account.id().toString(), link.purpose()));
        return username;
    }

    private void check(KeptAccount account, String username, String name, String password) {
        List<Problem.Fault> faults = new ArrayList<>();
        if (!USERNAME.matcher(username).matches()) {
            faults.add(Problem.Fault.of("username", "access.username-plain"));
        } else if (!username.equals(account.username()) && store.isTaken(username)) {
            faults.add(Problem.Fault.of("username", "access.username-taken", username));
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            faults.add(Problem.Fault.of("name", "access.name-length", LONGEST_NAME));
        }
        faults.addAll(passwords.faults(account.id(), username, name, password));
        if (!faults.isEmpty()) {
            throw Problem.faulty("access.faulty-entry", faults);
        }
    }

    /**
     * The link by which an installation is entered for the first time: it makes the system administrator of its top unit.
     * A new one is made at every start until one was used.
     *
     * @return empty where the installation has a system administrator who has entered
     */
    @Transactional
    public Optional<OneTimeLink> first(UnitId top, String name) {
        if (store.entered(Duty.SYSTEM) > 0) {
            return Optional.empty();
        }
        List<AccountId> waiting = store.fresh(Duty.SYSTEM);
        AccountId account = waiting.isEmpty() ? openFirst(top, name) : waiting.getFirst();
        return Optional.of(make(account, "first", null, name));
    }

    private AccountId openFirst(UnitId top, String name) {
        AccountId id = new AccountId(Uuid7.next(clock));
        String username = FIRST;
        for (int next = 2; store.isTaken(username); next++) {
            username = FIRST + "-" + next;
        }
        store.open(id, username, null, name, top, Duty.SYSTEM, null, false);
        grants.give(
                Uuid7.next(clock), id, Role.SYSTEM_ADMIN, Accounts.ADMIN, top, LocalDate.now(clock), null, null, name);
        return id;
    }

    /**
     * A link for whoever works at the machine itself, for an account whose owner cannot enter any more.
     *
     * @throws Problem {@code access.account-missing}
     */
    @Transactional
    public OneTimeLink onTheMachine(String username, String maker) {
        AccountId id = store.named(username).orElseThrow(() -> Problem.missing("access.account-missing"));
        KeptAccount account = store.find(id).orElseThrow(() -> Problem.missing("access.account-missing"));
        if (account.closedAt() != null) {
            throw Problem.conflict("access.account-closed", account.name());
        }
        OneTimeLink link = make(id, account.entered() ? "reset" : "open", null, maker);
        Caller owner = access.callerOf(id).orElseThrow();
        access.audit(
                new Caller(
                        owner.account(),
                        maker,
                        owner.tree(),
                        owner.unit(),
                        owner.roles(),
                        owner.rights(),
                        owner.reach()),
                "account.link",
                "account",
                id.toString(),
                username);
        return link;
    }

    OneTimeLink make(AccountId account, String purpose, @Nullable UUID maker, String makerName) {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant until = clock.instant().plus(Duration.ofHours(rules.value(SecurityRule.LINK_HOURS)));
        store.addLink(digest(secret), account, purpose, maker, makerName, until);
        return new OneTimeLink(secret, until);
    }

    private AccountStore.LiveLink live(String secret) {
        if (secret.isEmpty() || secret.length() > LONGEST_SECRET) {
            throw over();
        }
        return store.lockLink(digest(secret), clock.instant()).orElseThrow(OneTimeLinks::over);
    }

    private static Problem over() {
        return Problem.missing("access.link-over");
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
