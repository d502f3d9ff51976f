package cn.shiji.directory.imports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a long work is, told by the thread that does it and asked by others. */
final class Progress {

    /** Thrown inside the work where somebody called it off; nothing of it stays. */
    static final class CalledOff extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * How far it is.
     *
     * @param step the word of what is being done
     * @param perSecond rows a second since the step began
     * @param secondsLeft null while nobody can tell
     */
    record Told(
            String step,
            int percent,
            long done,
            long total,
            long perSecond,
            @Nullable Long secondsLeft) {}

    private final Clock clock;
    private volatile String step = "reading";
    private volatile int from;
    private volatile int to = 1;
    private volatile long done;
    private volatile long total = 1;
    private volatile Instant begun;
    private volatile boolean calledOff;

    Progress(Clock clock) {
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** Begins a step that covers part of the whole, in percent. */
    void step(String word, int fromPercent, int toPercent, long rows) {
        check();
        from = fromPercent;
        to = toPercent;
        done = 0;
        total = Math.max(1, rows);
        begun = clock.instant();
        step = word;
    }

    /** So many rows of the step are done; ends the work where it was called off. */
    void done(long rows) {
        check();
        done = rows;
    }

    /** @throws CalledOff where it was */
    void check() {
        if (calledOff) {
            throw new CalledOff();
        }
    }

    void callOff() {
        calledOff = true;
    }

    Told told() {
        long now = Math.min(done, total);
        double seconds = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
        long rate = seconds < 0.2 ? 0 : Math.round(now / seconds);
        return new Told(
                step,
                (int) (from + (to - from) * now / total),
                now,
                total,
                rate,
                rate == 0 ? null : (total - now + rate - 1) / rate);
    }
}
