package cn.shiji.mechanism;

import java.util.Locale;

/**
 * A text of a pack in both languages.
 *
 * @param zh in Chinese
 * @param en in English; the Chinese text again where the pack gives only one
 */
public record Words(String zh, String en) {

    /** The text in the reader's language: English for English readers, else Chinese. */
    public String in(Locale language) {
        return Locale.ENGLISH.getLanguage().equals(language.getLanguage()) ? en : zh;
    }
}
