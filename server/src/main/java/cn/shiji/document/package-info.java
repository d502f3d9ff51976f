/**
 * Reads official documents: their text, their tree, the figures, responsible units and deadlines in them.
 *
 * <p>Pure: bytes in, records out. No database, no clock, no network, and the same bytes always give the same reading.
 * {@link cn.shiji.document.Documents} is the door; {@link cn.shiji.document.PlanParseCommand} is the same reading on the
 * command line. The steps, each in its own class: a file becomes text and
 * lines ({@link cn.shiji.document.format.Formats}), the lines a tree ({@code Outline}), and each leaf is then searched for figures ({@code Figures}),
 * units ({@code UnitNames}) and deadlines ({@code Deadlines}).
 *
 * <p>All offsets are half-open and count Unicode code points of {@link cn.shiji.document.ReadDocument#text()}.
 */
@NullMarked
@ApplicationModule(displayName = "Documents", allowedDependencies = "kernel")
package cn.shiji.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
