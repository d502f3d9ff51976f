package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.List;

/** Reads the figures of a stretch of text: cuts it into sentences, finds quantities and weighs the words around them. */
final class Figures {

    private final String text;
    private final CodePoints codePoints;

    Figures(String text, CodePoints codePoints) {
        this.text = text;
        this.codePoints = codePoints;
    }

    /** The figures of a stretch, in order. */
    List<Figure> in(Stretch stretch, Tense tense) {
        var figures = new ArrayList<Figure>();
        for (Stretch sentence : Sentences.of(text, stretch)) {
            read(sentence, tense, figures);
        }
        return figures;
    }

    private void read(Stretch sentence, Tense tense, List<Figure> into) {
        Quantity previous = null;
        Figure last = null;
        for (Quantity quantity : Quantities.in(text, sentence)) {
            Wording wording =
                    Wording.around(text, sentence, quantity, previous == null ? sentence.from() : previous.to());
            boolean goesOn = Wording.continues(text, previous, quantity);
            Relation relation = wording.relation(quantity);
            Change change = goesOn && last != null ? last.change() : wording.change(quantity);
            FigureRole role = goesOn && last != null ? last.role() : wording.role(quantity, relation, tense);
            last = new Figure(
                    text.substring(quantity.from(), quantity.to()),
                    codePoints.span(quantity.from(), quantity.to()),
                    quantity.value(),
                    quantity.low(),
                    quantity.high(),
                    quantity.masked(),
                    quantity.unit(),
                    relation,
                    change,
                    role,
                    wording.counted(quantity));
            into.add(last);
            previous = quantity;
        }
    }
}
