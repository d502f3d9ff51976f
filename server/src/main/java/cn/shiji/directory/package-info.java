/**
 * The units and the people: who belongs where. Gives every unit its place and tells {@code access}.
 *
 * <p>Floor 2: calls {@code access}, {@code print} and the kernel.
 */
@NullMarked
@ApplicationModule(
        displayName = "directory",
        allowedDependencies = {"kernel", "access", "print"})
package cn.shiji.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
