package cn.shiji.plan;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.plan.CommitmentView.EntryView;
import cn.shiji.plan.CommitmentView.Happening;
import cn.shiji.plan.PlanTree.Node;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One commitment opened. */
@Component
class CommitmentPage {

    private static final int NEWEST_RECORDS = 20;
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final Versions versions;
    private final PlanPage page;
    private final Declaring declaring;
    private final Recorded recorded;
    private final MessageSource messages;

    CommitmentPage(Versions versions, PlanPage page, Declaring declaring, Recorded recorded, MessageSource messages) {
        this.versions = versions;
        this.page = page;
        this.declaring = declaring;
        this.recorded = recorded;
        this.messages = messages;
    }

    /** A commitment found for a caller, in the newest published version that holds it. */
    private record Opened(
            PlanPage.Looked looked, Node task, @Nullable PlanHead removedIn) {}

    private Opened open(Caller caller, UUID commitment, Locale language) {
        Versions.Holding holding =
                versions.holding(caller, commitment).orElseThrow(() -> Problem.missing("plan.commitment-missing"));
        PlanPage.Looked looked = page.look(caller, holding.tree().head(), language);
        Node task = looked.tree.node(commitment).orElseThrow(() -> Problem.missing("plan.commitment-missing"));
        return new Opened(looked, task, holding.removedIn());
    }

    private CommitmentView.@Nullable RemovedIn removed(Opened opened) {
        PlanHead later = opened.removedIn();
        return later == null
                ? null
                : versions.history(later.id()).stream()
                        .filter(version -> version.no() == later.version())
                        .map(version -> new CommitmentView.RemovedIn(
                                version.no(), version.publishedAt(), version.reason(), version.basis()))
                        .findFirst()
                        .orElse(null);
    }

    @Transactional(readOnly = true)
    CommitmentView view(Caller caller, UUID commitment, Locale language) {
        Opened opened = open(caller, commitment, language);
        PlanTree tree = opened.looked().tree;
        Node task = opened.task();
        List<EntryView> told = entries(opened);
        return new CommitmentView(
                tree.head().id(),
                tree.head().title(),
                tree.head().year(),
                opened.looked().row(task),
                tree.path(task),
                task.span() == null ? "" : tree.cut(task.span()),
                PlanViews.pair(task.span()),
                told,
                timeline(caller, opened, told, language),
                opened.removedIn() == null && caller.may(Right.PROGRESS_DECLARE),
                caller.may(Right.PROGRESS_CONFIRM),
                removed(opened));
    }

    /** What was declared, newest day first. */
    @Transactional(readOnly = true)
    List<EntryView> entries(Caller caller, UUID commitment, Locale language) {
        return entries(open(caller, commitment, language));
    }

    /** One entry, as it is shown after it was added or changed. */
    @Transactional(readOnly = true)
    EntryView entry(Caller caller, UUID commitment, UUID id, Locale language) {
        return entries(caller, commitment, language).stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.missing("plan.entry-missing"));
    }

    private List<EntryView> entries(Opened opened) {
        return declaring
                .views(
                        opened.looked().tree,
                        opened.task(),
                        opened.looked().entries(opened.task().id()))
                .reversed();
    }

    private List<Happening> timeline(Caller caller, Opened opened, List<EntryView> told, Locale language) {
        PlanTree tree = opened.looked().tree;
        var happened = new ArrayList<Happening>();
        for (EntryView entry : told) {
            if (entry.withdrawn()) {
                continue;
            }
            CommitmentView.AmountView first =
                    entry.figures().isEmpty() ? null : entry.figures().getFirst();
            happened.add(new Happening(
                    "entry",
                    entry.day(),
                    entry.sentence(),
                    entry.confirmedBy() == null
                            ? entry.unit().name()
                            : messages.getMessage(
                                    "plan.confirmed-by",
                                    new Object[] {entry.unit().name(), entry.confirmedBy()},
                                    language),
                    first == null ? null : first.value(),
                    first == null ? null : first.unit(),
                    null));
        }
        tree.targets(opened.task()).stream()
                .map(PlanTree.Figure::indicator)
                .filter(indicator -> indicator != null)
                .distinct()
                .forEach(indicator -> recorded.sources(
                                caller, indicator, tree.head().unit(), opened.looked().yearToDate, NEWEST_RECORDS)
                        .forEach(source -> happened.add(new Happening(
                                "record",
                                source.day(),
                                source.label() == null
                                        ? messages.getMessage("plan.masked-record", null, language)
                                        : source.label(),
                                source.unitNames(),
                                source.quantity(),
                                recorded.find(indicator, language)
                                        .map(Recorded.Named::unit)
                                        .orElse(null),
                                source.open()))));
        versions.history(tree.head().id()).stream()
                .filter(version -> version.published() && version.publishedAt() != null)
                .forEach(version -> happened.add(new Happening(
                        "published",
                        java.util.Objects.requireNonNull(version.publishedAt())
                                .atZone(CHINA)
                                .toLocalDate(),
                        messages.getMessage("plan.published-version", new Object[] {version.no()}, language),
                        version.publishedBy(),
                        null,
                        null,
                        "/plans/" + tree.head().id() + "?version=" + version.no())));
        happened.sort(Comparator.comparing(Happening::day).reversed());
        return happened;
    }
}
