package cn.shiji.indicator;

import cn.shiji.mechanism.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a pack tells its work in a report: words with places for its figures.
 *
 * @param pack the pack it belongs to
 * @param template words in which {@code {name}} is the figure of the indicator of that name
 */
public record ReportSentence(String pack, Words template) {

    static final Pattern PLACE = Pattern.compile("\\{([a-z0-9][a-z0-9_-]*)}");

    /** A piece of the sentence. */
    public sealed interface Piece {

        /** Words that stand as they are. */
        record Text(String text) implements Piece {}

        /** The figure of an indicator, by its full id. */
        record Value(String indicator) implements Piece {}
    }

    /** Words and figures in their order. */
    public List<Piece> pieces(Locale language) {
        String text = template.in(language);
        var pieces = new ArrayList<Piece>();
        Matcher place = PLACE.matcher(text);
        int done = 0;
        while (place.find()) {
            if (place.start() > done) {
                pieces.add(new Piece.Text(text.substring(done, place.start())));
            }
            pieces.add(new Piece.Value(pack + "." + place.group(1)));
            done = place.end();
        }
        if (done < text.length()) {
            pieces.add(new Piece.Text(text.substring(done)));
        }
        return List.copyOf(pieces);
    }
}
