package cn.shiji.plan;

import java.util.List;

/**
 * Something the program would enter if a person agrees.
 *
 * @param kind {@code units}, {@code leader}, {@code due} or {@code indicator}
 * @param sure {@code certain}, {@code likely} or {@code possible}
 * @param words what would be entered
 * @param reasons why, one sentence each
 * @param choices what it can be; with more than one a person has to choose
 */
public record SuggestionView(
        String key, String kind, String sure, String words, List<String> reasons, List<Choice> choices) {

    /** One thing it can be. */
    public record Choice(String value, String words) {}
}
