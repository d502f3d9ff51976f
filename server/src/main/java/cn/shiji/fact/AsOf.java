package cn.shiji.fact;

import java.time.Instant;

/**
 * A state of the facts that can be read again for good: the facts numbered up to {@code lastFact} and no others.
 *
 * <p>Not a clock time: a transaction that began earlier may commit later, and a clock cannot tell. Taken by
 * {@link Facts#mark()}.
 *
 * @param mark its number, by which {@link Facts#asOf(long)} finds it again
 * @param lastFact the largest fact it holds
 * @param at when it was taken
 */
public record AsOf(long mark, long lastFact, Instant at) {}
