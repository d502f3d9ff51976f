package cn.shiji.directory.imports;

import cn.shiji.access.Vault;
import cn.shiji.directory.imports.ImportStore.Import;
import cn.shiji.kernel.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes people: new ones with one statement, for what is sensitive was sealed for them already; known ones by the hundred. */
@Component
class PeopleTaking {

    private static final String NEVER = "1949-10-01";
    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final Vault vault;

    PeopleTaking(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    void take(Caller caller, Import list, @Nullable LocalDate on, Progress progress) {
        progress.step("taking", 0, 60, 1);
        jdbc.sql("""
                        insert into directory.person (id, name, title, unit_id, place, cadre, pinyin, initials, sex, identity,
                            identity_blind, phone, phone_blind, keyed)
                        select r.person_id, r.name, coalesce(r.title, ''), r.unit_id, u.place, coalesce(r.cadre, false),
                            r.pinyin, r.initials, r.sex, r.identity, r.identity_blind, r.phone, r.phone_blind,
                            r.keyed
                        from directory.import_person r join directory.unit u on u.id = r.unit_id
                        where r.import_id = :list
                            and (r.state = 'new' or r.state = 'asked' and r.decision = 'keep-both')
                        """).param("list", list.id()).update();
        progress.check();
        jdbc.sql("""
                        insert into directory.belonging (person_id, unit_id, since)
                        select person_id, unit_id, coalesce(:on::date, date '%s') from directory.import_person
                        where import_id = :list and (state = 'new' or state = 'asked' and decision = 'keep-both')
                        """.formatted(NEVER)).param("list", list.id()).param("on", on).update();
        jdbc.sql("""
                        insert into directory.import_change (import_id, no, row_no, subject, person_id, action, after)
                        select :list, row_number() over (order by row_no), row_no, 'person', person_id, 'created',
                            jsonb_build_object('name', name, 'unit', unit_id, 'version', 1)
                        from directory.import_person
                        where import_id = :list and (state = 'new' or state = 'asked' and decision = 'keep-both')
                        """).param("list", list.id()).update();
        update(list, on, progress);
        // What was taken stands among the people; only what is left stays in the list.
        jdbc.sql("""
                        delete from directory.import_person
                        where import_id = :list and (state = 'new' or state = 'changed' and decision is distinct from 'skip'
                            or state = 'asked' and decision in ('update', 'keep-both'))
                        """).param("list", list.id()).update();
    }

    private record Known(int row, UUID staged, UUID person, byte @Nullable [] identity, byte @Nullable [] phone) {}

    private void update(Import list, @Nullable LocalDate on, Progress progress) {
        List<Known> known = jdbc.sql("""
                        select row_no, person_id, same_as, identity, phone from directory.import_person
                        where import_id = :list and same_as is not null
                            and (state = 'changed' and decision is distinct from 'skip'
                                or state = 'asked' and decision = 'update')
                        order by row_no
                        """)
                .param("list", list.id())
                .query(PeopleTaking::known)
                .list();
        progress.step("changing", 60, 95, known.size());
        for (int from = 0; from < known.size(); from += BATCH) {
            List<Known> some = known.subList(from, Math.min(known.size(), from + BATCH));
            updateSome(list.id(), some, on);
            progress.done(from + some.size());
        }
    }

    private void updateSome(UUID list, List<Known> some, @Nullable LocalDate on) {
        // Asked before anything is sealed, so that what a change of keys overtakes is found behind.
        int keyed = vault.newest();
        List<Integer> rows = some.stream().map(Known::row).toList();
        jdbc.sql("""
                        insert into directory.import_change (import_id, no, row_no, subject, person_id, action, before, after,
                            keyed)
                        select :list, coalesce((select max(no) from directory.import_change where import_id = :list), 0)
                                + row_number() over (order by r.row_no),
                            r.row_no, 'person', p.id, 'updated',
                            jsonb_build_object('name', p.name, 'title', p.title, 'unit', p.unit_id, 'sex', p.sex,
                                'pinyin', p.pinyin, 'initials', p.initials, 'cadre', p.cadre,
                                'identity', encode(p.identity, 'base64'),
                                'identity_blind', encode(p.identity_blind, 'base64'),
                                'phone', encode(p.phone, 'base64'), 'phone_blind', encode(p.phone_blind, 'base64'),
                                'keyed', p.keyed, 'version', p.version),
                            jsonb_build_object('name', r.name, 'unit', r.unit_id, 'version', p.version + 1), p.keyed
                        from directory.import_person r join directory.person p on p.id = r.same_as
                        where r.import_id = :list and r.row_no = any(:rows)
                        """)
                .param("list", list)
                .param("rows", rows.toArray(Integer[]::new))
                .update();
        // What was sealed for the row is sealed anew for the person it belongs to.
        List<byte @Nullable []> identities = new ArrayList<>();
        List<byte @Nullable []> phones = new ArrayList<>();
        for (Known one : some) {
            identities.add(again(Checking.IDENTITY, one.staged(), one.person(), one.identity()));
            phones.add(again(Checking.PHONE, one.staged(), one.person(), one.phone()));
        }
        jdbc.sql("""
                        update directory.belonging b set until = greatest(coalesce(:on::date, current_date), b.since + 1)
                        from directory.import_person r join directory.person p on p.id = r.same_as
                        where r.import_id = :list and r.row_no = any(:rows) and b.person_id = p.id and b.until = 'infinity'
                            and p.unit_id <> r.unit_id
                        """)
                .param("list", list)
                .param("rows", rows.toArray(Integer[]::new))
                .param("on", on)
                .update();
        jdbc.sql("""
                        insert into directory.belonging (person_id, unit_id, since)
                        select p.id, r.unit_id, coalesce(
                            (select max(b.until) from directory.belonging b where b.person_id = p.id and b.until < 'infinity'),
                            :on::date, current_date)
                        from directory.import_person r join directory.person p on p.id = r.same_as
                        where r.import_id = :list and r.row_no = any(:rows) and p.unit_id <> r.unit_id
                        """)
                .param("list", list)
                .param("rows", rows.toArray(Integer[]::new))
                .param("on", on)
                .update();
        jdbc.sql("""
                        update directory.person p set name = r.name, pinyin = r.pinyin, initials = r.initials,
                            title = coalesce(r.title, p.title), sex = coalesce(r.sex, p.sex),
                            cadre = coalesce(r.cadre, p.cadre), unit_id = r.unit_id, place = u.place,
                            identity = coalesce(s.identity, p.identity),
                            identity_blind = coalesce(r.identity_blind, p.identity_blind),
                            phone = coalesce(s.phone, p.phone), phone_blind = coalesce(r.phone_blind, p.phone_blind),
                            keyed = case when s.identity is not null or s.phone is not null
                                then least(p.keyed, r.keyed, :keyed) else p.keyed end,
                            version = p.version + 1
                        from directory.import_person r join directory.unit u on u.id = r.unit_id
                            join unnest(:rows::int[], :identities::bytea[], :phones::bytea[]) as s (row_no, identity, phone)
                                on s.row_no = r.row_no
                        where r.import_id = :list and p.id = r.same_as
                        """)
                .param("list", list)
                .param("rows", rows.toArray(Integer[]::new))
                .param("identities", identities.toArray(byte[][]::new))
                .param("phones", phones.toArray(byte[][]::new))
                .param("keyed", keyed)
                .update();
    }

    private byte @Nullable [] again(String field, UUID staged, UUID person, byte @Nullable [] sealed) {
        return sealed == null ? null : vault.seal(field, person, vault.open(field, staged, sealed));
    }

    private static Known known(ResultSet row, int at) throws SQLException {
        return new Known(
                row.getInt("row_no"),
                row.getObject("person_id", UUID.class),
                row.getObject("same_as", UUID.class),
                row.getBytes("identity"),
                row.getBytes("phone"));
    }
}
