package cn.shiji.record;

import java.util.Map;

/**
 * Fields of a record in words.
 *
 * @param labels what each is called, by its name in the form
 * @param before what it said, by its name; only fields that said something
 * @param after what it says
 */
public record ToldFields(Map<String, String> labels, Map<String, String> before, Map<String, String> after) {

    public ToldFields {
        labels = Map.copyOf(labels);
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
