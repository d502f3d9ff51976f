/**
 * Takes lists of units and people in: reads a sheet, maps its columns, checks every row, asks where a row can mean two
 * things, writes all that a person lets it in one transaction, and takes it out again as long as nobody went on with it.
 */
@NullMarked
package cn.shiji.directory.imports;

import org.jspecify.annotations.NullMarked;
