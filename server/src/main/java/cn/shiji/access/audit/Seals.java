package cn.shiji.access.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The chain in the database. */
@Repository
class Seals {

    static final String COLUMNS = """
            no, (extract(epoch from at) * 1000000)::bigint as at, algorithm, previous, head, ids, digests, upto::text as upto
            """;

    private static final long LOCK = 0x5348_494a_4953_4541L;

    private final JdbcClient jdbc;
    private final JdbcTemplate statements;

    Seals(JdbcClient jdbc, JdbcTemplate statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /** How far the chain goes. */
    record End(long no, byte[] head, Instant at, String upto) {}

    /** Whether this transaction is the one that may seal. */
    boolean taken() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    Optional<End> end() {
        return jdbc.sql("""
                        select no, head, (extract(epoch from at) * 1000000)::bigint as at, upto::text as upto
                        from access.seal order by no desc limit 1
                        """)
                .query((row, _) -> new End(
                        row.getLong("no"), row.getBytes("head"), time(row.getLong("at")), row.getString("upto")))
                .optional();
    }

    /** What was taken out of the beginning of the chain, where something was. */
    record Retired(long upto, byte[] head, String file) {}

    Optional<Retired> retired() {
        return jdbc.sql("select upto, head, file from access.retired order by upto desc limit 1")
                .query((row, _) -> new Retired(row.getLong("upto"), row.getBytes("head"), row.getString("file")))
                .optional();
    }

    void add(Seal seal) {
        statements.update(connection -> {
            var statement = connection.prepareStatement("""
                    insert into access.seal (no, at, algorithm, previous, head, ids, digests, upto)
                    values (?, to_timestamp(0) + ? * interval '1 microsecond', ?, ?, ?, ?, ?, ?::pg_snapshot)
                    """);
            statement.setLong(1, seal.no());
            statement.setLong(2, micros(seal.at()));
            statement.setString(3, seal.algorithm().word());
            statement.setBytes(4, seal.previous());
            statement.setBytes(5, seal.head());
            statement.setObject(6, seal.ids());
            statement.setBytes(7, seal.digests());
            statement.setString(8, seal.upto());
            return statement;
        });
    }

    static Seal seal(ResultSet row) throws SQLException {
        Long[] boxed = (Long[]) row.getArray("ids").getArray();
        long[] ids = new long[boxed.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = boxed[i];
        }
        return new Seal(
                row.getLong("no"),
                time(row.getLong("at")),
                Digest.named(row.getString("algorithm")).orElseThrow(),
                row.getBytes("previous"),
                row.getBytes("head"),
                ids,
                row.getBytes("digests"),
                row.getString("upto"));
    }

    static Instant time(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    /** Rows behind the end of the chain. */
    record Tail(long rows, @Nullable Long first, @Nullable Long last) {}

    /** What is not sealed yet. */
    Tail tail() {
        // As a value, for the planner finds the few rows through the index of transactions only then.
        String upto = jdbc.sql("select upto::text from access.seal order by no desc limit 1")
                .query(String.class)
                .optional()
                .orElse("1:1:");
        return jdbc.sql("""
                        select count(*) as rows, min(id) as first, max(id) as last from access.audit
                        where xid >= pg_snapshot_xmin(:upto::pg_snapshot) and not pg_visible_in_snapshot(xid, :upto::pg_snapshot)
                        """)
                .param("upto", upto)
                .query((row, _) -> new Tail(
                        row.getLong("rows"), row.getObject("first", Long.class), row.getObject("last", Long.class)))
                .single();
    }
}
