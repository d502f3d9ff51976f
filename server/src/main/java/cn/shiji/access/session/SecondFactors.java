package cn.shiji.access.session;

import cn.shiji.access.SealedRows;
import cn.shiji.access.Vault;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The second factor: codes of an authenticator app, and recovery codes for the day the phone is gone. */
@Repository
class SecondFactors implements SealedRows {

    private static final String ISSUER = "Shiji";
    private static final String FIELD = "access.second_factor.secret";
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final int GROUP = 4;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    SecondFactors(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * What an authenticator app needs, shown once.
     *
     * @param secret to be typed where no picture can be taken
     */
    record Setup(String secret, QrCode qr) {}

    /** How it stands with an account's second factor. */
    record State(Instant since, int codesLeft) {}

    Optional<State> state(AccountId account) {
        return jdbc.sql("""
                        select confirmed_at,
                               (select count(*) from access.recovery_code r
                                where r.account_id = f.account_id and used_at is null) as codes
                        from access.second_factor f where account_id = :account and confirmed_at is not null
                        """)
                .param("account", account.value())
                .query((row, at) -> new State(row.getTimestamp("confirmed_at").toInstant(), row.getInt("codes")))
                .optional();
    }

    boolean has(AccountId account) {
        return state(account).isPresent();
    }

    /**
     * Begins to set one up; it has no effect until its first code is shown.
     *
     * @throws Problem {@code access.factor-there} where there is one already
     */
    @Transactional
    Setup begin(AccountId account, String username) {
        if (has(account)) {
            throw Problem.conflict("access.factor-there");
        }
        String secret = Totp.secret();
        jdbc.sql("""
                        insert into access.second_factor (account_id, secret, sealed_with, begun_at)
                        values (:account, :secret, :key, :now)
                        on conflict (account_id) do update
                        set secret = :secret, sealed_with = :key, begun_at = :now, last_step = 0
                        """)
                .param("account", account.value())
                .param("secret", vault.seal(FIELD, account.value(), secret))
                .param("key", vault.newest())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        String label = URLEncoder.encode(ISSUER + ":" + username, StandardCharsets.UTF_8)
                .replace("+", "%20");
        return new Setup(
                secret,
                QrCode.of("otpauth://totp/" + label + "?secret=" + secret + "&issuer=" + ISSUER
                        + "&algorithm=SHA1&digits=6&period=30"));
    }

    /**
     * Puts it in force with its first code.
     *
     * @return the recovery codes, told only now
     * @throws Problem {@code access.wrong-code}, {@code access.factor-there}, {@code access.factor-not-begun}
     */
    @Transactional
    List<String> confirm(AccountId account, String code) {
        if (has(account)) {
            throw Problem.conflict("access.factor-there");
        }
        if (secret(account, false) == null) {
            throw Problem.conflict("access.factor-not-begun");
        }
        if (!takesCode(account, plain(code), false)) {
            throw Problem.bad("access.wrong-code");
        }
        jdbc.sql("update access.second_factor set confirmed_at = :now where account_id = :account")
                .param("account", account.value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return newRecoveryCodes(account);
    }

    /** Uses up a code of the app, or a recovery code; false where it is neither or was used before. */
    @Transactional
    boolean takes(AccountId account, String given) {
        String code = plain(given);
        return takesCode(account, code, true) || takesRecoveryCode(account, code);
    }

    /** Replaces all recovery codes. */
    @Transactional
    List<String> newRecoveryCodes(AccountId account) {
        jdbc.sql("delete from access.recovery_code where account_id = :account")
                .param("account", account.value())
                .update();
        List<String> codes = IntStream.range(0, RECOVERY_CODES)
                .mapToObj(number -> Totp.base32(Digest.bytes(RECOVERY_BYTES)))
                .toList();
        for (String code : codes) {
            jdbc.sql("insert into access.recovery_code (account_id, code) values (:account, :code)")
                    .param("account", account.value())
                    .param("code", digest(account, code))
                    .update();
        }
        return codes.stream().map(SecondFactors::grouped).toList();
    }

    /** Takes it away; false where there was none. */
    @Transactional
    boolean remove(AccountId account) {
        jdbc.sql("delete from access.recovery_code where account_id = :account")
                .param("account", account.value())
                .update();
        return jdbc.sql("delete from access.second_factor where account_id = :account and confirmed_at is not null")
                        .param("account", account.value())
                        .update()
                > 0;
    }

    private boolean takesCode(AccountId account, String code, boolean confirmed) {
        String secret = secret(account, confirmed);
        if (secret == null) {
            return false;
        }
        OptionalLong step = Totp.stepOf(secret, code, clock.instant());
        return step.isPresent()
                && jdbc.sql("""
                                update access.second_factor set last_step = :step
                                where account_id = :account and last_step < :step
                                """)
                                .param("account", account.value())
                                .param("step", step.getAsLong())
                                .update()
                        > 0;
    }

    private boolean takesRecoveryCode(AccountId account, String code) {
        return jdbc.sql("""
                        update access.recovery_code set used_at = :now
                        where account_id = :account and code = :code and used_at is null
                        """)
                        .param("account", account.value())
                        .param("code", digest(account, code))
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                > 0;
    }

    private @Nullable String secret(AccountId account, boolean confirmed) {
        return jdbc.sql("""
                        select secret from access.second_factor
                        where account_id = :account and (confirmed_at is not null) = :confirmed
                        """)
                .param("account", account.value())
                .param("confirmed", confirmed)
                .query(byte[].class)
                .optional()
                .map(secret -> vault.open(FIELD, account.value(), secret))
                .orElse(null);
    }

    private static byte[] digest(AccountId account, String code) {
        return Digest.of(account + " " + code);
    }

    /** People type spaces, hyphens and small letters. */
    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static String grouped(String code) {
        return String.join("-", code.split("(?<=\\G.{" + GROUP + "})"));
    }

    @Override
    public String name() {
        return "access.second_factor";
    }

    @Override
    public long behind(int newest) {
        return jdbc.sql("select count(*) from access.second_factor where sealed_with < :newest")
                .param("newest", newest)
                .query(Long.class)
                .single();
    }

    @Override
    @Transactional
    public int renew(int newest, int most) {
        record Row(UUID account, byte[] secret) {}
        List<Row> behind = jdbc.sql("""
                        select account_id, secret from access.second_factor where sealed_with < :newest
                        limit :most for update skip locked
                        """)
                .param("newest", newest)
                .param("most", most)
                .query((row, at) -> new Row(row.getObject("account_id", UUID.class), row.getBytes("secret")))
                .list();
        for (Row row : behind) {
            jdbc.sql("update access.second_factor set secret = :secret, sealed_with = :key where account_id = :account")
                    .param("account", row.account())
                    .param("secret", vault.seal(FIELD, row.account(), vault.open(FIELD, row.account(), row.secret())))
                    .param("key", vault.newest())
                    .update();
        }
        return behind.size();
    }
}
