package cn.shiji.directory.imports;

import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What a list of units means for the directory: where each row stands, which unit it is already, and what is wrong between
 * rows. Every step looks at all rows at once, in the database.
 *
 * <p>A list may begin far above the unit it is taken in under (a whole province for one county). The row that is this unit
 * is found by its code or name; what lies above and beside it is left out and counted.
 */
@Repository
class UnitChecks {

    /** A list deeper than this runs in a circle. */
    private static final int DEEPEST = 40;

    private final JdbcClient jdbc;
    private final UnitNames names;

    UnitChecks(JdbcClient jdbc, UnitNames names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    /** Checks every row of the list, to be taken in under the unit; returns the row that is the unit itself, if one is. */
    @Nullable
    Integer check(UUID list, Unit under, Runnable between) {
        jdbc.sql("select set_config('enable_nestloop', 'off', true), set_config('work_mem', '96MB', true)")
                .query()
                .singleRow();
        run(SAME_CODE, list);
        faultyRows(list);
        between.run();
        Integer anchor = anchor(list, under);
        parents(list, under, anchor);
        between.run();
        depth(list);
        outside(list, under, anchor);
        between.run();
        known(list, under);
        between.run();
        run(SAME_NAME, list);
        jdbc.sql(KIND_ORDER)
                .param("list", list)
                .param(
                        "kinds",
                        Arrays.stream(UnitKind.values()).map(UnitKind::word).toArray(String[]::new))
                .param("ranks", ranks())
                .update();
        run(CODE_PREFIX, list);
        faultyRows(list);
        run(WAITING, list);
        jdbc.sql("select set_config('enable_nestloop', 'on', true)").query().singleRow();
        return anchor;
    }

    private void run(String sql, UUID list) {
        jdbc.sql(sql).param("list", list).update();
    }

    /** The second row of a code is wrong, the first may stand. */
    private static final String SAME_CODE = """
            insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
            select :list, row_no, 'code', 'import.fault.code-twice', code, array[first_row::text], true
            from (select row_no, code, min(row_no) over (partition by code) as first_row
                  from directory.import_unit where import_id = :list and code is not null) twice
            where row_no > first_row
            """;

    private void faultyRows(UUID list) {
        jdbc.sql("""
                        update directory.import_unit r set state = 'faulty', question = null
                        where import_id = :list and state <> 'faulty' and row_no in
                            (select row_no from directory.import_fault where import_id = :list and blocks)
                        """).param("list", list).update();
    }

    /** The row that is the unit itself: by its code, else by name and kind where only one row has them. */
    private @Nullable Integer anchor(UUID list, Unit under) {
        List<Integer> found = under.code() == null
                ? List.of()
                : jdbc.sql("""
                                select row_no from directory.import_unit
                                where import_id = :list and code = :code and state <> 'faulty' order by row_no limit 1
                                """)
                        .param("list", list)
                        .param("code", under.code())
                        .query(Integer.class)
                        .list();
        if (found.isEmpty()) {
            found = jdbc.sql("""
                            select row_no from directory.import_unit
                            where import_id = :list and name = :name and kind = :kind and state <> 'faulty'
                                and (code is null or :code::text is null) order by row_no limit 2
                            """)
                    .param("list", list)
                    .param("name", under.name())
                    .param("kind", under.kind().word())
                    .param("code", under.code())
                    .query(Integer.class)
                    .list();
        }
        if (found.size() != 1) {
            return null;
        }
        jdbc.sql("""
                        update directory.import_unit set unit_id = :under, state = 'same', depth = 0
                        where import_id = :list and row_no = :row
                        """)
                .param("list", list)
                .param("under", under.id().value())
                .param("row", found.getFirst())
                .update();
        return found.getFirst();
    }

    private void parents(UUID list, Unit under, @Nullable Integer anchor) {
        jdbc.sql("""
                        update directory.import_unit r set parent_row = p.row_no
                        from (select code, min(row_no) as row_no from directory.import_unit
                              where import_id = :list and code is not null group by code) p
                        where r.import_id = :list and r.parent_code = p.code and r.row_no <> p.row_no
                        """).param("list", list).update();
        jdbc.sql("""
                        update directory.import_unit r set parent_id = u.id
                        from directory.unit u
                        where r.import_id = :list and r.parent_row is null and u.code = r.parent_code
                            and u.place between :from and :to and u.closed_on is null
                        """)
                .param("list", list)
                .param("from", under.places().from())
                .param("to", under.places().to())
                .update();
        namedParents(list, under);
        // A code in no list and no directory: the unit itself, where it has no code yet and only one is missing.
        if (anchor == null && under.code() == null) {
            List<String> missing =
                    jdbc.sql("""
                            select distinct parent_code from directory.import_unit
                            where import_id = :list and not parent_given and parent_row is null and parent_id is null
                                and parent_code is not null
                            limit 2
                            """).param("list", list).query(String.class).list();
            if (missing.size() == 1) {
                jdbc.sql("""
                                update directory.import_unit set parent_id = :under
                                where import_id = :list and parent_row is null and parent_id is null
                                    and parent_code = :missing
                                """)
                        .param("list", list)
                        .param("under", under.id().value())
                        .param("missing", missing.getFirst())
                        .update();
            }
        }
        jdbc.sql("""
                        insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                        select :list, row_no, 'parent', 'import.fault.parent-missing', coalesce(parent_code, parent_words),
                            array[:name], true
                        from directory.import_unit r
                        where import_id = :list and parent_row is null and parent_id is null and unit_id is null
                            and parent_given and coalesce(parent_code, parent_words) is not null
                            and not exists (select from directory.import_fault f where f.import_id = :list
                                and f.row_no = r.row_no and f.field = 'parent' and f.blocks)
                        """).param("list", list).param("name", under.name()).update();
        // Rows that say nothing of what stands above them stand under the unit itself.
        jdbc.sql("""
                        update directory.import_unit set parent_id = :under
                        where import_id = :list and parent_row is null and parent_id is null and unit_id is null
                            and not parent_given and parent_code is null
                            and (code is null or code !~ '^[0-9]' or :anchor::int is null)
                        """)
                .param("list", list)
                .param("under", under.id().value())
                .param("anchor", anchor)
                .update();
        jdbc.sql("""
                        insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                        select :list, row_no, 'code', 'import.fault.code-elsewhere', code, array[:name, parent_code], true
                        from directory.import_unit
                        where import_id = :list and parent_row is null and parent_id is null and unit_id is null
                            and not parent_given and parent_code is not null and :anchor::int is null
                        """)
                .param("list", list)
                .param("name", under.name())
                .param("anchor", anchor)
                .update();
        faultyRows(list);
    }

    /** Units above that are named in words: each wording is looked up once, in the list and in the directory. */
    private void namedParents(UUID list, Unit under) {
        List<String> wordings =
                jdbc.sql("""
                        select distinct parent_words from directory.import_unit
                        where import_id = :list and parent_words is not null
                        """).param("list", list).query(String.class).list();
        for (String wording : wordings) {
            List<Integer> rows = jdbc.sql("""
                            select row_no from directory.import_unit
                            where import_id = :list and name = :name order by row_no limit 2
                            """)
                    .param("list", list)
                    .param("name", wording)
                    .query(Integer.class)
                    .list();
            List<UnitNames.Named> units = names.find(wording, under);
            boolean certain = rows.size() == 1 || rows.isEmpty() && units.size() == 1;
            if (certain) {
                jdbc.sql("""
                                update directory.import_unit set parent_row = :row, parent_id = :unit
                                where import_id = :list and parent_words = :words and row_no is distinct from :row
                                """)
                        .param("list", list)
                        .param("words", wording)
                        .param("row", rows.isEmpty() ? null : rows.getFirst())
                        .param("unit", rows.isEmpty() ? units.getFirst().id() : null)
                        .update();
            } else if (!rows.isEmpty() || !units.isEmpty()) {
                jdbc.sql("""
                                insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                                select :list, row_no, 'parent', 'import.fault.parent-ambiguous', parent_words, array[:among], true
                                from directory.import_unit where import_id = :list and parent_words = :words
                                """)
                        .param("list", list)
                        .param("words", wording)
                        .param("among", rows.isEmpty() ? UnitNames.paths(units) : Integer.toString(rows.size()))
                        .update();
            }
        }
    }

    /** How far each row stands below the units that are there; rows without have no way up to them. */
    private void depth(UUID list) {
        jdbc.sql("""
                        with recursive below as (
                            select row_no, case when parent_id is null then 0 else 1 end as depth
                            from directory.import_unit
                            where import_id = :list and (parent_id is not null or depth = 0)
                            union all
                            select child.row_no, below.depth + 1
                            from below join directory.import_unit child
                                on child.import_id = :list and child.parent_row = below.row_no and child.parent_id is null
                            where below.depth < :deepest
                        )
                        update directory.import_unit r set depth = below.depth
                        from below where r.import_id = :list and r.row_no = below.row_no
                        """).param("list", list).param("deepest", DEEPEST).update();
    }

    /** Rows with no way up: below a faulty one they wait, below another top they are outside, else they run in a circle. */
    private void outside(UUID list, Unit under, @Nullable Integer anchor) {
        jdbc.sql("""
                        with recursive tops as (
                            select row_no from directory.import_unit
                            where import_id = :list and depth is null and parent_row is null and state <> 'faulty'
                            union all
                            select child.row_no
                            from tops join directory.import_unit child
                                on child.import_id = :list and child.parent_row = tops.row_no
                            where child.depth is null
                        )
                        update directory.import_unit r set state = 'outside'
                        from tops where r.import_id = :list and r.row_no = tops.row_no and r.state <> 'faulty'
                        """).param("list", list).update();
        jdbc.sql("""
                        with recursive below_faulty as (
                            select row_no from directory.import_unit
                            where import_id = :list and depth is null and (parent_row is null or state = 'faulty')
                            union
                            select child.row_no
                            from below_faulty join directory.import_unit child
                                on child.import_id = :list and child.parent_row = below_faulty.row_no
                            where child.depth is null
                        )
                        insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                        select :list, r.row_no, 'parent', 'import.fault.circle', coalesce(r.parent_words, r.parent_code, ''),
                            array[r.parent_row::text], true
                        from directory.import_unit r
                        where r.import_id = :list and r.depth is null and r.state = 'new'
                            and r.row_no not in (select row_no from below_faulty)
                        """).param("list", list).update();
        if (anchor == null) {
            // Nothing in the list is the unit, so what is a top of its own would have to stand under it.
            jdbc.sql("""
                            insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                            select :list, row_no, 'parent', 'import.fault.no-way-up', name, array[:name], true
                            from directory.import_unit
                            where import_id = :list and state = 'outside' and parent_row is null
                            """).param("list", list).param("name", under.name()).update();
        }
        faultyRows(list);
    }

    /** Which unit of the directory a row is: by its code, else by its name among those of the same kind under one parent. */
    private void known(UUID list, Unit under) {
        jdbc.sql("""
                        insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                        select :list, r.row_no, 'code',
                            case when u.closed_on is null then 'import.fault.code-taken' else 'import.fault.code-closed' end,
                            r.code, array[u.name, coalesce(u.closed_on::text, '')], true
                        from directory.import_unit r join directory.unit u on u.code = r.code
                        where r.import_id = :list and r.depth > 0
                            and (u.closed_on is not null or u.place not between :from and :to)
                        """)
                .param("list", list)
                .param("from", under.places().from())
                .param("to", under.places().to())
                .update();
        jdbc.sql("""
                        update directory.import_unit r set unit_id = u.id
                        from directory.unit u
                        where r.import_id = :list and r.depth > 0 and r.unit_id is null and u.code = r.code
                            and u.closed_on is null and u.place between :from and :to
                        """)
                .param("list", list)
                .param("from", under.places().from())
                .param("to", under.places().to())
                .update();
        int deepest = jdbc.sql("select coalesce(max(depth), 0) from directory.import_unit where import_id = :list")
                .param("list", list)
                .query(Integer.class)
                .single();
        for (int depth = 1; depth <= deepest; depth++) {
            jdbc.sql("""
                            update directory.import_unit r set unit_id = u.id,
                                question = case when r.code is not null and u.code is not null then 'same-name' end
                            from directory.import_unit q
                                left join directory.import_unit p on p.import_id = :list and p.row_no = q.parent_row
                                join directory.unit u
                                    on u.parent = coalesce(q.parent_id, p.unit_id) and u.name = q.name and u.kind = q.kind
                            where r.import_id = :list and q.import_id = :list and r.row_no = q.row_no
                                and q.depth = :depth and q.unit_id is null and u.closed_on is null
                            """).param("list", list).param("depth", depth).update();
        }
        jdbc.sql("""
                        insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                        select :list, r.row_no, 'kind', 'import.fault.kind-differs', r.kind,
                            array[u.name, chr(31) || 'directory.kind.' || u.kind], true
                        from directory.import_unit r join directory.unit u on u.id = r.unit_id
                        where r.import_id = :list and r.depth > 0 and r.kind <> u.kind
                        """).param("list", list).update();
        jdbc.sql("""
                        update directory.import_unit r set state = case
                            when r.question is not null then 'asked'
                            when r.name <> u.name or r.code is not null and r.code is distinct from u.code
                                or u.parent is distinct from coalesce(r.parent_id, p.unit_id) then 'changed'
                            else 'same' end
                        from directory.unit u, directory.import_unit q
                            left join directory.import_unit p on p.import_id = :list and p.row_no = q.parent_row
                        where r.import_id = :list and q.import_id = :list and q.row_no = r.row_no and u.id = r.unit_id
                            and r.depth > 0 and r.state <> 'faulty'
                        """).param("list", list).update();
    }

    /** New siblings of one kind have different names. */
    private static final String SAME_NAME = """
            insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
            select :list, row_no, 'name', 'import.fault.name-twice', name, array[first_row::text], true
            from (select row_no, name, min(row_no) over (partition by parent_row, parent_id, kind, name) as first_row
                  from directory.import_unit where import_id = :list and depth > 0 and state = 'new') twice
            where row_no > first_row
            """;

    /** A territory stands under no smaller one, and under no organisation. */
    private static final String KIND_ORDER = """
            with kind_rank as (select * from unnest(:kinds::text[], :ranks::int[]) as one (kind, rank))
            insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
            select :list, r.row_no, 'kind', 'import.fault.kind-order', chr(31) || 'directory.kind.' || r.kind,
                array[coalesce(p.name, u.name), chr(31) || 'directory.kind.' || coalesce(p.kind, u.kind)], true
            from directory.import_unit r
                left join directory.import_unit p on p.import_id = :list and p.row_no = r.parent_row
                left join directory.unit u on u.id = r.parent_id
                join kind_rank own on own.kind = r.kind
                join kind_rank above on above.kind = coalesce(p.kind, u.kind)
            where r.import_id = :list and r.depth > 0 and r.state in ('new', 'changed') and own.rank > 0
                and (above.rank = 0 or above.rank > own.rank)
            """;

    /** A code that does not begin as the one above is odd, but units keep their codes for a while when they move. */
    private static final String CODE_PREFIX = """
            insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
            select :list, r.row_no, 'code', 'import.fault.code-prefix', r.code, array[p.code, p.name], false
            from directory.import_unit r
                join directory.import_unit p on p.import_id = :list and p.row_no = r.parent_row
            where r.import_id = :list and r.depth > 0 and r.code ~ '^[0-9]' and p.code ~ '^[0-9]'
                and left(r.code, length(regexp_replace(p.code, '(0{10}|0{8}|0{6}|0{3})$', '')))
                    <> regexp_replace(p.code, '(0{10}|0{8}|0{6}|0{3})$', '')
            """;

    /** What stands under a row that cannot be taken waits for it. */
    private static final String WAITING = """
            with recursive waiting as (
                select row_no from directory.import_unit
                where import_id = :list and state = 'faulty'
                union
                select child.row_no
                from waiting join directory.import_unit child
                    on child.import_id = :list and child.parent_row = waiting.row_no
            )
            update directory.import_unit r set state = 'waits', question = null
            from waiting where r.import_id = :list and r.row_no = waiting.row_no and r.state <> 'faulty'
            """;

    private static Integer[] ranks() {
        return Arrays.stream(UnitKind.values()).map(UnitChecks::rank).toArray(Integer[]::new);
    }

    /** How many kinds of territory may stand above a kind; 0 for organisations. */
    private static int rank(UnitKind kind) {
        if (!kind.territorial()) {
            return 0;
        }
        return Arrays.stream(UnitKind.values())
                .filter(UnitKind::territorial)
                .filter(other -> kind.mayStandUnder(other))
                .collect(Collectors.counting())
                .intValue();
    }
}
