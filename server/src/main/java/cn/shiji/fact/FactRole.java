package cn.shiji.fact;

import java.util.Locale;

/** What a unit has to do with a fact. */
public enum FactRole {
    /** It took part: the fact counts in its figures. */
    BY,
    /** It owns the record the fact came from; its people may open that record. */
    AT,
    /** It answers for the thing. */
    ANSWERS;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
