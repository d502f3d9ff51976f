package cn.shiji.plan;

import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitHolding;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Right;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tells which plans a unit has, when units are merged. */
@Repository
@Order(50)
class PlansHeld implements UnitHolding {

    private static final int NAMED = 5;

    private final JdbcClient jdbc;

    PlansHeld(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String word() {
        return "plans";
    }

    @Override
    public Held held(Caller caller, Unit unit) {
        long count = jdbc.sql("select count(*) from plan.plan where unit_id = :unit")
                .param("unit", unit.id().value())
                .query(Long.class)
                .single();
        // Who may not open them is told how many there are, and no more.
        List<Item> first = !caller.may(Right.PLAN_READ_DRAFT)
                ? List.of()
                : jdbc.sql("select id, title from plan.plan where unit_id = :unit order by year desc, id limit :named")
                        .param("unit", unit.id().value())
                        .param("named", NAMED)
                        .query((row, at) -> new Item(row.getString("title"), "/plans/" + row.getString("id")))
                        .list();
        return new Held(count, first);
    }

    @Override
    public Set<Long> among(Collection<Long> units) {
        return Set.copyOf(jdbc.sql("select distinct unit_id from plan.plan where unit_id = any(:units)")
                .param("units", units.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }
}
