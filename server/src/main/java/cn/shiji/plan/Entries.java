package cn.shiji.plan;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what units declare. */
@Repository("planEntries")
class Entries {

    private static final String COLUMNS = """
            select id, plan_id, commitment, unit_id, unit_name, place, day, sentence, completes, file_id, confirmed_by,
                   entered_by, entered_at, digest, withdrawn_at, withdrawn_by, withdrawn_reason
            from plan.entry
            """;

    private final JdbcClient jdbc;

    Entries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The commitments of a plan for which somebody declared progress that still stands, whoever did. */
    Set<UUID> declaredCommitments(UUID plan) {
        return jdbc.sql("select distinct commitment from plan.entry where plan_id = :plan and withdrawn_at is null")
                .param("plan", plan)
                .query(UUID.class)
                .set();
    }

    /**
     * What a unit declares to have done.
     *
     * @param digest of the content sent, to recognise it when it is sent again
     */
    record Entry(
            UUID id,
            UUID plan,
            UUID commitment,
            UnitId unit,
            String unitName,
            long place,
            LocalDate day,
            String sentence,
            boolean completes,
            @Nullable UUID file,
            @Nullable String confirmedBy,
            String enteredBy,
            Instant enteredAt,
            String digest,
            @Nullable Withdrawal withdrawal,
            Map<UUID, BigDecimal> amounts) {

        boolean stands() {
            return withdrawal == null;
        }
    }

    /** That an entry no longer counts, who said so and why. */
    record Withdrawal(Instant at, String by, String reason) {}

    /** Keeps the entry; false where its id is taken already. */
    boolean add(Entry entry) {
        int added = jdbc.sql("""
                        insert into plan.entry (id, plan_id, commitment, unit_id, unit_name, place, day, sentence, completes,
                                                file_id, confirmed_by, entered_by, entered_at, digest)
                        values (:id, :plan, :commitment, :unit, :unitName, :place, :day, :sentence, :completes,
                                :file, :confirmedBy, :by, :at, :digest)
                        on conflict (id) do nothing
                        """)
                .param("id", entry.id())
                .param("plan", entry.plan())
                .param("commitment", entry.commitment())
                .param("unit", entry.unit().value())
                .param("unitName", entry.unitName())
                .param("place", entry.place())
                .param("day", entry.day())
                .param("sentence", entry.sentence())
                .param("completes", entry.completes())
                .param("file", entry.file())
                .param("confirmedBy", entry.confirmedBy())
                .param("by", entry.enteredBy())
                .param("at", entry.enteredAt().atOffset(ZoneOffset.UTC))
                .param("digest", entry.digest())
                .update();
        if (added == 0) {
            return false;
        }
        entry.amounts()
                .forEach((figure, value) -> jdbc.sql(
                                "insert into plan.entry_figure (entry_id, figure, value) values (:entry, :figure, :value)")
                        .param("entry", entry.id())
                        .param("figure", figure)
                        .param("value", value)
                        .update());
        return true;
    }

    /** The entry of this id, whoever asks; for recognising one that is sent again. */
    Optional<Entry> byId(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", id)
                .query((row, at) -> entry(row, amounts(List.of(id))))
                .optional();
    }

    /** The entry of a commitment, within the reach; no other transaction changes it until this one ends. */
    Optional<Entry> lock(Reach reach, UUID commitment, UUID id) {
        return jdbc.sql(
                        COLUMNS
                                + "where id = :id and commitment = :commitment and place between :from and :to and place <@ :runs::int8multirange for update")
                .param("id", id)
                .param("commitment", commitment)
                .param("from", reach.from())
                .param("to", reach.to())
                .param("runs", reach.multirange())
                .query((row, at) -> entry(row, amounts(List.of(id))))
                .optional();
    }

    /** Every entry of a plan within the caller's scope, by commitment, oldest day first. */
    Map<UUID, List<Entry>> ofPlan(Caller caller, UUID plan) {
        return grouped(jdbc.sql(
                        COLUMNS
                                + "where plan_id = :plan and place between :from and :to and place <@ :runs::int8multirange order by day, entered_at, id")
                .param("plan", plan)
                .param("from", caller.reach().from())
                .param("to", caller.reach().to())
                .param("runs", caller.reach().multirange()));
    }

    private Map<UUID, List<Entry>> grouped(JdbcClient.StatementSpec statement) {
        List<Entry> bare = statement.query((row, at) -> entry(row, Map.of())).list();
        Map<UUID, Map<UUID, BigDecimal>> amounts =
                amounts(bare.stream().map(Entry::id).toList());
        Map<UUID, List<Entry>> byCommitment = new HashMap<>();
        for (Entry entry : bare) {
            byCommitment
                    .computeIfAbsent(entry.commitment(), commitment -> new ArrayList<>())
                    .add(with(entry, amounts.getOrDefault(entry.id(), Map.of())));
        }
        return byCommitment;
    }

    void withdraw(UUID id, String by, Instant at, String reason) {
        jdbc.sql("""
                        update plan.entry set withdrawn_at = :at, withdrawn_by = :by, withdrawn_reason = :reason
                        where id = :id and withdrawn_at is null
                        """)
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("reason", reason)
                .update();
    }

    void confirm(UUID id, String by) {
        jdbc.sql("update plan.entry set confirmed_by = :by where id = :id and withdrawn_at is null")
                .param("id", id)
                .param("by", by)
                .update();
    }

    private Map<UUID, Map<UUID, BigDecimal>> amounts(Collection<UUID> entries) {
        Map<UUID, Map<UUID, BigDecimal>> found = new HashMap<>();
        if (entries.isEmpty()) {
            return found;
        }
        jdbc.sql("select entry_id, figure, value from plan.entry_figure where entry_id = any(:entries)")
                .param("entries", entries.toArray(UUID[]::new))
                .query(row -> {
                    found.computeIfAbsent(row.getObject("entry_id", UUID.class), entry -> new HashMap<>())
                            .put(row.getObject("figure", UUID.class), row.getBigDecimal("value"));
                });
        return found;
    }

    private static Entry with(Entry bare, Map<UUID, BigDecimal> amounts) {
        return new Entry(
                bare.id(),
                bare.plan(),
                bare.commitment(),
                bare.unit(),
                bare.unitName(),
                bare.place(),
                bare.day(),
                bare.sentence(),
                bare.completes(),
                bare.file(),
                bare.confirmedBy(),
                bare.enteredBy(),
                bare.enteredAt(),
                bare.digest(),
                bare.withdrawal(),
                amounts);
    }

    private static Entry entry(ResultSet row, Map<UUID, Map<UUID, BigDecimal>> amounts) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Timestamp withdrawn = row.getTimestamp("withdrawn_at");
        return new Entry(
                id,
                row.getObject("plan_id", UUID.class),
                row.getObject("commitment", UUID.class),
                new UnitId(row.getLong("unit_id")),
                row.getString("unit_name"),
                row.getLong("place"),
                row.getObject("day", LocalDate.class),
                row.getString("sentence"),
                row.getBoolean("completes"),
                row.getObject("file_id", UUID.class),
                row.getString("confirmed_by"),
                row.getString("entered_by"),
                row.getTimestamp("entered_at").toInstant(),
                row.getString("digest"),
                withdrawn == null
                        ? null
                        : new Withdrawal(
                                withdrawn.toInstant(),
                                Objects.requireNonNull(row.getString("withdrawn_by")),
                                Objects.requireNonNull(row.getString("withdrawn_reason"))),
                amounts.getOrDefault(id, Map.of()));
    }
}
