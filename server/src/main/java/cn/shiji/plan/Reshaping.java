package cn.shiji.plan;

import cn.shiji.document.Level;
import cn.shiji.document.Span;
import cn.shiji.document.Tense;
import cn.shiji.kernel.Problem;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The edits that change the shape of a draft: split, merge, move. Pure.
 *
 * <p>What belongs to words follows them: figures, units and people the document names, deadlines. What a person decided is
 * never lost on the way. The first part of a split and the one of two merged that already has declared progress keep their
 * ids.
 */
final class Reshaping {

    private static final int LONGEST_HEADING = 200;

    private final Sheet sheet;
    private final Supplier<UUID> ids;
    private final Set<UUID> declared;

    /**
     * @param ids makes the ids of new nodes
     * @param declared the commitments for which units have declared progress, which must not vanish
     */
    Reshaping(Sheet sheet, Supplier<UUID> ids, Set<UUID> declared) {
        this.sheet = sheet;
        this.ids = ids;
        this.declared = declared;
    }

    // ---- split ------------------------------------------------------------------------------------------------------

    /** A piece of a node to be split: of the document, or of a person's words. */
    private record Part(String text, @Nullable Span span) {}

    /**
     * Makes several of one innermost node.
     *
     * @param cuts offsets in code points, of the document where its words hold, else of the person's words
     * @return the new nodes, behind the first part, which keeps the id
     */
    List<Node> split(UUID id, List<Integer> cuts) {
        Node node = sheet.node(id);
        PlanTree tree = sheet.tree();
        if (!tree.innermost(node)) {
            throw Problem.conflict("plan.split-division");
        }
        Span own = node.words() == null ? node.span() : null;
        String words = tree.words(node);
        int start = own == null ? 0 : own.start();
        int end = start + words.codePointCount(0, words.length());
        List<Integer> sorted = cuts.stream().distinct().sorted().toList();
        List<Part> parts = new ArrayList<>();
        int from = start;
        for (int cut : Stream.concat(sorted.stream(), Stream.of(end)).toList()) {
            String text = cut > from && cut <= end ? part(words, from - start, cut - start) : "";
            if (text.isBlank()) {
                throw Problem.bad("plan.split-outside", start + 1, end - 1);
            }
            parts.add(new Part(text, own == null ? null : new Span(from, cut)));
            from = cut;
        }
        if (parts.size() < 2) {
            throw Problem.bad("plan.split-outside", start + 1, end - 1);
        }
        return splitInto(node, parts, places(node, own, words, start, sorted));
    }

    private static String part(String words, int from, int to) {
        return words.substring(words.offsetByCodePoints(0, from), words.offsetByCodePoints(0, to));
    }

    /** Which part each figure goes to; one that a person added, or that the words do not hold any more, stays with the first. */
    private Map<UUID, Integer> places(Node node, @Nullable Span own, String words, int start, List<Integer> cuts) {
        Map<UUID, Integer> places = new LinkedHashMap<>();
        int searched = 0;
        for (Figure figure : sheet.tree().figures(node)) {
            Span at = own == null ? null : figure.span();
            if (own == null) {
                int found = figure.text().isEmpty() ? -1 : words.indexOf(figure.text(), searched);
                if (found >= 0) {
                    searched = found + figure.text().length();
                    int first = start + words.codePointCount(0, found);
                    at = new Span(
                            first,
                            first
                                    + figure.text()
                                            .codePointCount(0, figure.text().length()));
                }
            }
            if (at == null) {
                places.put(figure.id(), 0);
                continue;
            }
            int part = 0;
            for (int cut : cuts) {
                if (at.start() < cut && cut < at.end()) {
                    throw Problem.conflict("plan.split-figure", figure.text());
                }
                part += cut <= at.start() ? 1 : 0;
            }
            places.put(figure.id(), part);
        }
        return places;
    }

    private List<Node> splitInto(Node node, List<Part> parts, Map<UUID, Integer> places) {
        List<Figure> figures = sheet.tree().figures(node);
        List<NamedUnit> units = sheet.tree().units(node);
        List<Node> made = new ArrayList<>();
        UUID previous = node.id();
        for (int at = 0; at < parts.size(); at++) {
            Part part = parts.get(at);
            boolean first = at == 0;
            UUID id = first ? node.id() : ids.get();
            String words = part.span() == null ? part.text().strip() : null;
            String heading = first && !node.heading().isBlank() && part.text().contains(node.heading())
                    ? node.heading()
                    : Reading.headingOf(part.text(), first ? node.marker() : "");
            int here = at;
            boolean dueElsewhere = namedOnlyElsewhere(node.dueText(), parts, here);
            Node piece = new Node(
                    id,
                    node.parent(),
                    first ? node.ordinal() : sheet.ordinalBehind(node.parent(), previous, null),
                    node.level(),
                    first ? node.marker() : "",
                    heading,
                    words,
                    part.span() == null && first ? node.span() : part.span(),
                    node.tense(),
                    node.task(),
                    false,
                    node.line(),
                    dueElsewhere ? null : node.due(),
                    dueElsewhere ? null : node.dueText(),
                    node.leaders().stream()
                            .filter(leader -> !namedOnlyElsewhere(leader, parts, here))
                            .toList(),
                    false);
            if (!first) {
                made.add(piece);
            }
            sheet.put(piece);
            sheet.duties(
                    id,
                    units.stream()
                            .filter(unit -> unit.unit() != null || !namedOnlyElsewhere(unit.name(), parts, here))
                            .map(unit -> unit.on(id))
                            .toList());
            figures.stream()
                    .filter(figure -> places.getOrDefault(figure.id(), 0) == here)
                    .forEach(figure -> sheet.put(figure.on(id, figure.ordinal())));
            previous = id;
        }
        return made;
    }

    /** Whether another part says these words and this one does not; what no part says goes with every part. */
    private static boolean namedOnlyElsewhere(@Nullable String words, List<Part> parts, int here) {
        return words != null
                && !words.isBlank()
                && !parts.get(here).text().contains(words)
                && parts.stream().anyMatch(part -> part.text().contains(words));
    }

    /**
     * Makes two divisions of one: what stands from a child on goes to the second.
     *
     * @param heading what the second is called; blank for the name of that child
     */
    Node splitDivision(UUID id, UUID before, String heading) {
        Node node = sheet.node(id);
        Node first = sheet.node(before);
        if (!node.id().equals(first.parent())) {
            throw Problem.conflict("plan.split-not-below");
        }
        if (node.level() == Level.TITLE) {
            throw Problem.conflict("plan.split-title");
        }
        if (sheet.tree().children(id).getFirst().id().equals(before)) {
            throw Problem.conflict("plan.split-first");
        }
        List<Node> moving = sheet.rowsBelow(id).stream()
                .filter(child -> child.ordinal() >= first.ordinal())
                .toList();
        String called = heading.isBlank() ? sheet.tree().words(first) : heading.strip();
        String name = heading.isBlank()
                ? first.heading().isBlank() ? Reading.headingOf(called, first.marker()) : first.heading()
                : cut(called);
        Span span = node.span();
        boolean inOrder = span != null
                && node.words() == null
                && first.span() != null
                && span.holds(first.span())
                && first.span().start() > span.start()
                && moving.stream()
                        .filter(child -> !child.deleted())
                        .flatMap(sheet.tree()::below)
                        .allMatch(below -> below.span() == null
                                || below.span().start() >= first.span().start());
        Span rest = inOrder && span != null && first.span() != null
                ? new Span(first.span().start(), span.end())
                : null;
        Node second = new Node(
                ids.get(),
                node.parent(),
                sheet.ordinalBehind(node.parent(), id, null),
                node.level(),
                "",
                name,
                rest == null ? name : null,
                rest,
                node.tense(),
                false,
                false,
                node.line(),
                node.due(),
                node.dueText(),
                node.leaders(),
                false);
        sheet.put(second);
        if (rest != null && span != null) {
            Node kept = sheet.row(id).orElseThrow();
            sheet.put(kept.saying(kept.heading(), null, new Span(span.start(), rest.start())));
        }
        moving.forEach(child -> sheet.put(child.under(second.id(), child.ordinal(), child.level())));
        sheet.duties(
                second.id(),
                sheet.tree().units(node).stream()
                        .map(unit -> unit.on(second.id()))
                        .toList());
        return second;
    }

    // ---- merge ------------------------------------------------------------------------------------------------------

    /**
     * Makes one of two neighbours.
     *
     * @return the one that stays
     */
    Node merge(UUID one, UUID other) {
        PlanTree tree = sheet.tree();
        List<Node> siblings = tree.siblings(sheet.node(one));
        int at = siblings.indexOf(sheet.node(one));
        int near = siblings.indexOf(sheet.node(other));
        if (near < 0 || Math.abs(at - near) != 1) {
            throw Problem.conflict("plan.merge-not-neighbours");
        }
        Node first = siblings.get(Math.min(at, near));
        Node second = siblings.get(Math.max(at, near));
        if (tree.innermost(first) != tree.innermost(second)) {
            throw Problem.conflict("plan.merge-unlike", sheet.called(first), sheet.called(second));
        }
        if (declared.contains(first.id()) && declared.contains(second.id())) {
            throw Problem.conflict("plan.merge-declared", sheet.called(first), sheet.called(second));
        }
        boolean leaves = tree.innermost(first);
        Node kept = leaves ? mergedLeaf(first, second) : mergedDivision(first, second);
        Node gone = kept.id().equals(first.id()) ? second : first;
        List<Figure> figures = Stream.concat(tree.figures(first).stream(), tree.figures(second).stream())
                .toList();
        List<NamedUnit> duties = leaves ? joinedDuties(first, second) : dutiesOfDivision(first, second);
        List<Node> children = Stream.concat(sheet.rowsBelow(first.id()).stream(), sheet.rowsBelow(second.id()).stream())
                .toList();
        for (int place = 0; place < children.size(); place++) {
            Node child = sheet.row(children.get(place).id()).orElseThrow();
            sheet.put(child.under(kept.id(), place << 16, child.level()));
        }
        for (int place = 0; place < figures.size(); place++) {
            sheet.put(figures.get(place).on(kept.id(), place));
        }
        sheet.drop(gone);
        sheet.put(kept);
        sheet.duties(kept.id(), duties.stream().map(unit -> unit.on(kept.id())).toList());
        return kept;
    }

    /** The id and place of the first, unless only the second has declared progress. */
    private UUID keeper(Node first, Node second) {
        return declared.contains(second.id()) ? second.id() : first.id();
    }

    private Node mergedLeaf(Node first, Node second) {
        PlanTree tree = sheet.tree();
        Span whole = whole(first, second);
        boolean asRead = whole != null && first.words() == null && second.words() == null;
        LocalDate due = later(first.due(), second.due());
        return new Node(
                keeper(first, second),
                first.parent(),
                first.ordinal(),
                first.level(),
                first.marker(),
                first.heading().isBlank() ? second.heading() : first.heading(),
                asRead ? null : tree.words(first).strip() + tree.words(second).strip(),
                whole != null ? whole : first.span() != null ? first.span() : second.span(),
                first.tense() == Tense.FUTURE || second.tense() == Tense.FUTURE ? Tense.FUTURE : first.tense(),
                first.task() || second.task(),
                first.reviewed() && second.reviewed(),
                first.line() == null ? second.line() : first.line(),
                due,
                joined(first.dueText(), second.dueText()),
                union(first.leaders(), second.leaders()),
                false);
    }

    private Node mergedDivision(Node first, Node second) {
        Span whole = first.words() == null && second.words() == null ? whole(first, second) : null;
        boolean sameLine = Objects.equals(first.line(), second.line());
        boolean sameDue = Objects.equals(first.due(), second.due());
        boolean sameLeaders = first.leaders().equals(second.leaders());
        for (Node division : List.of(first, second)) {
            for (Node child : sheet.tree().children(division.id())) {
                sheet.put(child.charged(
                        sameLine || child.line() != null ? child.line() : division.line(),
                        sameDue || child.due() != null ? child.due() : division.due(),
                        sameDue || child.due() != null ? child.dueText() : division.dueText(),
                        sameLeaders ? child.leaders() : union(child.leaders(), division.leaders())));
            }
        }
        return new Node(
                keeper(first, second),
                first.parent(),
                first.ordinal(),
                first.level().compareTo(second.level()) <= 0 ? first.level() : second.level(),
                first.marker(),
                cut(Objects.requireNonNullElse(joined(first.heading(), second.heading()), "")),
                first.words() == null || second.words() == null ? first.words() : first.words() + second.words(),
                whole != null ? whole : first.span() != null ? first.span() : second.span(),
                first.tense(),
                false,
                first.reviewed() && second.reviewed(),
                sameLine ? first.line() : null,
                sameDue ? first.due() : null,
                sameDue ? first.dueText() : null,
                sameLeaders ? first.leaders() : List.of(),
                false);
    }

    /** One run of the document from the first to the end of the second, where no other node's words lie between. */
    private @Nullable Span whole(Node first, Node second) {
        Span one = first.span();
        Span other = second.span();
        if (one == null || other == null || other.start() < one.end()) {
            return null;
        }
        Span between = new Span(one.end(), other.start());
        boolean free = sheet.tree().nodes().stream()
                .filter(sheet.tree()::innermost)
                .map(Node::span)
                .noneMatch(span -> span != null && span.overlaps(between));
        return free ? new Span(one.start(), other.end()) : null;
    }

    private static @Nullable LocalDate later(@Nullable LocalDate one, @Nullable LocalDate other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    private static @Nullable String joined(@Nullable String one, @Nullable String other) {
        if (one == null || one.isBlank() || one.equals(other)) {
            return other;
        }
        return other == null || other.isBlank() ? one : one + "、" + other;
    }

    private static <T> List<T> union(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    private static String cut(String heading) {
        return heading.length() <= LONGEST_HEADING ? heading : heading.substring(0, LONGEST_HEADING);
    }

    /**
     * Everybody who answered for either. The first one's lead leads; a second lead supports. Where neither was assigned
     * anybody of its own, nobody is, and what the division above says goes on to hold.
     */
    private List<NamedUnit> joinedDuties(Node first, Node second) {
        PlanTree tree = sheet.tree();
        Map<Object, NamedUnit> found = new LinkedHashMap<>();
        boolean own = !tree.assigned(first).isEmpty() || !tree.assigned(second).isEmpty();
        if (own) {
            boolean led = false;
            for (Node part : List.of(first, second)) {
                boolean ledBefore = led;
                for (NamedUnit unit : tree.answerable(part)) {
                    DutyRole role = unit.role() == DutyRole.LEAD && ledBefore ? DutyRole.SUPPORTING : unit.role();
                    found.putIfAbsent(
                            Objects.requireNonNull(unit.unit()),
                            new NamedUnit(unit.node(), unit.unit(), unit.name(), role));
                    led = led || role == DutyRole.LEAD;
                }
            }
        }
        named(first, second).forEach(unit -> found.putIfAbsent(unit.name(), unit));
        return List.copyOf(found.values());
    }

    private List<NamedUnit> named(Node first, Node second) {
        return Stream.of(first, second)
                .flatMap(node -> sheet.tree().units(node).stream())
                .filter(unit -> unit.unit() == null)
                .toList();
    }

    /** Where two divisions say different things of who answers, each says it to its own children instead. */
    private List<NamedUnit> dutiesOfDivision(Node first, Node second) {
        PlanTree tree = sheet.tree();
        List<NamedUnit> ofFirst = on(first.id(), tree.units(first));
        if (ofFirst.equals(on(first.id(), tree.units(second)))) {
            return ofFirst;
        }
        for (Node division : List.of(first, second)) {
            List<NamedUnit> assigned = tree.assigned(division);
            List<NamedUnit> named = tree.units(division).stream()
                    .filter(unit -> unit.unit() == null)
                    .toList();
            for (Node child : tree.children(division.id())) {
                List<NamedUnit> childs = tree.units(child);
                boolean hasAssigned = childs.stream().anyMatch(unit -> unit.unit() != null);
                boolean hasNamed = childs.stream().anyMatch(unit -> unit.unit() == null);
                sheet.duties(
                        child.id(),
                        Stream.of(
                                        hasAssigned ? List.<NamedUnit>of() : on(child.id(), assigned),
                                        childs,
                                        hasNamed ? List.<NamedUnit>of() : on(child.id(), named))
                                .flatMap(List::stream)
                                .toList());
            }
        }
        return List.of();
    }

    private static List<NamedUnit> on(UUID node, List<NamedUnit> units) {
        return units.stream().map(unit -> unit.on(node)).toList();
    }

    // ---- move -------------------------------------------------------------------------------------------------------

    /**
     * Takes a node, with all below it, to another place.
     *
     * @param parent the division it comes under; null only for a title, which stays at the top
     * @param after the sibling it comes behind; null to come first
     */
    Node move(UUID id, @Nullable UUID parent, @Nullable UUID after) {
        Node node = sheet.node(id);
        if (node.level() == Level.TITLE && parent != null) {
            throw Problem.conflict("plan.move-title");
        }
        if (node.level() != Level.TITLE && parent == null) {
            throw Problem.conflict("plan.move-to-top");
        }
        if (after != null) {
            Node sibling = sheet.node(after);
            if (after.equals(id) || !Objects.equals(sibling.parent(), parent)) {
                throw Problem.conflict("plan.move-not-below");
            }
        }
        boolean elsewhere = !Objects.equals(node.parent(), parent);
        if (elsewhere && parent != null) {
            goUnder(node, sheet.node(parent));
        }
        int ordinal = sheet.ordinalBehind(parent, after, id);
        Node moved = sheet.row(id).orElseThrow();
        sheet.put(moved.under(parent, ordinal, moved.level()));
        if (elsewhere && node.parent() != null) {
            leave(sheet, node.parent());
        }
        return sheet.node(id);
    }

    private void goUnder(Node node, Node parent) {
        PlanTree tree = sheet.tree();
        if (tree.below(node).anyMatch(below -> below.id().equals(parent.id()))) {
            throw Problem.conflict("plan.move-into-itself");
        }
        if (parent.task()) {
            List<Figure> targets = tree.targets(parent);
            if (!targets.isEmpty()) {
                throw Problem.conflict("plan.move-under-target", sheet.called(parent), targets.size());
            }
            if (declared.contains(parent.id())) {
                throw Problem.conflict("plan.move-under-declared", sheet.called(parent));
            }
        }
        Node division = asDivision(parent);
        List<NamedUnit> answered = tree.answerable(node);
        var line = tree.line(node);
        LocalDate due = tree.inheritedDue(node);
        relevel(node, division, levelOfDivisionsBelow(parent));
        Node moved = sheet.row(node.id()).orElseThrow();
        sheet.put(moved.under(parent.id(), moved.ordinal(), moved.level()));
        pin(node.id(), answered, line, due);
    }

    /** A commitment that gets others below it is a division from then on, and stands one level higher than they. */
    private Node asDivision(Node parent) {
        if (!sheet.tree().innermost(parent)) {
            return parent;
        }
        Level level = parent.level();
        if (level == Level.COMMITMENT) {
            level = parent.parent() == null ? Level.CHAPTER : below(sheet.node(parent.parent()));
            if (level == Level.COMMITMENT) {
                throw Problem.conflict("plan.move-too-deep", sheet.called(parent));
            }
        }
        Node division = parent.held(false, parent.reviewed()).under(parent.parent(), parent.ordinal(), level);
        sheet.put(division);
        return division;
    }

    /** What the old division said of it, and the new one does not say at all, it says itself from now on. */
    private void pin(
            UUID id, List<NamedUnit> answered, cn.shiji.mechanism.@Nullable WorkLine line, @Nullable LocalDate due) {
        PlanTree now = sheet.tree();
        Node node = sheet.node(id);
        sheet.put(node.charged(
                now.line(node) == null ? line : node.line(),
                now.inheritedDue(node) == null ? due : node.due(),
                node.dueText(),
                node.leaders()));
        if (now.answerable(node).isEmpty() && !answered.isEmpty()) {
            sheet.duties(
                    id,
                    Stream.concat(on(id, answered).stream(), now.units(node).stream())
                            .toList());
        }
    }

    private @Nullable Level levelOfDivisionsBelow(Node parent) {
        return sheet.tree().children(parent.id()).stream()
                .filter(child -> !sheet.tree().innermost(child))
                .map(Node::level)
                .findFirst()
                .orElse(null);
    }

    /** Brings the levels below the new parent in line: a division takes that of its new siblings, all else only gives way. */
    private void relevel(Node node, Node parent, @Nullable Level siblings) {
        boolean division = !sheet.tree().innermost(node);
        Level level = division && siblings != null && siblings.compareTo(parent.level()) > 0
                ? siblings
                : division ? below(parent) : node.level();
        if (level.compareTo(parent.level()) <= 0) {
            level = below(parent);
        }
        if (division && level == Level.COMMITMENT) {
            throw Problem.conflict("plan.move-too-deep", sheet.called(parent));
        }
        Node row = sheet.row(node.id()).orElseThrow();
        Node leveled = row.under(row.parent(), row.ordinal(), level);
        if (level != row.level()) {
            sheet.put(leveled);
        }
        for (Node child : sheet.tree().children(node.id())) {
            if (child.level().compareTo(level) <= 0) {
                relevel(child, leveled, null);
            }
        }
    }

    private Level below(Node parent) {
        if (parent.level() == Level.COMMITMENT) {
            throw Problem.conflict("plan.move-too-deep", sheet.called(parent));
        }
        return Level.values()[parent.level().ordinal() + 1];
    }

    /** A division that its last child left speaks only for its own words, no longer for those that went with the child. */
    static void leave(Sheet sheet, UUID division) {
        Node node = sheet.node(division);
        Span span = node.span();
        if (span == null || node.words() != null || !sheet.tree().innermost(node)) {
            return;
        }
        var above = new HashSet<UUID>();
        for (Node up = node; up != null; up = up.parent() == null ? null : sheet.node(up.parent())) {
            above.add(up.id());
        }
        int end = sheet.tree().nodes().stream()
                .filter(other -> !above.contains(other.id()))
                .map(Node::span)
                .filter(other -> other != null && other.start() >= span.start() && other.start() < span.end())
                .mapToInt(other -> Objects.requireNonNull(other).start())
                .min()
                .orElse(span.end());
        Span own = new Span(span.start(), end);
        if (end > span.start() && !sheet.tree().cut(own).isBlank()) {
            sheet.put(node.saying(node.heading(), null, own));
        } else {
            // It has no words of its own: what is left of it is its name.
            String name = node.heading().isBlank() ? node.marker() : node.heading();
            sheet.put(name.isBlank() ? node.deleted(true) : node.saying(node.heading(), name, null));
        }
    }
}
