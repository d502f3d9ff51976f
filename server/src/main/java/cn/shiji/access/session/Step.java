package cn.shiji.access.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is asked next of somebody who signs in. */
enum Step {
    /** The code of the second factor, or a recovery code. */
    CODE,
    /** A new password, because the present one was set by somebody else or is too old. */
    PASSWORD,
    /** A second factor, because the roles held ask for one. */
    FACTOR,
    /** Nothing more. */
    DONE;

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Step of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
