package cn.shiji.directory.imports;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what imports did: each unit and person created or changed, with what stood there before. */
@Repository
class DoneChanges {

    private static final String UNIT =
            "jsonb_build_object('name', u.name, 'code', u.code, 'kind', u.kind, 'parent', u.parent)";
    private static final String NEXT =
            "coalesce((select max(no) from directory.import_change where import_id = :list), 0)";

    /** What a change of keys writes anew, and what tells of itself where it was altered. */
    private static final String[] SEALED = {"identity", "identity_blind", "phone", "phone_blind", "keyed"};

    private final JdbcClient jdbc;

    DoneChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The rows created these units. */
    void unitsCreated(UUID list, int[] rows, long[] units) {
        jdbc.sql("""
                        insert into directory.import_change (import_id, no, row_no, subject, unit_id, action, after)
                        select :list, %s + made.no, made.row_no, 'unit', u.id, 'created', %s
                        from unnest(:rows::int[], :units::bigint[]) with ordinality as made (row_no, unit_id, no)
                            join directory.unit u on u.id = made.unit_id
                        """.formatted(NEXT, UNIT))
                .param("list", list)
                .param("rows", rows)
                .param("units", units)
                .update();
    }

    void unitCreated(UUID list, int row, long unit) {
        jdbc.sql("""
                        insert into directory.import_change (import_id, no, row_no, subject, unit_id, action, after)
                        select :list, %s + 1, :row, 'unit', u.id, 'created', %s from directory.unit u where u.id = :unit
                        """.formatted(NEXT, UNIT))
                .param("list", list)
                .param("row", row)
                .param("unit", unit)
                .update();
    }

    /** How the unit stands now, to be kept before it is changed. */
    String unit(long unit) {
        return jdbc.sql("select %s::text from directory.unit u where u.id = :unit".formatted(UNIT))
                .param("unit", unit)
                .query(String.class)
                .single();
    }

    /** Keeps that a unit was changed just now, and by which change of the directory. */
    void unitUpdated(UUID list, int row, long unit, String was) {
        jdbc.sql("""
                        insert into directory.import_change (import_id, no, row_no, subject, unit_id, action, before, after)
                        select :list, %s + 1, :row, 'unit', u.id, 'updated', :was::jsonb,
                            %s || jsonb_build_object('change', (select c.id from directory.change_unit cu
                                join directory.change c on c.id = cu.change_id where cu.unit_id = u.id
                                order by c.at desc, c.id desc limit 1))
                        from directory.unit u where u.id = :unit
                        """.formatted(NEXT, UNIT))
                .param("list", list)
                .param("row", row)
                .param("was", was)
                .param("unit", unit)
                .update();
    }

    /** What an import did, in numbers, and the digest of all of it. */
    record Sum(long created, long updated, long undone, String digest) {}

    Sum sum(UUID list) {
        return jdbc.sql("""
                        select count(*) filter (where action = 'created') as created,
                            count(*) filter (where action = 'updated') as updated,
                            count(*) filter (where undone) as undone,
                            encode(sha256(convert_to(coalesce(string_agg(
                                concat_ws('|', no, subject, coalesce(unit_id::text, person_id::text), action, before - :sealed::text[],
                                    after),
                                E'\\n' order by no), ''), 'UTF8')), 'hex') as digest
                        from directory.import_change where import_id = :list
                        """)
                .param("list", list)
                .param("sealed", SEALED)
                .query((row, at) -> new Sum(
                        row.getLong("created"), row.getLong("updated"), row.getLong("undone"), row.getString("digest")))
                .single();
    }

    /** What an import did, in numbers. */
    record Done(long created, long updated, long undone) {}

    Done done(UUID list) {
        return jdbc.sql("""
                        select count(*) filter (where action = 'created') as created,
                            count(*) filter (where action = 'updated') as updated, count(*) filter (where undone) as undone
                        from directory.import_change where import_id = :list
                        """)
                .param("list", list)
                .query((row, at) -> new Done(row.getLong("created"), row.getLong("updated"), row.getLong("undone")))
                .single();
    }

    void undone(UUID list, List<Integer> numbers) {
        jdbc.sql("update directory.import_change set undone = true where import_id = :list and no = any(:numbers)")
                .param("list", list)
                .param("numbers", numbers.toArray(Integer[]::new))
                .update();
    }
}
