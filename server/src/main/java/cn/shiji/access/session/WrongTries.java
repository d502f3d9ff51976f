package cn.shiji.access.session;

import cn.shiji.kernel.Problem;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Slows down who keeps guessing (GB/T 22239-2019, 8.1.4.1 b), without giving anybody the means to lock a colleague out.
 *
 * <p>Tries are counted by name <em>and</em> source. The source is the address, or, for a browser this account was used
 * with before, that browser: so somebody else's guesses never count against it. A name guessed at from many addresses,
 * and an address that guesses at many names, rest too, but not for browsers and addresses the account is known by.
 * A try is counted before it is looked at, so that a hundred at once are a hundred.
 */
@Repository
class WrongTries {

    private static final Duration LONGEST_REST = Duration.ofHours(4);
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private static final int FREE_FOR_A_NAME = 30;
    /** Of all the tries an address may make at once, as many may be wrong within an hour. */
    private static final int MINUTES_FOR_AN_ADDRESS = 4;

    private static final Duration WATCHED = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final SignInRules rules;
    private final Clock clock;
    private final int freeForAnAddress;
    private final TransactionTemplate apart;

    WrongTries(
            JdbcClient jdbc,
            SignInRules rules,
            Clock clock,
            @Value("${shiji.limits.sign-in}") int triesAMinute,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.freeForAnAddress =
                triesAMinute <= 0 ? Integer.MAX_VALUE : Math.multiplyExact(triesAMinute, MINUTES_FOR_AN_ADDRESS);
        this.rules = rules;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        // A try stays counted when what was tried is refused and rolled back.
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Who tries what.
     *
     * @param name as typed
     * @param device a browser known to the account, if it is one
     * @param knownAddress whether the account was used from this address before
     */
    record Try(String name, String address, @Nullable UUID device, boolean knownAddress) {

        private String source() {
            return device == null ? "address " + address : "device " + device;
        }
    }

    /**
     * Counts a try as a wrong one until it is {@linkplain #forgive forgiven}.
     *
     * @throws Problem {@code access.too-many-tries} while there is a rest
     */
    void count(Try one) {
        Optional<Duration> rest = Objects.requireNonNull(apart.execute(status -> Optional.ofNullable(counted(one))));
        if (rest.isPresent()) {
            throw Problem.of(
                    Problem.Kind.TOO_MANY,
                    "access.too-many-tries",
                    List.of(rest.get().toMinutes() + 1),
                    List.of());
        }
    }

    private @Nullable Duration counted(Try one) {
        Instant now = clock.instant();
        jdbc.sql("delete from access.wrong_try where last_at < :forgotten")
                .param("forgotten", Timestamp.from(now.minus(FORGOTTEN)))
                .update();
        if (one.device == null) {
            Duration rest = rest("source = :key", "address " + one.address, freeForAnAddress, now);
            if (rest == null && !one.knownAddress) {
                rest = rest("name = :key and source like 'address %'", digest(one.name), FREE_FOR_A_NAME, now);
            }
            if (rest != null) {
                return rest;
            }
        }
        boolean counted = jdbc.sql("""
                                insert into access.wrong_try as kept (name, source, count, last_at)
                                values (:name, :source, 1, :now)
                                on conflict (name, source) do update set count = kept.count + 1, last_at = :now
                                where kept.count < :free or kept.last_at + least(
                                    make_interval(secs => :first * power(2, least(kept.count - :free, 20))),
                                    make_interval(secs => :longest)) <= :now
                                """)
                        .param("name", digest(one.name))
                        .param("source", one.source())
                        .param("now", Timestamp.from(now))
                        .param("free", rules.freeTries())
                        .param("first", (double) rules.rest().toSeconds())
                        .param("longest", (double) LONGEST_REST.toSeconds())
                        .update()
                > 0;
        return counted ? null : ownRest(one, now);
    }

    private Duration ownRest(Try one, Instant now) {
        return jdbc.sql("select count, last_at from access.wrong_try where name = :name and source = :source")
                .param("name", digest(one.name))
                .param("source", one.source())
                .query((row, at) -> Duration.between(
                        now,
                        row.getTimestamp("last_at")
                                .toInstant()
                                .plus(restAfter(row.getInt("count"), rules.freeTries(), rules.rest()))))
                .optional()
                .orElse(rules.rest());
    }

    /** How long the rest is after so many wrong tries in a row: it doubles with each. */
    static Duration restAfter(int count, int free, Duration first) {
        if (count < free) {
            return Duration.ZERO;
        }
        Duration rest = first.multipliedBy(1L << Math.min(count - free, 20));
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    private @Nullable Duration rest(String which, Object key, int free, Instant now) {
        return jdbc.sql("""
                        select sum(count) as tries, max(last_at) as last from access.wrong_try
                        where last_at > :watched and %s
                        """.formatted(which))
                .param("watched", Timestamp.from(now.minus(WATCHED)))
                .param("key", key)
                .query((row, at) -> {
                    if (row.getLong("tries") < free) {
                        return Optional.<Duration>empty();
                    }
                    Duration left = Duration.between(
                            now, row.getTimestamp("last").toInstant().plus(rules.rest()));
                    return left.isPositive() ? Optional.of(left) : Optional.<Duration>empty();
                })
                .single()
                .orElse(null);
    }

    /** The last try was right: the count of this name and source begins anew. */
    void forgive(Try one) {
        jdbc.sql("delete from access.wrong_try where name = :name and source = :source")
                .param("name", digest(one.name))
                .param("source", one.source())
                .update();
    }

    /** Lets a name be tried again from everywhere. */
    int forgiveAll(String name) {
        return jdbc.sql("delete from access.wrong_try where name = :name")
                .param("name", digest(name))
                .update();
    }

    /** Wrong tries at a name within the last day: from where, how many, when the last. */
    record Guess(String source, int count, Instant last) {}

    List<Guess> at(String name) {
        return jdbc.sql("select source, count, last_at from access.wrong_try where name = :name order by last_at desc")
                .param("name", digest(name))
                .query((row, at) -> new Guess(
                        row.getString("source").replaceFirst("^address ", "").replaceFirst("^device .*", ""),
                        row.getInt("count"),
                        row.getTimestamp("last_at").toInstant()))
                .list();
    }

    private static byte[] digest(String name) {
        return Digest.of(name.toLowerCase(Locale.ROOT));
    }
}
