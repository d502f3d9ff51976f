package cn.shiji.access.audit;

import cn.shiji.access.AuditLine;
import cn.shiji.access.AuditPage;
import cn.shiji.access.AuditQuery;
import cn.shiji.access.Rows;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.UnitId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
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
    private static final int LOOKED_THROUGH = 20_000;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** By how much numbers and times of rows may differ in their order. */
    private static final Duration SLACK = Duration.ofHours(1);

    private static final String COLUMNS = """
            select a.id, a.at, a.account_id, a.name, a.unit_id, a.tree, a.capacity_unit, a.address, a.session, a.verb, a.outcome,
                   a.subject_kind, a.subject_id, a.words, a.before, a.after
            """;

    private final JdbcTemplate jdbc;
    private final Rows everywhere;

    AuditBoard(JdbcTemplate jdbc, Rows everywhere) {
        this.jdbc = jdbc;
        this.everywhere = everywhere;
    }

    /** The rows before one, newest first; all of them from the newest where none is named. */
    AuditPage page(Caller caller, AuditQuery query, @Nullable Long before, int size) {
        Asked asked = new Asked(caller, query, named(query));
        if (asked.looksInto()) {
            return lookedThrough(asked, before, size);
        }
        if (before != null) {
            asked.and("a.id < ?", before);
        }
        return page(rows(asked, size), size, null);
    }

    private List<AuditLine> rows(Asked asked, int size) {
        List<AuditLine> lines = new ArrayList<>();
        jdbc.query(
                connection -> asked.statement(connection.prepareStatement(
                        COLUMNS + asked.sql() + asked.lookedInto() + " order by a.id desc limit " + (size + 1))),
                row -> {
                    lines.add(line(row, null));
                });
        return lines;
    }

    private static AuditPage page(List<AuditLine> lines, int size, @Nullable Long next) {
        return lines.size() > size
                ? new AuditPage(lines.subList(0, size), lines.get(size - 1).id(), null)
                : new AuditPage(lines, next, null);
    }

    /** Rows are looked through for words some at a time, for as long as somebody likes to wait; the next page goes on. */
    private AuditPage lookedThrough(Asked asked, @Nullable Long before, int size) {
        Ends ends = everywhere.everywhere(
                "numbers are looked up for rows that are read within the reach",
                () -> jdbc.queryForObject(
                        "select coalesce(min(id), 0), coalesce(max(id), 0) from access.audit",
                        (row, _) -> new Ends(row.getLong(1), row.getLong(2))));
        long lowest = Math.max(ends.first, asked.lowest);
        long above = Math.min(Math.min(ends.last, asked.highest) + 1, before == null ? Long.MAX_VALUE : before);
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<AuditLine> lines = new ArrayList<>();
        while (lines.size() <= size && above > lowest) {
            if (System.nanoTime() > end) {
                return new AuditPage(lines, above, timeOf(above));
            }
            long from = Math.max(lowest, above - LOOKED_THROUGH);
            lines.addAll(rows(asked.between(from, above), size - lines.size()));
            above = from;
        }
        return page(lines, size, null);
    }

    private record Ends(long first, long last) {}

    private @Nullable Instant timeOf(long number) {
        return everywhere.everywhere(
                "numbers are looked up for rows that are read within the reach",
                () -> jdbc
                        .queryForList(
                                "select at from access.audit where id >= ? order by id limit 1",
                                Timestamp.class,
                                number)
                        .stream()
                        .map(Timestamp::toInstant)
                        .findFirst()
                        .orElse(null));
    }

    /** The names that hold what was asked for; null where nobody was asked for. Names are few, rows are many. */
    private @Nullable List<String> named(AuditQuery query) {
        if (query.who() == null) {
            return null;
        }
        String pattern = "%" + Asked.escaped(query.who()) + "%";
        return everywhere.everywhere(
                "names are looked up for rows that are read within the reach",
                () -> jdbc.queryForList("""
                        with recursive known as (
                            (select name from access.audit order by name limit 1)
                            union all
                            select (select a.name from access.audit a where a.name > known.name order by a.name limit 1)
                            from known where known.name is not null)
                        select name from known where name ilike ?
                        """, String.class, pattern));
    }

    /** The lowest number of the rows of a time and later; an hour is left for clocks and long work. */
    private @Nullable Long firstSince(@Nullable Instant time) {
        return time == null
                ? null
                : everywhere.everywhere(
                        "numbers are looked up for rows that are read within the reach",
                        () -> jdbc
                                .queryForList(
                                        "select id from access.audit where at >= ? order by at limit 1",
                                        Long.class,
                                        Timestamp.from(time))
                                .stream()
                                .findFirst()
                                .orElse(null));
    }

    /** All rows asked for, oldest first, one after the other. */
    void each(Caller caller, AuditQuery query, Consumer<AuditLine> taker) {
        Asked asked = new Asked(caller, query, named(query));
        jdbc.query(
                connection -> {
                    PreparedStatement statement = asked.statement(
                            connection.prepareStatement(COLUMNS + asked.sql() + asked.lookedInto() + " order by a.id"));
                    statement.setFetchSize(FETCH);
                    return statement;
                },
                row -> {
                    taker.accept(line(row, null));
                });
    }

    /** How many there are, but no more than so many are counted. */
    long count(Caller caller, AuditQuery query, int most) {
        Asked asked = new Asked(caller, query, named(query));
        List<Long> counted = new ArrayList<>();
        jdbc.query(
                connection -> asked.statement(connection.prepareStatement("select count(*) from (select 1 "
                        + asked.sql() + asked.lookedInto() + " limit " + most + ") as counted")),
                row -> {
                    counted.add(row.getLong(1));
                });
        return counted.getFirst();
    }

    /** One row, with its seal. */
    Optional<AuditLine> line(Caller caller, long id) {
        Asked asked =
                new Asked(caller, new AuditQuery(null, null, null, null, null, null, null, null, null, null), null);
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
                "select no from access.seal where at >= ?::timestamptz - interval '1 minute' and ? = any(ids) order by at, no limit 1",
                Long.class,
                at,
                id);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** What is asked for: by what rows are found through indexes, and by what they are looked into one by one. */
    private final class Asked {

        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();
        private final StringBuilder into = new StringBuilder();
        private final List<Object> lookedFor = new ArrayList<>();
        private long lowest;
        private long highest = Long.MAX_VALUE - 1;

        private Asked(Asked asked) {
            sql.append(asked.sql);
            values.addAll(asked.values);
            into.append(asked.into);
            lookedFor.addAll(asked.lookedFor);
        }

        /** The same, among some numbers only. */
        private Asked between(long from, long above) {
            Asked some = new Asked(this);
            some.and("a.id >= ?", from);
            some.and("a.id < ?", above);
            return some;
        }

        private Asked(Caller caller, AuditQuery query, @Nullable List<String> names) {
            sql.append("from access.audit a where a.place between ? and ? and a.place <@ ?::int8multirange");
            values.add(caller.reach().from());
            values.add(caller.reach().to());
            values.add(caller.reach().multirange());
            if (query.unit() != null) {
                and(
                        "exists (select from access.unit_place u where u.tree = 'admin' and u.unit_id = ? and a.place between u.place and u.place_end)",
                        query.unit().value());
            }
            if (names != null && names.size() == 1) {
                equal("a.name = ?", names.getFirst());
            } else if (names != null) {
                and("a.name = any(?)", names.toArray(String[]::new));
            }
            equal("a.verb = ?", query.verb());
            equal("a.subject_kind = ?", query.kind());
            equal("a.subject_id = ?", query.subject());
            if (query.outcome() != null) {
                // Said as it stands in the index of refused rows.
                sql.append(
                        query.outcome().equals("refused") ? " and a.outcome = 'refused'" : " and a.outcome = 'done'");
            }
            since(query.from());
            before(query.to());
            if (query.address() != null) {
                into.append(" and a.address like ?");
                lookedFor.add(escaped(query.address()) + "%");
            }
            if (query.words() != null) {
                String pattern = "%" + escaped(query.words()) + "%";
                into.append(
                        " and (a.words ilike ? or a.name ilike ? or a.subject_id ilike ? or a.after::text ilike ? or a.before::text ilike ?)");
                lookedFor.addAll(List.of(pattern, pattern, pattern, pattern, pattern));
            }
        }

        private void since(@Nullable Instant from) {
            if (from != null) {
                and("a.at >= ?", Timestamp.from(from));
                Long first = firstSince(from.minus(SLACK));
                lowest = first == null ? Long.MAX_VALUE : first;
                and("a.id >= ?", lowest);
            }
        }

        private void before(@Nullable Instant to) {
            if (to != null) {
                and("a.at < ?", Timestamp.from(to));
                Long first = firstSince(to.plus(SLACK));
                if (first != null) {
                    highest = first - 1;
                    and("a.id < ?", first);
                }
            }
        }

        private boolean looksInto() {
            return !into.isEmpty();
        }

        /** Conditions on what was found through indexes, to go on with. */
        private String lookedInto() {
            return into.toString();
        }

        private void equal(String condition, @Nullable String value) {
            if (value != null) {
                and(condition, value);
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
            for (int i = 0; i < lookedFor.size(); i++) {
                statement.setObject(values.size() + i + 1, lookedFor.get(i));
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
