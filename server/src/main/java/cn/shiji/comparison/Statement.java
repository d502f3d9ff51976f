package cn.shiji.comparison;

import cn.shiji.document.Figure;
import cn.shiji.document.Span;
import java.util.List;

/**
 * One thing a document says that can be held against another: a commitment of a plan, or a result in a report.
 *
 * @param span where it stands, without its list marker and closing stop
 * @param under the headings above it, the highest first; without the title of the document
 * @param figures the figures inside
 */
public record Statement(Span span, List<String> under, List<Figure> figures) {

    public Statement {
        under = List.copyOf(under);
        figures = List.copyOf(figures);
    }
}
