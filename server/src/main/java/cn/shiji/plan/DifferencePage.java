package cn.shiji.plan;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.plan.PlanDifference.Kind;
import cn.shiji.plan.PlanDifferenceView.AimChange;
import cn.shiji.plan.PlanDifferenceView.AimView;
import cn.shiji.plan.PlanDifferenceView.DifferenceCounts;
import cn.shiji.plan.PlanDifferenceView.DifferenceRow;
import cn.shiji.plan.PlanDifferenceView.WordPiece;
import cn.shiji.plan.PlanDifferenceView.WordTurn;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.Node;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Two versions of a plan held against each other, for a reader. */
@Component
class DifferencePage {

    private final Versions versions;
    private final Entries entries;
    private final Recorded recorded;

    DifferencePage(Versions versions, Entries entries, Recorded recorded) {
        this.versions = versions;
        this.entries = entries;
        this.recorded = recorded;
    }

    /**
     * What changed from one version to another.
     *
     * @param from null for the one before {@code to}
     * @param to null for the newest published one, else the draft
     * @throws Problem {@code plan.missing}, also for a version the caller may not see; {@code plan.one-version} where there is
     *     none before
     */
    @Transactional(readOnly = true)
    PlanDifferenceView between(
            Caller caller, UUID plan, @Nullable Integer from, @Nullable Integer to, Locale language) {
        PlanHead later = versions.head(caller, plan, to).orElseThrow(Drafts::missing);
        if (from == null && later.version() == 1) {
            throw Problem.conflict("plan.one-version", later.title());
        }
        PlanHead earlier = versions.head(caller, plan, from == null ? Integer.valueOf(later.version() - 1) : from)
                .orElseThrow(Drafts::missing);
        PlanTree before = versions.tree(earlier);
        PlanTree after = versions.tree(later);
        Map<UUID, List<Entries.Entry>> declared = entries.ofPlan(caller, plan);
        List<DifferenceRow> rows = PlanDifference.between(before, after).stream()
                .map(row -> row(row, before, after, declared, language))
                .toList();
        List<Versions.Numbered> history = versions.history(plan);
        return new PlanDifferenceView(
                plan,
                later.title(),
                later.year(),
                version(history, earlier.version()),
                version(history, later.version()),
                counts(rows),
                rows);
    }

    private static PlanView.VersionView version(List<Versions.Numbered> history, int no) {
        return history.stream()
                .filter(one -> one.no() == no)
                .map(PlanViews::version)
                .findFirst()
                .orElseThrow();
    }

    private static DifferenceCounts counts(List<DifferenceRow> rows) {
        return new DifferenceCounts(
                rows.size(),
                of(rows, Kind.ADDED),
                of(rows, Kind.REMOVED),
                of(rows, Kind.MOVED),
                of(rows, Kind.REWORDED),
                of(rows, Kind.FIGURES),
                (int) rows.stream()
                        .filter(row -> row.kinds().contains(word(Kind.UNITS))
                                || row.kinds().contains(word(Kind.LEADERS)))
                        .count(),
                of(rows, Kind.DUE));
    }

    private static int of(List<DifferenceRow> rows, Kind kind) {
        return (int)
                rows.stream().filter(row -> row.kinds().contains(word(kind))).count();
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private DifferenceRow row(
            PlanDifference.Row row,
            PlanTree before,
            PlanTree after,
            Map<UUID, List<Entries.Entry>> declared,
            Locale language) {
        Node was = row.before();
        Node now = row.after();
        List<String> oldPath = was == null ? null : before.path(was);
        List<String> path = now == null ? Objects.requireNonNull(oldPath) : after.path(now);
        return new DifferenceRow(
                row.commitment(),
                now == null ? before.number(Objects.requireNonNull(was)) : after.number(now),
                was == null ? null : before.number(was),
                row.kinds().stream().map(DifferencePage::word).toList(),
                path,
                path.equals(oldPath) ? null : oldPath,
                pieces(row.heading()),
                pieces(row.words()),
                now == null
                        ? before.words(Objects.requireNonNull(was)).strip()
                        : was == null ? after.words(now).strip() : null,
                row.aims().stream().map(aim -> aim(aim, language)).toList(),
                row.turns().stream()
                        .map(turn -> new WordTurn(word(turn.kind()), turn.before(), turn.after()))
                        .toList(),
                (int) declared.getOrDefault(row.commitment(), List.of()).stream()
                        .filter(Entries.Entry::stands)
                        .count());
    }

    private static List<WordPiece> pieces(List<WordDifference.Piece> pieces) {
        return pieces.stream()
                .map(piece -> new WordPiece(word(piece.kind()), piece.text()))
                .toList();
    }

    private AimChange aim(PlanDifference.Aim aim, Locale language) {
        Figure named = aim.after() == null ? Objects.requireNonNull(aim.before()) : aim.after();
        return new AimChange(
                named.of().isEmpty() ? named.text() : named.of(),
                view(aim.before(), language),
                view(aim.after(), language));
    }

    private @Nullable AimView view(@Nullable Figure figure, Locale language) {
        return figure == null
                ? null
                : new AimView(
                        figure.relation().code(),
                        figure.value(),
                        figure.low(),
                        figure.high(),
                        figure.unit(),
                        figure.unset(),
                        figure.indicator() == null
                                ? null
                                : recorded.find(figure.indicator(), language)
                                        .map(Recorded.Named::label)
                                        .orElse(figure.indicator()));
    }
}
