package cn.shiji.comparison;

import cn.shiji.document.FigureRole;
import cn.shiji.document.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides, commitment by commitment, whether a report tells it, and gives the reasons. */
final class Judge {

    /** How many statements are named that tell a commitment, and how many words in a reason. */
    private static final int MOST_TOLD_BY = 3;

    private static final int MOST_WORDS = 4;

    /** A further statement tells it too when it says at least this part of what the best one says. */
    private static final double TELLS_TOO = 0.6;

    /** What it adds to the odds that the report has a figure for the same quantity. */
    private static final double SAME_QUANTITY = 1.5;

    /** A figure that counts the same, and little else, is the same quantity without doubt. */
    private static final double SURELY_SAME = 1.4;

    /** Odds that are shown as near certainty; nothing is ever certain. */
    private static final double SUREST = 0.99;

    private final List<Sentence> plan;
    private final List<Sentence> report;
    private final Rarity rarity;
    private final Index ofReport;

    Judge(List<Sentence> plan, List<Sentence> report) {
        this.plan = plan;
        this.report = report;
        this.rarity = new Rarity(plan, report);
        this.ofReport = new Index(report, rarity);
    }

    Compared compared() {
        ThreadLocal<Index.Asker> asker = ThreadLocal.withInitial(ofReport::asker);
        List<Pair> pairs = plan.parallelStream()
                .map(commitment -> pair(commitment, asker.get()))
                .toList();
        Set<Span> telling = new HashSet<>();
        pairs.forEach(pair -> telling.addAll(pair.report()));
        var ofPlan = new Index(plan, rarity);
        ThreadLocal<Index.Asker> back = ThreadLocal.withInitial(ofPlan::asker);
        List<Span> unplanned = report.parallelStream()
                .filter(result -> !telling.contains(result.statement().span()))
                .filter(result -> Likeness.of(result, back.get()).odds() < 0)
                .map(result -> result.statement().span())
                .toList();
        return new Compared(pairs, report.stream().map(Sentence::statement).toList(), unplanned);
    }

    private Pair pair(Sentence commitment, Index.Asker asker) {
        Likeness likeness = Likeness.of(commitment, asker);
        List<Integer> candidates = likeness.statements().stream()
                .map(Likeness.Candidate::statement)
                .toList();
        List<Reckoning> figures = reckoned(commitment, likeness);
        boolean counted = figures.stream().anyMatch(figure -> figure.alike() >= SURELY_SAME);
        double odds = likeness.odds() + (counted ? SAME_QUANTITY : 0);
        double told = 1 / (1 + Math.exp(-odds));
        if (odds <= 0) {
            return new Pair(
                    commitment.statement(),
                    Verdict.NOT_TOLD,
                    List.of(),
                    spans(candidates.stream().limit(1)),
                    reasonsAgainst(commitment, candidates),
                    sure(1 - told));
        }
        List<Integer> tellers = tellers(likeness, figures);
        boolean missed = figures.stream().anyMatch(figure -> !figure.kept());
        return new Pair(
                commitment.statement(),
                missed ? Verdict.OTHER_FIGURE : Verdict.TOLD,
                spans(tellers.stream()),
                List.of(),
                reasonsFor(commitment, tellers, figures),
                sure(told));
    }

    /** What became of each planned figure, as far as statements that rather tell the commitment say so. */
    private List<Reckoning> reckoned(Sentence commitment, Likeness likeness) {
        return commitment.figures().stream()
                .filter(planned -> planned.figure().role() != FigureRole.REFERENCE)
                .map(planned -> reckoned(planned, likeness))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Reckoning> reckoned(Counted planned, Likeness likeness) {
        return tellingToo(likeness)
                .flatMap(candidate -> report.get(candidate.statement()).figures().stream()
                        .map(told -> Reckoning.of(planned, told, rarity))
                        .flatMap(Optional::stream)
                        .map(figure -> new Found(figure, candidate.says())))
                .max(Comparator.<Found>comparingDouble(found -> found.figure().alike())
                        .thenComparingDouble(Found::says)
                        .thenComparing(found -> found.figure().kept()))
                .map(Found::figure);
    }

    private record Found(Reckoning figure, double says) {}

    /** The statements that say nearly as much as the best one. */
    private static Stream<Likeness.Candidate> tellingToo(Likeness likeness) {
        double best = likeness.statements().stream()
                .mapToDouble(Likeness.Candidate::says)
                .max()
                .orElse(0);
        return likeness.statements().stream().filter(candidate -> candidate.says() >= TELLS_TOO * best);
    }

    /** The statements that tell it, best first: those with its figures, then those that say most. */
    private List<Integer> tellers(Likeness likeness, List<Reckoning> figures) {
        var tellers = new LinkedHashSet<Integer>();
        for (Likeness.Candidate candidate : likeness.statements()) {
            List<Counted> own = report.get(candidate.statement()).figures();
            if (figures.stream().anyMatch(figure -> own.contains(figure.told()))) {
                tellers.add(candidate.statement());
            }
        }
        tellingToo(likeness).forEach(candidate -> tellers.add(candidate.statement()));
        return tellers.stream().limit(MOST_TOLD_BY).toList();
    }

    private List<Reason> reasonsFor(Sentence commitment, List<Integer> tellers, List<Reckoning> figures) {
        var reasons = new ArrayList<Reason>();
        for (Reckoning figure : figures) {
            String of = figure.planned().of();
            String planned = figure.planned().written();
            String told = figure.told().written();
            reasons.add(
                    figure.kept()
                            ? new Reason.FigureKept(of, planned, figure.relation(), told)
                            : new Reason.FigureMissed(of, planned, figure.relation(), told));
        }
        reasons.sort(Comparator.comparing(reason -> reason instanceof Reason.FigureKept));
        List<String> same = words(commitment, tellers, true);
        if (!same.isEmpty() && reasons.isEmpty()) {
            reasons.add(new Reason.SameWords(same));
        }
        commitment.figures().stream()
                .filter(planned -> planned.figure().role() == FigureRole.TARGET)
                .filter(planned -> figures.stream().noneMatch(figure -> figure.planned() == planned))
                .forEach(planned -> reasons.add(new Reason.FigureUntold(planned.of(), planned.written())));
        return reasons.isEmpty() ? List.of(new Reason.SameWords(List.of(commitment.text()))) : reasons;
    }

    private List<Reason> reasonsAgainst(Sentence commitment, List<Integer> candidates) {
        List<Integer> nearest = candidates.stream().limit(1).toList();
        List<String> shared = words(commitment, nearest, true);
        List<String> missing = words(commitment, nearest, false);
        if (nearest.isEmpty() || shared.isEmpty()) {
            return List.of(new Reason.NothingNear());
        }
        var general = new Reason.OnlyGeneral(shared);
        return missing.isEmpty() ? List.of(general) : List.of(new Reason.MissingWords(missing), general);
    }

    /** The weightiest words of the commitment that these statements say, or that none of them says. */
    private List<String> words(Sentence commitment, List<Integer> statements, boolean said) {
        return commitment
                .terms()
                .filter(term -> !term.isEmpty() && term.sort() != Term.Sort.SINGLE)
                .filter(term -> said == statements.stream().anyMatch(i -> ofReport.says(i, term)))
                .sorted(Comparator.<Term>comparingDouble(rarity::weight).reversed())
                .map(Term::written)
                .distinct()
                .limit(MOST_WORDS)
                .toList();
    }

    private List<Span> spans(Stream<Integer> statements) {
        return statements.map(i -> report.get(i).statement().span()).toList();
    }

    private static double sure(double probability) {
        return Math.round(Math.min(SUREST, probability) * 100) / 100.0;
    }
}
