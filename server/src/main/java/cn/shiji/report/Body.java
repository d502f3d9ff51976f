package cn.shiji.report;

import cn.shiji.kernel.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a report. Never changed: every edit gives a new one, or a {@link Problem}.
 *
 * @param sections those below the same parent stand in the order of this list
 * @param chips every figure that was ever put into this text, by id, also those no sentence holds any more
 */
record Body(List<Section> sections, Map<UUID, Chip> chips) {

    /** Where a chip stands in a sentence: its id between these brackets, which no document uses. */
    static final Pattern TOKEN = Pattern.compile("⟦([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})⟧");

    private static final Pattern BRACKET = Pattern.compile("[⟦⟧]");
    private static final int LONGEST_SENTENCE = 2000;
    private static final int LONGEST_HEADING = 100;
    private static final int DEEPEST = 3;

    Body {
        sections = List.copyOf(sections);
        chips = new LinkedHashMap<>(chips);
    }

    /**
     * A division.
     *
     * @param parent the division it stands in, null at the top
     * @param sentences in their order
     */
    record Section(UUID id, @Nullable UUID parent, String heading, List<Sentence> sentences) {

        Section {
            sentences = List.copyOf(sentences);
        }

        Section with(List<Sentence> others) {
            return new Section(id, parent, heading, others);
        }
    }

    /**
     * A sentence.
     *
     * @param commitment what it tells of, null where a person added it
     * @param text with a {@link #TOKEN} for every chip
     * @param edited whether a person changed its words
     */
    record Sentence(UUID id, Origin origin, @Nullable UUID commitment, String text, boolean edited) {

        /** The chips it holds, in their order. */
        List<UUID> chips() {
            var found = new ArrayList<UUID>();
            Matcher token = TOKEN.matcher(text);
            while (token.find()) {
                found.add(UUID.fromString(Objects.requireNonNull(token.group(1))));
            }
            return found;
        }
    }

    /** Where a sentence comes from. */
    enum Origin {
        /** The sentence of a mechanism with the figures of its records. */
        RECORDED,
        /** What a unit declared to have done. */
        DECLARED,
        /** A person's own words. */
        WRITTEN
    }

    /**
     * A figure in a sentence. Recorded where it has an indicator, else declared by an entry.
     *
     * @param label what is counted
     * @param unit what it is counted in
     * @param suffix what follows the number within the chip: its unit, or nothing where the words give it
     * @param indicator the indicator that makes it
     * @param entry the progress entry that declares it
     * @param declaredBy the unit that declared it
     * @param figure the target of the plan it was declared for, null where the entry names none
     * @param shown as it stands in the words of the entry
     * @param value the number when the chip was made, null where the words give none that can be compared
     * @param kept the number kept by the last freezing, null in a draft
     */
    record Chip(
            UUID id,
            String label,
            String unit,
            String suffix,
            @Nullable String indicator,
            @Nullable UUID entry,
            @Nullable Long declaredBy,
            @Nullable UUID figure,
            @Nullable String shown,
            @Nullable BigDecimal value,
            @Nullable BigDecimal kept) {

        static Chip recorded(
                UUID id, String label, String unit, String suffix, String indicator, @Nullable BigDecimal value) {
            return new Chip(id, label, unit, suffix, indicator, null, null, null, null, value, null);
        }

        Chip keeping(@Nullable BigDecimal number) {
            return new Chip(id, label, unit, suffix, indicator, entry, declaredBy, figure, shown, value, number);
        }
    }

    /** A division in its place. */
    record Placed(Section section, int level, int ordinal) {}

    /** Every division in the order of the document, with its depth from 1 and its number among its siblings from 1. */
    List<Placed> inOrder() {
        var placed = new ArrayList<Placed>();
        place(null, 1, placed);
        return placed;
    }

    private void place(@Nullable UUID parent, int level, List<Placed> into) {
        int ordinal = 0;
        for (Section section : sections) {
            if (Objects.equals(section.parent, parent)) {
                into.add(new Placed(section, level, ++ordinal));
                place(section.id, level + 1, into);
            }
        }
    }

    /** Every sentence in the order of the document. */
    List<Sentence> sentences() {
        return inOrder().stream()
                .flatMap(placed -> placed.section.sentences.stream())
                .toList();
    }

    /** The chips that stand in a sentence, each once, in the order of the document. */
    List<Chip> used() {
        Set<UUID> ids = new LinkedHashSet<>();
        sentences().forEach(sentence -> ids.addAll(sentence.chips()));
        return ids.stream().map(chips::get).filter(Objects::nonNull).toList();
    }

    /** The first sentence that holds the chip. */
    Optional<Sentence> holding(UUID chip) {
        return sentences().stream()
                .filter(sentence -> sentence.chips().contains(chip))
                .findFirst();
    }

    Body withChips(Collection<Chip> others) {
        Map<UUID, Chip> all = new LinkedHashMap<>(chips);
        others.forEach(chip -> all.put(chip.id, chip));
        return new Body(sections, all);
    }

    // Divisions

    /**
     * Adds a division.
     *
     * @param after the sibling it follows; null puts it last
     */
    Body addSection(UUID id, String heading, @Nullable UUID parent, @Nullable UUID after) {
        if (parent != null) {
            section(parent);
        }
        var changed = new ArrayList<>(sections);
        int at = changed.size();
        if (after != null) {
            Section sibling = section(after);
            if (!Objects.equals(sibling.parent, parent)) {
                throw Problem.bad("report.not-siblings");
            }
            at = changed.indexOf(sibling) + 1;
        }
        changed.add(at, new Section(id, parent, heading(heading), List.of()));
        return new Body(changed, chips).notTooDeep();
    }

    Body renameSection(UUID id, String heading) {
        String words = heading(heading);
        return replace(id, section -> new Section(section.id, section.parent, words, section.sentences));
    }

    /**
     * Puts a division, with all below it, under a parent at a place among its siblings.
     *
     * @param parent null for the top
     * @param ordinal from 1; beyond the last is last
     */
    Body moveSection(UUID id, @Nullable UUID parent, int ordinal) {
        Section moved = section(id);
        for (UUID above = parent; above != null; above = section(above).parent) {
            if (above.equals(id)) {
                throw Problem.bad("report.section-in-itself", moved.heading);
            }
        }
        var changed = new ArrayList<>(sections);
        changed.remove(moved);
        List<Section> siblings = changed.stream()
                .filter(section -> Objects.equals(section.parent, parent))
                .toList();
        int at = ordinal > siblings.size() ? changed.size() : changed.indexOf(siblings.get(Math.max(ordinal, 1) - 1));
        changed.add(at, new Section(moved.id, parent, moved.heading, moved.sentences));
        return new Body(changed, chips).notTooDeep();
    }

    Body removeSection(UUID id) {
        Section section = section(id);
        boolean parent = sections.stream().anyMatch(other -> id.equals(other.parent));
        if (parent || !section.sentences.isEmpty()) {
            throw Problem.conflict("report.section-not-empty", section.heading);
        }
        return new Body(sections.stream().filter(other -> !other.id.equals(id)).toList(), chips);
    }

    // Sentences

    /**
     * Adds a sentence to a division.
     *
     * @param after the sentence it follows; null puts it last
     */
    Body addSentence(UUID section, Sentence sentence, @Nullable UUID after) {
        checked(sentence.text);
        return replace(section, found -> {
            var changed = new ArrayList<>(found.sentences);
            int at = changed.size();
            if (after != null) {
                at = indexOf(changed, after) + 1;
                if (at == 0) {
                    throw Problem.missing("report.sentence-missing");
                }
            }
            changed.add(at, sentence);
            return found.with(changed);
        });
    }

    /** Gives a sentence other words. Chips may be left out or moved; one this report does not have is refused. */
    Body rewrite(UUID id, String text) {
        String words = checked(text);
        return replaceSentence(
                id,
                old -> new Sentence(old.id, old.origin, old.commitment, words, old.edited || !old.text.equals(words)));
    }

    /**
     * Puts a sentence into a division.
     *
     * @param ordinal its place there, from 1; beyond the last is last
     */
    Body moveSentence(UUID id, UUID section, int ordinal) {
        Sentence moved = sentence(id);
        return removeSentence(id).replace(section, found -> {
            var changed = new ArrayList<>(found.sentences);
            changed.add(Math.clamp(ordinal - 1, 0, changed.size()), moved);
            return found.with(changed);
        });
    }

    Body removeSentence(UUID id) {
        sentence(id);
        return new Body(
                sections.stream()
                        .map(section -> section.with(section.sentences.stream()
                                .filter(other -> !other.id.equals(id))
                                .toList()))
                        .toList(),
                chips);
    }

    /** The sentence of that id. */
    Sentence sentence(UUID id) {
        return sentences().stream()
                .filter(sentence -> sentence.id.equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.missing("report.sentence-missing"));
    }

    /** The division that holds the sentence. */
    Section sectionOf(UUID sentence) {
        return sections.stream()
                .filter(section -> indexOf(section.sentences, sentence) >= 0)
                .findFirst()
                .orElseThrow(() -> Problem.missing("report.sentence-missing"));
    }

    /** The division of that id. */
    Section section(UUID id) {
        return sections.stream()
                .filter(section -> section.id.equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.missing("report.section-missing"));
    }

    private Body replace(UUID id, UnaryOperator<Section> change) {
        section(id);
        return new Body(
                sections.stream()
                        .map(section -> section.id.equals(id) ? change.apply(section) : section)
                        .toList(),
                chips);
    }

    private Body replaceSentence(UUID id, UnaryOperator<Sentence> change) {
        sentence(id);
        return new Body(
                sections.stream()
                        .map(section -> section.with(section.sentences.stream()
                                .map(sentence -> sentence.id.equals(id) ? change.apply(sentence) : sentence)
                                .toList()))
                        .toList(),
                chips);
    }

    private Body notTooDeep() {
        if (inOrder().stream().anyMatch(placed -> placed.level > DEEPEST)) {
            throw Problem.bad("report.too-deep", DEEPEST);
        }
        return this;
    }

    private String checked(String text) {
        // Far too long is refused before it is looked at closely.
        if (text.length() > 4 * LONGEST_SENTENCE) {
            throw Problem.bad("report.sentence-too-long", text.length(), LONGEST_SENTENCE);
        }
        String words = text.replaceAll("\\s*\\R\\s*", "").strip();
        if (words.isEmpty()) {
            throw Problem.bad("report.sentence-empty");
        }
        if (words.length() > LONGEST_SENTENCE) {
            throw Problem.bad("report.sentence-too-long", words.length(), LONGEST_SENTENCE);
        }
        Matcher token = TOKEN.matcher(words);
        var unknown = new HashSet<String>();
        while (token.find()) {
            String id = Objects.requireNonNull(token.group(1));
            if (!chips.containsKey(UUID.fromString(id))) {
                unknown.add(id);
            }
        }
        if (!unknown.isEmpty() || BRACKET.matcher(token.replaceAll("")).find()) {
            throw Problem.bad("report.chip-unknown");
        }
        return words;
    }

    private static String heading(String heading) {
        String words = heading.replaceAll("\\s+", " ").strip();
        if (words.isEmpty()) {
            throw Problem.bad("report.heading-empty");
        }
        if (words.length() > LONGEST_HEADING) {
            throw Problem.bad("report.heading-too-long", words.length(), LONGEST_HEADING);
        }
        if (BRACKET.matcher(words).find()) {
            throw Problem.bad("report.chip-unknown");
        }
        return words;
    }

    private static int indexOf(List<Sentence> sentences, UUID id) {
        for (int index = 0; index < sentences.size(); index++) {
            if (sentences.get(index).id.equals(id)) {
                return index;
            }
        }
        return -1;
    }
}
