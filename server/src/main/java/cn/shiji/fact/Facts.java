package cn.shiji.fact;

import cn.shiji.access.Rows;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.SourceRef;
import cn.shiji.kernel.UnitId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door of the fact store.
 *
 * <p>Writing belongs to the transaction of what causes the fact: without one it is refused. Reading knows no caller;
 * whoever asks has cut the places to the caller's scope before ({@code indicator} does).
 */
@Service
public class Facts {

    private final FactStore store;
    private final Rows rows;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Facts(FactStore store, Rows rows, Clock clock, ApplicationEventPublisher events, TransactionTemplate transaction) {
        this.store = store;
        this.rows = rows;
        this.clock = clock;
        this.events = events;
        this.transaction = transaction;
    }

    /** Writes facts in the running transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(List<NewFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        rows.everywhere("facts name every unit that took part", () -> store.insert(facts, clock.instant()));
        var kinds = new HashSet<String>();
        var units = new HashSet<UnitId>();
        var days = new HashSet<LocalDate>();
        for (NewFact fact : facts) {
            kinds.add(fact.kind());
            days.add(fact.day());
            fact.units().forEach(part -> units.add(part.unit()));
        }
        events.publishEvent(new FactsWritten(kinds, units, days));
    }

    /**
     * Reverses, in the running transaction, every fact of the source that still stands, whatever version it came from.
     *
     * @param cause the source; its version is the one that brings the reversal about
     * @return how many facts were reversed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int reverse(SourceRef cause) {
        FactStore.Reversed reversed = rows.everywhere(
                "facts are reversed for every unit that took part", () -> store.reverse(cause, clock.instant()));
        if (reversed.count() > 0) {
            events.publishEvent(new FactsWritten(reversed.kinds(), reversed.units(), reversed.days()));
        }
        return reversed.count();
    }

    /**
     * Marks the state of the facts now, so that it can be read again for good.
     *
     * <p>Waits for the writers under way and holds new ones back for that moment; so it must not be called from within
     * a transaction, which could be one of those writers.
     *
     * @throws Problem {@code fact.busy} when some writer takes longer than ten seconds
     */
    @Transactional(propagation = Propagation.NEVER)
    public AsOf mark() {
        try {
            return Objects.requireNonNull(transaction.execute(status -> store.mark(clock.instant())));
        } catch (DataAccessException failure) {
            if (failure.getRootCause() instanceof SQLException cause && "55P03".equals(cause.getSQLState())) {
                throw Problem.conflict("fact.busy");
            }
            throw failure;
        }
    }

    /** The mark of that number, if there is one. */
    public Optional<AsOf> asOf(long mark) {
        return store.asOf(mark);
    }

    /** What the selected facts come to. */
    public FactSum read(Selection selection) {
        return read(List.of(selection)).getFirst();
    }

    /** What each selection comes to, in the same order and all of one moment: one statement reads them. */
    public List<FactSum> read(List<Selection> selections) {
        return selections.isEmpty()
                ? List.of()
                : rows.everywhere("numbers are cut to the reader's places by who asks", () -> store.read(selections));
    }

    /**
     * The records behind a number, newest day first. Their quantities add up to it where it is a sum; where distinct
     * subjects are counted, each row tells how many it names.
     *
     * @param page from 1
     * @param size at least 1
     */
    public Page<FactSource> sources(Selection selection, int page, int size) {
        return store.sources(selection, page, size);
    }

    /**
     * The records that add something else to the number now than they did in the state selected.
     *
     * @param since the selection with the state to compare with
     */
    public List<FactChange> changes(Selection since) {
        return store.changes(since);
    }
}
