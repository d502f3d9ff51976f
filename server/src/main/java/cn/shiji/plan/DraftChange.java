package cn.shiji.plan;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What changed in a draft since the page saw it last, the edit just made included. Enough to bring the page up to date
 * without loading the plan.
 *
 * @param last the number of the newest entry in the history: what the page has seen from now on
 * @param made the entry this request made; none where it changed nothing
 * @param undo the edit that an undo takes back next
 * @param redo the edit that a redo does again next
 * @param anew the draft was made anew from another document: the page has to load the plan
 * @param nodes every node that looks different now, parents first, their children left out: {@code parent} and
 *     {@code ordinal} say where they stand
 * @param removed nodes that are no longer part of the draft
 */
public record DraftChange(
        int last,
        @Nullable TurnView made,
        @Nullable TurnView undo,
        @Nullable TurnView redo,
        boolean anew,
        List<PlanView.NodeView> nodes,
        List<UUID> removed) {

    /**
     * One entry in the history of a draft, in the reader's words.
     *
     * @param number counts from 1
     * @param kind {@code edit}, {@code undo}, {@code redo} or {@code base}
     * @param turns the edit that an undo or redo turned
     * @param node the node it was about; none where it was about many, or the node is gone
     * @param words what was done
     * @param mine whether the reader did it
     * @param stands whether it still holds: an edit not taken back
     */
    public record TurnView(
            int number,
            String kind,
            @Nullable Integer turns,
            String action,
            @Nullable UUID node,
            String words,
            String by,
            Instant at,
            boolean mine,
            boolean stands) {}

    /** Where the history of a draft stands when the plan is opened. */
    public record Standing(
            int last, @Nullable TurnView undo, @Nullable TurnView redo) {}
}
