package cn.shiji.document;

import cn.shiji.document.figure.Numeral;
import cn.shiji.document.format.Manuscript;
import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the list markers of a document.
 *
 * <p>At the head of a line a marker is taken as it stands. Inside a line, where line breaks were lost, it must follow
 * the end of a sentence or a gap, and its number must carry its list on: so the 二、三 of "发展二、三产业" is no marker.
 */
final class Markers {

    private static final String SENTENCE_ENDS = "。！？；;!?：:";
    private static final String CLOSERS = "”’\"）)】》";

    private static final int LONGEST_ATTACHMENT = 60;

    /** The list of attachments at the foot of a letter: 附件：1.实施方案. */
    private static final Pattern ATTACHMENTS = Pattern.compile("附件\\s*[：:]\\s*[1１][.．、]");

    /** ——2026年1月26日在…. */
    private static final Pattern OCCASION = Pattern.compile("^[—－-]+\\s*\\d{4}年\\d{1,2}月\\d{1,2}日在");

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
        boolean attached = false;
        for (int i = 0; i < manuscript.lines().size(); i++) {
            Manuscript.Line line = manuscript.lines().get(i);
            while (at < furniture.size() && furniture.get(at).to() <= line.from()) {
                at++;
            }
            boolean furnished = at < furniture.size() && furniture.get(at).from() <= line.from();
            boolean listed = attached && markers.namesAnAttachment(line);
            attached = listed || ATTACHMENTS.matcher(manuscript.words(line)).lookingAt();
            if (!furnished && !inTable[i] && !attached) {
                markers.line(i, line);
            }
        }
        markers.dropStrayMarks();
        return markers.found;
    }

    /** Whether a line below 附件： is the name of one more attachment: 2.申报书. */
    private boolean namesAnAttachment(Manuscript.Line line) {
        return line.to() - line.from() <= LONGEST_ATTACHMENT
                && MarkerFamily.DIGITS.at(text, line.from(), line.to()).lookingAt()
                && SENTENCE_ENDS.indexOf(text.charAt(line.to() - 1)) < 0;
    }

    /**
     * Leaves out the 、 that only carries on a sentence broken over two lines: a marker that lost its number needs a
     * finished sentence before it and a gap in its list, or no list at all.
     */
    private void dropStrayMarks() {
        var kept = new ArrayList<Marker>();
        int before = 0;
        for (int i = 0; i < found.size(); i++) {
            Marker marker = found.get(i);
            boolean numeral = marker.family() == MarkerFamily.NUMERAL;
            if (numeral && marker.number() == 0) {
                int after = nextNumeral(i + 1);
                boolean gap = after <= 1 || after == before + 2;
                if (!gap || !sentenceEndsBefore(marker.from())) {
                    continue;
                }
            }
            kept.add(marker);
            before = numeral ? marker.number() == 0 ? before + 1 : marker.number() : before;
        }
        found.clear();
        found.addAll(kept);
    }

    /** The number of the next 一、 that still has one, 0 when none follows. */
    private int nextNumeral(int from) {
        for (int i = from; i < found.size(); i++) {
            if (found.get(i).family() == MarkerFamily.NUMERAL && found.get(i).number() > 0) {
                return found.get(i).number();
            }
        }
        return 0;
    }

    private boolean sentenceEndsBefore(int at) {
        int before = at - 1;
        while (before >= 0 && (Stretch.blank(text.charAt(before)) || CLOSERS.indexOf(text.charAt(before)) >= 0)) {
            before--;
        }
        return before < 0 || SENTENCE_ENDS.indexOf(text.charAt(before)) >= 0;
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
            boolean mustCarryOn = family.isSpoken() || family == MarkerFamily.TWO_DIGITS;
            if (mustCarryOn && number > 1 && !carriesOn(family, number)) {
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
        boolean bracketClosed = previous == '）' || previous == ')';
        boolean paused = previous == '，' || previous == ',' || previous == '、';
        for (MarkerFamily family : MarkerFamily.values()) {
            boolean placed = family.isSpoken() ? ended || paused || gap : ended || gap;
            boolean headOnly =
                    family == MarkerFamily.DASH || family == MarkerFamily.PART || family == MarkerFamily.TWO_DIGITS;
            boolean behindUnits = bracketClosed && family.isNumbered() && carriesOnFar(family, at, end);
            if (!placed && !behindUnits || headOnly) {
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
            if (numberLost ? !(gap && ended) : !carriesOn(family, number)) {
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

    /** Behind a bracket, as of responsible units, only the next number of a running list is believed. */
    private boolean carriesOnFar(MarkerFamily family, int at, int end) {
        Matcher match = family.at(text, at, end);
        return match.lookingAt() && number(match.group(1)) > 1 && carriesOn(family, number(match.group(1)));
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
        return words.contains("会议上")
                || words.contains("大会上")
                || words.contains("会上的")
                || OCCASION.matcher(words).find();
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
        String digits = written.replace(" ", "");
        Numeral numeral = Numeral.at(digits, 0, digits.length());
        return numeral == null || numeral.value() == null ? 0 : numeral.value().intValue();
    }
}
