package cn.shiji.plan;

import cn.shiji.plan.PlanDifferenceView.AimChange;
import cn.shiji.plan.PlanDifferenceView.WordPiece;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a corrected document does to a draft.
 *
 * @param id null once it was taken in
 * @param unchanged commitments that stand as they stood
 * @param last the number of the last edit of the draft
 */
public record CorrectionView(
        @Nullable UUID id,
        String fileName,
        int unchanged,
        CorrectionCounts counts,
        List<FindingView> findings,
        int last) {

    /** How many findings of each kind; {@code decide} where what people decided meets what the document changed. */
    public record CorrectionCounts(int added, int changed, int gone, int moved, int decide) {}

    /**
     * What became of a division or commitment.
     *
     * @param key names it in a choice
     * @param kind {@code new}, {@code changed}, {@code gone} or {@code moved}
     * @param number its place in the draft as it will be; empty where it goes
     * @param task whether it is a commitment
     * @param words word by word, for one that was changed
     * @param text its words, for one that is new or gone
     * @param figures targets and other figures the documents tell differently
     * @param decided what people had decided, which stays: {@code text}, {@code heading}, {@code task}, {@code units},
     *     {@code leaders}, {@code due}, {@code line}, {@code place}, {@code indicator}, {@code number}, {@code reviewed}
     * @param conflict whether what they decided and what the document changed is the same thing
     * @param declared whether progress was declared for it
     * @param kept for one that is gone whether it stays, for a new one whether it comes in, for a conflict whether the
     *     person's word holds
     * @param seen whether it counts as looked at afterwards
     */
    public record FindingView(
            String key,
            String kind,
            UUID node,
            String number,
            String heading,
            boolean task,
            List<WordPiece> words,
            String text,
            List<AimChange> figures,
            List<String> decided,
            boolean conflict,
            boolean declared,
            boolean kept,
            boolean seen) {}
}
