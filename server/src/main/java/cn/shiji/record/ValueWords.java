package cn.shiji.record;

import cn.shiji.directory.Directory;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.kernel.UnitId;
import cn.shiji.mechanism.PackWords;
import cn.shiji.record.RecordStore.Findable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells kept values in words; names of people and units are looked up for a whole list at once. */
@Component
class ValueWords {

    private final Directory directory;

    ValueWords(Directory directory) {
        this.directory = directory;
    }

    /** The names that some values speak of. */
    record Names(Map<UUID, Person> people, Map<UnitId, Unit> units) {

        String person(String id) {
            Person person = people.get(UUID.fromString(id));
            return person == null ? "" : person.name();
        }

        String unit(long id) {
            Unit unit = units.get(new UnitId(id));
            return unit == null ? Long.toString(id) : unit.name();
        }
    }

    /** Values and the form they were filled into. */
    record Filled(RecordForm form, Map<String, Object> values) {}

    /** Looks up every name the values speak of. */
    Names names(Collection<Filled> all) {
        Set<UUID> people = new HashSet<>();
        Set<UnitId> units = new HashSet<>();
        for (Filled filled : all) {
            for (FormField field : filled.form.fields()) {
                Object value = filled.values.get(field.name());
                switch (field.type()) {
                    case FieldType.OnePerson _ when value instanceof String id -> idOf(id).ifPresent(people::add);
                    case FieldType.OneUnit _ when value instanceof Number id -> units.add(new UnitId(id.longValue()));
                    case FieldType.SeveralUnits _
                    when value instanceof Collection<?> ids ->
                        ids.stream()
                                .filter(Number.class::isInstance)
                                .forEach(id -> units.add(new UnitId(((Number) id).longValue())));
                    default -> {
                        // Other values name nobody, or bring the names along.
                    }
                }
            }
        }
        return new Names(
                people.isEmpty() ? Map.of() : directory.people(people),
                units.isEmpty() ? Map.of() : directory.units(units));
    }

    private static Optional<UUID> idOf(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Every filled field in a few words, for lists. */
    Map<String, String> brief(Filled filled, Names names, Locale language) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (FormField field : filled.form.fields()) {
            Object value = filled.values.get(field.name());
            if (value != null) {
                shown.put(field.name(), tell(field, value, names, language, false));
            }
        }
        return shown;
    }

    /**
     * Every filled field in full, of values that may have been shortened since they were filled in: what does not fit its
     * field any more is told as it stands.
     */
    Map<String, String> kept(Filled filled, Names names, Locale language) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (FormField field : filled.form.fields()) {
            Object value = filled.values.get(field.name());
            if (value != null) {
                String told;
                try {
                    told = tell(field, value, names, language, true);
                } catch (ClassCastException | IllegalArgumentException _) {
                    told = value.toString();
                }
                shown.put(field.name(), told);
            }
        }
        return shown;
    }

    /** One value in full, for the history; empty where nothing is filled in. */
    String full(FormField field, @Nullable Object value, Names names, Locale language) {
        return value == null ? "" : tell(field, value, names, language, true);
    }

    private static String tell(FormField field, Object value, Names names, Locale language, boolean full) {
        String between = language.getLanguage().equals("en") ? ", " : "、";
        return switch (field.type()) {
            case FieldType.Text _, FieldType.LongText _, FieldType.Day _ -> value.toString();
            case FieldType.Numeric numeric -> {
                String number = new BigDecimal(value.toString()).toPlainString();
                yield numeric.unit() == null ? number : number + " " + numeric.unit();
            }
            case FieldType.Choice(List<FieldType.Option> options) ->
                options.stream()
                        .filter(option -> option.value().equals(value))
                        .map(option -> option.label().in(language))
                        .findFirst()
                        .orElse(value.toString());
            case FieldType.OnePerson _ -> names.person(value.toString());
            case FieldType.OneUnit _ -> names.unit(((Number) value).longValue());
            case FieldType.SeveralUnits _ ->
                ((Collection<?>) value)
                        .stream()
                                .map(id -> names.unit(((Number) id).longValue()))
                                .collect(Collectors.joining(between));
            case FieldType.RollCall _ -> roll(rollOf(value), language, between, full);
            case FieldType.Attachments _ ->
                PackWords.tell("record.attachments", List.of(((Collection<?>) value).size()), language);
        };
    }

    private static String roll(List<RollEntry> entries, Locale language, String between, boolean full) {
        List<String> parts = new ArrayList<>();
        for (RollStatus status : RollStatus.values()) {
            List<RollEntry> such =
                    entries.stream().filter(entry -> entry.status() == status).toList();
            if (such.isEmpty() && status != RollStatus.PRESENT) {
                continue;
            }
            String count = PackWords.tell("record.roll-" + status.word(), List.of(such.size()), language);
            parts.add(
                    full && !such.isEmpty()
                            ? count + " (" + such.stream().map(RollEntry::name).collect(Collectors.joining(between))
                                    + ")"
                            : count);
        }
        return String.join(language.getLanguage().equals("en") ? "; " : "；", parts);
    }

    /** The entries of a kept roll call. */
    static List<RollEntry> rollOf(@Nullable Object value) {
        return value instanceof Collection<?> list
                ? list.stream()
                        .flatMap(each -> RollEntry.of(Objects.requireNonNull(each)).stream())
                        .toList()
                : List.of();
    }

    /** The values as lists search and sort them. */
    List<Findable> findable(Filled filled, Names names) {
        List<Findable> rows = new ArrayList<>();
        for (FormField field : filled.form.fields()) {
            Object value = filled.values.get(field.name());
            if (value == null) {
                continue;
            }
            String name = field.name();
            switch (field.type()) {
                case FieldType.Numeric _ -> rows.add(new Findable(name, null, new BigDecimal(value.toString()), null));
                case FieldType.Day _ -> rows.add(new Findable(name, null, null, LocalDate.parse(value.toString())));
                case FieldType.RollCall _ -> {
                    // Who was there is not searched for: the list is about sessions, not about persons.
                    long present = rollOf(value).stream()
                            .filter(entry -> entry.status() == RollStatus.PRESENT)
                            .count();
                    rows.add(new Findable(name, null, BigDecimal.valueOf(present), null));
                }
                case FieldType.Attachments _ ->
                    rows.add(new Findable(name, null, BigDecimal.valueOf(((Collection<?>) value).size()), null));
                case FieldType.Text _,
                        FieldType.LongText _,
                        FieldType.Choice _,
                        FieldType.OnePerson _,
                        FieldType.OneUnit _,
                        FieldType.SeveralUnits _ ->
                    rows.add(new Findable(name, tell(field, value, names, Locale.CHINESE, false), null, null));
            }
        }
        return rows;
    }
}
