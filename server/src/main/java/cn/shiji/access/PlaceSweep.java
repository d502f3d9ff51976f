package cn.shiji.access;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Renews the places of rows once more after units have moved.
 *
 * <p>A move renews the rows it sees. Whoever had read a unit's old place before, and writes it after, leaves a row the move
 * could not see; so when the last transaction that began before the move was seen done has ended, the rows are gone through
 * again.
 */
@Component
class PlaceSweep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PlaceSweep.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private volatile @Nullable Thread thread;

    PlaceSweep(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Renews what may be renewed by now, and tells how many rows that were. */
    long sweep() {
        jdbc.sql("update access.renewal set seen_at = clock_timestamp() where seen_at is null")
                .update();
        List<Long> ready = jdbc.sql("""
                        select r.id from access.renewal r
                        where r.seen_at is not null and not exists (
                            select from pg_stat_activity a
                            where a.datname = current_database() and a.usename = current_user
                              and a.pid <> pg_backend_pid() and a.xact_start <= r.seen_at)
                        order by r.id
                        """).query(Long.class).list();
        long renewed = 0;
        for (long id : ready) {
            Long rows = transaction.execute(
                    status -> jdbc.sql("""
                            with done as (delete from access.renewal where id = :id returning units)
                            select coalesce(sum(access.write_places(units)), 0) from done
                            """).param("id", id).query(Long.class).single());
            renewed += rows == null ? 0 : rows;
        }
        return renewed;
    }

    @Override
    public void start() {
        Thread worker = Thread.ofVirtual().name("place-sweep").unstarted(this::work);
        thread = worker;
        worker.start();
    }

    private void work() {
        boolean failed = false;
        while (isRunning()) {
            try {
                Thread.sleep(INTERVAL);
                sweep();
                failed = false;
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                if (isRunning() && !failed) {
                    LOG.error("Places of moved units could not be renewed", failure);
                }
                failed = true;
            }
        }
    }

    @Override
    public void stop() {
        Thread worker = thread;
        thread = null;
        if (worker != null) {
            worker.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
