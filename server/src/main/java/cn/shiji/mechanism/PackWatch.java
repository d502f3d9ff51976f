package cn.shiji.mechanism;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks at the folders of packs again and again while the server runs. */
@Component
class PackWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PackWatch.class);

    private final Mechanisms mechanisms;
    private final Duration interval;
    private volatile @Nullable Thread watcher;

    PackWatch(Mechanisms mechanisms, @Value("${shiji.mechanisms-interval:1s}") Duration interval) {
        this.mechanisms = mechanisms;
        this.interval = interval;
    }

    @Override
    public void start() {
        Thread thread = Thread.ofVirtual().name("packs").unstarted(this::watch);
        watcher = thread;
        thread.start();
    }

    private void watch() {
        boolean failed = false;
        while (isRunning()) {
            try {
                Thread.sleep(interval);
                mechanisms.refresh();
                failed = false;
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                // The packs in service stay; the next look may succeed. Told once, not each second.
                if (!failed) {
                    LOG.error("The packs could not be looked at", failure);
                }
                failed = true;
            }
        }
    }

    @Override
    public void stop() {
        Thread thread = watcher;
        watcher = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watcher != null;
    }
}
