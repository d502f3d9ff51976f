package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Checks name and password, and slows down who keeps guessing: after five wrong tries a name rests for five minutes
 * (GB/T 22239-2019, 8.1.4.1 b).
 */
@Component
class SignIn {

    private static final int TRIES = 5;
    private static final Duration REST = Duration.ofMinutes(5);
    private static final int NAMES_WATCHED = 10_000;
    /** Longer ones belong to nobody; they are neither hashed nor remembered. */
    private static final int LONGEST_NAME = 40;

    private static final int LONGEST_PASSWORD = 200;

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final Clock clock;
    private final String anyHash;
    private final ConcurrentMap<String, Failures> failures = new ConcurrentHashMap<>();

    SignIn(Accounts accounts, PasswordEncoder passwords, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
        this.anyHash = String.valueOf(passwords.encode("nobody"));
    }

    /**
     * The account of this name and password.
     *
     * @throws Problem {@code access.wrong-password}, or {@code access.too-many-tries} while the name rests
     */
    AccountId check(String username, String password) {
        Instant now = clock.instant();
        if (!couldBe(username, LONGEST_NAME) || !couldBe(password, LONGEST_PASSWORD)) {
            throw wrong();
        }
        Failures before = failures.get(username);
        if (before != null && before.count >= TRIES && now.isBefore(before.last.plus(REST))) {
            long minutes = Duration.between(now, before.last.plus(REST)).toMinutes() + 1;
            throw Problem.of(Problem.Kind.TOO_MANY, "access.too-many-tries", List.of(minutes), List.of());
        }
        Optional<Account> account = accounts.named(username);
        // An unknown name takes as long as a wrong password, so names cannot be found out by the clock.
        boolean right =
                passwords.matches(password, account.map(Account::passwordHash).orElse(anyHash));
        if (account.isEmpty() || !right) {
            remember(username, now);
            throw wrong();
        }
        failures.remove(username);
        return account.get().id();
    }

    private static boolean couldBe(String words, int longest) {
        return words.length() <= longest
                && words.indexOf(0) < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(words);
    }

    private static Problem wrong() {
        return Problem.of(Problem.Kind.UNKNOWN_CALLER, "access.wrong-password", List.of(), List.of());
    }

    private void remember(String username, Instant now) {
        if (failures.size() >= NAMES_WATCHED) {
            failures.values().removeIf(old -> now.isAfter(old.last.plus(REST)));
        }
        failures.merge(
                username,
                new Failures(1, now),
                (old, one) -> now.isAfter(old.last.plus(REST)) ? one : new Failures(old.count + 1, now));
    }

    private record Failures(int count, Instant last) {}
}
