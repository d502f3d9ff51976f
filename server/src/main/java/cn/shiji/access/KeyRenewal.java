package cn.shiji.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Renews what older keys wrote while the server runs. What is behind says so itself, so it goes on where it was after any
 * stop.
 */
@Component
class KeyRenewal implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRenewal.class);
    /** Between two batches, so that people at work do not notice. */
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Vault vault;
    private final Duration interval;
    private volatile @Nullable Thread worker;

    KeyRenewal(Vault vault, @Value("${shiji.keys-interval:5s}") Duration interval) {
        this.vault = vault;
        this.interval = interval;
    }

    @Override
    public void start() {
        Thread thread = Thread.ofVirtual().name("keys").unstarted(this::work);
        worker = thread;
        thread.start();
    }

    private void work() {
        boolean failed = false;
        while (isRunning()) {
            try {
                Thread.sleep(interval);
                vault.refresh();
                while (isRunning() && vault.renewSome() > 0) {
                    Thread.sleep(BREATH);
                }
                failed = false;
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                // Old keys still open what they sealed; the next try may succeed. Told once, not every time.
                if (!failed && isRunning()) {
                    LOG.error("What older keys sealed could not be renewed", failure);
                }
                failed = true;
            }
        }
    }

    @Override
    public void stop() {
        Thread thread = worker;
        worker = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }
}
