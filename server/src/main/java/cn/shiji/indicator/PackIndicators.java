package cn.shiji.indicator;

import java.util.List;

/** The indicators of a pack, in the order it writes them. */
public record PackIndicators(List<IndicatorDef> indicators) {

    public PackIndicators {
        indicators = List.copyOf(indicators);
    }
}
