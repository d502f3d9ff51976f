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
        long[] units = places.keySet().stream().mapToLong(UnitId::value).toArray();
        long[] from = places.values().stream().mapToLong(Scope::from).toArray();
        long[] to = places.values().stream().mapToLong(Scope::to).toArray();
        jdbc.sql("""
                        insert into access.unit_place (tree, unit_id, place, place_end)
                        select :tree, * from unnest(:units::bigint[], :from::bigint[], :to::bigint[])
                        on conflict (tree, unit_id) do update set place = excluded.place, place_end = excluded.place_end
                        """)
                .param("tree", tree)
                .param("units", units)
                .query(Long.class)
                .single();
    }
}
