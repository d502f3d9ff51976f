package cn.shiji.record;

import org.jspecify.annotations.Nullable;

/**
 * Withdraw a record: it stays readable and counts no longer.
 *
 * @param version the version that was seen
 * @param reason why, shown in the history
 */
public record RecordWithdrawal(int version, @Nullable String reason) {}
