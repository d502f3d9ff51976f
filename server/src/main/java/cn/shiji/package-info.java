/** Shiji: one line from the yearly plan through the work recorded to the yearly report. */
@NullMarked
package cn.shiji;

import org.jspecify.annotations.NullMarked;
