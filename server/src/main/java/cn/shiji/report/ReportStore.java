package cn.shiji.report;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of the reports. Whoever asks is named, and what lies outside the caller's scope is not there. */
@Repository
class ReportStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COLUMNS = """
            select id, title, year, unit_id, place, plan_id, plan_version, version, mark, through, frozen_at, frozen_by, body,
                   created_by, created_at, changed_by, changed_at
            from report.report
            where place between :from and :to and place <@ :runs::int8multirange
            """;

    private final JdbcClient sql;

    ReportStore(JdbcClient sql) {
        this.sql = sql;
    }

    void insert(Report report) {
        sql.sql("""
                insert into report.report (id, title, year, unit_id, place, plan_id, plan_version, state, version, body,
                                           created_by, created_at, changed_by, changed_at)
                values (:id, :title, :year, :unit, :place, :plan, :planVersion, 'draft', :version, :body::jsonb,
                        :by, :at, :by, :at)
                """)
                .param("id", report.id())
                .param("title", report.title())
                .param("year", report.year())
                .param("unit", report.unit().value())
                .param("place", report.place())
                .param("plan", report.plan())
                .param("planVersion", report.planVersion())
                .param("version", report.version())
                .param("body", JSON.writeValueAsString(report.body()))
                .param("by", report.createdBy())
                .param("at", Timestamp.from(report.createdAt()))
                .update();
    }

    List<Report> all(Caller caller) {
        return within(caller, "order by changed_at desc, id", null);
    }

    Optional<Report> find(Caller caller, UUID id) {
        return within(caller, "and id = :id", id).stream().findFirst();
    }

    /** The report for a change: nobody else changes it until the transaction ends. */
    Optional<Report> lock(Caller caller, UUID id) {
        return within(caller, "and id = :id for update", id).stream().findFirst();
    }

    private List<Report> within(Caller caller, String which, @Nullable UUID id) {
        var query = sql.sql(COLUMNS + which)
                .param("from", caller.reach().from())
                .param("to", caller.reach().to())
                .param("runs", caller.reach().multirange());
        return (id == null ? query : query.param("id", id))
                .query((row, n) -> report(row))
                .list();
    }

    /**
     * Keeps a changed report as its next version.
     *
     * @throws Problem {@code report.changed-meanwhile} where somebody else changed it since it was read
     */
    void save(Report report, String by, Instant at) {
        Report.Freezing frozen = report.frozen();
        int saved = sql.sql("""
                update report.report
                set title = :title, body = :body::jsonb, state = :state, mark = :mark, through = :through,
                    frozen_at = :frozenAt, frozen_by = :frozenBy, version = version + 1, changed_by = :by, changed_at = :at
                where id = :id and version = :version
                """)
                .param("title", report.title())
                .param("body", JSON.writeValueAsString(report.body()))
                .param("state", frozen == null ? "draft" : "frozen")
                .param("mark", frozen == null ? null : frozen.mark())
                .param("through", frozen == null ? null : frozen.through())
                .param("frozenAt", frozen == null ? null : Timestamp.from(frozen.at()))
                .param("frozenBy", frozen == null ? null : frozen.by())
                .param("by", by)
                .param("at", Timestamp.from(at))
                .param("id", report.id())
                .param("version", report.version())
                .update();
        if (saved == 0) {
            throw changedMeanwhile();
        }
    }

    /** Puts a freezing on file for good. */
    void file(Report report, Report.Freezing frozen) {
        sql.sql("""
                insert into report.freezing (report_id, no, title, mark, through, frozen_at, frozen_by, body)
                select :id, coalesce(max(no), 0) + 1, :title, :mark, :through, :at, :by, :body::jsonb
                from report.freezing where report_id = :id
                """)
                .param("id", report.id())
                .param("title", report.title())
                .param("mark", frozen.mark())
                .param("through", frozen.through())
                .param("at", Timestamp.from(frozen.at()))
                .param("by", frozen.by())
                .param("body", JSON.writeValueAsString(report.body()))
                .update();
    }

    /** How often it was frozen. */
    int freezings(UUID id) {
        return Objects.requireNonNull(sql.sql("select count(*) from report.freezing where report_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single());
    }

    void delete(UUID id) {
        sql.sql("delete from report.report where id = :id and state = 'draft'")
                .param("id", id)
                .update();
    }

    static Problem changedMeanwhile() {
        return Problem.conflict("report.changed-meanwhile");
    }

    private static Report report(ResultSet row) throws SQLException {
        Timestamp frozenAt = row.getTimestamp("frozen_at");
        Report.Freezing frozen = frozenAt == null
                ? null
                : new Report.Freezing(
                        row.getLong("mark"),
                        row.getObject("through", LocalDate.class),
                        frozenAt.toInstant(),
                        row.getString("frozen_by"));
        return new Report(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getInt("year"),
                new UnitId(row.getLong("unit_id")),
                row.getLong("place"),
                row.getObject("plan_id", UUID.class),
                row.getInt("plan_version"),
                row.getInt("version"),
                frozen,
                JSON.readValue(row.getString("body"), Body.class),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("changed_by"),
                row.getTimestamp("changed_at").toInstant());
    }
}
