/**
 * Mechanisms: what a town does again and again, declared in text files called packs. Reads, checks, versions and serves
 * them.
 *
 * <p>A pack is {@code mechanism.yaml} in a folder named like its id. The built-in ones come with the program; a folder of
 * the installation lays over them and is looked at every second, so that a new mechanism needs no Java and no restart. A
 * pack with faults is refused with all of them, each at its line and column, and the last good revision stays in service.
 *
 * <p>The module knows no engine: each engine registers the {@link cn.shiji.mechanism.PackSection} it understands, with its
 * {@link cn.shiji.mechanism.Shape}, which is the one source of the check, of the JSON Schema and of the written reference.
 *
 * <p>Life cycle of a pack: file → checked → revision (stored for good) → in service → retired when its file is gone; its
 * revisions stay readable for the records that were made by them. {@link cn.shiji.mechanism.Mechanisms} is the door. Floor
 * 3: calls {@code kernel} and {@code access} only.
 */
@NullMarked
@ApplicationModule(
        displayName = "mechanism",
        allowedDependencies = {"kernel", "access"})
package cn.shiji.mechanism;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
