package cn.shiji.access.session;

import cn.shiji.kernel.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sessions in the database. */
@Repository
class KeptSessions {

    private static final String COLUMNS =
            "id, account_id, face, way, step, device, address, began_at, seen_at, confirmed_at";
    /** Ended ones are shown to nobody after this; what they did stays in the audit trail. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;

    KeptSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a new session, which begins in the capacity acted in last, and forgets what ended long ago. */
    void begin(Session session, String word, byte @Nullable [] providerToken) {
        jdbc.sql("delete from access.session where account_id = :account and ended_at < :long_ago")
                .param("account", session.account().value())
                .param("long_ago", Timestamp.from(session.began().minus(KEPT)))
                .update();
        jdbc.sql("""
                        insert into access.session (id, word, account_id, face, way, step, device, address,
                            began_at, seen_at, confirmed_at, provider_token, tree, capacity)
                        select :id, :word, a.id, :face, :way, :step, :device, :address, :now, :now, :now, :token, a.tree, a.capacity
                        from access.account a where a.id = :account
                        """)
                .param("id", session.id())
                .param("word", Digest.of(word))
                .param("account", session.account().value())
                .param("face", session.face().word())
                .param("way", session.byProvider() ? "provider" : "password")
                .param("step", session.open() ? null : session.step().word())
                .param("device", session.device())
                .param("address", session.address())
                .param("now", Timestamp.from(session.began()))
                .param("token", providerToken)
                .update();
    }

    /** The session a cookie's word opens, unless it was ended. */
    Optional<Session> openedBy(String word) {
        return jdbc.sql("select " + COLUMNS + """
                         from access.session
                        where word = :word and ended_at is null
                          and exists (select from access.account a where a.id = account_id and closed_at is null)
                        """)
                .param("word", Digest.of(word))
                .query(KeptSessions::session)
                .optional();
    }

    void seen(UUID id, String address, Instant now) {
        jdbc.sql("update access.session set seen_at = :now, address = :address where id = :id and seen_at < :now")
                .param("id", id)
                .param("address", address)
                .param("now", Timestamp.from(now))
                .update();
    }

    void confirmed(UUID id, Instant now) {
        jdbc.sql("update access.session set confirmed_at = :now where id = :id")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Takes the next step, under a new word: what somebody may have seen of the old one is worth nothing. */
    void step(UUID id, Step step, String word, Instant now) {
        jdbc.sql("""
                        update access.session set step = :step, word = :word, confirmed_at = :now, seen_at = :now
                        where id = :id and ended_at is null
                        """)
                .param("id", id)
                .param("step", step == Step.DONE ? null : step.word())
                .param("word", Digest.of(word))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Sessions in which an account is signed in, the latest used first; some may have run out. */
    List<Session> of(AccountId account) {
        return jdbc.sql("select " + COLUMNS + """
                         from access.session
                        where account_id = :account and ended_at is null and step is null
                        order by seen_at desc, id
                        """)
                .param("account", account.value())
                .query(KeptSessions::session)
                .list();
    }

    Optional<Session> one(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from access.session where id = :id and ended_at is null")
                .param("id", id)
                .query(KeptSessions::session)
                .optional();
    }

    /** The sealed token the provider gave, where it opened this session. */
    byte @Nullable [] providerToken(UUID id) {
        return jdbc.sql("select provider_token from access.session where id = :id and provider_token is not null")
                .param("id", id)
                .query(byte[].class)
                .optional()
                .orElse(null);
    }

    boolean end(UUID id, SessionEnd why, Instant now) {
        return jdbc.sql("""
                        update access.session set ended_at = :now, ended_by = :why, provider_token = null
                        where id = :id and ended_at is null
                        """)
                        .param("id", id)
                        .param("why", why.word())
                        .param("now", Timestamp.from(now))
                        .update()
                > 0;
    }

    /** Ends every session of the account but one, and tells how many there were. */
    int endOthers(AccountId account, @Nullable UUID but, SessionEnd why, Instant now) {
        return jdbc.sql("""
                        update access.session set ended_at = :now, ended_by = :why, provider_token = null
                        where account_id = :account and ended_at is null and id is distinct from :but::uuid
                        """)
                .param("account", account.value())
                .param("but", but)
                .param("why", why.word())
                .param("now", Timestamp.from(now))
                .update();
    }

    private static Session session(ResultSet row, int at) throws SQLException {
        String step = row.getString("step");
        return new Session(
                row.getObject("id", UUID.class),
                new AccountId(row.getObject("account_id", UUID.class)),
                Face.of(row.getString("face")),
                row.getString("way").equals("provider"),
                step == null ? Step.DONE : Step.of(step),
                row.getString("device"),
                row.getString("address"),
                row.getTimestamp("began_at").toInstant(),
                row.getTimestamp("seen_at").toInstant(),
                row.getTimestamp("confirmed_at").toInstant());
    }
}
