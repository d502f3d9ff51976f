package cn.shiji.directory.imports;

import cn.shiji.access.Rows;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitChange;
import cn.shiji.directory.UnitKind;
import cn.shiji.directory.imports.ImportStore.Import;
import cn.shiji.directory.imports.ImportStore.ProblemKept;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another source of units held against ours: in what they differ, for a person to accept or reject one by one.
 *
 * <p>A source speaks only of what it covers: a list of streets says nothing of villages, a list of one county nothing of
 * another. So a unit is gone only where the list has others of its kind under the same unit.
 */
@Repository
class Differences {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> KINDS = List.of("renamed", "recoded", "new", "moved", "gone");

    private final JdbcClient jdbc;
    private final Directory directory;
    private final DoneChanges changes;
    private final Rows rows;
    private final TransactionTemplate alone;
    private final Clock clock;

    Differences(
            JdbcClient jdbc,
            Directory directory,
            DoneChanges changes,
            Rows rows,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.jdbc = jdbc;
        this.directory = directory;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * One difference.
     *
     * @param was the name, code or parent that stands here; null for a new unit
     * @param name what the other source says, or the name of the unit that is gone
     * @param under the unit it stands under, or would
     * @param refusals why it was not written though it was accepted; empty where it was or was not tried
     */
    record Difference(
            int no,
            String kind,
            @Nullable String code,
            String name,
            @Nullable String was,
            @Nullable String under,
            @Nullable Long unit,
            @Nullable String decision,
            @Nullable String decidedBy,
            boolean done,
            List<ProblemKept> refusals) {}

    /** Finds the differences anew; what was decided before of the same difference stays decided. */
    void find(UUID list, Unit under, Runnable between) {
        jdbc.sql("select set_config('enable_nestloop', 'off', true), set_config('work_mem', '96MB', true)")
                .query()
                .singleRow();
        scope(list, under);
        between.run();
        jdbc.sql("delete from directory.import_difference where import_id = :list")
                .param("list", list)
                .update();
        match(list, under);
        between.run();
        for (String sql : List.of(RENAMED, MOVED, RECODED, NEW, GONE)) {
            jdbc.sql("""
                            with numbered as (select coalesce(max(no), 0) as last from directory.import_difference
                                where import_id = :list),
                            found as (
                            """ + sql + """
                            )
                            insert into directory.import_difference
                                (import_id, no, kind, row_no, unit_id, code, name, was, parent_id)
                            select :list, numbered.last + row_number() over (order by found.code, found.name), found.kind,
                                found.row_no, found.unit_id, found.code, found.name, found.was, found.parent_id
                            from found, numbered
                            """)
                    .param("list", list)
                    .param("from", under.places().from())
                    .param("to", under.places().to())
                    .update();
        }
        jdbc.sql("select set_config('enable_nestloop', 'on', true)").query().singleRow();
    }

    /** Rows that are none of ours: their unit above is not below the one asked for, and nor are they themselves. */
    private void scope(UUID list, Unit under) {
        jdbc.sql("""
                        update directory.import_unit r set state = 'faulty'
                        where import_id = :list and row_no in
                            (select row_no from directory.import_fault where import_id = :list and blocks)
                        """).param("list", list).update();
        jdbc.sql("""
                        insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                        select :list, row_no, 'code', 'import.fault.code-twice', code, array[first_row::text], true
                        from (select row_no, code, min(row_no) over (partition by code) as first_row
                              from directory.import_unit where import_id = :list and code is not null) twice
                        where row_no > first_row
                        """).param("list", list).update();
        jdbc.sql("""
                        update directory.import_unit r set state = 'faulty'
                        where import_id = :list and row_no in (select row_no from directory.import_fault
                            where import_id = :list and blocks and code = 'import.fault.code-twice')
                        """).param("list", list).update();
        jdbc.sql("""
                        update directory.import_unit r set parent_id = u.id
                        from directory.unit u
                        where r.import_id = :list and u.code = r.parent_code and u.closed_on is null
                            and u.place between :from and :to
                        """)
                .param("list", list)
                .param("from", under.places().from())
                .param("to", under.places().to())
                .update();
        // A new unit below a new unit: its parent is a row, and it can be taken once that is.
        jdbc.sql("""
                        update directory.import_unit r set parent_row = p.row_no
                        from directory.import_unit p
                        where r.import_id = :list and p.import_id = :list and p.code = r.parent_code and p.row_no <> r.row_no
                            and p.state <> 'faulty'
                        """).param("list", list).update();
    }

    private void match(UUID list, Unit under) {
        jdbc.sql("""
                        update directory.import_unit r set unit_id = u.id
                        from directory.unit u
                        where r.import_id = :list and u.code = r.code and u.closed_on is null
                            and u.place between :from and :to and r.state <> 'faulty'
                        """)
                .param("list", list)
                .param("from", under.places().from())
                .param("to", under.places().to())
                .update();
        // The same name and kind under the same unit with another code: the code was changed.
        jdbc.sql("""
                        update directory.import_unit r set unit_id = u.id, question = 'recoded'
                        from directory.unit u
                        where r.import_id = :list and r.unit_id is null and r.state <> 'faulty' and u.parent = r.parent_id
                            and u.name = r.name and u.kind = r.kind and u.closed_on is null
                            and not exists (select from directory.import_unit o where o.import_id = :list and o.code = u.code)
                        """).param("list", list).update();
        jdbc.sql("""
                        with recursive covered as (
                            select row_no from directory.import_unit
                            where import_id = :list and (unit_id is not null or parent_id is not null)
                            union
                            select r.row_no from covered c join directory.import_unit r
                                on r.import_id = :list and r.parent_row = c.row_no
                        )
                        update directory.import_unit r set state = 'outside'
                        where import_id = :list and state <> 'faulty' and row_no not in (select row_no from covered)
                        """).param("list", list).update();
        jdbc.sql("""
                        update directory.import_unit r set state = 'same'
                        where import_id = :list and state = 'new' and unit_id is not null
                        """).param("list", list).update();
    }

    private static final String RENAMED = """
            select 'renamed' as kind, r.row_no, u.id as unit_id, r.code, r.name, u.name as was, u.parent as parent_id
            from directory.import_unit r join directory.unit u on u.id = r.unit_id
            where r.import_id = :list and r.state = 'same' and r.question is null and r.name <> u.name
                and u.place between :from and :to
            """;

    private static final String MOVED = """
            select 'moved' as kind, r.row_no, u.id as unit_id, r.code, u.name, above.name as was, r.parent_id
            from directory.import_unit r join directory.unit u on u.id = r.unit_id
                left join directory.unit above on above.id = u.parent
            where r.import_id = :list and r.state = 'same' and r.question is null and r.parent_id is not null
                and r.parent_id is distinct from u.parent and u.place between :from + 1 and :to
            """;

    private static final String RECODED = """
            select 'recoded' as kind, r.row_no, u.id as unit_id, r.code, r.name, u.code as was, r.parent_id
            from directory.import_unit r join directory.unit u on u.id = r.unit_id
            where r.import_id = :list and r.state = 'same' and r.question = 'recoded'
            """;

    private static final String NEW = """
            select 'new' as kind, r.row_no, null::bigint as unit_id, r.code, r.name, null::text as was, r.parent_id
            from directory.import_unit r where r.import_id = :list and r.state = 'new' and r.unit_id is null
            """;

    private static final String GONE = """
            select 'gone' as kind, null::int as row_no, u.id as unit_id, u.code, u.name, above.name as was,
                u.parent as parent_id
            from directory.unit u left join directory.unit above on above.id = u.parent
            where u.closed_on is null and u.place between :from + 1 and :to and u.code ~ '^[0-9]{12}$'
                and (u.parent, u.kind) in (select r.parent_id, r.kind from directory.import_unit r
                    where r.import_id = :list and r.state <> 'outside' and r.parent_id is not null)
                and not exists (select from directory.import_unit r where r.import_id = :list and r.unit_id = u.id)
            """;

    /** How many there are of each kind, and of each decision. */
    Map<String, Long> counts(UUID list) {
        record Group(String name, long rows) {}
        var counts = new LinkedHashMap<String, Long>();
        jdbc.sql("""
                        select kind as name, count(*) as count from directory.import_difference where import_id = :list group by 1
                        union all
                        select case when done then 'done' else coalesce(decision, 'open') end, count(*)
                        from directory.import_difference where import_id = :list group by 1
                        union all
                        select 'refused', count(*) from directory.import_difference
                        where import_id = :list and not done and refusals is not null having count(*) > 0
                        union all
                        select state, count(*) from directory.import_unit
                        where import_id = :list and state in ('faulty', 'outside', 'same') group by 1
                        """)
                .param("list", list)
                .query((row, at) -> new Group(row.getString("name"), row.getLong("count")))
                .list()
                .forEach(group -> counts.put(group.name(), group.rows()));
        return counts;
    }

    Page<Difference> page(
            UUID list, @Nullable String kind, @Nullable String decision, @Nullable String words, int page, int size) {
        String where = """
                 from directory.import_difference d
                    left join directory.unit above on above.id = d.parent_id
                    left join directory.import_unit r on r.import_id = :list and r.row_no = d.row_no
                    left join directory.import_unit p on p.import_id = :list and p.row_no = r.parent_row
                where d.import_id = :list and (:kind::text is null or d.kind = :kind)
                    and case :decision::text
                        when 'done' then d.done
                        when 'refused' then not d.done and d.refusals is not null
                        else :decision::text is null or not d.done and coalesce(d.decision, 'open') = :decision end
                    and (:words::text is null or position(lower(:words) in
                        lower(concat_ws(' ', d.name, d.was, d.code, above.name, p.name))) > 0)
                """;
        long total = bound("select count(*)" + where, list, kind, decision, words)
                .query(Long.class)
                .single();
        List<Difference> found = bound(
                        "select d.*, coalesce(above.name, p.name) as under" + where
                                + " order by d.done, d.refusals is null, d.code, d.no limit :size offset :skip",
                        list,
                        kind,
                        decision,
                        words)
                .param("size", size)
                .param("skip", (long) (page - 1) * size)
                .query(Differences::difference)
                .list();
        return new Page<>(found, page, size, total);
    }

    private JdbcClient.StatementSpec bound(
            String sql, UUID list, @Nullable String kind, @Nullable String decision, @Nullable String words) {
        return jdbc.sql(sql)
                .param("list", list)
                .param("kind", kind)
                .param("decision", decision)
                .param("words", words);
    }

    /**
     * Accepts or rejects.
     *
     * @param numbers which; null for all of the kind
     * @param kind of which kind; null for any
     * @param decision {@code accepted}, {@code rejected}, or {@code open} to think again
     */
    int decide(Caller caller, UUID list, @Nullable List<Integer> numbers, @Nullable String kind, String decision) {
        if (!List.of("accepted", "rejected", "open").contains(decision)) {
            throw Problem.bad("import.decision-unknown", decision);
        }
        if (kind != null && !KINDS.contains(kind)) {
            throw Problem.bad("import.difference-kind-unknown", kind);
        }
        return jdbc.sql("""
                        update directory.import_difference set decision = nullif(:decision, 'open'), decided_by = :by,
                            decided_at = :at, refusals = case when :decision = 'accepted' then refusals end
                        where import_id = :list and not done and (:numbers::int[] is null or no = any(:numbers::int[]))
                            and (:kind::text is null or kind = :kind)
                        """)
                .param("list", list)
                .param("decision", decision)
                .param("by", caller.name())
                .param("at", ImportStore.time(clock.instant()))
                .param("numbers", numbers == null ? null : numbers.toArray(Integer[]::new))
                .param("kind", kind)
                .update();
    }

    private record Accepted(
            int no,
            String kind,
            int row,
            long unit,
            long parent,
            String code,
            String name,
            @Nullable UnitKind level) {}

    /**
     * Writes what was accepted, from the day on: moves and new units first, so that what is gone is empty. What cannot be
     * written stays accepted with the reason beside it, to be tried again once the reason is gone.
     *
     * @return how many were written
     */
    int take(Caller caller, Import list, LocalDate on, Progress progress) {
        List<Accepted> left = accepted(list.id());
        progress.step("changing", 0, 95, left.size());
        Map<Integer, Problem> refused = new LinkedHashMap<>();
        int done = 0;
        int before;
        do {
            before = left.size();
            refused.clear();
            List<Accepted> waiting = new ArrayList<>();
            for (Accepted one : left) {
                try {
                    alone.executeWithoutResult(status -> take(caller, list, one, on));
                    progress.done(++done);
                } catch (Problem refusal) {
                    if (refusal.kind() == Problem.Kind.NOT_ALLOWED) {
                        throw refusal;
                    }
                    refused.put(one.no(), refusal);
                    waiting.add(one);
                    progress.check();
                }
            }
            left = waiting;
            // What stood in the way of one may have been another, further down.
        } while (!left.isEmpty() && left.size() < before);
        rows.as(
                directory.still(caller, list.unit()),
                () -> refused.forEach((no, refusal) -> jdbc.sql("""
                        update directory.import_difference set refusals = :refusals::jsonb
                        where import_id = :list and no = :no
                        """)
                        .param("list", list.id())
                        .param("no", no)
                        .param("refusals", JSON.writeValueAsString(ProblemKept.each(refusal)))
                        .update()));
        return done;
    }

    private List<Accepted> accepted(UUID list) {
        return jdbc.sql("""
                        select d.no, d.kind, coalesce(d.row_no, 0) as row_no, coalesce(d.unit_id, 0) as unit_id,
                            coalesce(d.parent_id, p.unit_id, 0) as parent_id, coalesce(d.code, '') as code, d.name,
                            r.kind as level
                        from directory.import_difference d
                            left join directory.import_unit r on r.import_id = :list and r.row_no = d.row_no
                            left join directory.import_unit p on p.import_id = :list and p.row_no = r.parent_row
                        where d.import_id = :list and d.decision = 'accepted' and not d.done
                        order by array_position(array['recoded', 'new', 'renamed', 'moved', 'gone'], d.kind),
                            case when d.kind = 'gone' then d.code end desc, d.code, d.no
                        """)
                .param("list", list)
                .query((row, at) -> {
                    String level = row.getString("level");
                    return new Accepted(
                            row.getInt("no"),
                            row.getString("kind"),
                            row.getInt("row_no"),
                            row.getLong("unit_id"),
                            row.getLong("parent_id"),
                            row.getString("code"),
                            row.getString("name"),
                            level == null ? null : UnitKind.of(level));
                })
                .list();
    }

    private void take(Caller caller, Import list, Accepted one, LocalDate on) {
        Caller now = directory.still(caller, list.unit());
        rows.as(now, () -> {
            switch (one.kind()) {
                case "new" -> found(now, list, one, on);
                case "gone" ->
                    change(now, list, one.row(), one.unit(), new UnitChange.Close(new UnitId(one.unit()), on));
                case "renamed" ->
                    change(now, list, one.row(), one.unit(), alter(one.unit(), one.name(), null, null, on));
                case "recoded" ->
                    change(now, list, one.row(), one.unit(), alter(one.unit(), null, one.code(), null, on));
                case "moved" ->
                    change(
                            now,
                            list,
                            one.row(),
                            one.unit(),
                            alter(one.unit(), null, null, new UnitId(one.parent()), on));
                default -> throw new IllegalStateException(one.kind());
            }
        });
        rows.as(directory.still(caller, list.unit()), () -> {
            jdbc.sql("""
                            update directory.import_difference set done = true, on_day = :on, refusals = null
                            where import_id = :list and no = :no
                            """)
                    .param("list", list.id())
                    .param("no", one.no())
                    .param("on", on)
                    .update();
        });
    }

    private static UnitChange alter(
            long unit, @Nullable String name, @Nullable String code, @Nullable UnitId parent, LocalDate on) {
        return new UnitChange.Alter(new UnitId(unit), name, code, null, parent, on);
    }

    private void found(Caller caller, Import listed, Accepted one, LocalDate on) {
        UUID list = listed.id();
        int row = one.row();
        int no = one.no();
        UnitKind kind = one.level();
        if (kind == null) {
            throw Problem.conflict("import.difference-row-gone", one.name());
        }
        long parent = one.parent() != 0
                ? one.parent()
                : jdbc.sql("""
                                select coalesce(max(p.unit_id), 0) from directory.import_unit r
                                    join directory.import_unit p on p.import_id = :list and p.row_no = r.parent_row
                                where r.import_id = :list and r.row_no = :row
                                """)
                        .param("list", list)
                        .param("row", row)
                        .query(Long.class)
                        .single();
        if (parent == 0) {
            throw Problem.conflict("import.difference-parent", one.name());
        }
        String code = one.code().isEmpty() ? null : one.code();
        Unit unit = directory.found(new NewUnit(one.name(), kind, new UnitId(parent), code, on));
        rows.as(directory.still(caller, listed.unit()), () -> {
            jdbc.sql("update directory.import_unit set unit_id = :unit where import_id = :list and row_no = :row")
                    .param("list", list)
                    .param("row", row)
                    .param("unit", unit.id().value())
                    .update();
            jdbc.sql("update directory.import_difference set unit_id = :unit where import_id = :list and no = :no")
                    .param("list", list)
                    .param("no", no)
                    .param("unit", unit.id().value())
                    .update();
            changes.unitCreated(list, row, unit.id().value());
        });
    }

    private void change(Caller caller, Import listed, int row, long unit, UnitChange change) {
        UUID list = listed.id();
        String was = changes.unit(unit);
        directory.change(caller, change);
        rows.as(directory.still(caller, listed.unit()), () -> changes.unitUpdated(list, row, unit, was));
    }

    private static Difference difference(ResultSet row, int at) throws SQLException {
        long unit = row.getLong("unit_id");
        return new Difference(
                row.getInt("no"),
                row.getString("kind"),
                row.getString("code"),
                row.getString("name"),
                row.getString("was"),
                row.getString("under"),
                unit == 0 ? null : unit,
                row.getString("decision"),
                row.getString("decided_by"),
                row.getBoolean("done"),
                row.getString("refusals") == null
                        ? List.of()
                        : JSON.readValue(row.getString("refusals"), new TypeReference<List<ProblemKept>>() {}));
    }
}
