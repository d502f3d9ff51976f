package cn.shiji.app;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells verbs, kinds of things and fields of the trail in the reader's language. */
@Component
class AuditWords {

    static final String VERB = "audit.verb.";
    static final String KIND = "audit.kind.";
    static final String FIELD = "audit.field.";

    private final MessageSource messages;

    AuditWords(MessageSource messages) {
        this.messages = messages;
    }

    /** What was done; the verb itself where it has no words. */
    String verb(String verb, Locale locale) {
        return told(VERB, verb, locale);
    }

    /** To what kind of thing; the kind itself where it has no words. */
    String kind(String kind, Locale locale) {
        return told(KIND, kind, locale);
    }

    /** A field of what stood before or after; the field itself where it has no words. */
    String field(String field, Locale locale) {
        return told(FIELD, field, locale);
    }

    private String told(String area, String word, Locale locale) {
        return messages.getMessage(area + word, null, word, locale) instanceof String words ? words : word;
    }

    /** All verbs that have words, in order. */
    static List<String> verbs() {
        return all(VERB);
    }

    /** All kinds of things that have words, in order. */
    static List<String> kinds() {
        return all(KIND);
    }

    private static List<String> all(String area) {
        var found = new TreeSet<String>();
        for (String key : ResourceBundle.getBundle("messages", Locale.CHINESE).keySet()) {
            if (key.startsWith(area)) {
                found.add(key.substring(area.length()));
            }
        }
        return List.copyOf(found);
    }
}
