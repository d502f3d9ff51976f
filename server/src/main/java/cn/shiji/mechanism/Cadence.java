package cn.shiji.mechanism;

import org.jspecify.annotations.Nullable;

/**
 * How often a mechanism takes place.
 *
 * @param every {@code day}, {@code week}, {@code month}, {@code quarter} or {@code year}
 * @param day the day of the week ({@code MON} … {@code SUN}), or null where none is fixed
 */
public record Cadence(String every, @Nullable String day) {}
