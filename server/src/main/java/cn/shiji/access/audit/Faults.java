package cn.shiji.access.audit;

import cn.shiji.access.AuditFindings;
import cn.shiji.access.AuditFindings.Fault;
import cn.shiji.access.AuditFindings.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects faults and counts those it does not keep. */
final class Faults {

    private final List<Fault> kept = new ArrayList<>();
    private long count;

    void add(Kind kind, long seal, long row) {
        count++;
        if (kept.size() < AuditFindings.MOST_FAULTS) {
            kept.add(new Fault(kind, seal, row));
        }
    }

    long count() {
        return count;
    }

    List<Fault> kept() {
        return List.copyOf(kept);
    }
}
