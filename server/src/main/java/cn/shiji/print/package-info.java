/**
 * How tables and papers look when an office prints them: A4, the fonts and lines of official documents, the head repeated on
 * every page. Modules bring the content; here stands what a workbook ({@link cn.shiji.print.PrintedBook}) and a Word file
 * ({@link cn.shiji.print.PrintedPaper}) of ours have in common. Knows no business. Floor 1.
 */
@NullMarked
@ApplicationModule(
        displayName = "print",
        allowedDependencies = {"kernel"})
package cn.shiji.print;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
