package cn.shiji.directory;

import cn.shiji.directory.people.Posts;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of posts for other modules: sets them up and gives them. */
@Service
public class Appointments {

    private final Posts posts;

    Appointments(Posts posts) {
        this.posts = posts;
    }

    /** Sets up the posts of one each that a unit of its kind usually has and this one lacks; tells how many. */
    @Transactional
    public int setUpUsual(Caller caller, UnitId unit) {
        return posts.openUsual(caller, unit);
    }

    /**
     * Gives a post of a kind in a unit to a person, setting it up where the unit has none.
     *
     * @param kind the id of a kind of post, {@code village_clerk}
     * @throws Problem where it is refused, as {@code /api/posts} would
     */
    @Transactional
    public void appoint(Caller caller, UnitId unit, String kind, UUID person, LocalDate since) {
        posts.appoint(caller, unit, kind, person, since);
    }
}
