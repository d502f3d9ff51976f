package cn.shiji.access.session;

import java.util.Locale;

/** Why a session ended. */
enum SessionEnd {
    /** The person signed out, here or from another session. */
    PERSON,
    /** Nothing was done for too long. */
    IDLE,
    /** It had lasted as long as any may. */
    AGE,
    /** The security administrator ended it. */
    ADMINISTRATOR,
    /** The password was changed elsewhere. */
    PASSWORD,
    /** The account was closed. */
    ACCOUNT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
