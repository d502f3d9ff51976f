package cn.shiji.plan;

import cn.shiji.document.FigureRole;
import cn.shiji.document.Level;
import cn.shiji.document.ReadDocument;
import cn.shiji.document.ResponsiblePerson;
import cn.shiji.document.ResponsibleUnit;
import cn.shiji.document.Span;
import cn.shiji.document.Tense;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A document that was read, as the rows of a first draft. Pure but for the ids it asks for.
 *
 * <p>What speaks of the coming time and has nothing below it counts as a commitment; its figures that are to be reached
 * count as targets. People correct both.
 */
final class Reading {

    private static final int LONGEST_HEADING = 24;
    private static final Pattern FIRST_CLAUSE = Pattern.compile("[，。；：,;:！!？?\\n]|[（(](?=牵头|责任|配合|完成时限)");
    private static final Pattern NAMES_UNITS = Pattern.compile("[（(](?:牵头|责任|配合)");
    private static final Pattern AROUND = Pattern.compile("^[\\s、.．“”（）()—-]+|[\\s、]+$");

    private final List<Node> nodes = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<NamedUnit> units = new ArrayList<>();
    private final Supplier<UUID> ids;

    private Reading(Supplier<UUID> ids) {
        this.ids = ids;
    }

    static ReadRows of(ReadDocument document, Supplier<UUID> ids) {
        return of(document, null, ids);
    }

    /**
     * Reads some of the documents of a file.
     *
     * @param parts which of them, counted from nought; null for all
     */
    static ReadRows of(ReadDocument document, @Nullable List<Integer> parts, Supplier<UUID> ids) {
        var reading = new Reading(ids);
        for (int at = 0; at < document.nodes().size(); at++) {
            if (parts == null || parts.contains(at)) {
                reading.take(document.nodes().get(at), null, at);
            }
        }
        return new ReadRows(reading.nodes, reading.figures, reading.units);
    }

    /** What of a file is no part of the plan: page furniture, and the documents that were left out. */
    static List<Span> leftOut(ReadDocument document, @Nullable List<Integer> parts) {
        var spans = new ArrayList<>(document.furniture());
        for (int at = 0; at < document.nodes().size(); at++) {
            if (parts != null && !parts.contains(at)) {
                spans.add(document.nodes().get(at).span());
            }
        }
        return List.copyOf(spans);
    }

    private void take(cn.shiji.document.Node read, @Nullable UUID parent, int ordinal) {
        UUID id = ids.get();
        boolean task = read.children().isEmpty() && read.tense() == Tense.FUTURE && read.level() != Level.TITLE;
        nodes.add(new Node(
                id,
                parent,
                ordinal,
                read.level(),
                read.marker(),
                task && !isName(read.heading()) ? headingOf(read.text(), read.marker()) : read.heading(),
                null,
                read.span(),
                read.tense(),
                task,
                false,
                read.level() == Level.COMMITMENT
                        ? null
                        : WorkLines.spokenOf(read.heading()).orElse(null),
                read.due() == null ? null : read.due().day(),
                read.due() == null ? null : read.due().text(),
                read.people().stream().map(ResponsiblePerson::name).toList(),
                false));
        int place = 0;
        for (cn.shiji.document.Figure figure : read.figures()) {
            figures.add(figure(ids.get(), id, place++, figure, task));
        }
        for (ResponsibleUnit unit : read.units()) {
            units.add(new NamedUnit(id, null, unit.name(), DutyRole.of(unit.role())));
        }
        int next = 0;
        for (cn.shiji.document.Node child : read.children()) {
            take(child, id, next++);
        }
    }

    /** A figure as read; its span is kept only where it points into the plan's document. */
    static Figure figure(UUID id, UUID node, int ordinal, cn.shiji.document.Figure read, boolean inTask) {
        return new Figure(
                id,
                node,
                ordinal,
                read.text(),
                read.span(),
                read.value(),
                read.low(),
                read.high(),
                read.masked(),
                read.unit(),
                read.relation(),
                read.change(),
                read.role(),
                read.of(),
                inTask && read.role() == FigureRole.TARGET,
                false,
                false,
                null);
    }

    /** Whether a heading can be the name of a commitment: not one that is the whole sentence with all it names. */
    private static boolean isName(String heading) {
        return !heading.isBlank()
                && !NAMES_UNITS.matcher(heading).find()
                && heading.codePointCount(0, heading.length()) <= LONGEST_HEADING;
    }

    /** A short name for a commitment that has no heading of its own: its first clause, without the marker. */
    static String headingOf(String text, String marker) {
        String whole = text.strip();
        String words = AROUND.matcher(whole.startsWith(marker) ? whole.substring(marker.length()) : whole)
                .replaceAll("");
        for (String clause : FIRST_CLAUSE.split(words)) {
            String plain = AROUND.matcher(clause).replaceAll("");
            if (!plain.isEmpty()) {
                return shortened(plain);
            }
        }
        return shortened(words);
    }

    private static String shortened(String words) {
        return words.codePointCount(0, words.length()) <= LONGEST_HEADING
                ? words
                : words.substring(0, words.offsetByCodePoints(0, LONGEST_HEADING - 1)) + "…";
    }
}
