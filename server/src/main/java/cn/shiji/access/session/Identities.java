package cn.shiji.access.session;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Problem;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which person at the identity provider is which account: bound once by hand, never guessed from a name or address. */
@Repository
class Identities {

    private final JdbcClient jdbc;

    Identities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A binding.
     *
     * @param name what the provider called the person when it was bound
     * @param boundBy who bound it
     */
    record Identity(String issuer, String subject, String name, Instant boundAt, String boundBy) {}

    Optional<AccountId> accountOf(String issuer, String subject) {
        return jdbc.sql("select account_id from access.identity where issuer = :issuer and subject = :subject")
                .param("issuer", issuer)
                .param("subject", subject)
                .query(UUID.class)
                .optional()
                .map(AccountId::new);
    }

    Optional<Identity> of(AccountId account) {
        return jdbc.sql("""
                        select issuer, subject, name, bound_at, bound_by from access.identity
                        where account_id = :account
                        """)
                .param("account", account.value())
                .query((row, at) -> new Identity(
                        row.getString("issuer"),
                        row.getString("subject"),
                        row.getString("name"),
                        row.getTimestamp("bound_at").toInstant(),
                        row.getString("bound_by")))
                .optional();
    }

    /**
     * Binds them to one another.
     *
     * @throws Problem {@code access.identity-taken} where either is bound already
     */
    void bind(AccountId account, Identity identity) {
        try {
            jdbc.sql("""
                            insert into access.identity (issuer, subject, account_id, name, bound_at, bound_by)
                            values (:issuer, :subject, :account, :name, :at, :by)
                            """)
                    .param("issuer", identity.issuer())
                    .param("subject", identity.subject())
                    .param("account", account.value())
                    .param("name", identity.name())
                    .param("at", Timestamp.from(identity.boundAt()))
                    .param("by", identity.boundBy())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Problem.conflict("access.identity-taken");
        }
    }

    boolean loose(AccountId account) {
        return jdbc.sql("delete from access.identity where account_id = :account")
                        .param("account", account.value())
                        .update()
                > 0;
    }
}
