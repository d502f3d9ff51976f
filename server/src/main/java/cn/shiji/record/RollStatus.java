package cn.shiji.record;

import java.util.Locale;
import java.util.Optional;

/** How somebody stands in a roll call. */
public enum RollStatus {
    /** 到 */
    PRESENT,
    /** 请假 */
    LEAVE,
    /** 未到 */
    ABSENT;

    /** The word used in packs and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RollStatus> of(String word) {
        for (RollStatus status : values()) {
            if (status.word().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
