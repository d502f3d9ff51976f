package cn.shiji.plan;

import cn.shiji.document.Level;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which node of one reading is which of another, one to one. Pure.
 *
 * <p>Innermost nodes first: those of the very same words, in their order; then, between two such anchors, the pairing in
 * order that has most words in common; then what moved and was reworded at once. Divisions follow what stands in them and
 * their headings.
 */
final class Matching {

    /** How alike words must be that stand between the same neighbours, and those that moved besides. */
    private static final double IN_PLACE = 0.4;

    private static final double ELSEWHERE = 0.6;
    private static final double DIVISION = 0.5;

    /** Larger gaps are paired by likeness alone, not in order. */
    private static final long LARGEST_GAP = 400_000;

    private final List<Part> old;
    private final List<Part> now;
    private final Map<UUID, Part> oldById;
    private final Map<UUID, Part> nowById;
    private final Map<UUID, UUID> found = new LinkedHashMap<>();
    private final Set<UUID> taken = new HashSet<>();

    private Matching(List<Part> old, List<Part> now) {
        this.old = old;
        this.now = now;
        this.oldById = byId(old);
        this.nowById = byId(now);
    }

    /**
     * A node of a reading.
     *
     * @param words its own words, for a division its heading; without the marker
     */
    record Part(
            UUID id,
            @Nullable UUID parent,
            boolean leaf,
            Level level,
            String marker,
            String heading,
            String words,
            Set<String> pairs) {

        static Part of(PlanTree.Node node, boolean leaf, String text) {
            String words = plain(leaf ? text : node.heading(), node.marker());
            return new Part(
                    node.id(),
                    node.parent(),
                    leaf,
                    node.level(),
                    node.marker(),
                    plain(node.heading(), ""),
                    words,
                    Likeness.pairs(words));
        }
    }

    /** Words as they are compared: widths, spaces and the marker do not matter. */
    static String plain(String text, String marker) {
        String bare = text.strip();
        if (!marker.isEmpty() && bare.startsWith(marker)) {
            bare = bare.substring(marker.length());
        }
        return Normalizer.normalize(bare, Normalizer.Form.NFKC).replaceAll("\\s+", "");
    }

    /** The id in the newer reading by the id in the older one. */
    static Map<UUID, UUID> between(List<Part> old, List<Part> now) {
        var matching = new Matching(old, now);
        matching.sameWords();
        matching.betweenAnchors();
        matching.elsewhere();
        matching.divisions();
        matching.acrossLevels();
        return matching.found;
    }

    private static Map<UUID, Part> byId(List<Part> parts) {
        return parts.stream().collect(Collectors.toMap(Part::id, Function.identity()));
    }

    private List<Part> open(List<Part> parts, boolean leaves, Set<UUID> settled) {
        return parts.stream()
                .filter(part -> part.leaf() == leaves && !settled.contains(part.id()))
                .toList();
    }

    private void pair(Part one, Part other) {
        found.put(one.id(), other.id());
        taken.add(other.id());
    }

    /** The same words: those under the same heading first, the rest in their order. */
    private void sameWords() {
        Map<String, List<Part>> byWords = new HashMap<>();
        for (Part part : open(now, true, taken)) {
            byWords.computeIfAbsent(part.words(), any -> new ArrayList<>()).add(part);
        }
        for (boolean sameHeading : new boolean[] {true, false}) {
            for (Part part : open(old, true, found.keySet())) {
                byWords.getOrDefault(part.words(), List.of()).stream()
                        .filter(other -> !taken.contains(other.id()))
                        .filter(other -> !sameHeading || above(part, oldById).equals(above(other, nowById)))
                        .findFirst()
                        .ifPresent(other -> pair(part, other));
            }
        }
    }

    private static String above(Part part, Map<UUID, Part> byId) {
        Part parent = part.parent() == null ? null : byId.get(part.parent());
        return parent == null ? "" : parent.heading();
    }

    private void betweenAnchors() {
        List<Part> oldLeaves = old.stream().filter(Part::leaf).toList();
        List<Part> nowLeaves = now.stream().filter(Part::leaf).toList();
        Map<UUID, Integer> place = new HashMap<>();
        for (int at = 0; at < nowLeaves.size(); at++) {
            place.put(nowLeaves.get(at).id(), at);
        }
        int[] places = oldLeaves.stream()
                .map(part -> found.get(part.id()))
                .filter(id -> id != null)
                .mapToInt(place::get)
                .toArray();
        Set<Integer> run = Order.longestRun(places);
        List<Part> gap = new ArrayList<>();
        int from = 0;
        for (Part part : oldLeaves) {
            UUID other = found.get(part.id());
            if (other == null) {
                gap.add(part);
            } else if (run.contains(Objects.requireNonNull(place.get(other)))) {
                int at = Objects.requireNonNull(place.get(other));
                align(gap, free(nowLeaves.subList(from, Math.max(from, at))));
                gap = new ArrayList<>();
                from = at + 1;
            }
        }
        align(gap, free(nowLeaves.subList(Math.min(from, nowLeaves.size()), nowLeaves.size())));
    }

    private List<Part> free(List<Part> parts) {
        return parts.stream().filter(part -> !taken.contains(part.id())).toList();
    }

    /** The pairing in order that has most in common. */
    private void align(List<Part> left, List<Part> right) {
        if (left.isEmpty() || right.isEmpty() || (long) left.size() * right.size() > LARGEST_GAP) {
            return;
        }
        double[][] alike = new double[left.size()][right.size()];
        double[][] best = new double[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                double like = alike(left.get(i), right.get(j));
                alike[i][j] = like >= IN_PLACE ? like : 0;
                best[i][j] = Math.max(
                        Math.max(best[i + 1][j], best[i][j + 1]),
                        alike[i][j] > 0 ? best[i + 1][j + 1] + alike[i][j] : 0);
            }
        }
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            if (alike[i][j] > 0 && best[i][j] == best[i + 1][j + 1] + alike[i][j]) {
                pair(left.get(i++), right.get(j++));
            } else if (best[i][j] == best[i + 1][j]) {
                i++;
            } else {
                j++;
            }
        }
    }

    private static double alike(Part one, Part other) {
        double words = Likeness.of(one.pairs(), other.pairs());
        boolean sameName = one.heading().length() >= 4 && one.heading().equals(other.heading());
        return sameName ? Math.max(words, 0.8) : words;
    }

    private record Pair(Part old, Part now, double alike) {}

    private void elsewhere() {
        best(open(old, true, found.keySet()), open(now, true, taken), Matching::alike, ELSEWHERE);
    }

    /** Takes the most alike pairs first. */
    private void best(
            List<Part> left, List<Part> right, java.util.function.ToDoubleBiFunction<Part, Part> alike, double least) {
        var pairs = new ArrayList<Pair>();
        for (Part one : left) {
            for (Part other : right) {
                double like = alike.applyAsDouble(one, other);
                if (like >= least) {
                    pairs.add(new Pair(one, other, like));
                }
            }
        }
        // Sorting keeps the order of the document among equals.
        pairs.sort(Comparator.comparingDouble(Pair::alike).reversed());
        for (Pair pair : pairs) {
            if (!found.containsKey(pair.old().id())
                    && !taken.contains(pair.now().id())) {
                pair(pair.old(), pair.now());
            }
        }
    }

    private void divisions() {
        Map<UUID, Set<UUID>> oldLeaves = leaves(old, oldById);
        Map<UUID, Set<UUID>> nowLeaves = leaves(now, nowById);
        best(
                open(old, false, found.keySet()),
                open(now, false, taken),
                (one, other) -> {
                    Set<UUID> then = oldLeaves.getOrDefault(one.id(), Set.of());
                    Set<UUID> there = nowLeaves.getOrDefault(other.id(), Set.of());
                    long both = then.stream()
                            .map(found::get)
                            .filter(there::contains)
                            .count();
                    double shared = then.isEmpty() && there.isEmpty() ? 0 : 2.0 * both / (then.size() + there.size());
                    double named = one.heading().equals(other.heading()) ? 1 : Likeness.of(one.pairs(), other.pairs());
                    double placed = (one.level() == other.level() ? 0.1 : 0)
                            + (one.marker().equals(other.marker()) ? 0.05 : 0)
                            + (sameAbove(one, other) ? 0.05 : 0);
                    double like = Math.max(shared, named);
                    return like < DIVISION && !(one.level() == Level.TITLE && other.level() == Level.TITLE)
                            ? 0
                            : 0.5 + shared * 0.6 + named * 0.4 + placed;
                },
                DIVISION);
    }

    private boolean sameAbove(Part one, Part other) {
        return above(one, oldById).equals(above(other, nowById));
    }

    private static Map<UUID, Set<UUID>> leaves(List<Part> parts, Map<UUID, Part> byId) {
        Map<UUID, Set<UUID>> below = new HashMap<>();
        for (Part part : parts) {
            if (part.leaf()) {
                Part above = part;
                while (above.parent() != null && byId.containsKey(above.parent())) {
                    above = byId.get(above.parent());
                    below.computeIfAbsent(above.id(), any -> new HashSet<>()).add(part.id());
                }
            }
        }
        return below;
    }

    /** A commitment that got parts below it, and a division that lost them. */
    private void acrossLevels() {
        List<Part> left =
                old.stream().filter(part -> !found.containsKey(part.id())).toList();
        List<Part> right =
                now.stream().filter(part -> !taken.contains(part.id())).toList();
        best(
                left,
                right,
                (one, other) -> one.leaf() == other.leaf() || one.level() == Level.TITLE || other.level() == Level.TITLE
                        ? 0
                        : Math.max(
                                one.heading().length() >= 4 && one.heading().equals(other.heading()) ? 1 : 0,
                                Likeness.of(one.pairs(), other.pairs())),
                ELSEWHERE);
    }

    /** Where the offsets of one text went in another: each code point's place, those taken out at the end of what stays before. */
    static int[] offsets(String before, String after) {
        int[] places = new int[before.codePointCount(0, before.length()) + 1];
        Arrays.fill(places, -1);
        int from = 0;
        int to = 0;
        for (WordDifference.Piece piece : WordDifference.of(before, after)) {
            int length = piece.text().codePointCount(0, piece.text().length());
            switch (piece.kind()) {
                case SAME -> {
                    for (int at = 0; at < length; at++) {
                        places[from + at] = to + at;
                    }
                    from += length;
                    to += length;
                }
                case REMOVED -> {
                    for (int at = 0; at < length; at++) {
                        places[from + at] = to;
                    }
                    from += length;
                }
                case ADDED -> to += length;
            }
        }
        places[from] = to;
        return places;
    }
}
