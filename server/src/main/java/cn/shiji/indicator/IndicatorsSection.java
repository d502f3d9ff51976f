package cn.shiji.indicator;

import cn.shiji.fact.Measure;
import cn.shiji.mechanism.PackChecks;
import cn.shiji.mechanism.PackNode;
import cn.shiji.mechanism.PackSection;
import cn.shiji.mechanism.Shape;
import cn.shiji.mechanism.Words;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code indicators}: what a pack counts. */
@Component
class IndicatorsSection implements PackSection<PackIndicators> {

    private static final String SUM = "sum";
    private static final String DISTINCT = "distinct";
    private static final String VISIBLE = "visible";
    private static final String HIDE_BELOW = "hide_below";

    @Override
    public String key() {
        return "indicators";
    }

    @Override
    public Words meaning() {
        return new Words("由事实得出的数：每个指标只有一个来源", "The numbers made from facts: each indicator has one source");
    }

    @Override
    public Shape shape() {
        return new Shape.Named(
                Shape.keyed()
                        .required("label", Shape.bilingual(40), "指标名称", "What is counted")
                        .required("unit", Shape.bilingual(16), "计量单位，如 期、人次、公里", "What it is counted in")
                        .optional("definition", Shape.bilingual(300), "统计口径：算什么，不算什么", "What counts and what does not")
                        .optional(SUM, new Shape.Name(), "把这个事实的数量相加", "Adds up the quantities of this fact")
                        .optional(
                                DISTINCT,
                                new Shape.Name(),
                                "这个事实的对象去重计数，事实须写 subject",
                                "Counts the different subjects of this fact, which must name a subject")
                        .optional(
                                VISIBLE,
                                Visible.shape(),
                                "谁能看到别的单位的这个指标；不写就是 own",
                                "Who sees this indicator of another unit; own where it is not said")
                        .optional(
                                HIDE_BELOW,
                                new Shape.Whole(2, 50),
                                "少于这个数就只写“少于几”，用于低保、残疾等人数很少时会认出人来的指标",
                                "Figures of fewer are told as fewer than this only: for people in need, who could be"
                                        + " recognised where they are few"),
                60);
    }

    @Override
    public void check(PackNode section, PackChecks checks) {
        for (PackNode.Entry indicator : section.entriesOf()) {
            checks.define("indicator", indicator.name());
            PackNode body = indicator.value();
            boolean sum = body.get(SUM).isPresent();
            boolean distinct = body.get(DISTINCT).isPresent();
            if (sum && distinct) {
                checks.fault(indicator.key(), "indicator.two-measures", indicator.name());
            } else if (!sum && !distinct) {
                checks.fault(indicator.key(), "indicator.no-measure", indicator.name());
            }
            body.get(SUM)
                    .ifPresent(fact -> checks.refer("fact", fact, fact.asText().orElse("")));
            body.get(DISTINCT)
                    .ifPresent(fact -> checks.refer("fact", fact, fact.asText().orElse(""), "subject"));
        }
    }

    @Override
    public PackIndicators read(String pack, PackNode section) {
        List<IndicatorDef> indicators = section.entriesOf().stream()
                .map(indicator -> {
                    PackNode body = indicator.value();
                    Measure measure = body.get(SUM).isPresent() ? Measure.SUM : Measure.DISTINCT;
                    String fact =
                            body.text(measure == Measure.SUM ? SUM : DISTINCT).orElseThrow();
                    return new IndicatorDef(
                            pack + "." + indicator.name(),
                            pack,
                            body.words("label").orElseThrow(),
                            body.words("unit").orElseThrow(),
                            body.words("definition").orElse(null),
                            measure,
                            pack + "." + fact,
                            body.text(VISIBLE).map(Visible::of).orElse(Visible.OWN),
                            body.number(HIDE_BELOW)
                                    .map(BigDecimal::intValueExact)
                                    .orElse(0));
                })
                .toList();
        return new PackIndicators(indicators);
    }

    @Override
    public Class<PackIndicators> type() {
        return PackIndicators.class;
    }
}
