/**
 * Photos and documents that show something was done: checked by content, kept once under their digest.
 *
 * <p>Floor 1: calls {@code access} for the trail and the caller.
 */
@NullMarked
@ApplicationModule(
        displayName = "evidence",
        allowedDependencies = {"kernel", "access"})
package cn.shiji.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
