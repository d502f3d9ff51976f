package cn.shiji.access;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestTown;
import cn.shiji.app.database.Database;
import cn.shiji.directory.Unit;
import cn.shiji.evidence.Evidence;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that follow their unit when it moves. */
@ServerTest
class PlaceSweepTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Access access;

    @Autowired
    private Rows rows;

    @Autowired
    private PlaceSweep sweep;

    @Autowired
    private Evidence evidence;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Database database;

    @Test
    void aFileFollowsItsUnitAndSoDoesOneThatSomebodyWroteMeanwhile() throws SQLException {
        TestTown town = TestTown.in(context);
        Unit village = town.stoneBridge;
        UUID before = evidence.keep(
                        town.stoneBridgeClerk(),
                        village.id(),
                        village.place(),
                        "a.txt",
                        "a".getBytes(StandardCharsets.UTF_8))
                .id();
        UUID meanwhile = UUID.randomUUID();
        Scope free = new Scope(village.places().to() - 3, village.places().to() - 2);
        try (Connection late = DriverManager.getConnection(
                        database.url(), database.app().user(), database.app().password());
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("select set_config('shiji.reach', '{(,)}', true)");
            move(village.id(), free);
            assertThat(place(before)).isEqualTo(free.from());
            statement.executeUpdate("""
                    insert into evidence.file (id, sha256, name, media_type, size, unit_id, place, kept_by, kept_by_name, kept_at)
                    values ('%s', repeat('a', 64), 'x', 'text/plain', 1, %d, %d, gen_random_uuid(), 'x', now())""".formatted(meanwhile, village.id().value(), village.place()));
            sweep.sweep();
            sweep.sweep();
            assertThat(pending(village.id())).as("waits for who began before").isPositive();
            late.commit();
        }
        assertThat(place(meanwhile)).isEqualTo(village.place());
        for (int tries = 0; pending(village.id()) > 0 && tries < 100; tries++) {
            sweep.sweep();
        }
        assertThat(place(meanwhile)).isEqualTo(free.from());
    }

    private void move(UnitId unit, Scope to) {
        access.place("admin", Map.of(unit, to));
        access.renewPlaces(new long[] {unit.value()});
    }

    private long place(UUID file) {
        return rows.everywhere(
                "a test",
                () -> jdbc.sql("select place from evidence.file where id = :id")
                        .param("id", file)
                        .query(Long.class)
                        .single());
    }

    private long pending(UnitId unit) {
        return jdbc.sql("select count(*) from access.renewal where units @> :units::bigint[]")
                .param(
                        "units",
                        List.of(unit.value()).stream()
                                .mapToLong(Long::longValue)
                                .toArray())
                .query(Long.class)
                .single();
    }
}
