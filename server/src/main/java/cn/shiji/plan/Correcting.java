package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.document.ReadDocument;
import cn.shiji.evidence.Evidence;
import cn.shiji.evidence.FileView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Uuid7;
import cn.shiji.plan.CorrectionView.CorrectionCounts;
import cn.shiji.plan.CorrectionView.FindingView;
import cn.shiji.plan.PlanDifferenceView.AimChange;
import cn.shiji.plan.PlanDifferenceView.AimView;
import cn.shiji.plan.PlanDifferenceView.WordPiece;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.Rereading.Choice;
import cn.shiji.plan.Rereading.FigureTurn;
import cn.shiji.plan.Rereading.Finding;
import cn.shiji.plan.Rereading.Kind;
import cn.shiji.plan.Rereading.Outcome;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a corrected document, or the same one read anew, into a draft: first shows what it would do, then does it. The draft
 * can be edited in between; it is worked out anew each time.
 */
@Component
class Correcting {

    private final JdbcClient jdbc;
    private final Versions versions;
    private final Drafts drafts;
    private final Edits edits;
    private final Entries entries;
    private final Recorded recorded;
    private final Directory directory;
    private final Evidence evidence;
    private final Access access;
    private final Clock clock;

    Correcting(
            JdbcClient jdbc,
            Versions versions,
            Drafts drafts,
            Edits edits,
            Entries entries,
            Recorded recorded,
            Directory directory,
            Evidence evidence,
            Access access,
            Clock clock) {
        this.jdbc = jdbc;
        this.versions = versions;
        this.drafts = drafts;
        this.edits = edits;
        this.entries = entries;
        this.recorded = recorded;
        this.directory = directory;
        this.evidence = evidence;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Keeps a corrected document beside the draft.
     *
     * @param bytes null to read the present document anew
     * @return its id
     * @throws Problem why it cannot be read
     */
    @Transactional
    UUID send(Caller caller, UUID plan, @Nullable String fileName, byte @Nullable [] bytes) {
        PlanHead head = draft(caller, plan);
        FileView file;
        if (bytes == null || fileName == null) {
            file = evidence.describe(List.of(head.file())).getFirst();
        } else {
            Imports.read(fileName, bytes);
            Unit unit = directory.unit(head.unit());
            file = evidence.keep(caller, unit.id(), unit.place(), fileName, bytes);
        }
        UUID id = Uuid7.next(clock);
        jdbc.sql("""
                        insert into plan.correction (id, plan_id, file_id, file_name, sent_by, sent_at)
                        values (:id, :plan, :file, :name, :by, :at)
                        """)
                .param("id", id)
                .param("plan", plan)
                .param("file", file.id())
                .param("name", file.name())
                .param("by", caller.name())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private PlanHead draft(Caller caller, UUID plan) {
        access.require(caller, Right.PLAN_EDIT);
        return versions.lockDraft(caller, plan).orElseThrow(() -> {
            PlanHead seen = versions.head(caller, plan, null).orElseThrow(Drafts::missing);
            return caller.reach().holds(seen.places().from())
                    ? Problem.conflict("plan.published", seen.title(), seen.version())
                    : Drafts.missing();
        });
    }

    /** What a sent document would do, with the choices made so far. */
    @Transactional
    CorrectionView preview(Caller caller, UUID plan, UUID id, Map<String, Choice> choices, Locale language) {
        PlanHead head = draft(caller, plan);
        Work work = work(head, id, choices);
        return view(work, head, language, id);
    }

    /**
     * Takes the document in. What was done before cannot be undone any more, since it points into the old document.
     *
     * @throws Problem {@code plan.correction-missing}, {@code plan.correction-taken}
     */
    @Transactional
    CorrectionView take(Caller caller, UUID plan, UUID id, Map<String, Choice> choices, Locale language) {
        PlanHead head = draft(caller, plan);
        Work work = work(head, id, choices);
        int number = versions.nextDocument(plan);
        PlanHead pointing = new PlanHead(
                head.id(),
                head.unit(),
                head.places(),
                head.year(),
                head.title(),
                work.file().id(),
                work.file().name(),
                head.version(),
                number,
                false,
                null,
                null);
        versions.addDocument(
                pointing,
                work.document().text(),
                Reading.leftOut(work.document(), work.parts()),
                work.outcome().base(),
                work.parts(),
                caller.name(),
                clock.instant());
        versions.pointInto(head, number);
        versions.write(work.sheet());
        drafts.begin(caller, head, new Step("correct", null, work.file().name(), List.of(), ""));
        jdbc.sql("update plan.correction set taken_at = :at where id = :id")
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
        access.audit(
                caller,
                "plan.correct",
                "plan",
                plan.toString(),
                head.title() + " · " + work.file().name());
        return view(work, pointing, language, null);
    }

    private record Work(
            FileView file, ReadDocument document, @Nullable List<Integer> parts, Sheet sheet, Outcome outcome) {}

    private Work work(PlanHead head, UUID id, Map<String, Choice> choices) {
        record Sent(UUID file, boolean taken) {}
        Sent sent = jdbc.sql(
                        "select file_id, taken_at is not null as taken from plan.correction where id = :id and plan_id = :plan")
                .param("id", id)
                .param("plan", head.id())
                .query((row, at) -> new Sent(row.getObject("file_id", UUID.class), row.getBoolean("taken")))
                .optional()
                .orElseThrow(() -> Problem.missing("plan.correction-missing"));
        if (sent.taken()) {
            throw Problem.conflict("plan.correction-taken");
        }
        FileView file = evidence.describe(List.of(sent.file())).getFirst();
        ReadDocument document = Imports.read(file.name(), evidence.content(file));
        Sheet sheet = versions.sheet(head);
        ReadRows base = versions.reading(head)
                .orElseGet(() -> Reading.of(
                                cn.shiji.document.Documents.readText(
                                        sheet.tree().text()),
                                () -> Uuid7.next(clock))
                        .adopting(sheet.now()));
        List<Integer> parts = parts(versions.parts(head), base, document);
        ReadRows read = Reading.of(document, parts, () -> Uuid7.next(clock));
        Outcome outcome =
                Rereading.into(sheet, base, read, document.text(), entries.declaredCommitments(head.id()), choices);
        return new Work(file, document, parts, sheet, outcome);
    }

    /** Of a file with several documents the ones that are the plan's now: each that is most like one that was. */
    private static @Nullable List<Integer> parts(List<Integer> before, ReadRows base, ReadDocument document) {
        if (before.isEmpty() || document.nodes().size() <= 1) {
            return null;
        }
        List<String> titles = base.nodes().stream()
                .filter(node -> node.parent() == null)
                .map(PlanTree.Node::heading)
                .toList();
        var chosen = new ArrayList<Integer>();
        for (int which = 0; which < titles.size(); which++) {
            String title = titles.get(which);
            int fallback = before.size() > which ? before.get(which) : which;
            Optional<Integer> best = java.util.stream.IntStream.range(
                            0, document.nodes().size())
                    .boxed()
                    .filter(at -> !chosen.contains(at))
                    .max(Comparator.comparingDouble((Integer at) ->
                                    Likeness.of(document.nodes().get(at).heading(), title))
                            .thenComparing(at -> at == fallback ? 1 : 0));
            best.ifPresent(chosen::add);
        }
        return chosen.stream().sorted().toList();
    }

    private CorrectionView view(Work work, PlanHead head, Locale language, @Nullable UUID id) {
        List<FindingView> findings = work.outcome().findings().stream()
                .map(finding -> view(work.sheet(), finding, language))
                .toList();
        return new CorrectionView(
                id,
                work.file().name(),
                work.outcome().unchanged(),
                new CorrectionCounts(
                        count(findings, Kind.NEW),
                        count(findings, Kind.CHANGED),
                        count(findings, Kind.GONE),
                        count(findings, Kind.MOVED),
                        (int) findings.stream()
                                .filter(one -> one.conflict()
                                        || one.kind().equals(word(Kind.GONE))
                                                && (one.declared()
                                                        || !one.decided().isEmpty()))
                                .count()),
                findings,
                edits.last(head));
    }

    private static int count(List<FindingView> findings, Kind kind) {
        return (int)
                findings.stream().filter(one -> one.kind().equals(word(kind))).count();
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private FindingView view(Sheet sheet, Finding finding, Locale language) {
        PlanTree tree = sheet.tree();
        String number = tree.node(finding.node().id()).map(tree::number).orElse("");
        return new FindingView(
                finding.key(),
                word(finding.kind()),
                finding.node().id(),
                number,
                finding.heading(),
                finding.node().task(),
                finding.words().stream()
                        .map(piece -> new WordPiece(word(piece.kind()), piece.text()))
                        .toList(),
                finding.kind() == Kind.GONE ? finding.before() : finding.after(),
                finding.figures().stream().map(turn -> turn(turn, language)).toList(),
                List.copyOf(finding.decided()),
                finding.conflict(),
                finding.declared(),
                finding.kept(),
                finding.seen());
    }

    private AimChange turn(FigureTurn turn, Locale language) {
        Figure named = turn.after() == null ? Objects.requireNonNull(turn.before()) : turn.after();
        return new AimChange(
                named.of().isEmpty() ? named.text() : named.of(),
                aim(turn.before(), language),
                aim(turn.after(), language));
    }

    private @Nullable AimView aim(@Nullable Figure figure, Locale language) {
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
