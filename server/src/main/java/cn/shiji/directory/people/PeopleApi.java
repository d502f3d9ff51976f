package cn.shiji.directory.people;

import cn.shiji.access.Access;
import cn.shiji.access.AccountBook;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** People over HTTP. Sensitive values leave masked; in clear only by {@code reveal}, with a purpose. */
@RestController
@RequestMapping("/api/people")
class PeopleApi {

    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final People people;
    private final Posts posts;
    private final PeopleSheet sheet;
    private final AccountBook accounts;
    private final Access access;

    PeopleApi(People people, Posts posts, PeopleSheet sheet, AccountBook accounts, Access access) {
        this.people = people;
        this.posts = posts;
        this.sheet = sheet;
        this.accounts = accounts;
        this.access = access;
    }

    /** The page of a person, and what may be done there. */
    record PersonPage(
            PersonViews.PersonFull person, @Nullable UUID account, boolean mayChange, boolean mayReveal) {}

    /** A new person, with how the person agreed to voluntary fields. */
    record NewPersonRequest(
            long unit,
            PersonData data,
            @Nullable LocalDate since,
            @Nullable String consent) {}

    record PersonChange(int version, PersonData data) {}

    record RevealRequest(
            Set<SensitiveField> fields,
            Purpose purpose,
            @Nullable String words) {}

    record FindRequest(String number) {}

    record MoveRequest(
            long unit, @Nullable LocalDate since, @Nullable String words) {}

    record LeaveRequest(
            @Nullable LocalDate lastDay, @Nullable String words) {}

    record PersonMergeRequest(UUID gone) {}

    record ConsentRequest(SensitiveField field, LocalDate givenOn, String form) {}

    record WithdrawRequest(SensitiveField field) {}

    /** One thing for many people; the one that is not null. */
    record PeopleBulkRequest(
            List<UUID> people,
            @Nullable MoveRequest move,
            @Nullable LeaveRequest leave,
            @Nullable BulkPost post) {}

    record BulkPost(
            UUID post,
            @Nullable LocalDate since,
            @Nullable LocalDate lastDay,
            @Nullable String basis) {}

    /** How many were done, and how many of them wait for a second person. */
    record BulkDone(int done, int pending) {}

    /** What of the list is exported; with a purpose, numbers in full. */
    record ExportRequest(
            @Nullable Long unit,
            @Nullable Boolean exact,
            @Nullable String q,
            @Nullable String kind,
            @Nullable String state,
            @Nullable Boolean cadre,
            @Nullable String sort,
            @Nullable Purpose purpose,
            @Nullable String words) {}

    record PersonMade(UUID id) {}

    /** A page of the people within reach. */
    @Needs(value = Right.DIRECTORY_READ, at = At.COLLECTION)
    @GetMapping("/list")
    Page<PersonViews.PersonLine> list(
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable Boolean exact,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Boolean cadre,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "50") int size,
            Locale language) {
        return people.list(access.caller(), query(unit, exact, q, kind, state, cadre, sort), page, size, language);
    }

    /** By what power each sensitive field is kept. */
    @Needs(value = Right.DIRECTORY_READ, at = At.NOWHERE)
    @GetMapping("/fields")
    Collection<PersonViews.FieldBasis> fields(Locale language) {
        return people.bases(language);
    }

    /** Who has this identity or telephone number. */
    @Needs(value = Right.DIRECTORY_READ, at = At.COLLECTION)
    @PostMapping("/find")
    List<PersonViews.PersonLine> find(@RequestBody FindRequest wanted, Locale language) {
        return people.find(access.caller(), present(wanted.number(), "number"), language);
    }

    /** The list as a workbook. */
    @Needs(value = Right.DIRECTORY_EXPORT, at = At.COLLECTION)
    @PostMapping("/export")
    ResponseEntity<byte[]> export(@RequestBody ExportRequest wanted, Locale language) {
        PeopleSheet.Book book = sheet.of(
                access.caller(),
                query(
                        wanted.unit(),
                        wanted.exact(),
                        wanted.q(),
                        wanted.kind(),
                        wanted.state(),
                        wanted.cadre(),
                        wanted.sort()),
                wanted.purpose() == null ? null : new People.Why(wanted.purpose(), wanted.words()),
                language);
        return ResponseEntity.ok()
                .contentType(XLSX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(book.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(book.content());
    }

    /** Takes a person in. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PersonMade add(@RequestBody NewPersonRequest wanted) {
        return new PersonMade(people.add(
                access.caller(),
                new UnitId(wanted.unit()),
                present(wanted.data(), "data"),
                wanted.since(),
                wanted.consent()));
    }

    /** One person. */
    @Needs(value = Right.DIRECTORY_READ, at = At.WITHIN)
    @GetMapping("/{id}")
    PersonPage person(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        PersonViews.PersonFull full = people.person(caller, id, language);
        Optional<AccountId> account = caller.may(Right.ACCOUNT_KEEP) ? accounts.ofPerson(id) : Optional.empty();
        return new PersonPage(
                full,
                account.map(AccountId::value).orElse(null),
                caller.may(Right.PERSON_CHANGE),
                caller.may(Right.PERSON_REVEAL));
    }

    /** Changes what is known of a person. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PutMapping("/{id}")
    PersonPage change(@PathVariable UUID id, @RequestBody PersonChange change, Locale language) {
        people.change(access.caller(), id, change.version(), present(change.data(), "data"));
        return person(id, language);
    }

    /** Shows sensitive values in clear, for a purpose. */
    @Needs(value = Right.PERSON_REVEAL, at = At.WITHIN)
    @PostMapping("/{id}/reveal")
    ResponseEntity<PersonViews.Revealed> reveal(@PathVariable UUID id, @RequestBody RevealRequest wanted) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(people.reveal(
                        access.caller(),
                        id,
                        present(wanted.fields(), "fields"),
                        new People.Why(present(wanted.purpose(), "purpose"), wanted.words())));
    }

    /** Moves a person to another unit, also one who had left. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping("/{id}/move")
    PersonPage move(@PathVariable UUID id, @RequestBody MoveRequest wanted, Locale language) {
        people.move(access.caller(), id, new UnitId(wanted.unit()), wanted.since(), words(wanted.words()));
        return person(id, language);
    }

    /** A person leaves. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping("/{id}/leave")
    PersonPage leave(@PathVariable UUID id, @RequestBody LeaveRequest wanted, Locale language) {
        people.leave(access.caller(), id, wanted.lastDay(), words(wanted.words()));
        return person(id, language);
    }

    /** Makes one of this person and another row of the same. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping("/{id}/merge")
    PersonPage merge(@PathVariable UUID id, @RequestBody PersonMergeRequest wanted, Locale language) {
        people.merge(access.caller(), id, present(wanted.gone(), "gone"));
        return person(id, language);
    }

    /** Takes a merge back. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping("/{id}/merges/{merge}/undo")
    PersonPage unmerge(@PathVariable UUID id, @PathVariable UUID merge, Locale language) {
        people.unmerge(access.caller(), merge);
        return person(id, language);
    }

    /** Notes that a person agreed to a voluntary field. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping("/{id}/consents")
    PersonPage consent(@PathVariable UUID id, @RequestBody ConsentRequest wanted, Locale language) {
        people.consent(
                access.caller(),
                id,
                present(wanted.field(), "field"),
                present(wanted.givenOn(), "givenOn"),
                present(wanted.form(), "form"));
        return person(id, language);
    }

    /** Notes that a person agrees no more; the value is removed. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping("/{id}/consents/withdraw")
    PersonPage withdraw(@PathVariable UUID id, @RequestBody WithdrawRequest wanted, Locale language) {
        people.withdraw(access.caller(), id, present(wanted.field(), "field"));
        return person(id, language);
    }

    /** Moves many, lets many leave, or gives many a post: all or none. */
    @Needs(value = Right.PERSON_CHANGE, at = At.COLLECTION)
    @PostMapping("/bulk")
    BulkDone bulk(@RequestBody PeopleBulkRequest wanted) {
        Caller caller = access.caller();
        List<UUID> ids = present(wanted.people(), "people");
        int[] pending = {0};
        int done = people.each(ids, id -> {
            if (wanted.move() != null) {
                people.move(
                        caller,
                        id,
                        new UnitId(wanted.move().unit()),
                        wanted.move().since(),
                        words(wanted.move().words()));
            } else if (wanted.leave() != null) {
                people.leave(
                        caller,
                        id,
                        wanted.leave().lastDay(),
                        words(wanted.leave().words()));
            } else if (wanted.post() != null) {
                BulkPost post = wanted.post();
                posts.give(
                                caller,
                                present(post.post(), "post.post"),
                                new Posts.Giving(id, post.since(), post.lastDay(), post.basis()))
                        .ifPresent(waiting -> pending[0]++);
            } else {
                throw Problem.bad("directory.bulk-nothing");
            }
        });
        return new BulkDone(done, pending[0]);
    }

    private static PeopleQuery query(
            @Nullable Long unit,
            @Nullable Boolean exact,
            @Nullable String q,
            @Nullable String kind,
            @Nullable String state,
            @Nullable Boolean cadre,
            @Nullable String sort) {
        return new PeopleQuery(
                unit,
                Boolean.TRUE.equals(exact),
                q == null ? "" : q.strip(),
                kind == null || kind.isBlank() ? null : kind,
                Objects.requireNonNullElse(state, "here"),
                cadre,
                Objects.requireNonNullElse(sort, "unit"));
    }

    private static String words(@Nullable String words) {
        return words == null ? "" : words;
    }

    private static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw Problem.faulty("problem.faulty", List.of(Problem.Fault.of(field, "directory.field-missing")));
        }
        return value;
    }
}
