package cn.shiji.plan;

import cn.shiji.kernel.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the history of drafts. Rows are only added. */
@Repository("planEdits")
class Edits {

    private static final String OF_VERSION = "plan_id = :plan and version = :version";

    /** Holds for edits that were not taken back, or were done again. */
    private static final String STANDS = """
            coalesce((select t.kind from plan.edit t
                      where t.plan_id = e.plan_id and t.version = e.version and t.turns = e.number
                      order by t.number desc limit 1), 'redo') = 'redo'
            """;

    private final JdbcClient jdbc;

    Edits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of the newest entry; 0 where nothing was done yet. */
    int last(PlanHead head) {
        return of("select coalesce(max(number), 0) from plan.edit where " + OF_VERSION, head)
                .query(Integer.class)
                .single();
    }

    void add(PlanHead head, Turn turn) {
        of("""
                        insert into plan.edit (plan_id, version, number, kind, turns, action, node_id, name, fields, detail,
                                               account, made_by, made_at, changes)
                        values (:plan, :version, :number, :kind, :turns, :action, :node, :name, :fields, :detail,
                                :account, :by, :at, cast(:changes as jsonb))
                        """, head)
                .param("number", turn.number())
                .param("kind", turn.kind().word())
                .param("turns", turn.turns())
                .param("action", turn.step().action())
                .param("node", turn.step().node(), java.sql.Types.OTHER)
                .param("name", turn.step().name())
                .param("fields", turn.step().fields().toArray(String[]::new))
                .param("detail", turn.step().detail())
                .param("account", turn.account().value())
                .param("by", turn.by())
                .param("at", turn.at().atOffset(ZoneOffset.UTC))
                .param("changes", turn.changes().toJson())
                .update();
    }

    /** What was done after an entry, oldest first. */
    List<Turn> since(PlanHead head, int number) {
        return of("select * from plan.edit where " + OF_VERSION + " and number > :number order by number", head)
                .param("number", number)
                .query(Edits::turn)
                .list();
    }

    /** The edit that an undo takes back next: the newest that stands, after the last time the draft was made anew. */
    Optional<Turn> toUndo(PlanHead head) {
        return of(
                        "select * from plan.edit e where " + OF_VERSION + " and kind = 'edit' and " + STANDS
                                + " and number > coalesce((select max(b.number) from plan.edit b where b.plan_id = e.plan_id"
                                + " and b.version = e.version and b.kind = 'base'), 0)"
                                + " order by number desc limit 1",
                        head)
                .query(Edits::turn)
                .optional();
    }

    /** The edit that a redo does again next: the one taken back last, as long as nothing new was done since. */
    Optional<Turn> toRedo(PlanHead head) {
        return of("""
                        select e.* from plan.edit u
                        join plan.edit e on e.plan_id = u.plan_id and e.version = u.version and e.number = u.turns
                        where u.plan_id = :plan and u.version = :version and u.kind = 'undo'
                          and not exists (select from plan.edit t where t.plan_id = u.plan_id and t.version = u.version
                                          and t.number > u.number and (t.turns = u.turns or t.kind in ('edit', 'base')))
                        order by u.number desc limit 1
                        """, head).query(Edits::turn).optional();
    }

    /** An entry of the history with what became of it. */
    record Listed(Turn turn, boolean stands) {}

    /** The newest entries, newest first; without what they changed. */
    List<Listed> newest(PlanHead head, int most) {
        return of(
                        """
                        select plan_id, version, number, kind, turns, action, node_id, name, fields, detail, account, made_by,
                               made_at, '{"nodes":[],"figures":[],"duties":[]}' as changes,
                        """
                                + STANDS + " as stands from plan.edit e where " + OF_VERSION
                                + " order by number desc limit :most",
                        head)
                .param("most", most)
                .query((row, at) -> new Listed(turn(row, at), row.getBoolean("stands")))
                .list();
    }

    private JdbcClient.StatementSpec of(String sql, PlanHead head) {
        return jdbc.sql(sql).param("plan", head.id()).param("version", head.version());
    }

    private static Turn turn(ResultSet row, int at) throws SQLException {
        @Nullable Integer turns = row.getObject("turns", Integer.class);
        Timestamp made = Objects.requireNonNull(row.getTimestamp("made_at"));
        return new Turn(
                row.getInt("number"),
                Turn.Kind.of(Objects.requireNonNull(row.getString("kind"))),
                turns,
                new Step(
                        Objects.requireNonNull(row.getString("action")),
                        row.getObject("node_id", UUID.class),
                        Objects.requireNonNull(row.getString("name")),
                        Arrays.asList((String[]) row.getArray("fields").getArray()),
                        Objects.requireNonNull(row.getString("detail"))),
                new AccountId(Objects.requireNonNull(row.getObject("account", UUID.class))),
                Objects.requireNonNull(row.getString("made_by")),
                made.toInstant(),
                Changes.fromJson(Objects.requireNonNull(row.getString("changes"))));
    }
}
