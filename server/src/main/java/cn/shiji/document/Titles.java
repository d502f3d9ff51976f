package cn.shiji.document;

import cn.shiji.document.format.Manuscript;
import cn.shiji.document.format.Stretch;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where documents begin in a file that may hold several, and what they are called.
 *
 * <p>The first document begins with the first line that is no furniture. Another begins at a line that reads like a
 * title and is borne out by what stands around it: a salutation behind it, or a date, a signature or the word 附件
 * before it.
 */
final class Titles {

    private static final int LONGEST = 80;

    /** How many lines may stand between a title and its first 一、. */
    private static final int FARTHEST_BEGINNING = 12;

    private static final String KINDS =
            "报告|讲话|总结|计划|方案|意见|通知|办法|规划|纲要|要点|公报|细则|政策|安排|措施|条例|规定|表态发言|发言|致辞|名单|分工|任务书|亮点|决议|倡议书|清单|制度|决定";

    private static final Pattern TITLE = Pattern.compile("^(?!(?:附件\\s*[：:]?\\s*)?\\d{1,2}[.．、])[^。；！？!?]{4,70}?(?:"
            + KINDS + ")(?:》?的通知)?(?:[（(][^）)]{1,24}[）)])?$");
    private static final Pattern SALUTATION =
            Pattern.compile("(?:尊敬的)?(?:各位(?:代表|领导|来宾|委员|同事|同志)|同志们|代表们)[^。]{0,30}?[：:！!，,]");
    private static final Pattern TITLE_THEN_SALUTATION =
            Pattern.compile("^([^。；！？!?]{4,60}?(?:" + KINDS + "))\\s*(?=" + SALUTATION.pattern() + ")");
    private static final Pattern HEADED_RUN = Pattern.compile("^([^。；！？!?，,：:]{4,50}?(?:" + KINDS + "))(?=\\s|各位|同志们)");
    private static final Pattern DATE_OR_SIGNATURE =
            Pattern.compile("^(?:\\d{4}年\\d{1,2}月\\d{1,2}日|二〇[^日]{4,10}日|[^，。；：]{2,20}(?:人民政府|委员会|办公厅|办公室|局|厅))$");
    private static final Pattern ANNEX = Pattern.compile("^附\\s*(?:件|录|表)\\s*[\\d一二三四五六七八九十]{0,2}\\s*[：:]?$");

    /** The heading of what explains the words of the document behind it. */
    private static final Pattern NOTES =
            Pattern.compile("^(?:.{0,16}(?:名词|术语|指标)(?:解释|注释|说明)(?:[和及与]说明)?|注\\s*释?)\\s*[：:]?$");

    private final Manuscript manuscript;

    /** For each line the line where 一、 begins anew, when that is the next numeral at or behind it; else -1. */
    private final int[] restartsAt;

    private Titles(Manuscript manuscript, List<Marker> markers) {
        this.manuscript = manuscript;
        this.restartsAt = new int[manuscript.lines().size()];
        int marker = markers.size() - 1;
        int next = -1;
        for (int i = restartsAt.length - 1; i >= 0; i--) {
            for (; marker >= 0 && markers.get(marker).line() >= i; marker--) {
                if (markers.get(marker).family() == MarkerFamily.NUMERAL) {
                    next = markers.get(marker).number() == 1
                            ? markers.get(marker).line()
                            : -1;
                }
            }
            restartsAt[i] = next;
        }
    }

    /** The lines at which documents begin. */
    static NavigableSet<Integer> linesOf(Manuscript manuscript, boolean[] passed, List<Marker> markers) {
        return new Titles(manuscript, markers).find(passed, markers);
    }

    private NavigableSet<Integer> find(boolean[] passed, List<Marker> markers) {
        var lines = new TreeSet<Integer>();
        int before = -1;
        int marker = 0;
        boolean bodySeen = false;
        for (int i = 0; i < passed.length; i++) {
            if (passed[i]) {
                continue;
            }
            while (marker < markers.size() && markers.get(marker).line() < i) {
                marker++;
                bodySeen = true;
            }
            boolean marked = marker < markers.size()
                    && markers.get(marker).line() == i
                    && markers.get(marker).opensLine();
            if (lines.isEmpty() || !marked && beginsAnother(i, before, next(i, passed), bodySeen)) {
                lines.add(i);
                bodySeen = false;
            }
            before = i;
        }
        return lines;
    }

    private boolean beginsAnother(int line, int before, int next, boolean bodySeen) {
        String words = words(line);
        if (words.length() > LONGEST || manuscript.lines().get(line).row()) {
            return false;
        }
        String earlier = before < 0 ? "" : words(before);
        if (ANNEX.matcher(words).matches()) {
            return next >= 0
                    && words(next).length() <= LONGEST
                    && !SALUTATION.matcher(words(next)).find();
        }
        boolean afterAnnex = ANNEX.matcher(earlier).matches();
        boolean title = TITLE.matcher(words).matches();
        boolean greeted = TITLE_THEN_SALUTATION.matcher(words).find()
                || title && next >= 0 && SALUTATION.matcher(words(next)).lookingAt();
        boolean restarts = title && bodySeen && words.length() >= 10 && numeralRestarts(line, next);
        boolean signed =
                earlier.length() <= 40 && DATE_OR_SIGNATURE.matcher(earlier).matches();
        return !afterAnnex && (greeted && bodySeen || title && signed && line > 3 || restarts);
    }

    /** Whether 一、 begins anew behind a line, after some lines of introduction. */
    private boolean numeralRestarts(int line, int next) {
        return next >= 0 && restartsAt[line] > next && restartsAt[line] <= line + FARTHEST_BEGINNING;
    }

    private static int next(int line, boolean[] passed) {
        for (int i = line + 1; i < passed.length; i++) {
            if (!passed[i]) {
                return i;
            }
        }
        return -1;
    }

    /** What the document that begins at a line is called; empty when no line tells. */
    static Stretch headingAt(Manuscript manuscript, int line, int firstMarkedLine, boolean[] passed) {
        Stretch first = new Stretch(0, 0);
        int seen = 0;
        for (int i = line; i < manuscript.lines().size() && i < line + 12 && i <= firstMarkedLine; i++) {
            if (passed[i]) {
                continue;
            }
            Manuscript.Line at = manuscript.lines().get(i);
            String words = manuscript.text().substring(at.from(), Math.min(at.to(), at.from() + LONGEST + 40));
            Matcher run = TITLE_THEN_SALUTATION.matcher(words);
            Matcher headed = HEADED_RUN.matcher(words);
            if (run.find()) {
                return new Stretch(at.from(), at.from() + run.group(1).length());
            }
            boolean quoted = at.from() >= 2 && manuscript.text().charAt(at.from() - 2) == '《';
            if (TITLE.matcher(words).matches() && !ANNEX.matcher(words).matches() && !quoted) {
                return at.stretch();
            }
            if (ANNEX.matcher(words).matches()) {
                continue;
            }
            if (headed.find() && i == line) {
                return new Stretch(at.from(), at.from() + headed.group(1).length());
            }
            boolean plain = seen == 0
                    && words.length() <= 40
                    && "—-－".indexOf(words.charAt(0)) < 0
                    && !words.matches(".*[。；：:，,！]$")
                    && !at.row();
            if (plain && i < firstMarkedLine) {
                first = at.stretch();
            }
            seen++;
        }
        return first;
    }

    /** Whether a line alone reads like the title of an official document. */
    static boolean isTitle(String words) {
        return words.length() <= LONGEST && TITLE.matcher(words).matches();
    }

    /** Whether a line heads the notes or the glossary behind a document. */
    static boolean isNotes(String words) {
        return words.length() <= LONGEST && NOTES.matcher(words).matches();
    }

    static boolean isSalutation(String words) {
        return SALUTATION.matcher(words).lookingAt();
    }

    private String words(int line) {
        Manuscript.Line at = manuscript.lines().get(line);
        return manuscript.text().substring(at.from(), Math.min(at.to(), at.from() + LONGEST + 40));
    }
}
