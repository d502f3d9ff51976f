package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The SQL of changes that wait for a second person. */
@Repository
class ApprovalStore {

    private static final String STATE =
            "case when c.state = 'open' and c.expires_at <= :now then 'expired' else c.state end";

    private static final String COLUMNS =
            "select c.id, c.verb, c.subject_kind, c.subject_id, c.unit_id, c.words ->> 'zh' zh,"
                    + " c.words ->> 'en' en, c.proposed_by, c.proposer, c.proposed_at, c.expires_at, " + STATE
                    + " state, c.decider, c.decided_at, c.answer from access.pending_change c ";

    /** What one may see: what one may decide by a right and reach, and what one asked for. */
    private static final String SEEN = """
            (c.proposed_by = :account or c.verb = any(:verbs) and exists (
                select from access.unit_place p where p.tree = 'admin' and p.unit_id = c.unit_id
                    and p.place between :from and :to and p.place <@ :runs::int8multirange))
            """;

    private final JdbcClient jdbc;

    ApprovalStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean wantsSecond(String verb) {
        return jdbc.sql("select exists (select from access.second_person where verb = :verb)")
                .param("verb", verb)
                .query(Boolean.class)
                .single();
    }

    Set<String> wanting() {
        return Set.copyOf(jdbc.sql("select verb from access.second_person")
                .query(String.class)
                .list());
    }

    void want(Caller caller, String verb, boolean second) {
        if (second) {
            jdbc.sql("""
                            insert into access.second_person (verb, changed_by, changer) values (:verb, :by, :name)
                            on conflict do nothing
                            """)
                    .param("verb", verb)
                    .param("by", caller.account().value())
                    .param("name", caller.name())
                    .update();
        } else {
            jdbc.sql("delete from access.second_person where verb = :verb")
                    .param("verb", verb)
                    .update();
        }
    }

    boolean waits(String verb, Approvals.Subject subject, String change, Instant now) {
        return jdbc.sql("""
                        select exists (select from access.pending_change
                            where state = 'open' and subject_kind = :kind and subject_id = :id and verb = :verb
                                and change = :change::jsonb and expires_at > :now)
                        """)
                .param("kind", subject.kind())
                .param("id", subject.id())
                .param("verb", verb)
                .param("change", change)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    void add(PendingChange pending, String words, String change) {
        jdbc.sql("""
                        insert into access.pending_change (id, verb, subject_kind, subject_id, unit_id, words, change,
                            proposed_by, proposer, proposed_at, expires_at)
                        values (:id, :verb, :kind, :subject, :unit, :words::jsonb, :change::jsonb, :by, :name, :at, :expires)
                        """)
                .param("id", pending.id())
                .param("verb", pending.verb())
                .param("kind", pending.subject().kind())
                .param("subject", pending.subject().id())
                .param("unit", pending.subject().unit().value())
                .param("words", words)
                .param("change", change)
                .param("by", pending.proposedBy().value())
                .param("name", pending.proposer())
                .param("at", pending.proposedAt().atOffset(ZoneOffset.UTC))
                .param("expires", pending.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The change of this id if the caller may see it, kept from being decided twice at once. */
    Optional<PendingChange> lock(Caller caller, UUID id, Collection<String> verbs, Instant now) {
        return seen(jdbc.sql(COLUMNS + " where c.id = :id and " + SEEN + " for update of c"), caller, verbs, now)
                .param("id", id)
                .query(ApprovalStore::pending)
                .optional();
    }

    String change(UUID id) {
        return jdbc.sql("select change::text from access.pending_change where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    void decide(UUID id, Caller caller, PendingChange.State state, String answer, Instant now) {
        jdbc.sql("""
                        update access.pending_change
                        set state = :state, decided_by = :by, decider = :name, decided_at = :at, answer = :answer
                        where id = :id
                        """)
                .param("id", id)
                .param("state", state.word())
                .param("by", caller.account().value())
                .param("name", caller.name())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("answer", answer)
                .update();
    }

    /** What the caller may see, the newest first; open ones alone, or those that are over. */
    Page<PendingChange> list(Caller caller, Collection<String> verbs, boolean open, Instant now, int page, int size) {
        String where = " where " + SEEN + " and (" + STATE + " = 'open') = :open";
        long total = seen(jdbc.sql("select count(*) from access.pending_change c" + where), caller, verbs, now)
                .param("open", open)
                .query(Long.class)
                .single();
        List<PendingChange> items = seen(
                        jdbc.sql(
                                COLUMNS + where
                                        + " order by coalesce(c.decided_at, c.proposed_at) desc, c.id limit :size offset :skip"),
                        caller,
                        verbs,
                        now)
                .param("open", open)
                .param("size", size)
                .param("skip", (page - 1L) * size)
                .query(ApprovalStore::pending)
                .list();
        return new Page<>(items, page, size, total);
    }

    /** What waits for one thing, whoever may decide it. */
    List<PendingChange> about(String kind, String id, Instant now) {
        return jdbc.sql(COLUMNS + " where c.state = 'open' and c.subject_kind = :kind and c.subject_id = :id"
                        + " and c.expires_at > :now order by c.proposed_at")
                .param("kind", kind)
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(ApprovalStore::pending)
                .list();
    }

    private static StatementSpec seen(StatementSpec sql, Caller caller, Collection<String> verbs, Instant now) {
        return sql.param("account", caller.account().value())
                .param("verbs", verbs.toArray(String[]::new))
                .param("from", caller.reach().from())
                .param("to", caller.reach().to())
                .param("runs", caller.reach().multirange())
                .param("now", now.atOffset(ZoneOffset.UTC));
    }

    private static PendingChange pending(ResultSet row, int at) throws SQLException {
        OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
        return new PendingChange(
                row.getObject("id", UUID.class),
                row.getString("verb"),
                new Approvals.Subject(
                        row.getString("subject_kind"), row.getString("subject_id"), new UnitId(row.getLong("unit_id"))),
                row.getString("zh"),
                row.getString("en"),
                new AccountId(row.getObject("proposed_by", UUID.class)),
                row.getString("proposer"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                PendingChange.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("decider"),
                decided == null ? null : decided.toInstant(),
                row.getString("answer"));
    }
}
