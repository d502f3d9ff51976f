package cn.shiji.directory.imports;

import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitChange;
import cn.shiji.directory.UnitEntry;
import cn.shiji.directory.UnitKind;
import cn.shiji.directory.imports.ImportStore.Import;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.UnitId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the rows of a list that may be taken, and what was written, change by change. The trail has one entry for the whole
 * list, with the digest of its changes: who alters one of them afterwards is found out.
 */
@Component
class Taking {

    /** From so many new units or people on the planner has to look at the tables anew. */
    private static final int LARGE = 500;

    private final Directory directory;
    private final PeopleTaking people;
    private final Differences differences;
    private final DoneChanges changes;
    private final Access access;
    private final Rows rows;
    private final JdbcClient jdbc;
    private final Clock clock;

    Taking(
            Directory directory,
            PeopleTaking people,
            Differences differences,
            DoneChanges changes,
            Access access,
            Rows rows,
            JdbcClient jdbc,
            Clock clock) {
        this.directory = directory;
        this.people = people;
        this.differences = differences;
        this.changes = changes;
        this.access = access;
        this.rows = rows;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Takes what may be taken.
     *
     * @param on the day from which it holds where a row does not say; null for units: as long as anybody knows
     * @return whether the list is done; false where of the differences accepted none could be written
     */
    boolean take(Caller caller, Import list, Unit under, @Nullable LocalDate on, Progress progress) {
        switch (list.kind()) {
            case UNITS -> units(caller, list, on, progress);
            case PEOPLE -> people.take(caller, list, on, progress);
            case DIFFERENCES -> {
                if (differences.take(caller, list, on == null ? LocalDate.now(clock) : on, progress) == 0) {
                    return false;
                }
            }
        }
        here(caller, list, now -> audit(now, list, under));
        here(caller, list, now -> {
            if (done(list.id()) >= LARGE) {
                jdbc.sql("select directory.look_anew() is null")
                        .query(Boolean.class)
                        .single();
            }
        });
        return true;
    }

    /** Does something with the places the list's unit has now. */
    private void here(Caller caller, Import list, Consumer<Caller> work) {
        Caller now = directory.still(caller, list.unit());
        rows.as(now, () -> work.accept(now));
    }

    /** How many units or people the import created. */
    long done(UUID list) {
        return changes.done(list).created();
    }

    private void units(Caller caller, Import list, @Nullable LocalDate on, Progress progress) {
        progress.step("founding", 0, 70, 1);
        record New(int row, UnitEntry entry) {}
        List<New> found = jdbc.sql("""
                        select row_no, name, code, kind, coalesce(since, :on::date) as since, parent_id, parent_row
                        from directory.import_unit where import_id = :list and state = 'new' order by depth, row_no
                        """)
                .param("list", list.id())
                .param("on", on)
                .query((row, at) -> {
                    long parent = row.getLong("parent_id");
                    return new New(
                            row.getInt("row_no"),
                            new UnitEntry(
                                    Integer.toString(row.getInt("row_no")),
                                    parent == 0 ? Integer.toString(row.getInt("parent_row")) : null,
                                    parent == 0 ? null : new UnitId(parent),
                                    row.getString("name"),
                                    UnitKind.of(row.getString("kind")),
                                    row.getString("code"),
                                    row.getObject("since", LocalDate.class)));
                })
                .list();
        progress.step("founding", 5, 70, found.size());
        Map<String, UnitId> ids = directory.found(found.stream().map(New::entry).toList());
        progress.done(found.size());
        here(
                caller,
                list,
                now -> changes.unitsCreated(
                        list.id(),
                        found.stream().mapToInt(New::row).toArray(),
                        found.stream()
                                .mapToLong(one -> Objects.requireNonNull(
                                                ids.get(one.entry().key()))
                                        .value())
                                .toArray()));
        progress.check();
        here(caller, list, now -> alter(now, list, on == null ? LocalDate.now(clock) : on, progress));
        // What was taken stands in the directory and among the changes; only what is left stays in the list.
        here(caller, list, now -> jdbc.sql("""
                        delete from directory.import_unit
                        where import_id = :list
                            and (state = 'new' or state = 'changed' and decision is distinct from 'skip'
                                or state = 'asked' and decision = 'update')
                        """).param("list", list.id()).update());
    }

    private void alter(Caller caller, Import list, LocalDate on, Progress progress) {
        record Altered(int row, long unit, UnitChange.Alter change) {}
        List<Altered> altered = jdbc.sql("""
                        select r.row_no, r.unit_id, r.name, r.code, coalesce(r.since, :on::date) as since,
                            coalesce(r.parent_id, p.unit_id) as parent, u.name as was_name, u.code as was_code,
                            u.parent as was_parent
                        from directory.import_unit r
                            left join directory.import_change p on p.import_id = :list and p.row_no = r.parent_row
                                and p.action = 'created'
                            join directory.unit u on u.id = r.unit_id
                        where r.import_id = :list
                            and (r.state = 'changed' and r.decision is distinct from 'skip'
                                or r.state = 'asked' and r.decision = 'update')
                        order by r.depth, r.row_no
                        """)
                .param("list", list.id())
                .param("on", on)
                .query((row, at) -> {
                    String name = row.getString("name");
                    String code = row.getString("code");
                    long parent = row.getLong("parent");
                    return new Altered(
                            row.getInt("row_no"),
                            row.getLong("unit_id"),
                            new UnitChange.Alter(
                                    new UnitId(row.getLong("unit_id")),
                                    name.equals(row.getString("was_name")) ? null : name,
                                    code == null || code.equals(row.getString("was_code")) ? null : code,
                                    null,
                                    parent == 0 || parent == row.getLong("was_parent") ? null : new UnitId(parent),
                                    row.getObject("since", LocalDate.class)));
                })
                .list();
        progress.step("changing", 70, 95, altered.size());
        int done = 0;
        for (Altered one : altered) {
            String was = changes.unit(one.unit());
            here(caller, list, now -> directory.change(now, one.change()));
            here(caller, list, now -> changes.unitUpdated(list.id(), one.row(), one.unit(), was));
            progress.done(++done);
        }
    }

    private void audit(Caller caller, Import list, Unit under) {
        DoneChanges.Sum sum = changes.sum(list.id());
        access.audit(
                caller,
                "directory.import",
                "import",
                list.id().toString(),
                list.fileName() + " → " + under.name() + " · +" + sum.created() + " ~" + sum.updated() + " · sha256 "
                        + sum.digest());
    }
}
