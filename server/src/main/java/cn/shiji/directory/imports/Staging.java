package cn.shiji.directory.imports;

import cn.shiji.directory.UnitKind;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes the rows of a list where they are looked at, many with one statement. */
@Repository
class Staging {

    private final JdbcClient jdbc;

    Staging(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Forgets the rows and faults of the list. */
    void clear(UUID list) {
        for (String table : List.of("import_fault", "import_unit", "import_person")) {
            jdbc.sql("delete from directory." + table + " where import_id = :list")
                    .param("list", list)
                    .update();
        }
    }

    void addUnits(UUID list, List<StagedUnit> rows) {
        jdbc.sql("""
                        insert into directory.import_unit
                            (import_id, row_no, name, code, kind, parent_code, parent_given, parent_words, since, parent_id,
                            parent_row, unit_id, depth, state, question)
                        select :list, number, name, code, kind, parent_code, parent_given, parent_words, since,
                            nullif(parent_id, 0), nullif(parent_row, 0), nullif(unit_id, 0), nullif(depth, -1), state, question
                        from unnest(:numbers::int[], :names::text[], :codes::text[], :kinds::text[],
                            :parentCodes::text[], :given::bool[], :parentWords::text[], :since::date[], :parents::bigint[],
                            :above::int[], :units::bigint[], :depths::int[], :states::text[], :questions::text[])
                            as r (number, name, code, kind, parent_code, parent_given, parent_words, since, parent_id,
                                parent_row, unit_id, depth, state, question)
                        """)
                .param("list", list)
                .param("numbers", rows.stream().mapToInt(StagedUnit::number).toArray())
                .param("names", each(rows, String[]::new, row -> row.row().name()))
                .param("codes", each(rows, String[]::new, row -> row.row().code()))
                .param("kinds", each(rows, String[]::new, row -> kind(row.row().kind())))
                .param("parentCodes", each(rows, String[]::new, row -> row.row().parentCode()))
                .param("given", each(rows, Boolean[]::new, row -> row.row().parentGiven()))
                .param("parentWords", each(rows, String[]::new, row -> row.row().parentWords()))
                .param("since", each(rows, String[]::new, row -> words(row.row().since())))
                .param("parents", rows.stream().mapToLong(StagedUnit::parent).toArray())
                .param(
                        "above",
                        rows.stream()
                                .mapToInt(row -> row.above == null ? 0 : row.above.number())
                                .toArray())
                .param("units", rows.stream().mapToLong(row -> row.unitId).toArray())
                .param("depths", rows.stream().mapToInt(row -> row.depth).toArray())
                .param("states", each(rows, String[]::new, row -> row.state))
                .param("questions", each(rows, String[]::new, row -> row.question))
                .update();
    }

    private static @Nullable String kind(@Nullable UnitKind kind) {
        return kind == null ? null : kind.word();
    }

    /** @param keyed the newest key before the first of them was sealed */
    void addPeople(UUID list, List<StagedPerson> people, int keyed) {
        jdbc.sql("""
                        insert into directory.import_person (import_id, row_no, person_id, name, title, sex, cadre, unit_words,
                            pinyin, initials, identity, identity_blind, identity_shown, phone, phone_blind, phone_shown,
                            unit_id, keyed)
                        select :list, number, id, name, title, sex, cadre, unit, pinyin, initials, identity, identity_blind,
                            identity_shown, phone, phone_blind, phone_shown, nullif(unit_id, 0),
                            case when identity is not null or phone is not null then :keyed::int end
                        from unnest(:numbers::int[], :ids::uuid[], :names::text[], :titles::text[],
                            :sexes::text[], :cadres::bool[], :units::text[], :pinyin::text[], :initials::text[],
                            :identities::bytea[], :identityBlinds::bytea[], :identitiesShown::text[],
                            :phones::bytea[], :phoneBlinds::bytea[], :phonesShown::text[], :unitIds::bigint[])
                            as r (number, id, name, title, sex, cadre, unit, pinyin, initials, identity, identity_blind,
                                identity_shown, phone, phone_blind, phone_shown, unit_id)
                        """)
                .param("list", list)
                .param("numbers", each(people, Integer[]::new, one -> one.row().number()))
                .param("ids", each(people, UUID[]::new, StagedPerson::id))
                .param("names", each(people, String[]::new, one -> one.row().name()))
                .param("titles", each(people, String[]::new, one -> one.row().title()))
                .param("sexes", each(people, String[]::new, one -> sex(one.row().male())))
                .param("cadres", each(people, Boolean[]::new, one -> one.row().cadre()))
                .param("pinyin", each(people, String[]::new, one -> one.pinyin().full()))
                .param(
                        "initials",
                        each(people, String[]::new, one -> one.pinyin().initials()))
                .param("units", each(people, String[]::new, one -> one.row().unitWords()))
                .param("identities", each(people, byte[][]::new, StagedPerson::identity))
                .param("identityBlinds", each(people, byte[][]::new, StagedPerson::identityBlind))
                .param("identitiesShown", each(people, String[]::new, StagedPerson::identityShown))
                .param("phones", each(people, byte[][]::new, StagedPerson::phone))
                .param("phoneBlinds", each(people, byte[][]::new, StagedPerson::phoneBlind))
                .param("phonesShown", each(people, String[]::new, StagedPerson::phoneShown))
                .param("unitIds", people.stream().mapToLong(StagedPerson::unit).toArray())
                .param("keyed", keyed)
                .update();
    }

    /** Adds faults; many args of one fault go as one array written in text, for arrays of arrays must be even. */
    void addFaults(UUID list, List<Fault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into directory.import_fault (import_id, row_no, field, code, value, args, blocks)
                        select :list, row_no, field, code, value, string_to_array(args, chr(30)), blocks
                        from unnest(:numbers::int[], :fields::text[], :codes::text[], :values::text[], :args::text[],
                            :blocks::bool[]) as fault (row_no, field, code, value, args, blocks)
                        """)
                .param("list", list)
                .param("numbers", each(faults, Integer[]::new, Fault::row))
                .param(
                        "fields",
                        each(faults, String[]::new, fault -> fault.field().word()))
                .param("codes", each(faults, String[]::new, Fault::code))
                .param("values", each(faults, String[]::new, Fault::value))
                .param("args", each(faults, String[]::new, fault -> String.join("\u001e", fault.args())))
                .param("blocks", each(faults, Boolean[]::new, Fault::blocks))
                .update();
    }

    private static @Nullable String sex(@Nullable Boolean male) {
        if (male == null) {
            return null;
        }
        return male ? "male" : "female";
    }

    private static @Nullable String words(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static <R, T> T[] each(
            List<R> rows, java.util.function.IntFunction<T[]> made, Function<R, ? extends @Nullable T> value) {
        T[] values = made.apply(rows.size());
        for (int at = 0; at < values.length; at++) {
            T one = value.apply(rows.get(at));
            if (one != null) {
                values[at] = one;
            }
        }
        return values;
    }
}
