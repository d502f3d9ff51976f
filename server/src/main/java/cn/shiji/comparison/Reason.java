package cn.shiji.comparison;

import java.util.List;
import java.util.Locale;

/** Why a commitment was judged as it was: a thing one can check by looking at both texts. */
public sealed interface Reason {

    /** Both speak of these; the weightiest first. */
    record SameWords(List<String> words) implements Reason {
        public SameWords {
            words = List.copyOf(words);
        }
    }

    /**
     * The report's figure satisfies the plan's.
     *
     * @param of what is counted
     * @param planned as written, with its bounding words
     * @param relation how they stand to each other: ≤, ≥, =, ≈
     */
    record FigureKept(String of, String planned, String relation, String told) implements Reason {}

    /** The report's figure for the same quantity does not satisfy the plan's; the parts as in {@link FigureKept}. */
    record FigureMissed(String of, String planned, String relation, String told) implements Reason {}

    /** The plan's figure is not among what the report says. */
    record FigureUntold(String of, String planned) implements Reason {}

    /** Weighty words of the commitment that the report does not say, or not in one place. */
    record MissingWords(List<String> words) implements Reason {
        public MissingWords {
            words = List.copyOf(words);
        }
    }

    /** The nearest statement shares only these words with the commitment, and they are not enough. */
    record OnlyGeneral(List<String> words) implements Reason {
        public OnlyGeneral {
            words = List.copyOf(words);
        }
    }

    /** Nothing in the report speaks of it at all. */
    record NothingNear() implements Reason {}

    /** The code of its words in the message files. */
    default String code() {
        return switch (this) {
            case SameWords same -> "comparison.same-words";
            case FigureKept kept -> kept.of().isEmpty() ? "comparison.bare-figures" : "comparison.figures";
            case FigureMissed missed -> missed.of().isEmpty() ? "comparison.bare-figures" : "comparison.figures";
            case FigureUntold untold -> "comparison.figure-untold";
            case MissingWords missing -> "comparison.missing-words";
            case OnlyGeneral general -> "comparison.only-general";
            case NothingNear nothing -> "comparison.nothing-near";
        };
    }

    /** What fills the places of those words. */
    default List<Object> args() {
        return switch (this) {
            case SameWords same -> List.of(String.join("、", same.words()));
            case FigureKept kept -> List.of(kept.of(), kept.planned(), kept.relation(), kept.told());
            case FigureMissed missed -> List.of(missed.of(), missed.planned(), missed.relation(), missed.told());
            case FigureUntold untold -> List.of(untold.of(), untold.planned());
            case MissingWords missing -> List.of(String.join("、", missing.words()));
            case OnlyGeneral general -> List.of(String.join("、", general.words()));
            case NothingNear nothing -> List.of();
        };
    }

    /** The reason in words; Chinese where there is no such language. */
    default String in(Locale locale) {
        return Told.in(locale, code(), args());
    }
}
