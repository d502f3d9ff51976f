package cn.shiji.fact;

import cn.shiji.kernel.UnitId;

/**
 * A unit's part in a fact.
 *
 * @param place the unit's place on the day of writing
 */
public record UnitPart(FactRole role, UnitId unit, long place) {}
