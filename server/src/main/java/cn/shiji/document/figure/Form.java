package cn.shiji.document.figure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way a quantity can be written. */
interface Form {

    /** All of them, in the order they are tried: what is more particular first. */
    List<Form> ALL = List.of(new Rank(), new Share(), new Doubling(), new Range(), new SharedUnit(), new Measured());

    /** The quantity that begins exactly at {@code at}, or null when this form does not stand there. */
    @Nullable
    Quantity at(Sentence sentence, int at);
}
