package cn.shiji.access.vault;

import java.util.Locale;

/** What a key is for. */
public enum KeyUse {
    /** Seals values, so that only who holds the key can read them. */
    SEAL,
    /** Makes the blind index, so that equal values are found without opening them. */
    BLIND;

    /** The word used in files and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The use of a word; an unknown word is our own fault. */
    public static KeyUse of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
