package cn.shiji.document.format;

import cn.shiji.document.format.ListCounter.Gap;
import cn.shiji.document.format.ListCounter.Level;
import cn.shiji.document.format.ListCounter.NumberedList;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The numbering definitions of a Word document, and the number in front of each paragraph in turn. */
final class WordLists {

    /** A numbering definition: its levels, and the styles that count at one of them. */
    private static final class Pattern {
        final Map<Integer, Level> levels = new HashMap<>();
        final Map<String, Integer> levelOfStyle = new HashMap<>();

        /** The numbering style in which the levels are really written. */
        @Nullable
        String style;
    }

    private static final class Reference {
        int pattern = -1;
        final Map<Integer, Level> levels = new HashMap<>();
        final Map<Integer, Integer> startsAgainAt = new HashMap<>();
    }

    private final WordStyles styles;
    private final Map<Integer, Pattern> patterns = new HashMap<>();
    private final Map<Integer, Reference> references = new HashMap<>();
    private final ListCounter counter = new ListCounter();

    private WordLists(WordStyles styles) {
        this.styles = styles;
    }

    static WordLists of(OfficePackage word, WordStyles styles) {
        var lists = new WordLists(styles);
        word.readBeside("numbering.xml", lists::read);
        return lists;
    }

    /**
     * Counts on and tells the number in front of a paragraph.
     *
     * @param list the list the paragraph itself names, 0 when it wants none, -1 when it leaves it to its style
     * @param level the level it names, -1 when it leaves it to its style
     * @return the number as it is shown, empty when there is none
     */
    String next(int list, int level, @Nullable String style) {
        int named = list >= 0 ? list : styles.list(style);
        Reference reference = references.get(named);
        if (reference == null) {
            return "";
        }
        int patternId = reference.pattern;
        Pattern pattern = patterns.get(patternId);
        Reference linked = pattern == null || pattern.style == null ? null : references.get(styles.list(pattern.style));
        if (linked != null) {
            patternId = linked.pattern;
            pattern = patterns.get(patternId);
        }
        if (pattern == null) {
            return "";
        }
        Map<Integer, Level> levels = new HashMap<>(pattern.levels);
        levels.putAll(reference.levels);
        var numbered = new NumberedList(named, patternId, levels, reference.startsAgainAt);
        return counter.next(numbered, levelOf(pattern, list, level, style));
    }

    private int levelOf(Pattern pattern, int list, int level, @Nullable String style) {
        if (level >= 0 || list >= 0) {
            return Math.max(level, 0);
        }
        Map<String, Integer> byStyle = pattern.levelOfStyle;
        String counting = styles.nearestId(style, byStyle::containsKey);
        int told = styles.level(style);
        if (told >= 0) {
            return told;
        }
        return counting == null ? 0 : byStyle.getOrDefault(counting, 0);
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        Pattern pattern = new Pattern();
        Reference reference = new Reference();
        Map<Integer, Level> levels = pattern.levels;
        int at = -1;
        int override = -1;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "abstractNum" -> {
                    pattern = new Pattern();
                    patterns.put(Xml.whole(xml, "abstractNumId", -1), pattern);
                    levels = pattern.levels;
                }
                case "numStyleLink" -> pattern.style = Xml.attribute(xml, "val", "");
                case "num" -> {
                    reference = new Reference();
                    references.put(Xml.whole(xml, "numId", -1), reference);
                    levels = reference.levels;
                    override = -1;
                }
                case "abstractNumId" -> reference.pattern = Xml.whole(xml, "val", -1);
                case "lvlOverride" -> override = Xml.whole(xml, "ilvl", 0);
                case "startOverride" -> reference.startsAgainAt.put(override, Xml.whole(xml, "val", 1));
                case "lvl" -> {
                    at = Xml.whole(xml, "ilvl", 0);
                    levels.put(at, new Level(0, "decimal", "", false, Gap.TAB, ListCounter.LEVELS));
                }
                case "pStyle" -> pattern.levelOfStyle.put(Xml.attribute(xml, "val", ""), at);
                default -> {
                    int level = at;
                    levels.computeIfPresent(level, (any, known) -> changed(known, xml));
                }
            }
        }
    }

    /** A level with what one of its elements says. */
    private static Level changed(Level level, XMLStreamReader xml) {
        return switch (xml.getLocalName()) {
            case "start" ->
                new Level(
                        Xml.whole(xml, "val", 0),
                        level.format(),
                        level.text(),
                        level.plainDigits(),
                        level.gap(),
                        level.restartsAfter());
            case "numFmt" -> {
                // A format of its own making is followed by one that every program knows.
                String format = Xml.attribute(xml, "val", "decimal");
                yield new Level(
                        level.start(),
                        format.equals("custom") ? level.format() : format,
                        level.text(),
                        level.plainDigits(),
                        level.gap(),
                        level.restartsAfter());
            }
            case "lvlText" ->
                new Level(
                        level.start(),
                        level.format(),
                        Xml.attribute(xml, "val", ""),
                        level.plainDigits(),
                        level.gap(),
                        level.restartsAfter());
            case "isLgl" ->
                new Level(
                        level.start(),
                        level.format(),
                        level.text(),
                        Xml.on(xml, "val"),
                        level.gap(),
                        level.restartsAfter());
            case "suff" ->
                new Level(
                        level.start(),
                        level.format(),
                        level.text(),
                        level.plainDigits(),
                        switch (Xml.attribute(xml, "val", "tab")) {
                            case "space" -> Gap.SPACE;
                            case "nothing" -> Gap.NOTHING;
                            default -> Gap.TAB;
                        },
                        level.restartsAfter());
            case "lvlRestart" ->
                new Level(
                        level.start(),
                        level.format(),
                        level.text(),
                        level.plainDigits(),
                        level.gap(),
                        Xml.whole(xml, "val", ListCounter.LEVELS));
            default -> level;
        };
    }
}
