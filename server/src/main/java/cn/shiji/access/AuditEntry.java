package cn.shiji.access;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.UnitId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line for the trail: who did what to which thing, and what stood before and after.
 *
 * <p>Made by {@link #of} or {@link #ofNobody} and completed step by step; each step gives a new entry. When, from which
 * address and in which session it was done is added when it is written. Identity and telephone numbers are masked wherever
 * they stand; values that are secret must not be given at all.
 */
public final class AuditEntry {

    private static final int LONGEST_VALUE = 2_000;
    private static final int LONGEST_LIST = 100;

    private final @Nullable Caller caller;
    private final String name;
    private final String verb;
    private final String subjectKind;
    private final String subjectId;
    private final String words;
    private final @Nullable UnitId unit;
    private final @Nullable Long place;
    private final Map<String, Object> before;
    private final Map<String, Object> after;

    private AuditEntry(
            @Nullable Caller caller,
            String name,
            String verb,
            String subjectKind,
            String subjectId,
            String words,
            @Nullable UnitId unit,
            @Nullable Long place,
            Map<String, Object> before,
            Map<String, Object> after) {
        this.caller = caller;
        this.name = name;
        this.verb = verb;
        this.subjectKind = subjectKind;
        this.subjectId = subjectId;
        this.words = words;
        this.unit = unit;
        this.place = place;
        this.before = before;
        this.after = after;
    }

    /**
     * Somebody did something.
     *
     * @param verb what was done, {@code plan.publish}; has words in the message files under {@code audit.verb.<verb>}
     * @param subjectKind what it was done to, {@code plan}
     * @param subjectId its id
     * @param words what a reader of the trail should know; no personal data beyond names
     */
    public static AuditEntry of(Caller caller, String verb, String subjectKind, String subjectId, String words) {
        return new AuditEntry(
                caller, caller.name(), verb, subjectKind, subjectId, words, null, null, Map.of(), Map.of());
    }

    /**
     * Something was tried by somebody who is not signed in, or done by the program itself.
     *
     * @param name what the reader should know of who it was, e.g. the account's name that was tried
     */
    public static AuditEntry ofNobody(String name, String verb, String subjectKind, String subjectId, String words) {
        return new AuditEntry(null, name, verb, subjectKind, subjectId, words, null, null, Map.of(), Map.of());
    }

    /** Tells where the thing stands, so that whoever audits that unit reads the row; without it, the caller's own unit. */
    public AuditEntry in(UnitId unit, long place) {
        return new AuditEntry(caller, name, verb, subjectKind, subjectId, words, unit, place, before, after);
    }

    /**
     * Tells what a value was and what it is now; nothing is kept where both are equal.
     *
     * @param field its name in the thing, {@code name}
     * @param was null where there was none
     * @param is null where there is none any more
     */
    public AuditEntry change(String field, @Nullable Object was, @Nullable Object is) {
        // A number read from the database and the same one as it was sent may be of other types.
        if (String.valueOf(plain(was)).equals(String.valueOf(plain(is)))) {
            return this;
        }
        if (was instanceof Collection<?> old && is instanceof Collection<?> now) {
            // Of long lists only what came and went says something.
            List<String> earlier = old.stream().map(String::valueOf).toList();
            List<String> later = now.stream().map(String::valueOf).toList();
            List<?> gone = old.stream()
                    .filter(one -> !later.contains(String.valueOf(one)))
                    .toList();
            List<?> come = now.stream()
                    .filter(one -> !earlier.contains(String.valueOf(one)))
                    .toList();
            return gone.isEmpty() && come.isEmpty()
                    ? with(field, plain(was), plain(is))
                    : with(field, plain(gone), plain(come));
        }
        return with(field, plain(was), plain(is));
    }

    /** Tells what a whole thing was and is, field by field; what is equal in both is left out. */
    public AuditEntry changes(Map<String, ? extends @Nullable Object> was, Map<String, ? extends @Nullable Object> is) {
        AuditEntry told = this;
        var fields = new LinkedHashMap<String, Boolean>();
        was.keySet().forEach(field -> fields.put(field, true));
        is.keySet().forEach(field -> fields.put(field, true));
        for (String field : fields.keySet()) {
            told = told.change(field, was.get(field), is.get(field));
        }
        return told;
    }

    /** Tells that a personal value changed, of which no more than its ends is kept, whatever it looks like. */
    public AuditEntry changePersonal(String field, @Nullable String was, @Nullable String is) {
        return Objects.equals(was, is) ? this : with(field, Masked.always(was), Masked.always(is));
    }

    /** Tells something about what was done that is no change: how many rows were exported, for what purpose. */
    public AuditEntry with(String field, Object value) {
        return with(field, null, plain(value));
    }

    private AuditEntry with(String field, @Nullable Object was, @Nullable Object is) {
        Map<String, Object> newBefore = before;
        Map<String, Object> newAfter = after;
        if (was != null) {
            newBefore = new LinkedHashMap<>(before);
            newBefore.put(field, was);
        }
        if (is != null) {
            newAfter = new LinkedHashMap<>(after);
            newAfter.put(field, is);
        }
        return new AuditEntry(caller, name, verb, subjectKind, subjectId, words, unit, place, newBefore, newAfter);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean truth -> truth;
            case Number number -> number;
            case Map<?, ?> parts -> {
                var told = new LinkedHashMap<String, Object>();
                parts.forEach((key, part) -> {
                    Object plain = plain(part);
                    if (plain != null) {
                        told.put(String.valueOf(key), plain);
                    }
                });
                yield told;
            }
            case Iterable<?> many -> {
                var told = new java.util.ArrayList<Object>();
                for (Object one : many) {
                    if (told.size() == LONGEST_LIST) {
                        told.add("…");
                        break;
                    }
                    told.add(Objects.requireNonNullElse(plain(one), ""));
                }
                yield told;
            }
            default -> shortened(Masked.where(value.toString()));
        };
    }

    private static String shortened(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= LONGEST_VALUE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "… (" + length + ")";
    }

    /** Who did it, null where nobody was signed in. */
    public @Nullable Caller caller() {
        return caller;
    }

    /** Who did it, in words. */
    public String name() {
        return name;
    }

    /** What was done. */
    public String verb() {
        return verb;
    }

    /** What it was done to. */
    public String subjectKind() {
        return subjectKind;
    }

    /** Id of what it was done to. */
    public String subjectId() {
        return subjectId;
    }

    /** What a reader should know, numbers of persons masked. */
    public String words() {
        return shortened(Masked.where(words));
    }

    /** The unit of the thing, null where it was not told. */
    public @Nullable UnitId unit() {
        return unit;
    }

    /** Where that unit stands, null where it was not told. */
    public @Nullable Long place() {
        return place;
    }

    /** What stood before, by field; only what differs. */
    public Map<String, Object> before() {
        return before;
    }

    /** What stands after, by field; only what differs. */
    public Map<String, Object> after() {
        return after;
    }
}
