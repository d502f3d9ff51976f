package cn.shiji.plan;

import cn.shiji.document.Change;
import cn.shiji.document.FigureRole;
import cn.shiji.document.Relation;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people do to the figures of a draft: say what is to be reached, fill hidden numbers, bind indicators. */
@Component
class FigureCorrections {

    private static final int LONGEST_UNIT = 20;

    /** Measures that no sum of recorded amounts can answer. */
    private static final Set<String> RATIOS = Set.of("%", "％", "百分点", "倍", "比例", "位");

    /** Whether no sum of recorded amounts can answer a number in this measure. */
    static boolean isRatio(String unit) {
        return RATIOS.contains(unit);
    }

    private final Recorded recorded;

    FigureCorrections(Recorded recorded) {
        this.recorded = recorded;
    }

    /** Changes a figure. */
    Step change(Sheet sheet, UUID id, FigureChange change) {
        Figure figure = figure(sheet, id);
        Figure changed = changed(figure, change);
        sheet.put(changed);
        Node node = sheet.node(figure.node());
        List<String> fields = fields(change);
        boolean other = fields.stream().anyMatch(field -> !field.equals("indicator") && !field.equals("of"));
        return Step.on(node, sheet.called(node), "change-figure")
                .changing(fields)
                .saying(other ? figure.text() + " → " + told(changed) : figure.text());
    }

    private static Figure figure(Sheet sheet, UUID id) {
        return sheet.tree().figure(id).orElseThrow(() -> Problem.missing("plan.figure-missing"));
    }

    private static List<String> fields(FigureChange change) {
        return Stream.of(
                        change.target() != null ? "target" : null,
                        Boolean.TRUE.equals(change.unset()) ? "unset" : null,
                        change.value() != null || change.low() != null || change.high() != null ? "number" : null,
                        change.relation() != null ? "relation" : null,
                        change.unit() != null ? "measure" : null,
                        change.of() != null ? "of" : null,
                        change.indicator() != null ? "indicator" : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private Figure changed(Figure figure, FigureChange change) {
        var faults = new ArrayList<Fault>();
        Numbers.fault("value", change.value()).ifPresent(faults::add);
        Numbers.fault("low", change.low()).ifPresent(faults::add);
        Numbers.fault("high", change.high()).ifPresent(faults::add);
        Corrections.tooLong("unit", change.unit(), LONGEST_UNIT, faults);
        Corrections.tooLong("of", change.of(), Corrections.LONGEST_HEADING, faults);
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        Relation relation = change.relation() == null ? figure.relation() : relation(change.relation(), faults);
        boolean given = change.value() != null || change.low() != null || change.high() != null;
        BigDecimal value = change.value() != null ? change.value() : figure.value();
        BigDecimal low = change.low() != null ? change.low() : figure.low();
        BigDecimal high = change.high() != null ? change.high() : figure.high();
        if (change.value() != null && relation == Relation.RANGE && change.relation() == null) {
            relation = Relation.EXACTLY;
        }
        if (change.value() == null && change.low() != null && change.high() != null && change.relation() == null) {
            relation = Relation.RANGE;
        }
        if (relation == Relation.RANGE) {
            value = null;
            if ((given || change.relation() != null) && (low == null || high == null)) {
                faults.add(Fault.of(low == null ? "low" : "high", "plan.range-open"));
            }
        } else {
            low = null;
            high = null;
        }
        if (low != null && high != null && low.compareTo(high) > 0) {
            faults.add(Fault.of("high", "plan.range-backward", low.toPlainString(), high.toPlainString()));
        }
        boolean unset = change.unset() != null ? change.unset() : figure.unset() && !given;
        if (Boolean.TRUE.equals(change.unset()) && given) {
            faults.add(Fault.of("unset", "plan.unset-with-number"));
        }
        String unit = change.unit() == null ? figure.unit() : change.unit().strip();
        // A number given by a person is an amount to reach, whatever growth the document spoke of.
        Change grows = given ? Change.NONE : figure.change();
        boolean filled = figure.filled() || given;
        String indicator = figure.indicator();
        if (change.indicator() != null) {
            indicator = change.indicator().isEmpty() ? null : bound(change.indicator(), grows, unit, unset, faults);
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        boolean target = change.target() != null ? change.target() : figure.target() || given || indicator != null;
        return new Figure(
                figure.id(),
                figure.node(),
                figure.ordinal(),
                figure.text(),
                figure.span(),
                value,
                low,
                high,
                figure.masked(),
                unit,
                relation,
                grows,
                figure.role(),
                change.of() == null ? figure.of() : change.of().strip(),
                target,
                unset,
                filled,
                indicator);
    }

    private @Nullable String bound(String id, Change grows, String unit, boolean unset, List<Fault> faults) {
        if (!recorded.knows(id)) {
            faults.add(Fault.of("indicator", "plan.indicator-unknown", id));
            return null;
        }
        if (grows != Change.NONE && !unset) {
            faults.add(Fault.of("indicator", "plan.growth-unbound"));
            return null;
        }
        if (RATIOS.contains(unit) && !unset) {
            faults.add(Fault.of("indicator", "plan.ratio-unbound", unit));
            return null;
        }
        return id;
    }

    private static Relation relation(String word, List<Fault> faults) {
        for (Relation relation : Relation.values()) {
            if (relation.code().equals(word)) {
                return relation;
            }
        }
        faults.add(Fault.of("relation", "plan.unknown-word", word).suggesting(Corrections.words(Relation.values())));
        return Relation.EXACTLY;
    }

    /** The number to reach as the history shows it, in signs that every language reads. */
    private static String told(Figure figure) {
        if (!figure.target() || figure.unset()) {
            return "—";
        }
        if (figure.value() == null) {
            return figure.low() == null || figure.high() == null
                    ? "?"
                    : figure.low().toPlainString() + "–" + figure.high().toPlainString() + figure.unit();
        }
        String sign = switch (figure.relation()) {
            case AT_LEAST -> "≥ ";
            case AT_MOST -> "≤ ";
            case ABOUT -> "≈ ";
            case EXACTLY, RANGE -> "";
        };
        return sign + figure.value().stripTrailingZeros().toPlainString() + figure.unit();
    }

    /** Adds a target that the text does not name as a figure. */
    Step add(Sheet sheet, UUID figureId, UUID id, NewFigure wanted) {
        Node node = sheet.node(id);
        var faults = new ArrayList<Fault>();
        Relation relation = wanted.relation() == null ? Relation.AT_LEAST : relation(wanted.relation(), faults);
        if (relation == Relation.RANGE) {
            faults.add(Fault.of("relation", "plan.range-open"));
        }
        if (wanted.of().isBlank()) {
            faults.add(Fault.of("of", "plan.text-empty"));
        }
        Numbers.fault("value", wanted.value()).ifPresent(faults::add);
        Corrections.tooLong("unit", wanted.unit(), LONGEST_UNIT, faults);
        Corrections.tooLong("of", wanted.of(), Corrections.LONGEST_HEADING, faults);
        boolean unset = wanted.value() == null;
        String indicator = wanted.indicator() == null || wanted.indicator().isEmpty()
                ? null
                : bound(wanted.indicator(), Change.NONE, wanted.unit().strip(), unset, faults);
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.faulty", faults);
        }
        Figure figure = new Figure(
                figureId,
                node.id(),
                sheet.tree().figures(node).stream()
                                .mapToInt(Figure::ordinal)
                                .max()
                                .orElse(-1)
                        + 1,
                wanted.of().strip(),
                null,
                wanted.value(),
                null,
                null,
                false,
                wanted.unit().strip(),
                relation,
                Change.NONE,
                FigureRole.TARGET,
                wanted.of().strip(),
                true,
                unset,
                true,
                indicator);
        sheet.put(figure);
        return Step.on(node, sheet.called(node), "add-figure").saying(figure.of() + " → " + told(figure));
    }

    /** Removes a figure that a person added; those of the document can only be said to be no target. */
    Step remove(Sheet sheet, UUID id) {
        Figure figure = figure(sheet, id);
        if (figure.span() != null) {
            throw Problem.conflict("plan.figure-of-document", figure.text());
        }
        Node node = sheet.node(figure.node());
        sheet.drop(figure);
        return Step.on(node, sheet.called(node), "remove-figure").saying(figure.text());
    }
}
