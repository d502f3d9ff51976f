package cn.shiji.directory.imports;

import cn.shiji.access.Access;
import cn.shiji.access.LastDeed;
import cn.shiji.directory.Directory;
import cn.shiji.directory.UnitHolding;
import cn.shiji.directory.imports.ImportStore.Import;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes back what an import did, as far as nobody went on with it: a unit or person somebody changed since, or that
 * something stands upon, stays, and is told with who did what.
 */
@Component
class Undoing {

    private static final int BATCH = 10_000;

    private final JdbcClient jdbc;
    private final Directory directory;
    private final DoneChanges changes;
    private final List<UnitHolding> holdings;
    private final Access access;

    Undoing(JdbcClient jdbc, Directory directory, DoneChanges changes, List<UnitHolding> holdings, Access access) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.changes = changes;
        this.holdings = holdings;
        this.access = access;
    }

    /**
     * Something an import did that cannot be taken back.
     *
     * @param reason {@code changed}, {@code above} (units stand below), {@code people}, {@code posts} or {@code used}
     * @param by who changed it; null where that is not the reason
     * @param what what was changed, or what stands upon it
     */
    record Kept(
            int no,
            int row,
            String name,
            String reason,
            @Nullable String by,
            @Nullable String what,
            @Nullable Instant at) {}

    /** What could not be taken back now, in the order of the list. */
    List<Kept> kept(Import list) {
        return list.kind() == ListKind.PEOPLE ? keptPeople(list) : keptUnits(list);
    }

    /** Takes back what can be; tells whether that was all. */
    boolean undo(Caller caller, Import list, Progress progress) {
        progress.step("undoing", 0, 20, 1);
        List<Kept> kept = kept(list);
        Integer[] keptNumbers = kept.stream().map(Kept::no).distinct().toArray(Integer[]::new);
        if (list.kind() == ListKind.PEOPLE) {
            undoPeople(list.id(), keptNumbers);
        } else {
            undoUnits(caller, list.id(), keptNumbers, progress);
        }
        DoneChanges.Sum sum = changes.sum(list.id());
        access.audit(
                caller,
                "directory.import-undo",
                "import",
                list.id().toString(),
                list.fileName() + " · −" + sum.undone() + " · " + kept.size() + " kept");
        return kept.isEmpty();
    }

    // ---- units -----------------------------------------------------------------------------------------------------

    private record Done(
            int no,
            int row,
            long unit,
            String name,
            boolean created,
            @Nullable UUID change) {}

    private List<Done> doneUnits(UUID list) {
        return jdbc.sql("""
                        select no, row_no, unit_id, after ->> 'name' as name, action = 'created' as created,
                            (after ->> 'change')::uuid as change
                        from directory.import_change where import_id = :list and subject = 'unit' and not undone order by no
                        """)
                .param("list", list)
                .query((row, at) -> new Done(
                        row.getInt("no"),
                        row.getInt("row_no"),
                        row.getLong("unit_id"),
                        row.getString("name"),
                        row.getBoolean("created"),
                        row.getObject("change", UUID.class)))
                .list();
    }

    private List<Kept> keptUnits(Import list) {
        List<Kept> kept = new ArrayList<>(jdbc.sql("""
                        with mine as (
                            select no, row_no, unit_id, after ->> 'name' as name, action, after ->> 'change' as change
                            from directory.import_change where import_id = :list and subject = 'unit' and not undone
                        ), own as (
                            select (after ->> 'change')::uuid as id from directory.import_change
                            where import_id = :list and after ->> 'change' is not null
                        )
                        select m.no, m.row_no, m.name, 'changed' as reason, c.by_name,
                            chr(31) || 'audit.verb.unit.' || c.verb as what, c.at
                        from mine m join directory.change_unit cu on cu.unit_id = m.unit_id
                            join directory.change c on c.id = cu.change_id
                        where c.undone_at is null and c.at >= :ended and c.id not in (select id from own)
                            and c.verb <> 'found'
                        union all
                        select m.no, m.row_no, m.name, 'people', null, count(*)::text, null
                        from mine m join directory.person p on p.unit_id = m.unit_id where m.action = 'created'
                        group by 1, 2, 3
                        union all
                        select m.no, m.row_no, m.name, 'posts', null, count(*)::text, null
                        from mine m join directory.post p on p.unit_id = m.unit_id where m.action = 'created'
                        group by 1, 2, 3
                        union all
                        select m.no, m.row_no, m.name, 'above', null, min(u.name), null
                        from mine m join directory.unit u on u.parent = m.unit_id
                        where m.action = 'created' and u.id not in (select unit_id from mine where action = 'created')
                        group by 1, 2, 3
                        order by 1
                        """)
                .param("list", list.id())
                .param("ended", ImportStore.time(list.endedAt() == null ? list.startedAt() : list.endedAt()))
                .query(Undoing::kept)
                .list());
        List<Done> created = doneUnits(list.id()).stream().filter(Done::created).toList();
        for (int from = 0; from < created.size(); from += BATCH) {
            List<Done> some = created.subList(from, Math.min(created.size(), from + BATCH));
            Map<Long, Done> byUnit = some.stream().collect(Collectors.toMap(Done::unit, done -> done));
            for (UnitHolding holding : holdings) {
                for (Long unit : holding.among(byUnit.keySet())) {
                    Done done = java.util.Objects.requireNonNull(byUnit.get(unit));
                    kept.add(new Kept(
                            done.no(),
                            done.row(),
                            done.name(),
                            "used",
                            null,
                            Fault.WORD + "directory.holding." + holding.word(),
                            null));
                }
            }
        }
        kept.addAll(above(list.id(), created, kept));
        return kept;
    }

    /** What stands above something that stays has to stay too. */
    private List<Kept> above(UUID list, List<Done> created, List<Kept> kept) {
        Map<Integer, Kept> byNumber = new LinkedHashMap<>();
        kept.forEach(one -> byNumber.putIfAbsent(one.no(), one));
        Map<Long, Done> byUnit = created.stream().collect(Collectors.toMap(Done::unit, done -> done));
        Long[] staying = created.stream()
                .filter(done -> byNumber.containsKey(done.no()))
                .map(Done::unit)
                .toArray(Long[]::new);
        if (staying.length == 0) {
            return List.of();
        }
        List<Long> upward = jdbc.sql("""
                        with recursive up as (
                            select id, parent from directory.unit where id = any(:staying)
                            union
                            select u.id, u.parent from up join directory.unit u on u.id = up.parent
                            where exists (select from directory.import_change c where c.import_id = :list
                                and c.unit_id = u.id and c.action = 'created')
                        )
                        select id from up
                        """)
                .param("staying", staying)
                .param("list", list)
                .query(Long.class)
                .list();
        List<Kept> more = new ArrayList<>();
        for (Long unit : upward) {
            Done done = byUnit.get(unit);
            if (done != null && !byNumber.containsKey(done.no())) {
                more.add(new Kept(done.no(), done.row(), done.name(), "above", null, null, null));
            }
        }
        return more;
    }

    private void undoUnits(Caller caller, UUID list, Integer[] keptNumbers, Progress progress) {
        Set<Integer> kept = Set.of(keptNumbers);
        List<Done> all = doneUnits(list).stream()
                .filter(done -> !kept.contains(done.no()))
                .toList();
        List<Done> updated = all.stream().filter(done -> !done.created()).toList();
        List<Done> created = all.stream().filter(Done::created).toList();
        progress.step("undoing", 20, 95, all.size());
        int count = 0;
        // The last change first, as each was made upon those before it.
        for (Done done : updated.reversed()) {
            if (done.change() != null) {
                directory.undo(caller, done.change());
            }
            progress.done(++count);
        }
        directory.remove(created.stream().map(done -> new UnitId(done.unit())).toList());
        progress.done(all.size());
        changes.undone(list, all.stream().map(Done::no).toList());
    }

    // ---- people ----------------------------------------------------------------------------------------------------

    private List<Kept> keptPeople(Import list) {
        record Stays(UUID person, Kept kept) {}
        Instant ended = list.endedAt() == null ? list.startedAt() : list.endedAt();
        List<Stays> stays = jdbc.sql("""
                        with mine as (
                            select c.no, c.row_no, c.person_id, c.after ->> 'name' as name, c.action,
                                (c.after ->> 'version')::int as version
                            from directory.import_change c
                            where c.import_id = :list and c.subject = 'person' and not c.undone
                        )
                        select m.no, m.row_no, m.person_id, m.name, 'changed' as reason, i.started_name as by_name,
                            case when i.id is not null then chr(31) || 'audit.verb.directory.import' end as what,
                            i.ended_at as at
                        from mine m join directory.person p on p.id = m.person_id
                            left join lateral (select other.id, other.started_name, other.ended_at
                                from directory.import_change oc join directory.import other on other.id = oc.import_id
                                where oc.person_id = m.person_id and other.id <> :list and not oc.undone
                                    and other.ended_at >= :ended
                                order by other.ended_at desc limit 1) i on true
                        where p.version <> m.version or p.merged_into is not null
                        union all
                        select m.no, m.row_no, m.person_id, m.name, 'posts', null, count(*)::text, null
                        from mine m join directory.holding h on h.person_id = m.person_id where m.action = 'created'
                        group by m.no, m.row_no, m.person_id, m.name
                        order by 1
                        """)
                .param("list", list.id())
                .param("ended", ImportStore.time(ended))
                .query((row, at) -> new Stays(row.getObject("person_id", UUID.class), kept(row, at)))
                .list();
        Map<String, LastDeed> deeds = access.lastDone(
                "person",
                stays.stream().map(one -> one.person().toString()).distinct().toList(),
                ended);
        return stays.stream()
                .map(one -> told(one.kept(), deeds.get(one.person().toString())))
                .toList();
    }

    /** Says who changed a person, by the trail where it knows of something later than another import. */
    private static Kept told(Kept kept, @Nullable LastDeed deed) {
        boolean later = deed != null && (kept.at() == null || deed.at().isAfter(kept.at()));
        return deed != null && later && kept.reason().equals("changed")
                ? new Kept(
                        kept.no(),
                        kept.row(),
                        kept.name(),
                        kept.reason(),
                        deed.by(),
                        Fault.WORD + "audit.verb." + deed.verb(),
                        deed.at())
                : kept;
    }

    private void undoPeople(UUID list, Integer[] kept) {
        // Who was brought into another unit belongs to the earlier one again, as if never gone.
        String moved = """
                (select person_id from directory.import_change
                    where import_id = :list and action = 'updated' and not undone and no <> all(:kept)
                        and before ->> 'unit' <> after ->> 'unit')
                """;
        jdbc.sql("delete from directory.belonging where until = 'infinity' and person_id in " + moved)
                .param("list", list)
                .param("kept", kept)
                .update();
        jdbc.sql("""
                        update directory.belonging b set until = 'infinity'
                        where b.until = (select max(last.until) from directory.belonging last
                                where last.person_id = b.person_id)
                            and b.person_id in
                        """ + moved).param("list", list).param("kept", kept).update();
        jdbc.sql("""
                        update directory.person p set name = c.before ->> 'name', title = c.before ->> 'title',
                            unit_id = u.id, place = u.place, sex = c.before ->> 'sex', pinyin = c.before ->> 'pinyin',
                            initials = c.before ->> 'initials', cadre = (c.before ->> 'cadre')::bool,
                            identity = decode(c.before ->> 'identity', 'base64'),
                            identity_blind = decode(c.before ->> 'identity_blind', 'base64'),
                            phone = decode(c.before ->> 'phone', 'base64'),
                            phone_blind = decode(c.before ->> 'phone_blind', 'base64'),
                            keyed = (c.before ->> 'keyed')::int, version = p.version + 1
                        from directory.import_change c join directory.unit u on u.id = (c.before ->> 'unit')::bigint
                        where c.import_id = :list and c.action = 'updated' and c.person_id = p.id and not c.undone
                            and c.no <> all(:kept)
                        """).param("list", list).param("kept", kept).update();
        for (String table : List.of("belonging where person_id", "person where id")) {
            jdbc.sql("delete from directory." + table + """
                             in (select person_id from directory.import_change
                                where import_id = :list and action = 'created' and not undone and no <> all(:kept))
                            """)
                    .param("list", list)
                    .param("kept", kept)
                    .update();
        }
        jdbc.sql("""
                        update directory.import_change set undone = true
                        where import_id = :list and subject = 'person' and no <> all(:kept)
                        """).param("list", list).param("kept", kept).update();
    }

    private static Kept kept(ResultSet row, int at) throws SQLException {
        OffsetDateTime when = row.getObject("at", OffsetDateTime.class);
        return new Kept(
                row.getInt("no"),
                row.getInt("row_no"),
                row.getString("name"),
                row.getString("reason"),
                row.getString("by_name"),
                row.getString("what"),
                when == null ? null : when.toInstant());
    }
}
