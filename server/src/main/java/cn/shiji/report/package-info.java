/**
 * The yearly report: built from the published plan, told in sentences whose figures are chips that open down to their
 * records.
 *
 * <p>Life cycle: built (draft, figures live) → edited, regrouped, any number of times → frozen (a mark on the facts and
 * every number kept; what differs later is shown, never put in by itself) → thawed and edited again, or frozen anew. Each
 * freezing stays on file.
 *
 * <p>No number is made here: recorded figures come from {@code indicator}, declared ones from {@code plan}, and a number
 * typed by hand is shown as unsupported. What a commitment has nothing for is listed apart, not invented. A report is of
 * one unit and seen by those whose scope holds that unit. Floor 8; {@link cn.shiji.report.Reports} is the door.
 */
@NullMarked
@ApplicationModule(
        displayName = "report",
        allowedDependencies = {
            "kernel",
            "access",
            "document",
            "print",
            "directory",
            "mechanism",
            "fact",
            "indicator",
            "plan"
        })
package cn.shiji.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
