package cn.shiji.document;

import java.util.Locale;

/** What a figure is for. */
public enum FigureRole {
    /** Done by the one who reports. */
    RESULT,

    /** To be reached. */
    TARGET,

    /** Background, comparison, threshold, or somebody else's. */
    REFERENCE;

    /** The name used in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
