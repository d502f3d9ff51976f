package cn.shiji.kernel;

import java.util.UUID;

/** Names an account. */
public record AccountId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
