package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the module. */
@Repository
class Accounts {

    static final String ADMIN = "admin";

    /** No unit ever stands there. */
    private static final Scope NOWHERE = new Scope(0, 0);

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Account> named(String username) {
        return jdbc.sql("""
                        select id, username, password_hash from access.account
                        where username = :username and closed_at is null
                        """)
                .param("username", username)
                .query((row, at) -> new Account(
                        new AccountId(row.getObject("id", UUID.class)),
                        row.getString("username"),
                        row.getString("password_hash")))
                .optional();
    }

    /** The caller an account is in a capacity. */
    Optional<Caller> caller(GrantStore.Acting acting) {
        return reach(acting.tree(), acting.unit())
                .map(reach -> new Caller(
                        acting.account(),
                        acting.name(),
                        acting.tree(),
                        acting.unit(),
                        Set.copyOf(acting.roles()),
                        RoleRights.of(acting.roles()),
                        reach));
    }

    /** An open account that holds nothing today: it may do nothing and sees no place. */
    Optional<Caller> callerWithout(AccountId account) {
        return jdbc.sql("select id, name, unit_id from access.account where id = :id and closed_at is null")
                .param("id", account.value())
                .query((row, at) -> new Caller(
                        account,
                        row.getString("name"),
                        ADMIN,
                        new UnitId(row.getLong("unit_id")),
                        Set.of(),
                        Set.of(),
                        Reach.of(NOWHERE)))
                .optional();
    }

    /** The administrative places of a unit of a tree and of all below it there. */
    private Optional<Reach> reach(String tree, UnitId unit) {
        List<Scope> runs = jdbc.sql(
                        tree.equals(ADMIN)
                                ? "select place, place_end from access.unit_place where tree = :tree and unit_id = :unit"
                                : """
                                  select p.place, p.place_end
                                  from access.unit_place top
                                  join access.unit_place below on below.tree = top.tree
                                      and below.place between top.place and top.place_end
                                  join access.unit_place p on p.tree = 'admin' and p.unit_id = below.unit_id
                                  where top.tree = :tree and top.unit_id = :unit
                                  """)
                .param("tree", tree)
                .param("unit", unit.value())
                .query((row, at) -> new Scope(row.getLong("place"), row.getLong("place_end")))
                .list();
        return runs.isEmpty() ? Optional.empty() : Optional.of(new Reach(runs));
    }

    /** The accounts of the demo in the order they were opened. */
    List<AccountId> demo() {
        return jdbc.sql("select id from access.account where demo and closed_at is null order by created_at, id")
                .query((row, at) -> new AccountId(row.getObject("id", UUID.class)))
                .list();
    }

    boolean onlyDemo() {
        return jdbc.sql("select coalesce(bool_and(demo), false) from access.account")
                .query(Boolean.class)
                .single();
    }

    boolean anyDemo() {
        return jdbc.sql("select exists (select from access.account where demo)")
                .query(Boolean.class)
                .single();
    }

    String username(AccountId account) {
        return jdbc.sql("select username from access.account where id = :id")
                .param("id", account.value())
                .query(String.class)
                .single();
    }
}
