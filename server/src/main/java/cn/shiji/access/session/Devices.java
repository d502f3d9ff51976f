package cn.shiji.access.session;

import cn.shiji.kernel.AccountId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The browsers and addresses each account was used with before. */
@Repository
class Devices {

    private final JdbcClient jdbc;

    Devices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A browser of the account by the word in its cookie. */
    @Nullable
    UUID known(AccountId account, String word) {
        return jdbc.sql("select id from access.device where account_id = :account and word = :word")
                .param("account", account.value())
                .param("word", Digest.of(word))
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    boolean knowsAddress(AccountId account, String address) {
        return jdbc.sql("select exists (select from access.device where account_id = :account and address = :address)")
                .param("account", account.value())
                .param("address", address)
                .query(Boolean.class)
                .single();
    }

    /** Remembers the browser somebody signed in with. */
    void remember(AccountId account, UUID id, String word, String name, String address, Instant now) {
        jdbc.sql("""
                        insert into access.device (id, account_id, word, name, address, first_at, last_at)
                        values (:id, :account, :word, :name, :address, :now, :now)
                        on conflict (account_id, word)
                        do update set name = excluded.name, address = excluded.address, last_at = excluded.last_at
                        """)
                .param("id", id)
                .param("account", account.value())
                .param("word", Digest.of(word))
                .param("name", name)
                .param("address", address)
                .param("now", Timestamp.from(now))
                .update();
    }
}
