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
     * Refuses a password that is too short, common, made of the person's name, or was used lately.
     *
     * @param account whose it is to be
     * @throws Problem {@code access.password-weak} with every fault
     */
    public void require(AccountId account, String password) {
        require(credentials.of(account).orElseThrow(), password);
    }

    /**
     * Sets a password, and ends every session of the account: whoever sat there may not have known the new one.
     *
     * @throws Problem {@code access.password-weak} with every fault
     */
    @Transactional
    public void set(AccountId account, String password) {
        change(credentials.of(account).orElseThrow(), password, null);
    }

    /** Changes a password and ends the account's other sessions. */
    @Transactional
    void change(Credential present, String password, @Nullable Session here) {
        require(present, password);
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

    private void require(Credential present, String password) {
        List<Problem.Fault> faults =
                new ArrayList<>(strength.faults(password, present.username(), present.name(), rules.shortest()));
        if (faults.isEmpty() && usedLately(present, password)) {
            faults.add(Problem.Fault.of("password", "access.password.used", SignInRules.REMEMBERED));
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("access.password-weak", faults);
        }
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
