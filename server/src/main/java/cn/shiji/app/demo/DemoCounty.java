package cn.shiji.app.demo;

import cn.shiji.access.Access;
import cn.shiji.directory.Appointments;
import cn.shiji.directory.Directory;
import cn.shiji.evidence.Evidence;
import cn.shiji.kernel.Caller;
import cn.shiji.plan.Plans;
import cn.shiji.record.RecordEntry;
import cn.shiji.record.Records;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of the demo: brings the county into an empty installation. */
@Component
public class DemoCounty {

    /** The demo is fictional and says so; no other installation knows this password. */
    public static final String PASSWORD = "shiji-demo-2026";

    private static final int STEP = 10;
    private static final int FOUNDED = 3;
    private static final int PLANNED = 10;
    private static final int RECORDED = 95;
    private static final int DONE = 100;

    private final Directory directory;
    private final Appointments appointments;
    private final Access access;
    private final Evidence evidence;
    private final Plans plans;
    private final Records records;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DemoCounty(
            Directory directory,
            Appointments appointments,
            Access access,
            Evidence evidence,
            Plans plans,
            Records records,
            TransactionTemplate transaction,
            Clock clock) {
        this.directory = directory;
        this.appointments = appointments;
        this.access = access;
        this.evidence = evidence;
        this.plans = plans;
        this.records = records;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Whether nothing was founded here yet. */
    public boolean isWelcome() {
        return directory.top().isEmpty();
    }

    /**
     * Records somebody of the demo would enter.
     *
     * @param caller who would
     */
    public record Work(Caller caller, List<RecordEntry> entries) {}

    /** Founds units, people and accounts only, and tells the records that would be entered, for who measures entering. */
    public Work foundToMeasure() {
        DemoTown town = DemoTown.founded(directory, access);
        return new Work(
                town.office(),
                DemoRecords.before(LocalDate.now(clock), town).stream()
                        .map(DemoRecords.Entered::entry)
                        .toList());
    }

    /** As {@link #load}, telling every tenth in words. */
    public void loadTelling(Consumer<String> words) {
        AtomicInteger told = new AtomicInteger(-STEP);
        load(percent -> {
            if (percent >= told.get() + STEP) {
                told.set(percent / STEP * STEP);
                words.accept("  载入演示县 / loading the demo county: " + told.get() + "%");
            }
        });
    }

    /**
     * Brings everything in, or nothing when it fails on the way.
     *
     * @param percent told how far it is, from 0 to 100
     */
    public void load(IntConsumer percent) {
        LocalDate today = LocalDate.now(clock);
        transaction.executeWithoutResult(status -> {
            DemoTown town = DemoTown.founded(directory, access);
            DemoPosts.given(appointments, town);
            percent.accept(FOUNDED);
            DemoProgress progress = DemoProgress.published(plans, evidence, town);
            percent.accept(PLANNED);
            DemoRecords.enter(
                    today, town, records, done -> percent.accept(PLANNED + (RECORDED - PLANNED) * done / DONE));
            progress.declare(today);
            percent.accept(DONE);
        });
    }
}
