package cn.shiji.comparison;

import cn.shiji.document.Change;
import cn.shiji.document.Figure;
import cn.shiji.document.Relation;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What became of a planned figure: the report's figure for the same quantity, and whether it satisfies the plan.
 *
 * @param kept whether it satisfies the plan's relation, ordinary rounding considered
 * @param relation how the planned stands to the told: {@code =}, {@code ≈}, {@code ≤}, {@code ≥}, {@code <}, {@code >}
 * @param alike how much both count the same, from 0 to 2
 */
record Reckoning(Counted planned, Counted told, boolean kept, String relation, double alike) {

    /** So much of what the plan counts must the report count, and the other way round. */
    private static final double PLAN_COUNTED = 0.6;

    private static final double REPORT_COUNTED = 0.35;

    /** "Around" allows this part of the planned value either way. */
    private static final double AROUND = 0.1;

    /** Quantities of which less is better; without a word on direction, more of anything else is. */
    private static final Pattern FEWER_IS_BETTER =
            Pattern.compile("失业|赤字|负债|杠杆率|不良|能耗|排放|死亡|事故|发病|投诉|逾期|成本|时限|浓度|贫困发生");

    /** Quantities that are to stay near the planned value. */
    private static final Pattern TO_STAY_NEAR = Pattern.compile("价格|物价|通胀|涨幅");

    private static final Pattern DECIMALS = Pattern.compile("[0-9０-９]+(?:[.．]([0-9０-９]+))?");

    /** How a told figure stands to a planned one, or nothing when they count different things. */
    static Optional<Reckoning> of(Counted planned, Counted told, Rarity rarity) {
        if (!sameMeasure(planned.figure(), told.figure())) {
            return Optional.empty();
        }
        double common = common(planned, told, rarity);
        double ofPlan = common / Math.max(rarity.weight(planned.things()), 1e-9);
        double ofReport = common / Math.max(rarity.weight(told.things()), 1e-9);
        return ofPlan < PLAN_COUNTED || ofReport < REPORT_COUNTED
                ? Optional.empty()
                : Optional.of(compared(planned, told, ofPlan + ofReport));
    }

    private static boolean sameMeasure(Figure planned, Figure told) {
        return planned.unit().equals(told.unit())
                && planned.change() == told.change()
                && !planned.masked()
                && !told.masked()
                && middle(planned) != null
                && middle(told) != null;
    }

    private static double common(Counted planned, Counted told, Rarity rarity) {
        Set<String> keys = new HashSet<>();
        told.things().forEach(term -> keys.add(term.key()));
        return planned.things().stream()
                .filter(term -> keys.contains(term.key()))
                .mapToDouble(rarity::weight)
                .sum();
    }

    private static Reckoning compared(Counted planned, Counted told, double alike) {
        Figure plan = planned.figure();
        double p = value(plan);
        double r = value(told.figure());
        double rounding = Math.max(rounding(plan), rounding(told.figure()));
        boolean same = Math.abs(p - r) <= rounding;
        boolean kept = switch (plan.relation()) {
            case AT_LEAST -> same || r > p;
            case AT_MOST -> same || r < p;
            case RANGE -> within(plan, r, rounding) || better(planned, p, r);
            case ABOUT -> Math.abs(p - r) <= Math.max(rounding, AROUND * Math.abs(p)) || better(planned, p, r);
            case EXACTLY -> same || better(planned, p, r);
        };
        return new Reckoning(planned, told, kept, relation(plan.relation(), same, kept, p, r), alike);
    }

    private static boolean within(Figure plan, double told, double rounding) {
        BigDecimal low = plan.low();
        BigDecimal high = plan.high();
        return (low == null || told >= low.doubleValue() - rounding)
                && (high == null || told <= high.doubleValue() + rounding);
    }

    /** Whether the told value goes further the way it was meant to go. */
    private static boolean better(Counted planned, double plan, double told) {
        String of = planned.of();
        if (TO_STAY_NEAR.matcher(of).find()) {
            return false;
        }
        boolean fewer = FEWER_IS_BETTER.matcher(of).find() && planned.figure().change() != Change.DOWN
                || planned.figure().unit().equals("位");
        return fewer ? told < plan : told > plan;
    }

    private static String relation(Relation bound, boolean same, boolean kept, double plan, double told) {
        if (same && plan == told) {
            return "=";
        }
        boolean around = bound == Relation.ABOUT && Math.abs(plan - told) <= AROUND * Math.abs(plan);
        if (same || around) {
            return "≈";
        }
        String strict = plan < told ? "<" : ">";
        return kept ? plan < told ? "≤" : "≥" : strict;
    }

    private static double value(Figure figure) {
        BigDecimal middle = middle(figure);
        return middle == null ? 0 : middle.doubleValue();
    }

    private static @Nullable BigDecimal middle(Figure figure) {
        if (figure.value() != null) {
            return figure.value();
        }
        BigDecimal low = figure.low();
        BigDecimal high = figure.high();
        return low == null || high == null ? null : low.add(high).divide(BigDecimal.TWO);
    }

    /** Half of the last place that was written: 1.37万亿 may be anything from 13650 to 13750亿. */
    private static double rounding(Figure figure) {
        Matcher number = DECIMALS.matcher(figure.text());
        BigDecimal value = figure.value();
        if (value == null || value.signum() == 0 || !number.find()) {
            return 0;
        }
        String decimals = number.group(1);
        double mantissa = Math.abs(Double.parseDouble(halfWidth(number.group())));
        double place = mantissa == 0 ? 0 : Math.abs(value.doubleValue()) / mantissa;
        return place
                / 2
                * Math.pow(10, decimals == null ? 0 : -decimals.length())
                * (decimals == null && place <= 1 ? 0 : 1);
    }

    private static String halfWidth(String number) {
        var half = new StringBuilder();
        number.chars().forEach(c -> half.append((char) (c >= '０' && c <= '９' ? c - '０' + '0' : c == '．' ? '.' : c)));
        return half.toString();
    }
}
