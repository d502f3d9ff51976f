package cn.shiji.mechanism;

import java.util.Set;

/**
 * The packs in service are others than before.
 *
 * @param packs the ids of those that came, changed or were retired
 */
public record PacksChanged(Set<String> packs) {

    public PacksChanged {
        packs = Set.copyOf(packs);
    }
}
