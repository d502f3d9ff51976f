/**
 * The yearly plan: what a unit promised, who answers for it, by when, and how far it is.
 *
 * <p>A document becomes a draft (read by {@code document}); people look at every commitment, say what is a target, who
 * leads and which indicator counts towards it; publishing makes the version immutable, the database itself refuses any
 * change of it; revising copies it into a new draft. A commitment keeps its id through all versions. Progress has two
 * sources that are never mixed: <em>recorded</em> comes from {@code indicator}, <em>declared</em> from the dated entries
 * (完成情况) kept here.
 *
 * <p>Who sees what: a published plan is seen by everybody inside its unit and by those whose scope holds its unit; a draft
 * only by the latter; an entry by those whose scope holds the unit that made it. Floor 7: called by {@code report} and
 * {@code app} through {@link cn.shiji.plan.Plans}.
 */
@NullMarked
@ApplicationModule(
        displayName = "plan",
        allowedDependencies = {
            "kernel",
            "access",
            "document",
            "print",
            "evidence",
            "directory",
            "mechanism",
            "indicator"
        })
package cn.shiji.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
