package cn.shiji.record;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.evidence.Evidence;
import cn.shiji.evidence.FileView;
import cn.shiji.fact.FactRole;
import cn.shiji.fact.Facts;
import cn.shiji.fact.NewFact;
import cn.shiji.fact.UnitPart;
import cn.shiji.indicator.FigureQuery;
import cn.shiji.indicator.FigureView;
import cn.shiji.indicator.Indicators;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Nearest;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.SourceRef;
import cn.shiji.kernel.UnitId;
import cn.shiji.mechanism.Mechanisms;
import cn.shiji.mechanism.Pack;
import cn.shiji.record.RecordStore.Kept;
import cn.shiji.record.RecordStore.Version;
import cn.shiji.record.ValueWords.Filled;
import cn.shiji.record.ValueWords.Names;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of {@code record}: puts work on record, corrects and withdraws it, and shows it. */
@Service
public class Records {

    /** The module's name in the source of its facts. */
    public static final String MODULE = "record";

    private static final int LONGEST_REASON = 200;

    private final RecordStore store;
    private final RecordBoard board;
    private final EntryCheck entryCheck;
    private final RecordFacts recordFacts;
    private final ValueWords words;
    private final Mechanisms mechanisms;
    private final Facts facts;
    private final Indicators indicators;
    private final Directory directory;
    private final Evidence evidence;
    private final Access access;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Records(
            RecordStore store,
            RecordBoard board,
            EntryCheck entryCheck,
            RecordFacts recordFacts,
            ValueWords words,
            Mechanisms mechanisms,
            Facts facts,
            Indicators indicators,
            Directory directory,
            Evidence evidence,
            Access access,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.board = board;
        this.entryCheck = entryCheck;
        this.recordFacts = recordFacts;
        this.words = words;
        this.mechanisms = mechanisms;
        this.facts = facts;
        this.indicators = indicators;
        this.directory = directory;
        this.evidence = evidence;
        this.access = access;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Whether an entry was the first under its id, or the same one sent again. */
    public enum Entered {
        /** It is new. */
        FIRST,
        /** It was there already, exactly so. */
        AGAIN
    }

    /**
     * Puts something on record, with its facts, in one transaction. The same entry under the same id again changes nothing.
     *
     * @param id made by whoever sends it
     * @throws Problem {@code record.faulty} with every fault; {@code record.id-taken} when the id holds another entry;
     *     {@code directory.unit-missing}, {@code record.other-unit}, {@code mechanism.missing}, {@code access.not-allowed}
     */
    public Entered enter(Caller caller, UUID id, RecordEntry entry) {
        access.require(caller, Right.RECORD_ENTER);
        Unit unit = writableUnit(caller, entry.unit());
        requireNames(entry);
        String digest = Digest.of(entry.pack(), entry.kind(), entry.unit(), entry.day(), sent(entry.values()));
        Optional<Kept> there = store.byId(id);
        if (there.isPresent()) {
            return sameOrTaken(there.get(), digest);
        }
        Pack pack = mechanisms.get(entry.pack());
        RecordForm form = form(pack, entry.kind());
        EntryCheck.Checked checked = entryCheck.check(caller, form, unit, entry.day(), sent(entry.values()), Map.of());
        if (!checked.faults().isEmpty()) {
            throw Problem.faulty("record.faulty", checked.faults());
        }
        Filled filled = new Filled(form, checked.values());
        Names names = words.names(List.of(filled));
        Kept record = new Kept(
                id,
                pack.id(),
                form.name(),
                pack.revision(),
                unit.id(),
                unit.place(),
                checked.day(),
                title(filled, checked.day(), names),
                checked.values(),
                1,
                false,
                digest,
                caller.account(),
                caller.name(),
                clock.instant());
        try {
            transaction.executeWithoutResult(_ -> {
                store.add(record, words.findable(filled, names));
                writeFacts(form, unit, record, record.day(), record.values(), record.title(), 1);
                access.audit(AuditEntry.of(caller, "record.enter", MODULE, id.toString(), record.title())
                        .in(record.unit(), record.place())
                        .with("form", pack.id() + "." + form.name())
                        .with("day", record.day()));
            });
            return Entered.FIRST;
        } catch (DuplicateKeyException _) {
            // Somebody else was first under this id; what they sent decides, where the caller may see it.
            return sameOrTaken(store.byId(id).orElseThrow(() -> taken(id)), digest);
        }
    }

    /**
     * Corrects a record: a new version, the earlier facts reversed, the new ones written. The same correction sent again
     * changes nothing.
     *
     * @throws Problem {@code record.missing}; {@code record.stale} when another version is current than was seen;
     *     {@code record.withdrawn}; {@code record.faulty} with every fault
     */
    @Transactional
    public void correct(Caller caller, UUID id, RecordCorrection correction) {
        access.require(caller, Right.RECORD_CORRECT);
        Kept record = store.lock(caller.reach(), id).orElseThrow(Records::missing);
        Unit unit = writableUnit(caller, record.unit().value());
        String digest = Digest.of(
                "correction", correction.version(), correction.day(), sent(correction.values()), correction.reason());
        if (wasDone(record, correction.version(), digest)) {
            return;
        }
        refuseStale(record, correction.version());
        RecordForm form = form(record);
        LocalDate day = correction.day() == null ? record.day() : correction.day();
        EntryCheck.Checked checked =
                entryCheck.check(caller, form, unit, day, sent(correction.values()), record.values());
        List<Fault> faults = new ArrayList<>(checked.faults());
        reasonFault(correction.reason()).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            throw Problem.faulty("record.faulty", faults);
        }
        if (checked.day().equals(record.day()) && Digest.of(checked.values()).equals(Digest.of(record.values()))) {
            throw Problem.bad("record.nothing-changed", record.title());
        }
        Filled filled = new Filled(form, checked.values());
        Names names = words.names(List.of(filled));
        Version next = new Version(
                record.version() + 1,
                checked.day(),
                title(filled, checked.day(), names),
                checked.values(),
                false,
                Objects.requireNonNull(correction.reason()).strip(),
                digest,
                caller.name(),
                clock.instant());
        store.change(record, next, caller, words.findable(filled, names));
        facts.reverse(source(record, next.version()));
        writeFacts(form, unit, record, next.day(), next.values(), next.title(), next.version());
        access.audit(AuditEntry.of(caller, "record.correct", MODULE, id.toString(), next.title())
                .in(record.unit(), record.place())
                .change("version", record.version(), next.version())
                .change("title", record.title(), next.title())
                .change("day", record.day(), next.day())
                .changes(record.values(), next.values())
                .with("reason", String.valueOf(next.reason())));
    }

    /**
     * Withdraws a record: it stays readable and counts no longer. The same withdrawal sent again changes nothing.
     *
     * @throws Problem as {@link #correct}
     */
    @Transactional
    public void withdraw(Caller caller, UUID id, RecordWithdrawal withdrawal) {
        access.require(caller, Right.RECORD_CORRECT);
        Kept record = store.lock(caller.reach(), id).orElseThrow(Records::missing);
        writableUnit(caller, record.unit().value());
        String digest = Digest.of("withdrawal", withdrawal.version(), withdrawal.reason());
        if (wasDone(record, withdrawal.version(), digest)) {
            return;
        }
        refuseStale(record, withdrawal.version());
        reasonFault(withdrawal.reason()).ifPresent(fault -> {
            throw Problem.faulty("record.faulty", List.of(fault));
        });
        Version next = new Version(
                record.version() + 1,
                record.day(),
                record.title(),
                record.values(),
                true,
                Objects.requireNonNull(withdrawal.reason()).strip(),
                digest,
                caller.name(),
                clock.instant());
        store.change(record, next, caller, List.of());
        facts.reverse(source(record, next.version()));
        access.audit(AuditEntry.of(caller, "record.withdraw", MODULE, id.toString(), record.title())
                .in(record.unit(), record.place())
                .change("state", state(false), state(true))
                .with("reason", String.valueOf(next.reason())));
    }

    /**
     * A record for a screen.
     *
     * @throws Problem {@code record.missing} also where it lies outside the caller's scope
     */
    @Transactional(readOnly = true)
    public RecordView view(Caller caller, UUID id, Locale language) {
        Kept record = store.byId(caller.reach(), id).orElseThrow(Records::missing);
        Pack pack = mechanisms.revision(record.pack(), record.revision());
        RecordForm form = form(pack, record.kind());
        Unit unit = directory.unit(record.unit());
        List<Version> versions = store.versions(id);
        Names names = words.names(versions.stream()
                .map(version -> new Filled(form, version.values()))
                .toList());
        return new RecordView(
                id,
                pack.id(),
                pack.name().in(language),
                form.name(),
                form.label().in(language),
                unit.ref(),
                record.day(),
                form.dayLabel().in(language),
                record.title(),
                record.values(),
                words.brief(new Filled(form, record.values()), names, language),
                form.fields().stream()
                        .map(field -> FieldView.of(field, language))
                        .toList(),
                files(form, record.values()),
                record.version(),
                state(record.withdrawn()),
                record.enteredByName(),
                record.enteredAt(),
                !record.withdrawn() && mayWrite(caller, unit),
                history(form, versions, names, language),
                record.withdrawn() ? List.of() : factViews(form, unit, record),
                moved(caller, record, language));
    }

    /** A page of the records within the caller's scope. */
    @Transactional(readOnly = true)
    public Page<RecordRow> list(Caller caller, RecordQuery query, int page, int size, Locale language) {
        Page<Kept> kept = board.list(caller, query, page, size);
        return new Page<>(rows(kept.items(), language), kept.page(), kept.size(), kept.total());
    }

    /**
     * What fields of a record are called, and what some values of them say, for who reads the trail: by the form the record
     * was filled into, in the reader's language.
     *
     * @param before values as the trail keeps them, by field
     * @param after the same
     * @return empty where the record is not within the reach of the thread
     */
    @Transactional(readOnly = true)
    public Optional<ToldFields> told(UUID id, Map<String, Object> before, Map<String, Object> after, Locale language) {
        return store.byId(id).map(record -> {
            RecordForm form = form(record);
            Filled was = new Filled(form, before);
            Filled is = new Filled(form, after);
            Names names = words.names(List.of(was, is));
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("day", form.dayLabel().in(language));
            form.fields()
                    .forEach(field -> labels.put(field.name(), field.label().in(language)));
            return new ToldFields(labels, words.kept(was, names, language), words.kept(is, names, language));
        });
    }

    List<RecordRow> rows(List<Kept> records, Locale language) {
        Map<UUID, Filled> filled = new LinkedHashMap<>();
        for (Kept record : records) {
            filled.put(record.id(), new Filled(form(record), record.values()));
        }
        Names names = words.names(filled.values());
        Map<UnitId, Unit> units =
                directory.units(records.stream().map(Kept::unit).distinct().toList());
        return records.stream()
                .map(record -> {
                    Filled values = Objects.requireNonNull(filled.get(record.id()));
                    return new RecordRow(
                            record.id(),
                            record.pack(),
                            record.kind(),
                            values.form().label().in(language),
                            record.title(),
                            record.day(),
                            Optional.ofNullable(units.get(record.unit()))
                                    .map(Unit::ref)
                                    .orElseThrow(),
                            record.values(),
                            words.brief(values, names, language),
                            record.version(),
                            state(record.withdrawn()),
                            record.enteredByName(),
                            record.enteredAt());
                })
                .toList();
    }

    /** How many records of the mechanism each day of a month has, by day; days without any are left out. */
    public Map<LocalDate, Long> days(Caller caller, RecordQuery query, YearMonth month) {
        Map<LocalDate, Long> days = new LinkedHashMap<>();
        board.days(caller, query, month).forEach(each -> days.put(each.day(), each.count()));
        return days;
    }

    /**
     * What was filled into a field before, within the caller's scope; empty for fields that offer nothing.
     *
     * @throws Problem {@code mechanism.missing}, {@code record.no-such-form}, {@code record.no-such-field}
     */
    public List<String> suggestions(Caller caller, String pack, String kind, String field) {
        FormField asked = field(pack, kind, field);
        return asked.type() instanceof FieldType.Text text && text.suggest()
                ? board.suggestions(caller, pack, kind, field)
                : List.of();
    }

    /**
     * The people a roll call or person field asks about, for a record of this unit.
     *
     * @throws Problem as {@link #suggestions}, and {@code directory.unit-missing}
     */
    public List<Person> roll(Caller caller, String pack, String kind, String field, UnitId unit) {
        Unit of = directory.unit(caller, unit);
        return switch (field(pack, kind, field).type()) {
            case FieldType.RollCall call -> entryCheck.people(caller, of, call.of());
            case FieldType.OnePerson person -> entryCheck.people(caller, of, person.of());
            default -> List.of();
        };
    }

    private FormField field(String pack, String kind, String field) {
        RecordForm form = form(mechanisms.get(pack), kind);
        return form.field(field).orElseThrow(() -> Problem.missing("record.no-such-field", field));
    }

    private static Map<String, @Nullable Object> sent(@Nullable Map<String, @Nullable Object> values) {
        return values == null ? Map.of() : values;
    }

    /** JSON may leave out what it must not; the types cannot tell. */
    private static void requireNames(RecordEntry entry) {
        List<Fault> faults = new ArrayList<>();
        if (entry.pack() == null || entry.pack().isBlank()) {
            faults.add(Fault.of("pack", "record.pack-missing"));
        }
        if (entry.kind() == null || entry.kind().isBlank()) {
            faults.add(Fault.of("kind", "record.kind-missing"));
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("record.faulty", faults);
        }
    }

    private static Entered sameOrTaken(Kept there, String digest) {
        if (there.digest().equals(digest)) {
            return Entered.AGAIN;
        }
        throw taken(there.id());
    }

    private static Problem taken(UUID id) {
        return Problem.conflict("record.id-taken", id.toString());
    }

    private boolean wasDone(Kept record, int seen, String digest) {
        return store.version(record.id(), seen + 1)
                .filter(version -> version.digest().equals(digest))
                .isPresent();
    }

    private static void refuseStale(Kept record, int seen) {
        if (record.withdrawn()) {
            throw Problem.conflict("record.withdrawn", record.title());
        }
        if (record.version() != seen) {
            throw Problem.conflict("record.stale", record.version(), seen);
        }
    }

    private static Optional<Fault> reasonFault(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return Optional.of(Fault.of("reason", "record.reason-missing"));
        }
        int length = reason.codePointCount(0, reason.length());
        return length > LONGEST_REASON
                ? Optional.of(Fault.of("reason", "record.text-too-long", length, LONGEST_REASON))
                : Optional.empty();
    }

    private Unit writableUnit(Caller caller, long id) {
        Unit unit = directory.unit(caller, new UnitId(id));
        if (!caller.may(Right.RECORD_BELOW) && !unit.id().equals(caller.unit())) {
            throw Problem.notAllowed("record.other-unit", unit.name());
        }
        return unit;
    }

    private boolean mayWrite(Caller caller, Unit unit) {
        return caller.may(Right.RECORD_ENTER)
                && (caller.may(Right.RECORD_BELOW) || unit.id().equals(caller.unit()));
    }

    private RecordForm form(Kept record) {
        return form(mechanisms.revision(record.pack(), record.revision()), record.kind());
    }

    private static RecordForm form(Pack pack, String kind) {
        RecordForms forms = pack.part(RecordForms.class).orElse(new RecordForms(List.of()));
        return forms.form(kind).orElseThrow(() -> {
            List<String> known = forms.forms().stream().map(RecordForm::name).toList();
            Fault fault = Fault.of("kind", "record.no-such-form", kind, String.join("、", known))
                    .suggesting(Nearest.to(kind, known).orElse(null));
            return Problem.faulty("record.faulty", List.of(fault));
        });
    }

    private String title(Filled filled, LocalDate day, Names names) {
        Map<String, String> shown = words.brief(filled, names, Locale.CHINESE);
        String title = TitleTemplate.fill(
                filled.form().title(), name -> name.equals("day") ? day.toString() : shown.getOrDefault(name, ""));
        return title.isEmpty() ? filled.form().label().zh() : title;
    }

    private void writeFacts(
            RecordForm form,
            Unit unit,
            Kept record,
            LocalDate day,
            Map<String, Object> values,
            String title,
            int version) {
        facts.write(recordFacts.of(form, record.pack(), unit, day, values, source(record, version), title));
    }

    private static SourceRef source(Kept record, int version) {
        return new SourceRef(MODULE, record.pack() + "." + record.kind(), record.id(), version);
    }

    private List<FileView> files(RecordForm form, Map<String, Object> values) {
        List<UUID> ids = new ArrayList<>();
        for (FormField field : form.fields()) {
            if (field.type() instanceof FieldType.Attachments
                    && values.get(field.name()) instanceof Collection<?> list) {
                list.forEach(id -> ids.add(UUID.fromString(id.toString())));
            }
        }
        return ids.isEmpty() ? List.of() : evidence.describe(ids);
    }

    private List<RecordView.VersionView> history(
            RecordForm form, List<Version> versions, Names names, Locale language) {
        List<RecordView.VersionView> history = new ArrayList<>();
        Version before = null;
        for (Version version : versions) {
            history.add(new RecordView.VersionView(
                    version.version(),
                    version.at(),
                    version.byName(),
                    state(version.withdrawn()),
                    version.reason(),
                    before == null ? List.of() : changes(form, before, version, names, language)));
            before = version;
        }
        return history;
    }

    private List<RecordView.ChangeView> changes(
            RecordForm form, Version before, Version after, Names names, Locale language) {
        List<RecordView.ChangeView> changes = new ArrayList<>();
        if (!before.day().equals(after.day())) {
            changes.add(new RecordView.ChangeView(
                    "day",
                    form.dayLabel().in(language),
                    before.day().toString(),
                    after.day().toString()));
        }
        for (FormField field : form.fields()) {
            Object one = before.values().get(field.name());
            Object other = after.values().get(field.name());
            if (!Digest.of(one).equals(Digest.of(other))) {
                changes.add(new RecordView.ChangeView(
                        field.name(),
                        field.label().in(language),
                        words.full(field, one, names, language),
                        words.full(field, other, names, language)));
            }
        }
        return changes;
    }

    /** What the record adds to figures, by the same rule its facts were written by. */
    private List<RecordView.FactView> factViews(RecordForm form, Unit unit, Kept record) {
        List<NewFact> given = recordFacts.of(
                form,
                record.pack(),
                unit,
                record.day(),
                record.values(),
                source(record, record.version()),
                record.title());
        Map<String, BigDecimal> quantities = new LinkedHashMap<>();
        Map<String, List<UnitId>> units = new LinkedHashMap<>();
        for (NewFact fact : given) {
            quantities.merge(fact.kind(), fact.quantity(), BigDecimal::add);
            units.put(
                    fact.kind(),
                    fact.units().stream()
                            .filter(part -> part.role() == FactRole.BY)
                            .map(UnitPart::unit)
                            .toList());
        }
        Map<UnitId, Unit> named = directory.units(
                units.values().stream().flatMap(List::stream).distinct().toList());
        return quantities.entrySet().stream()
                .map(each -> new RecordView.FactView(
                        each.getKey(),
                        each.getValue(),
                        units.getOrDefault(each.getKey(), List.of()).stream()
                                .flatMap(id -> Optional.ofNullable(named.get(id)).map(Unit::name).stream())
                                .toList()))
                .toList();
    }

    private List<FigureView> moved(Caller caller, Kept record, Locale language) {
        Period year = Period.year(record.day().getYear());
        List<FigureQuery> queries = indicators.all().stream()
                .filter(indicator -> indicator.pack().equals(record.pack()))
                .map(indicator -> new FigureQuery(indicator.id(), record.unit(), year))
                .toList();
        return indicators.read(caller, queries, null).stream()
                .map(figure -> indicators.view(figure, language))
                .toList();
    }

    private static String state(boolean withdrawn) {
        return withdrawn ? "withdrawn" : "kept";
    }

    private static Problem missing() {
        return Problem.missing("record.missing");
    }
}
