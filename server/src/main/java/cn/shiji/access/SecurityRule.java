package cn.shiji.access;

import java.util.Arrays;
import java.util.Optional;

/** A number the security administrator may set, with what it is as shipped and how far it may go. */
public enum SecurityRule {
    /** Minutes after which a session nobody used is over. */
    SESSION_IDLE_MINUTES("session.idle-minutes", 30, 5, 480),
    /** Hours after which every session is over. */
    SESSION_LONGEST_HOURS("session.longest-hours", 12, 1, 24),
    /** How many characters a password has at least. */
    PASSWORD_LENGTH("password.length", 10, 8, 64),
    /** Days after which a password must be changed; 0 never asks. */
    PASSWORD_DAYS("password.days", 0, 0, 365),
    /** Wrong passwords in a row after which a name rests. */
    SIGN_IN_TRIES("sign-in.tries", 5, 3, 10),
    /** Minutes a name rests after too many wrong passwords. */
    SIGN_IN_REST_MINUTES("sign-in.rest-minutes", 5, 1, 120),
    /** Hours a one-time link may be used. */
    LINK_HOURS("link.hours", 72, 1, 336),
    /** Days a change waits for a second person. */
    APPROVAL_DAYS("approval.days", 7, 1, 30);

    private final String word;
    private final int shipped;
    private final int least;
    private final int most;

    SecurityRule(String word, int shipped, int least, int most) {
        this.word = word;
        this.shipped = shipped;
        this.least = least;
        this.most = most;
    }

    /** Its name in JSON, in the database and in the message files. */
    public String word() {
        return word;
    }

    /** What holds until somebody sets it. */
    public int shipped() {
        return shipped;
    }

    /** The least it may be. */
    public int least() {
        return least;
    }

    /** The most it may be. */
    public int most() {
        return most;
    }

    /** The rule of a word. */
    static Optional<SecurityRule> of(String word) {
        return Arrays.stream(values()).filter(rule -> rule.word.equals(word)).findFirst();
    }
}
