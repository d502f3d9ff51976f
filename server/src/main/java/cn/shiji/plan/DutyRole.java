package cn.shiji.plan;

import cn.shiji.document.UnitRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a unit has to do for a commitment. */
public enum DutyRole {
    /** 牵头 */
    LEAD,
    /** 配合 */
    SUPPORTING,
    /** 责任单位, where the document does not say who leads */
    RESPONSIBLE;

    /** The word used in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DutyRole> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    static DutyRole of(UnitRole read) {
        return switch (read) {
            case LEAD -> LEAD;
            case COOPERATE -> SUPPORTING;
            case RESPONSIBLE -> RESPONSIBLE;
        };
    }
}
