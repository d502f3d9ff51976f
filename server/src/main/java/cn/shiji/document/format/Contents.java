package cn.shiji.document.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Recognises a contents page that no field of the file marks: lines that end with dots and a page number. */
final class Contents {

    private static final int FEWEST_LINES = 3;
    private static final int LONGEST_LINE = 90;

    private static final Pattern DOTTED =
            Pattern.compile("^.{2,60}?(?:(?:[.．·•‥・⋯_\\-…]\\s?){3,}|…+)\\s*[（(\\-—]?\\s*\\d{1,4}\\s*[）)\\-—]?$");
    private static final Pattern GAPPED = Pattern.compile("^.{2,60}?[\\s\\u3000]+\\d{1,4}$");
    private static final Pattern TITLE = Pattern.compile("^目\\s*[录錄次]$");

    private Contents() {}

    /** The manuscript with its contents page marked as furniture. */
    static Manuscript marked(Manuscript manuscript) {
        List<Manuscript.Line> lines = manuscript.lines();
        boolean[] contents = new boolean[lines.size()];
        boolean found = false;
        int at = 0;
        while (at < lines.size()) {
            boolean titled = brief(manuscript, at, TITLE);
            int from = titled ? at + 1 : at;
            int end = from;
            while (end < lines.size() && (brief(manuscript, end, DOTTED) || titled && brief(manuscript, end, GAPPED))) {
                end++;
            }
            boolean enough = end - from >= (titled ? FEWEST_LINES - 1 : FEWEST_LINES);
            if (enough || titled && end < lines.size() && lines.get(end).furniture()) {
                found = true;
                java.util.Arrays.fill(contents, at, end, true);
            }
            at = Math.max(end, at + 1);
        }
        if (!found) {
            return manuscript;
        }
        var marked = new ArrayList<Manuscript.Line>();
        for (int i = 0; i < contents.length; i++) {
            Manuscript.Line line = lines.get(i);
            marked.add(contents[i] ? new Manuscript.Line(line.from(), line.to(), 0, List.of(), true) : line);
        }
        return new Manuscript(manuscript.text(), List.copyOf(marked), manuscript.markup());
    }

    private static boolean brief(Manuscript manuscript, int at, Pattern pattern) {
        Manuscript.Line line = manuscript.lines().get(at);
        return !line.row()
                && !line.furniture()
                && line.to() - line.from() <= LONGEST_LINE
                && pattern.matcher(manuscript.words(line)).matches();
    }
}
