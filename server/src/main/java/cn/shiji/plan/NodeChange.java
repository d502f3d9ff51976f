package cn.shiji.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Change a division or commitment of a draft. What is null stays as it is.
 *
 * @param task whether somebody is held to it; only an innermost node can be
 * @param reviewed whether a person has looked at it; on a division it holds for every commitment below
 * @param due the last day that counts as {@code 2027-06-30}; empty takes it away
 * @param line a work line ({@code party}, {@code industry}, {@code ecology}, {@code governance}); empty takes it away
 * @param leaders the leaders who answer for it, by name; an empty list takes them away
 */
public record NodeChange(
        @Nullable String heading,
        @Nullable String text,
        @Nullable Boolean task,
        @Nullable Boolean reviewed,
        @Nullable String due,
        @Nullable String line,
        @Nullable List<@Nullable String> leaders) {

    /** A person has looked at it. */
    public static NodeChange seen() {
        return new NodeChange(null, null, null, true, null, null, null);
    }
}
