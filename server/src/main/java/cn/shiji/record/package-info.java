/**
 * Records: what mechanisms ask people to write down. Forms, checks, versions, lists and exports all follow from the pack;
 * there is no code for any single mechanism.
 *
 * <p>Life cycle: entered → corrected, any number of times, each time a new version with its reason → perhaps withdrawn.
 * Nothing is deleted. The facts of a record are written in its own transaction; a correction reverses them and writes them
 * anew, a withdrawal reverses them.
 *
 * <p>A record belongs to one unit and is seen by those whose scope holds that unit's place. Other units may take part in
 * its facts (a joint patrol); that lets them see the figure, not the record.
 *
 * <p>{@link cn.shiji.record.Records} is the door. Floor 5.
 */
@NullMarked
@ApplicationModule(
        displayName = "record",
        allowedDependencies = {"kernel", "access", "evidence", "directory", "mechanism", "fact", "indicator"})
package cn.shiji.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
