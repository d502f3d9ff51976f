package cn.shiji.access;

import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where each unit stands in each tree, as the directory tells. */
@Repository
class UnitPlaces {

    private final JdbcClient jdbc;

    UnitPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void place(String tree, Map<UnitId, Scope> places) {
        jdbc.sql("""
                        insert into access.unit_place (tree, unit_id, place, place_end)
                        select :tree, * from unnest(:units::bigint[], :from::bigint[], :to::bigint[])
                        on conflict (tree, unit_id) do update set place = excluded.place, place_end = excluded.place_end
                        """)
                .param("tree", tree)
                .param(
                        "units",
                        places.keySet().stream().mapToLong(UnitId::value).toArray())
                .param("from", places.values().stream().mapToLong(Scope::from).toArray())
                .param("to", places.values().stream().mapToLong(Scope::to).toArray())
                .update();
    }

    void leave(String tree, UnitId unit) {
        jdbc.sql("delete from access.unit_place where tree = :tree and unit_id = :unit")
                .param("tree", tree)
                .param("unit", unit.value())
                .update();
    }

    void renew(long[] units) {
        if (!jdbc.sql("select to_regprocedure('access.renew_places(bigint[])') is not null")
                .query(Boolean.class)
                .single()) {
            return;
        }
        jdbc.sql("select access.renew_places(:units::bigint[])")
                .param("units", units)
                .query(Long.class)
                .single();
    }
}
