package cn.shiji.kernel;

/**
 * The person on whose behalf something is done.
 *
 * @param account the account signed in
 * @param name as shown to others, e.g. 王文书
 * @param unit the unit the person belongs to
 * @param role what the person may do there
 * @param scope the places the person may see
 */
public record Caller(AccountId account, String name, UnitId unit, Role role, Scope scope) {}
