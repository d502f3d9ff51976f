package cn.shiji.plan;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accept suggestions of a draft. Everything named narrows: without keys all open ones that need no choice and are certain or
 * likely.
 *
 * @param keys the suggestions, each with what was chosen; null for all that the rest lets through
 * @param under only on this node and below it
 * @param kinds only {@code units}, {@code leader}, {@code due}, {@code indicator}
 * @param possible also those that are only possible
 */
public record Acceptance(
        @Nullable List<Key> keys,
        @Nullable UUID under,
        @Nullable List<String> kinds,
        @Nullable Boolean possible) {

    /**
     * One suggestion.
     *
     * @param choice the value of the option chosen; null where there is only one
     */
    public record Key(String key, @Nullable String choice) {}
}
