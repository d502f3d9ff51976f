package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.List;

/** Cuts text into sentences. */
final class Sentences {

    private static final String ENDS = "。！？!?；;\n\r";
    private static final String CLOSERS = "”’\"）)】》";

    private static final int LONGEST_INSIDE = 120;

    private Sentences() {}

    /** The sentences of a stretch, without the white space between them. */
    static List<Stretch> of(String text, Stretch stretch) {
        var sentences = new ArrayList<Stretch>();
        int start = stretch.from();
        int depth = 0;
        int opened = 0;
        for (int i = stretch.from(); i < stretch.to(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                depth = 0;
            } else if (c == '“' || c == '（') {
                depth++;
                opened = i;
            } else if ((c == '”' || c == '）') && depth > 0) {
                depth--;
            }
            // A quote that never closes, as where characters were lost, must not swallow its paragraph.
            boolean inside = depth > 0 && i - opened <= LONGEST_INSIDE;
            if (ENDS.indexOf(c) < 0 || inside) {
                continue;
            }
            int end = i + 1;
            while (end < stretch.to() && CLOSERS.indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            add(text, sentences, new Stretch(start, end));
            start = end;
            i = end - 1;
        }
        add(text, sentences, new Stretch(start, stretch.to()));
        return sentences;
    }

    private static void add(String text, List<Stretch> sentences, Stretch candidate) {
        Stretch trimmed = candidate.trimmed(text);
        if (!trimmed.isEmpty()) {
            sentences.add(trimmed);
        }
    }
}
