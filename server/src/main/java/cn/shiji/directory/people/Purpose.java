package cn.shiji.directory.people;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What somebody may want to see a sensitive value for. */
public enum Purpose {
    /** Reach somebody about the work. */
    CONTACT,
    /** Hold an identity card or a paper against it. */
    VERIFY,
    /** Pay allowances and wages. */
    PAY,
    /** Floods, fires and the like. */
    EMERGENCY,
    /** Another, told in words. */
    OTHER;

    /** The word used in JSON and in the trail. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
