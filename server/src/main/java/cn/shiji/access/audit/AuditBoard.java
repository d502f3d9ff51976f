package cn.shiji.access.audit;

import cn.shiji.access.AuditLine;
import cn.shiji.access.AuditQuery;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.UnitId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The trail for readers, within their reach. */
@Repository
class AuditBoard {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int FETCH = 1_000;

    private static final String COLUMNS = """
            select a.id, a.at, a.account_id, a.name, a.unit_id, a.tree, a.capacity_unit, a.address, a.session, a.verb, a.outcome,
                   a.subject_kind, a.subject_id, a.words, a.before, a.after
            """;

    private final JdbcTemplate jdbc;

    AuditBoard(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The rows before one, newest first; all of them from the newest where none is named. */
    List<AuditLine> list(Caller caller, AuditQuery query, @Nullable Long before, int most) {
        Asked asked = new Asked(caller, query);
        if (before != null) {
            asked.and("a.id < ?", before);
        }
        List<AuditLine> lines = new ArrayList<>();
        jdbc.query(
                connection -> asked.statement(
                        connection.prepareStatement(COLUMNS + asked.sql() + " order by a.id desc limit " + most)),
                row -> {
                    lines.add(line(row, null));
                });
        return lines;
    }

    /** All rows asked for, oldest first, one after the other. */
    void each(Caller caller, AuditQuery query, Consumer<AuditLine> taker) {
        Asked asked = new Asked(caller, query);
        jdbc.query(
                connection -> {
                    PreparedStatement statement =
                            asked.statement(connection.prepareStatement(COLUMNS + asked.sql() + " order by a.id"));
                    statement.setFetchSize(FETCH);
                    return statement;
                },
                row -> {
                    taker.accept(line(row, null));
                });
    }

    /** How many there are, but no more than so many are counted. */
    long count(Caller caller, AuditQuery query, int most) {
        Asked asked = new Asked(caller, query);
        List<Long> counted = new ArrayList<>();
        jdbc.query(
                connection -> asked.statement(connection.prepareStatement(
                        "select count(*) from (select 1 " + asked.sql() + " limit " + most + ") as counted")),
                row -> {
                    counted.add(row.getLong(1));
                });
        return counted.getFirst();
    }

    /** One row, with its seal. */
    Optional<AuditLine> line(Caller caller, long id) {
        Asked asked = new Asked(caller, new AuditQuery(null, null, null, null, null, null, null, null, null, null));
        asked.and("a.id = ?", id);
        List<AuditLine> lines = new ArrayList<>();
        jdbc.query(connection -> asked.statement(connection.prepareStatement(COLUMNS + asked.sql())), row -> {
            lines.add(line(row, sealOf(row.getTimestamp("at"), id)));
        });
        return lines.stream().findFirst();
    }

    /** Seals made soon after the row was written are looked at first, in their order; a long transaction is sealed later. */
    private @Nullable Long sealOf(Timestamp at, long id) {
        List<Long> found = jdbc.queryForList(
                "select no from access.seal where at >= ?::timestamptz - interval '1 minute' and ? = any(ids) order by no limit 1",
                Long.class,
                at,
                id);
        return found.isEmpty() ? null : found.getFirst();
    }

    private static final class Asked {

        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        private Asked(Caller caller, AuditQuery query) {
            sql.append("from access.audit a where a.place between ? and ? and a.place <@ ?::int8multirange");
            values.add(caller.reach().from());
            values.add(caller.reach().to());
            values.add(caller.reach().multirange());
            if (query.unit() != null) {
                and(
                        "exists (select from access.unit_place u where u.tree = 'admin' and u.unit_id = ? and a.place between u.place and u.place_end)",
                        query.unit().value());
            }
            like("a.name ilike ?", query.who(), true);
            equal("a.verb = ?", query.verb());
            equal("a.subject_kind = ?", query.kind());
            equal("a.subject_id = ?", query.subject());
            equal("a.outcome = ?", query.outcome());
            if (query.from() != null) {
                and("a.at >= ?", Timestamp.from(query.from()));
            }
            if (query.to() != null) {
                and("a.at < ?", Timestamp.from(query.to()));
            }
            like("a.address like ?", query.address(), false);
            if (query.words() != null) {
                String pattern = "%" + escaped(query.words()) + "%";
                sql.append(
                        " and (a.words ilike ? or a.name ilike ? or a.subject_id ilike ? or a.after::text ilike ? or a.before::text ilike ?)");
                values.addAll(List.of(pattern, pattern, pattern, pattern, pattern));
            }
        }

        private void equal(String condition, @Nullable String value) {
            if (value != null) {
                and(condition, value);
            }
        }

        private void like(String condition, @Nullable String part, boolean anywhere) {
            if (part != null) {
                and(condition, (anywhere ? "%" : "") + escaped(part) + "%");
            }
        }

        private static String escaped(String part) {
            return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        }

        private void and(String condition, Object value) {
            sql.append(" and ").append(condition);
            values.add(value);
        }

        private String sql() {
            return sql.toString();
        }

        private PreparedStatement statement(PreparedStatement statement) throws SQLException {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        }
    }

    private static AuditLine line(ResultSet row, @Nullable Long seal) throws SQLException {
        return new AuditLine(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getObject("account_id", UUID.class),
                row.getString("name"),
                unit(row.getObject("unit_id", Long.class)),
                row.getString("tree"),
                unit(row.getObject("capacity_unit", Long.class)),
                row.getString("address"),
                row.getString("session"),
                row.getString("verb"),
                row.getString("outcome"),
                row.getString("subject_kind"),
                row.getString("subject_id"),
                row.getString("words"),
                json(row.getString("before")),
                json(row.getString("after")),
                seal);
    }

    private static @Nullable UnitId unit(@Nullable Long id) {
        return id == null ? null : new UnitId(id);
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : JSON.readTree(text);
    }
}
