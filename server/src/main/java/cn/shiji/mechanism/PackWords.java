package cn.shiji.mechanism;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** Tells the faults of packs in words; needs no running application, so the command line has the same words. */
public final class PackWords {

    private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private PackWords() {}

    /** The fault in the reader's language. */
    public static String tell(PackFault fault, Locale language) {
        return tell(fault.code(), fault.args(), language);
    }

    /** Words of the message files with their places filled. */
    public static String tell(String code, List<Object> args, Locale language) {
        Locale known = language.getLanguage().equals("en") ? Locale.ENGLISH : Locale.CHINESE;
        try {
            String pattern = ResourceBundle.getBundle("messages", known, NO_OTHER_LANGUAGE)
                    .getString(code);
            Object[] filled = args.stream().map(String::valueOf).toArray();
            return new MessageFormat(pattern, known).format(filled);
        } catch (MissingResourceException untold) {
            return code + " " + args;
        }
    }

    /** {@code file:line:column: words (suggestion)}, one line. */
    public static String line(String file, PackFault fault, Locale language) {
        String words = file + ":" + fault.line() + ":" + fault.column() + ": " + tell(fault, language);
        return fault.suggestion() == null
                ? words
                : words + tell("pack.did-you-mean", List.of(fault.suggestion()), language);
    }
}
