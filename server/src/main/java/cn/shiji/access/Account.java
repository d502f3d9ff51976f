package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;

/** An account as it is kept. */
record Account(AccountId id, String username, String passwordHash, String name, UnitId unit, Role role, boolean demo) {}
