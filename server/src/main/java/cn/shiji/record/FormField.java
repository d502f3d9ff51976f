package cn.shiji.record;

import cn.shiji.mechanism.Words;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form.
 *
 * @param name its key in the values of a record
 * @param label as shown
 * @param help one sentence shown with it, or null
 * @param required whether a record must have it
 * @param type what may be filled in
 */
public record FormField(String name, Words label, @Nullable Words help, boolean required, FieldType type) {}
