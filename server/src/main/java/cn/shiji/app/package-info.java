/**
 * Puts the house together: command line, server start, the embedded database, the demo county.
 *
 * <p>Floor 9: may call every module, and no module calls it.
 */
@NullMarked
package cn.shiji.app;

import org.jspecify.annotations.NullMarked;
