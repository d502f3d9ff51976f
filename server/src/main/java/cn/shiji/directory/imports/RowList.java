package cn.shiji.directory.imports;

import cn.shiji.directory.imports.ImportStore.Import;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of a list as a person looks at them: what is wrong, what is asked, what would be changed. */
@Repository
class RowList {

    private static final Set<String> STATES = Set.of("new", "changed", "same", "asked", "faulty", "waits", "outside");

    private final JdbcClient jdbc;

    RowList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A value that is there and the one the row would put in its place.
     *
     * @param was what is there, null where nothing is
     */
    record Changed(
            String field, @Nullable String was, @Nullable String becomes) {}

    /**
     * One row.
     *
     * @param cells what it says, by the words of the fields; sealed values masked
     * @param means what is there already that the row means, in words; null where it is new
     * @param question what a person has to say first, null where nothing is asked
     */
    record Row(
            int row,
            String state,
            Map<String, String> cells,
            List<Fault> faults,
            List<Changed> changes,
            @Nullable String means,
            @Nullable String question,
            @Nullable String decision) {}

    /** Which rows are wanted; what is null is of no account. */
    record Wanted(
            @Nullable String state,
            @Nullable String faultField,
            @Nullable String faultCode,
            @Nullable String question,
            @Nullable String words) {}

    Page<Row> page(Import list, Wanted wanted, int page, int size) {
        if (wanted.state() != null && !STATES.contains(wanted.state())) {
            throw Problem.bad("import.state-unknown", wanted.state());
        }
        String from = list.kind() == ListKind.PEOPLE ? PEOPLE : UNITS;
        String where = WHERE.formatted(list.kind() == ListKind.PEOPLE ? PEOPLE_WORDS : UNIT_WORDS);
        long total = bound("select count(*) " + from + where, list.id(), wanted)
                .query(Long.class)
                .single();
        List<Row> rows = bound(
                        "select " + (list.kind() == ListKind.PEOPLE ? PEOPLE_COLUMNS : UNIT_COLUMNS) + from + where
                                + " order by r.row_no limit :size offset :skip",
                        list.id(),
                        wanted)
                .param("size", size)
                .param("skip", (long) (page - 1) * size)
                .query((row, at) -> list.kind() == ListKind.PEOPLE ? person(row) : unit(row))
                .list();
        Map<Integer, List<Fault>> faults = faults(list.id(), rows);
        return new Page<>(
                rows.stream()
                        .map(row -> new Row(
                                row.row(),
                                row.state(),
                                row.cells(),
                                faults.getOrDefault(row.row(), List.of()),
                                row.changes(),
                                row.means(),
                                row.question(),
                                row.decision()))
                        .toList(),
                page,
                size,
                total);
    }

    private JdbcClient.StatementSpec bound(String sql, UUID list, Wanted wanted) {
        return jdbc.sql(sql)
                .param("list", list)
                .param("state", wanted.state())
                .param("field", wanted.faultField())
                .param("code", wanted.faultCode())
                .param("question", wanted.question())
                .param("words", wanted.words());
    }

    private static final String UNIT_WORDS =
            "r.name || ' ' || coalesce(r.code, '') || ' ' || coalesce(r.parent_words, '')";
    private static final String PEOPLE_WORDS =
            "r.name || ' ' || coalesce(r.unit_words, '') || ' ' || coalesce(r.title, '')";

    private static final String WHERE = """
             where r.import_id = :list
                and (:state::text is null or r.state = :state)
                and (:question::text is null or r.question = :question)
                and (:code::text is null or exists (select from directory.import_fault f where f.import_id = :list
                    and f.row_no = r.row_no and f.code = :code and (:field::text is null or f.field = :field)))
                and (:words::text is null or position(lower(:words) in lower(%s)) > 0 or r.row_no::text = :words)
            """;

    private static final String UNIT_COLUMNS = """
            r.row_no, r.state, r.question, r.decision, r.name, r.code, r.kind, r.since,
            coalesce(p.name, a.name, r.parent_words, r.parent_code) as parent,
            u.name as unit_name, u.code as unit_code, ua.name as unit_parent,
            r.unit_id is not null and u.parent is distinct from coalesce(r.parent_id, p.unit_id) as moved
            """;

    private static final String UNITS = """
             from directory.import_unit r
                left join directory.import_unit p on p.import_id = :list and p.row_no = r.parent_row
                left join directory.unit a on a.id = r.parent_id
                left join directory.unit u on u.id = r.unit_id
                left join directory.unit ua on ua.id = u.parent
            """;

    private static Row unit(ResultSet row) throws SQLException {
        Map<String, String> cells = new LinkedHashMap<>();
        put(cells, Field.CODE, row.getString("code"));
        put(cells, Field.NAME, row.getString("name"));
        put(cells, Field.KIND, row.getString("kind"));
        put(cells, Field.PARENT, row.getString("parent"));
        put(cells, Field.SINCE, row.getString("since"));
        String known = row.getString("unit_name");
        List<Changed> changes = new ArrayList<>();
        if (known != null) {
            changed(changes, Field.NAME, known, row.getString("name"));
            if (row.getString("code") != null) {
                changed(changes, Field.CODE, row.getString("unit_code"), row.getString("code"));
            }
            if (row.getBoolean("moved")) {
                changed(changes, Field.PARENT, row.getString("unit_parent"), row.getString("parent"));
            }
        }
        return row(row, cells, changes, known);
    }

    private static final String PEOPLE_COLUMNS = """
            r.row_no, r.state, r.question, r.decision, r.name, r.title, r.sex, r.identity_shown, r.phone_shown,
            coalesce(u.name, r.unit_words) as unit, q.name as same_name, q.title as same_title, q.sex as same_sex,
            qu.name as same_unit, q.unit_id is distinct from r.unit_id as moved,
            r.phone_blind is not null and q.phone_blind is distinct from r.phone_blind as other_phone,
            r.identity_blind is not null and q.identity_blind is distinct from r.identity_blind as other_identity
            """;

    private static final String PEOPLE = """
             from directory.import_person r
                left join directory.unit u on u.id = r.unit_id
                left join directory.person q on q.id = r.same_as
                left join directory.unit qu on qu.id = q.unit_id
            """;

    private static Row person(ResultSet row) throws SQLException {
        Map<String, String> cells = new LinkedHashMap<>();
        put(cells, Field.PERSON, row.getString("name"));
        put(cells, Field.IDENTITY, row.getString("identity_shown"));
        put(cells, Field.PHONE, row.getString("phone_shown"));
        put(cells, Field.SEX, row.getString("sex"));
        put(cells, Field.UNIT, row.getString("unit"));
        put(cells, Field.TITLE, row.getString("title"));
        String known = row.getString("same_name");
        List<Changed> changes = new ArrayList<>();
        if (known != null) {
            changed(changes, Field.PERSON, known, row.getString("name"));
            if (row.getString("title") != null) {
                changed(changes, Field.TITLE, row.getString("same_title"), row.getString("title"));
            }
            if (row.getString("sex") != null) {
                changed(changes, Field.SEX, row.getString("same_sex"), row.getString("sex"));
            }
            if (row.getBoolean("moved")) {
                changed(changes, Field.UNIT, row.getString("same_unit"), row.getString("unit"));
            }
            if (row.getBoolean("other_phone")) {
                changes.add(new Changed(Field.PHONE.word(), null, row.getString("phone_shown")));
            }
            if (row.getBoolean("other_identity")) {
                changes.add(new Changed(Field.IDENTITY.word(), null, row.getString("identity_shown")));
            }
            known = known + " · " + row.getString("same_unit");
        }
        return row(row, cells, changes, known);
    }

    private static Row row(ResultSet row, Map<String, String> cells, List<Changed> changes, @Nullable String means)
            throws SQLException {
        return new Row(
                row.getInt("row_no"),
                row.getString("state"),
                cells,
                List.of(),
                changes,
                means,
                row.getString("question"),
                row.getString("decision"));
    }

    private static void put(Map<String, String> cells, Field field, @Nullable String value) {
        if (value != null) {
            cells.put(field.word(), value);
        }
    }

    private static void changed(List<Changed> changes, Field field, @Nullable String was, @Nullable String becomes) {
        if (becomes != null && !becomes.equals(was)) {
            changes.add(new Changed(field.word(), was, becomes));
        }
    }

    private Map<Integer, List<Fault>> faults(UUID list, List<Row> rows) {
        Map<Integer, List<Fault>> faults = new HashMap<>();
        faultsOf(list, rows.stream().map(Row::row).toArray(Integer[]::new))
                .forEach(fault -> faults.computeIfAbsent(fault.row(), none -> new ArrayList<>())
                        .add(fault));
        return faults;
    }

    private List<Fault> faultsOf(UUID list, Integer[] rows) {
        return jdbc.sql("""
                        select row_no, field, code, value, args, blocks from directory.import_fault
                        where import_id = :list and row_no = any(:rows) order by row_no, field, code
                        """)
                .param("list", list)
                .param("rows", rows)
                .query(RowList::fault)
                .list();
    }

    /** Every fault of the rows that cannot be taken, in the order of the sheet. */
    List<Fault> blocking(UUID list) {
        return jdbc.sql("""
                        select row_no, field, code, value, args, blocks from directory.import_fault
                        where import_id = :list and blocks order by row_no, field, code
                        """).param("list", list).query(RowList::fault).list();
    }

    /** The rows that wait for a row above them or for an answer. */
    Map<Integer, String> waiting(Import list) {
        record Waiting(int row, String state) {}
        Map<Integer, String> waiting = new HashMap<>();
        jdbc.sql("select row_no, state from directory."
                        + (list.kind() == ListKind.PEOPLE ? "import_person" : "import_unit")
                        + " where import_id = :list and (state = 'waits' or state = 'asked' and decision is null)")
                .param("list", list.id())
                .query((row, at) -> new Waiting(row.getInt("row_no"), row.getString("state")))
                .list()
                .forEach(row -> waiting.put(row.row(), row.state()));
        return waiting;
    }

    private static Fault fault(ResultSet row, int at) throws SQLException {
        Array args = row.getArray("args");
        return new Fault(
                row.getInt("row_no"),
                Field.valueOf(row.getString("field").toUpperCase(java.util.Locale.ROOT)),
                row.getString("code"),
                row.getString("value"),
                List.of((String[]) args.getArray()),
                row.getBoolean("blocks"));
    }
}
