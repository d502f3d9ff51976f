package cn.shiji.document;

import cn.shiji.document.format.Manuscript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a document's lists by looking ahead, before its lines are folded into a tree: which lists nest in
 * one of the same kind, which run over several paragraphs, and which chapters have a heading but no marker.
 */
final class Lists {

    private static final int LONGEST_UNMARKED_HEADING = 30;
    private static final Pattern FIRST_HEADING =
            Pattern.compile("(?:总体要求|总体目标|总体思路|指导思想|工作目标|主要目标|发展目标|基本情况|[^。，；]{2,16}回顾)[、.．\\s-]*");

    private final Manuscript manuscript;
    private final String text;
    private final boolean[] passed;
    private final List<Marker> markers;
    private final NavigableSet<Integer> titles;

    /** Lines that hold a marker. */
    private final boolean[] marked;

    private final Set<Marker> nested;
    private final boolean[] longForm;
    private final Set<Integer> unmarkedChapters = new TreeSet<>();
    private final Set<Integer> lostFirsts = new TreeSet<>();

    Lists(Manuscript manuscript, boolean[] passed, List<Marker> markers, NavigableSet<Integer> titles) {
        this.manuscript = manuscript;
        this.text = manuscript.text();
        this.passed = passed;
        this.markers = markers;
        this.titles = titles;
        this.marked = new boolean[passed.length];
        markers.forEach(marker -> marked[marker.line()] = true);
        this.nested = nestedBeginnings(markers, titles);
        this.longForm = longForm();
        findUnmarkedChapters();
        findLostFirsts();
    }

    /** Whether a marker begins a list inside an item of a list of its own kind. */
    boolean isNested(Marker marker) {
        return nested.contains(marker);
    }

    /** Whether the item a marker opens runs over its paragraph: 一是 with paragraphs of its own. */
    boolean isLong(int marker) {
        return longForm[marker];
    }

    /** Whether a line without a marker heads a chapter, below which 一、 begins anew. */
    boolean isUnmarkedChapter(int line) {
        return unmarkedChapters.contains(line);
    }

    /** Whether a line heads the first chapter of a list whose 一、 was lost. */
    boolean isFirstWithoutNumber(int line) {
        return lostFirsts.contains(line);
    }

    /**
     * The markers that begin a list inside a list of the same family: 一、二、三、 under 四、, known by the 五、 that
     * follows and cannot carry on the inner list.
     */
    private static Set<Marker> nestedBeginnings(List<Marker> markers, NavigableSet<Integer> titles) {
        var nested = new HashSet<Marker>();
        for (int i = 1; i < markers.size(); i++) {
            Marker first = markers.get(i);
            if (first.number() != 1 || first.family().isSpoken()) {
                continue;
            }
            int outer = numberBefore(markers, i, titles);
            int last = 1;
            for (int j = i + 1; outer > 0 && j < markers.size(); j++) {
                Marker marker = markers.get(j);
                boolean above = marker.family().compareTo(first.family()) < 0
                        || !Objects.equals(titles.floor(marker.line()), titles.floor(first.line()));
                if (above || marker.family() == first.family() && marker.number() <= 1) {
                    break;
                }
                if (marker.family() != first.family()) {
                    continue;
                }
                if (marker.number() != last + 1) {
                    if (marker.number() == outer + 1) {
                        nested.add(first);
                    }
                    break;
                }
                last = marker.number();
            }
        }
        return nested;
    }

    /** The number the list of a marker's family has reached before it, 0 when no such list is open. */
    private static int numberBefore(List<Marker> markers, int at, NavigableSet<Integer> titles) {
        Marker marker = markers.get(at);
        for (int i = at - 1; i >= 0; i--) {
            Marker before = markers.get(i);
            if (before.family().compareTo(marker.family()) < 0
                    || !Objects.equals(titles.floor(before.line()), titles.floor(marker.line()))) {
                return 0;
            }
            if (before.family() == marker.family()) {
                return before.number();
            }
        }
        return 0;
    }

    /**
     * For each marker of a run-in list (一是, ——), whether the list's members take more than one paragraph each; then
     * the last one too runs on to the end of what holds it.
     */
    private boolean[] longForm() {
        boolean[] many = new boolean[markers.size()];
        int[] previous = new int[MarkerFamily.values().length];
        int[] list = new int[markers.size()];
        Arrays.fill(previous, -1);
        for (int i = 0; i < markers.size(); i++) {
            Marker marker = markers.get(i);
            if (!marker.family().isSpoken()) {
                continue;
            }
            int before = previous[marker.family().ordinal()];
            boolean goesOn =
                    before >= 0 && marker.number() == markers.get(before).number() + 1;
            list[i] = goesOn ? list[before] : i;
            if (goesOn && linesBetween(markers.get(before).line(), marker.line())) {
                many[list[i]] = true;
            }
            previous[marker.family().ordinal()] = i;
        }
        boolean[] all = new boolean[markers.size()];
        for (int i = 0; i < markers.size(); i++) {
            boolean another = i + 1 < markers.size()
                    && markers.get(i + 1).family() == markers.get(i).family()
                    && markers.get(i + 1).number() == 1;
            all[i] = markers.get(i).family().isSpoken() && many[list[i]] && !another;
        }
        return all;
    }

    private boolean linesBetween(int first, int second) {
        for (int i = first + 1; i < second; i++) {
            if (!passed[i]) {
                return true;
            }
        }
        return false;
    }

    /** Unmarked headings above 一、, where 一、 begins more than once in a document. */
    private void findUnmarkedChapters() {
        var candidates = new ArrayList<Integer>();
        int title = -1;
        int beginnings = 0;
        for (int i = 0; i <= markers.size(); i++) {
            boolean end = i == markers.size();
            int now = end ? Integer.MAX_VALUE : titleOf(markers.get(i).line());
            if (end || now != title) {
                if (beginnings >= 2) {
                    unmarkedChapters.addAll(candidates);
                }
                candidates.clear();
                beginnings = 0;
                title = now;
            }
            if (!end
                    && markers.get(i).family() == MarkerFamily.NUMERAL
                    && markers.get(i).number() == 1) {
                Integer heading = headingAbove(markers.get(i).line());
                beginnings += heading == null ? 0 : 1;
                if (heading != null) {
                    candidates.add(heading);
                }
            }
        }
    }

    /** Where the first numeral of a document is 二、, the heading above it that has lost its 一、. */
    private void findLostFirsts() {
        int title = -2;
        for (Marker marker : markers) {
            int now = titleOf(marker.line());
            if (marker.family() != MarkerFamily.NUMERAL || now == title) {
                continue;
            }
            title = now;
            for (int i = Math.max(0, now); marker.number() == 2 && i < marker.line(); i++) {
                Manuscript.Line line = manuscript.lines().get(i);
                boolean brief = line.to() - line.from() <= LONGEST_UNMARKED_HEADING && !passed[i] && !marked[i];
                if (brief && FIRST_HEADING.matcher(manuscript.words(line)).matches()) {
                    lostFirsts.add(i);
                    break;
                }
            }
        }
    }

    private int titleOf(int line) {
        Integer title = titles.floor(line);
        return title == null ? -1 : title;
    }

    private @Nullable Integer headingAbove(int line) {
        int above = line - 1;
        while (above >= 0 && passed[above]) {
            above--;
        }
        if (above < 0 || titles.contains(above)) {
            return null;
        }
        Manuscript.Line at = manuscript.lines().get(above);
        boolean brief = at.to() - at.from() <= LONGEST_UNMARKED_HEADING && at.to() - at.from() >= 2 && !at.row();
        boolean open = brief && "。；：:，,！、）)".indexOf(text.charAt(at.to() - 1)) < 0;
        return open && !marked[above] ? above : null;
    }
}
