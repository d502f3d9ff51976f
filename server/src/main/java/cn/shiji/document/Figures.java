package cn.shiji.document;

import cn.shiji.document.figure.Grammar;
import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.List;

/** Reads the figures of a stretch of text: cuts it into sentences and reads each by the
 * grammar. */
final class Figures {

    private static final int LONGEST_BREAK = 4;

    private final String text;
    private final CodePoints codePoints;

    Figures(String text, CodePoints codePoints) {
        this.text = text;
        this.codePoints = codePoints;
    }

    /** The figures of a stretch, in order. */
    List<Figure> in(Stretch stretch, Tense tense) {
        var figures = new ArrayList<Figure>();
        Stretch begun = null;
        for (Stretch sentence : Sentences.of(text, stretch)) {
            if (begun != null && tornNumber(begun.to(), sentence.from())) {
                begun = new Stretch(begun.from(), sentence.to());
                continue;
            }
            if (begun != null) {
                read(begun, tense, figures);
            }
            begun = sentence;
        }
        if (begun != null) {
            read(begun, tense, figures);
        }
        return figures;
    }

    /** Whether a line ends in a digit and the next goes on with its multiplier: 74.4, 万亿元 behind a page's end. */
    private boolean tornNumber(int end, int next) {
        return next - end <= LONGEST_BREAK
                && end > 0
                && Character.isDigit(text.charAt(end - 1))
                && "万亿".indexOf(text.charAt(next)) >= 0;
    }

    private void read(Stretch sentence, Tense tense, List<Figure> into) {
        Grammar.read(
                text,
                sentence.from(),
                sentence.to(),
                tense,
                read -> into.add(new Figure(
                        text.substring(read.from(), read.to()),
                        codePoints.span(read.from(), read.to()),
                        read.value(),
                        read.low(),
                        read.high(),
                        read.masked(),
                        read.unit(),
                        read.relation(),
                        read.change(),
                        read.role(),
                        read.of())));
    }
}
