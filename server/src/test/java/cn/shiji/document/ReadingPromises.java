package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.util.Arrays;
import java.util.List;

/**
 * What holds for the reading of every text, well formed or not; tests and fuzz runs ask the same.
 *
 * <p>Plain comparisons with the words made only on failure, so that millions of readings can be asked.
 */
final class ReadingPromises {

    private final int[] codePoints;

    /** For each character, whether it belongs to the page and not to the document. */
    private final boolean[] furnished;

    private ReadingPromises(ReadDocument read) {
        this.codePoints = read.text().codePoints().toArray();
        this.furnished = new boolean[codePoints.length];
    }

    /** Checks a reading. */
    static void keptBy(ReadDocument read) {
        new ReadingPromises(read).check(read);
    }

    private void check(ReadDocument read) {
        int last = 0;
        for (Span span : read.furniture()) {
            require(span.start() >= last && span.end() <= codePoints.length, "furniture overlaps or leaves", span);
            Arrays.fill(furnished, span.start(), span.end(), true);
            last = span.end();
        }
        boolean[] covered = furnished.clone();
        for (Node root : read.nodes()) {
            Arrays.fill(covered, root.span().start(), root.span().end(), true);
        }
        for (int i = 0; i < codePoints.length; i++) {
            boolean blank = codePoints[i] < 0x10000 && Stretch.blank((char) codePoints[i]);
            require(covered[i] || blank, "in no node and no furniture", new Span(i, i + 1));
        }
        siblings(new Span(0, codePoints.length), read.nodes());
    }

    private void siblings(Span around, List<Node> nodes) {
        int last = around.start();
        for (Node node : nodes) {
            require(node.span().start() >= last, "overlaps the sibling before it", node.span());
            require(around.holds(node.span()), "leaves its parent", node.span());
            require(!node.text().isBlank(), "a node of nothing", node.span());
            require(cut(node.span()).equals(node.text()), "is not its text", node.span());
            require(node.text().startsWith(node.marker()), "does not begin with its marker", node.span());
            require(node.text().contains(node.heading()), "does not hold its heading", node.span());
            int at = node.span().start();
            for (Figure figure : node.figures()) {
                require(cut(figure.span()).equals(figure.text()), "figure is not its text", figure.span());
                boolean told = figure.value() != null || figure.low() != null && figure.high() != null;
                require(figure.masked() != told, "figure is neither hidden nor told", figure.span());
                require(figure.span().start() >= at, "figures overlap", figure.span());
                at = figure.span().end();
                innermost(node, figure.span(), "figure");
            }
            for (ResponsibleUnit unit : node.units()) {
                require(cut(unit.span()).equals(unit.name()), "unit is not its name", unit.span());
                innermost(node, unit.span(), "unit");
            }
            for (ResponsiblePerson person : node.people()) {
                require(cut(person.span()).equals(person.name()), "person is not the name", person.span());
                innermost(node, person.span(), "person");
            }
            Deadline due = node.due();
            if (due != null) {
                require(cut(due.span()).equals(due.text()), "deadline is not its text", due.span());
                innermost(node, due.span(), "deadline");
            }
            siblings(node.span(), node.children());
            last = node.span().end();
        }
    }

    /**
     * Something found lies in its node, in none of the node's children, and in no furniture. A row of a table may also
     * speak by a merged cell, whose words stand in a row above.
     */
    private void innermost(Node node, Span found, String what) {
        require(found.length() > 0, what + " is empty", found);
        boolean merged = node.level() == Level.COMMITMENT
                && node.text().indexOf('\t') >= 0
                && found.end() <= node.span().start()
                && !what.equals("figure");
        require(merged || node.span().holds(found), what + " outside its node", found);
        for (Node child : node.children()) {
            require(!child.span().overlaps(found), what + " belongs to a child", found);
        }
        for (int i = found.start(); i < found.end(); i++) {
            require(!furnished[i], what + " in furniture", found);
        }
    }

    private void require(boolean kept, String broken, Span at) {
        if (!kept) {
            int from = Math.max(0, Math.min(at.start() - 40, codePoints.length));
            int to = Math.max(from, Math.min(codePoints.length, at.end() + 40));
            String around = new String(codePoints, from, Math.min(200, to - from));
            throw new AssertionError(broken + " at " + at + ": …" + around + "…");
        }
    }

    private String cut(Span span) {
        boolean inside = span.end() <= codePoints.length;
        return inside ? new String(codePoints, span.start(), span.length()) : "";
    }
}
