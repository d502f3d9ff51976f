package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the tree while it is being built; offsets are UTF-16. */
final class Division {

    Level level;
    final @Nullable MarkerFamily family;
    final int from;
    int to;

    /** Its marker, from {@link #from} on; empty for none. */
    final String marker;

    /** Where its heading stands; empty when it has none. */
    Stretch heading;

    /** The heading level of its style in Word, 0 when there is none. */
    int style;

    /** The number its marker counts, 0 for none. */
    int number;

    /** Whether it ends with its paragraph: a run-in 一是… of one paragraph, a —— paragraph. */
    boolean endsWithLine;

    int line;
    Tense tense = Tense.PRESENT;
    final List<Division> children = new ArrayList<>();
    final List<UnitNames.Named> units = new ArrayList<>();
    final List<TaskTables.Person> people = new ArrayList<>();

    @Nullable
    Stretch due;

    Division(Level level, @Nullable MarkerFamily family, int from, int line, String marker, Stretch heading) {
        this.level = level;
        this.family = family;
        this.from = from;
        this.to = from;
        this.line = line;
        this.marker = marker;
        this.heading = heading;
    }

    /** The stretches of this division that belong to none of its children, the marker left out. */
    List<Stretch> ownStretches() {
        var own = new ArrayList<Stretch>();
        int at = Math.min(to, from + marker.length());
        for (Division child : children) {
            if (child.from > at) {
                own.add(new Stretch(at, child.from));
            }
            at = Math.max(at, child.to);
        }
        if (to > at) {
            own.add(new Stretch(at, to));
        }
        return own;
    }
}
