package cn.shiji.plan;

import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the known units that a document means by the names it uses. Pure. */
final class UnitNames {

    private static final double ALIKE = 0.6;

    private final List<Unit> known;

    UnitNames(List<Unit> known) {
        this.known = known;
    }

    /** The known units among the names, each once, in the role the document gives it. */
    List<PlanView.NodeUnitView> suggest(List<PlanTree.NamedUnit> named) {
        Map<Long, PlanView.NodeUnitView> found = new LinkedHashMap<>();
        for (PlanTree.NamedUnit unit : named) {
            for (Unit meant : meant(unit.name())) {
                found.putIfAbsent(
                        meant.id().value(),
                        new PlanView.NodeUnitView(
                                meant.id().value(), meant.name(), unit.role().word()));
            }
        }
        return withLead(new ArrayList<>(found.values()));
    }

    /** Where a document only says who is responsible, the first one named leads. */
    private static List<PlanView.NodeUnitView> withLead(List<PlanView.NodeUnitView> units) {
        String lead = DutyRole.LEAD.word();
        if (!units.isEmpty() && units.stream().noneMatch(unit -> unit.role().equals(lead))) {
            PlanView.NodeUnitView first = units.getFirst();
            units.set(0, new PlanView.NodeUnitView(first.unit(), first.name(), lead));
        }
        return List.copyOf(units);
    }

    private List<Unit> meant(String name) {
        if (name.startsWith("各村") || name.equals("全体村") || name.startsWith("各行政村")) {
            return known.stream()
                    .filter(unit -> unit.kind() == UnitKind.VILLAGE)
                    .toList();
        }
        return best(name).stream().toList();
    }

    /** The unit of exactly this name, else the one whose name the other holds, else the one most alike. */
    private Optional<Unit> best(String name) {
        Optional<Unit> same =
                known.stream().filter(unit -> unit.name().equals(name)).findFirst();
        if (same.isPresent()) {
            return same;
        }
        Optional<Unit> held = known.stream()
                .filter(unit -> name.contains(unit.name())
                        || name.length() > 1 && unit.name().contains(name))
                .max(Comparator.comparingInt(unit -> unit.name().length()));
        if (held.isPresent()) {
            return held;
        }
        return known.stream()
                .filter(unit -> Likeness.of(name, unit.name()) >= ALIKE)
                .max(Comparator.comparingDouble(unit -> Likeness.of(name, unit.name())));
    }
}
