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

    void leave(String tree, long[] units) {
        jdbc.sql("delete from access.unit_place where tree = :tree and unit_id = any(:units)")
                .param("tree", tree)
                .param("units", units)
                .update();
    }

    void renew(long[] units) {
        jdbc.sql("select access.renew_places(:units::bigint[])")
                .param("units", units)
                .query(Long.class)
                .single();
    }
}
