package cn.shiji.comparison;

import cn.shiji.comparison.ComparisonStore.Listed;
import cn.shiji.comparison.ComparisonView.CommitmentItem;
import cn.shiji.comparison.ComparisonView.ComparisonCounts;
import cn.shiji.comparison.ComparisonView.ComparisonSummary;
import cn.shiji.comparison.ComparisonView.DecidedView;
import cn.shiji.comparison.ComparisonView.DocumentView;
import cn.shiji.comparison.ComparisonView.LostDecision;
import cn.shiji.comparison.ComparisonView.ResultItem;
import cn.shiji.comparison.ComparisonView.StandingView;
import cn.shiji.comparison.ComparisonView.UndoView;
import cn.shiji.comparison.KeptComparison.About;
import cn.shiji.comparison.KeptComparison.Decision;
import cn.shiji.comparison.KeptComparison.Document;
import cn.shiji.comparison.KeptComparison.Documents;
import cn.shiji.comparison.KeptComparison.Why;
import cn.shiji.comparison.Standing.CommitmentNow;
import cn.shiji.comparison.Standing.Counts;
import cn.shiji.comparison.Standing.ResultNow;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitRef;
import cn.shiji.document.Span;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts kept comparisons into words for a reader. */
@Component
class ComparisonViews {

    private final ComparisonStore store;
    private final Directory directory;
    private final MessageSource messages;

    ComparisonViews(ComparisonStore store, Directory directory, MessageSource messages) {
        this.store = store;
        this.directory = directory;
        this.messages = messages;
    }

    /** How a comparison is called until somebody calls it otherwise; written into the data, so always in Chinese. */
    String title(String unit, int year) {
        return words(Locale.CHINESE, "comparison.title", unit, Integer.toString(year));
    }

    List<ComparisonSummary> summaries(List<Listed> listed) {
        Map<UnitId, Unit> units =
                directory.units(listed.stream().map(one -> one.head().unit()).toList());
        return listed.stream()
                .map(one -> {
                    KeptComparison head = one.head();
                    UnitRef unit =
                            Objects.requireNonNull(units.get(head.unit())).ref();
                    return new ComparisonSummary(
                            head.id(),
                            head.title(),
                            head.year(),
                            unit,
                            head.version(),
                            one.planFile(),
                            one.reportFile(),
                            counts(one.counts()),
                            head.createdBy(),
                            head.createdAt(),
                            head.changedBy(),
                            head.changedAt());
                })
                .toList();
    }

    ComparisonView view(Caller caller, KeptComparison head, Locale language) {
        Documents documents = store.documents(head.id());
        return new ComparisonView(
                head.id(),
                head.title(),
                head.year(),
                directory.unit(head.unit()).ref(),
                caller.may(Right.COMPARISON_MAKE),
                head.createdBy(),
                head.createdAt(),
                document(documents.plan()),
                document(documents.report()),
                standing(caller, head, language));
    }

    StandingView standing(Caller caller, KeptComparison head, Locale language) {
        Standing standing = Standing.of(store.match(head.id()), store.decisions(head.id()));
        return new StandingView(
                head.version(),
                head.matchedAt(),
                head.changedBy(),
                head.changedAt(),
                counts(standing.counts()),
                standing.commitments().stream()
                        .map(commitment -> item(commitment, language))
                        .toList(),
                standing.results().stream().map(ComparisonViews::item).toList(),
                caller.may(Right.COMPARISON_MAKE)
                        ? store.last(head.id(), caller)
                                .map(last -> undo(last, standing))
                                .orElse(null)
                        : null,
                standing.lost().stream().map(ComparisonViews::lost).toList());
    }

    /** The reasons of a commitment as it stands, each in words. */
    List<String> why(CommitmentNow commitment, Locale language) {
        Decision decided = commitment.decided();
        if (decided != null) {
            return decided.note() == null ? List.of() : List.of(decided.note());
        }
        return machineWhy(commitment, language);
    }

    private List<String> machineWhy(CommitmentNow commitment, Locale language) {
        return commitment.found().why().stream()
                .map(why -> words(language, why))
                .toList();
    }

    private String words(Locale language, Why why) {
        return Objects.requireNonNullElse(
                messages.getMessage(why.code(), why.args().toArray(), why.code(), language), why.code());
    }

    String words(Locale language, String code, Object... args) {
        return messages.getMessage(code, args, language);
    }

    private CommitmentItem item(CommitmentNow now, Locale language) {
        Decision decided = now.decided();
        return new CommitmentItem(
                now.found().no(),
                pair(now.found().span()),
                now.found().under(),
                pairs(now.found().figures()),
                now.verdict().code(),
                pairs(now.report()),
                pairs(now.found().nearest()),
                why(now, language),
                now.found().sure(),
                decided == null
                        ? null
                        : new DecidedView(
                                decided.by(),
                                decided.at(),
                                decided.note(),
                                now.found().verdict().code(),
                                pairs(now.found().report()),
                                machineWhy(now, language),
                                now.shaken()));
    }

    private static ResultItem item(ResultNow now) {
        Decision decided = now.decided();
        return new ResultItem(
                now.found().no(),
                pair(now.found().span()),
                now.found().under(),
                pairs(now.found().figures()),
                now.basis().code(),
                decided == null ? null : decided.by(),
                decided == null ? null : decided.at());
    }

    private static UndoView undo(Decision last, Standing standing) {
        Integer no = last.about() == About.COMMITMENT
                ? standing.commitments().stream()
                        .filter(one -> one.found().span().overlaps(last.span()))
                        .map(one -> one.found().no())
                        .findFirst()
                        .orElse(null)
                : standing.results().stream()
                        .filter(one -> one.found().span().overlaps(last.span()))
                        .map(one -> one.found().no())
                        .findFirst()
                        .orElse(null);
        return new UndoView(about(last), last.placed() ? no : null, last.quote(), last.at());
    }

    private static LostDecision lost(Decision decision) {
        return new LostDecision(
                about(decision),
                decision.quote(),
                decision.verdict() == null ? null : decision.verdict().code(),
                decision.note(),
                decision.by(),
                decision.at());
    }

    private static String about(Decision decision) {
        return decision.about().name().toLowerCase(Locale.ROOT);
    }

    private static DocumentView document(Document document) {
        return new DocumentView(
                document.fileName(), document.title(), document.text(), pairs(document.furniture()), document.readAt());
    }

    private static ComparisonCounts counts(Counts counts) {
        return new ComparisonCounts(
                counts.told() + counts.otherFigure() + counts.notTold(),
                counts.told(),
                counts.otherFigure(),
                counts.notTold(),
                counts.unplanned(),
                counts.corrected());
    }

    private static List<int[]> pairs(List<Span> spans) {
        return spans.stream().map(ComparisonViews::pair).toList();
    }

    private static int[] pair(Span span) {
        return new int[] {span.start(), span.end()};
    }
}
