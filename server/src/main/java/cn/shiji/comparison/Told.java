package cn.shiji.comparison;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** Finds words in the message files where no server runs. */
final class Told {

    /** The messages of the language asked for, whatever the machine's own is. */
    private static final ResourceBundle.Control EXACTLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Told() {}

    /** The words under a code, in English for English and in Chinese for all others; the code where there are none. */
    static String in(Locale locale, String code, List<Object> args) {
        String language = locale.getLanguage().equals("en") ? "en" : "zh";
        ResourceBundle messages = ResourceBundle.getBundle("messages", Locale.of(language), EXACTLY);
        if (!messages.containsKey(code)) {
            return code;
        }
        Object[] told = args.stream().map(String::valueOf).toArray();
        return MessageFormat.format(messages.getString(code), told);
    }
}
