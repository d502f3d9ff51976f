/**
 * Plan against report: which commitments of a plan a report tells of, with which figure, and which it leaves out.
 *
 * <p>{@link cn.shiji.comparison.Comparison} is the pure part: two documents that were read go in, a judgement of every
 * commitment comes out, with its reasons and how sure it is. No database, no clock, no network; the same documents always
 * give the same answer. {@link cn.shiji.comparison.PlanCompareCommand} is the same on the command line.
 *
 * <p>All spans are half-open offsets in Unicode code points into the text of the document they come from. Floor 7: called
 * by {@code app}.
 */
@NullMarked
@ApplicationModule(
        displayName = "comparison",
        allowedDependencies = {"kernel", "access", "document", "print", "evidence", "directory"})
package cn.shiji.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
