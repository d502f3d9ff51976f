package cn.shiji.directory.imports;

import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What a list of units means for the directory: where each row stands, which unit it is already, and what is wrong between
 * rows. The rows and the units they may mean are held in memory meanwhile: the database would write every row anew at
 * each step.
 *
 * <p>A list may begin far above the unit it is taken in under (a whole province for one county). The row that is this unit
 * is found by its code or name; what lies above and beside it is left out and counted.
 */
@Repository
class UnitChecks {

    /** A list deeper than this runs in a circle. */
    private static final int DEEPEST = 40;

    /** A longer list is held against all units below, a shorter one against those of its codes and names. */
    private static final int SHORT = 20_000;

    private final JdbcClient jdbc;
    private final UnitNames names;

    UnitChecks(JdbcClient jdbc, UnitNames names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    /**
     * Checks every row of the list, to be taken in under the unit, and notes in the rows what was found.
     *
     * @param faults what is wrong with rows by themselves; what is wrong between rows is added
     */
    void check(List<StagedUnit> rows, Unit under, List<Fault> faults, Runnable between) {
        new Check(rows, under, faults).run(between);
    }

    /** A unit that is there, open and below the one asked for, or that one. */
    private record Known(long id, @Nullable String code, String name, UnitKind kind, long parent) {}

    /** What tells the units under one parent apart. */
    private record Called(
            long parent,
            @Nullable StagedUnit above,
            @Nullable UnitKind kind,
            String name) {}

    private final class Check {

        private final List<StagedUnit> rows;
        private final Unit under;
        private final List<Fault> faults;
        /** How many of the faults were told to their rows already. */
        private int told;

        private final Map<Integer, StagedUnit> byNumber;
        private final Map<String, StagedUnit> byCode = new HashMap<>();
        private final Map<Long, Known> units = new HashMap<>();
        private final Map<String, Known> unitsByCode = new HashMap<>();
        private final Map<Called, Known> unitsByName = new HashMap<>();
        private @Nullable StagedUnit anchor;

        Check(List<StagedUnit> rows, Unit under, List<Fault> faults) {
            this.rows = rows;
            this.under = under;
            this.faults = faults;
            this.byNumber = new HashMap<>(rows.size() * 2);
            rows.forEach(row -> byNumber.put(row.number(), row));
        }

        void run(Runnable between) {
            sameCode();
            tell();
            load();
            between.run();
            anchor = anchor();
            if (anchor != null) {
                anchor.unitId = under.id().value();
                anchor.state = "same";
                anchor.depth = 0;
            }
            parents();
            between.run();
            depth();
            outside();
            between.run();
            taken();
            known();
            between.run();
            sameName();
            kindOrder();
            codePrefix();
            tell();
            waiting();
            between.run();
        }

        /** Rows with faults that block them are faulty. */
        private void tell() {
            for (Fault fault : faults.subList(told, faults.size())) {
                StagedUnit row = byNumber.get(fault.row());
                if (fault.blocks() && row != null) {
                    row.state = "faulty";
                    row.question = null;
                }
            }
            told = faults.size();
        }

        private void wrong(StagedUnit row, Field field, String code, String value, String... args) {
            faults.add(Fault.of(row.number(), field, code, value, args));
        }

        /** The second row of a code is wrong, the first may stand. */
        private void sameCode() {
            for (StagedUnit row : rows) {
                String code = row.row().code();
                if (code != null) {
                    StagedUnit first = byCode.putIfAbsent(code, row);
                    if (first != null) {
                        wrong(row, Field.CODE, "import.fault.code-twice", code, Integer.toString(first.number()));
                    }
                }
            }
        }

        private void load() {
            String some = rows.size() > SHORT ? "" : " and (code = any(:codes) or name = any(:names))";
            var query = jdbc.sql(KNOWN + "place between :from and :to and closed_on is null" + some)
                    .param("from", under.places().from())
                    .param("to", under.places().to());
            if (!some.isEmpty()) {
                query = query.param(
                                "codes",
                                rows.stream()
                                        .flatMap(row -> Stream.of(
                                                row.row().code(), row.row().parentCode()))
                                        .filter(Objects::nonNull)
                                        .distinct()
                                        .toArray(String[]::new))
                        .param(
                                "names",
                                rows.stream()
                                        .map(row -> row.row().name())
                                        .distinct()
                                        .toArray(String[]::new));
            }
            query.query(UnitChecks::unit).list().forEach(unit -> {
                units.put(unit.id(), unit);
                unitsByName.put(new Called(unit.parent(), null, unit.kind(), unit.name()), unit);
                if (unit.code() != null) {
                    unitsByCode.put(unit.code(), unit);
                }
            });
        }

        /** The row that is the unit itself: by its code, else by name and kind where only one row has them. */
        private @Nullable StagedUnit anchor() {
            StagedUnit coded = under.code() == null ? null : byCode.get(under.code());
            if (coded != null && !coded.faulty()) {
                return coded;
            }
            List<StagedUnit> named = rows.stream()
                    .filter(row -> !row.faulty()
                            && row.row().name().equals(under.name())
                            && row.row().kind() == under.kind()
                            && (row.row().code() == null || under.code() == null))
                    .limit(2)
                    .toList();
            return named.size() == 1 ? named.getFirst() : null;
        }

        private void parents() {
            for (StagedUnit row : rows) {
                String code = row.row().parentCode();
                StagedUnit above = code == null ? null : byCode.get(code);
                if (above != null && above != row) {
                    row.above = above;
                } else if (code != null) {
                    Known unit = unitsByCode.get(code);
                    row.parentId = unit == null ? 0 : unit.id();
                }
            }
            namedParents();
            soleMissing();
            for (StagedUnit row : rows) {
                if (row.above != null || row.parentId != 0 || row == anchor) {
                    continue;
                }
                String code = row.row().code();
                String above = row.row().parentCode();
                if (row.row().parentGiven()) {
                    String words = above == null ? row.row().parentWords() : above;
                    if (words != null && !faultyParents().contains(row.number())) {
                        wrong(row, Field.PARENT, "import.fault.parent-missing", words, under.name());
                    }
                } else if (above != null) {
                    if (anchor == null) {
                        wrong(
                                row,
                                Field.CODE,
                                "import.fault.code-elsewhere",
                                Objects.requireNonNullElse(code, ""),
                                under.name(),
                                above);
                    }
                } else if (code == null || !ofTheState(code) || anchor == null) {
                    // Rows that say nothing of what stands above them stand under the unit itself.
                    row.parentId = under.id().value();
                }
            }
            tell();
        }

        private @Nullable Set<Integer> faultyParents;

        /** The rows whose unit above was found wrong already. */
        private Set<Integer> faultyParents() {
            Set<Integer> known = faultyParents;
            if (known == null) {
                known = new HashSet<>();
                for (Fault fault : faults) {
                    if (fault.blocks() && fault.field() == Field.PARENT) {
                        known.add(fault.row());
                    }
                }
                faultyParents = known;
            }
            return known;
        }

        /** A code in no list and no directory: the unit itself, where it has no code yet and only one is missing. */
        private void soleMissing() {
            if (anchor != null || under.code() != null) {
                return;
            }
            List<StagedUnit> lost = rows.stream()
                    .filter(row -> row.above == null
                            && row.parentId == 0
                            && row.row().parentCode() != null
                            && !row.row().parentGiven())
                    .toList();
            if (lost.stream().map(row -> row.row().parentCode()).distinct().count() == 1) {
                String code = lost.getFirst().row().parentCode();
                rows.stream()
                        .filter(row -> row.above == null
                                && row.parentId == 0
                                && Objects.equals(row.row().parentCode(), code))
                        .forEach(row -> row.parentId = under.id().value());
            }
        }

        /** Units above that are named in words: each wording is looked up once, in the list and in the directory. */
        private void namedParents() {
            Map<String, List<StagedUnit>> wordings = new LinkedHashMap<>();
            for (StagedUnit row : rows) {
                if (row.row().parentWords() != null) {
                    wordings.computeIfAbsent(row.row().parentWords(), none -> new ArrayList<>())
                            .add(row);
                }
            }
            if (wordings.isEmpty()) {
                return;
            }
            Map<String, List<StagedUnit>> named = new HashMap<>();
            for (StagedUnit row : rows) {
                if (wordings.containsKey(row.row().name())) {
                    named.computeIfAbsent(row.row().name(), none -> new ArrayList<>(1))
                            .add(row);
                }
            }
            wordings.forEach((wording, below) -> {
                List<StagedUnit> above = named.getOrDefault(wording, List.of());
                List<UnitNames.Named> there = above.isEmpty() ? names.find(wording, under) : List.of();
                if (above.size() == 1) {
                    below.stream().filter(row -> row != above.getFirst()).forEach(row -> row.above = above.getFirst());
                } else if (there.size() == 1) {
                    below.forEach(row -> row.parentId = there.getFirst().id());
                } else if (above.size() + there.size() > 1) {
                    String among = above.isEmpty() ? UnitNames.paths(there) : Integer.toString(above.size());
                    below.forEach(row -> wrong(row, Field.PARENT, "import.fault.parent-ambiguous", wording, among));
                }
            });
            loadMissing(rows.stream()
                    .map(row -> row.parentId)
                    .filter(id -> id != 0 && !units.containsKey(id))
                    .distinct()
                    .toList());
        }

        private void loadMissing(List<Long> ids) {
            if (!ids.isEmpty()) {
                jdbc.sql(KNOWN + "id = any(:ids)")
                        .param("ids", ids.toArray(Long[]::new))
                        .query(UnitChecks::unit)
                        .list()
                        .forEach(unit -> units.put(unit.id(), unit));
            }
        }

        private Map<StagedUnit, List<StagedUnit>> children = Map.of();

        /** How far each row stands below the units that are there; rows without have no way up to them. */
        private void depth() {
            children = new HashMap<>(rows.size());
            Deque<StagedUnit> next = new ArrayDeque<>();
            for (StagedUnit row : rows) {
                if (row == anchor) {
                    next.add(row);
                } else if (row.parentId != 0) {
                    row.depth = 1;
                    next.add(row);
                } else if (row.above != null) {
                    children.computeIfAbsent(row.above, none -> new ArrayList<>())
                            .add(row);
                }
            }
            while (!next.isEmpty()) {
                StagedUnit row = next.remove();
                if (row.depth < DEEPEST) {
                    for (StagedUnit child : children.getOrDefault(row, List.of())) {
                        if (child.depth < 0) {
                            child.depth = row.depth + 1;
                            next.add(child);
                        }
                    }
                }
            }
        }

        /** The rows and all that stand below them and have no way up. */
        private Set<StagedUnit> lostBelow(Collection<StagedUnit> tops) {
            Set<StagedUnit> lost = new HashSet<>(tops);
            Deque<StagedUnit> next = new ArrayDeque<>(tops);
            while (!next.isEmpty()) {
                for (StagedUnit child : children.getOrDefault(next.remove(), List.of())) {
                    if (child.depth < 0 && lost.add(child)) {
                        next.add(child);
                    }
                }
            }
            return lost;
        }

        /** Rows with no way up: below a faulty one they wait, below another top they are outside, else they run in a circle. */
        private void outside() {
            List<StagedUnit> lost = rows.stream().filter(row -> row.depth < 0).toList();
            if (lost.isEmpty()) {
                return;
            }
            for (StagedUnit row : lostBelow(lost.stream()
                    .filter(row -> row.above == null && !row.faulty())
                    .toList())) {
                if (!row.faulty()) {
                    row.state = "outside";
                }
            }
            Set<StagedUnit> ended = lostBelow(lost.stream()
                    .filter(row -> row.above == null || row.faulty())
                    .toList());
            for (StagedUnit row : lost) {
                if (row.above != null && row.is("new") && !ended.contains(row)) {
                    wrong(
                            row,
                            Field.PARENT,
                            "import.fault.circle",
                            Objects.requireNonNullElse(
                                    row.row().parentWords(),
                                    Objects.requireNonNullElse(row.row().parentCode(), "")),
                            Integer.toString(row.above.number()));
                } else if (anchor == null && row.above == null && row.is("outside")) {
                    // Nothing in the list is the unit, so what is a top of its own would have to stand under it.
                    wrong(
                            row,
                            Field.PARENT,
                            "import.fault.no-way-up",
                            row.row().name(),
                            row.row().name());
                }
            }
            tell();
        }

        /** A code that a closed unit has, or one outside. */
        private void taken() {
            String[] codes = rows.stream()
                    .filter(row -> row.depth > 0)
                    .map(row -> row.row().code())
                    .filter(code -> code != null && !unitsByCode.containsKey(code))
                    .distinct()
                    .toArray(String[]::new);
            record Taken(String code, String name, @Nullable LocalDate closed) {}
            List<Taken> taken = jdbc.sql("""
                            select code, name, closed_on from directory.unit
                            where code = any(:codes) and (closed_on is not null or place not between :from and :to)
                            """)
                    .param("codes", codes)
                    .param("from", under.places().from())
                    .param("to", under.places().to())
                    .query((row, at) -> new Taken(
                            row.getString("code"), row.getString("name"), row.getObject("closed_on", LocalDate.class)))
                    .list();
            for (Taken one : taken) {
                StagedUnit row = Objects.requireNonNull(byCode.get(one.code()));
                wrong(
                        row,
                        Field.CODE,
                        one.closed() == null ? "import.fault.code-taken" : "import.fault.code-closed",
                        one.code(),
                        one.name(),
                        one.closed() == null ? "" : one.closed().toString());
            }
        }

        /** Which unit of the directory a row is: by its code, else by its name among those of the same kind under one parent. */
        private void known() {
            for (StagedUnit row : rows) {
                Known unit = row.depth > 0 && row.unitId == 0 && row.row().code() != null
                        ? unitsByCode.get(row.row().code())
                        : null;
                if (unit != null) {
                    row.unitId = unit.id();
                }
            }
            rows.stream()
                    .filter(row -> row.depth > 0)
                    .sorted(Comparator.comparingInt(row -> row.depth))
                    .forEach(row -> {
                        if (row.unitId == 0 && row.parent() != 0) {
                            Known unit = unitsByName.get(new Called(
                                    row.parent(),
                                    null,
                                    row.row().kind(),
                                    row.row().name()));
                            if (unit != null) {
                                row.unitId = unit.id();
                                if (row.row().code() != null && unit.code() != null) {
                                    row.question = "same-name";
                                }
                            }
                        }
                    });
            for (StagedUnit row : rows) {
                if (row.depth <= 0 || row.unitId == 0) {
                    continue;
                }
                Known unit = Objects.requireNonNull(units.get(row.unitId));
                UnitKind kind = row.row().kind();
                if (kind != null && kind != unit.kind()) {
                    wrong(row, Field.KIND, "import.fault.kind-differs", kind.word(), unit.name(), word(unit.kind()));
                }
                if (!row.faulty()) {
                    String code = row.row().code();
                    boolean other = !row.row().name().equals(unit.name())
                            || code != null && !code.equals(unit.code())
                            || unit.parent() != row.parent();
                    row.state = row.question != null ? "asked" : other ? "changed" : "same";
                }
            }
        }

        /** New siblings of one kind have different names. */
        private void sameName() {
            Map<Called, StagedUnit> first = new HashMap<>();
            for (StagedUnit row : rows) {
                if (row.depth > 0 && row.is("new")) {
                    StagedUnit other = first.putIfAbsent(
                            new Called(
                                    row.parentId,
                                    row.above,
                                    row.row().kind(),
                                    row.row().name()),
                            row);
                    if (other != null) {
                        wrong(
                                row,
                                Field.NAME,
                                "import.fault.name-twice",
                                row.row().name(),
                                Integer.toString(other.number()));
                    }
                }
            }
        }

        /** A territory stands under no smaller one, and under no organisation. */
        private void kindOrder() {
            for (StagedUnit row : rows) {
                UnitKind kind = row.row().kind();
                if (row.depth <= 0 || kind == null || !row.is("new") && !row.is("changed")) {
                    continue;
                }
                Known parent = units.get(row.parentId);
                UnitKind above = row.above != null ? row.above.row().kind() : parent == null ? null : parent.kind();
                if (above != null && !kind.mayStandUnder(above)) {
                    wrong(
                            row,
                            Field.KIND,
                            "import.fault.kind-order",
                            word(kind),
                            row.above != null
                                    ? row.above.row().name()
                                    : Objects.requireNonNull(parent).name(),
                            word(above));
                }
            }
        }

        /** A code that does not begin as the one above is odd, but units keep their codes for a while when they move. */
        private void codePrefix() {
            for (StagedUnit row : rows) {
                String code = row.row().code();
                String above = row.above == null ? null : row.above.row().code();
                if (row.depth > 0
                        && code != null
                        && above != null
                        && ofTheState(code)
                        && ofTheState(above)
                        && !code.startsWith(Codes.stem(above))) {
                    faults.add(Fault.remark(
                            row.number(),
                            Field.CODE,
                            "import.fault.code-prefix",
                            code,
                            above,
                            Objects.requireNonNull(row.above).row().name()));
                }
            }
        }

        /** What stands under a row that cannot be taken waits for it, but for what stands under a unit that is there. */
        private void waiting() {
            Deque<StagedUnit> next = new ArrayDeque<>();
            rows.stream().filter(StagedUnit::faulty).forEach(next::add);
            while (!next.isEmpty()) {
                for (StagedUnit child : children.getOrDefault(next.remove(), List.of())) {
                    if (!child.faulty() && !child.is("waits")) {
                        child.state = "waits";
                        child.question = null;
                        next.add(child);
                    }
                }
            }
        }
    }

    private static boolean ofTheState(String code) {
        return !code.isEmpty() && code.charAt(0) >= '0' && code.charAt(0) <= '9';
    }

    private static String word(UnitKind kind) {
        return Fault.WORD + "directory.kind." + kind.word();
    }

    private static final String KNOWN = "select id, code, name, kind, parent from directory.unit where ";

    private static Known unit(ResultSet row, int at) throws SQLException {
        return new Known(
                row.getLong("id"),
                row.getString("code"),
                row.getString("name"),
                UnitKind.of(row.getString("kind")),
                row.getLong("parent"));
    }
}
