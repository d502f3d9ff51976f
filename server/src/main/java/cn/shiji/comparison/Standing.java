package cn.shiji.comparison;

import cn.shiji.comparison.KeptComparison.About;
import cn.shiji.comparison.KeptComparison.Commitment;
import cn.shiji.comparison.KeptComparison.Decision;
import cn.shiji.comparison.KeptComparison.Match;
import cn.shiji.comparison.KeptComparison.Result;
import cn.shiji.document.Span;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a comparison stands: what the machine found, with what people decided laid over it. Pure; the same findings and
 * decisions always stand the same.
 *
 * @param lost decisions whose place is not in the texts any more
 */
record Standing(List<CommitmentNow> commitments, List<ResultNow> results, List<Decision> lost) {

    /** A commitment as it stands; {@code decided} is null where the machine's word holds. */
    record CommitmentNow(
            Commitment found,
            Verdict verdict,
            List<Span> report,
            @Nullable Decision decided) {

        /** Whether somebody should look again: what the decision rested on has changed since. */
        boolean shaken() {
            return decided != null && (decided.shaken() || decided.machine() != found.verdict());
        }
    }

    /** What a statement of the report is to the plan. */
    enum Basis {
        /** It tells a commitment. */
        ANSWERS,
        /** Nothing in the plan asks for it. */
        UNPLANNED,
        /** Nothing in the plan asks for it, and a person said that it need not be listed. */
        ASIDE,
        /** Neither is said of it. */
        OTHER;

        /** The name used in JSON. */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A statement of the report as it stands. */
    record ResultNow(Result found, Basis basis, @Nullable Decision decided) {}

    /** How many of each. */
    record Counts(int told, int otherFigure, int notTold, int unplanned, int corrected) {}

    static Standing of(Match match, List<Decision> decisions) {
        Map<Integer, Decision> ofCommitment = new HashMap<>();
        Map<Integer, Decision> ofResult = new HashMap<>();
        Map<String, Decision> lost = new LinkedHashMap<>();
        Places commitmentPlaces = new Places();
        match.commitments().forEach(commitment -> commitmentPlaces.add(commitment.span(), commitment.no()));
        Places resultPlaces = new Places();
        match.results().forEach(result -> resultPlaces.add(result.span(), result.no()));
        decisions.stream().sorted(Comparator.comparingInt(Decision::ordinal)).forEach(decision -> {
            boolean commitment = decision.about() == About.COMMITMENT;
            Integer no =
                    decision.placed() ? (commitment ? commitmentPlaces : resultPlaces).most(decision.span()) : null;
            if (no == null) {
                if (decision.verdict() == null && !decision.aside()) {
                    lost.remove(decision.about() + decision.quote());
                } else {
                    lost.put(decision.about() + decision.quote(), decision);
                }
            } else {
                // The newest comes last and counts.
                (commitment ? ofCommitment : ofResult).put(no, decision);
            }
        });
        List<CommitmentNow> commitments = match.commitments().stream()
                .map(found -> now(found, ofCommitment.get(found.no())))
                .toList();
        return new Standing(
                commitments, results(match, commitments, resultPlaces, ofResult), List.copyOf(lost.values()));
    }

    private static CommitmentNow now(Commitment found, @Nullable Decision decision) {
        if (decision == null || decision.verdict() == null) {
            return new CommitmentNow(found, found.verdict(), found.report(), null);
        }
        List<Span> told = decision.report().stream()
                .filter(span -> !span.equals(Placing.NOWHERE))
                .toList();
        return new CommitmentNow(found, decision.verdict(), told, decision);
    }

    private static List<ResultNow> results(
            Match match, List<CommitmentNow> commitments, Places places, Map<Integer, Decision> decisions) {
        Set<Integer> answering = new HashSet<>();
        Set<Integer> answeredOnce = new HashSet<>();
        for (CommitmentNow commitment : commitments) {
            commitment.report().forEach(span -> answering.addAll(places.touching(span)));
            commitment.found().report().forEach(span -> answeredOnce.addAll(places.touching(span)));
        }
        return match.results().stream()
                .map(found -> {
                    Decision decision = decisions.get(found.no());
                    boolean without = found.unplanned() || answeredOnce.contains(found.no());
                    if (answering.contains(found.no()) || !without) {
                        return new ResultNow(found, answering.contains(found.no()) ? Basis.ANSWERS : Basis.OTHER, null);
                    }
                    return decision != null && decision.aside()
                            ? new ResultNow(found, Basis.ASIDE, decision)
                            : new ResultNow(found, Basis.UNPLANNED, null);
                })
                .toList();
    }

    Counts counts() {
        return new Counts(
                count(Verdict.TOLD),
                count(Verdict.OTHER_FIGURE),
                count(Verdict.NOT_TOLD),
                (int) results.stream()
                        .filter(result -> result.basis() == Basis.UNPLANNED)
                        .count(),
                (int) commitments.stream()
                                .filter(commitment -> commitment.decided() != null)
                                .count()
                        + (int) results.stream()
                                .filter(result -> result.decided() != null)
                                .count());
    }

    private int count(Verdict verdict) {
        return (int) commitments.stream()
                .filter(commitment -> commitment.verdict() == verdict)
                .count();
    }

    /** Finds which of many pieces of a text, none overlapping another, a span lies on. */
    private static final class Places {

        private final NavigableMap<Integer, Piece> byStart = new TreeMap<>();

        private record Piece(Span span, int no) {}

        void add(Span span, int no) {
            byStart.put(span.start(), new Piece(span, no));
        }

        /** The numbers of all pieces that share a character with the span. */
        List<Integer> touching(Span span) {
            Integer from = byStart.floorKey(span.start());
            return byStart.subMap(from == null ? span.start() : from, true, span.end(), false).values().stream()
                    .filter(piece -> piece.span.overlaps(span))
                    .map(Piece::no)
                    .toList();
        }

        /** The number of the piece that shares most characters with the span, null where none shares half of either. */
        @Nullable
        Integer most(Span span) {
            Piece best = null;
            int most = 0;
            Integer from = byStart.floorKey(span.start());
            for (Piece piece : byStart.subMap(from == null ? span.start() : from, true, span.end(), false)
                    .values()) {
                int shared = Math.min(piece.span.end(), span.end()) - Math.max(piece.span.start(), span.start());
                if (shared > most) {
                    most = shared;
                    best = piece;
                }
            }
            return best != null && 2 * most >= Math.min(best.span.length(), span.length()) ? best.no : null;
        }
    }
}
