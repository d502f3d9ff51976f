package cn.shiji.indicator;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.fact.AsOf;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures over HTTP. Without a unit it is the caller's own; without days it is this year up to today. */
@RestController
class IndicatorApi {

    private static final int LARGEST_PAGE = 200;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    private final Indicators indicators;
    private final Access access;
    private final Clock clock;

    IndicatorApi(Indicators indicators, Access access, Clock clock) {
        this.indicators = indicators;
        this.access = access;
        this.clock = clock;
    }

    /** Every indicator of the packs in service. */
    @Needs(value = Right.FIGURE_READ, at = At.NOWHERE)
    @GetMapping("/api/indicators")
    List<IndicatorView> all(Locale language) {
        access.caller();
        return indicators.all().stream()
                .map(indicator -> indicators.view(indicator, language))
                .toList();
    }

    /** The figure, in the newest state or a kept one. */
    @Needs(value = Right.FIGURE_READ, at = At.PEERS)
    @GetMapping("/api/indicators/{id}/figure")
    FigureView figure(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Long asOf,
            Locale language) {
        Caller caller = access.caller();
        return indicators.view(
                indicators.read(caller, id, unit(caller, unit), period(from, to), state(asOf)), language);
    }

    /** The figure month by month, with the year before. */
    @Needs(value = Right.FIGURE_READ, at = At.PEERS)
    @GetMapping("/api/indicators/{id}/series")
    SeriesView series(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable Integer year) {
        Caller caller = access.caller();
        int asked = year == null ? LocalDate.now(clock).getYear() : year;
        if (asked < FIRST_YEAR || asked > LAST_YEAR) {
            throw Problem.bad("problem.parameter", "year", asked);
        }
        return indicators.series(caller, id, unit(caller, unit), asked);
    }

    /** The figure of each unit directly below, in the order of the directory. */
    @Needs(value = Right.FIGURE_READ, at = At.PEERS)
    @GetMapping("/api/indicators/{id}/units")
    List<UnitFigureView> units(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        Caller caller = access.caller();
        return indicators.byUnit(caller, id, unit(caller, unit), period(from, to));
    }

    /** How a unit stands among its peers, where the pack lets them see the indicator. */
    @Needs(value = Right.FIGURE_READ, at = At.WITHIN)
    @GetMapping("/api/indicators/{id}/peers")
    PeersView peers(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        Caller caller = access.caller();
        return indicators.peers(caller, id, unit(caller, unit), period(from, to));
    }

    /** The records behind the figure, newest day first; {@code own} leaves out the units below. */
    @Needs(value = Right.WORK_READ, at = At.PEERS)
    @GetMapping("/api/indicators/{id}/sources")
    Page<SourceView> sources(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable Long asOf,
            @RequestParam(defaultValue = "false") boolean own,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "20") int size) {
        Caller caller = access.caller();
        UnitId asked = unit(caller, unit);
        int first = Math.max(page, 1);
        int most = Math.clamp(size, 1, LARGEST_PAGE);
        return own
                ? indicators.ownSources(caller, id, asked, period(from, to), state(asOf), first, most)
                : indicators.sources(caller, id, asked, period(from, to), state(asOf), first, most);
    }

    private static UnitId unit(Caller caller, @Nullable Long unit) {
        if (unit == null) {
            return caller.unit();
        }
        if (unit <= 0) {
            throw Problem.missing("directory.unit-missing");
        }
        return new UnitId(unit);
    }

    private Period period(@Nullable LocalDate from, @Nullable LocalDate to) {
        LocalDate last = to == null ? LocalDate.now(clock) : to;
        LocalDate first = from == null ? last.withDayOfYear(1) : from;
        if (last.isBefore(first)) {
            throw Problem.bad("indicator.days-turned", first, last);
        }
        return new Period(first, last);
    }

    private @Nullable AsOf state(@Nullable Long mark) {
        return mark == null ? null : indicators.asOf(mark);
    }
}
