package cn.shiji.document;

import java.util.Locale;

/** What a unit has to do. */
public enum UnitRole {
    /** It leads. */
    LEAD,

    /** It supports. */
    COOPERATE,

    /** It answers for it, without saying who leads. */
    RESPONSIBLE;

    /** The name used in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
