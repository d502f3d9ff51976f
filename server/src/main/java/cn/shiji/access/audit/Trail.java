package cn.shiji.access.audit;

import cn.shiji.access.AuditEntry;
import cn.shiji.access.AuditSilence;
import cn.shiji.access.LastDeed;
import cn.shiji.kernel.Caller;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Adds rows to the trail. */
@Repository
public class Trail {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Verbs of who only looked. */
    private static final String[] READING = {"person.reveal", "person.find", "person.export"};

    private final JdbcClient jdbc;
    private final Floods floods;
    private final TransactionTemplate alone;
    private final @Nullable AuditSilence silence;

    Trail(
            JdbcClient jdbc,
            Floods floods,
            PlatformTransactionManager transactions,
            ObjectProvider<AuditSilence> silence) {
        this.jdbc = jdbc;
        this.floods = floods;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.silence = silence.getIfAvailable();
    }

    /** Adds what was done, in the transaction that did it. */
    public void done(AuditEntry entry) {
        if (silence == null || !silence.kept()) {
            add(entry, "done");
        }
    }

    /** What was done last to each of these things since a moment, by its id; what nobody touched is left out. */
    public Map<String, LastDeed> last(String subjectKind, Collection<String> ids, Instant since) {
        Map<String, LastDeed> last = new HashMap<>();
        jdbc.sql("""
                        select distinct on (subject_id) subject_id, name, verb, at from access.audit
                        where subject_kind = :kind and subject_id = any(:ids) and outcome = 'done' and at >= :since
                            and verb <> all(:reading)
                        order by subject_id, id desc
                        """)
                .param("kind", subjectKind)
                .param("ids", ids.toArray(String[]::new))
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("reading", READING)
                .query(row -> {
                    last.put(
                            row.getString("subject_id"),
                            new LastDeed(
                                    row.getString("name"),
                                    row.getString("verb"),
                                    row.getObject("at", OffsetDateTime.class).toInstant()));
                });
        return last;
    }

    /**
     * Adds what was refused, in a transaction of its own, so that it stays when the work is rolled back. Who is refused again
     * and again within a minute fills no more than a page; how often it was is told by one row after it.
     */
    public void refused(AuditEntry entry) {
        Caller caller = entry.caller();
        String who = caller == null
                ? String.valueOf(Origin.now().address())
                : caller.account().toString();
        floods.pass(who, entry).forEach(passed -> alone.executeWithoutResult(_ -> add(passed, "refused")));
    }

    /** Adds how often was refused what was not written down one by one, for minutes that are over. */
    void tellFloods() {
        floods.over().forEach(told -> alone.executeWithoutResult(_ -> add(told, "refused")));
    }

    private void add(AuditEntry entry, String outcome) {
        Caller caller = entry.caller();
        Origin origin = Origin.now();
        Long unit = entry.unit() != null
                ? Long.valueOf(entry.unit().value())
                : caller == null
                        ? unitOfAccount(entry)
                        : Long.valueOf(caller.unit().value());
        jdbc.sql("""
                        insert into access.audit (account_id, name, unit_id, place, tree, capacity_unit, address, session,
                                                  verb, outcome, subject_kind, subject_id, words, before, after)
                        values (:account, :name, :unit,
                                coalesce((select place from access.unit_place where tree = 'admin' and unit_id = :unit),
                                         :place, :reach, (select min(place) from access.unit_place where tree = 'admin')),
                                case when :account::uuid is not null then coalesce(:tree, 'admin') end, :capacity, :address, :session,
                                :verb, :outcome, :kind, :subject, :words, :before::jsonb, :after::jsonb)
                        """)
                .param("account", caller == null ? null : caller.account().value(), Types.OTHER)
                .param("name", storable(entry.name()))
                .param("unit", unit, Types.BIGINT)
                .param("place", entry.place(), Types.BIGINT)
                // Where a unit of another tree has no place, the row stands where its reach begins.
                .param("reach", caller == null ? null : caller.reach().from(), Types.BIGINT)
                .param("tree", caller == null ? null : caller.tree(), Types.VARCHAR)
                .param("capacity", caller == null ? null : caller.unit().value(), Types.BIGINT)
                .param("address", origin.address(), Types.VARCHAR)
                .param("session", origin.session(), Types.VARCHAR)
                .param("verb", entry.verb())
                .param("outcome", outcome)
                .param("kind", entry.subjectKind())
                .param("subject", storable(entry.subjectId()))
                .param("words", storable(entry.words()))
                .param("before", json(entry.before()), Types.VARCHAR)
                .param("after", json(entry.after()), Types.VARCHAR)
                .update();
    }

    /** Where nobody is signed in, what befalls an account is read where the account belongs. */
    private @Nullable Long unitOfAccount(AuditEntry entry) {
        return entry.subjectKind().equals("account") && !entry.subjectId().isEmpty()
                ? jdbc.sql("select unit_id from access.account where id::text = :id")
                        .param("id", entry.subjectId())
                        .query(Long.class)
                        .optional()
                        .orElse(null)
                : null;
    }

    private static @Nullable String json(Map<String, Object> values) {
        // A sign that PostgreSQL cannot hold may come from outside; the row must not fail over it.
        return values.isEmpty() ? null : JSON.writeValueAsString(values).replace("\\u0000", "\\ufffd");
    }

    private static String storable(String text) {
        return text.indexOf(0) < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
