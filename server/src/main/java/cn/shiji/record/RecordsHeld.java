package cn.shiji.record;

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

/** Tells what is on record for a unit, when units are merged. */
@Repository
@Order(40)
class RecordsHeld implements UnitHolding {

    private static final int NAMED = 5;

    private final JdbcClient jdbc;

    RecordsHeld(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String word() {
        return "records";
    }

    @Override
    public Held held(Caller caller, Unit unit) {
        long count = jdbc.sql("select count(*) from record.record where unit_id = :unit and state = 'kept'")
                .param("unit", unit.id().value())
                .query(Long.class)
                .single();
        // Who may not open them is told how many there are, and no more.
        List<Item> first = !caller.may(Right.WORK_READ)
                ? List.of()
                : jdbc.sql(
                                "select id, title from record.record where unit_id = :unit and state = 'kept' order by day desc, id limit :named")
                        .param("unit", unit.id().value())
                        .param("named", NAMED)
                        .query((row, at) -> new Item(row.getString("title"), "/records/" + row.getString("id")))
                        .list();
        return new Held(count, first);
    }

    @Override
    public Set<Long> among(Collection<Long> units) {
        return Set.copyOf(jdbc.sql("select distinct unit_id from record.record where unit_id = any(:units)")
                .param("units", units.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }
}
