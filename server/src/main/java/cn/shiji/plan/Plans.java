package cn.shiji.plan;

import cn.shiji.directory.Directory;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import cn.shiji.plan.PlanTree.Node;
import cn.shiji.plan.PublishedPlan.PlanNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door of {@code plan}. Every method acts for a caller: what lies outside the caller's sight is missing
 * ({@code plan.missing}), what the role does not allow is refused ({@code access.not-allowed}).
 */
@Service
public class Plans {

    private final Versions versions;
    private final Entries entries;
    private final Imports imports;
    private final Drafts drafts;
    private final Corrections corrections;
    private final FigureCorrections figures;
    private final Declaring declaring;
    private final PlanViews views;
    private final Directory directory;
    private final Clock clock;

    Plans(
            Versions versions,
            Entries entries,
            Imports imports,
            Drafts drafts,
            Corrections corrections,
            FigureCorrections figures,
            Declaring declaring,
            PlanViews views,
            Directory directory,
            Clock clock) {
        this.versions = versions;
        this.entries = entries;
        this.imports = imports;
        this.drafts = drafts;
        this.corrections = corrections;
        this.figures = figures;
        this.declaring = declaring;
        this.views = views;
        this.directory = directory;
        this.clock = clock;
    }

    /** The plan of the unit and year that was published last, with what was declared within the caller's scope. */
    @Transactional(readOnly = true)
    public Optional<PublishedPlan> published(Caller caller, UnitId unit, int year) {
        return versions.published(caller, unit, year).map(head -> published(caller, head));
    }

    /**
     * The newest published version of the plan.
     *
     * @throws Problem {@code plan.missing}
     */
    @Transactional(readOnly = true)
    public PublishedPlan published(Caller caller, UUID plan) {
        return published(caller, versions.published(caller, plan).orElseThrow(Drafts::missing));
    }

    private PublishedPlan published(Caller caller, PlanHead head) {
        PlanTree tree = versions.tree(head);
        Map<UUID, List<Entries.Entry>> declared = entries.ofPlan(caller, head.id());
        return new PublishedPlan(
                head.id(),
                head.title(),
                head.year(),
                head.unit(),
                directory.unit(head.unit()).name(),
                head.version(),
                Objects.requireNonNull(head.publishedAt()),
                Objects.requireNonNull(head.publishedBy()),
                tree.roots().stream().map(root -> node(tree, root, declared)).toList());
    }

    private static PlanNode node(PlanTree tree, Node node, Map<UUID, List<Entries.Entry>> declared) {
        List<Entries.Entry> standing = new Declared(
                        declared.getOrDefault(node.id(), List.of()), tree.head().lastDay())
                .standing();
        return new PlanNode(
                node.id(),
                node.level(),
                tree.number(node),
                node.marker(),
                node.heading(),
                tree.innermost(node) ? tree.words(node) : "",
                node.task(),
                tree.line(node),
                tree.due(node),
                tree.duties(node),
                node.task()
                        ? tree.targets(node).stream()
                                .map(PlanTree.Figure::asTarget)
                                .toList()
                        : List.of(),
                standing.stream().map(entry -> entry(tree, node, entry)).toList(),
                tree.children(node.id()).stream()
                        .map(child -> node(tree, child, declared))
                        .toList());
    }

    private static DeclaredEntry entry(PlanTree tree, Node node, Entries.Entry entry) {
        return new DeclaredEntry(
                entry.id(),
                entry.unit(),
                entry.unitName(),
                entry.day(),
                entry.sentence(),
                Declaring.amounts(tree, node, entry),
                entry.completes(),
                entry.file(),
                entry.confirmedBy());
    }

    /** Commitments of published plans whose heading or words hold the text, newest plans first. */
    @Transactional(readOnly = true)
    public List<FoundCommitment> find(Caller caller, String text, int most) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        var found = new ArrayList<FoundCommitment>();
        if (wanted.isEmpty()) {
            return found;
        }
        List<PlanHead> published =
                versions.list(caller).stream().filter(PlanHead::published).toList();
        Set<UUID> saying = versions.saying(published, wanted);
        for (PlanHead head : published) {
            if (!saying.contains(head.id())) {
                continue;
            }
            PlanTree tree = versions.tree(head);
            for (Node task : tree.tasks()) {
                if (found.size() == most) {
                    return found;
                }
                String words = (task.heading() + " " + tree.words(task)).toLowerCase(Locale.ROOT);
                if (words.contains(wanted)) {
                    found.add(new FoundCommitment(
                            head.id(), head.title(), head.year(), task.id(), tree.number(task), task.heading()));
                }
            }
        }
        return found;
    }

    /**
     * Reads a document and keeps it as a draft, all or nothing, before it returns.
     *
     * @return the plan
     * @throws Problem why the document cannot be read or kept
     */
    public UUID importDocument(Caller caller, UnitId unit, int year, String fileName, byte[] document) {
        return imports.importNow(caller, unit, year, fileName, document);
    }

    /** Marks every commitment of the draft as looked at by a person. */
    public void reviewAll(Caller caller, UUID plan) {
        drafts.edit(Editor.program(caller, plan), corrections::reviewAll);
    }

    /**
     * Makes the units answerable that the document itself names and the directory knows, wherever nobody was assigned yet.
     *
     * @return how many nodes got somebody
     */
    public int assignAsNamed(Caller caller, UUID plan) {
        Turn turn = drafts.edit(Editor.program(caller, plan), corrections::assignAsNamed)
                .turn();
        return turn == null ? 0 : turn.changes().duties().size();
    }

    /** Says who answers for a node of the draft, and for all below it that say nothing else; replaces what was said. */
    public void assign(Caller caller, UUID plan, UUID node, List<Assignment> units) {
        drafts.edit(Editor.program(caller, plan), sheet -> corrections.assign(sheet, node, units));
    }

    /** Changes a node of the draft. */
    public void change(Caller caller, UUID plan, UUID node, NodeChange change) {
        drafts.edit(Editor.program(caller, plan), sheet -> corrections.change(sheet, node, change));
    }

    /** Changes a figure of the draft. */
    public void changeFigure(Caller caller, UUID plan, UUID figure, FigureChange change) {
        drafts.edit(Editor.program(caller, plan), sheet -> figures.change(sheet, figure, change));
    }

    /** Adds a target to a commitment of the draft and tells its id. */
    public UUID addFigure(Caller caller, UUID plan, UUID node, NewFigure figure) {
        UUID id = Uuid7.next(clock);
        drafts.edit(Editor.program(caller, plan), sheet -> figures.add(sheet, id, node, figure));
        return id;
    }

    /**
     * The draft as its editors see it: the way to find nodes and figures by their words.
     *
     * @throws Problem {@code plan.missing}
     */
    public PlanView draft(Caller caller, UUID plan) {
        int draft = versions.draft(caller, plan).orElseThrow(Drafts::missing);
        return views.view(caller, plan, draft, Locale.CHINESE);
    }

    /**
     * Makes the draft binding.
     *
     * @throws Problem {@code plan.not-ready} with every reason at once
     */
    public void publish(Caller caller, UUID plan) {
        drafts.publish(caller, plan, clock.instant());
    }

    /** As {@link #publish}, for a plan that was published elsewhere before and is only taken over now. */
    public void publishAsOf(Caller caller, UUID plan, Instant at) {
        drafts.publish(caller, plan, at);
    }

    /**
     * Declares what was done. The same id with the same content again changes nothing.
     *
     * @throws Problem {@code plan.entry-id-taken} for the same id with other content, {@code plan.entry-faulty}
     */
    public void declare(Caller caller, UUID commitment, UUID entry, NewEntry content) {
        declaring.declare(caller, commitment, entry, content, clock.instant());
    }

    /** As {@link #declare}, for an entry that was made elsewhere before and is only taken over now. */
    public void declareAsOf(Caller caller, UUID commitment, UUID entry, NewEntry content, Instant at) {
        declaring.declare(caller, commitment, entry, content, at);
    }
}
