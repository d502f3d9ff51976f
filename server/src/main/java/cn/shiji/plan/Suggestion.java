package cn.shiji.plan;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Something the program would enter on a node of a draft if a person agrees.
 *
 * @param key the same as long as the same is suggested for the same place; a dismissed one is known by it
 * @param node where
 * @param words what would be entered
 * @param reasons why, one sentence each
 * @param options what it can be; with more than one a person chooses
 */
record Suggestion(String key, UUID node, Kind kind, Sure sure, Said words, List<Said> reasons, List<Option> options) {

    Suggestion {
        reasons = List.copyOf(reasons);
        options = List.copyOf(options);
    }

    /** What is suggested. */
    enum Kind {
        /** Who leads and who helps. */
        UNITS,
        /** Which leader answers for it. */
        LEADER,
        /** By when. */
        DUE,
        /** What on record counts towards it. */
        INDICATOR;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    /** How sure it is; only the first two are taken in bulk unless a person asks for more. */
    enum Sure {
        CERTAIN,
        LIKELY,
        POSSIBLE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Words to be told in the reader's language; an argument that is itself {@code Said} is told too. */
    record Said(String code, List<Object> args) {

        static Said of(String code, Object... args) {
            return new Said(code, List.of(args));
        }
    }

    /**
     * One way to take it.
     *
     * @param value names the way within its suggestion
     */
    record Option(String value, Said words, Act act) {}

    /** What accepting does. */
    sealed interface Act {}

    /** The units that answer for the node from then on. */
    record Assign(List<Assignment> units) implements Act {}

    /** The leaders who answer for it from then on. */
    record Lead(List<String> names) implements Act {}

    /** The last day that counts. */
    record Until(LocalDate day) implements Act {}

    /** The indicator counts towards the figure. */
    record Count(UUID figure, String indicator) implements Act {}

    /** A target without a number that the indicator counts towards. */
    record Aim(NewFigure figure) implements Act {}

    boolean choose() {
        return options.size() > 1;
    }
}
