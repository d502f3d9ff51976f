package cn.shiji.directory.people;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What of a person is kept sealed. */
public enum SensitiveField {
    /** 公民身份号码 */
    IDENTITY,
    /** 手机或住宅电话 */
    PHONE,
    /** Private mail, kept only with the person's consent. */
    EMAIL;

    /** The word used in JSON and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name under which the vault seals it. */
    public String sealedAs() {
        return "directory.person." + word();
    }

    /** The field of a word; empty where there is none. */
    static Optional<SensitiveField> find(String word) {
        return Arrays.stream(values())
                .filter(field -> field.word().equals(word))
                .findFirst();
    }

    /** What may stand in a list: enough to tell two people apart, too little to use. */
    public String masked(String clear) {
        return switch (this) {
            case IDENTITY -> kept(clear, 3, 4);
            case PHONE -> clear.length() >= 11 ? kept(clear, 3, 4) : kept(clear, 0, 3);
            case EMAIL -> {
                int at = clear.indexOf('@');
                yield at < 1 ? kept(clear, 1, 0) : clear.charAt(0) + "***" + clear.substring(at);
            }
        };
    }

    private static String kept(String clear, int first, int last) {
        if (clear.length() <= first + last) {
            return "*".repeat(clear.length());
        }
        return clear.substring(0, first)
                + "*".repeat(clear.length() - first - last)
                + clear.substring(clear.length() - last);
    }
}
