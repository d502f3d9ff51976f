package cn.shiji.directory.imports;

import cn.shiji.access.Vault;
import cn.shiji.directory.Unit;
import cn.shiji.directory.imports.ImportStore.Counts;
import cn.shiji.directory.imports.ImportStore.FaultCount;
import cn.shiji.directory.imports.ImportStore.Import;
import cn.shiji.directory.people.PersonName;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Checks a list: each row by itself while it is read, then all rows together and against the directory. */
@Component
class Checking {

    /** The names under which the Vault seals what people have; the same as where people are kept. */
    static final String IDENTITY = "directory.person.identity";

    static final String PHONE = "directory.person.phone";

    private static final int BATCH = 5_000;
    private static final int CHECKS = 5;

    private final Staging staging;
    private final UnitChecks unitChecks;
    private final PersonChecks personChecks;
    private final Differences differences;
    private final Vault vault;
    private final JdbcClient jdbc;
    private final Clock clock;

    Checking(
            Staging staging,
            UnitChecks unitChecks,
            PersonChecks personChecks,
            Differences differences,
            Vault vault,
            JdbcClient jdbc,
            Clock clock) {
        this.staging = staging;
        this.unitChecks = unitChecks;
        this.personChecks = personChecks;
        this.differences = differences;
        this.vault = vault;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Checks every row anew and tells what was found, in numbers. */
    Counts check(Import list, Unit under, Mapping mapping, SentSheet sheet, Progress progress) {
        progress.step("reading", 0, 60, list.sheet().rows());
        staging.clear(list.id());
        if (list.kind() == ListKind.PEOPLE) {
            readPeople(list.id(), under, mapping, sheet, progress);
        } else {
            readUnits(list, under, mapping, sheet, progress);
        }
        progress.step("checking", 80, 100, 5);
        int[] steps = {0};
        Runnable between = () -> progress.done(++steps[0]);
        switch (list.kind()) {
            case UNITS -> between.run();
            case PEOPLE -> personChecks.check(list.id(), under, between);
            case DIFFERENCES -> differences.find(list.id(), under, between);
        }
        return counts(list.id(), list.kind());
    }

    /** Reads all rows, checks them, and keeps each once with all that was found. */
    private void readUnits(Import list, Unit under, Mapping mapping, SentSheet sheet, Progress progress) {
        LocalDate today = LocalDate.now(clock);
        var units = new ArrayList<StagedUnit>();
        var faults = new ArrayList<Fault>();
        sheet.read((number, cells) -> {
            if (number > mapping.headRow() && !Cells.blank(cells)) {
                units.add(new StagedUnit(UnitRow.read(number, cells, mapping, today, faults::add)));
                if (units.size() % BATCH == 0) {
                    progress.done(number);
                }
            }
            return true;
        });
        progress.step("checking", 30, 60, CHECKS);
        int[] steps = {0};
        if (list.kind() == ListKind.UNITS) {
            unitChecks.check(units, under, faults, () -> progress.done(++steps[0]));
        }
        progress.step("keeping", 60, 80, units.size());
        for (int from = 0; from < units.size(); from += BATCH) {
            int to = Math.min(units.size(), from + BATCH);
            staging.addUnits(list.id(), units.subList(from, to));
            progress.done(to);
        }
        for (int from = 0; from < faults.size(); from += BATCH) {
            staging.addFaults(list.id(), faults.subList(from, Math.min(faults.size(), from + BATCH)));
        }
    }

    private void readPeople(UUID list, Unit under, Mapping mapping, SentSheet sheet, Progress progress) {
        // Asked before anything is sealed, so that what a change of keys overtakes is found behind.
        int keyed = vault.newest();
        Map<String, Long> codes = personChecks.codes(under);
        LocalDate today = LocalDate.now(clock);
        var people = new ArrayList<StagedPerson>(BATCH);
        var faults = new ArrayList<Fault>();
        Runnable flush = () -> {
            staging.addPeople(list, people, keyed);
            staging.addFaults(list, faults);
            people.clear();
            faults.clear();
        };
        sheet.read((number, cells) -> {
            if (number > mapping.headRow() && !Cells.blank(cells)) {
                people.add(sealed(PersonRow.read(number, cells, mapping, today, faults::add), codes));
                if (people.size() >= BATCH) {
                    flush.run();
                    progress.done(number);
                }
            }
            return true;
        });
        flush.run();
    }

    private StagedPerson sealed(PersonRow row, Map<String, Long> codes) {
        UUID id = Uuid7.next(clock);
        return new StagedPerson(
                row,
                row.unitWords() == null ? 0 : codes.getOrDefault(row.unitWords(), 0L),
                id,
                PersonName.pinyin(row.name()),
                sealed(IDENTITY, id, row.identity()),
                blind(IDENTITY, row.identity()),
                row.identity() == null ? null : Masks.mask(row.identity()),
                sealed(PHONE, id, row.phone()),
                blind(PHONE, row.phone()),
                row.phone() == null ? null : Masks.mask(row.phone()));
    }

    private byte @Nullable [] sealed(String field, UUID id, @Nullable String clear) {
        return clear == null ? null : vault.seal(field, id, clear);
    }

    private byte @Nullable [] blind(String field, @Nullable String clear) {
        return clear == null ? null : vault.blind(field, clear);
    }

    /** The numbers of a list as its rows stand now. */
    Counts counts(UUID list, ListKind kind) {
        if (kind == ListKind.DIFFERENCES) {
            return new Counts(differences.counts(list), Map.of(), faults(list));
        }
        String table = kind == ListKind.PEOPLE ? "import_person" : "import_unit";
        return new Counts(
                grouped("select state, count(*) from directory." + table + " where import_id = :list group by 1", list),
                grouped(
                        "select question, count(*) from directory." + table
                                + " where import_id = :list and state = 'asked' and decision is null group by 1",
                        list),
                faults(list));
    }

    private Map<String, Long> grouped(String sql, UUID list) {
        record Group(String name, long rows) {}
        var counts = new LinkedHashMap<String, Long>();
        jdbc.sql(sql)
                .param("list", list)
                .query((row, at) -> new Group(row.getString(1), row.getLong(2)))
                .list()
                .forEach(group -> counts.put(group.name(), group.rows()));
        return counts;
    }

    private List<FaultCount> faults(UUID list) {
        return jdbc.sql("""
                        select field, code, blocks, count(*) as count from directory.import_fault where import_id = :list
                        group by 1, 2, 3 order by blocks desc, count desc, field, code
                        """)
                .param("list", list)
                .query((row, at) -> new FaultCount(
                        row.getString("field"), row.getString("code"), row.getBoolean("blocks"), row.getLong("count")))
                .list();
    }
}
