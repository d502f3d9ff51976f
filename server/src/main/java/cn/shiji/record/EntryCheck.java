package cn.shiji.record;

import cn.shiji.directory.Directory;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.evidence.Evidence;
import cn.shiji.evidence.FileView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Nearest;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds what was filled in against the form, tells all faults at once, and gives back the values as they are kept.
 *
 * <p>As kept, a value is a text, a number, a list or a map as JSON has them: a day is its ISO text, a person and a file are
 * their ids, a unit is its number, a roll call is a list of {@code {person, name, status}}.
 */
@Component
class EntryCheck {

    /** No roll call is longer. */
    static final int LONGEST_ROLL = 200;

    private static final LocalDate EARLIEST = LocalDate.of(1990, 1, 1);
    private static final int MOST_UNITS = 50;
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    private final Directory directory;
    private final Evidence evidence;
    private final Clock clock;

    EntryCheck(Directory directory, Evidence evidence, Clock clock) {
        this.directory = directory;
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param day the day, today where it was wrong
     * @param values the good values, as kept, in the order of the form
     */
    record Checked(LocalDate day, Map<String, Object> values, List<Fault> faults) {}

    /**
     * Checks an entry.
     *
     * @param unit the unit it belongs to
     * @param before the values of the version it corrects: who stands there may stay, even after moving away; empty for a
     *     new record
     */
    Checked check(
            Caller caller,
            RecordForm form,
            Unit unit,
            @Nullable LocalDate day,
            Map<String, @Nullable Object> sent,
            Map<String, Object> before) {
        return new Run(caller, form, unit, before).check(day, sent);
    }

    /** The people a field asks about, in the order of the tree; no more than a roll call may hold. */
    List<Person> people(Caller caller, Unit unit, FieldType.Who of) {
        return directory.people(caller, unit.id()).stream()
                .filter(person -> of == FieldType.Who.PEOPLE || person.cadre())
                .limit(LONGEST_ROLL)
                .toList();
    }

    private final class Run {

        private final Caller caller;
        private final RecordForm form;
        private final Unit unit;
        private final Map<String, Object> before;
        private final List<Fault> faults = new ArrayList<>();

        Run(Caller caller, RecordForm form, Unit unit, Map<String, Object> before) {
            this.caller = caller;
            this.form = form;
            this.unit = unit;
            this.before = before;
        }

        Checked check(@Nullable LocalDate day, Map<String, @Nullable Object> sent) {
            LocalDate today = LocalDate.now(clock);
            if (day == null) {
                fault("day", "record.day-missing");
            } else if (day.isAfter(today)) {
                fault("day", "record.day-in-future", day.toString(), today.toString());
            } else if (day.isBefore(EARLIEST)) {
                fault("day", "record.day-too-early", day.toString(), EARLIEST.toString());
            }
            List<String> known = form.fields().stream().map(FormField::name).toList();
            for (String name : sent.keySet()) {
                if (!known.contains(name)) {
                    faults.add(Fault.of("values." + name, "record.unknown-field", name)
                            .suggesting(Nearest.to(name, known).orElse(null)));
                }
            }
            Map<String, Object> values = new LinkedHashMap<>();
            for (FormField field : form.fields()) {
                Object value = sent.get(field.name());
                if (isEmpty(value)) {
                    if (field.required()) {
                        fault(
                                at(field),
                                "record.required",
                                field.label().zh(),
                                field.label().en());
                    }
                    continue;
                }
                Object kept = kept(field, Objects.requireNonNull(value));
                if (kept != null) {
                    values.put(field.name(), kept);
                }
            }
            return new Checked(day == null ? today : day, values, List.copyOf(faults));
        }

        private static boolean isEmpty(@Nullable Object value) {
            return value == null
                    || value instanceof String text && text.isBlank()
                    || value instanceof Collection<?> list && list.isEmpty();
        }

        private @Nullable Object kept(FormField field, Object value) {
            return switch (field.type()) {
                case FieldType.Text text -> line(field, value, text.longest());
                case FieldType.LongText(int longest) -> text(field, value, longest);
                case FieldType.Numeric numeric -> number(field, numeric, value);
                case FieldType.Day _ -> day(field, value);
                case FieldType.Choice(List<FieldType.Option> options) -> choice(field, options, value);
                case FieldType.OnePerson(FieldType.Who of) -> person(field, of, value);
                case FieldType.OneUnit(FieldType.Where of) -> {
                    List<Long> units = units(field, of, List.of(value));
                    yield units.isEmpty() ? null : units.getFirst();
                }
                case FieldType.SeveralUnits(FieldType.Where of) -> {
                    if (!(value instanceof Collection<?> list)) {
                        fault(at(field), "record.list-wanted");
                        yield null;
                    }
                    yield units(field, of, list);
                }
                case FieldType.RollCall call -> roll(field, call.of(), value);
                case FieldType.Attachments(boolean photos, int most) -> files(field, photos, most, value);
            };
        }

        private @Nullable String line(FormField field, Object value, int longest) {
            String text = text(field, value, longest);
            return text == null ? null : text.replaceAll("\\s+", " ");
        }

        private @Nullable String text(FormField field, Object value, int longest) {
            if (!(value instanceof String raw)) {
                fault(at(field), "record.text-wanted");
                return null;
            }
            String text = raw.strip();
            int length = text.codePointCount(0, text.length());
            if (length > longest) {
                fault(at(field), "record.text-too-long", length, longest);
                return null;
            }
            if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
                fault(at(field), "record.strange-character");
                return null;
            }
            return text;
        }

        private @Nullable Object number(FormField field, FieldType.Numeric type, Object value) {
            if (!(value instanceof Number raw) || raw instanceof Double real && !Double.isFinite(real)) {
                fault(at(field), "record.number-wanted");
                return null;
            }
            BigDecimal number = new BigDecimal(raw.toString());
            if (number.abs().compareTo(LARGEST) > 0) {
                fault(at(field), "record.number-too-large", LARGEST.toPlainString());
                return null;
            }
            BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            if (plain.scale() > type.decimals()) {
                fault(
                        at(field),
                        type.decimals() == 0 ? "record.whole-number-wanted" : "record.too-many-decimals",
                        type.decimals());
                return null;
            }
            BigDecimal least = type.least();
            BigDecimal most = type.most();
            if (least != null && plain.compareTo(least) < 0) {
                fault(at(field), "record.number-too-small", least.toPlainString());
                return null;
            }
            if (most != null && plain.compareTo(most) > 0) {
                fault(at(field), "record.number-above-most", most.toPlainString());
                return null;
            }
            return plain.scale() <= 0 ? (Object) plain.longValueExact() : plain;
        }

        private @Nullable String day(FormField field, Object value) {
            try {
                return LocalDate.parse(String.valueOf(value)).toString();
            } catch (DateTimeParseException wrong) {
                fault(at(field), "record.day-wanted");
                return null;
            }
        }

        private @Nullable String choice(FormField field, List<FieldType.Option> options, Object value) {
            List<String> known = options.stream().map(FieldType.Option::value).toList();
            if (value instanceof String chosen && known.contains(chosen)) {
                return chosen;
            }
            String near = Nearest.to(String.valueOf(value), known).orElse(null);
            faults.add(Fault.of(at(field), "record.no-such-option", shortened(value), String.join("、", known))
                    .suggesting(near));
            return null;
        }

        private @Nullable String person(FormField field, FieldType.Who of, Object value) {
            Optional<UUID> id = uuid(value);
            if (id.isEmpty()) {
                fault(at(field), "record.person-wanted");
                return null;
            }
            if (id.get().toString().equals(before.get(field.name()))) {
                return id.get().toString();
            }
            Person person = directory.people(List.of(id.get())).get(id.get());
            if (person == null
                    || !caller.reach().holds(directory.unit(person.unit()).place())) {
                fault(at(field), "record.person-unknown");
                return null;
            }
            if (of == FieldType.Who.CADRES && !person.cadre()) {
                fault(at(field), "record.person-no-cadre", person.name());
                return null;
            }
            return id.get().toString();
        }

        private List<Long> units(FormField field, FieldType.Where of, Collection<?> sent) {
            if (sent.size() > MOST_UNITS) {
                fault(at(field), "record.too-many", sent.size(), MOST_UNITS);
                return List.of();
            }
            List<UnitId> ids = new ArrayList<>();
            for (Object each : sent) {
                if (each instanceof Number number
                        && number.longValue() > 0
                        && number.doubleValue() == number.longValue()) {
                    ids.add(new UnitId(number.longValue()));
                } else {
                    fault(at(field), "record.unit-wanted");
                }
            }
            Map<UnitId, Unit> found = directory.units(ids);
            List<Long> kept = new ArrayList<>();
            Set<UnitId> seen = new HashSet<>();
            for (UnitId id : ids) {
                Unit other = found.get(id);
                if (!seen.add(id)) {
                    fault(at(field), "record.unit-doubled", other == null ? id.toString() : other.name());
                } else if (other == null || !belongs(other, of)) {
                    fault(at(field), "record.unit-not-among", new Problem.Word("record.units-" + of.word()));
                } else {
                    kept.add(id.value());
                }
            }
            return kept;
        }

        private boolean belongs(Unit other, FieldType.Where of) {
            return switch (of) {
                case OWN -> unit.places().holds(other.place());
                case NEIGHBOURS ->
                    other.kind() == UnitKind.VILLAGE
                            && !other.id().equals(unit.id())
                            && directory.countyOf(unit.id()).places().holds(other.place());
            };
        }

        private @Nullable List<Object> roll(FormField field, FieldType.Who of, Object value) {
            if (!(value instanceof Collection<?> sent)) {
                fault(at(field), "record.list-wanted");
                return null;
            }
            if (sent.size() > LONGEST_ROLL) {
                fault(at(field), "record.too-many", sent.size(), LONGEST_ROLL);
                return null;
            }
            Map<UUID, String> known = new LinkedHashMap<>();
            if (before.get(field.name()) instanceof Collection<?> earlier) {
                earlier.stream()
                        .flatMap(each -> RollEntry.of(each).stream())
                        .forEach(entry -> known.put(entry.person(), entry.name()));
            }
            people(caller, unit, of).forEach(person -> known.put(person.id(), person.name()));
            List<Object> kept = new ArrayList<>();
            Set<UUID> seen = new HashSet<>();
            int index = 0;
            for (Object each : sent) {
                String at = at(field) + "[" + index++ + "]";
                if (!(each instanceof Map<?, ?> entry)) {
                    fault(at, "record.roll-entry-wanted");
                    continue;
                }
                Optional<UUID> person = uuid(entry.get("person"));
                Optional<RollStatus> status = RollStatus.of(String.valueOf(entry.get("status")));
                String name = person.map(known::get).orElse(null);
                if (name == null) {
                    fault(at + ".person", "record.roll-person-unknown", unit.name());
                } else if (!seen.add(person.orElseThrow())) {
                    fault(at + ".person", "record.roll-person-doubled", name);
                }
                if (status.isEmpty()) {
                    faults.add(Fault.of(at + ".status", "record.roll-status-unknown", shortened(entry.get("status")))
                            .suggesting(Nearest.to(
                                            String.valueOf(entry.get("status")), List.of("present", "leave", "absent"))
                                    .orElse(null)));
                }
                if (name != null && status.isPresent()) {
                    kept.add(new RollEntry(person.orElseThrow(), name, status.get()).kept());
                }
            }
            return kept;
        }

        private @Nullable List<String> files(FormField field, boolean photos, int most, Object value) {
            if (!(value instanceof Collection<?> sent)) {
                fault(at(field), "record.list-wanted");
                return null;
            }
            if (sent.size() > most) {
                fault(at(field), "record.too-many", sent.size(), most);
                return null;
            }
            List<UUID> ids = sent.stream()
                    .flatMap(each -> uuid(each).stream())
                    .distinct()
                    .toList();
            if (ids.size() < sent.size()) {
                fault(at(field), "record.file-wanted");
            }
            Map<UUID, FileView> found = new HashMap<>();
            evidence.describe(caller, ids).forEach(file -> found.put(file.id(), file));
            // What is on the record already may stay, though somebody above has kept it.
            if (before.get(field.name()) instanceof Collection<?> earlier) {
                List<UUID> there =
                        earlier.stream().flatMap(each -> uuid(each).stream()).toList();
                evidence.describe(there).forEach(file -> found.put(file.id(), file));
            }
            List<String> kept = new ArrayList<>();
            for (UUID id : ids) {
                FileView file = found.get(id);
                if (file == null) {
                    fault(at(field), "record.file-unknown");
                } else if (photos && !file.mediaType().startsWith("image/")) {
                    fault(at(field), "record.photo-wanted", file.name());
                } else {
                    kept.add(id.toString());
                }
            }
            return kept;
        }

        private static Optional<UUID> uuid(@Nullable Object value) {
            try {
                return value instanceof String text ? Optional.of(UUID.fromString(text)) : Optional.empty();
            } catch (IllegalArgumentException notAnId) {
                return Optional.empty();
            }
        }

        private static String shortened(@Nullable Object value) {
            String text = String.valueOf(value);
            return text.length() <= 40 ? text : text.substring(0, 40) + "…";
        }

        private static String at(FormField field) {
            return "values." + field.name();
        }

        private void fault(String at, String code, Object... args) {
            faults.add(Fault.of(at, code, args));
        }
    }
}
