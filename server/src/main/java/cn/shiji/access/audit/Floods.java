package cn.shiji.access.audit;

import cn.shiji.access.AuditEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Keeps refusals from flooding the trail: so many a minute for each account or address, and for all together. */
@Component
class Floods {

    /** More than a person can be refused by hand. */
    static final int MOST_OF_ONE = 30;

    /** As many as many persons may be refused; with no account at all, many addresses may be one attacker's. */
    static final int MOST_OF_ALL = 600;

    private static final long MINUTE = 60_000;
    private static final int ALL_WATCHED = 10_000;

    private final Clock clock;
    private final Map<String, Count> counts = new HashMap<>();
    private long minute;
    private int all;
    private int unwatched;

    Floods(Clock clock) {
        this.clock = clock;
    }

    private static final class Count {

        private final AuditEntry last;
        private int written;
        private int left;

        private Count(AuditEntry last) {
            this.last = last;
        }
    }

    /** What is to be written now that this was refused: itself or nothing, and before it what the last minute left out. */
    synchronized List<AuditEntry> pass(String who, AuditEntry entry) {
        List<AuditEntry> passed = new ArrayList<>(over());
        Count count = counts.get(who);
        if (count == null) {
            if (counts.size() >= ALL_WATCHED) {
                unwatched++;
                return passed;
            }
            count = new Count(entry);
            counts.put(who, count);
        }
        if (count.written < MOST_OF_ONE && all < MOST_OF_ALL) {
            count.written++;
            all++;
            passed.add(entry);
        } else {
            count.left++;
        }
        return passed;
    }

    /** One entry for each whose refusals of a minute gone by were not all written. */
    synchronized List<AuditEntry> over() {
        long now = clock.millis() / MINUTE;
        if (now == minute) {
            return List.of();
        }
        minute = now;
        all = 0;
        List<AuditEntry> told = new ArrayList<>();
        int others = unwatched;
        unwatched = 0;
        for (Iterator<Count> each = counts.values().iterator(); each.hasNext(); ) {
            Count count = each.next();
            each.remove();
            if (count.left > 0 && told.size() < MOST_OF_ALL) {
                told.add(told(count.last, count.left));
            } else {
                others += count.left;
            }
        }
        if (others > 0) {
            told.add(AuditEntry.ofNobody("", "audit.flood", "audit", "", "").with("count", others));
        }
        return told;
    }

    private static AuditEntry told(AuditEntry last, int left) {
        AuditEntry entry = last.caller() == null
                ? AuditEntry.ofNobody(last.name(), "audit.flood", last.subjectKind(), last.subjectId(), last.words())
                : AuditEntry.of(last.caller(), "audit.flood", last.subjectKind(), last.subjectId(), last.words());
        return entry.with("count", left);
    }
}
