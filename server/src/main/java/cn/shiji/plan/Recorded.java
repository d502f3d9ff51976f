package cn.shiji.plan;

import cn.shiji.directory.UnitRef;
import cn.shiji.indicator.Figure;
import cn.shiji.indicator.FigureQuery;
import cn.shiji.indicator.FigureView;
import cn.shiji.indicator.IndicatorDef;
import cn.shiji.indicator.IndicatorView;
import cn.shiji.indicator.Indicators;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What {@code indicator} knows, in the words the plan uses. */
@Component("planRecorded")
class Recorded {

    private static final int SUGGESTIONS = 3;
    private static final double ALIKE = 0.2;

    private final Indicators indicators;

    Recorded(Indicators indicators) {
        this.indicators = indicators;
    }

    /**
     * An indicator by name in the reader's language, and by the Chinese words it goes by, which are those a plan is
     * written in.
     */
    record Named(String id, String label, String unit, String definition, IndicatorView plain) {}

    /**
     * How well an indicator fits a target.
     *
     * @param score from 0 to 1
     * @param common the words both have
     */
    record Match(Named named, double score, boolean sameUnit, String common) {}

    /** A record that a figure rests on; without a name where it belongs to a unit the caller may not see. */
    record Source(
            LocalDate day,
            @Nullable String label,
            String unitNames,
            BigDecimal quantity,
            @Nullable String open) {}

    boolean knows(String indicator) {
        return indicators.find(indicator).isPresent();
    }

    /** Every indicator in service, in the reader's language. */
    List<Named> all(Locale language) {
        return indicators.all().stream()
                .map(definition -> named(definition, language))
                .toList();
    }

    Optional<Named> find(String indicator, Locale language) {
        return indicators.find(indicator).map(definition -> named(definition, language));
    }

    private Named named(IndicatorDef definition, Locale language) {
        IndicatorView view = indicators.view(definition, language);
        return new Named(
                view.id(), view.label(), view.unit(), view.definition(), indicators.view(definition, Locale.CHINESE));
    }

    /** The indicators that may count towards a target, best first: by words in common with the commitment, and unit. */
    static List<PlanView.IndicatorChoice> suggest(
            List<Named> known, PlanTree.Figure target, String heading, String words) {
        return matches(known, target, heading, words).stream()
                .limit(SUGGESTIONS)
                .map(match -> new PlanView.IndicatorChoice(
                        match.named().id(), match.named().label(), match.named().unit()))
                .toList();
    }

    /** As {@link #suggest(List, PlanTree.Figure, String, String)}, with how well each fits and why. */
    static List<Match> matches(List<Named> known, PlanTree.Figure target, String heading, String words) {
        return known.stream()
                .map(named -> new Match(
                        named,
                        score(named, target, heading, words),
                        !target.unit().isEmpty()
                                && target.unit().equals(named.plain().unit()),
                        common(named, heading + words)))
                .filter(match -> match.score() >= ALIKE)
                .sorted((one, other) -> Double.compare(other.score(), one.score()))
                .toList();
    }

    /** The longest words of an indicator's name or mechanism that the commitment says too. */
    private static String common(Named named, String words) {
        String found = "";
        for (String name : List.of(
                named.plain().label(), named.plain().packName(), named.plain().definition())) {
            for (int from = 0; from < name.length(); from++) {
                for (int to = name.length(); to - from > Math.max(1, found.length()); to--) {
                    String piece = name.substring(from, to);
                    if (piece.chars().allMatch(Character::isLetterOrDigit) && words.contains(piece)) {
                        found = piece;
                        break;
                    }
                }
            }
        }
        return found;
    }

    /** The indicators whose name or mechanism the words themselves name, for a commitment that has no number to count. */
    static List<PlanView.IndicatorChoice> suggest(List<Named> known, String heading, String words) {
        return known.stream()
                .filter(named -> Likeness.within(named.plain().packName(), words + heading) == 1
                        || Likeness.within(named.plain().label(), words + heading) == 1)
                .limit(SUGGESTIONS)
                .map(named -> new PlanView.IndicatorChoice(named.id(), named.label(), named.unit()))
                .toList();
    }

    private static double score(Named named, PlanTree.Figure target, String heading, String words) {
        double byWords = Math.max(
                Likeness.within(named.plain().label(), words + heading),
                Likeness.within(named.plain().packName(), words + heading));
        double byObject = Likeness.of(named.plain().label(), target.of());
        double byUnit =
                !target.unit().isEmpty() && target.unit().equals(named.plain().unit()) ? 1 : 0;
        double byDefinition = Likeness.within(target.of(), named.plain().definition());
        return byWords == 0 && byObject == 0 ? 0 : 0.45 * byWords + 0.25 * byObject + 0.2 * byUnit + 0.1 * byDefinition;
    }

    /** The figures at the unit, as far as the caller's scope reaches, all of one moment; those out of service are left out. */
    Map<String, FigureView> read(
            Caller caller, Collection<String> wanted, UnitId unit, Period period, Locale language) {
        List<FigureQuery> queries = wanted.stream()
                .distinct()
                .filter(this::knows)
                .map(indicator -> new FigureQuery(indicator, unit, period))
                .toList();
        if (queries.isEmpty()) {
            return Map.of();
        }
        return indicators.read(caller, queries, null).stream()
                .map(figure -> indicators.view(figure, language))
                .collect(Collectors.toMap(FigureView::indicator, Function.identity()));
    }

    /** How many records of each mechanism stand in its period at the unit; those that count nothing are left out. */
    Map<String, Long> records(Caller caller, Map<String, Period> packs, UnitId unit) {
        Map<String, String> counting = new LinkedHashMap<>();
        indicators.all().forEach(definition -> counting.putIfAbsent(definition.pack(), definition.id()));
        List<String> asked =
                packs.keySet().stream().filter(counting::containsKey).toList();
        List<Figure> read = indicators.read(
                caller,
                asked.stream()
                        .map(pack -> new FigureQuery(
                                Objects.requireNonNull(counting.get(pack)),
                                unit,
                                Objects.requireNonNull(packs.get(pack))))
                        .toList(),
                null);
        Map<String, Long> records = new LinkedHashMap<>();
        for (int at = 0; at < asked.size(); at++) {
            records.put(asked.get(at), read.get(at).records());
        }
        return records;
    }

    /** The newest records behind the figure, at most {@code most}; none where it is out of service. */
    List<Source> sources(Caller caller, String indicator, UnitId unit, Period period, int most) {
        if (!knows(indicator)) {
            return List.of();
        }
        return indicators.sources(caller, indicator, unit, period, null, 1, most).items().stream()
                .map(source -> new Source(
                        source.day(),
                        source.label(),
                        source.units().stream().map(UnitRef::name).collect(Collectors.joining("、")),
                        Objects.requireNonNull(source.quantity()),
                        source.open()))
                .toList();
    }
}
