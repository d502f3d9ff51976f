package cn.shiji.mechanism;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pack file that was refused.
 *
 * @param file its path below the folder of packs
 * @param pack the id it would have, or null where it cannot be told
 * @param faults all of them, in the order of the file; empty for a good file
 */
public record PackFaults(String file, @Nullable String pack, List<PackFault> faults) {

    public PackFaults {
        faults = List.copyOf(faults);
    }
}
