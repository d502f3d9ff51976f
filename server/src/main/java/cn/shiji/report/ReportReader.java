package cn.shiji.report;

import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.document.Documents;
import cn.shiji.fact.AsOf;
import cn.shiji.indicator.Figure;
import cn.shiji.indicator.FigureQuery;
import cn.shiji.indicator.Indicators;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.plan.DeclaredEntry;
import cn.shiji.plan.DutyRole;
import cn.shiji.plan.Plans;
import cn.shiji.plan.PublishedPlan;
import cn.shiji.plan.PublishedPlan.PlanNode;
import cn.shiji.report.Body.Chip;
import cn.shiji.report.Body.Placed;
import cn.shiji.report.Body.Sentence;
import cn.shiji.report.ReportView.ChangedRecordView;
import cn.shiji.report.ReportView.ChipView;
import cn.shiji.report.ReportView.DifferenceView;
import cn.shiji.report.ReportView.PieceView;
import cn.shiji.report.ReportView.ReportCounts;
import cn.shiji.report.ReportView.SectionView;
import cn.shiji.report.ReportView.SentenceView;
import cn.shiji.report.ReportView.ToldElsewhereView;
import cn.shiji.report.ReportView.UntoldView;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Reads a report with its figures: live in a draft, kept in a frozen one beside what they are now.
 *
 * <p>A report is shown only to callers whose scope holds all of its unit, so a figure is the same for everybody who sees
 * it.
 */
@Component
class ReportReader {

    /** How ids of numbers typed by hand begin; they are made at each reading. */
    private static final String TYPED = "typed-";

    private static final Pattern TYPED_TOKEN = Pattern.compile("⟦(" + TYPED + "[0-9a-f-]+)⟧");

    private static final String[] CHINESE = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

    private final Directory directory;
    private final Indicators indicators;
    private final Plans plans;
    private final MessageSource messages;
    private final Clock clock;

    ReportReader(Directory directory, Indicators indicators, Plans plans, MessageSource messages, Clock clock) {
        this.messages = messages;
        this.directory = directory;
        this.indicators = indicators;
        this.plans = plans;
        this.clock = clock;
    }

    /** The days the figures of a report cover: the year up to today, or to the day of freezing. */
    Period period(Report report) {
        LocalDate last = report.frozen() == null
                ? min(LocalDate.now(clock), LocalDate.of(report.year(), 12, 31))
                : report.frozen().through();
        return new Period(LocalDate.of(report.year(), 1, 1), last);
    }

    ReportView view(Caller caller, Report report, Locale language) {
        return new Sight(caller, report, language).view();
    }

    /** The figures that differ now from those kept, and nothing else; in the order of the document. */
    List<DifferenceView> differences(Caller caller, Report report, Locale language) {
        return new Sight(caller, report, language).differences();
    }

    /** The text with every number as it is in the state, to be kept by a freezing. */
    Body kept(Caller caller, Report report, AsOf state, Period period) {
        var kept = new ArrayList<Chip>();
        Map<String, Figure> then = figures(caller, report, period, state);
        Declared declared = new Declared(published(caller, report));
        for (Chip chip : report.body().chips().values()) {
            Figure figure = chip.indicator() == null ? null : then.get(chip.indicator());
            if (chip.indicator() == null) {
                kept.add(chip.keeping(declared.stands(chip) ? chip.value() : null));
            } else {
                kept.add(chip.keeping(figure == null ? null : figure.told()));
            }
        }
        return report.body().withChips(kept);
    }

    /** The text with the numbers typed by hand put back as words, where an editor sends them as figures. */
    String asWords(Caller caller, Report report, String text) {
        if (!TYPED_TOKEN.matcher(text).find()) {
            return text;
        }
        Map<String, ChipView> chips =
                view(caller, report, ReportBuilder.LANGUAGE).chips();
        return TYPED_TOKEN.matcher(text).replaceAll(token -> {
            ChipView chip = chips.get(token.group(1));
            return Matcher.quoteReplacement(chip == null ? token.group() : chip.text());
        });
    }

    private PublishedPlan published(Caller caller, Report report) {
        return plans.published(caller, report.plan());
    }

    private Map<String, Figure> figures(Caller caller, Report report, Period period, @Nullable AsOf state) {
        List<FigureQuery> queries = report.body().chips().values().stream()
                .map(Chip::indicator)
                .filter(Objects::nonNull)
                .distinct()
                // A mechanism that is out of service counts nothing any more.
                .filter(indicator -> indicators.find(indicator).isPresent())
                .map(indicator -> new FigureQuery(indicator, report.unit(), period))
                .toList();
        Map<String, Figure> figures = new HashMap<>();
        indicators
                .read(caller, queries, state)
                .forEach(figure -> figures.put(figure.indicator().id(), figure));
        return figures;
    }

    /** What units declare now. */
    private static final class Declared {

        private record Standing(DeclaredEntry entry, PlanNode commitment) {}

        private final Map<UUID, Standing> entries = new HashMap<>();
        private final Map<UUID, List<DeclaredEntry>> ofTarget = new HashMap<>();

        private Declared(PublishedPlan plan) {
            for (PlanNode commitment : plan.commitments()) {
                for (DeclaredEntry entry : commitment.entries()) {
                    entries.put(entry.id(), new Standing(entry, commitment));
                    entry.figures()
                            .forEach(amount -> ofTarget.computeIfAbsent(amount.figure(), _ -> new ArrayList<>())
                                    .add(entry));
                }
            }
        }

        boolean stands(Chip chip) {
            return entries.containsKey(chip.entry());
        }

        Optional<Standing> entry(Chip chip) {
            return Optional.ofNullable(entries.get(chip.entry()));
        }

        /** What the unit that declared it declares now: the latest amount for the same target, else the entry's own. */
        @Nullable
        BigDecimal now(Chip chip) {
            if (chip.figure() != null) {
                List<DeclaredEntry> standing = ofTarget.getOrDefault(chip.figure(), List.of()).stream()
                        .filter(entry ->
                                chip.declaredBy() != null && entry.unit().value() == chip.declaredBy())
                        .toList();
                return standing.isEmpty()
                        ? null
                        : standing.getLast().figures().stream()
                                .filter(amount -> amount.figure().equals(chip.figure()))
                                .map(DeclaredEntry.Amount::value)
                                .findFirst()
                                .orElse(null);
            }
            return stands(chip) ? chip.value() : null;
        }
    }

    /** One reading of one report. */
    private final class Sight {

        private final Caller caller;
        private final Report report;
        private final Locale language;
        private final Period period;
        private final PublishedPlan plan;
        private final Declared declared;
        private final Map<String, Figure> now;
        private final Map<String, Figure> then;
        private final @Nullable AsOf state;
        private final Map<String, ChipView> chips = new LinkedHashMap<>();
        private int characters;

        private Sight(Caller caller, Report report, Locale language) {
            this.caller = caller;
            this.report = report;
            this.language = language;
            this.period = period(report);
            this.plan = published(caller, report);
            this.declared = new Declared(plan);
            this.now = figures(caller, report, period, null);
            this.state = report.frozen() == null
                    ? null
                    : indicators.asOf(report.frozen().mark());
            this.then = state == null ? now : figures(caller, report, period, state);
        }

        private ReportView view() {
            report.body().used().forEach(chip -> chips.put(chip.id().toString(), chip(chip)));
            List<SectionView> sections =
                    report.body().inOrder().stream().map(this::section).toList();
            List<ToldElsewhereView> elsewhere = toldElsewhere();
            Report.Freezing frozen = report.frozen();
            return new ReportView(
                    report.id(),
                    report.title(),
                    report.year(),
                    directory.unit(report.unit()).ref(),
                    report.plan(),
                    report.planVersion(),
                    frozen == null ? "draft" : "frozen",
                    report.version(),
                    state == null ? clock.instant() : state.at(),
                    state == null ? null : state.mark(),
                    frozen == null ? null : frozen.at(),
                    frozen == null ? null : frozen.by(),
                    period.from(),
                    period.to(),
                    frozen == null && caller.may(Right.REPORT_BUILD),
                    report.changedBy(),
                    report.changedAt(),
                    sections,
                    chips,
                    untold(elsewhere),
                    elsewhere,
                    counts());
        }

        private SectionView section(Placed placed) {
            var sentences = new ArrayList<SentenceView>();
            int before = characters;
            for (Sentence sentence : placed.section().sentences()) {
                sentences.add(sentence(sentence, sentences.size() + 1));
            }
            int own = characters - before;
            characters += length(placed.section().heading());
            return new SectionView(
                    placed.section().id(),
                    placed.section().parent(),
                    placed.level(),
                    placed.ordinal(),
                    marker(placed.level(), placed.ordinal()),
                    placed.section().heading(),
                    own,
                    sentences);
        }

        private SentenceView sentence(Sentence sentence, int ordinal) {
            return new SentenceView(
                    sentence.id(),
                    ordinal,
                    sentence.origin().name().toLowerCase(Locale.ROOT),
                    sentence.commitment(),
                    sentence.text(),
                    pieces(sentence),
                    sentence.edited());
        }

        /** A stretch of the sentence as it is read. */
        private record Stretch(int start, int end, String chip) {}

        private List<PieceView> pieces(Sentence sentence) {
            var shown = new StringBuilder();
            var stretches = new ArrayList<Stretch>();
            Matcher token = Body.TOKEN.matcher(sentence.text());
            int done = 0;
            while (token.find()) {
                shown.append(sentence.text(), done, token.start());
                String id = Objects.requireNonNull(token.group(1));
                int start = shown.length();
                shown.append(Objects.requireNonNull(chips.get(id)).text());
                stretches.add(new Stretch(start, shown.length(), id));
                done = token.end();
            }
            shown.append(sentence.text(), done, sentence.text().length());
            String text = shown.toString();
            characters += length(text);
            List<Stretch> typed = typed(sentence, text, stretches);
            var all = new ArrayList<>(stretches);
            all.addAll(typed);
            all.sort(Comparator.comparingInt(Stretch::start));
            var pieces = new ArrayList<PieceView>();
            int at = 0;
            for (Stretch stretch : all) {
                if (stretch.start > at) {
                    pieces.add(new PieceView(text.substring(at, stretch.start), null));
                }
                pieces.add(new PieceView(
                        typed.contains(stretch) ? text.substring(stretch.start, stretch.end) : null, stretch.chip));
                at = stretch.end;
            }
            if (at < text.length()) {
                pieces.add(new PieceView(text.substring(at), null));
            }
            return pieces;
        }

        /** Numbers that are words only: nothing stands behind them. */
        private List<Stretch> typed(Sentence sentence, String text, List<Stretch> chipsInside) {
            var typed = new ArrayList<Stretch>();
            for (cn.shiji.document.Figure figure : Documents.figures(text)) {
                int start = text.offsetByCodePoints(0, figure.span().start());
                int end = text.offsetByCodePoints(0, figure.span().end());
                if (chipsInside.stream().anyMatch(chip -> start < chip.end && chip.start < end)) {
                    continue;
                }
                String id = TYPED + sentence.id() + "-" + (typed.size() + 1);
                typed.add(new Stretch(start, end, id));
                chips.put(
                        id,
                        new ChipView(
                                id,
                                "unsupported",
                                figure.of(),
                                figure.text(),
                                figure.value(),
                                figure.unit(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null));
            }
            return typed;
        }

        private ChipView chip(Chip chip) {
            return chip.indicator() == null ? declaredChip(chip) : recordedChip(chip, chip.indicator());
        }

        private ChipView recordedChip(Chip chip, String indicator) {
            Figure figureNow = now.get(indicator);
            Figure figureThen = then.get(indicator);
            BigDecimal value =
                    report.frozen() != null ? chip.kept() : figureNow == null ? chip.value() : figureNow.told();
            BigDecimal current = figureNow == null ? null : figureNow.told();
            Figure shown = report.frozen() == null ? figureNow : figureThen;
            Integer fewer = shown == null ? null : shown.fewerThan();
            String standing;
            if (fewer != null) {
                standing = report.frozen() == null ? "live" : "supported";
            } else if (current == null || value == null) {
                standing = "unsupported";
            } else if (report.frozen() == null) {
                standing = "live";
            } else {
                standing = current.compareTo(value) == 0 ? "supported" : "changed";
            }
            return new ChipView(
                    chip.id().toString(),
                    standing,
                    figureNow == null
                            ? chip.label()
                            : figureNow.indicator().label().in(language),
                    told(value, fewer) + chip.suffix(),
                    value,
                    chip.unit(),
                    report.frozen() == null ? null : chip.kept(),
                    standing.equals("changed") ? current : null,
                    indicator,
                    null,
                    null,
                    null,
                    null,
                    figureThen == null ? null : indicators.view(figureThen, language));
        }

        private String told(@Nullable BigDecimal value, @Nullable Integer fewerThan) {
            if (fewerThan != null) {
                return messages.getMessage("indicator.fewer-than", new Object[] {fewerThan}, language);
            }
            return value == null ? "—" : value.toPlainString();
        }

        private ChipView declaredChip(Chip chip) {
            BigDecimal value = chip.value();
            BigDecimal current = declared.now(chip);
            boolean stands = declared.stands(chip);
            boolean same = stands && (current == null ? value == null : value != null && current.compareTo(value) == 0);
            String standing = same ? "declared" : stands || current != null ? "changed" : "unsupported";
            // A number that the frozen report told and nobody declares any more has changed; in a draft it is
            // unsupported.
            if (standing.equals("unsupported") && report.frozen() != null) {
                standing = "changed";
            }
            Optional<Declared.Standing> entry = declared.entry(chip);
            return new ChipView(
                    chip.id().toString(),
                    standing,
                    chip.label(),
                    chip.shown() == null ? "—" : chip.shown(),
                    value,
                    chip.unit(),
                    report.frozen() == null ? null : chip.kept(),
                    standing.equals("changed") ? current : null,
                    null,
                    chip.entry(),
                    entry.map(standingEntry -> standingEntry.commitment().id()).orElse(null),
                    entry.map(standingEntry -> standingEntry.entry().unitName()).orElse(null),
                    entry.map(standingEntry -> standingEntry.entry().day()).orElse(null),
                    null);
        }

        private List<DifferenceView> differences() {
            var differences = new ArrayList<DifferenceView>();
            if (state == null) {
                return differences;
            }
            for (Chip chip : report.body().used()) {
                ChipView view = chip(chip);
                if (!view.state().equals("changed")) {
                    continue;
                }
                List<ChangedRecordView> records = chip.indicator() == null
                        ? List.of()
                        : indicators.changes(caller, chip.indicator(), report.unit(), period, state).stream()
                                .map(change -> new ChangedRecordView(
                                        change.source().id(),
                                        change.source().label(),
                                        change.source().day(),
                                        change.source().owner(),
                                        change.before(),
                                        change.source().quantity(),
                                        change.changedAt(),
                                        change.source().open()))
                                .toList();
                differences.add(new DifferenceView(
                        chip.id(),
                        report.body().holding(chip.id()).orElseThrow().id(),
                        view.label(),
                        view.unit(),
                        chip.kept(),
                        view.nowValue(),
                        chip.entry(),
                        records));
            }
            return differences;
        }

        private ReportCounts counts() {
            Map<String, Long> states =
                    chips.values().stream().collect(Collectors.groupingBy(ChipView::state, Collectors.counting()));
            return new ReportCounts(
                    chips.size(),
                    count(states, "live") + count(states, "supported"),
                    count(states, "changed"),
                    count(states, "declared"),
                    count(states, "unsupported"),
                    characters + length(report.title()));
        }

        private static int count(Map<String, Long> states, String state) {
            return states.getOrDefault(state, 0L).intValue();
        }

        private List<ToldElsewhereView> toldElsewhere() {
            Set<UUID> own = ownSentences();
            Map<String, UUID> sentenceOf = new HashMap<>();
            for (Sentence sentence : report.body().sentences()) {
                for (UUID chip : sentence.chips()) {
                    String indicator = Objects.requireNonNull(
                                    report.body().chips().get(chip))
                            .indicator();
                    if (indicator != null) {
                        sentenceOf.putIfAbsent(indicator, sentence.id());
                    }
                }
            }
            return plan.commitments().stream()
                    .filter(commitment -> !own.contains(commitment.id()))
                    .flatMap(commitment -> commitment.indicators().stream()
                            .map(sentenceOf::get)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .map(sentence -> new ToldElsewhereView(
                                    commitment.id(), commitment.number(), name(commitment), sentence))
                            .stream())
                    .toList();
        }

        private List<UntoldView> untold(List<ToldElsewhereView> elsewhere) {
            Set<UUID> told = ownSentences();
            elsewhere.forEach(view -> told.add(view.commitment()));
            return plan.commitments().stream()
                    .filter(commitment -> !told.contains(commitment.id()))
                    .filter(this::concerns)
                    .map(commitment ->
                            new UntoldView(commitment.id(), commitment.number(), name(commitment), lead(commitment)))
                    .toList();
        }

        /** In the report of the plan's own unit every commitment is expected, else those its unit has a duty in. */
        private boolean concerns(PlanNode commitment) {
            Unit unit = directory.unit(report.unit());
            return plan.unit().equals(report.unit())
                    || commitment.units().stream().anyMatch(duty -> within(unit, duty.unit()));
        }

        private boolean within(Unit unit, UnitId id) {
            return id.equals(unit.id())
                    || unit.places().holds(directory.unit(id).place());
        }

        private Set<UUID> ownSentences() {
            return report.body().sentences().stream()
                    .map(Sentence::commitment)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }

        private static @Nullable String lead(PlanNode commitment) {
            String names = commitment.units().stream()
                    .filter(duty -> duty.role() != DutyRole.SUPPORTING)
                    .map(duty -> duty.name())
                    .distinct()
                    .collect(Collectors.joining("、"));
            return names.isEmpty() ? null : names;
        }

        private static String name(PlanNode commitment) {
            return commitment.heading().isBlank() ? commitment.text() : commitment.heading();
        }
    }

    /** How a division is numbered in official documents: 一、 （一） 1． */
    static String marker(int level, int ordinal) {
        return switch (level) {
            case 1 -> chinese(ordinal) + "、";
            case 2 -> "（" + chinese(ordinal) + "）";
            default -> ordinal + "．";
        };
    }

    private static String chinese(int number) {
        if (number >= 100) {
            return Integer.toString(number);
        }
        String tens = number < 10 ? "" : (number < 20 ? "" : CHINESE[number / 10]) + "十";
        return tens + CHINESE[number % 10];
    }

    private static int length(String text) {
        return (int) text.codePoints().filter(c -> !Character.isWhitespace(c)).count();
    }

    private static LocalDate min(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
