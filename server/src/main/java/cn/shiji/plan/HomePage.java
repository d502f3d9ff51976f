package cn.shiji.plan;

import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.indicator.FigureView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.mechanism.Cadence;
import cn.shiji.mechanism.Mechanisms;
import cn.shiji.mechanism.Pack;
import cn.shiji.plan.HomeView.DueItem;
import cn.shiji.plan.HomeView.HomeFigure;
import cn.shiji.plan.HomeView.RecentItem;
import cn.shiji.plan.PlanProgress.ProgressRow;
import cn.shiji.plan.PlanProgress.TargetView;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is due from the caller today, by role. */
@Component
class HomePage {

    /** A commitment is due soon from this many days before its day on. */
    private static final int SOON_DAYS = 14;

    private static final int MOST_DUE = 60;
    private static final int MOST_FIGURES = 6;
    private static final int MOST_RECENT = 8;

    private final Versions versions;
    private final PlanPage page;
    private final Directory directory;
    private final Mechanisms mechanisms;
    private final Recorded recorded;
    private final MessageSource messages;
    private final Clock clock;

    HomePage(
            Versions versions,
            PlanPage page,
            Directory directory,
            Mechanisms mechanisms,
            Recorded recorded,
            MessageSource messages,
            Clock clock) {
        this.versions = versions;
        this.page = page;
        this.directory = directory;
        this.mechanisms = mechanisms;
        this.recorded = recorded;
        this.messages = messages;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    HomeView home(Caller caller, Locale language) {
        LocalDate today = LocalDate.now(clock);
        var due = new ArrayList<DueItem>();
        Map<String, HomeFigure> figures = new LinkedHashMap<>();
        var recent = new ArrayList<RecentItem>();
        if (caller.may(Right.PLAN_EDIT)) {
            List<PlanHead> drafts = versions.drafts(caller);
            Map<UUID, Tally> tallies = versions.tallies(drafts);
            drafts.forEach(draft -> due.add(waiting(draft, tallies.getOrDefault(draft.id(), Tally.NOTHING), language)));
        }
        boolean overseer = caller.may(Right.PROGRESS_CONFIRM);
        boolean mayDeclare = caller.may(Right.PROGRESS_DECLARE);
        if (caller.may(Right.RECORD_ENTER)) {
            due.addAll(turns(caller, today, language));
        }
        List<PlanHead> plans = caller.may(Right.WORK_READ) ? current(caller, today) : List.of();
        for (PlanHead head : plans) {
            PlanPage.Looked looked = page.look(caller, head, language);
            List<ProgressRow> rows = looked.rows();
            Set<Long> own = ownUnits(caller);
            if (mayDeclare || overseer) {
                rows.stream()
                        .filter(row -> !row.state().equals(Standing.State.DONE.word()))
                        .filter(row -> overseer || concerns(row, own))
                        .filter(row -> row.daysLeft() <= SOON_DAYS || neglected(caller, row, looked))
                        .forEach(row -> due.add(commitment(head, row, mayDeclare, language)));
            }
            rows.stream()
                    .filter(row -> overseer || concerns(row, own) || hasRecords(row))
                    .forEach(row -> row.targets().forEach(target -> figure(head, row, target, figures)));
            rows.forEach(row -> looked.entries(row.commitment()).stream()
                    .filter(Entries.Entry::stands)
                    .forEach(entry -> recent.add(new RecentItem(
                            row.heading() + " · " + entry.unitName(), entry.enteredAt(), href(head, row)))));
        }
        due.sort(Comparator.comparing(DueItem::daysLeft, Comparator.nullsLast(Comparator.naturalOrder())));
        recent.sort(Comparator.comparing(RecentItem::at).reversed());
        return new HomeView(
                today,
                due.stream().limit(MOST_DUE).toList(),
                figures.values().stream().limit(MOST_FIGURES).toList(),
                recent.stream().limit(MOST_RECENT).toList());
    }

    /** The plans of this year and those of earlier years that still run: the newest year of every unit. */
    private List<PlanHead> current(Caller caller, LocalDate today) {
        List<PlanHead> published = versions.list(caller).stream()
                .filter(PlanHead::published)
                .filter(head -> head.year() <= today.getYear())
                .toList();
        Map<UnitId, Integer> newest =
                published.stream().collect(Collectors.toMap(PlanHead::unit, PlanHead::year, Math::max));
        return published.stream()
                .filter(head -> Objects.equals(newest.get(head.unit()), head.year()))
                .toList();
    }

    private Set<Long> ownUnits(Caller caller) {
        return directory.within(caller.reach()).stream()
                .map(Unit::id)
                .map(UnitId::value)
                .collect(Collectors.toSet());
    }

    private static boolean concerns(ProgressRow row, Set<Long> units) {
        return row.lead() != null && units.contains(row.lead().id())
                || row.supporting().stream().anyMatch(unit -> units.contains(unit.id()));
    }

    /** Nothing was recorded or declared yet, and half of the year to do it in is over. */
    private static boolean neglected(Caller caller, ProgressRow row, PlanPage.Looked looked) {
        return row.state().equals(Standing.State.NOTHING.word())
                && (!caller.may(Right.PROGRESS_CONFIRM) || looked.today.getDayOfYear() > 182);
    }

    private static boolean hasRecords(ProgressRow row) {
        return row.targets().stream()
                .anyMatch(
                        target -> target.recorded() != null && target.recorded().records() > 0);
    }

    /** Mechanisms of which nothing is on record yet in their present turn. */
    private List<DueItem> turns(Caller caller, LocalDate today, Locale language) {
        Map<String, Rhythm> rhythms = new LinkedHashMap<>();
        Map<String, Pack> packs = new LinkedHashMap<>();
        for (Pack pack : mechanisms.inService()) {
            Cadence cadence = pack.cadence();
            if (cadence != null) {
                Rhythm.of(cadence, today).ifPresent(rhythm -> {
                    rhythms.put(pack.id(), rhythm);
                    packs.put(pack.id(), pack);
                });
            }
        }
        Map<String, Period> turns = new LinkedHashMap<>();
        rhythms.forEach((pack, rhythm) -> turns.put(pack, rhythm.turn()));
        return recorded.records(caller, turns, caller.unit()).entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(entry -> turn(
                        Objects.requireNonNull(packs.get(entry.getKey())),
                        Objects.requireNonNull(rhythms.get(entry.getKey())),
                        today,
                        language))
                .toList();
    }

    private DueItem turn(Pack pack, Rhythm rhythm, LocalDate today, Locale language) {
        long daysLeft = ChronoUnit.DAYS.between(today, rhythm.due());
        return new DueItem(
                "record",
                told(language, "plan.home.turn", pack.name().in(language)),
                told(
                        language,
                        "plan.home.turn-sub",
                        pack.owner(),
                        day(rhythm.turn().from(), language),
                        day(rhythm.turn().to(), language)),
                rhythm.due(),
                daysLeft,
                state(daysLeft),
                told(language, "plan.home.turn-action"),
                "/mechanisms/" + pack.id());
    }

    private static String day(LocalDate day, Locale language) {
        return day.format(
                Locale.ENGLISH.getLanguage().equals(language.getLanguage())
                        ? DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH)
                        : DateTimeFormatter.ofPattern("M月d日", Locale.CHINESE));
    }

    private static String state(long daysLeft) {
        if (daysLeft < 0) {
            return "late";
        }
        if (daysLeft == 0) {
            return "today";
        }
        return daysLeft <= SOON_DAYS ? "soon" : "waiting";
    }

    private DueItem waiting(PlanHead draft, Tally tally, Locale language) {
        return new DueItem(
                "plan-draft",
                told(language, "plan.home.draft", draft.title()),
                told(language, "plan.home.draft-sub", tally.reviewed(), tally.commitments(), tally.maskedOpen()),
                null,
                null,
                "waiting",
                told(language, "plan.home.draft-action"),
                "/plans/" + draft.id() + "/read?version=" + draft.version());
    }

    private DueItem commitment(PlanHead head, ProgressRow row, boolean mayDeclare, Locale language) {
        String lead = row.lead() == null ? "" : row.lead().name();
        String sub = told(
                language,
                row.state().equals(Standing.State.NOTHING.word()) ? "plan.home.nothing-sub" : "plan.home.sub",
                head.title(),
                row.number(),
                lead);
        return new DueItem(
                "commitment",
                row.heading(),
                sub,
                row.due(),
                row.daysLeft(),
                state(row.daysLeft()),
                told(language, mayDeclare ? "plan.home.action" : "plan.home.look"),
                href(head, row));
    }

    private static String href(PlanHead head, ProgressRow row) {
        return "/plans/" + head.id() + "?commitment=" + row.commitment();
    }

    private static void figure(PlanHead head, ProgressRow row, TargetView target, Map<String, HomeFigure> figures) {
        FigureView read = target.recorded();
        if (read == null) {
            return;
        }
        figures.putIfAbsent(
                read.indicator(),
                new HomeFigure(
                        read.indicator(),
                        read.label(),
                        read.unit(),
                        read.value(),
                        read.definition(),
                        read.from(),
                        read.to(),
                        read.scope(),
                        read.scopeNote(),
                        read.asOf(),
                        read.records(),
                        read.fewerThan(),
                        target.target() == null ? target.low() : target.target(),
                        target.unset() ? null : target.relation(),
                        href(head, row)));
    }

    private String told(Locale language, String code, @Nullable Object... args) {
        // Numbers are told as they are, not with separators of thousands.
        Object[] plain = new Object[args.length];
        for (int at = 0; at < args.length; at++) {
            plain[at] = String.valueOf(args[at]);
        }
        return messages.getMessage(code, plain, language);
    }
}
