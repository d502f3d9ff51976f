package cn.shiji.kernel;

import java.util.Set;

/**
 * The person on whose behalf something is done, in the capacity (身份) the person acts in now.
 *
 * @param account the account signed in
 * @param name as shown to others, e.g. 王文书
 * @param tree the tree the capacity is held in, {@code admin} for the administrative one
 * @param unit the unit the capacity is held in
 * @param roles the roles held there, to be shown; what may be done is asked of the rights
 * @param rights what the roles together allow
 * @param reach the places the person may see
 */
public record Caller(
        AccountId account, String name, String tree, UnitId unit, Set<Role> roles, Set<Right> rights, Reach reach) {

    public Caller {
        roles = Set.copyOf(roles);
        rights = Set.copyOf(rights);
    }

    /** Whether the roles of this capacity allow it. */
    public boolean may(Right right) {
        return rights.contains(right);
    }

    /** The same person with the same rights, seeing what the unit sees. */
    public Caller seeing(UnitId other, Scope places) {
        return new Caller(account, name, tree, other, roles, rights, Reach.of(places));
    }
}
