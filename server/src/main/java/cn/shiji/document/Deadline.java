package cn.shiji.document;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * By when something is to be done, as a document says it.
 *
 * @param text the words of the deadline ({@code 2023年6月底前}, {@code 年底前}, {@code 长期坚持})
 * @param day the last day that still counts, or null when the words alone do not name one
 */
public record Deadline(String text, Span span, @Nullable LocalDate day) {}
