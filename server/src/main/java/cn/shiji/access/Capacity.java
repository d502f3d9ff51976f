package cn.shiji.access;

import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.util.Set;

/**
 * In what an account may act (身份): all it holds today in one unit of one tree.
 *
 * @param now whether it is the one acted in now
 */
public record Capacity(String tree, UnitId unit, Set<Role> roles, boolean now) {}
