package cn.shiji.document.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Markdown: the text stays the file's own characters, and the signs of the notation are {@linkplain
 * Manuscript#markup() markup} in it.
 *
 * <p>Signs that could as well be text stay text: a lone * stands for a hidden digit in official texts, and so do two that
 * are not plainly a pair around words.
 */
final class MarkdownText {

    private static final int LONGEST_BOLD_HEADING = 40;

    /** The level of a line that is bold and nothing else: below the headings that are marked as such. */
    private static final int BOLD_HEADING = 7;

    private static final int LONGEST_FRONT_MATTER = 60;

    private static final Pattern HEADING = Pattern.compile("^(#{1,6})[ \\t]+(.*?)([ \\t]+#+)?$");
    private static final Pattern UNDERLINE = Pattern.compile("^(?:=+|-{2,})$");
    private static final Pattern RULE = Pattern.compile("^(?:(?:\\*[ \\t]*){3,}|(?:-[ \\t]*){3,}|(?:_[ \\t]*){3,})$");
    private static final Pattern FENCE = Pattern.compile("^(?:`{3,}|~{3,}).*$");
    private static final Pattern PICTURE = Pattern.compile("^(?:!\\[[^\\]]*\\]\\([^)]*\\)\\s*)+$");
    private static final Pattern COMMENT = Pattern.compile("^<!--.*-->$");
    private static final Pattern BULLET = Pattern.compile("^(?:>[ \\t]*)*(?:[-*+][ \\t]+(?:\\[[ xX]\\][ \\t]+)?)?");
    private static final Pattern TABLE_RULE =
            Pattern.compile("^\\|?[ \\t]*:?-+:?[ \\t]*(?:\\|[ \\t]*:?-+:?[ \\t]*)*\\|?$");
    private static final Pattern PAIR = Pattern.compile("(\\*\\*|__)(?=\\S)([^*_\\n]{1,200}?)(?<=\\S)\\1");

    /** What follows a hidden number: with this behind the first of two stars, they are digits and no bold. */
    private static final String AFTER_DIGITS = "万亿千百十余多%％‰个亩元公里米吨户人家次处条座项名场期株头只所间台套部件成倍位年月日．.、";

    private final String text;
    private final List<Stretch> physical = new ArrayList<>();
    private final List<Manuscript.Line> lines = new ArrayList<>();
    private final List<Stretch> markup = new ArrayList<>();

    private MarkdownText(String text) {
        this.text = text;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '\n') {
                physical.add(new Stretch(start, i).trimmed(text));
                start = i + 1;
            }
        }
    }

    static Manuscript read(String text) {
        var reader = new MarkdownText(text);
        reader.read();
        reader.markup.sort(Comparator.comparingInt(Stretch::from));
        return new Manuscript(text, List.copyOf(reader.lines), List.copyOf(reader.markup));
    }

    private void read() {
        boolean fenced = false;
        boolean table = false;
        boolean afterText = false;
        for (int i = frontMatter(); i < physical.size(); i++) {
            Stretch line = physical.get(i);
            String words = words(line);
            boolean headsTable = !fenced && i + 1 < physical.size() && isTableRule(i + 1) && words.indexOf('|') >= 0;
            table = headsTable || table && words.indexOf('|') >= 0;
            if (words.isEmpty()) {
                afterText = false;
            } else if (FENCE.matcher(words).matches()) {
                fenced = !fenced;
                furniture(line);
            } else if (fenced) {
                lines.add(new Manuscript.Line(line.from(), line.to(), 0, List.of(), false));
            } else if (table) {
                row(line, isTableRule(i));
                afterText = false;
            } else if (afterText && UNDERLINE.matcher(words).matches()) {
                Manuscript.Line above = lines.removeLast();
                int level = words.charAt(0) == '=' ? 1 : 2;
                lines.add(new Manuscript.Line(above.from(), above.to(), level, List.of(), false));
                furniture(line);
                afterText = false;
            } else if (RULE.matcher(words).matches()
                    || PICTURE.matcher(words).matches()
                    || COMMENT.matcher(words).matches()) {
                furniture(line);
                afterText = false;
            } else {
                afterText = paragraph(line, words);
            }
        }
    }

    /** Passes settings in front of the text, between two rules; where the text begins. */
    private int frontMatter() {
        if (!words(physical.getFirst()).equals("---")) {
            return 0;
        }
        for (int end = 1; end < Math.min(physical.size(), LONGEST_FRONT_MATTER); end++) {
            if (words(physical.get(end)).matches("---|\\.\\.\\.")) {
                for (int i = 0; i <= end; i++) {
                    furniture(physical.get(i));
                }
                return end + 1;
            }
        }
        return 0;
    }

    /** Whether a line under it could make a heading of it. */
    private boolean paragraph(Stretch line, String words) {
        Matcher heading = HEADING.matcher(words);
        if (heading.matches()) {
            mark(line.from(), line.from() + heading.end(1));
            if (heading.group(3) != null) {
                mark(line.from() + heading.start(3), line.to());
            }
            Stretch inner = new Stretch(line.from() + heading.start(2), line.from() + heading.end(2));
            add(inner, heading.end(1) - heading.start(1));
            return false;
        }
        Matcher bullet = BULLET.matcher(words);
        int begin = bullet.lookingAt() ? bullet.end() : 0;
        mark(line.from(), line.from() + begin);
        add(new Stretch(line.from() + begin, line.to()), 0);
        return begin == 0;
    }

    /** Adds a line without the pairs of stars it begins and ends with. */
    private void add(Stretch at, int heading) {
        Stretch inner = at.trimmed(text);
        List<Stretch> pairs = pairs(inner);
        pairs.forEach(pair -> mark(pair.from(), pair.to()));
        boolean bold = pairs.size() == 2
                && pairs.getFirst().from() == inner.from()
                && pairs.getLast().to() == inner.to();
        Stretch shown = within(inner, pairs);
        boolean headed = bold
                && heading == 0
                && shown.to() - shown.from() <= LONGEST_BOLD_HEADING
                && "。；！？：;!?:".indexOf(text.charAt(shown.to() - 1)) < 0;
        if (!shown.isEmpty()) {
            lines.add(new Manuscript.Line(shown.from(), shown.to(), headed ? BOLD_HEADING : heading, List.of(), false));
        }
    }

    /** A stretch without the signs at its ends. */
    private Stretch within(Stretch at, List<Stretch> signs) {
        int from = at.from();
        int to = at.to();
        for (Stretch sign : signs) {
            from = sign.from() == from ? sign.to() : from;
        }
        for (Stretch sign : signs.reversed()) {
            to = sign.to() == to && sign.from() >= from ? sign.from() : to;
        }
        return new Stretch(from, to).trimmed(text);
    }

    /** The signs around bold words. */
    private List<Stretch> pairs(Stretch line) {
        var signs = new ArrayList<Stretch>();
        Matcher pair = PAIR.matcher(text).region(line.from(), line.to());
        while (pair.find()) {
            String inside = pair.group(2);
            boolean bold = AFTER_DIGITS.indexOf(inside.charAt(0)) < 0
                    && inside.codePoints().anyMatch(Character::isLetterOrDigit)
                    && closes(pair.end(), line.to(), inside.charAt(inside.length() - 1));
            if (bold) {
                signs.add(new Stretch(pair.start(1), pair.end(1)));
                signs.add(new Stretch(pair.end(2), pair.end()));
            }
        }
        return signs;
    }

    /** Behind a mark of punctuation a pair closes only before a space, another mark, or the end of the line. */
    private boolean closes(int end, int lineEnd, char last) {
        return Character.isLetterOrDigit(last)
                || "）)》”」』％%。：:；！？".indexOf(last) >= 0
                || end >= lineEnd
                || !Character.isLetterOrDigit(text.charAt(end));
    }

    private boolean isTableRule(int at) {
        String words = words(physical.get(at));
        return words.indexOf('|') >= 0
                && words.indexOf('-') >= 0
                && TABLE_RULE.matcher(words).matches();
    }

    private void row(Stretch line, boolean rule) {
        if (rule) {
            furniture(line);
            return;
        }
        var cells = new ArrayList<Manuscript.Cell>();
        int first = text.charAt(line.from()) == '|' ? line.from() + 1 : line.from();
        int start = first;
        for (int i = first; i <= line.to(); i++) {
            boolean bar = i < line.to() && text.charAt(i) == '|' && text.charAt(i - 1) != '\\';
            boolean behindLast = i == line.to() && start == i;
            if ((bar || i == line.to()) && !behindLast) {
                Stretch cell = new Stretch(start, i).trimmed(text);
                List<Stretch> pairs = pairs(cell);
                pairs.forEach(pair -> mark(pair.from(), pair.to()));
                Stretch inner = within(cell, pairs);
                cells.add(new Manuscript.Cell(inner.from(), inner.to(), inner.isEmpty()));
                start = i + 1;
            }
        }
        lines.add(new Manuscript.Line(line.from(), line.to(), 0, List.copyOf(cells), false));
    }

    private void furniture(Stretch line) {
        if (!line.isEmpty()) {
            lines.add(new Manuscript.Line(line.from(), line.to(), 0, List.of(), true));
        }
    }

    private void mark(int from, int to) {
        Stretch sign = new Stretch(from, to).trimmed(text);
        if (!sign.isEmpty()) {
            markup.add(sign);
        }
    }

    private String words(Stretch line) {
        return text.substring(line.from(), line.to());
    }
}
