package cn.shiji.access.audit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What the site says about its trail. */
@Component
class AuditSettings {

    /** No site may keep less. */
    private static final Period LEAST = Period.ofMonths(6);

    /** Any day will do to compare periods; from this one half a year is as long as it can be. */
    private static final LocalDate FROM = LocalDate.of(2001, 3, 1);

    private final Digest digest;
    private final Period retention;
    private final boolean dailyExport;

    AuditSettings(
            @Value("${shiji.audit.digest:SHA-256}") String digest,
            @Value("${shiji.audit.retention:P1Y}") String retention,
            @Value("${shiji.audit.daily-export:true}") boolean dailyExport) {
        this.digest = Digest.named(digest)
                .orElseThrow(() -> new IllegalArgumentException(
                        "shiji.audit.digest: SHA-256 或 SM3，不是 " + digest + " / must be SHA-256 or SM3, not " + digest));
        this.retention = period(retention);
        this.dailyExport = dailyExport;
    }

    private static Period period(String text) {
        Period period;
        try {
            period = Period.parse(text);
        } catch (DateTimeException notAPeriod) {
            throw new IllegalArgumentException(
                    "shiji.audit.retention: 应为 P1Y、P6M 这样的期限 / must be a period like P1Y or P6M, not " + text);
        }
        if (FROM.plus(period).isBefore(FROM.plus(LEAST))) {
            throw new IllegalArgumentException("shiji.audit.retention: " + text
                    + " 太短，日志留存不得少于六个月（《网络安全法》第二十一条第三项）"
                    + " / is too short: logs are kept for six months at least (Cybersecurity Law, article 21 (3))");
        }
        return period;
    }

    /** What new seals are digested with. */
    Digest digest() {
        return digest;
    }

    /** How long rows stay in the database; half a year at least. */
    Period retention() {
        return retention;
    }

    /** Whether each day's seals are written to a file. */
    boolean dailyExport() {
        return dailyExport;
    }
}
