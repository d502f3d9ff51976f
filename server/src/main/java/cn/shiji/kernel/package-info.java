/**
 * The words every module shares: problems, callers, scopes, periods, units and sources. Pure Java: no Spring, no SQL.
 */
@NullMarked
package cn.shiji.kernel;

import org.jspecify.annotations.NullMarked;
