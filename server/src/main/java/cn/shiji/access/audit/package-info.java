/**
 * The trail: rows that are only added, the sealer that chains them, what verifies them, and the page of the auditor.
 *
 * <p>Its door is {@link cn.shiji.access.Access#audit}; what is read here and how it is chained is told in {@code
 * docs/run/audit.md}.
 */
@NullMarked
package cn.shiji.access.audit;

import org.jspecify.annotations.NullMarked;
