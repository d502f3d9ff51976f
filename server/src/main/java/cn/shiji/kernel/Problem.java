package cn.shiji.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expected refusal: something was tried that the system does not do, and the reason can be told in words.
 *
 * <p>The code is stable and finds the words in the message files ({@code messages_zh.properties},
 * {@code messages_en.properties}); the arguments fill their places. All faults found are carried at once.
 */
public final class Problem extends RuntimeException {

    /** What sort of refusal it is; each sort has one HTTP status. */
    public enum Kind {
        /** The input is wrong (400). */
        BAD,
        /** Nobody is signed in (401). */
        UNKNOWN_CALLER,
        /** The caller may see it but not do this (403). */
        NOT_ALLOWED,
        /** It is not there, or lies outside the caller's scope; both look alike (404). */
        MISSING,
        /** It contradicts what is already kept (409). */
        CONFLICT,
        /** It is larger than is accepted (413). */
        TOO_LARGE,
        /** Too many tries in a short time (429). */
        TOO_MANY
    }

    private final String code;
    private final Kind kind;
    private final transient List<Object> args;
    private final transient List<Fault> faults;

    private Problem(String code, Kind kind, List<Object> args, List<Fault> faults) {
        super(code + (args.isEmpty() ? "" : " " + args) + (faults.isEmpty() ? "" : " " + faults));
        this.code = code;
        this.kind = kind;
        this.args = args;
        this.faults = faults;
    }

    /** A refusal of wrong input. */
    public static Problem bad(String code, Object... args) {
        return new Problem(code, Kind.BAD, List.of(args), List.of());
    }

    /** A refusal that names every fault of the input at once. */
    public static Problem faulty(String code, List<Fault> faults) {
        return new Problem(code, Kind.BAD, List.of(faults.size()), List.copyOf(faults));
    }

    /** Something that is not there, or that the caller may not know of. */
    public static Problem missing(String code, Object... args) {
        return new Problem(code, Kind.MISSING, List.of(args), List.of());
    }

    /** Something that contradicts what is kept. */
    public static Problem conflict(String code, Object... args) {
        return new Problem(code, Kind.CONFLICT, List.of(args), List.of());
    }

    /** Something the caller may see but not do. */
    public static Problem notAllowed(String code, Object... args) {
        return new Problem(code, Kind.NOT_ALLOWED, List.of(args), List.of());
    }

    /** Something larger than is accepted. */
    public static Problem tooLarge(String code, Object... args) {
        return new Problem(code, Kind.TOO_LARGE, List.of(args), List.of());
    }

    /** A refusal of any kind, with its faults. */
    public static Problem of(Kind kind, String code, List<Object> args, List<Fault> faults) {
        return new Problem(code, kind, List.copyOf(args), List.copyOf(faults));
    }

    /** The stable code, {@code module.what-is-wrong}. */
    public String code() {
        return code;
    }

    /** The sort of refusal. */
    public Kind kind() {
        return kind;
    }

    /** What fills the places of the words, in order. */
    public List<Object> args() {
        return args == null ? List.of() : args;
    }

    /** Every fault found, empty when the code says it all. */
    public List<Fault> faults() {
        return faults == null ? List.of() : faults;
    }

    /**
     * An argument that is itself a word of the message files, so it is told in the reader's language.
     *
     * @param code finds the word
     */
    public record Word(String code) {}

    /**
     * One fault of an input.
     *
     * @param at where it is: a field ({@code values.topic}), or {@code line:column} of a file
     * @param code finds the words, as in {@link Problem#code()}
     * @param args fill the places of the words
     * @param suggestion what would be accepted, or null where nothing near is known
     */
    public record Fault(
            String at,
            String code,
            List<Object> args,
            @Nullable String suggestion) {

        /** A fault without a suggestion. */
        public static Fault of(String at, String code, Object... args) {
            return new Fault(at, code, List.of(args), null);
        }

        /** The same fault with what would be accepted. */
        public Fault suggesting(@Nullable String better) {
            return new Fault(at, code, args, better);
        }
    }
}
