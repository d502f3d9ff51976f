package cn.shiji.mechanism;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a part of a pack may look like.
 *
 * <p>One shape has three readers: the check of a file, which tells all faults at once ({@link ShapeCheck}), the JSON Schema
 * for editors, and the written reference. So the three can never say different things.
 */
public sealed interface Shape {

    /** How a number is written. */
    Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,6})?");

    /** How a whole number is written. */
    Pattern WHOLE = Pattern.compile("-?\\d{1,15}");

    /**
     * A text.
     *
     * @param longest how many characters at most
     */
    record Text(int longest) implements Shape {}

    /** A name of small letters, digits, hyphens and underscores, beginning with a letter or digit. */
    record Name() implements Shape {

        static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,59}");
    }

    /** A text in both languages, {@code {zh: …, en: …}}; a single text stands for both. */
    record Bilingual(int longest) implements Shape {}

    /** One of several words. */
    record OneOf(List<Option> options) implements Shape {

        public OneOf {
            options = List.copyOf(options);
        }
    }

    /** A word that may be chosen, and what it means. */
    record Option(String value, Words meaning) {}

    /** A whole number, both ends allowed. */
    record Whole(long least, long most) implements Shape {}

    /** A number. */
    record Decimal() implements Shape {}

    /** {@code true} or {@code false}. */
    record Truth() implements Shape {}

    /** A list of at least one item. */
    record ListOf(Shape item, int most) implements Shape {}

    /** Things under names the pack chooses, in the order written; at least one. */
    record Named(Shape item, int most) implements Shape {}

    /**
     * A mapping of known keys.
     *
     * @param keys those it may have
     * @param refused keys that are known and refused, with the code of the words that say why
     */
    record Keyed(List<Key> keys, Map<String, String> refused) implements Shape {

        public Keyed {
            keys = List.copyOf(keys);
            refused = Map.copyOf(refused);
        }

        /** The same with one more key that must be there. */
        public Keyed required(String name, Shape shape, String zh, String en) {
            return with(new Key(name, shape, true, new Words(zh, en)));
        }

        /** The same with one more key that may be there. */
        public Keyed optional(String name, Shape shape, String zh, String en) {
            return with(new Key(name, shape, false, new Words(zh, en)));
        }

        /** The same, refusing a key with words that say why. */
        public Keyed refusing(String name, String code) {
            Map<String, String> more = new LinkedHashMap<>(refused);
            more.put(name, code);
            return new Keyed(keys, more);
        }

        private Keyed with(Key key) {
            List<Key> more = new ArrayList<>(keys);
            more.add(key);
            return new Keyed(more, refused);
        }
    }

    /**
     * A key of a mapping.
     *
     * @param required whether it must be there
     * @param meaning one sentence for the reference
     */
    record Key(String name, Shape shape, boolean required, Words meaning) {}

    /**
     * A mapping whose keys depend on the word under one of them.
     *
     * @param key the key with that word
     * @param cases the mapping for each word, without that key itself
     */
    record ByWord(String key, Words meaning, Map<Option, Keyed> cases) implements Shape {

        public ByWord {
            cases = new LinkedHashMap<>(cases);
        }
    }

    /** Either a single value or something made of several. */
    record Either(Shape single, Shape compound) implements Shape {}

    /** Whatever may be written; somebody else knows what it must be. */
    record Anything() implements Shape {}

    /** A text. */
    static Shape text(int longest) {
        return new Text(longest);
    }

    /** A text in both languages. */
    static Shape bilingual(int longest) {
        return new Bilingual(longest);
    }

    /** A mapping without keys yet. */
    static Keyed keyed() {
        return new Keyed(List.of(), Map.of());
    }

    /** A word that may be chosen. */
    static Option option(String value, String zh, String en) {
        return new Option(value, new Words(zh, en));
    }
}
