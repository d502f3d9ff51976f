package cn.shiji.plan;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What was accepted, or would be.
 *
 * @param count how many suggestions
 * @param nodes on how many nodes
 * @param kinds how many of each kind
 * @param open how many stay open that need a choice or are only possible
 * @param items each of them, in the order of the document
 */
public record Accepted(int count, int nodes, Map<String, Integer> kinds, int open, List<Item> items) {

    /** One suggestion with the node it stands on. */
    public record Item(UUID node, String number, String heading, SuggestionView suggestion) {}
}
