package cn.shiji.document;

import cn.shiji.document.format.Manuscript;
import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * Finds the list markers of a document.
 *
 * <p>At the head of a line a marker is taken as it stands. Inside a line, where line breaks were lost, it must follow
 * the end of a sentence or a gap, and its number must carry its list on: so the 二、三 of "发展二、三产业" is no marker.
 */
final class Markers {

    private static final String SENTENCE_ENDS = "。！？；;!?：:";
    private static final String CLOSERS = "”’\"）)】》";

    private final String text;
    private final List<Marker> found = new ArrayList<>();

    /** The last number seen of each family since something above it began. */
    private final Map<MarkerFamily, Integer> last = new EnumMap<>(MarkerFamily.class);

    private Markers(Manuscript manuscript) {
        this.text = manuscript.text();
    }

    /** All markers outside furniture and table rows, in order. */
    static List<Marker> of(Manuscript manuscript, List<Stretch> furniture, boolean[] inTable) {
        var markers = new Markers(manuscript);
        int at = 0;
        for (int i = 0; i < manuscript.lines().size(); i++) {
            Manuscript.Line line = manuscript.lines().get(i);
            while (at < furniture.size() && furniture.get(at).to() <= line.from()) {
                at++;
            }
            boolean furnished = at < furniture.size() && furniture.get(at).from() <= line.from();
            if (!furnished && !inTable[i]) {
                markers.line(i, line);
            }
        }
        return markers.found;
    }

    private void line(int index, Manuscript.Line line) {
        int from = line.from();
        int end = line.to();
        int resume = head(index, from, end);
        for (int i = Math.max(resume, from + 1); i < end; i++) {
            if (!mayBegin(text.charAt(i))) {
                continue;
            }
            int taken = inline(index, i, from, end);
            if (taken > i) {
                i = taken - 1;
            }
        }
    }

    /** Takes the marker at the head of a line, and one that follows it at once (第六章 … stays one). */
    private int head(int index, int from, int end) {
        for (MarkerFamily family : MarkerFamily.values()) {
            Matcher match = family.at(text, from, end);
            if (!match.lookingAt() || isOccasion(family, from, end)) {
                continue;
            }
            int number = number(match.group(1));
            if (family == MarkerFamily.ARTICLE && !gapAt(match.end(), end)) {
                continue;
            }
            if (family.isSpoken() && number > 1 && !carriesOn(family, number)) {
                continue;
            }
            boolean tooBare = number == 0 && family == MarkerFamily.NUMERAL && end - match.end() < 4;
            if (tooBare || family == MarkerFamily.NUMERAL && enumerates(match.end(), end)) {
                continue;
            }
            add(new Marker(family, from, match.end(), number, index, true));
            return match.end();
        }
        return from;
    }

    private int inline(int index, int at, int from, int end) {
        boolean gap = Stretch.blank(text.charAt(at - 1));
        int before = at - 1;
        while (before > from && Stretch.blank(text.charAt(before))) {
            before--;
        }
        char previous = text.charAt(before);
        boolean ended = SENTENCE_ENDS.indexOf(previous) >= 0
                || CLOSERS.indexOf(previous) >= 0
                        && before > from
                        && SENTENCE_ENDS.indexOf(text.charAt(before - 1)) >= 0;
        boolean paused = previous == '，' || previous == ',' || previous == '、';
        for (MarkerFamily family : MarkerFamily.values()) {
            boolean placed = family.isSpoken() ? ended || paused || gap : ended || gap;
            if (!placed || family == MarkerFamily.DASH || family == MarkerFamily.PART) {
                continue;
            }
            Matcher match = family.at(text, at, end);
            if (!match.lookingAt()) {
                continue;
            }
            int number = number(match.group(1));
            boolean numberLost = number == 0 && family == MarkerFamily.NUMERAL;
            boolean statute = family.compareTo(MarkerFamily.SECTION) <= 0 || family == MarkerFamily.ARTICLE;
            if (statute && !(gap && gapAt(match.end(), end))) {
                continue;
            }
            if (numberLost ? !gap : !carriesOn(family, number)) {
                continue;
            }
            if (family == MarkerFamily.NUMERAL && enumerates(match.end(), end)) {
                continue;
            }
            add(new Marker(family, at, match.end(), number, index, false));
            return match.end();
        }
        return at;
    }

    private void add(Marker marker) {
        found.add(marker);
        last.put(marker.family(), marker.number());
        for (MarkerFamily below : MarkerFamily.values()) {
            if (below.compareTo(marker.family()) > 0
                    && below != MarkerFamily.ARTICLE
                    && !(below.isSpoken() && marker.family().isSpoken())) {
                last.remove(below);
            }
        }
        if (marker.family() == MarkerFamily.FIRSTLY) {
            last.remove(MarkerFamily.CIRCLED);
        }
    }

    /** Whether the number begins a list or is the next of the one running; hidden digits are believed. */
    private boolean carriesOn(MarkerFamily family, int number) {
        if (number == 0 || number == 1) {
            return true;
        }
        Integer before = last.get(family);
        return before != null && (number == before + 1 || before == 0);
    }

    /** 一、二、三产业: a numeral followed at once by another is an enumeration, no marker. */
    private boolean enumerates(int at, int end) {
        Matcher next = MarkerFamily.NUMERAL.at(text, at, end);
        return next.lookingAt() && !next.group(1).isEmpty();
    }

    /** "——在第三次代表大会上" under a title names the occasion. */
    private boolean isOccasion(MarkerFamily family, int from, int end) {
        if (family != MarkerFamily.DASH || end - from > 60) {
            return false;
        }
        String words = text.substring(from, end);
        return words.contains("会议上") || words.contains("大会上") || words.contains("会上的");
    }

    private boolean gapAt(int at, int end) {
        return at >= end || Stretch.blank(text.charAt(at)) || text.charAt(at) == '（' || text.charAt(at) == '(';
    }

    private static boolean mayBegin(char c) {
        return "一二三四五六七八九十第（(〔、*＊".indexOf(c) >= 0
                || c >= '0' && c <= '9'
                || c >= '０' && c <= '９'
                || c >= '①' && c <= '⑳';
    }

    /** The value of a marker's number, 0 when it cannot be told. */
    private static int number(String written) {
        if (written.isEmpty()) {
            return 0;
        }
        char first = written.charAt(0);
        if (first >= '①' && first <= '⑳') {
            return first - '①' + 1;
        }
        Numeral numeral = Numeral.at(written, 0, written.length());
        return numeral == null || numeral.value() == null ? 0 : numeral.value().intValue();
    }
}
