package cn.shiji.record;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a record is called in lists: a text with names of fields in braces, {@code {number} {topic}}. */
final class TitleTemplate {

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final int LONGEST = 120;

    private TitleTemplate() {}

    /** The names in braces. */
    static List<String> names(String template) {
        return PLACE.matcher(template).results().map(found -> found.group(1)).toList();
    }

    /** The text with every place filled; what is left of empty places closes up. */
    static String fill(String template, Function<String, String> shown) {
        String filled = PLACE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(shown.apply(found.group(1))))
                .replaceAll("\\s+", " ")
                .trim();
        int length = filled.codePointCount(0, filled.length());
        return length <= LONGEST ? filled : filled.substring(0, filled.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
