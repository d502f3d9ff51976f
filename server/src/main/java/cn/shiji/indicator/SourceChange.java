package cn.shiji.indicator;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A record that adds something else to a figure now than in an earlier state.
 *
 * @param source the record now; its quantity is zero where nothing of it stands any more
 * @param before what it added then
 * @param changedAt when it changed
 */
public record SourceChange(SourceView source, BigDecimal before, Instant changedAt) {}
