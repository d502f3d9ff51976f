package cn.shiji.access.session;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Checks, sets and changes passwords. */
@Service
public class Passwords {

    private final Credentials credentials;
    private final KeptSessions sessions;
    private final PasswordRules strength;
    private final SignInRules rules;
    private final PasswordEncoder hashing;
    private final Clock clock;
    private final String anyHash;

    Passwords(
            Credentials credentials,
            KeptSessions sessions,
            PasswordRules strength,
            SignInRules rules,
            PasswordEncoder hashing,
            Clock clock) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.strength = strength;
        this.rules = rules;
        this.hashing = hashing;
        this.clock = clock;
        this.anyHash = hash("nobody");
    }

    /**
     * What is wrong with a password somebody wants to set through a link: too short, common, made of a name, used lately.
     *
     * @param username as the account will be called
     * @return every fault, none where it will do
     */
    public List<Problem.Fault> faults(AccountId account, String username, String name, String password) {
        return credentials
                .of(account)
                .map(present -> faults(present, username, name, password))
                .orElse(List.of());
    }

    /**
     * Sets a password through a link: it opens the account again where the password was out of use, and every session ends,
     * for whoever sat there may not have known it.
     */
    @Transactional
    public void set(AccountId account, String password) {
        Credential present = credentials.of(account).orElseThrow();
        Instant now = clock.instant();
        credentials.change(present, hash(password), now);
        credentials.letPasswordSignIn(account, true);
        sessions.endOthers(account, null, SessionEnd.PASSWORD, now);
    }

    /**
     * Changes a password and ends the account's other sessions.
     *
     * @throws Problem {@code access.password-weak} with every fault
     */
    @Transactional
    void change(Credential present, String password, @Nullable Session here) {
        List<Problem.Fault> faults = faults(present, present.username(), present.name(), password);
        if (!faults.isEmpty()) {
            throw Problem.faulty("access.password-weak", faults);
        }
        Instant now = clock.instant();
        credentials.change(present, hash(password), now);
        sessions.endOthers(present.account(), here == null ? null : here.id(), SessionEnd.PASSWORD, now);
    }

    /** Whether it is the account's password; takes as long where there is no account or no password. */
    boolean isRight(@Nullable Credential credential, String password) {
        String hash = credential == null ? null : credential.hash();
        return hashing.matches(password, hash == null ? anyHash : hash) && hash != null;
    }

    /** Whether it has become so old that it must be changed. */
    boolean isTooOld(Credential credential) {
        return rules.oldest()
                .map(age -> credential.since().plus(age).isBefore(clock.instant()))
                .orElse(false);
    }

    private List<Problem.Fault> faults(Credential present, String username, String name, String password) {
        List<Problem.Fault> faults = new ArrayList<>(strength.faults(password, username, name, rules.shortest()));
        if (faults.isEmpty() && usedLately(present, password)) {
            faults.add(Problem.Fault.of("password", "access.password.used", SignInRules.REMEMBERED));
        }
        return faults;
    }

    private boolean usedLately(Credential present, String password) {
        return isRight(present, password)
                || credentials.before(present.account(), SignInRules.REMEMBERED - 1).stream()
                        .anyMatch(hash -> hashing.matches(password, hash));
    }

    private String hash(String password) {
        String hash = hashing.encode(password);
        if (hash == null) {
            throw new IllegalStateException("The password encoder gave nothing");
        }
        return hash;
    }
}
