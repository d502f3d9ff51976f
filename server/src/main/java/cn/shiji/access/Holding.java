package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.UnitId;

/**
 * A grant with who holds it.
 *
 * @param home the unit the account belongs to
 */
public record Holding(AccountId account, String username, String name, UnitId home, Grant grant) {}
