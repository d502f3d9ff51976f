/** The desk's pages on accounts, roles and what needs a second person; they name units and people, so they stand above both. */
@NullMarked
package cn.shiji.app.rights;

import org.jspecify.annotations.NullMarked;
