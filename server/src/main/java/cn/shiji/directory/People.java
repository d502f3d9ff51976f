package cn.shiji.directory;

import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of people. */
@Repository
class People {

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Person> within(Scope places) {
        return jdbc.sql("""
                        select id, name, title, unit_id, cadre from directory.person
                        where place between :from and :to order by place, id
                        """)
                .param("from", places.from())
                .param("to", places.to())
                .query(People::person)
                .list();
    }

    Map<UUID, Person> byIds(Collection<UUID> ids) {
        return jdbc
                .sql("select id, name, title, unit_id, cadre from directory.person where id = any(:ids)")
                .param("ids", ids.stream().distinct().toArray(UUID[]::new))
                .query(People::person)
                .list()
                .stream()
                .collect(Collectors.toMap(Person::id, person -> person));
    }

    void add(NewPerson person, long place) {
        jdbc.sql("""
                        insert into directory.person (id, name, title, unit_id, place, cadre)
                        values (:id, :name, :title, :unit, :place, :cadre)
                        """)
                .param("id", person.id())
                .param("name", person.name())
                .param("title", person.title())
                .param("unit", person.unit().value())
                .param("place", place)
                .param("cadre", person.cadre())
                .update();
    }

    private static Person person(ResultSet row, int at) throws SQLException {
        return new Person(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("title"),
                new UnitId(row.getLong("unit_id")),
                row.getBoolean("cadre"));
    }
}
