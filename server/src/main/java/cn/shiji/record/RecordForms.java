package cn.shiji.record;

import java.util.List;
import java.util.Optional;

/**
 * The forms of a pack, in its order.
 *
 * @param forms at least one
 */
public record RecordForms(List<RecordForm> forms) {

    public RecordForms {
        forms = List.copyOf(forms);
    }

    /** The form of this name. */
    public Optional<RecordForm> form(String name) {
        return forms.stream().filter(form -> form.name().equals(name)).findFirst();
    }
}
