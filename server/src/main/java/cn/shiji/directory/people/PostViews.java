package cn.shiji.directory.people;

import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.Role;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Posts as screens show them. */
final class PostViews {

    private PostViews() {}

    /**
     * A sort of post.
     *
     * @param seats how many are meant to hold one; 0 where any number may
     * @param role what whoever holds one may do in the system, null for nothing
     */
    record PostKindView(
            String id,
            String name,
            String tree,
            List<String> unitKinds,
            int seats,
            @Nullable Role role) {}

    /** Somebody who holds a post on the day asked for. */
    record PostHolder(
            UUID holding,
            UUID person,
            String name,
            @Nullable LocalDate since,
            @Nullable LocalDate lastDay,
            String basis,
            boolean within,
            int otherPosts) {}

    /**
     * A post on the day asked for.
     *
     * @param state {@code held}, {@code vacant} where nobody holds it, {@code short} where fewer than meant do, {@code double}
     *     where more do
     * @param vacantSince since when nobody holds it, null while somebody does or where nobody ever did
     */
    record PostView(
            UUID id,
            String kind,
            String kindName,
            String words,
            UnitRef unit,
            List<UnitRef> over,
            int seats,
            @Nullable Role role,
            String state,
            List<PostHolder> holders,
            @Nullable LocalDate vacantSince,
            @Nullable LocalDate next,
            @Nullable String nextName,
            LocalDate since,
            @Nullable LocalDate lastDay) {}

    /** How many posts there are, and how they stand. */
    record PostSums(int posts, int held, int vacant, int doubles, int severalPosts) {}

    /** The board. */
    record PostBoard(LocalDate on, PostSums sums, List<PostView> posts, boolean more) {}

    /** A holding in the history of a post. */
    record PastHolder(
            UUID holding,
            UUID person,
            String name,
            @Nullable LocalDate since,
            @Nullable LocalDate lastDay,
            String basis) {}
}
