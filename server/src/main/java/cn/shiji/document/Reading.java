package cn.shiji.document;

import cn.shiji.document.format.Manuscript;
import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a manuscript in the order of the steps: furniture, tree, tense, commitments, and what stands in each node. */
final class Reading {

    private static final Pattern YEAR = Pattern.compile("(20\\d{2})年");

    private final String text;
    private final CodePoints codePoints;
    private final Figures figures;

    private Reading(String text) {
        this.text = text;
        this.codePoints = new CodePoints(text);
        this.figures = new Figures(text, codePoints);
    }

    static ReadDocument of(Manuscript manuscript) {
        return new Reading(manuscript.text()).read(manuscript);
    }

    private ReadDocument read(Manuscript manuscript) {
        TaskTables.FlatTable flat = TaskTables.flatTable(manuscript);
        List<Stretch> furniture = Furniture.of(manuscript, flat.inside());
        List<Division> roots = Outline.of(manuscript, furniture, flat);
        for (Division root : roots) {
            Tenses.spread(text, root);
            Commitments.add(text, root);
        }
        List<Node> nodes = new ArrayList<>();
        for (Division root : roots) {
            nodes.add(node(root, 0, furniture));
        }
        String title = roots.stream()
                .map(root -> words(root.heading))
                .filter(heading -> !heading.isEmpty())
                .findFirst()
                .orElse("");
        return new ReadDocument(
                title, text, furniture.stream().map(codePoints::span).toList(), nodes);
    }

    /** Turns a division into a node; the year its headings speak of dates "年底前". */
    private Node node(Division division, int yearAround, List<Stretch> furniture) {
        int year = yearOf(division, yearAround);
        List<Node> children = new ArrayList<>();
        for (Division child : division.children) {
            children.add(node(child, year, furniture));
        }
        var found = new ArrayList<Figure>();
        var units = new ArrayList<ResponsibleUnit>();
        division.units.forEach(unit -> units.add(unit(unit)));
        var people = new ArrayList<>(division.people);
        Stretch due = division.due;
        for (Stretch own : division.ownStretches()) {
            for (Stretch stretch : without(own, furniture)) {
                found.addAll(figures.in(stretch, division.tense));
                if (division.people.isEmpty()) {
                    people.addAll(People.in(text, stretch));
                }
                if (division.units.isEmpty()) {
                    UnitNames.in(text, stretch).forEach(unit -> units.add(unit(unit)));
                }
                if (due == null && children.isEmpty() && division.tense == Tense.FUTURE) {
                    due = Deadlines.in(text, stretch);
                }
            }
        }
        return new Node(
                division.level,
                division.marker,
                words(division.heading).replaceFirst("[。：:；;，,]+$", ""),
                text.substring(division.from, division.to),
                codePoints.span(division.from, division.to),
                division.tense,
                units,
                people.stream()
                        .map(person ->
                                new ResponsiblePerson(words(person.at()), person.role(), codePoints.span(person.at())))
                        .toList(),
                deadline(due, year),
                found,
                children);
    }

    private @Nullable Deadline deadline(@Nullable Stretch due, int year) {
        return due == null ? null : Deadlines.told(text, due, codePoints.span(due), year);
    }

    private ResponsibleUnit unit(UnitNames.Named named) {
        return new ResponsibleUnit(words(named.at()), named.role(), named.open(), codePoints.span(named.at()));
    }

    /** The year a heading names, the last if it names several; else the one around it. */
    private int yearOf(Division division, int around) {
        Matcher year = YEAR.matcher(text).region(division.heading.from(), division.heading.to());
        int told = around;
        while (year.find()) {
            told = Integer.parseInt(year.group(1));
        }
        return told;
    }

    private static List<Stretch> without(Stretch own, List<Stretch> furniture) {
        var left = new ArrayList<Stretch>();
        int at = own.from();
        for (int i = firstFrom(furniture, own.from()); i < furniture.size(); i++) {
            Stretch passed = furniture.get(i);
            if (passed.from() >= own.to()) {
                break;
            }
            if (passed.from() > at) {
                left.add(new Stretch(at, passed.from()));
            }
            at = Math.max(at, passed.to());
        }
        if (at < own.to()) {
            left.add(new Stretch(at, own.to()));
        }
        return left;
    }

    /** The first stretch that ends behind a place, by halving. */
    private static int firstFrom(List<Stretch> furniture, int at) {
        int low = 0;
        int high = furniture.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (furniture.get(middle).to() <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private String words(Stretch stretch) {
        return text.substring(stretch.from(), stretch.to());
    }
}
