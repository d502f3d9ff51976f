package cn.shiji.directory.people;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.Vault;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door of people: what is known of them, where they belong, and the few ways to see what is sealed.
 *
 * <p>Whatever leaves this door masked may stand in lists; what leaves it in clear was asked for with a purpose and is in the
 * trail.
 */
@Service("peopleDoor")
public class People {

    /** How long a screen shows a value that was revealed. */
    private static final Duration SHOWN = Duration.ofSeconds(60);

    /** Shown in place of a value that was altered or whose key is lost. */
    private static final String BROKEN = "????";

    private static final int LARGEST_PAGE = 200;
    private static final int MOST_AT_ONCE = 500;
    private static final int SHORTEST_WORDS = 4;
    private static final int LONGEST_WORDS = 200;
    private static final Set<String> FORMS = Set.of("written", "spoken", "online");

    private final PersonRows rows;
    private final MergeRows merges;
    private final Posts posts;
    private final Directory directory;
    private final Access access;
    private final Vault vault;
    private final Clock clock;

    People(
            PersonRows rows,
            MergeRows merges,
            Posts posts,
            Directory directory,
            Access access,
            Vault vault,
            Clock clock) {
        this.rows = rows;
        this.merges = merges;
        this.posts = posts;
        this.directory = directory;
        this.access = access;
        this.vault = vault;
        this.clock = clock;
    }

    /** Why somebody wants to see something in clear. */
    public record Why(Purpose purpose, @Nullable String words) {}

    /** Everything that is wrong with what is written down of a person; nothing where it can be taken. */
    public List<Fault> faults(PersonData data) {
        return data.tidied().faults(today());
    }

    /** A page of the list, numbers masked. */
    Page<PersonViews.PersonLine> list(Caller caller, PeopleQuery query, int page, int size, Locale language) {
        access.require(caller, Right.DIRECTORY_READ);
        Scope under = query.unit() == null
                ? null
                : directory.unit(caller, new UnitId(query.unit())).places();
        Page<PersonRows.Kept> found =
                rows.list(query, caller.reach(), under, today(), Math.max(1, page), Math.clamp(size, 1, LARGEST_PAGE));
        return new Page<>(lines(found.items(), language), found.page(), found.size(), found.total());
    }

    /** Rows of the list as screens show them. */
    List<PersonViews.PersonLine> lines(List<PersonRows.Kept> people, Locale language) {
        Map<UnitId, Unit> units =
                directory.units(people.stream().map(PersonRows.Kept::unit).collect(Collectors.toSet()));
        Map<UUID, List<PersonViews.HeldPost>> held =
                posts.heldBy(people.stream().map(PersonRows.Kept::id).toList(), language);
        return people.stream()
                .map(person -> new PersonViews.PersonLine(
                        person.id(),
                        person.name(),
                        person.title(),
                        ref(units, person.unit()),
                        person.cadre(),
                        person.sex(),
                        person.workPhone(),
                        masked(person, SensitiveField.PHONE),
                        masked(person, SensitiveField.IDENTITY),
                        held.getOrDefault(person.id(), List.of()).stream()
                                .filter(PersonViews.HeldPost::now)
                                .map(PersonViews.HeldPost::name)
                                .toList(),
                        person.leftOn()))
                .toList();
    }

    /**
     * Who has this identity or telephone number; it is found without opening anybody's.
     *
     * @throws Problem {@code directory.person-number} where it is neither
     */
    @Transactional
    List<PersonViews.PersonLine> find(Caller caller, String number, Locale language) {
        access.require(caller, Right.DIRECTORY_READ);
        String identity = PersonData.identityNumber(number);
        boolean isIdentity = IdentityNumber.of(identity, today()).isPresent();
        String phone = PersonData.dialled(number);
        if (!isIdentity && !phone.matches("\\d{7,12}")) {
            throw Problem.bad("directory.person-number");
        }
        SensitiveField field = isIdentity ? SensitiveField.IDENTITY : SensitiveField.PHONE;
        String clear = isIdentity ? identity : phone;
        List<PersonRows.Kept> found = rows.withNumber(field, clear, caller.reach());
        access.audit(AuditEntry.of(caller, "person.find", "person", "", field.masked(clear))
                .with("field", field.word())
                .with("found", found.size()));
        return lines(found, language);
    }

    /** The people of the numbers' blind indexes, for imports: which of these numbers somebody in reach has already. */
    public Map<String, UUID> whoHas(Caller caller, SensitiveField field, Collection<String> numbers) {
        Map<String, UUID> known = new LinkedHashMap<>();
        for (String number : numbers) {
            rows.withNumber(field, number, caller.reach()).stream()
                    .findFirst()
                    .ifPresent(person -> known.put(number, person.id()));
        }
        return known;
    }

    /**
     * The page of a person.
     *
     * @throws Problem {@code directory.person-missing}
     */
    PersonViews.PersonFull person(Caller caller, UUID id, Locale language) {
        access.require(caller, Right.DIRECTORY_READ);
        PersonRows.Kept person = kept(caller, id);
        Map<SensitiveField, PersonViews.FieldBasis> bases = rows.bases(language);
        List<PersonRows.Belonged> belonged = rows.belonged(id);
        Map<UnitId, Unit> units = directory.units(
                belonged.stream().map(one -> new UnitId(one.unit())).collect(Collectors.toSet()));
        List<MergeRows.Kept> merged = merges.of(id);
        Map<UUID, Person> gone =
                directory.people(merged.stream().map(MergeRows.Kept::gone).toList());
        return new PersonViews.PersonFull(
                id,
                person.version(),
                person.name(),
                person.title(),
                directory.unit(person.unit()).ref(),
                path(person.unit()),
                person.cadre(),
                person.sex(),
                person.workPhone(),
                Arrays.stream(SensitiveField.values())
                        .map(field -> new PersonViews.SensitiveView(
                                field, masked(person, field), Objects.requireNonNull(bases.get(field))))
                        .toList(),
                rows.consents(id),
                posts.heldBy(List.of(id), language).getOrDefault(id, List.of()),
                belonged.stream()
                        .map(one -> new PersonViews.UnitTime(
                                ref(units, new UnitId(one.unit())),
                                Posts.shownSince(one.since()),
                                one.lastDay(),
                                one.words()))
                        .toList(),
                merged.stream()
                        .map(one -> new PersonViews.MergeView(
                                one.id(),
                                one.gone(),
                                gone.get(one.gone()) == null
                                        ? "?"
                                        : Objects.requireNonNull(gone.get(one.gone()))
                                                .name(),
                                one.at(),
                                one.by(),
                                one.undoneAt()))
                        .toList(),
                twins(caller, person),
                person.leftOn(),
                person.mergedInto());
    }

    private List<UnitRef> path(UnitId id) {
        List<UnitRef> path = new ArrayList<>();
        Unit unit = directory.unit(id);
        path.addFirst(unit.ref());
        while (unit.parent() != null) {
            unit = directory.unit(unit.parent());
            path.addFirst(unit.ref());
        }
        return path;
    }

    /** Others who may be the same: of the same name, or with one of the same numbers. */
    private List<PersonViews.PersonTwin> twins(Caller caller, PersonRows.Kept person) {
        Map<UUID, PersonRows.Kept> others = new LinkedHashMap<>();
        Set<UUID> sameNumber = new java.util.HashSet<>();
        for (SensitiveField field : EnumSet.of(SensitiveField.IDENTITY, SensitiveField.PHONE)) {
            byte[] sealed = person.sealed(field);
            if (sealed != null) {
                vault.tryOpen(field.sealedAs(), person.id(), sealed).stream()
                        .flatMap(clear -> rows.withNumber(field, clear, caller.reach()).stream())
                        .filter(other -> !other.id().equals(person.id()))
                        .forEach(other -> {
                            others.put(other.id(), other);
                            sameNumber.add(other.id());
                        });
            }
        }
        rows.namesakes(person, caller.reach()).forEach(other -> others.putIfAbsent(other.id(), other));
        Map<UnitId, Unit> units = directory.units(
                others.values().stream().map(PersonRows.Kept::unit).collect(Collectors.toSet()));
        return others.values().stream()
                .map(other -> new PersonViews.PersonTwin(
                        other.id(),
                        other.name(),
                        other.title(),
                        ref(units, other.unit()),
                        sameNumber.contains(other.id())))
                .toList();
    }

    /**
     * Takes a person in.
     *
     * @param form how the person agreed to voluntary fields, where one is given
     * @throws Problem {@code directory.person-faulty} with every fault
     */
    @Transactional
    public UUID add(Caller caller, UnitId unitId, PersonData wanted, @Nullable LocalDate since, @Nullable String form) {
        access.require(caller, Right.PERSON_CHANGE);
        Unit unit = directory.unit(caller, unitId);
        PersonData data = wanted.tidied();
        List<Fault> faults = new ArrayList<>(data.faults(today()));
        faults.addAll(dayFaults("since", since));
        faults.addAll(taken(caller, data, null));
        boolean mail = data.email() != null && !data.email().isEmpty();
        if (mail && (form == null || !FORMS.contains(form))) {
            faults.add(Fault.of("email", "directory.person-consent-first"));
        }
        refuse(faults);
        UUID id = Uuid7.next(clock);
        rows.add(id, unit.id(), unit.place(), data, data.knownSex(today()), Objects.requireNonNullElse(since, today()));
        if (mail) {
            rows.consented(
                    Uuid7.next(clock),
                    id,
                    SensitiveField.EMAIL,
                    today(),
                    Objects.requireNonNull(form),
                    caller.name(),
                    clock.instant());
        }
        access.audit(AuditEntry.of(caller, "person.add", "person", id.toString(), data.name())
                .in(unit.id(), unit.place())
                .change("name", null, data.name())
                .change("title", null, data.title())
                .changePersonal("identity", null, given(data.identity()))
                .changePersonal("phone", null, given(data.phone())));
        return id;
    }

    /**
     * Changes what is known of a person; sensitive values that are null stay.
     *
     * @param version the version the change was made on
     * @throws Problem {@code directory.person-faulty}, {@code directory.person-changed} where somebody was quicker
     */
    @Transactional
    public void change(Caller caller, UUID id, int version, PersonData wanted) {
        access.require(caller, Right.PERSON_CHANGE);
        PersonRows.Kept was = locked(caller, id);
        if (was.version() != version) {
            throw Problem.conflict("directory.person-changed", was.name());
        }
        PersonData data = wanted.tidied();
        List<Fault> faults = new ArrayList<>(data.faults(today()));
        faults.addAll(taken(caller, data, id));
        boolean mail = data.email() != null && !data.email().isEmpty();
        if (mail && !agreed(id, SensitiveField.EMAIL)) {
            faults.add(Fault.of("email", "directory.person-consent-first"));
        }
        refuse(faults);
        String told = data.knownSex(today());
        String sex = told == null ? was.sex() : told;
        rows.write(id, data, sex);
        access.audit(AuditEntry.of(caller, "person.change", "person", id.toString(), data.name())
                .in(was.unit(), was.place())
                .change("name", was.name(), data.name())
                .change("title", was.title(), data.title())
                .change("cadre", was.cadre(), data.cadre())
                .change("workPhone", was.workPhone(), data.workPhone())
                .changePersonal(
                        "identity",
                        data.identity() == null ? null : opened(was, SensitiveField.IDENTITY),
                        given(data.identity()))
                .changePersonal(
                        "phone", data.phone() == null ? null : opened(was, SensitiveField.PHONE), given(data.phone()))
                .changePersonal(
                        "email", data.email() == null ? null : opened(was, SensitiveField.EMAIL), given(data.email())));
    }

    /**
     * Shows values in clear, for a purpose that is kept in the trail.
     *
     * @throws Problem {@code directory.purpose-words} where another purpose is not told in words
     */
    @Transactional
    PersonViews.Revealed reveal(Caller caller, UUID id, Set<SensitiveField> fields, Why why) {
        access.require(caller, Right.PERSON_REVEAL);
        PersonRows.Kept person = kept(caller, id);
        String words = words(why);
        Map<String, String> values = new LinkedHashMap<>();
        LocalDate birth = null;
        for (SensitiveField field : fields) {
            String clear = opened(person, field);
            if (clear != null) {
                values.put(field.word(), clear);
                if (field == SensitiveField.IDENTITY) {
                    birth = IdentityNumber.of(clear, today())
                            .map(IdentityNumber::birth)
                            .orElse(null);
                }
            }
        }
        access.audit(AuditEntry.of(caller, "person.reveal", "person", id.toString(), person.name())
                .in(person.unit(), person.place())
                .with(
                        "fields",
                        fields.stream().map(SensitiveField::word).sorted().toList())
                .with("purpose", why.purpose().word())
                .with("words", words));
        return new PersonViews.Revealed(values, birth, clock.instant().plus(SHOWN));
    }

    /** Moves a person to another unit from a day on; posts stay as they are, for they are given and taken by themselves. */
    @Transactional
    public void move(Caller caller, UUID id, UnitId to, @Nullable LocalDate since, String words) {
        access.require(caller, Right.PERSON_CHANGE);
        Unit unit = directory.unit(caller, to);
        PersonRows.Kept person = locked(caller, id);
        LocalDate day = Objects.requireNonNullElse(since, today());
        List<Fault> faults = new ArrayList<>(dayFaults("since", day));
        if (person.unit().equals(to) && person.leftOn() == null) {
            faults.add(Fault.of("unit", "directory.person-is-there", person.name(), unit.name()));
        }
        faults.addAll(wordFaults(words));
        refuse(faults);
        rows.endBelonging(id, day);
        rows.belongs(id, to, day, words.strip());
        rows.stands(id, to, unit.place(), null);
        access.audit(AuditEntry.of(caller, "person.move", "person", id.toString(), person.name())
                .in(unit.id(), unit.place())
                .change("unit", directory.unit(person.unit()).name(), unit.name())
                .with("since", day));
    }

    /** A person leaves after a last day: all posts in reach end with it, and the roles they gave. */
    @Transactional
    public void leave(Caller caller, UUID id, @Nullable LocalDate lastDay, String words) {
        access.require(caller, Right.PERSON_CHANGE);
        PersonRows.Kept person = locked(caller, id);
        LocalDate last = Objects.requireNonNullElse(lastDay, today());
        List<Fault> faults = new ArrayList<>(dayFaults("lastDay", last));
        if (person.leftOn() != null) {
            faults.add(Fault.of("person", "directory.person-has-left", person.name(), person.leftOn()));
        }
        faults.addAll(wordFaults(words));
        refuse(faults);
        posts.endAll(caller, id, last);
        rows.endBelonging(id, last.plusDays(1));
        rows.stands(id, person.unit(), person.place(), last.plusDays(1));
        access.audit(AuditEntry.of(caller, "person.leave", "person", id.toString(), person.name())
                .in(person.unit(), person.place())
                .with("lastDay", last)
                .with("words", words.strip()));
    }

    /** Does one thing to many people, all or nothing; tells how many. */
    @Transactional
    public int each(Collection<UUID> ids, java.util.function.Consumer<UUID> work) {
        List<UUID> distinct = ids.stream().distinct().toList();
        if (distinct.size() > MOST_AT_ONCE) {
            throw Problem.tooLarge("directory.people-too-many", MOST_AT_ONCE);
        }
        distinct.forEach(work);
        return distinct.size();
    }

    /**
     * Makes one of two rows that are the same person: posts go over, what the row kept lacks is taken from the other, and the
     * other is shown no more. What names the other row goes on naming it.
     */
    @Transactional
    public UUID merge(Caller caller, UUID keptId, UUID goneId) {
        access.require(caller, Right.PERSON_CHANGE);
        if (keptId.equals(goneId)) {
            throw Problem.bad("directory.merge-same");
        }
        // Both in one order, so that two who merge the same two do not wait for each other for ever.
        boolean keptFirst = keptId.compareTo(goneId) < 0;
        PersonRows.Kept first = locked(caller, keptFirst ? keptId : goneId);
        PersonRows.Kept second = locked(caller, keptFirst ? goneId : keptId);
        PersonRows.Kept kept = keptFirst ? first : second;
        PersonRows.Kept gone = keptFirst ? second : first;
        List<String> filled = new ArrayList<>();
        int newest = vault.newest();
        for (SensitiveField field : SensitiveField.values()) {
            String clear = opened(gone, field);
            boolean mayTake = field != SensitiveField.EMAIL;
            if (mayTake && clear != null && kept.sealed(field) == null) {
                rows.write(keptId, field, clear, newest);
                filled.add(field.word());
            }
        }
        List<UUID> holdings = posts.handOver(goneId, keptId);
        rows.mergedInto(goneId, keptId);
        UUID id = Uuid7.next(clock);
        merges.add(id, keptId, goneId, clock.instant(), caller.name(), new MergeRows.Moved(holdings, filled, null));
        access.audit(AuditEntry.of(caller, "person.merge", "person", keptId.toString(), kept.name())
                .in(kept.unit(), kept.place())
                .with("gone", gone.name() + " " + goneId)
                .with("posts", holdings.size()));
        return id;
    }

    /** Takes a merge back: posts that went over go back, and so does what the row kept took. */
    @Transactional
    public void unmerge(Caller caller, UUID mergeId) {
        access.require(caller, Right.PERSON_CHANGE);
        MergeRows.Kept merge = merges.byId(mergeId)
                .filter(one -> one.undoneAt() == null)
                .orElseThrow(() -> Problem.missing("directory.merge-missing"));
        PersonRows.Kept kept = locked(caller, merge.kept());
        PersonRows.Kept gone = rows.lock(merge.gone(), caller.reach()).orElseThrow(People::missing);
        int newest = vault.newest();
        for (String word : merge.moved().filled()) {
            SensitiveField field = SensitiveField.find(word).orElseThrow();
            // Changed since: then it is the row's own by now.
            if (Objects.equals(opened(kept, field), opened(gone, field))) {
                rows.write(kept.id(), field, "", newest);
            }
        }
        rows.mergedInto(gone.id(), null);
        posts.handBack(merge.moved().holdings(), gone.id());
        merges.undone(mergeId, clock.instant(), caller.name());
        access.audit(AuditEntry.of(caller, "person.unmerge", "person", kept.id().toString(), kept.name())
                .in(kept.unit(), kept.place())
                .with("gone", gone.name() + " " + gone.id()));
    }

    /** Notes that a person agreed to a voluntary field. */
    @Transactional
    public void consent(Caller caller, UUID id, SensitiveField field, LocalDate on, String form) {
        access.require(caller, Right.PERSON_CHANGE);
        PersonRows.Kept person = locked(caller, id);
        List<Fault> faults = new ArrayList<>(dayFaults("givenOn", on));
        if (!FORMS.contains(form)) {
            faults.add(Fault.of("form", "directory.consent-form", form));
        }
        if (!Objects.requireNonNull(rows.bases(Locale.CHINESE).get(field)).voluntary()) {
            faults.add(Fault.of("field", "directory.consent-not-needed"));
        }
        refuse(faults);
        rows.consented(Uuid7.next(clock), id, field, on, form, caller.name(), clock.instant());
        access.audit(AuditEntry.of(caller, "person.consent", "person", id.toString(), person.name())
                .in(person.unit(), person.place())
                .with("field", field.word())
                .with("form", form));
    }

    /** A person agrees no more: the value is removed at once. */
    @Transactional
    public void withdraw(Caller caller, UUID id, SensitiveField field) {
        access.require(caller, Right.PERSON_CHANGE);
        PersonRows.Kept person = locked(caller, id);
        if (rows.withdrawn(id, field, today(), caller.name()) == 0) {
            throw Problem.missing("directory.consent-missing");
        }
        rows.write(id, field, "", vault.newest());
        access.audit(AuditEntry.of(caller, "person.withdraw-consent", "person", id.toString(), person.name())
                .in(person.unit(), person.place())
                .with("field", field.word()));
    }

    /** The basis of every sensitive field. */
    Collection<PersonViews.FieldBasis> bases(Locale language) {
        return rows.bases(language).values();
    }

    /** What a sensitive field of a row holds, opened; null where it holds nothing. */
    @Nullable
    String opened(PersonRows.Kept person, SensitiveField field) {
        byte[] sealed = person.sealed(field);
        return sealed == null ? null : vault.open(field.sealedAs(), person.id(), sealed);
    }

    /** The purpose in words, checked. */
    public String words(Why why) {
        String words = why.words() == null ? "" : why.words().strip();
        if (why.purpose() == Purpose.OTHER && words.length() < SHORTEST_WORDS || words.length() > LONGEST_WORDS) {
            throw Problem.faulty(
                    "directory.person-faulty",
                    List.of(Fault.of("words", "directory.purpose-words", SHORTEST_WORDS, LONGEST_WORDS)));
        }
        return words;
    }

    /** A value that does not open spoils no list: it stands there as {@link #BROKEN}. */
    private @Nullable String masked(PersonRows.Kept person, SensitiveField field) {
        byte[] sealed = person.sealed(field);
        return sealed == null
                ? null
                : vault.tryOpen(field.sealedAs(), person.id(), sealed)
                        .map(field::masked)
                        .orElse(BROKEN);
    }

    private boolean agreed(UUID id, SensitiveField field) {
        return rows.consents(id).stream()
                .anyMatch(consent -> consent.field() == field && consent.withdrawnOn() == null);
    }

    /** Numbers that somebody else in reach has: an identity number belongs to one person alone. */
    private List<Fault> taken(Caller caller, PersonData data, @Nullable UUID but) {
        if (data.identity() == null || data.identity().isEmpty()) {
            return List.of();
        }
        return rows.withNumber(SensitiveField.IDENTITY, data.identity(), caller.reach()).stream()
                .filter(other -> !other.id().equals(but))
                .limit(1)
                .map(other -> Fault.of(
                        "identity",
                        "directory.person-identity-taken",
                        other.name(),
                        directory.unit(other.unit()).name()))
                .toList();
    }

    private List<Fault> dayFaults(String at, @Nullable LocalDate day) {
        if (day == null) {
            return List.of();
        }
        if (day.isAfter(today())) {
            return List.of(Fault.of(at, "directory.day-to-come", day));
        }
        return day.isBefore(Newcomers.ALWAYS) ? List.of(Fault.of(at, "directory.day-long-ago", day)) : List.of();
    }

    private static List<Fault> wordFaults(String words) {
        return words.length() > LONGEST_WORDS
                ? List.of(Fault.of("words", "directory.words-long", LONGEST_WORDS))
                : List.of();
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw Problem.faulty("directory.person-faulty", faults);
        }
    }

    private PersonRows.Kept kept(Caller caller, UUID id) {
        return rows.byId(id, caller.reach()).orElseThrow(People::missing);
    }

    private PersonRows.Kept locked(Caller caller, UUID id) {
        PersonRows.Kept person = rows.lock(id, caller.reach()).orElseThrow(People::missing);
        if (person.mergedInto() != null) {
            throw Problem.conflict("directory.person-merged", person.name());
        }
        return person;
    }

    private static UnitRef ref(Map<UnitId, Unit> units, UnitId id) {
        return Objects.requireNonNull(units.get(id)).ref();
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static Problem missing() {
        return Problem.missing("directory.person-missing");
    }
}
