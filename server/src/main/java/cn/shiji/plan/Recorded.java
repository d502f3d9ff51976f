package cn.shiji.plan;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What {@code indicator} knows, in the words the plan uses. */
@Component("planRecorded")
class Recorded {

    private static final int SUGGESTIONS = 3;
    private static final double ALIKE = 0.2;

    /** An indicator by name. */
    record Named(String id, String label, String unit, String packName) {}

    /** A record that a figure rests on. */
    record Source(
            LocalDate day,
            String label,
            String unitNames,
            BigDecimal quantity,
            @Nullable String open) {}

    boolean knows(String indicator) {
        return false;
    }

    /** Every indicator in service, in the reader's language. */
    List<Named> all(Locale language) {
        return List.of();
    }

    Optional<Named> find(String indicator, Locale language) {
        return all(language).stream()
                .filter(named -> named.id().equals(indicator))
                .findFirst();
    }

    /** The indicators that may count towards a target, best first: by words in common with the commitment, and unit. */
    static List<PlanView.IndicatorChoice> suggest(
            List<Named> known, PlanTree.Figure target, String heading, String words) {
        record Scored(Named named, double score) {}
        return known.stream()
                .map(named -> new Scored(named, score(named, target, heading, words)))
                .filter(scored -> scored.score() >= ALIKE)
                .sorted((one, other) -> Double.compare(other.score(), one.score()))
                .limit(SUGGESTIONS)
                .map(scored -> new PlanView.IndicatorChoice(
                        scored.named().id(),
                        scored.named().label(),
                        scored.named().unit()))
                .toList();
    }

    private static double score(Named named, PlanTree.Figure target, String heading, String words) {
        double byWords = Math.max(
                Likeness.within(named.label(), words + heading), Likeness.within(named.packName(), words + heading));
        double byObject = Likeness.of(named.label(), target.of());
        double byUnit = !target.unit().isEmpty() && target.unit().equals(named.unit()) ? 1 : 0;
        return byWords == 0 && byObject == 0 ? 0 : 0.5 * byWords + 0.3 * byObject + 0.2 * byUnit;
    }

    /** The figure at the unit, as far as the caller's scope reaches; null where the indicator is no longer in service. */
    @Nullable
    FigureView read(Caller caller, String indicator, UnitId unit, Period period, Locale language) {
        return null;
    }

    /** The newest records behind the figure, at most {@code most}. */
    List<Source> sources(Caller caller, String indicator, UnitId unit, Period period, int most) {
        return List.of();
    }
}
