/**
 * The grammar of figures: how officials write quantities, and what the words around one say about it.
 *
 * <p>{@link cn.shiji.document.figure.Grammar} reads one sentence at a time, in three steps that can be read one after the
 * other. A {@code Form} says how a quantity can be written: a rank, a share, a doubling, a range, a number with its unit. A
 * {@code Sentence} knows the words between the quantities, from {@code words.txt}. {@code Bounds}, {@code Changes}, {@code
 * Roles} and {@code Subjects} then tell how the quantity bounds, whether it measures growth, what it is for and what it
 * counts.
 *
 * <p>What is a list is in a resource file beside these classes, with its source: {@code units.txt}, {@code counts.txt},
 * {@code words.txt}. Every rule has its examples in {@code figure-examples.txt} of the tests. Each character is looked at a
 * bounded number of times, whatever the text.
 */
@NullMarked
package cn.shiji.document.figure;

import org.jspecify.annotations.NullMarked;
