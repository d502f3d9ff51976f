package cn.shiji.plan;

import cn.shiji.kernel.UnitId;

/** A unit that a person made answerable for a commitment, in its role. */
public record Duty(UnitId unit, String name, DutyRole role) {}
