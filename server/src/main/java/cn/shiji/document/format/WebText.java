package cn.shiji.document.format;

import cn.shiji.document.format.ManuscriptWriter.Block;
import cn.shiji.document.format.ManuscriptWriter.RowCell;
import cn.shiji.kernel.Problem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The text of a web page as a browser shows it; what stands outside its article is furniture.
 *
 * <p>The article is the innermost element that holds most of the page's sentences. Its title often stands outside, above
 * it, and is known by the page's own title.
 */
final class WebText {

    private static final Set<String> UNSEEN = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "iframe",
            "object",
            "svg",
            "canvas",
            "head",
            "select",
            "option",
            "textarea",
            "button",
            "rt",
            "rp",
            "map",
            "audio",
            "video");

    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul");

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([\\w-]+)");
    private static final Pattern HIDDEN = Pattern.compile("(?i).*(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden).*");
    private static final Pattern SERVER_CODE = Pattern.compile("(?s)<%.*?%>");
    private static final Pattern SENTENCE = Pattern.compile(".*[。；，！？].*");

    /** How much of a file is searched for the name of its encoding, in bytes. */
    private static final int HEAD = 8192;

    /** The share of the page's sentences an article holds. */
    private static final double MOST = 0.7;

    /** A table with a longer cell is there to arrange the page. */
    private static final int LONGEST_CELL = 1500;

    private static final int MOST_COLUMNS = 100;
    private static final int SHORTEST_TITLE = 6;

    /** A block with the element it stands in. */
    private record Placed(Block block, Element in, String words, int linked) {}

    private final Document page;
    private final List<Placed> blocks = new ArrayList<>();

    private WebText(Document page) {
        this.page = page;
    }

    static Manuscript read(String fileName, byte[] bytes) {
        String source = decoded(fileName, bytes);
        if (source.length() > 4L * Formats.LONGEST_TEXT) {
            throw Problem.tooLarge("document.too-long", fileName, Formats.LONGEST_TEXT);
        }
        Document page;
        try {
            page = Jsoup.parse(SERVER_CODE.matcher(source).replaceAll(""));
        } catch (RuntimeException | StackOverflowError damaged) {
            throw Problem.bad("document.broken", fileName);
        }
        var reader = new WebText(page);
        reader.gather();
        return reader.written(fileName);
    }

    /** By its byte order mark, the encoding it names, or what {@link PlainText} makes of it. */
    private static String decoded(String fileName, byte[] bytes) {
        String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
        Matcher named = CHARSET.matcher(head);
        String text = null;
        boolean marked = bytes.length > 1 && ((bytes[0] & 0xFF) >= 0xEF || bytes[0] == 0 || bytes[1] == 0);
        if (!marked && named.find()) {
            text = PlainText.decoded(bytes, charset(named.group(1)));
        }
        text = text == null ? PlainText.decoded(bytes) : text;
        if (text == null) {
            throw Problem.bad("document.unsupported", fileName, FileKind.NOT_TEXT);
        }
        return text;
    }

    private static Charset charset(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk" -> Charset.forName("GB18030");
            case "big5", "big5-hkscs" -> Charset.forName("Big5-HKSCS");
            default -> StandardCharsets.UTF_8;
        };
    }

    // ---- what is shown ---------------------------------------------------------------------------------------------

    private void gather() {
        if (page.body() != null) {
            new Gatherer(blocks, true).read(page.body());
        }
    }

    /** Walks through an element and cuts its text into blocks. */
    private static final class Gatherer implements NodeVisitor {

        private final List<Placed> blocks;
        private final boolean tables;
        private final StringBuilder words = new StringBuilder();
        private final Deque<int[]> counts = new ArrayDeque<>();

        /** An element whose inside is not walked: it is unseen, or read as a table. */
        @Nullable
        private Element passed;

        @Nullable
        private Element around;

        private int links;
        private int linked;
        private int heading;
        private boolean keepsBreaks;

        Gatherer(List<Placed> blocks, boolean tables) {
            this.blocks = blocks;
            this.tables = tables;
        }

        void read(Element element) {
            around = element;
            element.traverse(this);
            end();
        }

        @Override
        public void head(Node node, int depth) {
            if (passed != null) {
                return;
            }
            if (node instanceof TextNode text) {
                text(text.getWholeText());
            } else if (node instanceof Element element) {
                begin(element);
            }
        }

        private void begin(Element element) {
            String name = element.normalName();
            if (UNSEEN.contains(name)
                    || element.hasAttr("hidden")
                    || HIDDEN.matcher(element.attr("style")).matches()
                    || name.equals("input")) {
                passed = element;
                return;
            }
            switch (name) {
                case "br" -> words.append('\n');
                case "a" -> links++;
                case "ol" -> counts.push(new int[] {whole(element.attr("start"), 1)});
                case "ul" -> counts.push(new int[] {Integer.MIN_VALUE});
                case "pre" -> keepsBreaks = true;
                default -> {}
            }
            if (!BLOCKS.contains(name)) {
                return;
            }
            end();
            around = element;
            if (tables && name.equals("table") && isTable(element)) {
                Element caption = element.selectFirst("> caption");
                if (caption != null) {
                    new Gatherer(blocks, false).read(caption);
                }
                rows(element);
                passed = element;
            } else if (name.length() == 2 && name.charAt(0) == 'h' && Character.isDigit(name.charAt(1))) {
                heading = name.charAt(1) - '0';
            } else if (name.equals("li")) {
                words.append(number(element));
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (passed != null) {
                passed = passed == node ? null : passed;
                return;
            }
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            if (BLOCKS.contains(name)) {
                end();
                around = element.parent();
            }
            switch (name) {
                case "a" -> links--;
                case "ol", "ul" -> counts.poll();
                case "pre" -> keepsBreaks = false;
                default -> {
                    if (name.length() == 2 && name.charAt(0) == 'h') {
                        heading = 0;
                    }
                }
            }
        }

        private void text(String text) {
            int before = words.length();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
                if (!space || keepsBreaks) {
                    words.append(c == '\r' ? '\n' : c);
                    continue;
                }
                int end = i;
                boolean breaks = false;
                while (end < text.length() && " \n\t\r\f".indexOf(text.charAt(end)) >= 0) {
                    breaks |= text.charAt(end) == '\n';
                    end++;
                }
                char last = words.isEmpty() ? '\n' : words.charAt(words.length() - 1);
                // A source line that ends inside Chinese text shows as a space nobody wrote.
                boolean meant = !breaks || end < text.length() && last < 0x2E80 && text.charAt(end) < 0x2E80;
                if (meant && last != '\n' && last != ' ') {
                    words.append(' ');
                }
                i = end - 1;
            }
            linked += links > 0 ? words.length() - before : 0;
        }

        private String number(Element item) {
            int[] count = counts.peek();
            if (count == null || count[0] == Integer.MIN_VALUE) {
                return "";
            }
            count[0] = whole(item.attr("value"), count[0]);
            String format = switch (item.parent() == null ? "" : item.parent().attr("type")) {
                case "a" -> "lowerLetter";
                case "A" -> "upperLetter";
                case "i" -> "lowerRoman";
                case "I" -> "upperRoman";
                default -> "decimal";
            };
            return ListNumber.written(count[0]++, format) + ".";
        }

        private void end() {
            String told = words.toString();
            boolean bare = told.matches("\\w{0,6}\\.?") && told.endsWith(".");
            if (around != null && !told.isBlank() && !bare) {
                int letters =
                        (int) told.chars().filter(c -> !Stretch.blank((char) c)).count();
                blocks.add(new Placed(
                        new ManuscriptWriter.Paragraph(stripped(told), heading, false),
                        around,
                        told,
                        Math.min(linked, letters)));
            }
            if (!bare) {
                words.setLength(0);
            }
            linked = 0;
        }

        private static String stripped(String words) {
            var out = new StringBuilder();
            for (String line : words.split("\n")) {
                Stretch inner = new Stretch(0, line.length()).trimmed(line);
                if (!inner.isEmpty()) {
                    out.append(out.isEmpty() ? "" : "\n").append(line, inner.from(), inner.to());
                }
            }
            return out.toString();
        }

        /** Whether a table holds data, and does not merely arrange the page. */
        private static boolean isTable(Element table) {
            if (table.selectFirst("table table") != null) {
                return false;
            }
            int wide = 0;
            int rows = 0;
            for (Element row : table.select("tr")) {
                rows++;
                wide += row.childrenSize() > 1 ? 1 : 0;
            }
            return wide > 0
                    && wide * 2 >= rows
                    && table.select("td").stream().noneMatch(cell -> cell.text().length() > LONGEST_CELL);
        }

        private void rows(Element table) {
            // For each column the rows its merged cell still takes, and how many columns it spans.
            Map<Integer, int[]> below = new HashMap<>();
            for (Element row : table.select("tr")) {
                var cells = new ArrayList<RowCell>();
                var told = new StringBuilder();
                int column = 0;
                for (Element cell : row.children()) {
                    if (!cell.normalName().equals("td") && !cell.normalName().equals("th")) {
                        continue;
                    }
                    column = goOn(below, column, cells);
                    int columns = Math.clamp(whole(cell.attr("colspan"), 1), 1, MOST_COLUMNS);
                    int rows = Math.clamp(whole(cell.attr("rowspan"), 1), 1, 10_000);
                    var inside = new ArrayList<Placed>();
                    new Gatherer(inside, false).read(cell);
                    inside.forEach(placed -> told.append(placed.words()));
                    cells.add(new RowCell(inside.stream().map(Placed::block).toList(), columns, false));
                    if (rows > 1) {
                        below.put(column, new int[] {rows - 1, columns});
                    }
                    column += columns;
                    if (column > MOST_COLUMNS) {
                        break;
                    }
                }
                goOn(below, column, cells);
                if (!told.isEmpty()) {
                    blocks.add(new Placed(new ManuscriptWriter.Row(cells), row, told.toString(), 0));
                }
            }
        }

        /** Adds what merged cells of earlier rows take at a column; the next free column. */
        private static int goOn(Map<Integer, int[]> below, int from, List<RowCell> cells) {
            int column = from;
            for (int[] left = below.get(column); left != null; left = below.get(column)) {
                cells.add(new RowCell(List.of(), left[1], true));
                if (--left[0] == 0) {
                    below.remove(column);
                }
                column += left[1];
            }
            return column;
        }

        private static int whole(String written, int otherwise) {
            return written.matches("\\d{1,5}") ? Integer.parseInt(written) : otherwise;
        }
    }

    // ---- what is the article ---------------------------------------------------------------------------------------

    private Manuscript written(String fileName) {
        Element article = article();
        int title = title(article);
        var writer = new ManuscriptWriter(fileName);
        for (int i = 0; i < blocks.size(); i++) {
            Placed placed = blocks.get(i);
            boolean inside = article == null || within(placed.in(), article);
            boolean furniture = !inside && i != title || inside && i != title && isLinks(placed);
            Block block = placed.block();
            writer.write(
                    block instanceof ManuscriptWriter.Paragraph paragraph && furniture
                            ? new ManuscriptWriter.Paragraph(paragraph.words(), 0, true)
                            : furniture ? new ManuscriptWriter.Paragraph(placed.words(), 0, true) : block);
        }
        return writer.done();
    }

    /** A line that is hardly more than links leads elsewhere; those to annexes are told as part of the text. */
    private static boolean isLinks(Placed placed) {
        String words = placed.words().strip();
        return placed.linked() * 5 >= words.length() * 4
                && words.length() < 60
                && !words.startsWith("附件")
                && !SENTENCE.matcher(words).matches();
    }

    /** The innermost element that holds most of the sentences; null where the page has none. */
    private @Nullable Element article() {
        Map<Element, Integer> weights = new HashMap<>();
        int all = 0;
        for (Placed placed : blocks) {
            int weight = weight(placed);
            if (weight == 0) {
                continue;
            }
            all += weight;
            for (Element at = placed.in(); at != null; at = at.parent()) {
                weights.merge(at, weight, Integer::sum);
            }
        }
        Element found = null;
        int deepest = -1;
        for (Map.Entry<Element, Integer> entry : weights.entrySet()) {
            boolean holds = Set.of("div", "article", "main", "section", "td", "body", "form", "center")
                    .contains(entry.getKey().normalName());
            int depth = entry.getKey().parents().size();
            if (holds && entry.getValue() >= all * MOST && depth > deepest) {
                found = entry.getKey();
                deepest = depth;
            }
        }
        return found;
    }

    private static int weight(Placed placed) {
        if (placed.block() instanceof ManuscriptWriter.Row) {
            return placed.words().length();
        }
        boolean sentence = SENTENCE.matcher(placed.words()).find()
                && placed.linked() * 2 < placed.words().length();
        return sentence ? placed.words().length() : 0;
    }

    /** The block that is the article's title and stands above it; -1 for none. */
    private int title(@Nullable Element article) {
        String told = plain(page.title());
        Element named = page.selectFirst("meta[name=ArticleTitle]");
        String content = named == null ? "" : plain(named.attr("content"));
        int found = -1;
        for (int i = 0; i < blocks.size() && article != null; i++) {
            Placed placed = blocks.get(i);
            if (within(placed.in(), article)) {
                break;
            }
            String words = plain(placed.words());
            boolean title = words.length() >= SHORTEST_TITLE
                    && placed.linked() == 0
                    && (words.equals(content) || told.startsWith(words) || told.equals(words));
            boolean heading = placed.block() instanceof ManuscriptWriter.Paragraph paragraph
                    && paragraph.heading() == 1
                    && words.length() >= SHORTEST_TITLE;
            found = title || heading && found < 0 ? i : found;
        }
        return found;
    }

    private static String plain(String words) {
        return words.replaceAll("\\s", "");
    }

    private static boolean within(Element element, Element around) {
        for (Element at = element; at != null; at = at.parent()) {
            if (at == around) {
                return true;
            }
        }
        return false;
    }
}
