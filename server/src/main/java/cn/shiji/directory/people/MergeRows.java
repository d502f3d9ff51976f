package cn.shiji.directory.people;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of merges of two rows that were one person. */
@Repository
class MergeRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    MergeRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * What a merge moved.
     *
     * @param holdings went over to the row kept
     * @param filled fields the row kept lacked and took
     */
    record Moved(
            List<UUID> holdings,
            List<String> filled,
            @Nullable String workPhone) {}

    /** A merge as it is kept. */
    record Kept(
            UUID id,
            UUID kept,
            UUID gone,
            Instant at,
            String by,
            Moved moved,
            @Nullable Instant undoneAt) {}

    void add(UUID id, UUID kept, UUID gone, Instant at, String by, Moved moved) {
        jdbc.sql("""
                        insert into directory.person_merge (id, kept, gone, at, by_name, before)
                        values (:id, :kept, :gone, :at, :by, cast(:before as jsonb))
                        """)
                .param("id", id)
                .param("kept", kept)
                .param("gone", gone)
                .param("at", Timestamp.from(at))
                .param("by", by)
                .param("before", json.writeValueAsString(moved))
                .update();
    }

    Optional<Kept> byId(UUID id) {
        return some("id", id).stream().findFirst();
    }

    List<Kept> of(UUID kept) {
        return some("kept", kept);
    }

    private List<Kept> some(String column, UUID id) {
        if (!Arrays.asList("id", "kept").contains(column)) {
            throw new IllegalArgumentException(column);
        }
        return jdbc.sql("select id, kept, gone, at, by_name, before, undone_at from directory.person_merge where "
                        + column + " = :id order by at desc")
                .param("id", id)
                .query((row, at) -> new Kept(
                        row.getObject("id", UUID.class),
                        row.getObject("kept", UUID.class),
                        row.getObject("gone", UUID.class),
                        row.getTimestamp("at").toInstant(),
                        row.getString("by_name"),
                        json.readValue(row.getString("before"), Moved.class),
                        row.getTimestamp("undone_at") == null
                                ? null
                                : row.getTimestamp("undone_at").toInstant()))
                .list();
    }

    void undone(UUID id, Instant at, String by) {
        jdbc.sql("update directory.person_merge set undone_at = :at, undone_by = :by where id = :id")
                .param("id", id)
                .param("at", Timestamp.from(at))
                .param("by", by)
                .update();
    }
}
