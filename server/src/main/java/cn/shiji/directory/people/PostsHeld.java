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
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The posts of a unit that closes: with who holds them they go on in the successor, or they end with the unit. */
@Repository
@Order(20)
class PostsHeld implements UnitHolding {

    private static final int NAMED = 12;

    private final JdbcClient jdbc;
    private final Posts posts;

    PostsHeld(JdbcClient jdbc, Posts posts) {
        this.jdbc = jdbc;
        this.posts = posts;
    }

    @Override
    public String word() {
        return "posts";
    }

    @Override
    public Held held(Caller caller, Unit unit) {
        List<String> told = posts.told(unit.id(), LocaleContextHolder.getLocale());
        return new Held(
                told.size(),
                told.stream().limit(NAMED).map(post -> new Item(post, null)).toList());
    }

    @Override
    public List<String> crowded(List<UnitId> units) {
        return posts.crowded(units, LocaleContextHolder.getLocale());
    }

    @Override
    public Set<Long> among(Collection<Long> units) {
        return Set.copyOf(jdbc.sql("select distinct unit_id from directory.post where unit_id = any(:units)")
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
        posts.carry(caller, change, from, follow ? into : null, on);
    }

    @Override
    public void closed(Caller caller, UUID change, UnitId unit, LocalDate on) {
        posts.carry(caller, change, unit, null, on);
    }

    @Override
    public void undone(UUID change) {
        posts.giveBack(change);
    }
}
