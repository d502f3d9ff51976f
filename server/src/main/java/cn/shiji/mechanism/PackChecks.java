package cn.shiji.mechanism;

import cn.shiji.kernel.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the faults of one pack.
 *
 * <p>Names that one section defines and another uses (a fact of a record, used by an indicator) are compared at the end,
 * so that no section has to know the other.
 */
public final class PackChecks {

    private final List<PackFault> faults = new ArrayList<>();
    private final Map<String, Map<String, Set<String>>> defined = new LinkedHashMap<>();
    private final List<Reference> references = new ArrayList<>();
    private PackNode pack = new PackNode.Mapping(1, 1, List.of());

    PackChecks() {}

    private record Reference(String what, PackNode at, String name, Set<String> traits) {}

    /** Tells a fault. */
    public void fault(PackNode at, String code, Object... args) {
        faults.add(new PackFault(at.line(), at.column(), code, Arrays.asList(args), null));
    }

    /** Tells a fault and what would be accepted. */
    public void faultSuggesting(@Nullable String suggestion, PackNode at, String code, Object... args) {
        faults.add(new PackFault(at.line(), at.column(), code, Arrays.asList(args), suggestion));
    }

    void add(PackFault fault) {
        faults.add(fault);
    }

    /**
     * Says that the pack has something of this name. Said twice, it has only the traits it has both times.
     *
     * @param what the sort of thing, {@code fact} or {@code indicator}
     * @param traits what it has, that a use of it may need (a fact has a {@code subject})
     */
    public void define(String what, String name, String... traits) {
        defined.computeIfAbsent(what, _ -> new LinkedHashMap<>()).merge(name, Set.of(traits), (one, other) -> {
            Set<String> common = new HashSet<>(one);
            common.retainAll(other);
            return common;
        });
    }

    /**
     * Uses a name: it must be defined somewhere in the pack. Else the fault is {@code pack.unknown-<what>}, and where a
     * trait is missing {@code pack.<what>-without-<trait>}.
     */
    public void refer(String what, PackNode at, String name, String... traits) {
        references.add(new Reference(what, at, name, Set.of(traits)));
    }

    /** Whose doings the pack writes down, empty where it does not say so rightly. */
    public Optional<Audience> audience() {
        return pack.text("audience").map(Audience::of);
    }

    void readingOf(PackNode sound) {
        pack = sound;
    }

    /** All faults in the order of the file, after comparing the names. */
    List<PackFault> all() {
        for (Reference reference : references) {
            Map<String, Set<String>> known = defined.getOrDefault(reference.what, Map.of());
            Set<String> traits = known.get(reference.name);
            if (traits == null) {
                String near = Nearest.to(reference.name, known.keySet()).orElse(null);
                faultSuggesting(near, reference.at, "pack.unknown-" + reference.what, reference.name);
                continue;
            }
            for (String trait : reference.traits) {
                if (!traits.contains(trait)) {
                    fault(reference.at, "pack." + reference.what + "-without-" + trait, reference.name);
                }
            }
        }
        references.clear();
        return faults.stream()
                .distinct()
                .sorted(Comparator.comparingInt(PackFault::line).thenComparingInt(PackFault::column))
                .toList();
    }
}
