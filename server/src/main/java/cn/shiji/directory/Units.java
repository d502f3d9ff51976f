package cn.shiji.directory;

import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of units. */
@Repository
class Units {

    private static final String COLUMNS = "select id, name, kind, parent, place, place_end, code from directory.unit ";

    private final JdbcClient jdbc;

    Units(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Unit> byId(UnitId id) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", id.value())
                .query(Units::unit)
                .optional();
    }

    Optional<Unit> top() {
        return jdbc.sql(COLUMNS + "where parent is null").query(Units::unit).optional();
    }

    Optional<Unit> lock(UnitId id) {
        return jdbc.sql(COLUMNS + "where id = :id for update")
                .param("id", id.value())
                .query(Units::unit)
                .optional();
    }

    Map<UnitId, Unit> byIds(Collection<UnitId> ids) {
        Long[] values = ids.stream().map(UnitId::value).distinct().toArray(Long[]::new);
        return jdbc
                .sql(COLUMNS + "where id = any(:ids) order by place")
                .param("ids", values)
                .query(Units::unit)
                .list()
                .stream()
                .collect(Collectors.toMap(Unit::id, unit -> unit));
    }

    List<Unit> within(Reach places) {
        return jdbc.sql(COLUMNS + "where place between :from and :to and place <@ :runs::int8multirange order by place")
                .param("from", places.from())
                .param("to", places.to())
                .param("runs", places.multirange())
                .query(Units::unit)
                .list();
    }

    List<Unit> children(UnitId parent) {
        return jdbc.sql(COLUMNS + "where parent = :parent order by place")
                .param("parent", parent.value())
                .query(Units::unit)
                .list();
    }

    Optional<Unit> named(String name, Scope places) {
        return jdbc.sql(COLUMNS + "where name = :name and place between :from and :to order by place limit 1")
                .param("name", name)
                .param("from", places.from())
                .param("to", places.to())
                .query(Units::unit)
                .optional();
    }

    Optional<Long> lastChildPlace(UnitId parent) {
        return jdbc.sql("select place from directory.unit where parent = :parent order by place desc limit 1")
                .param("parent", parent.value())
                .query(Long.class)
                .optional();
    }

    Unit add(NewUnit unit, Scope places) {
        return jdbc.sql("""
                        insert into directory.unit (name, kind, parent, place, place_end, code)
                        values (:name, :kind, :parent, :from, :to, :code)
                        returning id, name, kind, parent, place, place_end, code
                        """)
                .param("name", unit.name())
                .param("kind", unit.kind().word())
                .param("parent", unit.parent() == null ? null : unit.parent().value())
                .param("from", places.from())
                .param("to", places.to())
                .param("code", unit.code())
                .query(Units::unit)
                .single();
    }

    private static Unit unit(ResultSet row, int at) throws SQLException {
        long parent = row.getLong("parent");
        return new Unit(
                new UnitId(row.getLong("id")),
                row.getString("name"),
                UnitKind.of(row.getString("kind")),
                parent == 0 ? null : new UnitId(parent),
                new Scope(row.getLong("place"), row.getLong("place_end")),
                row.getString("code"));
    }
}
