package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the module. */
@Repository
class Accounts {

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void open(Account account) {
        jdbc.sql("""
                        insert into access.account (id, username, password_hash, name, unit_id, role, demo)
                        values (:id, :username, :hash, :name, :unit, :role, :demo)
                        """)
                .param("id", account.id().value())
                .param("username", account.username())
                .param("hash", account.passwordHash())
                .param("name", account.name())
                .param("unit", account.unit().value())
                .param("role", account.role().word())
                .param("demo", account.demo())
                .update();
    }

    Optional<Account> named(String username) {
        return jdbc.sql("""
                        select id, username, password_hash, name, unit_id, role, demo
                        from access.account where username = :username
                        """)
                .param("username", username)
                .query((row, at) -> new Account(
                        new AccountId(row.getObject("id", UUID.class)),
                        row.getString("username"),
                        row.getString("password_hash"),
                        row.getString("name"),
                        new UnitId(row.getLong("unit_id")),
                        Role.of(row.getString("role")),
                        row.getBoolean("demo")))
                .optional();
    }

    Optional<Caller> caller(AccountId account) {
        return jdbc.sql("""
                        select a.id, a.name, a.unit_id, a.role, p.place, p.place_end
                        from access.account a join access.unit_place p using (unit_id)
                        where a.id = :id
                        """)
                .param("id", account.value())
                .query(Accounts::caller)
                .optional();
    }

    Optional<AccountId> officeOf(UnitId unit) {
        return jdbc.sql("""
                        select id from access.account
                        where unit_id = :unit and role = 'party_office' order by created_at, id limit 1
                        """)
                .param("unit", unit.value())
                .query((row, at) -> new AccountId(row.getObject("id", UUID.class)))
                .optional();
    }

    List<Caller> demo() {
        return jdbc.sql("""
                        select a.id, a.name, a.unit_id, a.role, p.place, p.place_end
                        from access.account a join access.unit_place p using (unit_id)
                        where a.demo order by a.created_at, a.id
                        """).query(Accounts::caller).list();
    }

    boolean onlyDemo() {
        return jdbc.sql("select coalesce(bool_and(demo), false) from access.account")
                .query(Boolean.class)
                .single();
    }

    String username(AccountId account) {
        return jdbc.sql("select username from access.account where id = :id")
                .param("id", account.value())
                .query(String.class)
                .single();
    }

    void place(UnitId unit, Scope places) {
        jdbc.sql("""
                        insert into access.unit_place (unit_id, place, place_end) values (:unit, :from, :to)
                        on conflict (unit_id) do update set place = excluded.place, place_end = excluded.place_end
                        """)
                .param("unit", unit.value())
                .param("from", places.from())
                .param("to", places.to())
                .update();
    }

    private static Caller caller(ResultSet row, int at) throws SQLException {
        Set<Role> roles = Set.of(Role.of(row.getString("role")));
        return new Caller(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("name"),
                new UnitId(row.getLong("unit_id")),
                roles,
                RoleRights.of(roles),
                Reach.of(new Scope(row.getLong("place"), row.getLong("place_end"))));
    }
}
