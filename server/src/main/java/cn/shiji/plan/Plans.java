package cn.shiji.plan;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * The door of {@code plan}. Every method acts for a caller: what lies outside the caller's sight is missing
 * ({@code plan.missing}), what the role does not allow is refused ({@code access.not-allowed}).
 */
@Service
public class Plans {

    /** The plan of the unit and year that was published last, with what was declared within the caller's scope. */
    public Optional<PublishedPlan> published(Caller caller, UnitId unit, int year) {
        throw new UnsupportedOperationException();
    }

    /**
     * The newest published version of the plan.
     *
     * @throws Problem {@code plan.missing}
     */
    public PublishedPlan published(Caller caller, UUID plan) {
        throw new UnsupportedOperationException();
    }

    /** Commitments of published plans whose heading or words hold the text, newest plans first. */
    public List<FoundCommitment> find(Caller caller, String text, int most) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a document and keeps it as a draft, all or nothing, before it returns.
     *
     * @return the plan
     * @throws Problem why the document cannot be read or kept
     */
    public UUID importDocument(Caller caller, UnitId unit, int year, String fileName, byte[] document) {
        throw new UnsupportedOperationException();
    }

    /** Marks every commitment of the draft as looked at by a person. */
    public void reviewAll(Caller caller, UUID plan) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes the units answerable that the document itself names and the directory knows, wherever nobody was assigned yet.
     *
     * @return how many nodes got somebody
     */
    public int assignAsNamed(Caller caller, UUID plan) {
        throw new UnsupportedOperationException();
    }

    /** Says who answers for a node of the draft, and for all below it that say nothing else; replaces what was said. */
    public void assign(Caller caller, UUID plan, UUID node, List<Assignment> units) {
        throw new UnsupportedOperationException();
    }

    /** Changes a node of the draft. */
    public void change(Caller caller, UUID plan, UUID node, NodeChange change) {
        throw new UnsupportedOperationException();
    }

    /** Changes a figure of the draft. */
    public void changeFigure(Caller caller, UUID plan, UUID figure, FigureChange change) {
        throw new UnsupportedOperationException();
    }

    /** Adds a target to a commitment of the draft and tells its id. */
    public UUID addFigure(Caller caller, UUID plan, UUID node, NewFigure figure) {
        throw new UnsupportedOperationException();
    }

    /** The draft as its editors see it: the way to find nodes and figures by their words. */
    public PlanView draft(Caller caller, UUID plan) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes the draft binding.
     *
     * @throws Problem {@code plan.not-ready} with every reason at once
     */
    public void publish(Caller caller, UUID plan) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #publish}, for a plan that was published elsewhere before and is only taken over now. */
    public void publishAsOf(Caller caller, UUID plan, Instant at) {
        throw new UnsupportedOperationException();
    }

    /**
     * Declares what was done. The same id with the same content again changes nothing.
     *
     * @throws Problem {@code plan.entry-id-taken} for the same id with other content, {@code plan.entry-faulty}
     */
    public void declare(Caller caller, UUID commitment, UUID entry, NewEntry content) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #declare}, for an entry that was made elsewhere before and is only taken over now. */
    public void declareAsOf(Caller caller, UUID commitment, UUID entry, NewEntry content, Instant at) {
        throw new UnsupportedOperationException();
    }
}
