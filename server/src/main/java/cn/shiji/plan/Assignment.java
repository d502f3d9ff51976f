package cn.shiji.plan;

import cn.shiji.kernel.UnitId;

/** Make a unit answerable, in a role. */
public record Assignment(UnitId unit, DutyRole role) {}
