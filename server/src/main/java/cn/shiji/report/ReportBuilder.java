package cn.shiji.report;

import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.document.Documents;
import cn.shiji.document.Figure;
import cn.shiji.document.Level;
import cn.shiji.indicator.FigureQuery;
import cn.shiji.indicator.IndicatorDef;
import cn.shiji.indicator.Indicators;
import cn.shiji.indicator.ReportSentence;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Uuid7;
import cn.shiji.plan.DeclaredEntry;
import cn.shiji.plan.PublishedPlan;
import cn.shiji.plan.PublishedPlan.PlanNode;
import cn.shiji.plan.Target;
import cn.shiji.report.Body.Chip;
import cn.shiji.report.Body.Origin;
import cn.shiji.report.Body.Section;
import cn.shiji.report.Body.Sentence;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the first draft of a report from a plan: its divisions become sections, and each commitment that has something to
 * tell becomes sentences.
 *
 * <p>What a commitment tells, in this order: the sentence of the mechanism whose indicators count towards it, told where
 * the first such commitment stands; the figure alone where that sentence does not hold it; what units declared, the latest
 * entry of each. A mechanism with no record at all tells nothing.
 */
@Component
class ReportBuilder {

    /** Reports are official documents in Chinese, whoever builds them. */
    static final Locale LANGUAGE = Locale.CHINESE;

    private static final int DEEPEST = 3;
    private static final int LONGEST_LEAD = 30;
    private static final String END = "。";
    private static final String ENDS = "。！？；";
    /** What a plan calls its chapter of promises; the report tells what became of them. */
    private static final String PROMISES = "(工作)?(谋划|计划|安排|打算|思路|要点|部署|举措)$";

    /** How a sentence begins that is one of several in a paragraph. */
    static final Pattern NUMBERED = Pattern.compile("[一二三四五六七八九十]+是");

    private static final String[] NUMERALS = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

    private final Indicators indicators;
    private final Directory directory;
    private final Clock clock;

    ReportBuilder(Indicators indicators, Directory directory, Clock clock) {
        this.indicators = indicators;
        this.directory = directory;
        this.clock = clock;
    }

    /** The first draft for the unit; figures as they are now. */
    Body build(Caller caller, PublishedPlan plan, Unit unit, Period period, String headingForLoose) {
        return new Work(caller, plan, unit, period).body(headingForLoose);
    }

    /**
     * What a commitment has to tell now, besides the indicators the text already holds; empty where it has nothing.
     *
     * @param known the text it is for
     * @param section the division it is for, whose numbering (一是…) it goes on with
     */
    List<Sentence> tell(
            Caller caller,
            PublishedPlan plan,
            Unit unit,
            Period period,
            UUID commitment,
            Body known,
            UUID section,
            Map<UUID, Chip> into) {
        Work work = new Work(caller, plan, unit, period);
        known.used().stream().map(Chip::indicator).filter(Objects::nonNull).forEach(work.told::add);
        List<Sentence> told = plan.commitments().stream()
                .filter(node -> node.id().equals(commitment))
                .findFirst()
                .map(node -> work.tellAlone(node, known.section(section)))
                .orElse(List.of());
        into.putAll(work.chips);
        return told;
    }

    /** The figure of an indicator as a sentence of its own, for a person to work into the text. */
    Sentence tell(Caller caller, Unit unit, Period period, String indicator, Map<UUID, Chip> into) {
        cn.shiji.indicator.Figure figure = indicators.read(caller, indicator, unit.id(), period, null);
        Chip chip = chipOf(figure, unit(figure));
        into.put(chip.id(), chip);
        return new Sentence(
                Uuid7.next(clock),
                Origin.RECORDED,
                null,
                figure.indicator().label().in(LANGUAGE) + token(chip) + END,
                false);
    }

    private Chip chipOf(cn.shiji.indicator.Figure figure, String suffix) {
        return Chip.recorded(
                Uuid7.next(clock),
                figure.indicator().label().in(LANGUAGE),
                unit(figure),
                suffix,
                figure.indicator().id(),
                figure.told());
    }

    private final class Work {

        private final PublishedPlan plan;
        private final Unit unit;
        private final Map<String, cn.shiji.indicator.Figure> figures = new LinkedHashMap<>();
        private final Map<UUID, Chip> chips = new LinkedHashMap<>();
        private final Set<String> told = new HashSet<>();
        private final Set<String> toldPacks = new HashSet<>();
        private final List<Draft> drafts = new ArrayList<>();
        private final Map<cn.shiji.kernel.UnitId, Unit> declaring;

        /** A section while it is being filled; the empty ones are left out at the end. */
        private static final class Draft {
            private final UUID id;
            private final @Nullable Draft parent;
            private final String heading;
            private final List<Sentence> sentences = new ArrayList<>();
            private int leads;

            private Draft(UUID id, @Nullable Draft parent, String heading) {
                this.id = id;
                this.parent = parent;
                this.heading = heading;
            }
        }

        private Work(Caller caller, PublishedPlan plan, Unit unit, Period period) {
            this.plan = plan;
            this.unit = unit;
            readFigures(caller, period);
            this.declaring = directory.units(plan.commitments().stream()
                    .flatMap(commitment -> commitment.entries().stream())
                    .map(DeclaredEntry::unit)
                    .collect(Collectors.toSet()));
        }

        private void readFigures(Caller caller, Period period) {
            Set<String> wanted = new LinkedHashSet<>();
            for (PlanNode commitment : plan.commitments()) {
                for (String bound : commitment.indicators()) {
                    indicators.find(bound).ifPresent(indicator -> {
                        wanted.add(bound);
                        sentence(indicator).forEach(piece -> {
                            if (piece instanceof ReportSentence.Piece.Value value) {
                                wanted.add(value.indicator());
                            }
                        });
                    });
                }
            }
            List<FigureQuery> queries = wanted.stream()
                    .map(indicator -> new FigureQuery(indicator, unit.id(), period))
                    .toList();
            indicators
                    .read(caller, queries, null)
                    .forEach(figure -> figures.put(figure.indicator().id(), figure));
        }

        private List<ReportSentence.Piece> sentence(IndicatorDef indicator) {
            return indicators
                    .sentence(indicator.pack())
                    .map(sentence -> sentence.pieces(LANGUAGE))
                    .orElse(List.of());
        }

        private Body body(String headingForLoose) {
            for (PlanNode node : plan.nodes()) {
                walk(node, null, 0, headingForLoose);
            }
            Set<UUID> full = new HashSet<>();
            for (Draft draft : drafts) {
                if (!draft.sentences.isEmpty()) {
                    for (Draft above = draft; above != null; above = above.parent) {
                        full.add(above.id);
                    }
                }
            }
            List<Section> sections = drafts.stream()
                    .filter(draft -> full.contains(draft.id))
                    .map(draft -> new Section(
                            draft.id, draft.parent == null ? null : draft.parent.id, draft.heading, draft.sentences))
                    .toList();
            return new Body(sections, chips);
        }

        private void walk(PlanNode node, @Nullable Draft section, int level, String headingForLoose) {
            if (node.commitment()) {
                tell(node, section == null ? open(null, headingForLoose) : section);
                return;
            }
            Draft inside = section;
            int depth = level;
            if (node.level() != Level.TITLE
                    && level < DEEPEST
                    && !node.heading().isBlank()) {
                inside = open(section, level == 0 ? outcome(node.heading()) : node.heading());
                depth = level + 1;
            }
            for (PlanNode child : node.children()) {
                walk(child, inside, depth, headingForLoose);
            }
        }

        private Draft open(@Nullable Draft parent, String heading) {
            if (parent == null && !drafts.isEmpty()) {
                Draft last = drafts.getLast();
                if (last.parent == null && last.heading.equals(heading)) {
                    return last;
                }
            }
            Draft draft = new Draft(Uuid7.next(clock), parent, heading);
            drafts.add(draft);
            return draft;
        }

        private List<Sentence> tellAlone(PlanNode commitment, Section section) {
            Draft draft = new Draft(section.id(), null, section.heading());
            draft.leads = (int) section.sentences().stream()
                    .filter(sentence -> NUMBERED.matcher(sentence.text()).lookingAt())
                    .count();
            tell(commitment, draft);
            return draft.sentences;
        }

        private void tell(PlanNode commitment, Draft section) {
            var texts = new ArrayList<Sentence>();
            boolean referred = false;
            for (String bound : commitment.indicators()) {
                cn.shiji.indicator.Figure figure = figures.get(bound);
                if (figure == null) {
                    continue;
                }
                if (told.contains(bound)) {
                    referred = true;
                    continue;
                }
                if (toldPacks.add(figure.indicator().pack())) {
                    recorded(commitment, figure.indicator(), texts);
                }
                if (!told.contains(bound) && figure.records() > 0) {
                    texts.add(sentence(Origin.RECORDED, commitment, alone(List.of(figure))));
                }
            }
            if (texts.isEmpty() && !referred || declaresMore(commitment)) {
                declared(commitment, texts);
            }
            lead(commitment, section, texts);
            section.sentences.addAll(texts);
        }

        /** The sentence of the mechanism, where any of its figures has a record. */
        private void recorded(PlanNode commitment, IndicatorDef indicator, List<Sentence> into) {
            List<ReportSentence.Piece> pieces = sentence(indicator);
            List<String> inside = pieces.stream()
                    .filter(ReportSentence.Piece.Value.class::isInstance)
                    .map(piece -> ((ReportSentence.Piece.Value) piece).indicator())
                    .toList();
            List<cn.shiji.indicator.Figure> present = inside.stream()
                    .map(figures::get)
                    .filter(Objects::nonNull)
                    .filter(figure -> figure.records() > 0)
                    .toList();
            if (present.isEmpty()) {
                return;
            }
            if (present.size() < inside.size()) {
                // A village may take part in what only its town holds: then only what it has a record of is told.
                into.add(sentence(Origin.RECORDED, commitment, alone(present)));
                return;
            }
            var text = new StringBuilder();
            String follows = "";
            for (int index = 0; index < pieces.size(); index++) {
                switch (pieces.get(index)) {
                    case ReportSentence.Piece.Text words ->
                        text.append(words.text().substring(words.text().startsWith(follows) ? follows.length() : 0));
                    case ReportSentence.Piece.Value value -> {
                        cn.shiji.indicator.Figure figure = Objects.requireNonNull(figures.get(value.indicator()));
                        // The unit belongs to the number; where the words give it, the chip takes it in.
                        boolean named = index + 1 < pieces.size()
                                && pieces.get(index + 1) instanceof ReportSentence.Piece.Text next
                                && next.text().startsWith(unit(figure));
                        follows = named ? unit(figure) : "";
                        text.append(token(put(chipOf(figure, follows))));
                        told.add(value.indicator());
                        continue;
                    }
                }
                follows = "";
            }
            into.add(sentence(Origin.RECORDED, commitment, ended(text.toString())));
        }

        /** Figures told by their names, without a mechanism's sentence. */
        private String alone(List<cn.shiji.indicator.Figure> present) {
            return present.stream()
                    .map(figure -> {
                        told.add(figure.indicator().id());
                        return figure.indicator().label().in(LANGUAGE) + token(put(chipOf(figure, unit(figure))));
                    })
                    .collect(Collectors.joining("，", "", END));
        }

        /** Whether an entry names an amount for a target that no indicator counts. */
        private boolean declaresMore(PlanNode commitment) {
            Set<UUID> uncounted = commitment.targets().stream()
                    .filter(target -> target.indicator() == null || !figures.containsKey(target.indicator()))
                    .map(Target::figure)
                    .collect(Collectors.toSet());
            return latest(commitment).stream()
                    .flatMap(entry -> entry.figures().stream())
                    .anyMatch(amount -> uncounted.contains(amount.figure()));
        }

        private void declared(PlanNode commitment, List<Sentence> into) {
            List<DeclaredEntry> entries = latest(commitment);
            for (DeclaredEntry entry : entries) {
                String who = entries.size() > 1 && !entry.unit().equals(unit.id()) ? entry.unitName() : "";
                into.add(sentence(Origin.DECLARED, commitment, who + words(entry)));
            }
        }

        /** The latest entry of each unit within the report's, in the order of the directory. */
        private List<DeclaredEntry> latest(PlanNode commitment) {
            Map<cn.shiji.kernel.UnitId, DeclaredEntry> latest = new HashMap<>();
            commitment.entries().stream()
                    .filter(entry -> within(entry.unit()))
                    .forEach(entry -> latest.put(entry.unit(), entry));
            return latest.values().stream()
                    .sorted(Comparator.comparingLong(entry -> place(entry.unit())))
                    .toList();
        }

        private boolean within(cn.shiji.kernel.UnitId id) {
            Unit found = declaring.get(id);
            return found != null && unit.places().holds(found.place());
        }

        private long place(cn.shiji.kernel.UnitId id) {
            return Objects.requireNonNull(declaring.get(id)).place();
        }

        /** The words of an entry: every number in them is declared, and an amount the words leave out is added. */
        private String words(DeclaredEntry entry) {
            String text = ended(plain(entry.sentence()).strip());
            var open = new ArrayList<>(entry.figures());
            var built = new StringBuilder();
            int done = 0;
            for (Figure figure : Documents.figures(text)) {
                int start = text.offsetByCodePoints(0, figure.span().start());
                int end = text.offsetByCodePoints(0, figure.span().end());
                if (start < done) {
                    continue;
                }
                DeclaredEntry.Amount amount = take(open, figure);
                built.append(text, done, start);
                built.append(token(
                        amount == null
                                ? declared(entry, figure.of(), figure.unit(), null, figure.text(), figure.value())
                                : declared(
                                        entry,
                                        amount.label().isBlank() ? figure.of() : amount.label(),
                                        amount.unit(),
                                        amount.figure(),
                                        figure.text(),
                                        amount.value())));
                done = end;
            }
            built.append(text, done, text.length());
            for (DeclaredEntry.Amount amount : open) {
                String shown = amount.value().stripTrailingZeros().toPlainString() + amount.unit();
                built.insert(
                        built.length() - 1,
                        "，" + plain(amount.label())
                                + token(declared(
                                        entry, amount.label(), amount.unit(), amount.figure(), shown, amount.value())));
            }
            return built.toString();
        }

        private static DeclaredEntry.@Nullable Amount take(List<DeclaredEntry.Amount> open, Figure figure) {
            BigDecimal value = figure.value();
            if (value == null) {
                return null;
            }
            DeclaredEntry.Amount found = open.stream()
                    .filter(amount -> amount.value().compareTo(value) == 0)
                    .min(Comparator.comparing(amount -> amount.unit().equals(figure.unit()) ? 0 : 1))
                    .orElse(null);
            open.remove(found);
            return found;
        }

        /** Begins with what it is about, numbered as the plan does (一是…), so that a section reads as one paragraph. */
        private void lead(PlanNode commitment, Draft section, List<Sentence> texts) {
            String name = name(plain(commitment.heading()).strip());
            if (texts.isEmpty() || name.isEmpty()) {
                return;
            }
            String number = commitment.marker().endsWith("是") && section.leads < NUMERALS.length
                    ? NUMERALS[section.leads++] + "是"
                    : "";
            Sentence first = texts.getFirst();
            texts.set(0, sentence(first.origin(), commitment, number + name + END + first.text()));
        }

        /** What the commitment is called, without its promises: no number of the plan gets into the report. */
        private static String name(String heading) {
            String name = ENDS.indexOf(heading.isEmpty() ? ' ' : heading.charAt(heading.length() - 1)) >= 0
                    ? heading.substring(0, heading.length() - 1)
                    : heading;
            if (name.length() > LONGEST_LEAD || !Documents.figures(name).isEmpty()) {
                name = name.substring(0, Math.max(name.indexOf('，'), 0));
            }
            return name.length() > LONGEST_LEAD || !Documents.figures(name).isEmpty() ? "" : name;
        }

        private Chip declared(
                DeclaredEntry entry,
                String label,
                String measure,
                @Nullable UUID target,
                String shown,
                @Nullable BigDecimal value) {
            return put(new Chip(
                    Uuid7.next(clock),
                    label,
                    measure,
                    "",
                    null,
                    entry.id(),
                    entry.unit().value(),
                    target,
                    shown,
                    value,
                    null));
        }

        private Chip put(Chip chip) {
            chips.put(chip.id(), chip);
            return chip;
        }

        private Sentence sentence(Origin origin, PlanNode commitment, String text) {
            return new Sentence(Uuid7.next(clock), origin, commitment.id(), text, false);
        }
    }

    private static String unit(cn.shiji.indicator.Figure figure) {
        return figure.indicator().unit().in(LANGUAGE);
    }

    /** Words from outside without the brackets that mark a figure, lest they be taken for one. */
    private static String plain(String words) {
        return words.replace('⟦', '［').replace('⟧', '］');
    }

    private static String token(Chip chip) {
        return "⟦" + chip.id() + "⟧";
    }

    private static String ended(String text) {
        if (text.isEmpty() || ENDS.indexOf(text.charAt(text.length() - 1)) < 0) {
            return text + END;
        }
        return text.substring(0, text.length() - 1) + END;
    }

    private static String outcome(String heading) {
        return heading.replaceFirst(PROMISES, "工作完成情况");
    }
}
