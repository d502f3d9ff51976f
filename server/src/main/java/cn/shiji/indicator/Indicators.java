package cn.shiji.indicator;

import cn.shiji.access.Rows;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.directory.UnitRef;
import cn.shiji.directory.UnitStood;
import cn.shiji.directory.UnitThen;
import cn.shiji.fact.AsOf;
import cn.shiji.fact.FactSource;
import cn.shiji.fact.FactSum;
import cn.shiji.fact.Facts;
import cn.shiji.fact.Selection;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Nearest;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import cn.shiji.mechanism.Mechanisms;
import cn.shiji.mechanism.Pack;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/**
 * The door of {@code indicator}: definitions, figures, and what stands behind them.
 *
 * <p>A figure covers what the unit and the caller's scope have in common. The unit is read as it stood on the last day of the
 * period: a village that took in another later has only its own in the year before. A unit of which the caller may see nothing is
 * missing, as one that does not exist.
 */
@Service
public class Indicators {

    private static final int MONTHS = 12;

    private final Mechanisms mechanisms;
    private final Facts facts;
    private final Directory directory;
    private final Rows rows;
    private final MessageSource messages;
    private final Clock clock;

    Indicators(
            Mechanisms mechanisms, Facts facts, Directory directory, Rows rows, MessageSource messages, Clock clock) {
        this.mechanisms = mechanisms;
        this.facts = facts;
        this.directory = directory;
        this.rows = rows;
        this.messages = messages;
        this.clock = clock;
    }

    /** What the unit, as it stood, and the caller's scope have in common, and whether that is less than the unit. */
    private record Covered(
            Unit unit, List<Scope> places, @Nullable Unit narrowedTo, boolean beyond) {}

    /** Every indicator of the packs in service, by work line, pack and the pack's own order. */
    public List<IndicatorDef> all() {
        return mechanisms.inService().stream().flatMap(Indicators::defined).toList();
    }

    /** The indicator of that id, empty where no pack in service defines it. */
    public Optional<IndicatorDef> find(String id) {
        int dot = id.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : mechanisms
                        .find(id.substring(0, dot))
                        .flatMap(pack -> defined(pack)
                                .filter(indicator -> indicator.id().equals(id))
                                .findFirst());
    }

    /**
     * The indicator of that id.
     *
     * @throws Problem {@code indicator.missing}
     */
    public IndicatorDef get(String id) {
        return find(id).orElseThrow(() -> {
            Optional<String> near =
                    Nearest.to(id, all().stream().map(IndicatorDef::id).toList());
            return near.isPresent()
                    ? Problem.missing("indicator.missing-but-near", id, near.get())
                    : Problem.missing("indicator.missing", id);
        });
    }

    /** How the pack tells its work in a report, empty where it does not say. */
    public Optional<ReportSentence> sentence(String pack) {
        return mechanisms.find(pack).flatMap(found -> found.part(ReportSentence.class));
    }

    /**
     * The figure as the caller may see it.
     *
     * @param asOf the state to read it in, null for the newest
     * @throws Problem {@code indicator.missing}, {@code directory.unit-missing}
     */
    public Figure read(Caller caller, String indicator, UnitId unit, Period period, @Nullable AsOf asOf) {
        return read(caller, List.of(new FigureQuery(indicator, unit, period)), asOf)
                .getFirst();
    }

    /** Many figures, all of one moment, in the order asked. */
    public List<Figure> read(Caller caller, List<FigureQuery> queries, @Nullable AsOf asOf) {
        var definitions = new ArrayList<IndicatorDef>();
        var covered = new ArrayList<Covered>();
        var selections = new ArrayList<Selection>();
        record Asked(String indicator, UnitId unit, LocalDate on) {}
        Map<Asked, Covered> units = new LinkedHashMap<>();
        for (FigureQuery query : queries) {
            IndicatorDef definition = get(query.indicator());
            Covered where = units.computeIfAbsent(
                    new Asked(query.indicator(), query.unit(), query.period().to()),
                    asked -> cover(caller, definition, asked.unit(), asked.on()));
            definitions.add(definition);
            covered.add(where);
            selections.add(select(definition, where.places, query.period(), asOf));
        }
        Instant now = clock.instant();
        List<FactSum> sums = read(selections, covered.stream().anyMatch(Covered::beyond));
        return IntStream.range(0, queries.size())
                .mapToObj(index -> {
                    IndicatorDef definition = definitions.get(index);
                    boolean few = SmallCounts.few(sums.get(index).quantity(), definition.hideBelow());
                    return new Figure(
                            definition,
                            few ? BigDecimal.ZERO : sums.get(index).quantity(),
                            covered.get(index).unit,
                            covered.get(index).narrowedTo,
                            queries.get(index).period(),
                            asOf,
                            asOf == null ? now : asOf.at(),
                            few ? 0 : sums.get(index).records(),
                            few ? definition.hideBelow() : null);
                })
                .toList();
    }

    private List<FactSum> read(List<Selection> selections, boolean beyond) {
        return beyond
                ? rows.everywhere("figures a pack lets peers or everybody see", () -> facts.read(selections))
                : facts.read(selections);
    }

    /** The figure month by month, and the year before; each year of the unit as it stood when the year ended. */
    public SeriesView series(Caller caller, String indicator, UnitId unit, int year) {
        IndicatorDef definition = get(indicator);
        Covered where = cover(caller, definition, unit, Period.year(year).to());
        Covered before = cover(caller, definition, unit, Period.year(year - 1).to());
        List<Selection> months = IntStream.range(0, 2 * MONTHS)
                .mapToObj(index -> YearMonth.of(year - 1, 1).plusMonths(index))
                .map(month -> select(
                        definition, (month.getYear() == year ? where : before).places, Period.month(month), null))
                .toList();
        List<BigDecimal> sums = read(months, where.beyond || before.beyond).stream()
                .map(FactSum::quantity)
                .toList();
        return new SeriesView(
                year,
                months(definition, sums.subList(MONTHS, 2 * MONTHS)),
                months(definition, sums.subList(0, MONTHS)));
    }

    private static List<@Nullable BigDecimal> months(IndicatorDef definition, List<BigDecimal> months) {
        List<SmallCounts.Showing> shown = SmallCounts.shown(months, definition.hideBelow());
        List<@Nullable BigDecimal> told = new ArrayList<>();
        for (int month = 0; month < months.size(); month++) {
            told.add(shown.get(month) == SmallCounts.Showing.WHOLE ? months.get(month) : null);
        }
        return told;
    }

    /**
     * The figure of each unit directly below, in the order of the directory, and before them the unit's own part where
     * anything is on record there. The units are those of the last day of the period: a merged village has its own row in the
     * years before. Offices are listed only where something was recorded. The figures may come to more than
     * the unit's own: what two do together counts for both.
     */
    public List<UnitFigureView> byUnit(Caller caller, String indicator, UnitId unit, Period period) {
        IndicatorDef definition = get(indicator);
        Covered where = cover(caller, definition, unit, period.to());
        List<UnitStood> below = directory.stoodBelow(unit, period.to()).stream()
                .filter(child -> definition.visible() == Visible.PUBLIC || reaches(caller, child))
                .toList();
        if (below.isEmpty()) {
            Unit alone = where.narrowedTo == null ? where.unit : where.narrowedTo;
            List<FactSum> sum = read(List.of(select(definition, where.places, period, null)), where.beyond);
            return shown(definition, List.of(alone.ref()), 0, sum);
        }
        List<Selection> selections = new ArrayList<>();
        // The own part of a unit above the caller is not the caller's to see.
        Optional<Scope> own = caller.reach().meet(ownPlace(where));
        own.ifPresent(place -> selections.add(select(definition, List.of(place), period, null)));
        boolean beyond = definition.visible() == Visible.PUBLIC;
        List<UnitRef> named = new ArrayList<>();
        own.ifPresent(place -> named.add(where.unit.ref()));
        below.forEach(child -> named.add(child.unit()));
        List<FactSum> sums = new ArrayList<>(read(selections, beyond));
        sums.addAll(sums(definition, below, period, beyond));
        return shown(definition, named, own.isPresent() ? 1 : 0, sums).stream()
                .filter(row -> row.records() > 0
                        || row.fewerThan() != null
                        || row.withheld()
                        || !row.own() && row.unit().kind() != UnitKind.DEPARTMENT)
                .toList();
    }

    /** The figures of several units as they may be shown beside their total. */
    private static List<UnitFigureView> shown(
            IndicatorDef definition, List<UnitRef> units, int first, List<FactSum> sums) {
        List<SmallCounts.Showing> shown =
                SmallCounts.shown(sums.stream().map(FactSum::quantity).toList(), definition.hideBelow());
        return IntStream.range(0, sums.size())
                .mapToObj(index -> {
                    boolean whole = shown.get(index) == SmallCounts.Showing.WHOLE;
                    return new UnitFigureView(
                            units.get(index),
                            index < first,
                            whole ? sums.get(index).quantity() : BigDecimal.ZERO,
                            whole ? sums.get(index).records() : 0,
                            shown.get(index) == SmallCounts.Showing.FEW ? definition.hideBelow() : null,
                            shown.get(index) == SmallCounts.Showing.WITHHELD);
                })
                .toList();
    }

    /**
     * How the unit stands among the units of its kind under the same parent; told only where the pack lets peers see the
     * indicator, and only of a unit within the caller's reach.
     *
     * @throws Problem {@code indicator.missing}, {@code directory.unit-missing}
     */
    public PeersView peers(Caller caller, String indicator, UnitId id, Period period) {
        IndicatorDef definition = get(indicator);
        Unit unit = directory.unit(caller, id);
        if (definition.visible() == Visible.OWN || unit.parent() == null) {
            return new PeersView(definition.visible().word(), null, 0, List.of());
        }
        List<UnitStood> peers = peersOf(unit, period.to());
        List<UnitFigureView> ranked = shown(
                        definition,
                        peers.stream().map(UnitStood::unit).toList(),
                        0,
                        sums(definition, peers, period, true))
                .stream()
                .sorted(Comparator.comparing(UnitFigureView::value).reversed())
                .toList();
        BigDecimal own = ranked.stream()
                .filter(row -> row.unit().id() == id.value())
                .map(UnitFigureView::value)
                .findFirst()
                .orElse(BigDecimal.ZERO);
        if (ranked.stream().noneMatch(row -> row.unit().id() == id.value())) {
            return new PeersView(definition.visible().word(), null, ranked.size(), ranked);
        }
        int rank = 1
                + (int) ranked.stream()
                        .filter(row -> row.value().compareTo(own) > 0)
                        .count();
        return new PeersView(definition.visible().word(), rank, ranked.size(), ranked);
    }

    /** The figures of units as they stood; what took part in several places of one counts once. */
    private List<FactSum> sums(IndicatorDef definition, List<UnitStood> units, Period period, boolean beyond) {
        return read(
                units.stream()
                        .map(unit -> select(definition, unit.places(), period, null))
                        .toList(),
                beyond);
    }

    private static boolean reaches(Caller caller, UnitStood unit) {
        return unit.places().stream().allMatch(caller.reach()::holds);
    }

    /** The units of its kind that stood beside the unit on the day, itself among them. */
    private List<UnitStood> peersOf(Unit unit, LocalDate on) {
        List<UnitThen> path = directory.pathOn("admin", unit.id(), on);
        UnitId parent = path.isEmpty() || path.getLast().parent() == null
                ? Objects.requireNonNull(unit.parent())
                : path.getLast().parent();
        return directory.stoodBelow(parent, on).stream()
                .filter(peer -> peer.unit().kind() == unit.kind())
                .toList();
    }

    private List<Unit> peersOf(Unit unit) {
        return unit.parent() == null
                ? List.of(unit)
                : directory.children(unit.parent()).stream()
                        .filter(peer -> peer.kind() == unit.kind())
                        .toList();
    }

    private static Scope ownPlace(Covered where) {
        return new Scope(where.unit.place(), where.unit.place());
    }

    /**
     * The records behind the figure, newest day first. A record of a unit outside the caller's scope stands there without
     * name and without a way to open it: it counts, because a unit of the caller took part.
     *
     * @param page from 1
     */
    public Page<SourceView> sources(
            Caller caller, String indicator, UnitId unit, Period period, @Nullable AsOf asOf, int page, int size) {
        return sources(caller, indicator, cover(caller, unit, period.to()).places, period, asOf, page, size);
    }

    /** As {@link #sources}, of what the unit itself took part in alone, without the units below it. */
    public Page<SourceView> ownSources(
            Caller caller, String indicator, UnitId unit, Period period, @Nullable AsOf asOf, int page, int size) {
        Covered where = cover(caller, unit, period.to());
        Scope own = ownPlace(where);
        if (where.places.stream().noneMatch(places -> places.holds(own))) {
            throw Problem.missing("directory.unit-missing");
        }
        return sources(caller, indicator, List.of(own), period, asOf, page, size);
    }

    private Page<SourceView> sources(
            Caller caller,
            String indicator,
            List<Scope> places,
            Period period,
            @Nullable AsOf asOf,
            int page,
            int size) {
        Page<FactSource> found = facts.sources(select(get(indicator), places, period, asOf), page, size);
        Map<UnitId, Unit> units = named(found.items());
        return new Page<>(
                found.items().stream()
                        .map(source -> view(caller, source, units))
                        .toList(),
                found.page(),
                found.size(),
                found.total());
    }

    /** The records that add something else to the figure now than in the earlier state, the latest change first. */
    public List<SourceChange> changes(Caller caller, String indicator, UnitId unit, Period period, AsOf since) {
        var changes = facts.changes(select(get(indicator), cover(caller, unit, period.to()).places, period, since));
        Map<UnitId, Unit> units =
                named(changes.stream().map(change -> change.source()).toList());
        return changes.stream()
                .map(change -> new SourceChange(
                        view(caller, change.source(), units),
                        change.before(),
                        change.source().recordedAt()))
                .toList();
    }

    /** Marks the state now, to be read again later. Not within a transaction. */
    public AsOf mark() {
        return facts.mark();
    }

    /**
     * The kept state of that number.
     *
     * @throws Problem {@code indicator.state-missing}
     */
    public AsOf asOf(long mark) {
        return facts.asOf(mark).orElseThrow(() -> Problem.missing("indicator.state-missing", mark));
    }

    /** The figure in the reader's language. */
    public FigureView view(Figure figure, Locale language) {
        IndicatorDef indicator = figure.indicator();
        return new FigureView(
                indicator.id(),
                indicator.label().in(language),
                indicator.unit().in(language),
                figure.value(),
                definition(indicator, language),
                figure.period().from(),
                figure.period().to(),
                figure.unit().ref(),
                figure.narrowedTo() == null
                        ? null
                        : words(
                                language,
                                "indicator.scope-note",
                                figure.narrowedTo().name()),
                figure.at(),
                figure.records(),
                figure.fewerThan());
    }

    /** The indicator in the reader's language. */
    public IndicatorView view(IndicatorDef indicator, Locale language) {
        Pack pack = mechanisms.get(indicator.pack());
        return new IndicatorView(
                indicator.id(),
                indicator.pack(),
                pack.name().in(language),
                pack.line().word(),
                indicator.label().in(language),
                indicator.unit().in(language),
                definition(indicator, language),
                indicator.kind());
    }

    /** What counts and what does not, in the pack's words or those of its measure. */
    public String definition(IndicatorDef indicator, Locale language) {
        if (indicator.definition() != null) {
            return indicator.definition().in(language);
        }
        String code = switch (indicator.measure()) {
            case SUM -> "indicator.definition-of-sum";
            case DISTINCT -> "indicator.definition-of-distinct";
        };
        return words(language, code, indicator.label().in(language));
    }

    private String words(Locale language, String code, Object... args) {
        return messages.getMessage(code, args, language);
    }

    private Covered cover(Caller caller, IndicatorDef definition, UnitId id, LocalDate on) {
        Unit unit = directory.unit(id);
        List<Scope> stood = stood(unit, on);
        boolean beyond = definition.visible() != Visible.OWN
                && !stood.stream().allMatch(caller.reach()::holds)
                && (definition.visible() == Visible.PUBLIC
                        || peersOf(unit).stream()
                                .anyMatch(peer -> caller.reach().holds(peer.places())));
        return beyond ? new Covered(unit, stood, null, true) : cover(caller, unit, stood);
    }

    private Covered cover(Caller caller, UnitId id, LocalDate on) {
        Unit unit = directory.unit(id);
        return cover(caller, unit, stood(unit, on));
    }

    /** Of a unit that has got places of the caller's since the day, the caller may see that nothing of them was its own. */
    private Covered cover(Caller caller, Unit unit, List<Scope> stood) {
        if (common(caller, unit.places()).findAny().isEmpty()) {
            throw Problem.missing("directory.unit-missing");
        }
        return new Covered(
                unit,
                stood.stream().flatMap(places -> common(caller, places)).toList(),
                stood.stream().allMatch(caller.reach()::holds) ? null : directory.unit(caller.unit()),
                false);
    }

    private static Stream<Scope> common(Caller caller, Scope places) {
        return caller.reach().runs().stream().flatMap(run -> run.meet(places).stream());
    }

    private List<Scope> stood(Unit unit, LocalDate on) {
        return on.isBefore(LocalDate.now(clock)) ? directory.stood(unit.id(), on) : List.of(unit.places());
    }

    private Map<UnitId, Unit> named(List<FactSource> sources) {
        Set<UnitId> ids = new HashSet<>();
        for (FactSource source : sources) {
            ids.addAll(source.takingPart());
            source.owners().forEach(owner -> ids.add(owner.unit()));
        }
        return directory.units(ids);
    }

    private static SourceView view(Caller caller, FactSource source, Map<UnitId, Unit> units) {
        boolean own = source.owners().stream().anyMatch(owner -> caller.reach().holds(owner.place()));
        UnitRef owner = source.owners().stream()
                .map(part -> units.get(part.unit()))
                .filter(Objects::nonNull)
                .map(Unit::ref)
                .findFirst()
                .orElse(null);
        return new SourceView(
                own ? source.source().id() : null,
                source.source().kind(),
                source.source().module(),
                own ? source.label() : null,
                source.day(),
                owner,
                source.takingPart().stream()
                        .map(units::get)
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparingLong(Unit::place))
                        .map(Unit::ref)
                        .toList(),
                source.quantity(),
                !own,
                own ? "/" + source.source().module() + "s/" + source.source().id() : null);
    }

    private static Stream<IndicatorDef> defined(Pack pack) {
        return pack.part(PackIndicators.class).stream().flatMap(part -> part.indicators().stream());
    }

    private static Selection select(IndicatorDef indicator, List<Scope> places, Period period, @Nullable AsOf asOf) {
        return new Selection(indicator.measure(), indicator.kind(), places, period, asOf);
    }
}
