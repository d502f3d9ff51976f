/**
 * People and their posts: what is known of a person and by what power, where the person belonged and belongs, which posts
 * there are and who holds them. Identity numbers, telephones and private mail are sealed; they are shown masked, and in
 * full only for a purpose that is kept in the trail.
 *
 * <p>{@link cn.shiji.directory.people.People} and {@link cn.shiji.directory.people.Posts} are the doors for the rest of the
 * module.
 */
@NullMarked
package cn.shiji.directory.people;

import org.jspecify.annotations.NullMarked;
