package cn.shiji.directory.imports;

import cn.shiji.directory.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What a list of people means for the directory: whose unit is which, who is there already, and who stands in the list
 * twice. Two with one identity number are one person; two of one name in one unit may be, and somebody is asked.
 */
@Repository
class PersonChecks {

    private final JdbcClient jdbc;
    private final UnitNames names;

    PersonChecks(JdbcClient jdbc, UnitNames names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    /** Checks every row of the list, to be taken in below the unit. */
    void check(UUID list, Unit under, Runnable between) {
        jdbc.sql("select set_config('enable_nestloop', 'off', true), set_config('work_mem', '96MB', true)")
                .query()
                .singleRow();
        units(list, under);
        between.run();
        twice(list);
        faultyRows(list);
        between.run();
        known(list);
        between.run();
        jdbc.sql("select set_config('enable_nestloop', 'on', true)").query().singleRow();
    }

    private void faultyRows(UUID list) {
        jdbc.sql("""
                        update directory.import_person r set state = 'faulty', question = null
                        where import_id = :list and state <> 'faulty' and row_no in
                            (select row_no from directory.import_fault where import_id = :list and blocks)
                        """).param("list", list).update();
    }

    /** The open units below the unit, and itself, by their codes. */
    Map<String, Long> codes(Unit under) {
        Map<String, Long> codes = new HashMap<>();
        jdbc.sql("""
                        select code, id from directory.unit
                        where place between :from and :to and closed_on is null and code is not null
                        """)
                .param("from", under.places().from())
                .param("to", under.places().to())
                .query(row -> {
                    codes.put(row.getString("code"), row.getLong("id"));
                });
        return codes;
    }

    /** Rows whose unit was not found by its code: each wording once. What several units are called is asked. */
    private void units(UUID list, Unit under) {
        // A name that only one unit has means that unit.
        jdbc.sql("""
                        update directory.import_person r set unit_id = u.id
                        from (select name, min(id) as id from directory.unit
                              where closed_on is null and place between :from and :to
                                and name in (select distinct unit_words from directory.import_person
                                    where import_id = :list and unit_id is null)
                              group by name having count(*) = 1) u
                        where r.import_id = :list and r.unit_id is null and u.name = r.unit_words
                        """)
                .param("list", list)
                .param("from", under.places().from())
                .param("to", under.places().to())
                .update();
        List<String> wordings =
                jdbc.sql("""
                        select distinct unit_words from directory.import_person
                        where import_id = :list and unit_id is null and unit_words is not null
                        """).param("list", list).query(String.class).list();
        for (String wording : wordings) {
            List<UnitNames.Named> found = names.find(wording, under);
            if (found.size() == 1) {
                jdbc.sql("""
                                update directory.import_person set unit_id = :unit
                                where import_id = :list and unit_words = :words
                                """)
                        .param("list", list)
                        .param("words", wording)
                        .param("unit", found.getFirst().id())
                        .update();
            } else if (found.isEmpty()) {
                jdbc.sql("""
                                insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                                select :list, row_no, 'unit', 'import.fault.unit-unknown', unit_words, array[:name], true
                                from directory.import_person where import_id = :list and unit_words = :words
                                """)
                        .param("list", list)
                        .param("words", wording)
                        .param("name", under.name())
                        .update();
            } else {
                jdbc.sql("""
                                update directory.import_person set state = 'asked', question = 'which-unit'
                                where import_id = :list and unit_words = :words
                                """).param("list", list).param("words", wording).update();
                jdbc.sql("""
                                insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                                select :list, row_no, 'unit', 'import.fault.unit-ambiguous', unit_words, array[:among], false
                                from directory.import_person where import_id = :list and unit_words = :words
                                """)
                        .param("list", list)
                        .param("words", wording)
                        .param("among", UnitNames.paths(found))
                        .update();
            }
        }
    }

    /** The second row of a number is wrong; the second of a name in a unit with the same phone, or none, is too. */
    private void twice(UUID list) {
        jdbc.sql("""
                        insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                        select :list, row_no, 'identity', 'import.fault.identity-twice', identity_shown,
                            array[first_row::text], true
                        from (select row_no, identity_shown,
                                min(row_no) over (partition by identity_blind) as first_row
                              from directory.import_person where import_id = :list and identity_blind is not null) twice
                        where row_no > first_row
                        """).param("list", list).update();
        jdbc.sql("""
                        insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                        select :list, row_no, 'person', 'import.fault.person-twice', name, array[first_row::text], true
                        from (select row_no, name, identity_blind,
                                min(row_no) over (partition by name, unit_id, coalesce(phone_blind, ''::bytea)) as first_row
                              from directory.import_person where import_id = :list and unit_id is not null) twice
                        where row_no > first_row and identity_blind is null
                        """).param("list", list).update();
    }

    /**
     * Who is there already. Rows that were answered keep their answer.
     *
     * <p>A number says it for certain; the same name and phone in the same unit do too. The same name in the same unit alone
     * may be another person, unless both have numbers, and different ones.
     */
    void known(UUID list) {
        jdbc.sql("""
                        update directory.import_person r set same_as = p.id
                        from directory.person p
                        where r.import_id = :list and r.same_as is null and r.state in ('new', 'asked')
                            and p.identity_blind = r.identity_blind and p.merged_into is null
                        """).param("list", list).update();
        jdbc.sql("""
                        update directory.import_person r set same_as = p.id
                        from directory.person p
                        where r.import_id = :list and r.same_as is null and r.state = 'new' and p.unit_id = r.unit_id
                            and p.name = r.name and p.phone_blind = r.phone_blind and p.merged_into is null
                            and (p.identity_blind is null or r.identity_blind is null)
                        """).param("list", list).update();
        jdbc.sql("""
                        update directory.import_person r set same_as = p.id, state = 'asked', question = 'same-person'
                        from (select distinct on (unit_id, name) id, unit_id, name from directory.person
                              where left_on is null and merged_into is null
                              order by unit_id, name, id) p
                            join directory.person q on q.id = p.id
                        where r.import_id = :list and r.same_as is null and r.state = 'new' and p.unit_id = r.unit_id
                            and p.name = r.name and (q.identity_blind is null or r.identity_blind is null)
                        """).param("list", list).update();
        jdbc.sql("""
                        update directory.import_person r set state = case
                            when r.name <> p.name or r.unit_id <> p.unit_id
                                or r.title is not null and r.title is distinct from p.title
                                or r.sex is not null and r.sex is distinct from p.sex
                                or r.phone_blind is not null and r.phone_blind is distinct from p.phone_blind
                                or r.identity_blind is not null and r.identity_blind is distinct from p.identity_blind
                                then 'changed' else 'same' end
                        from directory.person p
                        where r.import_id = :list and p.id = r.same_as and r.state = 'new'
                        """).param("list", list).update();
    }

    /** The units a wording of the list can mean, for the question which is meant. */
    List<UnitNames.Named> candidates(String wording, Unit under) {
        return names.find(wording, under);
    }
}
