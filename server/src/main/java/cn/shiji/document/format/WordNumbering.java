package cn.shiji.document.format;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The automatic numbers of a Word document.
 *
 * <p>Word keeps "（二）" not in the text but as "the next of list 3, level 1"; readers see the number, so it must be
 * counted out. Paragraphs name their list directly or through their style.
 */
final class WordNumbering {

    private static final String CHINESE_DIGITS = "〇一二三四五六七八九";
    private static final String HEAVENLY_STEMS = "甲乙丙丁戊己庚辛壬癸";
    private static final int DEEPEST = 9;

    /** One level of a list: how it counts and what is written around the count. */
    private record ListLevel(int start, String format, String text, boolean plainDigits) {
        static final ListLevel NONE = new ListLevel(1, "none", "", false);
    }

    private record NumberedList(int pattern, Map<Integer, Integer> startsAgainAt) {}

    /** A paragraph style, as far as numbers and headings go. */
    private record Style(@Nullable String basedOn, int list, int level, int heading) {}

    private final Map<Integer, Map<Integer, ListLevel>> patterns = new HashMap<>();
    private final Map<Integer, NumberedList> lists = new HashMap<>();
    private final Map<String, Style> styles = new HashMap<>();

    /** The counts reached, for each pattern by level. */
    private final Map<Integer, int[]> counts = new HashMap<>();

    private final Map<Integer, Boolean> begun = new HashMap<>();

    static WordNumbering of(WordPackage word) {
        var numbering = new WordNumbering();
        word.read("word/numbering.xml", numbering::readLists);
        word.read("word/styles.xml", numbering::readStyles);
        return numbering;
    }

    /** The heading level of a style, 1 the highest; 0 when it is none. */
    int headingOf(@Nullable String styleId) {
        for (int hop = 0; styleId != null && hop < DEEPEST; hop++) {
            Style style = styles.get(styleId);
            if (style == null) {
                return 0;
            }
            if (style.heading() > 0) {
                return style.heading();
            }
            styleId = style.basedOn();
        }
        return 0;
    }

    /**
     * Counts on and tells the number in front of a paragraph.
     *
     * @param list the list the paragraph itself names, -1 when it names none
     * @return the number as it is shown, empty when there is none
     */
    String next(int list, int level, @Nullable String styleId) {
        for (int hop = 0; list < 0 && styleId != null && hop < DEEPEST; hop++) {
            Style style = styles.get(styleId);
            if (style == null) {
                break;
            }
            list = style.list();
            level = Math.max(level, style.level());
            styleId = style.basedOn();
        }
        NumberedList numbered = lists.get(list);
        if (numbered == null) {
            return "";
        }
        return count(list, numbered, Math.clamp(level, 0, DEEPEST - 1));
    }

    private String count(int list, NumberedList numbered, int level) {
        Map<Integer, ListLevel> pattern = patterns.getOrDefault(numbered.pattern(), Map.of());
        int[] reached = counts.computeIfAbsent(numbered.pattern(), none -> new int[DEEPEST]);
        if (begun.putIfAbsent(list, true) == null) {
            numbered.startsAgainAt().forEach((at, start) -> reached[at] = 0);
        }
        for (int above = 0; above < level; above++) {
            if (reached[above] == 0) {
                reached[above] = startOf(pattern, numbered, above);
            }
        }
        reached[level] = reached[level] == 0 ? startOf(pattern, numbered, level) : reached[level] + 1;
        for (int below = level + 1; below < DEEPEST; below++) {
            reached[below] = 0;
        }
        return shown(pattern, pattern.getOrDefault(level, ListLevel.NONE), reached);
    }

    private static int startOf(Map<Integer, ListLevel> pattern, NumberedList numbered, int level) {
        int own = pattern.getOrDefault(level, ListLevel.NONE).start();
        return numbered.startsAgainAt().getOrDefault(level, own);
    }

    private static String shown(Map<Integer, ListLevel> pattern, ListLevel level, int[] reached) {
        if (level.format().equals("bullet") || level.format().equals("none")) {
            return "";
        }
        var out = new StringBuilder();
        for (int i = 0; i < level.text().length(); i++) {
            char c = level.text().charAt(i);
            boolean place = c == '%'
                    && i + 1 < level.text().length()
                    && level.text().charAt(i + 1) >= '1'
                    && level.text().charAt(i + 1) <= '9';
            if (!place) {
                out.append(c);
                continue;
            }
            int at = level.text().charAt(++i) - '1';
            ListLevel counted = pattern.getOrDefault(at, ListLevel.NONE);
            out.append(number(reached[at], level.plainDigits() ? "decimal" : counted.format()));
        }
        return out.toString();
    }

    private static String number(int n, String format) {
        return switch (format) {
            case "chineseCounting",
                    "chineseCountingThousand",
                    "japaneseCounting",
                    "chineseLegalSimplified",
                    "taiwaneseCounting",
                    "taiwaneseCountingThousand",
                    "ideographDigital" -> chinese(n);
            case "ideographTraditional" -> n >= 1 && n <= 10 ? HEAVENLY_STEMS.substring(n - 1, n) : Integer.toString(n);
            case "decimalEnclosedCircle", "decimalEnclosedCircleChinese" ->
                n >= 1 && n <= 20 ? Character.toString('①' + n - 1) : Integer.toString(n);
            case "decimalFullWidth" -> fullWidth(n);
            case "decimalZero" -> n < 10 ? "0" + n : Integer.toString(n);
            case "upperLetter" -> letter(n, 'A');
            case "lowerLetter" -> letter(n, 'a');
            case "upperRoman" -> roman(n);
            case "lowerRoman" -> roman(n).toLowerCase(java.util.Locale.ROOT);
            default -> Integer.toString(n);
        };
    }

    private static String chinese(int n) {
        if (n <= 0 || n > 99) {
            return Integer.toString(n);
        }
        if (n < 10) {
            return CHINESE_DIGITS.substring(n, n + 1);
        }
        String tens = n < 20 ? "" : CHINESE_DIGITS.substring(n / 10, n / 10 + 1);
        String ones = n % 10 == 0 ? "" : CHINESE_DIGITS.substring(n % 10, n % 10 + 1);
        return tens + "十" + ones;
    }

    private static String fullWidth(int n) {
        var out = new StringBuilder();
        for (char digit : Integer.toString(n).toCharArray()) {
            out.append((char) (digit - '0' + '０'));
        }
        return out.toString();
    }

    private static String letter(int n, char first) {
        return n < 1 ? "" : Character.toString(first + (n - 1) % 26).repeat((n - 1) / 26 + 1);
    }

    private static String roman(int n) {
        int[] values = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
        String[] signs = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
        var out = new StringBuilder();
        int left = Math.min(n, 3999);
        for (int i = 0; i < values.length; i++) {
            while (left >= values[i]) {
                out.append(signs[i]);
                left -= values[i];
            }
        }
        return out.toString();
    }

    private void readLists(XMLStreamReader xml) throws XMLStreamException {
        Map<Integer, ListLevel> pattern = new TreeMap<>();
        NumberedList list = new NumberedList(-1, new HashMap<>());
        int listId = -1;
        int levelAt = -1;
        int overrideAt = -1;
        ListLevel level = ListLevel.NONE;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "lvl" -> {
                        if (overrideAt < 0) {
                            pattern.put(levelAt, level);
                        }
                    }
                    case "lvlOverride" -> overrideAt = -1;
                    case "num" -> lists.put(listId, list);
                    default -> {}
                }
                continue;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "abstractNum" -> {
                    pattern = new TreeMap<>();
                    patterns.put(whole(xml, "abstractNumId", -1), pattern);
                }
                case "lvl" -> {
                    levelAt = whole(xml, "ilvl", 0);
                    level = new ListLevel(1, "decimal", "", false);
                }
                case "start" ->
                    level = new ListLevel(whole(xml, "val", 1), level.format(), level.text(), level.plainDigits());
                case "numFmt" ->
                    level = new ListLevel(
                            level.start(), attribute(xml, "val", "decimal"), level.text(), level.plainDigits());
                case "lvlText" ->
                    level = new ListLevel(
                            level.start(), level.format(), attribute(xml, "val", ""), level.plainDigits());
                case "isLgl" -> level = new ListLevel(level.start(), level.format(), level.text(), true);
                case "num" -> {
                    listId = whole(xml, "numId", -1);
                    list = new NumberedList(-1, new HashMap<>());
                }
                case "abstractNumId" -> list = new NumberedList(whole(xml, "val", -1), list.startsAgainAt());
                case "lvlOverride" -> overrideAt = whole(xml, "ilvl", 0);
                case "startOverride" -> {
                    if (overrideAt >= 0 && overrideAt < DEEPEST) {
                        list.startsAgainAt().put(overrideAt, whole(xml, "val", 1));
                    }
                }
                default -> {}
            }
        }
    }

    private void readStyles(XMLStreamReader xml) throws XMLStreamException {
        String id = "";
        Style style = new Style(null, -1, 0, 0);
        boolean inStyle = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("style")) {
                styles.put(id, style);
                inStyle = false;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("style")) {
                inStyle = true;
                id = attribute(xml, "styleId", "");
                style = new Style(null, -1, 0, 0);
            } else if (inStyle) {
                style = switch (xml.getLocalName()) {
                    case "name" -> withHeading(style, headingNamed(attribute(xml, "val", "")));
                    case "outlineLvl" -> withHeading(style, whole(xml, "val", DEEPEST) + 1);
                    case "basedOn" ->
                        new Style(attribute(xml, "val", ""), style.list(), style.level(), style.heading());
                    case "numId" -> new Style(style.basedOn(), whole(xml, "val", -1), style.level(), style.heading());
                    case "ilvl" -> new Style(style.basedOn(), style.list(), whole(xml, "val", 0), style.heading());
                    default -> style;
                };
            }
        }
    }

    private static Style withHeading(Style style, int heading) {
        boolean told = heading >= 1 && heading < DEEPEST;
        return told ? new Style(style.basedOn(), style.list(), style.level(), heading) : style;
    }

    /** The level of a style called {@code heading 2} or {@code 标题 2}; 0 for any other name. */
    private static int headingNamed(String name) {
        String level = name.toLowerCase(java.util.Locale.ROOT).replaceFirst("^(heading|标题)\\s*(?=[1-9]$)", "");
        return level.length() == 1 && !level.equals(name) ? level.charAt(0) - '0' : 0;
    }

    static String attribute(XMLStreamReader xml, String name, String otherwise) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return otherwise;
    }

    static int whole(XMLStreamReader xml, String name, int otherwise) {
        String value = attribute(xml, name, "");
        return value.matches("-?\\d{1,9}") ? Integer.parseInt(value) : otherwise;
    }
}
