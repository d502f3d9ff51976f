package cn.shiji.directory.people;

import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitHolding;
import cn.shiji.kernel.Caller;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The posts of a unit that is merged. They stay with it until somebody ends them: who is appointed is no side effect. */
@Repository
@Order(20)
class PostsHeld implements UnitHolding {

    private static final int NAMED = 5;

    private final JdbcClient jdbc;

    PostsHeld(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String word() {
        return "posts";
    }

    @Override
    public Held held(Caller caller, Unit unit) {
        List<Item> posts = jdbc.sql("""
                        select k.name_zh || case when p.words = '' then '' else '（' || p.words || '）' end as title
                        from directory.post p join directory.post_kind k on k.id = p.kind
                        where p.unit_id = :unit and p.until = 'infinity' order by k.position, p.words
                        """)
                .param("unit", unit.id().value())
                .query((row, at) -> new Item(row.getString("title"), null))
                .list();
        return new Held(posts.size(), posts.stream().limit(NAMED).toList());
    }

    @Override
    public Set<Long> among(Collection<Long> units) {
        return Set.copyOf(jdbc.sql("select distinct unit_id from directory.post where unit_id = any(:units)")
                .param("units", units.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }
}
