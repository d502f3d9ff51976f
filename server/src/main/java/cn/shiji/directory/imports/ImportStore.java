package cn.shiji.directory.imports;

import cn.shiji.directory.Unit;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of imports themselves: what was sent, how far it is, how its columns are read. */
@Repository
class ImportStore {

    static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    ImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far an import is. */
    enum Stage {
        /** Waits for a person to say which column is what. */
        MAPPING,
        CHECKING,
        /** Waits for a person to let it run. */
        CHECKED,
        RUNNING,
        DONE,
        /** Could not be read or run; nothing was written. */
        REFUSED,
        DISCARDED,
        UNDOING,
        UNDONE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Whether a thread of the server is at work on it. */
        boolean busy() {
            return this == CHECKING || this == RUNNING || this == UNDOING;
        }
    }

    /**
     * What was found when the sheet was opened.
     *
     * @param rows how many it has, heads and empty ones included
     * @param width how many columns
     * @param first its first rows, long numbers masked
     */
    record SheetFound(String format, String delimiter, int rows, int width, List<List<String>> first) {}

    /**
     * What a person chose.
     *
     * @param remembered whether the columns are those of an earlier list with the same heads
     */
    record MappingKept(int headRow, Map<String, Integer> columns, boolean remembered) {}

    /** A refusal as it is kept. */
    record ProblemKept(String code, List<String> args) {

        static ProblemKept of(Problem problem) {
            return new ProblemKept(problem.code(), args(problem.args()));
        }

        /** Every reason a refusal gives; itself where it gives none. */
        static List<ProblemKept> each(Problem problem) {
            return problem.faults().isEmpty()
                    ? List.of(of(problem))
                    : problem.faults().stream()
                            .map(fault -> new ProblemKept(fault.code(), args(fault.args())))
                            .toList();
        }

        private static List<String> args(List<Object> args) {
            return args.stream()
                    .map(arg -> arg instanceof Problem.Word word ? Fault.WORD + word.code() : String.valueOf(arg))
                    .toList();
        }
    }

    /** So many faults of a sort in a column. */
    record FaultCount(String field, String code, boolean blocks, long count) {}

    /** What the check found, in numbers. */
    record Counts(Map<String, Long> states, Map<String, Long> questions, List<FaultCount> faults) {

        long of(String state) {
            return states.getOrDefault(state, 0L);
        }
    }

    /** An import as kept. */
    record Import(
            UUID id,
            UnitId unit,
            ListKind kind,
            String fileName,
            boolean pasted,
            long size,
            Stage stage,
            SheetFound sheet,
            @Nullable MappingKept mapping,
            @Nullable Counts counts,
            @Nullable ProblemKept problem,
            UUID startedBy,
            String startedName,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant undoneAt,
            @Nullable String undoneBy) {}

    void add(
            UUID id,
            Caller caller,
            Unit unit,
            ListKind kind,
            String fileName,
            boolean pasted,
            long size,
            SheetFound sheet,
            MappingKept mapping,
            Instant now) {
        jdbc.sql("""
                        insert into directory.import (id, unit_id, place, kind, file_name, pasted, size, stage, sheet, mapping,
                            started_by, started_name, started_at)
                        values (:id, :unit, :place, :kind, :file, :pasted, :size, 'mapping', :sheet::jsonb, :mapping::jsonb,
                            :by, :name, :at)
                        """)
                .param("id", id)
                .param("unit", unit.id().value())
                .param("place", unit.place())
                .param("kind", kind.word())
                .param("file", fileName)
                .param("pasted", pasted)
                .param("size", size)
                .param("sheet", JSON.writeValueAsString(sheet))
                .param("mapping", JSON.writeValueAsString(mapping))
                .param("by", caller.account().value())
                .param("name", caller.name())
                .param("at", time(now))
                .update();
    }

    /** @throws Problem {@code import.missing} where there is none within the caller's reach */
    Import get(Caller caller, UUID id) {
        return jdbc.sql(SELECT + " where id = :id and place between :from and :to and place <@ :runs::int8multirange")
                .param("id", id)
                .param("from", caller.reach().from())
                .param("to", caller.reach().to())
                .param("runs", caller.reach().multirange())
                .query(ImportStore::row)
                .optional()
                .orElseThrow(() -> Problem.missing("import.missing"));
    }

    /** The imports within the caller's reach, newest first. */
    List<Import> page(Caller caller, @Nullable String kind, @Nullable String words, int page, int size) {
        return filtered(caller, kind, words, SELECT, " order by started_at desc, id limit :size offset :skip")
                .param("size", size)
                .param("skip", (page - 1) * size)
                .query(ImportStore::row)
                .list();
    }

    long count(Caller caller, @Nullable String kind, @Nullable String words) {
        return filtered(caller, kind, words, "select count(*) from directory.import", "")
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec filtered(
            Caller caller, @Nullable String kind, @Nullable String words, String select, String end) {
        return jdbc.sql(select + """
                         where place between :from and :to and place <@ :runs::int8multirange and stage <> 'discarded'
                            and (:kind::text is null or kind = :kind)
                            and (:words::text is null or position(lower(:words) in lower(file_name || ' ' || started_name)) > 0)
                        """ + end)
                .param("from", caller.reach().from())
                .param("to", caller.reach().to())
                .param("runs", caller.reach().multirange())
                .param("kind", kind)
                .param("words", words);
    }

    /** Goes from one stage to another; false where it was at none of those any more. */
    boolean move(UUID id, List<Stage> from, Stage to) {
        return jdbc.sql("""
                        update directory.import set stage = :to, problem = null
                        where id = :id and stage = any(:from)
                        """)
                        .param("id", id)
                        .param("to", to.word())
                        .param("from", from.stream().map(Stage::word).toArray(String[]::new))
                        .update()
                == 1;
    }

    void mapped(UUID id, MappingKept mapping) {
        jdbc.sql("update directory.import set mapping = :mapping::jsonb where id = :id")
                .param("id", id)
                .param("mapping", JSON.writeValueAsString(mapping))
                .update();
    }

    void counted(UUID id, Counts counts) {
        jdbc.sql("update directory.import set counts = :counts::jsonb where id = :id")
                .param("id", id)
                .param("counts", JSON.writeValueAsString(counts))
                .update();
    }

    /** When it first wrote something: from then on others may have gone on with it. */
    void ended(UUID id, Instant at) {
        jdbc.sql("update directory.import set ended_at = coalesce(ended_at, :at) where id = :id")
                .param("id", id)
                .param("at", time(at))
                .update();
    }

    void undone(UUID id, String by, Instant at) {
        jdbc.sql("update directory.import set undone_at = :at, undone_by = :by where id = :id")
                .param("id", id)
                .param("by", by)
                .param("at", time(at))
                .update();
    }

    void refuse(UUID id, Stage stage, Problem problem) {
        jdbc.sql("update directory.import set stage = :stage, problem = :problem::jsonb where id = :id")
                .param("id", id)
                .param("stage", stage.word())
                .param("problem", JSON.writeValueAsString(ProblemKept.of(problem)))
                .update();
    }

    /** How the columns under these heads were read the last time; empty where they never were. */
    Optional<Map<String, Integer>> remembered(Unit unit, ListKind kind, String heads) {
        return jdbc.sql("""
                        select columns from directory.import_mapping
                        where unit_id = :unit and kind = :kind and heads = :heads
                        """)
                .param("unit", unit.id().value())
                .param("kind", kind.word())
                .param("heads", heads)
                .query((row, at) -> columns(row.getString("columns")))
                .optional();
    }

    void remember(Unit unit, ListKind kind, String heads, Map<String, Integer> columns, Instant now) {
        jdbc.sql("""
                        insert into directory.import_mapping (unit_id, place, kind, heads, columns, used_at)
                        values (:unit, :place, :kind, :heads, :columns::jsonb, :at)
                        on conflict (unit_id, kind, heads) do update set columns = excluded.columns, used_at = excluded.used_at
                        """)
                .param("unit", unit.id().value())
                .param("place", unit.place())
                .param("kind", kind.word())
                .param("heads", heads)
                .param("columns", JSON.writeValueAsString(columns))
                .param("at", time(now))
                .update();
    }

    /** What was under way when the server stopped: its rows are gone or were never written. */
    int interrupted() {
        return jdbc.sql("""
                        update directory.import set
                            stage = case when stage = 'undoing' or ended_at is not null then 'done' else 'mapping' end,
                            counts = case when stage = 'undoing' or ended_at is not null then counts end,
                            problem = '{"code": "import.interrupted", "args": []}'
                        where stage in ('checking', 'running', 'undoing')
                        """).update();
    }

    /** Lists that were looked at and then left alone since before the moment; their rows are in nobody's way any more. */
    List<UUID> leftAlone(Instant before) {
        return jdbc.sql("""
                        select i.id from directory.import i
                        where i.started_at < :before
                            and exists (select from directory.import_chunk c where c.import_id = i.id)
                            and i.stage not in ('checking', 'running', 'undoing')
                        """).param("before", time(before)).query(UUID.class).list();
    }

    private static final String SELECT = """
            select id, unit_id, kind, file_name, pasted, size, stage, sheet, mapping, counts, problem, started_by,
                started_name, started_at, ended_at, undone_at, undone_by
            from directory.import
            """;

    private static Import row(ResultSet row, int at) throws SQLException {
        String mapping = row.getString("mapping");
        String counts = row.getString("counts");
        String problem = row.getString("problem");
        return new Import(
                row.getObject("id", UUID.class),
                new UnitId(row.getLong("unit_id")),
                ListKind.of(row.getString("kind")),
                row.getString("file_name"),
                row.getBoolean("pasted"),
                row.getLong("size"),
                Stage.valueOf(row.getString("stage").toUpperCase(java.util.Locale.ROOT)),
                JSON.readValue(row.getString("sheet"), SheetFound.class),
                mapping == null ? null : JSON.readValue(mapping, MappingKept.class),
                counts == null ? null : JSON.readValue(counts, Counts.class),
                problem == null ? null : JSON.readValue(problem, ProblemKept.class),
                row.getObject("started_by", UUID.class),
                row.getString("started_name"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"),
                instant(row, "undone_at"),
                row.getString("undone_by"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private static Map<String, Integer> columns(String json) {
        return JSON.readValue(json, new tools.jackson.core.type.TypeReference<Map<String, Integer>>() {});
    }

    static OffsetDateTime time(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
