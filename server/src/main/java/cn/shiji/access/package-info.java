/**
 * Who is calling, what they may do, and what they changed.
 *
 * <p>Knows units only by id: the directory pushes each unit's run of places. Floor 1: calls the kernel only.
 */
@NullMarked
@ApplicationModule(displayName = "access", allowedDependencies = "kernel")
package cn.shiji.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
