/**
 * How the vault seals: the algorithms, the keys, and the folder that holds them. Knows nothing of the database.
 */
@NullMarked
package cn.shiji.access.vault;

import org.jspecify.annotations.NullMarked;
