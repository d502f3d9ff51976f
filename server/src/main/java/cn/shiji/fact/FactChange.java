package cn.shiji.fact;

import java.math.BigDecimal;

/**
 * A record that adds something else to a number now than it did at a mark.
 *
 * @param source the record as it is now; as it was where nothing of it stands any more
 * @param before what it added then, zero when it was not there
 */
public record FactChange(FactSource source, BigDecimal before) {}
