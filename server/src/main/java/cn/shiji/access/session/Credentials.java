package cn.shiji.access.session;

import cn.shiji.kernel.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The passwords of the accounts. */
@Repository
class Credentials {

    private static final String COLUMNS = "id, username, name, password_hash, password_since, password_sign_in";

    private final JdbcClient jdbc;

    Credentials(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An account that may sign in, by its name. */
    Optional<Credential> named(String username) {
        return jdbc.sql("select " + COLUMNS + " from access.account where username = :username and closed_at is null")
                .param("username", username)
                .query(Credentials::credential)
                .optional();
    }

    /** An account that may sign in. */
    Optional<Credential> of(AccountId account) {
        return jdbc.sql("select " + COLUMNS + " from access.account where id = :id and closed_at is null")
                .param("id", account.value())
                .query(Credentials::credential)
                .optional();
    }

    /** The latest passwords before the present one. */
    List<String> before(AccountId account, int most) {
        return jdbc.sql("""
                        select hash from access.password_before where account_id = :account
                        order by until desc limit :most
                        """)
                .param("account", account.value())
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** Puts a new password in the place of the present one, which is kept among those before it. */
    void change(Credential present, String hash, Instant now) {
        if (present.hash() != null) {
            jdbc.sql("""
                        insert into access.password_before (account_id, until, hash) values (:account, :now, :hash)
                        on conflict do nothing
                        """)
                    .param("account", present.account().value())
                    .param("now", Timestamp.from(now))
                    .param("hash", present.hash())
                    .update();
        }
        jdbc.sql("""
                        update access.account
                        set password_hash = :hash, password_since = :now
                        where id = :account
                        """)
                .param("account", present.account().value())
                .param("now", Timestamp.from(now))
                .param("hash", hash)
                .update();
    }

    void letPasswordSignIn(AccountId account, boolean on) {
        jdbc.sql("update access.account set password_sign_in = :on where id = :account")
                .param("account", account.value())
                .param("on", on)
                .update();
    }

    private static Credential credential(ResultSet row, int at) throws SQLException {
        return new Credential(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("username"),
                row.getString("name"),
                row.getString("password_hash"),
                row.getTimestamp("password_since").toInstant(),
                row.getBoolean("password_sign_in"));
    }
}
