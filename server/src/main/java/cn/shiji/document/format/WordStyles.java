package cn.shiji.document.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The styles of a Word document, as far as headings, automatic numbers, contents pages and hidden text go. */
final class WordStyles {

    /** Styles are built on others, rarely more than a few deep; a ring of them ends here. */
    private static final int MOST_HOPS = 20;

    /** An outline level that makes ordinary text of a paragraph. */
    private static final int BODY = 10;

    private static final Pattern HEADING_NAME = Pattern.compile("(?:heading|标题)\\s*([1-9])|([一二三四五])级标题");
    private static final Pattern CONTENTS_NAME = Pattern.compile("(?:toc|目录)\\s*(?:[1-9]|heading|标题)");

    /** One style; what it does not say itself it has from the one it is built on. */
    private static final class Style {
        String name = "";

        @Nullable
        String basedOn;

        int list = -1;
        int level = -1;
        int heading = -1;

        @Nullable
        Boolean hidden;
    }

    private final Map<String, Style> styles = new HashMap<>();

    @Nullable
    private String usual;

    static WordStyles of(OfficePackage word) {
        var styles = new WordStyles();
        word.readBeside("styles.xml", styles::read);
        return styles;
    }

    /** The heading level a style gives, 1 the highest; 0 when it gives none. */
    int heading(@Nullable String style) {
        Style told = nearest(style, at -> at.heading > 0 || headingNamed(at.name) > 0);
        if (told == null) {
            return 0;
        }
        int heading = told.heading > 0 ? told.heading : headingNamed(told.name);
        return heading >= BODY ? 0 : heading;
    }

    /** The list a style counts in, -1 for none. */
    int list(@Nullable String style) {
        Style told = nearest(style, at -> at.list >= 0);
        return told == null ? -1 : told.list;
    }

    /** The level at which a style counts, -1 when the styles do not say. */
    int level(@Nullable String style) {
        Style told = nearest(style, at -> at.level >= 0);
        return told == null ? -1 : told.level;
    }

    /** The nearest of a style and those it is built on that has this property; null for none. */
    @Nullable
    String nearestId(@Nullable String style, Predicate<String> has) {
        String id = style == null ? usual : style;
        for (int hop = 0; id != null && hop < MOST_HOPS; hop++) {
            if (has.test(id)) {
                return id;
            }
            Style at = styles.get(id);
            id = at == null ? null : at.basedOn;
        }
        return null;
    }

    /** Whether it is a style of the lines of a contents page. */
    boolean contents(@Nullable String style) {
        Style at = style == null ? null : styles.get(style);
        return at != null
                && CONTENTS_NAME.matcher(at.name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether text in this style does not show. */
    boolean hidden(@Nullable String style) {
        Style told = nearest(style, at -> at.hidden != null);
        return told != null && Boolean.TRUE.equals(told.hidden);
    }

    private @Nullable Style nearest(@Nullable String style, Predicate<Style> tells) {
        String id = nearestId(style, at -> {
            Style found = styles.get(at);
            return found != null && tells.test(found);
        });
        return id == null ? null : styles.get(id);
    }

    /** The level of a style called {@code heading 2}, {@code 标题 2} or {@code 二级标题}; 0 for any other name. */
    static int headingNamed(String name) {
        Matcher heading = HEADING_NAME.matcher(name.toLowerCase(Locale.ROOT).strip());
        if (!heading.matches()) {
            return 0;
        }
        String digit = heading.group(1);
        return digit != null ? Integer.parseInt(digit) : "一二三四五".indexOf(heading.group(2)) + 1;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        Deque<String> path = new ArrayDeque<>();
        Style style = new Style();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                path.pop();
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("style")) {
                    style = new Style();
                    styles.put(Xml.attribute(xml, "styleId", ""), style);
                    if (Xml.attribute(xml, "type", "").equals("paragraph")
                            && Xml.attribute(xml, "default", "0").matches("1|true|on")) {
                        usual = Xml.attribute(xml, "styleId", "");
                    }
                } else if (path.contains("style") && !path.contains("tblStylePr") && !path.contains("pPrChange")) {
                    read(xml, style);
                }
                path.push(xml.getLocalName());
            }
        }
    }

    private static void read(XMLStreamReader xml, Style style) {
        switch (xml.getLocalName()) {
            case "name" -> style.name = Xml.attribute(xml, "val", "");
            case "basedOn" -> style.basedOn = Xml.attribute(xml, "val", "");
            case "outlineLvl" -> style.heading = Math.clamp(Xml.whole(xml, "val", 9), 0, 9) + 1;
            case "numId" -> style.list = Xml.whole(xml, "val", -1);
            case "ilvl" -> style.level = Xml.whole(xml, "val", 0);
            case "vanish" -> style.hidden = Xml.on(xml, "val");
            default -> {}
        }
    }
}
