package cn.shiji.directory.imports;

import cn.shiji.kernel.Problem;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a list is about. */
enum ListKind {
    /** Units to take in. */
    UNITS,
    /** People to take in. */
    PEOPLE,
    /** Units as another source has them, to be held against ours. */
    DIFFERENCES;

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem {@code import.kind-unknown} */
    static ListKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.bad("import.kind-unknown", word));
    }
}
