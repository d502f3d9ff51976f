package cn.shiji.directory;

import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Founds units, one or three hundred thousand: checks them all, settles ids, codes and places, and writes them at once. */
@Component
class Founding {

    /** As many faults as a person can read; who has more has a wrong file. */
    private static final int FAULTS = 500;

    private final Units units;
    private final Trees trees;

    Founding(Units units, Trees trees) {
        this.units = units;
        this.trees = trees;
    }

    /**
     * Founds the units under a lock of the administrative tree.
     *
     * @return the id of each key
     * @throws Problem {@code directory.units-faulty} with a fault for each entry that cannot be taken, at its key
     */
    Map<String, UnitId> found(List<UnitEntry> entries) {
        if (entries.isEmpty()) {
            return Map.of();
        }
        trees.lock(Trees.ADMIN);
        List<Problem.Fault> faults = new ArrayList<>();
        List<UnitEntry> ordered = parentsFirst(entries, faults);
        refuse(faults);
        Map<UnitId, Unit> parents = units.byIds(
                ordered.stream().map(UnitEntry::parent).filter(Objects::nonNull).toList());
        check(ordered, parents, faults);
        refuse(faults);
        List<Units.Row> rows = settled(ordered, parents);
        units.add(rows);
        trees.tell(
                Trees.ADMIN,
                rows.stream().mapToLong(Units.Row::id).toArray(),
                rows.stream().map(Units.Row::run).toArray(Scope[]::new));
        Map<String, UnitId> ids = new HashMap<>(rows.size() * 2);
        for (int number = 0; number < rows.size(); number++) {
            ids.put(ordered.get(number).key(), new UnitId(rows.get(number).id()));
        }
        return ids;
    }

    private static List<UnitEntry> parentsFirst(List<UnitEntry> entries, List<Problem.Fault> faults) {
        Map<String, UnitEntry> byKey = new LinkedHashMap<>(entries.size() * 2);
        for (UnitEntry entry : entries) {
            if (byKey.putIfAbsent(entry.key(), entry) != null) {
                faults.add(Problem.Fault.of(entry.key(), "directory.key-doubled", entry.key()));
            }
        }
        Map<String, Integer> depths = new HashMap<>(entries.size() * 2);
        List<List<UnitEntry>> levels = new ArrayList<>();
        for (UnitEntry entry : byKey.values()) {
            int depth = depth(entry, byKey, depths, faults);
            while (levels.size() <= depth) {
                levels.add(new ArrayList<>());
            }
            levels.get(depth).add(entry);
        }
        return levels.stream().flatMap(List::stream).toList();
    }

    private static int depth(
            UnitEntry entry, Map<String, UnitEntry> byKey, Map<String, Integer> depths, List<Problem.Fault> faults) {
        List<UnitEntry> chain = new ArrayList<>();
        UnitEntry each = entry;
        int above = -1;
        while (true) {
            Integer known = depths.get(each.key());
            if (known != null) {
                above = known;
                break;
            }
            chain.add(each);
            if (chain.size() > Trees.DEPTH) {
                faults.add(Problem.Fault.of(entry.key(), "directory.too-deep", entry.name(), Trees.DEPTH));
                break;
            }
            if (each.parentKey() == null) {
                break;
            }
            UnitEntry parent = byKey.get(each.parentKey());
            if (parent == null) {
                faults.add(Problem.Fault.of(each.key(), "directory.parent-unknown", each.name(), each.parentKey()));
                break;
            }
            each = parent;
        }
        for (UnitEntry known : chain.reversed()) {
            above = Math.min(above + 1, Trees.DEPTH);
            depths.put(known.key(), above);
        }
        return depths.getOrDefault(entry.key(), 0);
    }

    private void check(List<UnitEntry> entries, Map<UnitId, Unit> parents, List<Problem.Fault> faults) {
        Map<String, UnitEntry> byKey = entries.stream().collect(Collectors.toMap(UnitEntry::key, entry -> entry));
        Map<String, String> codes = new HashMap<>();
        record Called(@Nullable String parentKey, @Nullable UnitId parent, UnitKind kind, String name) {}
        Map<Called, String> names = new HashMap<>();
        Map<UnitId, Integer> depths = new HashMap<>();
        for (UnitEntry entry : entries) {
            String name = entry.name().strip();
            if (name.isEmpty() || name.length() > 80) {
                faults.add(Problem.Fault.of(entry.key(), "directory.name-wanted", entry.name()));
            }
            Unit parent = entry.parent() == null ? null : parents.get(entry.parent());
            if (entry.parent() != null && (parent == null || !parent.open())) {
                faults.add(Problem.Fault.of(entry.key(), "directory.parent-missing", entry.name()));
                continue;
            }
            UnitKind above = entry.parentKey() != null
                    ? Objects.requireNonNull(byKey.get(entry.parentKey())).kind()
                    : parent == null ? null : parent.kind();
            if (above != null && !entry.kind().mayStandUnder(above)) {
                faults.add(notUnder(entry.key(), entry.name(), entry.kind(), above));
            }
            if (parent != null
                    && depths.computeIfAbsent(parent.id(), id -> trees.depth(Trees.ADMIN, id.value())) >= Trees.DEPTH) {
                faults.add(Problem.Fault.of(entry.key(), "directory.too-deep", entry.name(), Trees.DEPTH));
            }
            if (entry.code() != null) {
                DivisionCode.findings(entry.code(), entry.kind(), null).stream()
                        .filter(DivisionCode.Finding::refused)
                        .map(DivisionCode.Finding::fault)
                        .forEach(fault -> faults.add(new Problem.Fault(entry.key(), fault.code(), fault.args(), null)));
                String other = codes.putIfAbsent(entry.code(), entry.name());
                if (other != null) {
                    faults.add(Problem.Fault.of(entry.key(), "directory.code-taken", entry.code(), other));
                }
            }
            if (names.putIfAbsent(new Called(entry.parentKey(), entry.parent(), entry.kind(), name), entry.key())
                    != null) {
                faults.add(Problem.Fault.of(entry.key(), "directory.name-taken", name));
            }
        }
        for (Unit taken : units.byCodes(codes.keySet()).values()) {
            entries.stream()
                    .filter(entry -> Objects.equals(entry.code(), taken.code()))
                    .forEach(entry -> faults.add(Problem.Fault.of(
                            entry.key(), "directory.code-taken", Objects.requireNonNull(taken.code()), taken.name())));
        }
        List<Unit> siblings = new ArrayList<>(
                units.openChildren(parents.keySet().stream().map(UnitId::value).toList()));
        if (entries.stream().anyMatch(entry -> entry.parent() == null && entry.parentKey() == null)) {
            siblings.addAll(units.roots());
        }
        for (Unit sibling : siblings) {
            Optional.ofNullable(names.get(new Called(null, sibling.parent(), sibling.kind(), sibling.name())))
                    .ifPresent(key -> faults.add(Problem.Fault.of(key, "directory.name-taken", sibling.name())));
        }
    }

    static Problem.Fault notUnder(String at, String name, UnitKind kind, UnitKind above) {
        return Problem.Fault.of(
                at,
                "directory.kind-not-under",
                name,
                new Problem.Word("directory.kind." + kind.word()),
                new Problem.Word("directory.kind." + above.word()));
    }

    private List<Units.Row> settled(List<UnitEntry> entries, Map<UnitId, Unit> parents) {
        int count = entries.size();
        long[] ids = units.ids(count);
        long[] numbers = units.codeNumbers(
                (int) entries.stream().filter(Founding::needsOwnCode).count());
        Map<String, Integer> places = new HashMap<>(count * 2);
        for (int number = 0; number < count; number++) {
            places.put(entries.get(number).key(), number);
        }
        int[] above = new int[count];
        UnitKind[] kinds = new UnitKind[count];
        for (int number = 0; number < count; number++) {
            UnitEntry entry = entries.get(number);
            above[number] =
                    entry.parentKey() == null ? Layout.NONE : Objects.requireNonNull(places.get(entry.parentKey()));
            kinds[number] = entry.kind();
        }
        Layout layout = new Layout(above, kinds);
        Scope[] runs = layout.runs(starts(entries, above, layout, parents.values()));
        List<Units.Row> rows = new ArrayList<>(count);
        int coded = 0;
        for (int number = 0; number < count; number++) {
            UnitEntry entry = entries.get(number);
            String name = entry.name().strip();
            Long parent = above[number] == Layout.NONE
                    ? entry.parent() == null ? null : (Long) entry.parent().value()
                    : (Long) ids[above[number]];
            String code = needsOwnCode(entry) ? OwnCode.of(entry.kind(), numbers[coded++]) : entry.code();
            rows.add(new Units.Row(
                    ids[number],
                    name,
                    entry.kind(),
                    parent,
                    runs[number],
                    code,
                    Pinyin.of(name),
                    entry.since() == null ? Units.ALWAYS : entry.since()));
        }
        return rows;
    }

    /** Where each entry begins that stands under no other entry: behind those that stand under its parent already. */
    private long[] starts(List<UnitEntry> entries, int[] above, Layout layout, Collection<Unit> parents) {
        Map<Long, Long> wanted = new HashMap<>();
        for (int number = 0; number < above.length; number++) {
            if (above[number] == Layout.NONE) {
                wanted.merge(under(entries.get(number)), layout.need(number), Math::addExact);
            }
        }
        Map<Long, Long> next = new HashMap<>();
        Map<Long, Long> last = trees.lastPlaces(
                parents.stream().map(parent -> parent.id().value()).toList());
        List<Long> crowded = new ArrayList<>();
        for (Unit parent : parents) {
            long id = parent.id().value();
            long used = last.getOrDefault(id, parent.place());
            long need = wanted.getOrDefault(id, 0L);
            if (parent.places().to() - used >= need) {
                next.put(id, used + 1);
            } else {
                crowded.add(id);
            }
        }
        if (wanted.containsKey(ROOT)) {
            next.put(ROOT, trees.room(Trees.ADMIN, null, wanted.get(ROOT)).from());
        }
        if (!crowded.isEmpty()) {
            // Room made for one may move others, so whoever was found to have room is asked again.
            for (Long id : crowded) {
                trees.room(Trees.ADMIN, id, Objects.requireNonNull(wanted.get(id)));
            }
            return starts(
                    entries,
                    above,
                    layout,
                    units.byIds(parents.stream().map(Unit::id).toList()).values());
        }
        long[] starts = new long[above.length];
        for (int number = 0; number < above.length; number++) {
            if (above[number] == Layout.NONE) {
                long from = Objects.requireNonNull(next.get(under(entries.get(number))));
                starts[number] = from;
                next.put(under(entries.get(number)), from + layout.need(number));
            }
        }
        return starts;
    }

    /** Stands for "no parent" where parents are counted. */
    private static final Long ROOT = 0L;

    private static Long under(UnitEntry entry) {
        return entry.parent() == null ? ROOT : (Long) entry.parent().value();
    }

    private static boolean needsOwnCode(UnitEntry entry) {
        return entry.code() == null && !entry.kind().hasDivisionCode();
    }

    private static void refuse(List<Problem.Fault> faults) {
        if (!faults.isEmpty()) {
            throw Problem.faulty("directory.units-faulty", faults.subList(0, Math.min(faults.size(), FAULTS)));
        }
    }
}
