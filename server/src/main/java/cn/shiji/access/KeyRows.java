package cn.shiji.access;

import cn.shiji.access.vault.Key;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the database knows of the keys: never their bytes. */
@Repository
class KeyRows {

    private final JdbcClient jdbc;

    KeyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One process at a time makes keys; held until the transaction ends. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('access.sealing_key', 0))")
                .query((row, at) -> 0)
                .single();
    }

    List<Vault.KeyState> keys() {
        return jdbc.sql(
                        "select id, use, algorithm, fingerprint, made_at, retired_at from access.sealing_key order by id")
                .query((row, at) -> new Vault.KeyState(
                        row.getInt("id"),
                        row.getString("use"),
                        row.getString("algorithm"),
                        row.getString("fingerprint"),
                        row.getTimestamp("made_at").toInstant(),
                        instant(row.getTimestamp("retired_at"))))
                .list();
    }

    void add(Key key) {
        jdbc.sql("""
                        insert into access.sealing_key (id, use, algorithm, fingerprint, made_at)
                        values (:id, :use, :algorithm, :fingerprint, :made)
                        """)
                .param("id", key.id())
                .param("use", key.use().word())
                .param("algorithm", key.algorithm().word())
                .param("fingerprint", key.fingerprint())
                .param("made", Timestamp.from(key.made()))
                .update();
    }

    void begin(String by, long total, Instant now) {
        jdbc.sql("insert into access.key_renewal (started_at, started_by, rows_total) values (:now, :by, :total)")
                .param("now", Timestamp.from(now))
                .param("by", by)
                .param("total", total)
                .update();
    }

    void finish(Instant now) {
        jdbc.sql("update access.key_renewal set finished_at = :now where finished_at is null")
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Retires what is neither of the two keys that write, once the last change of keys is done for so long. */
    void retire(int sealing, int blinding, Instant now, Duration grace) {
        jdbc.sql("""
                        update access.sealing_key set retired_at = :now
                        where retired_at is null and id not in (:sealing, :blinding)
                          and not exists (select from access.key_renewal where finished_at is null or finished_at > :then)
                        """)
                .param("now", Timestamp.from(now))
                .param("sealing", sealing)
                .param("blinding", blinding)
                .param("then", Timestamp.from(now.minus(grace)))
                .update();
    }

    Vault.@Nullable Renewal renewal(long left) {
        return jdbc.sql("""
                        select started_at, started_by, rows_total, finished_at from access.key_renewal
                        order by id desc limit 1
                        """)
                .query((row, at) -> new Vault.Renewal(
                        row.getTimestamp("started_at").toInstant(),
                        row.getString("started_by"),
                        Math.max(row.getLong("rows_total"), left),
                        left,
                        instant(row.getTimestamp("finished_at"))))
                .optional()
                .orElse(null);
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
