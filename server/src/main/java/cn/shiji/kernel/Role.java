package cn.shiji.kernel;

import java.util.Locale;

/** What a person may do within the own unit and below; who may do what exactly is said in {@code access}. */
public enum Role {
    /** Keeps plan and report of a unit and everything below it. */
    OFFICE,
    /** Reads all below and confirms what is declared. */
    LEADER,
    /** Records the work of one unit. */
    CLERK,
    /** Reads all below and writes nothing. */
    AUDITOR;

    /** The word used in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word; an unknown word is our own fault. */
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
