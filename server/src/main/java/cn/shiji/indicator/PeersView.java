package cn.shiji.indicator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a unit stands among the units of its kind under the same parent.
 *
 * @param visible who sees the indicator: {@code own}, {@code peers} or {@code public}
 * @param rank from 1, the same for equal figures; null where peers are not shown, or the unit did not stand yet
 * @param of how many units are ranked, the unit among them; 0 where peers are not shown
 * @param rows their figures, the highest first; empty where peers are not shown
 */
public record PeersView(String visible, @Nullable Integer rank, int of, List<UnitFigureView> rows) {}
