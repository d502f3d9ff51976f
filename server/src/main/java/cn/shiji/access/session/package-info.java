/**
 * How people sign in and stay signed in: passwords, wrong tries, sessions, the second factor, and the site's own
 * identity provider.
 *
 * <p>Everything is kept in the database, so a restart neither ends a session nor forgives a wrong try.
 */
@NullMarked
package cn.shiji.access.session;

import org.jspecify.annotations.NullMarked;
