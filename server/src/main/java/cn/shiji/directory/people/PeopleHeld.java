package cn.shiji.directory.people;

import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitHolding;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The people of a unit that is merged: they go over to the successor from the day of the merger on, or stay. */
@Repository
@Order(10)
class PeopleHeld implements UnitHolding {

    private static final int NAMED = 5;

    private final JdbcClient jdbc;

    PeopleHeld(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String word() {
        return "people";
    }

    @Override
    public Held held(Caller caller, Unit unit) {
        long count = jdbc.sql("select count(*) from directory.person where unit_id = :unit and left_on is null")
                .param("unit", unit.id().value())
                .query(Long.class)
                .single();
        return new Held(
                count,
                jdbc.sql("""
                                select id, name from directory.person where unit_id = :unit and left_on is null
                                order by name, id limit :named
                                """)
                        .param("unit", unit.id().value())
                        .param("named", NAMED)
                        .query((row, at) -> new Item(row.getString("name"), "/people/" + row.getString("id")))
                        .list());
    }

    @Override
    public Set<Long> among(Collection<Long> units) {
        return Set.copyOf(jdbc.sql("select distinct unit_id from directory.person where unit_id = any(:units)")
                .param("units", units.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    @Override
    public boolean follows() {
        return true;
    }

    @Override
    public void merged(Caller caller, UUID change, UnitId from, UnitId into, LocalDate on, boolean follow) {
        if (!follow) {
            return;
        }
        jdbc.sql("""
                        insert into directory.merged_person (change_id, person_id, unit_id, belonging)
                        select :change, p.id, p.unit_id,
                            (select coalesce(jsonb_agg(b), '[]') from directory.belonging b where b.person_id = p.id)
                        from directory.person p where p.unit_id = :from and p.left_on is null
                        """).param("change", change).param("from", from.value()).update();
        String who = " person_id in (select person_id from directory.merged_person"
                + " where change_id = :change and unit_id = :from) ";
        // Who came on the day of the merger or later belongs to the successor from the beginning.
        for (String sql : List.of(
                "update directory.belonging set unit_id = :into where until = 'infinity' and since >= :on and" + who,
                "insert into directory.belonging (person_id, unit_id, since) select person_id, :into, :on"
                        + " from directory.belonging where until = 'infinity' and since < :on and" + who,
                "update directory.belonging set until = :on where until = 'infinity' and since < :on and" + who)) {
            jdbc.sql(sql)
                    .param("change", change)
                    .param("from", from.value())
                    .param("into", into.value())
                    .param("on", on)
                    .update();
        }
        jdbc.sql("""
                        update directory.person p set unit_id = u.id, place = u.place
                        from directory.unit u where u.id = :into and p.unit_id = :from and p.left_on is null
                        """).param("from", from.value()).param("into", into.value()).update();
    }

    @Override
    public void undone(UUID change) {
        for (String sql : List.of(
                "update directory.person p set unit_id = u.id, place = u.place from directory.merged_person m"
                        + " join directory.unit u on u.id = m.unit_id where m.change_id = :change and p.id = m.person_id",
                "delete from directory.belonging where person_id in"
                        + " (select person_id from directory.merged_person where change_id = :change)",
                "insert into directory.belonging select b.* from directory.merged_person m,"
                        + " lateral jsonb_populate_recordset(null::directory.belonging, m.belonging) b"
                        + " where m.change_id = :change",
                "delete from directory.merged_person where change_id = :change")) {
            jdbc.sql(sql).param("change", change).update();
        }
    }
}
