package cn.shiji.document;

import cn.shiji.document.format.Manuscript;
import cn.shiji.document.format.Stretch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * Folds the lines of a document into its tree.
 *
 * <p>One pass with a stack of open divisions. A marker whose family is open already ends everything down to that list
 * and is its next member; a new family opens one level further in. So levels follow nesting, and the same 一是 is an area
 * under a chapter and a commitment under an area.
 */
final class Outline {

    private static final int LONGEST_HEADING = 60;

    /** A shorter line without a full stop is the item of a list, a longer one a sentence that lost its end. */
    private static final int SHORTEST_BROKEN = 30;

    private static final String ENDS = "。！？；;!?";

    private final Manuscript manuscript;
    private final String text;
    private final boolean[] passed;
    private final List<Marker> markers;
    private final TaskTables.FlatTable flat;
    private final TaskTables tables;
    private final NavigableSet<Integer> titles;
    private final Lists lists;

    private final List<Division> roots = new ArrayList<>();

    /** Open divisions, the innermost first; the last is the title. */
    private final Deque<Division> open = new ArrayDeque<>();

    /** Whether the line that runs now goes on with a sentence of the one before. */
    private boolean broken;

    /** One past the last character that belongs to the document so far. */
    private int contentEnd;

    private Outline(Manuscript manuscript, List<Stretch> furniture, TaskTables.FlatTable flat) {
        this.manuscript = manuscript;
        this.text = manuscript.text();
        this.flat = flat;
        this.tables = new TaskTables(manuscript);
        this.passed = passed(furniture);
        boolean[] rows = new boolean[passed.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = manuscript.lines().get(i).row();
        }
        this.markers = Markers.of(manuscript, furniture, rows);
        this.titles = Titles.linesOf(manuscript, passed, markers);
        this.lists = new Lists(manuscript, passed, markers, titles);
    }

    static List<Division> of(Manuscript manuscript, List<Stretch> furniture, TaskTables.FlatTable flat) {
        var outline = new Outline(manuscript, furniture, flat);
        outline.fold();
        return outline.roots;
    }

    private boolean[] passed(List<Stretch> furniture) {
        boolean[] furnished = new boolean[manuscript.lines().size()];
        int at = 0;
        for (int i = 0; i < furnished.length; i++) {
            Manuscript.Line line = manuscript.lines().get(i);
            while (at < furniture.size() && furniture.get(at).to() <= line.from()) {
                at++;
            }
            furnished[i] = at < furniture.size() && furniture.get(at).from() <= line.from();
        }
        return furnished;
    }

    private void fold() {
        int next = 0;
        for (int i = 0; i < passed.length; i++) {
            if (passed[i]) {
                continue;
            }
            Manuscript.Line line = manuscript.lines().get(i);
            while (next < markers.size() && markers.get(next).line() < i) {
                next++;
            }
            boolean opens = next < markers.size()
                    && markers.get(next).line() == i
                    && markers.get(next).opensLine();
            beginLine(i, line, opens, next);
            while (next < markers.size() && markers.get(next).line() == i) {
                Marker marker = markers.get(next);
                int stop = next + 1 < markers.size() && markers.get(next + 1).line() == i
                        ? markers.get(next + 1).from()
                        : line.to();
                contentEnd = marker.opensLine() ? contentEnd : endBefore(marker.from());
                push(marker, line, stop, lists.isLong(next));
                next++;
            }
            contentEnd = endBefore(line.to());
        }
        closeDownTo(0);
    }

    /** What a new line ends and opens before its markers are looked at. */
    private void beginLine(int index, Manuscript.Line line, boolean opens, int nextMarker) {
        if (titles.contains(index)) {
            closeDownTo(0);
            openTitle(index, line, nextMarker);
            return;
        }
        if (!breaksOff(line) || opens) {
            while (!open.isEmpty() && open.peek().endsWithLine) {
                close();
            }
            closeNestedRunIns();
        }
        if (line.row()) {
            tableRow(index, line);
            return;
        }
        tables.leave();
        if (flat.numbers()[index]) {
            flatRow(index, line);
        } else if (flat.units()[index]) {
            open.peek().units.add(new UnitNames.Named(line.stretch(), UnitRole.RESPONSIBLE, false));
        } else if (!opens && open.size() > 1 && Titles.isNotes(start(line))) {
            closeDownTo(1);
            openHeading(index, line, 0, null);
        } else if (!opens && lists.isUnmarkedChapter(index)) {
            closeDownTo(1);
            openHeading(index, line, 0, null);
        } else if (!opens && lists.isFirstWithoutNumber(index)) {
            closeDownTo(1);
            openHeading(index, line, 0, MarkerFamily.NUMERAL);
        } else if (!opens && line.heading() > 0 && line.to() - line.from() <= LONGEST_HEADING && !isTitleLine(index)) {
            while (open.size() > 1 && (open.peek().style == 0 || open.peek().style >= line.heading())) {
                close();
            }
            openHeading(index, line, line.heading(), null);
        } else if (!opens && Titles.isSalutation(start(line))) {
            endWithSalutation(index, nextMarker);
        }
    }

    /** Whether the line before broke off inside a sentence that this one goes on with. */
    private boolean breaksOff(Manuscript.Line line) {
        boolean ended = contentEnd == 0 || (ENDS + "：:”’\")）》").indexOf(text.charAt(contentEnd - 1)) >= 0;
        int lineStart = text.lastIndexOf('\n', Math.max(0, contentEnd - 1)) + 1;
        broken = !ended && !line.row() && (broken || contentEnd - lineStart >= SHORTEST_BROKEN);
        return broken;
    }

    /** A run-in list ends with its paragraph, and with it whatever was opened inside. */
    private void closeNestedRunIns() {
        int depth = 0;
        int outermost = -1;
        for (Division division : open) {
            depth++;
            if (division.endsWithLine) {
                outermost = depth;
            }
        }
        for (int i = 0; i < outermost; i++) {
            close();
        }
    }

    private void openTitle(int index, Manuscript.Line line, int nextMarker) {
        int firstMarked = nextMarker < markers.size() ? markers.get(nextMarker).line() : Integer.MAX_VALUE;
        Stretch heading = Titles.headingAt(manuscript, index, firstMarked, passed);
        Division title =
                new Division(Level.TITLE, null, line.stretch().trimmed(text).from(), index, "", heading);
        if (heading.isEmpty()) {
            title.heading = new Stretch(title.from, title.from);
        }
        roots.add(title);
        open.push(title);
    }

    private boolean isTitleLine(int index) {
        return titles.contains(index)
                || open.peek().level == Level.TITLE
                        && open.peek()
                                .heading
                                .holds(manuscript.lines().get(index).from());
    }

    private void openHeading(int index, Manuscript.Line line, int style, @Nullable MarkerFamily family) {
        Division heading =
                new Division(below(open.peek(), byDepth(open.size())), family, line.from(), index, "", line.stretch());
        heading.number = family == null ? 0 : 1;
        heading.style = style;
        add(heading);
    }

    private void tableRow(int index, Manuscript.Line line) {
        Division row = tables.row(index, line);
        if (row != null) {
            while (open.size() > 1 && open.peek().level == Level.COMMITMENT) {
                close();
            }
            row.endsWithLine = true;
            add(row);
        }
    }

    private void flatRow(int index, Manuscript.Line line) {
        while (open.size() > 1
                && open.peek().family != MarkerFamily.NUMERAL
                && open.peek().family != MarkerFamily.BRACKETED_NUMERAL) {
            close();
        }
        Manuscript.Line below = manuscript.lines().get(Math.min(index + 1, passed.length - 1));
        Stretch heading =
                below.to() - below.from() <= LONGEST_HEADING ? below.stretch() : new Stretch(line.to(), line.to());
        add(new Division(Level.COMMITMENT, null, line.from(), index, manuscript.words(line), heading));
    }

    /** "同志们，…" after the last member of a list speaks for the whole again. */
    private void endWithSalutation(int index, int nextMarker) {
        Integer nextTitle = titles.higher(index);
        boolean last = nextMarker >= markers.size()
                || nextTitle != null && markers.get(nextMarker).line() >= nextTitle;
        if (last) {
            closeDownTo(Math.min(open.size(), 2));
            return;
        }
        MarkerFamily family = markers.get(nextMarker).family();
        int size = open.size();
        int at = 0;
        for (Division division : open) {
            if (division.family == family) {
                closeDownTo(size - at);
                return;
            }
            at++;
        }
        // A new list begins: it belongs to the chapter, and not to the last of the list that has ended.
        closeDownTo(Math.min(size, 2));
    }

    private void push(Marker marker, Manuscript.Line line, int stop, boolean manyParagraphs) {
        if (!lists.isNested(marker) && !endOpenList(marker)) {
            while (open.size() > 1 && isInner(open.peek(), marker.family())) {
                close();
            }
        }
        Stretch heading = heading(marker, stop);
        Division division = new Division(
                level(marker.family()),
                marker.family(),
                marker.from(),
                marker.line(),
                text.substring(marker.from(), marker.to()),
                heading);
        division.number = marker.number();
        division.style = marker.opensLine() ? line.heading() : 0;
        boolean runsIn = marker.family().isSpoken() || marker.family() == MarkerFamily.DASH;
        boolean headingOnly = marker.family() == MarkerFamily.DASH
                && heading.to() >= endBefore(stop) - 1
                && stop - marker.from() <= 40;
        boolean headedBelow = heading.from() > line.to();
        division.endsWithLine = runsIn && !manyParagraphs && !headingOnly && !headedBelow;
        add(division);
    }

    /** Ends the open list that this marker carries on; where lists of one family nest, its number tells which. */
    private boolean endOpenList(Marker marker) {
        int size = open.size();
        int at = 0;
        int innermost = -1;
        for (Division division : open) {
            if (division.family == marker.family()) {
                innermost = innermost < 0 ? at : innermost;
                if (division.number == marker.number() - 1) {
                    innermost = at;
                    break;
                }
            }
            at++;
        }
        if (innermost >= 0) {
            closeDownTo(size - innermost - 1);
        }
        return innermost >= 0;
    }

    /** Whether an open division is of a family usually further in than the one that begins. */
    private static boolean isInner(Division division, MarkerFamily begins) {
        MarkerFamily family = division.family;
        if (family == null) {
            return division.level == Level.COMMITMENT && !division.marker.isEmpty() && begins == MarkerFamily.NUMERAL;
        }
        if (begins == MarkerFamily.ARTICLE && family == MarkerFamily.BRACKETED_NUMERAL) {
            return false; // articles that count on through the （一） of several chapters
        }
        boolean dashEnds = family == MarkerFamily.DASH && begins.compareTo(MarkerFamily.BRACKETED_NUMERAL) <= 0;
        return dashEnds || !family.isSpoken() && family != MarkerFamily.DASH && family.compareTo(begins) > 0;
    }

    private Level level(MarkerFamily family) {
        int depth = open.size();
        Level byDepth = byDepth(depth);
        Level level = switch (family) {
            case FIRSTLY, FIRST_MUST -> depth == 2 && !hasAreas(open.peek()) ? Level.AREA : Level.COMMITMENT;
            case DIGITS, BRACKETED_DIGITS, CIRCLED -> depth == 2 ? Level.MEASURE : byDepth;
            default -> byDepth;
        };
        return below(open.peek(), level);
    }

    /** Whether a chapter is divided by （一）, so that a 一是 in it, even behind the last of them, is no area. */
    private static boolean hasAreas(Division chapter) {
        return chapter.children.stream().anyMatch(child -> child.family == MarkerFamily.BRACKETED_NUMERAL);
    }

    private static Level byDepth(int depth) {
        return Level.values()[Math.clamp(depth, Level.CHAPTER.ordinal(), Level.COMMITMENT.ordinal())];
    }

    private static Level below(Division parent, Level level) {
        int lowest = Math.min(parent.level.ordinal() + 1, Level.COMMITMENT.ordinal());
        return Level.values()[Math.max(level.ordinal(), lowest)];
    }

    private void add(Division division) {
        open.peek().children.add(division);
        open.push(division);
    }

    private void closeDownTo(int size) {
        while (open.size() > size) {
            close();
        }
    }

    private void close() {
        Division done = open.pop();
        done.to = Math.max(done.from + done.marker.length(), Math.max(done.to, contentEnd));
        if (done.heading.to() > done.to) {
            done.heading = new Stretch(done.from + done.marker.length(), done.from + done.marker.length());
        }
    }

    private int endBefore(int at) {
        int end = at;
        while (end > 0 && Stretch.blank(text.charAt(end - 1))) {
            end--;
        }
        return Math.max(end, contentEnd);
    }

    /** The heading behind a marker: up to the first end of a sentence, or the gap that parts it from its text. */
    private Stretch heading(Marker marker, int stop) {
        Stretch rest = new Stretch(marker.to(), stop).trimmed(text);
        if (rest.isEmpty()) {
            int below = marker.line() + 1;
            boolean free = below < passed.length
                    && !passed[below]
                    && !manuscript.lines().get(below).row();
            Manuscript.Line line = manuscript.lines().get(Math.min(below, passed.length - 1));
            boolean heading = free
                    && marker.opensLine()
                    && line.to() - line.from() <= LONGEST_HEADING
                    && !endsSentence(line.to() - 1)
                    && !flat.numbers()[below];
            return heading ? line.stretch() : new Stretch(marker.to(), marker.to());
        }
        int gap = -1;
        int end = rest.from();
        while (end < rest.to() && !endsSentence(end) && end - rest.from() <= LONGEST_HEADING) {
            if (gap < 0 && Stretch.blank(text.charAt(end))) {
                gap = end;
            }
            end++;
        }
        boolean whole = end == rest.to();
        boolean bodyFollows = end < rest.to() - 1;
        if (gap >= 0 && !(whole && rest.to() - rest.from() <= 40)) {
            return new Stretch(rest.from(), gap);
        }
        if (end - rest.from() > LONGEST_HEADING) {
            return runOnHeading(rest);
        }
        boolean statement = !whole && !bodyFollows && end - rest.from() > 30;
        return statement ? new Stretch(rest.from(), rest.from()) : new Stretch(rest.from(), end);
    }

    /** A heading that lost the break behind it: 工作回顾刚刚过去的一年…. */
    private Stretch runOnHeading(Stretch rest) {
        String words = text.substring(rest.from(), Math.min(rest.to(), rest.from() + 24));
        for (String last : List.of("回顾", "工作情况", "工作安排", "工作计划", "工作谋划", "总体要求", "重点任务", "工作任务", "工作目标")) {
            int at = words.indexOf(last);
            if (at >= 0) {
                return new Stretch(rest.from(), rest.from() + at + last.length());
            }
        }
        return new Stretch(rest.from(), rest.from());
    }

    private boolean endsSentence(int at) {
        return ENDS.indexOf(text.charAt(at)) >= 0;
    }

    private String start(Manuscript.Line line) {
        return text.substring(line.from(), Math.min(line.to(), line.from() + 60));
    }
}
