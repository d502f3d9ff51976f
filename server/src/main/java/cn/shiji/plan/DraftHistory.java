package cn.shiji.plan;

import cn.shiji.kernel.Caller;
import cn.shiji.plan.DraftChange.TurnView;
import cn.shiji.plan.PlanTree.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The history of drafts as people read it, and what an edit changed as their page takes it in. */
@Component
class DraftHistory {

    private static final int MOST = 500;

    private final Edits edits;
    private final Versions versions;
    private final PlanViews views;
    private final TurnWords words;

    DraftHistory(Edits edits, Versions versions, PlanViews views, TurnWords words) {
        this.edits = edits;
        this.versions = versions;
        this.views = views;
        this.words = words;
    }

    /** What changed for a page, by an edit or by what others did. */
    @Transactional(readOnly = true)
    DraftChange change(Caller caller, Drafts.Made made, Locale language) {
        PlanTree tree = made.tree();
        Set<UUID> concerned = new LinkedHashSet<>();
        Set<UUID> handing = new LinkedHashSet<>();
        boolean anew = false;
        for (Turn turn : made.since()) {
            concerned.addAll(turn.changes().nodesConcerned());
            concerned.addAll(turn.changes().parentsConcerned());
            handing.addAll(turn.changes().nodesHandingDown());
            anew = anew || turn.kind() == Turn.Kind.BASE;
        }
        for (UUID id : handing) {
            tree.node(id).stream().flatMap(tree::below).map(Node::id).forEach(concerned::add);
        }
        List<UUID> removed =
                concerned.stream().filter(id -> tree.node(id).isEmpty()).toList();
        List<Node> changed = anew
                ? List.of()
                : tree.nodes().stream()
                        .filter(node -> concerned.contains(node.id()))
                        .toList();
        DraftChange.Standing standing = words.standing(caller, made.head(), language);
        return new DraftChange(
                made.last(),
                made.turn() == null
                        ? null
                        : words.view(caller, made.turn(), made.turn().kind() != Turn.Kind.UNDO, language),
                standing.undo(),
                standing.redo(),
                anew,
                views.alone(caller, tree, changed, language),
                removed);
    }

    /** The newest entries of the history, newest first; of a published version how it came about. */
    @Transactional(readOnly = true)
    List<TurnView> list(Caller caller, UUID plan, @Nullable Integer version, Locale language) {
        Integer wanted =
                version != null ? version : versions.draft(caller, plan).orElse(null);
        PlanHead head = versions.head(caller, plan, wanted).orElseThrow(Drafts::missing);
        if (!caller.reach().holds(head.places().from())) {
            throw Drafts.missing();
        }
        return edits.newest(head, MOST).stream()
                .map(listed -> words.view(caller, listed.turn(), listed.stands(), language))
                .toList();
    }
}
