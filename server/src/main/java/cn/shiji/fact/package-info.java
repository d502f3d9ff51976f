/**
 * The append-only store of facts: what was done, by which units, on which day, how much.
 *
 * <p>Floor 3. {@link cn.shiji.fact.Facts} is the door: engines write facts in the transaction of what causes them, and
 * {@code indicator} reads them; nothing else counts. A correction is a reversal and a new fact, so an earlier state can
 * always be read again by its {@link cn.shiji.fact.AsOf}. A fact stands once, whatever number of units take part in it.
 */
@NullMarked
@ApplicationModule(
        displayName = "Facts",
        allowedDependencies = {"kernel", "access"})
package cn.shiji.fact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
