package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Uuid7;
import cn.shiji.plan.PlanTree.Node;
import cn.shiji.plan.Suggestion.Kind;
import cn.shiji.plan.Suggestion.Option;
import cn.shiji.plan.Suggestion.Sure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes suggestions over, one or many at once, as one edit of the draft; tells before what would be taken; keeps what was
 * dismissed.
 */
@Component
class Accepting {

    private static final int MOST_ITEMS = 500;

    private final Versions versions;
    private final Suggestions suggestions;
    private final Drafts drafts;
    private final Corrections corrections;
    private final FigureCorrections figures;
    private final Access access;
    private final Clock clock;

    Accepting(
            Versions versions,
            Suggestions suggestions,
            Drafts drafts,
            Corrections corrections,
            FigureCorrections figures,
            Access access,
            Clock clock) {
        this.versions = versions;
        this.suggestions = suggestions;
        this.drafts = drafts;
        this.corrections = corrections;
        this.figures = figures;
        this.access = access;
        this.clock = clock;
    }

    /** A suggestion with the way it is taken. */
    private record Chosen(Suggestion suggestion, Option option) {}

    /** What an acceptance lets through, and what it leaves. */
    private record Picked(List<Chosen> chosen, int open) {}

    /** What would be accepted. */
    @Transactional(readOnly = true)
    Accepted preview(Caller caller, UUID plan, Acceptance wanted, Locale language) {
        access.require(caller, Right.PLAN_EDIT);
        int draft = versions.draft(caller, plan).orElseThrow(Drafts::missing);
        PlanHead head = versions.head(caller, plan, draft).orElseThrow(Drafts::missing);
        PlanTree tree = versions.tree(head);
        return told(tree, picked(caller, tree, wanted, language), language);
    }

    /**
     * Accepts, as one step that can be taken back.
     *
     * @throws Problem {@code plan.suggestion-gone} where a named one is not suggested any more, {@code plan.suggestion-choose}
     */
    Drafts.Made accept(Editor editor, Acceptance wanted, Locale language) {
        return drafts.edit(editor, sheet -> {
            Picked picked = picked(editor.caller(), sheet.tree(), wanted, language);
            Map<UUID, Step> steps = new LinkedHashMap<>();
            for (Chosen chosen : picked.chosen()) {
                steps.put(chosen.suggestion().node(), take(sheet, chosen));
            }
            if (picked.chosen().size() == 1) {
                Chosen only = picked.chosen().getFirst();
                Node node = sheet.node(only.suggestion().node());
                return Step.on(node, sheet.called(node), "accept")
                        .saying(suggestions.told(only.option().words(), Locale.CHINESE));
            }
            if (steps.size() == 1) {
                Node node = sheet.node(steps.keySet().iterator().next());
                return Step.on(node, sheet.called(node), "accept-here")
                        .saying(Integer.toString(picked.chosen().size()));
            }
            return Step.ofMany("accept-many", picked.chosen().size());
        });
    }

    private Step take(Sheet sheet, Chosen chosen) {
        UUID node = chosen.suggestion().node();
        return switch (chosen.option().act()) {
            case Suggestion.Assign assign -> corrections.assign(sheet, node, assign.units());
            case Suggestion.Lead lead ->
                corrections.change(
                        sheet, node, new NodeChange(null, null, null, null, null, null, List.copyOf(lead.names())));
            case Suggestion.Until until -> {
                String words = sheet.node(node).dueText();
                Step step = corrections.change(
                        sheet,
                        node,
                        new NodeChange(null, null, null, null, until.day().toString(), null, null));
                // The document's words for it stay beside the day they were read as.
                Node now = sheet.node(node);
                sheet.put(now.charged(now.line(), now.due(), words, now.leaders()));
                yield step;
            }
            case Suggestion.Count count ->
                figures.change(sheet, count.figure(), FigureChange.countedBy(count.indicator()));
            case Suggestion.Aim aim -> figures.add(sheet, Uuid7.next(clock), node, aim.figure());
        };
    }

    private Picked picked(Caller caller, PlanTree tree, Acceptance wanted, Locale language) {
        List<Suggestion> open = suggestions.of(caller, tree, language).all();
        if (wanted.keys() != null) {
            return new Picked(named(open, wanted.keys()), 0);
        }
        Set<Kind> kinds = kinds(wanted.kinds());
        Set<UUID> below = wanted.under() == null
                ? Set.of()
                : tree.node(wanted.under())
                        .map(tree::below)
                        .orElseThrow(() -> Problem.missing("plan.commitment-missing"))
                        .map(Node::id)
                        .collect(Collectors.toSet());
        List<Suggestion> within = open.stream()
                .filter(one -> kinds.contains(one.kind()))
                .filter(one -> wanted.under() == null || below.contains(one.node()))
                .toList();
        boolean possible = Boolean.TRUE.equals(wanted.possible());
        List<Chosen> chosen = within.stream()
                .filter(one -> !one.choose() && (possible || one.sure() != Sure.POSSIBLE))
                .map(one -> new Chosen(one, one.options().getFirst()))
                .toList();
        return new Picked(chosen, within.size() - chosen.size());
    }

    private static List<Chosen> named(List<Suggestion> open, List<Acceptance.Key> keys) {
        Map<String, Suggestion> byKey = new HashMap<>();
        open.forEach(one -> byKey.put(one.key(), one));
        var chosen = new ArrayList<Chosen>();
        for (Acceptance.Key key : keys) {
            Suggestion one = byKey.get(key.key());
            if (one == null) {
                throw Problem.conflict("plan.suggestion-gone");
            }
            Option option = one.options().stream()
                    .filter(any ->
                            key.choice() == null ? !one.choose() : any.value().equals(key.choice()))
                    .findFirst()
                    .orElseThrow(() -> Problem.conflict("plan.suggestion-choose"));
            chosen.add(new Chosen(one, option));
        }
        return chosen;
    }

    private static Set<Kind> kinds(@Nullable List<String> words) {
        if (words == null || words.isEmpty()) {
            return EnumSet.allOf(Kind.class);
        }
        var kinds = EnumSet.noneOf(Kind.class);
        for (String word : words) {
            kinds.add(Kind.of(Objects.requireNonNullElse(word, ""))
                    .orElseThrow(() -> Problem.faulty(
                            "plan.faulty",
                            List.of(Fault.of("kinds", "plan.unknown-word", String.valueOf(word))
                                    .suggesting("units | leader | due | indicator")))));
        }
        return kinds;
    }

    private Accepted told(PlanTree tree, Picked picked, Locale language) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        picked.chosen().forEach(one -> kinds.merge(one.suggestion().kind().word(), 1, Integer::sum));
        return new Accepted(
                picked.chosen().size(),
                (int) picked.chosen().stream()
                        .map(one -> one.suggestion().node())
                        .distinct()
                        .count(),
                kinds,
                picked.open(),
                picked.chosen().stream()
                        .limit(MOST_ITEMS)
                        .map(one -> {
                            Node node = tree.node(one.suggestion().node()).orElseThrow();
                            return new Accepted.Item(
                                    node.id(),
                                    tree.number(node),
                                    (tree.innermost(node) ? "" : node.marker()) + node.heading(),
                                    suggestions.view(one.suggestion(), language));
                        })
                        .toList());
    }

    /** Keeps that these are not wanted, or takes that back. */
    @Transactional
    void dismiss(Caller caller, UUID plan, List<String> keys, boolean recall) {
        access.require(caller, Right.PLAN_EDIT);
        PlanHead head = versions.lockDraft(caller, plan).orElseThrow(Drafts::missing);
        if (recall) {
            suggestions.recall(head.id(), keys);
        } else {
            suggestions.dismiss(head.id(), keys, caller.name());
        }
        access.audit(
                caller,
                recall ? "plan.recall-suggestion" : "plan.dismiss-suggestion",
                "plan",
                plan.toString(),
                String.join(" ", keys));
    }
}
