package cn.shiji.plan;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an edit was, for the history of the draft, the audit and the words of an undo.
 *
 * @param action finds its words: {@code plan.edit.<action>} in the message files, with {@code {0}} the name and {@code {1}}
 *     the fields
 * @param node the node it was about; null where it was about many
 * @param name what that node was called then, or how many there were
 * @param fields what of it was changed, each a word {@code plan.field.<field>}
 * @param detail what it was changed to, where a few words say it; may be empty
 */
record Step(String action, @Nullable UUID node, String name, List<String> fields, String detail) {

    Step {
        fields = List.copyOf(fields);
    }

    /** An edit of one node. */
    static Step on(PlanTree.Node node, String called, String action) {
        return new Step(action, node.id(), called, List.of(), "");
    }

    /** An edit of many nodes at once. */
    static Step ofMany(String action, int howMany) {
        return new Step(action, null, Integer.toString(howMany), List.of(), "");
    }

    Step changing(List<String> changed) {
        return new Step(action, node, name, changed, detail);
    }

    Step saying(String words) {
        return new Step(action, node, name, fields, words);
    }
}
