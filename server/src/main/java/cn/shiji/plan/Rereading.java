package cn.shiji.plan;

import cn.shiji.document.Change;
import cn.shiji.document.FigureRole;
import cn.shiji.document.Level;
import cn.shiji.document.Relation;
import cn.shiji.document.Span;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import cn.shiji.plan.WordDifference.Piece;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A corrected document read again into a draft on which people have worked. Pure but for the sheet it writes on.
 *
 * <p>Three readings meet: what the reader made of the old document, what people made of that (the draft), and what the
 * reader makes of the new document. Field by field, what people left as it was read follows the new document, and what they
 * decided stays. Nodes and figures keep their ids, so declared progress and reports still find them. What the document
 * brought, changed and left out is told as findings, some of which leave a choice; what it left out is taken out of the
 * draft but can be put back, or is kept in the old words.
 *
 * <p>A node that was split, merged or moved by a person keeps that shape: its parts follow their words into the new text.
 */
final class Rereading {

    private static final int STEP = 1 << 16;

    /** What a finding tells. */
    enum Kind {
        /** Only the new document has it. */
        NEW,
        /** The new document says it otherwise. */
        CHANGED,
        /** The new document has it no more. */
        GONE,
        /** The new document has it at another place. */
        MOVED
    }

    /** What to do about a finding; null where nothing was said. */
    record Choice(@Nullable Boolean keep, @Nullable Boolean seen) {

        static final Choice NONE = new Choice(null, null);
    }

    /** A figure that the documents tell differently; null where one has it not. */
    record FigureTurn(@Nullable Figure before, @Nullable Figure after, boolean kept) {}

    /**
     * What became of a node.
     *
     * @param key names it in a choice
     * @param node its row in the draft as it will be
     * @param before its words in the old document
     * @param words word by word
     * @param decided what people had decided on it, by field
     * @param conflict whether what a person decided contradicts what the new document changed
     * @param declared whether progress was declared for it
     * @param kept whether it stays (gone), is taken in (new), or keeps a person's words (changed)
     */
    record Finding(
            Kind kind,
            String key,
            Node node,
            String heading,
            String before,
            String after,
            List<Piece> words,
            List<FigureTurn> figures,
            Set<String> decided,
            boolean conflict,
            boolean declared,
            boolean kept,
            boolean seen) {}

    /**
     * What a reading comes to.
     *
     * @param base the new reading under the ids of the draft
     * @param unchanged how many commitments stand as they stood
     */
    record Outcome(List<Finding> findings, ReadRows base, int unchanged) {}

    private final Sheet sheet;
    private final Sheet.Rows rows;
    private final ReadRows base;
    private final ReadRows read;
    private final Points oldText;
    private final Points newText;
    private final Set<UUID> declared;
    private final Map<String, Choice> choices;

    private final Map<UUID, Node> baseById;
    private final Map<UUID, Node> readById;
    private final Map<UUID, UUID> match;
    private final Map<UUID, UUID> back;
    private final Set<UUID> consumed = new HashSet<>();
    private final Map<UUID, Node> out = new LinkedHashMap<>();
    private final Map<UUID, Integer> place = new HashMap<>();
    private final Map<UUID, UUID> readOf = new HashMap<>();
    private final Set<UUID> movedByHand = new HashSet<>();
    private final Set<UUID> gone = new LinkedHashSet<>();
    private final Set<UUID> fresh = new LinkedHashSet<>();
    private final Map<UUID, Figure> figures = new LinkedHashMap<>();
    private final Map<UUID, List<FigureTurn>> turns = new HashMap<>();
    private final Set<UUID> numbersKept = new HashSet<>();

    private Rereading(
            Sheet sheet, ReadRows base, ReadRows read, String text, Set<UUID> declared, Map<String, Choice> choices) {
        this.sheet = sheet;
        this.rows = new Sheet.Rows(
                new LinkedHashMap<>(sheet.now().nodes()),
                new LinkedHashMap<>(sheet.now().figures()),
                new LinkedHashMap<>(sheet.now().duties()));
        this.base = base;
        this.read = read;
        this.oldText = new Points(sheet.tree().text());
        this.newText = new Points(text);
        this.declared = declared;
        this.choices = choices;
        this.baseById = byId(base.nodes());
        this.readById = byId(read.nodes());
        this.match = Matching.between(parts(base, oldText), parts(read, newText));
        this.back = match.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /**
     * Takes the new reading into the draft on the sheet.
     *
     * @param base the reading of the document the draft points into, under the ids of the draft
     * @param read the reading of the new one
     * @param text the text of the new one
     * @param declared commitments for which progress was declared
     * @param choices what a person wants, by the key of a finding
     */
    static Outcome into(
            Sheet sheet, ReadRows base, ReadRows read, String text, Set<UUID> declared, Map<String, Choice> choices) {
        return new Rereading(sheet, base, read, text, declared, choices).run();
    }

    /** A text that is cut by code points. */
    private static final class Points {

        private final String text;
        private final boolean plane;

        Points(String text) {
            this.text = text;
            this.plane = text.codePointCount(0, text.length()) == text.length();
        }

        String cut(Span span) {
            if (plane) {
                return text.substring(span.start(), span.end());
            }
            int from = text.offsetByCodePoints(0, span.start());
            return text.substring(from, text.offsetByCodePoints(from, span.length()));
        }
    }

    private static Map<UUID, Node> byId(List<Node> nodes) {
        return nodes.stream()
                .collect(Collectors.toMap(Node::id, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    private static List<Matching.Part> parts(ReadRows read, Points text) {
        Set<UUID> divisions = read.divisions();
        return read.nodes().stream()
                .map(node -> Matching.Part.of(node, !divisions.contains(node.id()), text.cut(span(node))))
                .toList();
    }

    private static Span span(Node node) {
        return Objects.requireNonNull(node.span());
    }

    private Outcome run() {
        rows.nodes().values().forEach(this::settle);
        absorb();
        for (Node node : read.nodes()) {
            if (!consumed.contains(node.id())) {
                create(node);
            }
        }
        placeAll();
        figures();
        Map<UUID, List<NamedUnit>> duties = duties();
        finishTasks();
        List<Finding> findings = findings();
        write(duties);
        ReadRows named = read.named(id -> back.getOrDefault(id, id), id -> figureBack.getOrDefault(id, id));
        Set<UUID> told = findings.stream().map(finding -> finding.node().id()).collect(Collectors.toSet());
        int unchanged = (int) sheet.tree().tasks().stream()
                .filter(task -> !told.contains(task.id()))
                .count();
        return new Outcome(findings, named, unchanged);
    }

    // ---- nodes ------------------------------------------------------------------------------------------------------

    /** Finds the place of a row of the draft in the new document. */
    private void settle(Node row) {
        Node was = baseById.get(row.id());
        if (row.span() == null) {
            out.put(row.id(), row);
            if (was != null && match.containsKey(was.id())) {
                consumed.add(match.get(was.id()));
            }
            return;
        }
        if (was != null && row.span().equals(was.span())) {
            UUID there = match.get(was.id());
            if (there == null) {
                leave(row);
                return;
            }
            consumed.add(there);
            readOf.put(row.id(), there);
            follow(row, was, Objects.requireNonNull(readById.get(there)));
            return;
        }
        reshape(row);
    }

    /** The new document has it no more: its words are kept, so that it can stay or be put back. */
    private void leave(Node row) {
        boolean keep = Boolean.TRUE.equals(choice(row.id().toString()).keep());
        String words =
                row.words() != null ? row.words() : oldText.cut(span(row)).strip();
        out.put(row.id(), row.saying(row.heading(), words, null).deleted(row.deleted() || !keep));
        if (!row.deleted()) {
            gone.add(row.id());
        }
    }

    /** What people left as it was read follows the new document. */
    private void follow(Node row, Node was, Node now) {
        boolean byHand = !Objects.equals(row.parent(), was.parent());
        if (byHand) {
            movedByHand.add(row.id());
        }
        String words = row.words();
        boolean document = Boolean.FALSE.equals(choice(row.id().toString()).keep());
        if (words != null
                && (document || Matching.plain(words, "").equals(Matching.plain(newText.cut(span(now)), "")))) {
            words = null;
        }
        boolean sameWords = sameWords(was, now);
        out.put(
                row.id(),
                new Node(
                        row.id(),
                        row.parent(),
                        row.ordinal(),
                        row.level() == was.level() && !byHand ? now.level() : row.level(),
                        row.marker().equals(was.marker()) ? now.marker() : row.marker(),
                        row.heading().equals(was.heading()) ? now.heading() : row.heading(),
                        words,
                        now.span(),
                        row.tense() == was.tense() ? now.tense() : row.tense(),
                        row.task() == was.task() ? now.task() : row.task(),
                        row.reviewed() && (sameWords || seen(row)),
                        row.line() == was.line() ? now.line() : row.line(),
                        Objects.equals(row.due(), was.due()) ? now.due() : row.due(),
                        Objects.equals(row.dueText(), was.dueText()) ? now.dueText() : row.dueText(),
                        row.leaders().equals(was.leaders()) ? now.leaders() : row.leaders(),
                        row.deleted()));
        place.put(row.id(), span(now).start());
    }

    private boolean seen(Node row) {
        return Boolean.TRUE.equals(choice(row.id().toString()).seen());
    }

    private Choice choice(String key) {
        return choices.getOrDefault(key, Choice.NONE);
    }

    private boolean sameWords(Node was, Node now) {
        boolean divided =
                base.divisions().contains(was.id()) || read.divisions().contains(now.id());
        return divided
                ? Matching.plain(was.heading(), "").equals(Matching.plain(now.heading(), ""))
                : Matching.plain(oldText.cut(span(was)), was.marker())
                        .equals(Matching.plain(newText.cut(span(now)), now.marker()));
    }

    /** A node whose words are a part of one that was read, or several of them: its words are followed into the new text. */
    private void reshape(Node row) {
        Span span = span(row);
        Set<UUID> divisions = base.divisions();
        List<Node> covered = base.nodes().stream()
                .filter(node -> !divisions.contains(node.id()) && span(node).overlaps(span))
                .sorted(Comparator.comparingInt(node -> span(node).start()))
                .toList();
        var places = new ArrayList<Span>();
        Node first = null;
        for (Node old : covered) {
            UUID there = match.get(old.id());
            if (there == null) {
                continue;
            }
            Node now = Objects.requireNonNull(readById.get(there));
            consumed.add(there);
            int[] offsets = Matching.offsets(oldText.cut(span(old)), newText.cut(span(now)));
            int from = Math.max(span.start(), span(old).start()) - span(old).start();
            int to = Math.min(span.end(), span(old).end()) - span(old).start();
            int start = from == 0 ? span(now).start() : span(now).start() + offsets[from];
            int end = to == span(old).length() ? span(now).end() : span(now).start() + offsets[to];
            if (end > start && !newText.cut(new Span(start, end)).isBlank()) {
                places.add(new Span(start, end));
                if (first == null) {
                    first = old;
                    readOf.put(row.id(), there);
                }
            }
        }
        if (first == null) {
            leave(row);
            return;
        }
        Span whole = new Span(
                places.stream().mapToInt(Span::start).min().orElseThrow(),
                places.stream().mapToInt(Span::end).max().orElseThrow());
        boolean together = read.nodes().stream()
                .filter(node ->
                        !read.divisions().contains(node.id()) && span(node).overlaps(whole))
                .allMatch(node -> places.stream().anyMatch(span(node)::overlaps));
        String old = oldText.cut(span);
        Span now = together ? whole : places.getFirst();
        boolean same = together && Matching.plain(old, "").equals(Matching.plain(newText.cut(now), ""));
        String words = row.words() == null && !together ? old.strip() : row.words();
        boolean nameRead = row.heading().equals(Reading.headingOf(old, row.marker()));
        out.put(
                row.id(),
                row.saying(
                                nameRead && words == null
                                        ? Reading.headingOf(newText.cut(now), row.marker())
                                        : row.heading(),
                                words,
                                now)
                        .held(row.task(), row.reviewed() && (same || seen(row))));
        place.put(row.id(), now.start());
        if (!Objects.equals(row.parent(), first.parent())) {
            movedByHand.add(row.id());
        }
    }

    /** What a person made one with another has no row of its own any more; the new document does not bring it back. */
    private void absorb() {
        for (Node node : base.nodes()) {
            UUID there = match.get(node.id());
            if (there != null && !rows.nodes().containsKey(node.id())) {
                consumed.add(there);
            }
        }
    }

    private void create(Node node) {
        boolean leaveOut = Boolean.FALSE.equals(choice(newKey(node)).keep());
        out.put(node.id(), node.deleted(leaveOut));
        readOf.put(node.id(), node.id());
        place.put(node.id(), span(node).start());
        fresh.add(node.id());
    }

    private static String newKey(Node node) {
        return "new:" + span(node).start() + ":" + node.level().code();
    }

    // ---- the tree ---------------------------------------------------------------------------------------------------

    /** Where a node of the new reading stands in the draft; for one that was made one with another, what holds its parts. */
    private @Nullable UUID image(@Nullable UUID readId) {
        if (readId == null) {
            return null;
        }
        UUID id = back.getOrDefault(readId, readId);
        if (out.containsKey(id)) {
            return id;
        }
        Optional<UUID> holder = base.nodes().stream()
                .filter(node -> id.equals(node.parent()))
                .map(node -> rows.nodes().get(node.id()))
                .filter(Objects::nonNull)
                .map(Node::parent)
                .filter(parent -> parent != null && out.containsKey(parent))
                .findFirst();
        return holder.orElseGet(
                () -> image(Objects.requireNonNull(readById.get(readId)).parent()));
    }

    private void placeAll() {
        Map<UUID, UUID> parents = new HashMap<>();
        for (Node node : out.values()) {
            UUID there = readOf.get(node.id());
            boolean followsDocument = there != null && !movedByHand.contains(node.id());
            UUID parent = followsDocument
                    ? image(Objects.requireNonNull(readById.get(there)).parent())
                    : node.parent();
            parents.put(node.id(), parent == null || !out.containsKey(parent) ? null : parent);
            if (parents.get(node.id()) == null && node.level() != Level.TITLE) {
                parents.put(node.id(), firstTitle());
            }
        }
        unknot(parents);
        parents.forEach((id, parent) -> {
            Node node = Objects.requireNonNull(out.get(id));
            out.put(id, node.under(parent, node.ordinal(), node.level()));
        });
        revive();
        Map<UUID, List<UUID>> children = new LinkedHashMap<>();
        out.values()
                .forEach(node -> children.computeIfAbsent(parentKey(node), any -> new ArrayList<>())
                        .add(node.id()));
        children.values().forEach(this::order);
    }

    private static final UUID TOP = new UUID(0, 0);

    private static UUID parentKey(Node node) {
        return node.parent() == null ? TOP : node.parent();
    }

    private @Nullable UUID firstTitle() {
        return out.values().stream()
                .filter(node -> node.level() == Level.TITLE && !node.deleted())
                .map(Node::id)
                .findFirst()
                .orElse(null);
    }

    /** Two that each went below the other, one by hand and one in the document: the document's place holds. */
    private void unknot(Map<UUID, UUID> parents) {
        for (UUID id : out.keySet()) {
            Set<UUID> way = new HashSet<>();
            UUID at = id;
            while (at != null && way.add(at)) {
                at = parents.get(at);
            }
            if (at != null) {
                UUID there = readOf.get(at);
                UUID parent = there == null
                        ? null
                        : image(Objects.requireNonNull(readById.get(there)).parent());
                parents.put(at, parent == null || parent.equals(at) ? firstTitle() : parent);
            }
        }
    }

    /** A division that is gone stays as long as something stands in it that is not. */
    private void revive() {
        boolean again = true;
        while (again) {
            again = false;
            for (Node node : List.copyOf(out.values())) {
                Node parent = node.parent() == null ? null : out.get(node.parent());
                if (!node.deleted() && parent != null && parent.deleted() && gone.contains(parent.id())) {
                    out.put(parent.id(), parent.deleted(false));
                    again = true;
                }
            }
        }
    }

    /**
     * Orders the children of one parent: as the new document has them; what people added, moved or reordered stays behind
     * the sibling it stood behind.
     */
    private void order(List<UUID> ids) {
        List<UUID> before = ids.stream()
                .filter(id -> rows.nodes().containsKey(id))
                .filter(id -> Objects.equals(
                        row(id).parent(), Objects.requireNonNull(out.get(id)).parent()))
                .sorted(Comparator.comparingInt((UUID id) -> row(id).ordinal()))
                .toList();
        Set<UUID> byHand = byHand(before);
        List<UUID> ordered = new ArrayList<>(ids.stream()
                .filter(id -> place.containsKey(id) && !byHand.contains(id) && !movedByHand.contains(id))
                .sorted(Comparator.comparingInt((UUID id) -> Objects.requireNonNull(place.get(id))))
                .toList());
        for (UUID id : before) {
            if (!ordered.contains(id)) {
                ordered.add(behind(id, before, ordered), id);
            }
        }
        ids.stream().filter(id -> !ordered.contains(id)).forEach(ordered::add);
        boolean rising = ordered.equals(before);
        for (int at = 0; at < ordered.size() && !rising; at++) {
            Node node = Objects.requireNonNull(out.get(ordered.get(at)));
            out.put(node.id(), node.under(node.parent(), at * STEP, node.level()));
        }
    }

    private Node row(UUID id) {
        return Objects.requireNonNull(rows.nodes().get(id));
    }

    /** Those of the siblings whose order a person changed: all outside a longest run in the order of the old document. */
    private Set<UUID> byHand(List<UUID> siblings) {
        List<UUID> read = siblings.stream()
                .filter(id -> row(id).span() != null && place.containsKey(id))
                .toList();
        int[] starts = new int[read.size()];
        Set<Integer> seen = new HashSet<>();
        for (int at = 0; at < read.size(); at++) {
            int start = span(row(read.get(at))).start();
            while (!seen.add(start)) {
                start++;
            }
            starts[at] = start;
        }
        Set<Integer> run = Order.longestRun(starts);
        var found = new HashSet<UUID>();
        for (int at = 0; at < read.size(); at++) {
            if (!run.contains(starts[at])) {
                found.add(read.get(at));
            }
        }
        return found;
    }

    private static int behind(UUID id, List<UUID> before, List<UUID> ordered) {
        int at = before.indexOf(id);
        for (int earlier = at - 1; earlier >= 0; earlier--) {
            int there = ordered.indexOf(before.get(earlier));
            if (there >= 0) {
                return there + 1;
            }
        }
        for (int later = at + 1; later < before.size(); later++) {
            int there = ordered.indexOf(before.get(later));
            if (there >= 0) {
                return there;
            }
        }
        return ordered.size();
    }

    private void finishTasks() {
        Set<UUID> above = out.values().stream()
                .filter(node -> !node.deleted())
                .map(Node::parent)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (Node node : List.copyOf(out.values())) {
            if (node.task() && above.contains(node.id())) {
                out.put(node.id(), node.held(false, node.reviewed()));
            }
        }
    }

    // ---- figures ----------------------------------------------------------------------------------------------------

    private final Map<UUID, UUID> figureBack = new HashMap<>();

    private void figures() {
        Map<UUID, List<Figure>> old = byNode(base.figures());
        Map<UUID, List<Figure>> now = byNode(read.figures());
        Map<UUID, Figure> there = new HashMap<>();
        match.forEach((was, is) -> pairs(old.getOrDefault(was, List.of()), now.getOrDefault(is, List.of()))
                .forEach((one, other) -> {
                    there.put(one, other);
                    figureBack.put(other.id(), one);
                }));
        Map<UUID, Figure> baseFigures =
                base.figures().stream().collect(Collectors.toMap(Figure::id, Function.identity()));
        for (Figure row : rows.figures().values()) {
            Figure was = baseFigures.get(row.id());
            Figure is = there.get(row.id());
            boolean alive = !Objects.requireNonNull(out.get(row.node())).deleted();
            if (was == null) {
                figures.put(row.id(), row.span() == null ? row : row.at(row.node(), null));
            } else if (is != null) {
                figures.put(row.id(), merged(row, was, is));
            } else if (!alive || gone.contains(row.node()) || decided(row, was) || declared.contains(row.node())) {
                figures.put(row.id(), row.at(row.node(), null));
                turn(row.node(), new FigureTurn(was, null, alive));
            } else {
                turn(row.node(), new FigureTurn(was, null, false));
            }
        }
        for (Figure is : read.figures()) {
            if (!figureBack.containsKey(is.id())) {
                owner(is).ifPresent(owner -> {
                    Figure added = is.at(owner.id(), is.span());
                    boolean target = owner.task() && is.role() == FigureRole.TARGET;
                    figures.put(is.id(), aimed(added, target));
                    if (!fresh.contains(owner.id())) {
                        turn(owner.id(), new FigureTurn(null, is, true));
                    }
                });
            }
        }
    }

    private void turn(UUID node, FigureTurn turn) {
        turns.computeIfAbsent(node, any -> new ArrayList<>()).add(turn);
    }

    private static Map<UUID, List<Figure>> byNode(List<Figure> figures) {
        return figures.stream().collect(Collectors.groupingBy(Figure::node, LinkedHashMap::new, Collectors.toList()));
    }

    /** Which figure of a sentence is which of the corrected one: the same words, then the same thing in the same measure. */
    private static Map<UUID, Figure> pairs(List<Figure> old, List<Figure> now) {
        Map<UUID, Figure> found = new LinkedHashMap<>();
        Set<UUID> taken = new HashSet<>();
        List<java.util.function.BiPredicate<Figure, Figure>> ways = List.of(
                (one, other) -> one.text().equals(other.text()) && one.of().equals(other.of()),
                (one, other) -> one.text().equals(other.text()),
                (one, other) -> one.unit().equals(other.unit()) && one.of().equals(other.of()),
                (one, other) -> one.unit().equals(other.unit()) && Likeness.of(one.of(), other.of()) >= 0.5,
                (one, other) -> one.unit().equals(other.unit()),
                (one, other) -> !one.of().isEmpty() && one.of().equals(other.of()));
        for (var way : ways) {
            for (Figure one : old) {
                if (!found.containsKey(one.id())) {
                    now.stream()
                            .filter(other -> !taken.contains(other.id()) && way.test(one, other))
                            .findFirst()
                            .ifPresent(other -> {
                                found.put(one.id(), other);
                                taken.add(other.id());
                            });
                }
            }
        }
        return found;
    }

    private Figure merged(Figure row, Figure was, Figure is) {
        boolean asRead = same(row.value(), was.value()) && same(row.low(), was.low()) && same(row.high(), was.high());
        boolean document = Boolean.FALSE.equals(choice(row.node().toString()).keep());
        boolean number = !sameNumber(was, is);
        boolean follow = asRead || document && number;
        if (number) {
            turn(row.node(), new FigureTurn(was, is, !follow));
            if (!asRead) {
                numbersKept.add(row.node());
            }
        }
        Relation relation = row.relation() == was.relation() || document && number ? is.relation() : row.relation();
        Change change = row.change() == was.change() ? is.change() : row.change();
        return new Figure(
                row.id(),
                row.node(),
                is.ordinal(),
                is.text(),
                is.span(),
                follow ? is.value() : row.value(),
                follow ? is.low() : row.low(),
                follow ? is.high() : row.high(),
                is.masked(),
                row.unit().equals(was.unit()) ? is.unit() : row.unit(),
                relation,
                change,
                is.role(),
                row.of().equals(was.of()) ? is.of() : row.of(),
                row.target() == was.target() ? is.target() : row.target(),
                row.unset() && !(document && number),
                row.filled() && !(follow && number),
                row.indicator());
    }

    private static Figure aimed(Figure figure, boolean target) {
        return new Figure(
                figure.id(),
                figure.node(),
                figure.ordinal(),
                figure.text(),
                figure.span(),
                figure.value(),
                figure.low(),
                figure.high(),
                figure.masked(),
                figure.unit(),
                figure.relation(),
                figure.change(),
                figure.role(),
                figure.of(),
                target,
                figure.unset(),
                figure.filled(),
                figure.indicator());
    }

    private static boolean sameNumber(Figure one, Figure other) {
        return same(one.value(), other.value())
                && same(one.low(), other.low())
                && same(one.high(), other.high())
                && one.relation() == other.relation()
                && one.unit().equals(other.unit())
                && one.masked() == other.masked();
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    private static boolean decided(Figure row, Figure was) {
        return row.filled()
                || row.unset()
                || row.indicator() != null
                || row.target() != was.target()
                || !row.unit().equals(was.unit())
                || !row.of().equals(was.of())
                || row.relation() != was.relation();
    }

    /** The node of the draft on which a figure of the new document stands; none where that was made one with another. */
    private Optional<Node> owner(Figure is) {
        UUID id = back.getOrDefault(is.node(), is.node());
        Span at = Objects.requireNonNull(is.span());
        Node same = out.get(id);
        if (same != null && same.span() != null && same.span().holds(at)) {
            return Optional.of(same);
        }
        return out.values().stream()
                .filter(node ->
                        node.span() != null && !node.deleted() && node.span().holds(at))
                .min(Comparator.comparingInt(node -> span(node).length()));
    }

    // ---- units ------------------------------------------------------------------------------------------------------

    private Map<UUID, List<NamedUnit>> duties() {
        Map<UUID, List<NamedUnit>> old = base.units().stream().collect(Collectors.groupingBy(NamedUnit::node));
        Map<UUID, List<NamedUnit>> now = read.units().stream().collect(Collectors.groupingBy(NamedUnit::node));
        Map<UUID, List<NamedUnit>> duties = new HashMap<>();
        for (Node node : out.values()) {
            List<NamedUnit> own = rows.duties().getOrDefault(node.id(), List.of());
            List<NamedUnit> named =
                    own.stream().filter(unit -> unit.unit() == null).toList();
            UUID there = readOf.get(node.id());
            boolean asRead = fresh.contains(node.id())
                    || baseById.containsKey(node.id()) && named.equals(old.getOrDefault(node.id(), List.of()));
            if (there != null && asRead) {
                named = now.getOrDefault(there, List.of()).stream()
                        .map(unit -> unit.on(node.id()))
                        .toList();
            }
            var all = new ArrayList<NamedUnit>(
                    own.stream().filter(unit -> unit.unit() != null).toList());
            all.addAll(named);
            duties.put(node.id(), sameUnits(all, own) ? own : List.copyOf(all));
        }
        return duties;
    }

    private static boolean sameUnits(List<NamedUnit> one, List<NamedUnit> other) {
        return one.size() == other.size() && one.containsAll(other) && other.containsAll(one);
    }

    // ---- findings ---------------------------------------------------------------------------------------------------

    private List<Finding> findings() {
        var found = new ArrayList<Finding>();
        for (Node node : out.values()) {
            Node row = rows.nodes().get(node.id());
            if (fresh.contains(node.id())) {
                found.add(added(node));
            } else if (row != null && gone.contains(node.id())) {
                found.add(goneOne(row, node));
            } else if (row != null && !row.deleted() && readOf.containsKey(node.id())) {
                compared(row, node).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparingInt(this::sortedAt));
        return found;
    }

    /** Where a finding is told: at its place in the new document, what is gone behind what stood before it. */
    private int sortedAt(Finding finding) {
        Integer own = place.get(finding.node().id());
        if (own != null) {
            return own;
        }
        Node row = rows.nodes().get(finding.node().id());
        int start = row == null || row.span() == null ? 0 : row.span().start();
        return rows.nodes().values().stream()
                .filter(node -> node.span() != null && node.span().start() <= start && place.containsKey(node.id()))
                .max(Comparator.comparingInt(node -> span(node).start()))
                .map(node -> Objects.requireNonNull(place.get(node.id())))
                .orElse(0);
    }

    private Finding added(Node node) {
        boolean division = read.divisions().contains(node.id());
        String text = division ? "" : newText.cut(span(node)).strip();
        return new Finding(
                Kind.NEW,
                newKey(node),
                node,
                node.heading(),
                "",
                text,
                List.of(),
                List.of(),
                Set.of(),
                false,
                false,
                !node.deleted(),
                false);
    }

    private Finding goneOne(Node row, Node node) {
        Node was = baseById.get(row.id());
        boolean division = base.divisions().contains(row.id());
        return new Finding(
                Kind.GONE,
                row.id().toString(),
                node,
                row.heading(),
                division ? "" : Objects.requireNonNullElse(node.words(), ""),
                "",
                List.of(),
                turns.getOrDefault(row.id(), List.of()),
                decisions(row, was),
                false,
                declared.contains(row.id()),
                !node.deleted(),
                false);
    }

    private Optional<Finding> compared(Node row, Node node) {
        Node was = baseById.get(row.id());
        boolean division = base.divisions().contains(row.id())
                || was != null && read.divisions().contains(readOf.get(row.id()));
        String before = division ? row.heading() : oldText.cut(span(row)).strip();
        String after = division ? node.heading() : newText.cut(span(node)).strip();
        boolean reworded = division
                ? was != null && !sameWords(was, Objects.requireNonNull(readById.get(readOf.get(row.id()))))
                : !Matching.plain(before, row.marker()).equals(Matching.plain(after, node.marker()));
        List<FigureTurn> numbers = turns.getOrDefault(row.id(), List.of());
        boolean moved = !Objects.equals(row.parent(), node.parent());
        if (!reworded && numbers.isEmpty()) {
            return moved
                    ? Optional.of(finding(Kind.MOVED, row, node, was, before, after, List.of(), numbers, false))
                    : Optional.empty();
        }
        boolean ownWords = row.words() != null && reworded;
        return Optional.of(finding(
                Kind.CHANGED,
                row,
                node,
                was,
                before,
                after,
                WordDifference.of(before, after),
                numbers,
                ownWords || numbersKept.contains(row.id())));
    }

    private Finding finding(
            Kind kind,
            Node row,
            Node node,
            @Nullable Node was,
            String before,
            String after,
            List<Piece> words,
            List<FigureTurn> numbers,
            boolean conflict) {
        return new Finding(
                kind,
                row.id().toString(),
                node,
                node.heading(),
                before,
                after,
                words,
                numbers,
                decisions(row, was),
                conflict,
                declared.contains(row.id()),
                !Boolean.FALSE.equals(choice(row.id().toString()).keep()),
                node.reviewed());
    }

    /** What people decided on a node, by field. */
    private Set<String> decisions(Node row, @Nullable Node was) {
        var found = new LinkedHashSet<String>();
        if (row.words() != null) {
            found.add("text");
        }
        if (was != null && !row.heading().equals(was.heading())) {
            found.add("heading");
        }
        if (was != null && row.task() != was.task()) {
            found.add("task");
        }
        if (rows.duties().getOrDefault(row.id(), List.of()).stream().anyMatch(unit -> unit.unit() != null)) {
            found.add("units");
        }
        if (was != null ? !row.leaders().equals(was.leaders()) : !row.leaders().isEmpty()) {
            found.add("leaders");
        }
        if (was != null && !Objects.equals(row.due(), was.due())) {
            found.add("due");
        }
        if (was != null && row.line() != was.line()) {
            found.add("line");
        }
        if (movedByHand.contains(row.id()) || was == null || !Objects.equals(row.span(), was.span())) {
            found.add("place");
        }
        Map<UUID, Figure> read = base.figures().stream().collect(Collectors.toMap(Figure::id, Function.identity()));
        for (Figure figure : rows.figures().values()) {
            if (figure.node().equals(row.id())) {
                Figure one = read.get(figure.id());
                if (figure.indicator() != null) {
                    found.add("indicator");
                }
                if (one == null || decided(figure, one) && figure.indicator() == null) {
                    found.add("number");
                }
            }
        }
        if (row.reviewed()) {
            found.add("reviewed");
        }
        return found;
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    private void write(Map<UUID, List<NamedUnit>> duties) {
        out.values().forEach(sheet::put);
        Set<UUID> before = Set.copyOf(rows.figures().keySet());
        figures.values().forEach(sheet::put);
        for (UUID id : before) {
            if (!figures.containsKey(id)) {
                sheet.drop(Objects.requireNonNull(sheet.now().figures().get(id)));
            }
        }
        duties.forEach(sheet::duties);
    }
}
