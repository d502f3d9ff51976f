/**
 * What facts mean as numbers: the indicators that packs define, read for a unit and a period under the caller's scope,
 * down to the records behind them.
 *
 * <p>Floor 4. {@link cn.shiji.indicator.Indicators} is the door, and the only place where a figure is made: screens,
 * plans and reports read it here, so each figure has one source and can be opened. A figure covers what the unit's places
 * and the caller's scope have in common; what that leaves out is told beside it. Units are listed in the order of the
 * directory and never ranked.
 */
@NullMarked
@ApplicationModule(
        displayName = "indicator",
        allowedDependencies = {"kernel", "access", "directory", "mechanism", "fact"})
package cn.shiji.indicator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
