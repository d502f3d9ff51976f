package cn.shiji.fact;

import cn.shiji.kernel.Period;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which facts are read, and how they become one number.
 *
 * @param measure how they become one number
 * @param kind {@code <pack>.<fact>}
 * @param places the facts some unit in these places took part in; each counts once, also where it took part in several of
 *     them; none selects nothing
 * @param period the days they happened on
 * @param asOf the state they are read in, null for the newest
 */
public record Selection(
        Measure measure,
        String kind,
        List<Scope> places,
        Period period,
        @Nullable AsOf asOf) {

    public Selection {
        places = List.copyOf(places);
    }

    /** The first of all places. */
    long firstPlace() {
        return places.stream().mapToLong(Scope::from).min().orElse(0);
    }

    /** The last of all places; before the first where there is none. */
    long lastPlace() {
        return places.stream().mapToLong(Scope::to).max().orElse(-1);
    }

    /** The places as PostgreSQL writes an {@code int8multirange}; null where the first and the last say all. */
    @Nullable
    String runs() {
        return places.size() < 2 ? null : new Reach(places).multirange();
    }

    long lastFact() {
        return asOf == null ? Long.MAX_VALUE : asOf.lastFact();
    }
}
