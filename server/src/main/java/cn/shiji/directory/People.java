package cn.shiji.directory;

import cn.shiji.directory.people.Newcomers;
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
    private final Newcomers newcomers;

    People(JdbcClient jdbc, Newcomers newcomers) {
        this.jdbc = jdbc;
        this.newcomers = newcomers;
    }

    List<Person> within(Scope places) {
        return jdbc.sql("""
                        select id, name, title, unit_id, cadre from directory.person
                        where place between :from and :to and left_on is null and merged_into is null
                        order by place, id
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

    void take(Collection<NewPerson> people, Map<UnitId, Long> places) {
        newcomers.take(List.copyOf(people), places);
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
