package cn.shiji.access.audit;

import cn.shiji.kernel.StartRefused;
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
            @Value("${shiji.audit.export:daily}") String export) {
        this.digest = Digest.named(digest)
                .orElseThrow(() -> new StartRefused("SHIJI_AUDIT_DIGEST 应为 SHA-256 或 SM3，不是“" + digest
                        + "” / must be SHA-256 or SM3, not " + digest));
        this.retention = period(retention);
        this.dailyExport = switch (export) {
            case "daily" -> true;
            case "never" -> false;
            default ->
                throw new StartRefused("SHIJI_AUDIT_EXPORT 应为 daily 或 never，不是“" + export
                        + "” / must be daily or never, not " + export);
        };
    }

    private static Period period(String text) {
        Period period;
        try {
            period = Period.parse(text);
        } catch (DateTimeException notAPeriod) {
            throw new StartRefused("SHIJI_AUDIT_RETENTION 应为 P1Y、P6M 这样的期限，不是“" + text
                    + "” / must be a period like P1Y or P6M, not " + text);
        }
        if (FROM.plus(period).isBefore(FROM.plus(LEAST))) {
            throw new StartRefused("SHIJI_AUDIT_RETENTION=" + text
                    + " 太短：网络日志留存不少于六个月（《网络安全法》2017 年施行文本第二十一条第三项；2026 年起施行的修正本条号有变）"
                    + " / is too short: network logs are kept for six months at least (Cybersecurity Law, article 21 (3)"
                    + " as numbered before 2026)");
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
