package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What signing in needs of an account that is open.
 *
 * @param passwordHash null until its owner set a password
 */
record Account(AccountId id, String username, @Nullable String passwordHash) {}
