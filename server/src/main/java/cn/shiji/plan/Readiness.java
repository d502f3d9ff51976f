package cn.shiji.plan;

import cn.shiji.kernel.Problem.Fault;
import java.util.ArrayList;
import java.util.List;

/** Whether a draft may be published, and every reason why not. Pure. */
final class Readiness {

    private Readiness() {}

    /** Every reason against publishing, in the order of the document; {@code at} is the number and id of the commitment. */
    static List<Fault> faults(PlanTree tree) {
        var faults = new ArrayList<Fault>();
        List<PlanTree.Node> tasks = tree.tasks();
        if (tasks.isEmpty()) {
            faults.add(Fault.of("plan", "plan.nothing-promised"));
        }
        for (PlanTree.Node task : tasks) {
            String number = tree.number(task);
            String at = number + " " + task.id();
            if (task.heading().isBlank()) {
                faults.add(Fault.of(at, "plan.no-heading", number));
            }
            if (!task.reviewed()) {
                faults.add(Fault.of(at, "plan.not-reviewed", number, task.heading()));
            }
            if (!tree.hasLead(task)) {
                faults.add(Fault.of(at, "plan.no-lead", number, task.heading()));
            }
            for (PlanTree.Figure figure : tree.targets(task)) {
                if (figure.open()) {
                    faults.add(Fault.of(at, "plan.open-number", number, figure.text()));
                }
            }
        }
        return faults;
    }
}
