package cn.shiji.app;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells verbs, kinds of things and fields of the trail in the reader's language. */
@Component
class AuditWords {

    static final String VERB = "audit.verb.";
    static final String KIND = "audit.kind.";
    static final String FIELD = "audit.field.";

    /** A rule of security stands in the trail by its own word, a change wanting two people by this and its verb. */
    private static final String SECOND = "second ";

    private static final String RULE = "access.rule.";
    private static final String CHANGE = "access.verb.";

    /** A step of an editor taken back, done again, or begun anew with: {@code plan.undo-merge}. */
    private static final Pattern TURNED = Pattern.compile("(\\w+\\.)(undo|redo|base)-(.+)");

    private final MessageSource messages;

    AuditWords(MessageSource messages) {
        this.messages = messages;
    }

    /** What was done; the verb itself where it has no words. */
    String verb(String verb, Locale locale) {
        Matcher turned = TURNED.matcher(verb);
        if (!turned.matches()) {
            return told(VERB, verb, locale);
        }
        Object[] step = {told(VERB, turned.group(1) + turned.group(3), locale)};
        return messages.getMessage("audit.turned." + turned.group(2), step, verb, locale) instanceof String words
                ? words
                : verb;
    }

    /** To what kind of thing; the kind itself where it has no words. */
    String kind(String kind, Locale locale) {
        return told(KIND, kind, locale);
    }

    /** A field of what stood before or after; the field itself where it has no words. */
    String field(String field, Locale locale) {
        if (field.startsWith(SECOND)) {
            Object[] change = {told(CHANGE, field.substring(SECOND.length()), locale)};
            return Objects.requireNonNullElse(messages.getMessage(FIELD + "second", change, field, locale), field);
        }
        String rule = told(RULE, field, locale);
        return rule.equals(field) ? told(FIELD, field, locale) : rule;
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
