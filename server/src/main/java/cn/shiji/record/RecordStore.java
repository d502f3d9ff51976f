package cn.shiji.record;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of single records: one at a time, to write, correct and show. Lists are in {@link RecordBoard}. */
@Repository
class RecordStore {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
    private static final String COLUMNS = """
            select id, pack, kind, revision, unit_id, place, day, title, filled, version, state, digest,
                   entered_by, entered_by_name, entered_at
            from record.record
            """;

    private final JdbcClient jdbc;

    RecordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A record as it stands now. */
    record Kept(
            UUID id,
            String pack,
            String kind,
            int revision,
            UnitId unit,
            long place,
            LocalDate day,
            String title,
            Map<String, Object> values,
            int version,
            boolean withdrawn,
            String digest,
            AccountId enteredBy,
            String enteredByName,
            Instant enteredAt) {}

    /** One version of a record. */
    record Version(
            int version,
            LocalDate day,
            String title,
            Map<String, Object> values,
            boolean withdrawn,
            @Nullable String reason,
            String digest,
            String byName,
            Instant at) {}

    /** A value as lists search and sort it. */
    record Findable(
            String field,
            @Nullable String text,
            @Nullable BigDecimal number,
            @Nullable LocalDate day) {}

    Optional<Kept> byId(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", id)
                .query(RecordStore::kept)
                .optional();
    }

    /** The record where the reach holds its place. */
    Optional<Kept> byId(Reach reach, UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id and place between :from and :to and place <@ :runs::int8multirange")
                .param("id", id)
                .param("from", reach.from())
                .param("to", reach.to())
                .param("runs", reach.multirange())
                .query(RecordStore::kept)
                .optional();
    }

    /** The same, held against other changes until the transaction ends. */
    Optional<Kept> lock(Reach reach, UUID id) {
        return jdbc.sql(
                        COLUMNS
                                + "where id = :id and place between :from and :to and place <@ :runs::int8multirange for update")
                .param("id", id)
                .param("from", reach.from())
                .param("to", reach.to())
                .param("runs", reach.multirange())
                .query(RecordStore::kept)
                .optional();
    }

    List<Version> versions(UUID id) {
        return jdbc.sql("""
                        select version, day, title, filled, state, reason, digest, by_name, at
                        from record.version where record_id = :id order by version
                        """).param("id", id).query(RecordStore::version).list();
    }

    Optional<Version> version(UUID id, int version) {
        return jdbc.sql("""
                        select version, day, title, filled, state, reason, digest, by_name, at
                        from record.version where record_id = :id and version = :version
                        """)
                .param("id", id)
                .param("version", version)
                .query(RecordStore::version)
                .optional();
    }

    /** Adds a record with its first version; fails on a taken id. */
    void add(Kept record, List<Findable> findable) {
        jdbc.sql("""
                        insert into record.record (id, pack, kind, revision, unit_id, place, day, title, filled,
                                                   version, state, digest, entered_by, entered_by_name, entered_at)
                        values (:id, :pack, :kind, :revision, :unit, :place, :day, :title, cast(:filled as jsonb),
                                1, 'kept', :digest, :by, :byName, :at)
                        """)
                .param("id", record.id)
                .param("pack", record.pack)
                .param("kind", record.kind)
                .param("revision", record.revision)
                .param("unit", record.unit.value())
                .param("place", record.place)
                .param("day", record.day)
                .param("title", record.title)
                .param("filled", JSON.writeValueAsString(record.values))
                .param("digest", record.digest)
                .param("by", record.enteredBy.value())
                .param("byName", record.enteredByName)
                .param("at", record.enteredAt.atOffset(ZoneOffset.UTC))
                .update();
        addVersion(
                record,
                new Version(
                        1,
                        record.day,
                        record.title,
                        record.values,
                        false,
                        null,
                        record.digest,
                        record.enteredByName,
                        record.enteredAt),
                record.enteredBy);
        addFindable(record, findable);
    }

    /** Puts a further version in place of the present one. */
    void change(Kept record, Version next, Caller by, List<Findable> findable) {
        jdbc.sql("""
                        update record.record
                        set day = :day, title = :title, filled = cast(:filled as jsonb), version = :version, state = :state
                        where id = :id
                        """)
                .param("id", record.id)
                .param("day", next.day)
                .param("title", next.title)
                .param("filled", JSON.writeValueAsString(next.values))
                .param("version", next.version)
                .param("state", next.withdrawn ? "withdrawn" : "kept")
                .update();
        addVersion(record, next, by.account());
        jdbc.sql("delete from record.value where record_id = :id")
                .param("id", record.id)
                .update();
        addFindable(record, findable);
    }

    private void addVersion(Kept record, Version version, AccountId by) {
        jdbc.sql("""
                        insert into record.version (record_id, unit_id, place, version, day, title, filled, state, reason, digest,
                                                    by, by_name, at)
                        values (:id, :unit, :place, :version, :day, :title, cast(:filled as jsonb), :state, :reason, :digest,
                                :by, :byName, :at)
                        """)
                .param("id", record.id)
                .param("unit", record.unit.value())
                .param("place", record.place)
                .param("version", version.version)
                .param("day", version.day)
                .param("title", version.title)
                .param("filled", JSON.writeValueAsString(version.values))
                .param("state", version.withdrawn ? "withdrawn" : "kept")
                .param("reason", version.reason)
                .param("digest", version.digest)
                .param("by", by.value())
                .param("byName", version.byName)
                .param("at", version.at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void addFindable(Kept record, List<Findable> findable) {
        if (findable.isEmpty()) {
            return;
        }
        List<@Nullable String> fields = new ArrayList<>();
        List<@Nullable String> texts = new ArrayList<>();
        List<@Nullable BigDecimal> numbers = new ArrayList<>();
        List<@Nullable String> days = new ArrayList<>();
        for (Findable each : findable) {
            fields.add(each.field);
            texts.add(each.text);
            numbers.add(each.number);
            days.add(each.day == null ? null : each.day.toString());
        }
        jdbc.sql("""
                        insert into record.value (record_id, pack, kind, field, unit_id, place, text, num, day)
                        select :id, :pack, :kind, v.field, :unit, :place, v.text, v.num, cast(v.day as date)
                        from unnest(cast(:fields as text[]), cast(:texts as text[]), cast(:numbers as numeric[]),
                                    cast(:days as text[])) as v (field, text, num, day)
                        """)
                .param("id", record.id)
                .param("pack", record.pack)
                .param("kind", record.kind)
                .param("unit", record.unit.value())
                .param("place", record.place)
                .param("fields", fields.toArray(String[]::new))
                .param("texts", texts.toArray(String[]::new))
                .param("numbers", numbers.toArray(BigDecimal[]::new))
                .param("days", days.toArray(String[]::new))
                .update();
    }

    static Kept kept(ResultSet row, int at) throws SQLException {
        return new Kept(
                row.getObject("id", UUID.class),
                row.getString("pack"),
                row.getString("kind"),
                row.getInt("revision"),
                new UnitId(row.getLong("unit_id")),
                row.getLong("place"),
                row.getObject("day", LocalDate.class),
                row.getString("title"),
                JSON.readValue(row.getString("filled"), VALUES),
                row.getInt("version"),
                row.getString("state").equals("withdrawn"),
                row.getString("digest"),
                new AccountId(row.getObject("entered_by", UUID.class)),
                row.getString("entered_by_name"),
                row.getTimestamp("entered_at").toInstant());
    }

    private static Version version(ResultSet row, int at) throws SQLException {
        return new Version(
                row.getInt("version"),
                row.getObject("day", LocalDate.class),
                row.getString("title"),
                JSON.readValue(row.getString("filled"), VALUES),
                row.getString("state").equals("withdrawn"),
                row.getString("reason"),
                row.getString("digest"),
                row.getString("by_name"),
                row.getTimestamp("at").toInstant());
    }
}
