package cn.shiji.mechanism;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fault of a pack, at its place in the file.
 *
 * @param line from 1
 * @param column from 1
 * @param code finds the words in the message files
 * @param args fill the places of the words
 * @param suggestion what would be accepted, or null where nothing near is known
 */
public record PackFault(
        int line,
        int column,
        String code,
        List<Object> args,
        @Nullable String suggestion) {

    public PackFault {
        args = List.copyOf(args);
    }
}
