/**
 * Turns files into manuscripts: their text, with what the file told about each line.
 *
 * <p>{@link cn.shiji.document.format.Formats} is the only way in. Nothing here knows what a plan is: a format tells where
 * paragraphs, table rows and headings are and what belongs to the page, and the reader of documents makes of it what it
 * can. Libraries that read a format are touched by that format's class alone, so they are loaded only when needed.
 */
@NullMarked
package cn.shiji.document.format;

import org.jspecify.annotations.NullMarked;
