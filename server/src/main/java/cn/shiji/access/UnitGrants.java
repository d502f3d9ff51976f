package cn.shiji.access;

import cn.shiji.kernel.UnitId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The roles held in a unit, when the unit is merged into another. Those given by posts go with the posts. */
@Repository
class UnitGrants {

    private static final String HELD =
            "tree = 'admin' and ended_at is null and post is null" + " and (until is null or until >= current_date) ";

    private final JdbcClient jdbc;

    UnitGrants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> holders(UnitId unit) {
        return jdbc.sql("""
                        select a.name from access.account a where a.id in (
                            select account_id from access.granted where unit_id = :unit and %s)
                        order by a.name
                        """.formatted(HELD))
                .param("unit", unit.value())
                .query(String.class)
                .list();
    }

    Set<Long> among(Collection<Long> units) {
        return Set.copyOf(
                jdbc.sql("select distinct unit_id from access.granted where unit_id = any(:units) and " + HELD)
                        .param("units", units.toArray(Long[]::new))
                        .query(Long.class)
                        .list());
    }

    void carry(UUID change, UnitId from, UnitId into, boolean follow, String by) {
        jdbc.sql("""
                        insert into access.carried_grant (change_id, grant_id, unit_id, ended)
                        select :change, g.id, g.unit_id, not :follow or exists (
                            select from access.granted o where o.account_id = g.account_id and o.role = g.role
                                and o.tree = g.tree and o.unit_id = :into and o.ended_at is null)
                        from access.granted g
                        where g.unit_id = :from and g.tree = 'admin' and g.ended_at is null and g.post is null
                            and (g.until is null or g.until >= current_date)
                        """)
                .param("change", change)
                .param("from", from.value())
                .param("into", into.value())
                .param("follow", follow)
                .update();
        jdbc.sql("""
                        update access.granted g set unit_id = case when c.ended then g.unit_id else :into end,
                            ended_at = case when c.ended then now() end, ender = case when c.ended then :by end
                        from access.carried_grant c
                        where c.change_id = :change and c.grant_id = g.id and c.unit_id = :from
                        """)
                .param("change", change)
                .param("from", from.value())
                .param("into", into.value())
                .param("by", by)
                .update();
    }

    void putBack(UUID change) {
        jdbc.sql("""
                        update access.granted g set unit_id = c.unit_id, ended_at = null, ender = null
                        from access.carried_grant c where c.change_id = :change and c.grant_id = g.id
                        """).param("change", change).update();
        jdbc.sql("delete from access.carried_grant where change_id = :change")
                .param("change", change)
                .update();
    }
}
