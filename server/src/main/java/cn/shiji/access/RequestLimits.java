package cn.shiji.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * How often one address and one account may ask within a minute. Who asks more often waits until the bucket has filled
 * again; it fills steadily, so that a page full of pictures at once is no offence.
 */
@Component
@EnableConfigurationProperties(RequestLimits.PerMinute.class)
class RequestLimits {

    /** As many askers are remembered; beyond that the one who kept quiet longest is forgotten. */
    private static final int REMEMBERED = 100_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** A provider gives a household as many addresses of the new kind as share this many bytes. */
    private static final int NETWORK_BYTES = 8;

    private final PerMinute limits;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .build();

    RequestLimits(PerMinute limits, Clock clock) {
        this.limits = limits;
        this.time = new ClockTime(clock);
    }

    /**
     * Requests a minute; 0 for no limit.
     *
     * @param address of one network address, whoever asks
     * @param account of one account
     * @param costly of one account: what is uploaded, exported or computed at length
     * @param signIn tries of one address to sign in
     */
    @ConfigurationProperties("shiji.limits")
    record PerMinute(int address, int account, int costly, int signIn) {}

    /** What is counted. */
    enum Kind {
        ADDRESS,
        ACCOUNT,
        COSTLY,
        SIGN_IN
    }

    /** Counts one request; where it is one too many, tells how long to wait. */
    Optional<Duration> take(Kind kind, String asker) {
        int most = switch (kind) {
            case ADDRESS -> limits.address();
            case ACCOUNT -> limits.account();
            case COSTLY -> limits.costly();
            case SIGN_IN -> limits.signIn();
        };
        if (most <= 0) {
            return Optional.empty();
        }
        ConsumptionProbe probe =
                buckets.get(kind + " " + asker, key -> bucket(most)).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill())
                        .plusMillis(999)
                        .truncatedTo(ChronoUnit.SECONDS));
    }

    /** The part of an address that one asker cannot change at will. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }

    private Bucket bucket(int most) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, MINUTE))
                .withCustomTimePrecision(time)
                .build();
    }

    /** Bucket4j's time from the clock of the program. */
    private record ClockTime(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return clock.millis() * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
