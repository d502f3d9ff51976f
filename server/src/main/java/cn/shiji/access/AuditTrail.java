package cn.shiji.access;

import cn.shiji.access.audit.AuditChecks;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door to the trail as a whole: shows it to who audits, verifies it, and writes it to files that verify by themselves. */
@Service
public class AuditTrail {

    private final AuditChecks checks;
    private final Access access;

    AuditTrail(AuditChecks checks, Access access) {
        this.checks = checks;
        this.access = access;
    }

    /**
     * Rows within the caller's reach, newest first.
     *
     * @param before only rows with a lower number, for the next page; null for the first
     * @throws Problem {@code access.not-allowed}
     */
    public AuditPage page(Caller caller, AuditQuery query, @Nullable Long before, int size) {
        access.require(caller, Right.AUDIT_READ);
        return checks.page(caller, query, before, size);
    }

    /**
     * One row within the caller's reach.
     *
     * @throws Problem {@code audit.missing}, {@code access.not-allowed}
     */
    public AuditLine line(Caller caller, long id) {
        access.require(caller, Right.AUDIT_READ);
        return checks.line(caller, id).orElseThrow(() -> Problem.missing("audit.missing"));
    }

    /**
     * How many rows are asked for, counted no further than told.
     *
     * @throws Problem {@code access.not-allowed}
     */
    public long count(Caller caller, AuditQuery query, int most) {
        access.require(caller, Right.AUDIT_READ);
        return checks.count(caller, query, most);
    }

    /**
     * Gives each row asked for, oldest first, without holding them.
     *
     * @throws Problem {@code access.not-allowed}
     */
    public void each(Caller caller, AuditQuery query, Consumer<AuditLine> taker) {
        access.require(caller, Right.AUDIT_EXPORT);
        checks.each(caller, query, taker);
    }

    /**
     * How the chain stands.
     *
     * @throws Problem {@code access.not-allowed}
     */
    public AuditChain chain(Caller caller) {
        access.require(caller, Right.AUDIT_READ);
        return checks.chain();
    }

    /**
     * Begins to verify all of the trail in the background; {@link #chain} tells how far it is and what it found.
     *
     * @throws Problem {@code audit.verifying} where that is going on already; {@code access.not-allowed}
     */
    public void beginVerification(Caller caller) {
        access.require(caller, Right.AUDIT_READ);
        checks.beginVerification(caller);
    }

    /**
     * Reads all of the trail in one view of the database and holds it against its chain and its anchor.
     *
     * @param progress told how many rows were read so far
     */
    public AuditFindings verify(LongConsumer progress) {
        return checks.verify(progress);
    }

    /** Verifies a file that was written of the trail; needs no database. */
    public static AuditFindings verifyFile(Path file) throws IOException {
        return AuditChecks.verifyFile(file);
    }

    /**
     * Writes all that is sealed to a file.
     *
     * @return how many rows
     * @throws IllegalStateException where nothing is sealed yet
     */
    public long export(Path file) throws IOException {
        return checks.export(file);
    }
}
