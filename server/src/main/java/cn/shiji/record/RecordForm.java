package cn.shiji.record;

import cn.shiji.mechanism.Words;
import java.util.List;
import java.util.Optional;

/**
 * A form: one kind of record of a pack.
 *
 * @param name its key in the pack
 * @param label as shown
 * @param dayLabel what its day is called
 * @param title how a record is called in lists, with field names in braces
 * @param fields in the order shown
 * @param facts what a record gives
 */
public record RecordForm(
        String name, Words label, Words dayLabel, String title, List<FormField> fields, List<FactRule> facts) {

    public RecordForm {
        fields = List.copyOf(fields);
        facts = List.copyOf(facts);
    }

    /** The field of this name. */
    public Optional<FormField> field(String field) {
        return fields.stream().filter(each -> each.name().equals(field)).findFirst();
    }
}
