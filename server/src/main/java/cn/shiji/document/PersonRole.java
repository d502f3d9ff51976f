package cn.shiji.document;

import java.util.Locale;

/** What a person has to do. */
public enum PersonRole {
    /** The leader who answers for it. */
    ACCOUNTABLE_LEADER,

    /** The one who does it. */
    RESPONSIBLE_PERSON;

    /** The name used in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
