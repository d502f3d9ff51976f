package cn.shiji.document.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Joins the lines of a PDF's pages into paragraphs, and tells page numbers and running heads from text.
 *
 * <p>A line goes on in the next when it reaches the right margin and the next begins at the left one. What stands at the
 * head or foot of several pages alike, or is a page number there, is furniture; it is written behind the paragraph it
 * interrupts, so that no page number stands inside a sentence.
 */
final class PdfParagraphs {

    /** The part of a page at its head and foot where running heads and page numbers stand. */
    private static final float MARGIN = 0.13f;

    /** A line that ends this near to the right margin is full, in its size. */
    private static final float FULL = 2.1f;

    /** The least part of a page's width that a full line takes. */
    private static final float SHORTEST_FULL = 0.4f;

    /** A line that begins this far from the left margin is indented, in its size. */
    private static final float INDENT = 1.2f;

    private static final Pattern PAGE_NUMBER = Pattern.compile(
            "[-—–－─·•.\\s]*\\d{1,4}[-—–－─·•.\\s]*|第\\s*[\\d一二三四五六七八九十]+\\s*页.{0,12}|\\d{1,4}\\s*/\\s*\\d{1,4}|[ivxIVX]{1,5}|(?i:page)\\s*\\d+.{0,10}");

    /** What begins a paragraph even where the line above it is full. */
    private static final Pattern BEGINS = Pattern.compile(
            "^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\\d]{1,3}[）)]|\\d{1,2}[.．、]\\D|第[一二三四五六七八九十百\\d]{1,4}[章节条部]|[①-⑳]).*");

    /** A line of a contents page, which ends with the number of a page. */
    private static final Pattern CONTENTS = Pattern.compile(".*(?:\\t|[.·…‥⋯]{2,}\\s*)\\d{1,4}");

    private static final String ENDS = "。；：！？;!?";

    private sealed interface Item {
        float top();
    }

    private record TextItem(PdfPage.Line line, int page, boolean furniture) implements Item {
        @Override
        public float top() {
            return line.y();
        }
    }

    private record TableItem(PdfTable table, PdfPage page) implements Item {
        @Override
        public float top() {
            return table.top();
        }
    }

    private final List<PdfPage> pages;
    private final ManuscriptWriter writer;
    private final List<List<PdfPage.Line>> lines;
    private final float size;
    private final float left;
    private final float right;
    private final float pitch;

    /** The paragraph that may go on, and the furniture that waits for its end. */
    private final StringBuilder paragraph = new StringBuilder();

    private PdfPage.@Nullable Line last;
    private int lastPage;
    private boolean indentedFirst;
    private final List<String> waiting = new ArrayList<>();

    PdfParagraphs(String fileName, List<PdfPage> pages) {
        this.pages = pages;
        this.writer = new ManuscriptWriter(fileName);
        this.lines = pages.stream().map(PdfPage::lines).toList();
        List<PdfPage.Line> all = lines.stream().flatMap(List::stream).toList();
        this.size =
                usual(all.stream().map(line -> Math.round(line.size() * 2) / 2f).toList(), 12);
        List<PdfPage.Line> body = all.stream()
                .filter(line -> Math.abs(line.size() - size) < size * 0.1f)
                .toList();
        this.left = leftMargin(body);
        this.right = rightMargin(body);
        this.pitch = pitch();
    }

    Manuscript manuscript() {
        Set<PdfPage.Line> furniture = furniture();
        for (int i = 0; i < pages.size(); i++) {
            for (Item item : items(i, furniture)) {
                switch (item) {
                    case TextItem text -> text(text);
                    case TableItem table -> {
                        end();
                        table.table().written(table.page().glyphs()).forEach(writer::write);
                    }
                }
            }
        }
        end();
        return writer.done();
    }

    private List<Item> items(int page, Set<PdfPage.Line> furniture) {
        var items = new ArrayList<Item>();
        lines.get(page).forEach(line -> items.add(new TextItem(line, page, furniture.contains(line))));
        pages.get(page).tables().forEach(table -> items.add(new TableItem(table, pages.get(page))));
        items.sort(Comparator.comparingDouble(Item::top));
        return items;
    }

    // ---- paragraphs ------------------------------------------------------------------------------------------------

    private void text(TextItem item) {
        PdfPage.Line line = item.line();
        if (item.furniture()) {
            waiting.add(line.words());
            if (last == null) {
                end();
            }
            return;
        }
        if (last != null && goesOn(last, line, item.page())) {
            char before = paragraph.charAt(paragraph.length() - 1);
            boolean words =
                    PdfPage.isLetter(before) && PdfPage.isLetter(line.words().charAt(0));
            paragraph.append(words ? " " : "").append(line.words());
        } else {
            end();
            paragraph.append(line.words());
            indentedFirst = indented(line);
        }
        last = line;
        lastPage = item.page();
    }

    private void end() {
        if (!paragraph.isEmpty()) {
            writer.write(new ManuscriptWriter.Paragraph(paragraph.toString()));
        }
        waiting.forEach(words -> writer.write(new ManuscriptWriter.Paragraph(words, 0, true)));
        waiting.clear();
        paragraph.setLength(0);
        last = null;
    }

    private boolean goesOn(PdfPage.Line before, PdfPage.Line line, int page) {
        if (Math.abs(before.size() - line.size()) > 0.12f * Math.max(before.size(), line.size())) {
            return false;
        }
        boolean near = page != lastPage || line.y() - before.y() <= pitch * 1.5f * Math.max(1, line.size() / size);
        if (!near) {
            return false;
        }
        if (before.size() > size * 1.15f && centred(before) && centred(line)) {
            return true; // a title in several lines
        }
        boolean full = before.right() >= right - FULL * line.size()
                && before.right() - before.left() >= pages.get(page).width() * SHORTEST_FULL;
        boolean begins = indented(line) && !(hanging(before) && line.left() > before.left() + line.size() / 2);
        boolean marked = BEGINS.matcher(line.words()).matches()
                && ENDS.indexOf(before.words().charAt(before.words().length() - 1)) >= 0
                && !indentedFirst;
        return full && !begins && !marked && !CONTENTS.matcher(before.words()).matches();
    }

    private boolean indented(PdfPage.Line line) {
        return line.left() > left + INDENT * line.size();
    }

    /** A first line that stands out to the left of its paragraph, as in a list. */
    private boolean hanging(PdfPage.Line line) {
        return !indented(line) && line.words().matches("^[•●■◆▪➢\\-].*");
    }

    private boolean centred(PdfPage.Line line) {
        float middle = (line.left() + line.right()) / 2;
        return Math.abs(middle - (left + right) / 2) < size * 1.5f;
    }

    // ---- measures --------------------------------------------------------------------------------------------------

    /** The value most lines have. */
    private static float usual(List<Float> values, float otherwise) {
        var counts = new HashMap<Float, Integer>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<Float, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(otherwise);
    }

    /** The leftmost edge at which more than a few lines begin. */
    private float leftMargin(List<PdfPage.Line> body) {
        List<Float> edges = body.stream().map(PdfPage.Line::left).sorted().toList();
        int few = Math.max(1, edges.size() / 20);
        for (int i = 0; i < edges.size(); i++) {
            int near = 0;
            while (i + near < edges.size() && edges.get(i + near) - edges.get(i) < size / 2) {
                near++;
            }
            if (near >= few) {
                return edges.get(i);
            }
        }
        return edges.isEmpty() ? 0 : edges.getFirst();
    }

    private float rightMargin(List<PdfPage.Line> body) {
        List<Float> edges = body.stream().map(PdfPage.Line::right).sorted().toList();
        return edges.isEmpty() ? 0 : edges.get(Math.min(edges.size() - 1, edges.size() * 19 / 20));
    }

    private float pitch() {
        var steps = new ArrayList<Float>();
        for (List<PdfPage.Line> page : lines) {
            for (int i = 1; i < page.size(); i++) {
                float step = page.get(i).y() - page.get(i - 1).y();
                if (step > size * 0.8f && step < size * 4) {
                    steps.add((float) Math.round(step));
                }
            }
        }
        return usual(steps, size * 2);
    }

    // ---- page numbers and running heads ----------------------------------------------------------------------------

    private Set<PdfPage.Line> furniture() {
        var found = new HashSet<PdfPage.Line>();
        var alike = new HashMap<String, List<PdfPage.Line>>();
        for (int i = 0; i < pages.size(); i++) {
            float height = pages.get(i).height();
            List<PdfPage.Line> page = lines.get(i);
            for (int at = 0; at < page.size(); at++) {
                PdfPage.Line line = page.get(at);
                boolean head = line.y() < height * MARGIN && at < 2;
                boolean foot = line.y() > height * (1 - MARGIN) && at >= page.size() - 3;
                if (!head && !foot) {
                    continue;
                }
                if (PAGE_NUMBER.matcher(line.words().strip()).matches() && page.size() > 1) {
                    found.add(line);
                }
                String key = (head ? "head " : "foot ") + Math.round(line.y() / 6) + " "
                        + line.words().replaceAll("\\d+", "#").replaceAll("\\s", "");
                alike.computeIfAbsent(key, none -> new ArrayList<>()).add(line);
            }
        }
        int often = Math.max(2, pages.size() / 4);
        alike.values().stream().filter(same -> same.size() >= often).forEach(found::addAll);
        return found;
    }
}
