package cn.shiji.directory.people;

import cn.shiji.access.Access;
import cn.shiji.access.AccountBook;
import cn.shiji.access.Approvals;
import cn.shiji.access.AuditEntry;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door of posts: which there are, who holds them from when until when, which are vacant, and the roles they give.
 *
 * <p>A post gives its role to whoever holds it, in its unit and tree, from the first day through the last; nobody else need
 * grant or take it.
 */
@Service
public class Posts {

    /** More posts than this are not shown at once; who asks for them names a unit. */
    private static final int MOST = 2_000;

    private static final int LONGEST_WORDS = 60;
    private static final int LONGEST_BASIS = 120;
    private static final int MOST_SEATS = 99;
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);

    private final PostRows rows;
    private final PersonRows people;
    private final Directory directory;
    private final Access access;
    private final AccountBook accounts;
    private final Approvals approvals;
    private final Clock clock;
    private final Approvals.Verb<Appointment> giving;

    Posts(
            PostRows rows,
            PersonRows people,
            Directory directory,
            Access access,
            AccountBook accounts,
            Approvals approvals,
            Clock clock) {
        this.rows = rows;
        this.people = people;
        this.directory = directory;
        this.access = access;
        this.accounts = accounts;
        this.approvals = approvals;
        this.clock = clock;
        this.giving = approvals.verb(
                "post.give", Right.PERSON_CHANGE, Appointment.class, (second, wanted) -> appoint(second, wanted));
    }

    /** A post given to a person, kept as long as it waits for a second pair of eyes. */
    record Appointment(
            UUID post,
            UUID person,
            LocalDate since,
            @Nullable LocalDate lastDay,
            String basis) {}

    /** What of the board is asked for. */
    record Query(
            @Nullable Long unit,
            boolean exact,
            @Nullable String kind,
            @Nullable String state,
            @Nullable LocalDate on) {}

    /** A post to be set up. Seats: null takes what is usual for the kind. */
    record NewPost(
            long unit,
            String kind,
            @Nullable String words,
            @Nullable Integer seats,
            @Nullable List<Long> over,
            @Nullable LocalDate since) {}

    /** Whom a post is given to, and from when; basis names the document that says so. */
    record Giving(
            UUID person,
            @Nullable LocalDate since,
            @Nullable LocalDate lastDay,
            @Nullable String basis) {}

    /** The sorts of posts there are. */
    List<PostViews.PostKindView> kinds(Locale language) {
        return rows.kinds(language);
    }

    /** The posts within the caller's reach on a day, and how they stand. */
    PostViews.PostBoard board(Caller caller, Query query, Locale language) {
        access.require(caller, Right.DIRECTORY_READ);
        LocalDate on = Objects.requireNonNullElse(query.on(), today());
        Scope under = query.unit() == null || query.exact()
                ? null
                : directory.unit(caller, new UnitId(query.unit())).places();
        if (query.unit() != null && query.exact()) {
            directory.unit(caller, new UnitId(query.unit()));
        }
        List<PostRows.Kept> found =
                rows.within(caller.reach(), under, query.exact() ? query.unit() : null, query.kind(), on, MOST + 1);
        List<PostViews.PostView> posts = views(found.stream().limit(MOST).toList(), on, caller.reach(), language);
        int held =
                (int) posts.stream().filter(post -> !post.holders().isEmpty()).count();
        int doubles = (int)
                posts.stream().filter(post -> post.state().equals("double")).count();
        Set<UUID> several = posts.stream()
                .flatMap(post -> post.holders().stream())
                .filter(holder -> holder.otherPosts() > 0)
                .map(PostViews.PostHolder::person)
                .collect(Collectors.toSet());
        var sums = new PostViews.PostSums(posts.size(), held, posts.size() - held, doubles, several.size());
        List<PostViews.PostView> shown = posts.stream()
                .filter(post -> query.state() == null || query.state().equals("all") || fits(post, query.state()))
                .toList();
        return new PostViews.PostBoard(on, sums, shown, found.size() > MOST);
    }

    private static boolean fits(PostViews.PostView post, String state) {
        return switch (state) {
            case "vacant" -> post.holders().isEmpty();
            case "several" -> post.holders().stream().anyMatch(holder -> holder.otherPosts() > 0);
            case "held" -> !post.holders().isEmpty();
            default -> post.state().equals(state);
        };
    }

    /** One post on a day. */
    PostViews.PostView post(Caller caller, UUID id, Locale language) {
        access.require(caller, Right.DIRECTORY_READ);
        return views(List.of(kept(caller, id)), today(), caller.reach(), language)
                .getFirst();
    }

    /** Everybody who holds, held or will hold the post, the latest first. */
    List<PostViews.PastHolder> history(Caller caller, UUID id) {
        access.require(caller, Right.DIRECTORY_READ);
        List<PostRows.Holding> holdings = rows.holdings(List.of(kept(caller, id).id()));
        Map<UUID, Person> names =
                directory.people(holdings.stream().map(PostRows.Holding::person).toList());
        return holdings.stream()
                .sorted(Comparator.comparing(PostRows.Holding::since).reversed())
                .map(holding -> new PostViews.PastHolder(
                        holding.id(),
                        holding.person(),
                        name(names, holding.person()),
                        shownSince(holding.since()),
                        holding.lastDay(),
                        holding.basis()))
                .toList();
    }

    /**
     * Sets up a post.
     *
     * @throws Problem {@code directory.post-faulty}, {@code directory.post-stands} where the unit has it already
     */
    @Transactional
    UUID open(Caller caller, NewPost wanted) {
        access.require(caller, Right.PERSON_CHANGE);
        Unit unit = directory.unit(caller, new UnitId(wanted.unit()));
        // JSON may leave out what it must not; no kind has an empty name.
        PostViews.PostKindView kind = kind(Objects.requireNonNullElse(wanted.kind(), ""));
        String words = wanted.words() == null ? "" : wanted.words().strip();
        int seats = Objects.requireNonNullElse(wanted.seats(), kind.seats());
        LocalDate since = Objects.requireNonNullElse(wanted.since(), today());
        refuse(words, seats);
        if (rows.stands(unit.id(), kind.id(), words, null)) {
            throw Problem.conflict("directory.post-stands", unit.name(), kind.name() + bracketed(words));
        }
        UUID id = Uuid7.next(clock);
        rows.add(new PostRows.Kept(id, kind.id(), unit.id(), unit.place(), tree(unit), words, seats, since, null));
        if (wanted.over() != null) {
            over(caller, id, wanted.over());
        }
        access.audit(AuditEntry.of(caller, "post.open", "post", id.toString(), kind.name() + bracketed(words))
                .in(unit.id(), unit.place())
                .with("since", since)
                .with("seats", seats));
        return id;
    }

    /** Sets up the posts of one each that units of this kind usually have and this one lacks; tells how many. */
    @Transactional
    public int openUsual(Caller caller, UnitId unitId) {
        access.require(caller, Right.PERSON_CHANGE);
        Unit unit = directory.unit(caller, unitId);
        int opened = 0;
        for (PostViews.PostKindView kind : rows.kinds(Locale.CHINESE)) {
            boolean usual = kind.tree().equals("admin")
                    && kind.seats() > 0
                    && kind.unitKinds().getFirst().equals(unit.kind().word());
            // One department of a town is its Party and government office, and its head is that of no station.
            boolean office = unit.name().contains("党政");
            boolean another =
                    kind.id().equals("office_head") && !office || kind.id().equals("station_head") && office;
            if (usual && !another && !rows.stands(unit.id(), kind.id(), "", null)) {
                open(caller, new NewPost(unit.id().value(), kind.id(), null, null, null, null));
                opened++;
            }
        }
        return opened;
    }

    /** Gives a post other words, seats, or units it looks after. */
    @Transactional
    public void change(
            Caller caller, UUID id, @Nullable String words, @Nullable Integer seats, @Nullable List<Long> over) {
        access.require(caller, Right.PERSON_CHANGE);
        PostRows.Kept post = locked(caller, id);
        String newWords = words == null ? post.words() : words.strip();
        int newSeats = Objects.requireNonNullElse(seats, post.seats());
        refuse(newWords, newSeats);
        if (rows.stands(post.unit(), post.kind(), newWords, id)) {
            throw Problem.conflict(
                    "directory.post-stands",
                    directory.unit(post.unit()).name(),
                    kind(post.kind()).name() + bracketed(newWords));
        }
        rows.change(id, newWords, newSeats);
        if (over != null) {
            over(caller, id, over);
        }
        access.audit(AuditEntry.of(caller, "post.change", "post", id.toString(), name(post))
                .in(post.unit(), post.place())
                .change("words", post.words(), newWords)
                .change("seats", post.seats(), newSeats));
    }

    /** Does away with a post after a last day; who holds it then holds it no more. */
    @Transactional
    public void close(Caller caller, UUID id, @Nullable LocalDate lastDay) {
        access.require(caller, Right.PERSON_CHANGE);
        PostRows.Kept post = locked(caller, id);
        LocalDate last = Objects.requireNonNullElse(lastDay, today());
        if (last.isBefore(post.since())) {
            throw Problem.bad("directory.post-days", post.since());
        }
        for (PostRows.Holding holding : rows.holdings(List.of(id))) {
            if (holding.lastDay() == null || holding.lastDay().isAfter(last)) {
                end(caller, post, holding, last);
            }
        }
        rows.close(id, last.plusDays(1));
        access.audit(AuditEntry.of(caller, "post.close", "post", id.toString(), name(post))
                .in(post.unit(), post.place())
                .with("lastDay", last));
    }

    /**
     * Gives a post to a person from a day on. Where more hold it than are meant, that is shown, not refused: two hold it
     * while one hands over to the other.
     *
     * @return the pending change where the post gives a role and a second person is wanted; empty where it was done
     * @throws Problem {@code directory.holding-twice} where the person holds it in that time already, {@code
     *     directory.post-to-oneself} where it gives a role and the caller is the person
     */
    @Transactional
    Optional<UUID> give(Caller caller, UUID postId, Giving wanted) {
        access.require(caller, Right.PERSON_CHANGE);
        PostRows.Kept post = locked(caller, postId);
        var appointment = new Appointment(
                postId,
                wanted.person(),
                Objects.requireNonNullElse(wanted.since(), today()),
                wanted.lastDay(),
                wanted.basis() == null ? "" : wanted.basis().strip());
        PersonRows.Kept person = possible(caller, post, appointment);
        if (kind(post.kind()).role() == null) {
            appoint(caller, appointment);
            return Optional.empty();
        }
        return approvals.ask(
                caller,
                giving,
                new Approvals.Subject("person", person.id().toString(), post.unit()),
                new Approvals.Words(
                        "directory.post-given",
                        person.name(),
                        name(post),
                        appointment.since().toString()),
                appointment);
    }

    private PersonRows.Kept possible(Caller caller, PostRows.Kept post, Appointment wanted) {
        PersonRows.Kept person = people.byId(wanted.person(), caller.reach())
                .filter(one -> one.mergedInto() == null)
                .orElseThrow(() -> Problem.missing("directory.person-missing"));
        refuseDays(post, person, wanted.since(), wanted.lastDay(), wanted.basis());
        boolean oneself =
                accounts.ofPerson(person.id()).filter(caller.account()::equals).isPresent();
        if (oneself && kind(post.kind()).role() != null) {
            throw Problem.notAllowed("directory.post-to-oneself");
        }
        for (PostRows.Holding other : rows.holdings(List.of(post.id()))) {
            boolean meets = (other.lastDay() == null || !other.lastDay().isBefore(wanted.since()))
                    && (wanted.lastDay() == null || !wanted.lastDay().isBefore(other.since()));
            if (other.person().equals(person.id()) && meets) {
                throw Problem.conflict("directory.holding-twice", person.name(), name(post), other.since());
            }
        }
        return person;
    }

    private void appoint(Caller caller, Appointment wanted) {
        PostRows.Kept post = locked(caller, wanted.post());
        PersonRows.Kept person = possible(caller, post, wanted);
        UUID id = Uuid7.next(clock);
        var holding =
                new PostRows.Holding(id, post.id(), person.id(), wanted.since(), wanted.lastDay(), wanted.basis());
        rows.hold(holding);
        pushRole(post, holding);
        var entry = AuditEntry.of(
                        caller, "post.give", "person", person.id().toString(), person.name() + " " + name(post))
                .in(post.unit(), post.place())
                .with("post", name(post))
                .with("since", wanted.since());
        access.audit(wanted.lastDay() == null ? entry : entry.with("lastDay", wanted.lastDay()));
    }

    /** Gives a post of a kind in a unit, setting it up from that day on where the unit has none. */
    @Transactional
    public void appoint(Caller caller, UnitId unitId, String kind, UUID person, LocalDate since) {
        Unit unit = directory.unit(caller, unitId);
        UUID post = rows.find(unit.id(), kind)
                .orElseGet(() -> open(caller, new NewPost(unit.id().value(), kind, null, null, null, since)));
        give(caller, post, new Giving(person, since, null, null));
    }

    /** Ends a holding with a last day; one that has not begun by then is as if it had never been. */
    @Transactional
    public void end(Caller caller, UUID holdingId, @Nullable LocalDate lastDay) {
        access.require(caller, Right.PERSON_CHANGE);
        PostRows.Holding holding = rows.holding(holdingId).orElseThrow(Posts::missing);
        end(caller, locked(caller, holding.post()), holding, Objects.requireNonNullElse(lastDay, today()));
    }

    private void end(Caller caller, PostRows.Kept post, PostRows.Holding holding, LocalDate last) {
        if (last.isBefore(holding.since())) {
            rows.forget(holding.id());
            takeRole(post, holding);
        } else {
            rows.end(holding.id(), last);
            pushRole(
                    post,
                    new PostRows.Holding(
                            holding.id(), holding.post(), holding.person(), holding.since(), last, holding.basis()));
        }
        String who = name(directory.people(List.of(holding.person())), holding.person());
        access.audit(
                AuditEntry.of(caller, "post.end", "person", holding.person().toString(), who + " " + name(post))
                        .in(post.unit(), post.place())
                        .with("post", name(post))
                        .with("lastDay", last));
    }

    /** Ends everything a person holds in reach, for one who leaves. */
    void endAll(Caller caller, UUID person, LocalDate last) {
        for (PostRows.Holding holding : rows.heldBy(List.of(person))) {
            if (holding.lastDay() == null || holding.lastDay().isAfter(last)) {
                rows.lock(holding.post(), caller.reach()).ifPresent(post -> end(caller, post, holding, last));
            }
        }
    }

    /** Everything a person holds goes over to another row of the same person; tells which holdings. */
    List<UUID> handOver(UUID from, UUID to) {
        List<UUID> moved = new ArrayList<>();
        List<PostRows.Holding> own = rows.heldBy(List.of(to));
        for (PostRows.Holding holding : rows.heldBy(List.of(from))) {
            boolean twice = own.stream().anyMatch(one -> one.post().equals(holding.post()) && meet(one, holding));
            if (!twice) {
                moveTo(holding, to);
                moved.add(holding.id());
            }
        }
        return moved;
    }

    void handBack(List<UUID> holdings, UUID to) {
        holdings.forEach(id -> rows.holding(id).ifPresent(holding -> moveTo(holding, to)));
    }

    private void moveTo(PostRows.Holding holding, UUID person) {
        rows.handOver(holding.id(), person);
        rows.byIds(List.of(holding.post())).stream()
                .findFirst()
                .ifPresent(post -> pushRole(
                        post,
                        new PostRows.Holding(
                                holding.id(),
                                holding.post(),
                                person,
                                holding.since(),
                                holding.lastDay(),
                                holding.basis())));
    }

    private static boolean meet(PostRows.Holding one, PostRows.Holding other) {
        return (one.lastDay() == null || !one.lastDay().isBefore(other.since()))
                && (other.lastDay() == null || !other.lastDay().isBefore(one.since()));
    }

    /**
     * Takes the posts of a unit that closes over to its successor from the day on, where they meet those that stand there
     * already; or ends them. Who holds one goes with it, so that two may hold what is meant for one: that is shown on the
     * board, for whom to keep is not to be decided by a merger.
     *
     * @param change names the change of units, so that it can be taken back
     * @param into null where the posts end
     */
    @Transactional
    void carry(Caller caller, UUID change, UnitId from, @Nullable UnitId into, LocalDate on) {
        for (PostRows.Kept post : rows.standing(from, on)) {
            PostRows.Kept next = into == null ? null : next(change, post, into, on);
            for (PostRows.Holding holding : rows.holdings(List.of(post.id()))) {
                if (holding.lastDay() == null || !holding.lastDay().isBefore(on)) {
                    carry(change, post, next, holding, on);
                }
            }
            rows.keepEnded(change, post.id());
            // What was set up only on the day or later stood for a day.
            rows.close(post.id(), later(on, post.since().plusDays(1)));
            access.audit(AuditEntry.of(
                            caller,
                            next == null ? "post.close" : "post.carry",
                            "post",
                            post.id().toString(),
                            name(post))
                    .in(post.unit(), post.place())
                    .with("on", on));
        }
    }

    private void carry(
            UUID change, PostRows.Kept post, PostRows.@Nullable Kept next, PostRows.Holding holding, LocalDate on) {
        boolean goes = next != null
                && rows.holdings(List.of(next.id())).stream()
                        .noneMatch(other -> other.person().equals(holding.person()) && meet(other, holding));
        if (next != null && goes && !holding.since().isBefore(on)) {
            rows.keepMoved(change, holding.id());
            rows.moveTo(holding.id(), next.id());
            pushRole(next, holding);
            return;
        }
        UUID following = null;
        if (next != null && goes) {
            following = Uuid7.next(clock);
            var continued = new PostRows.Holding(
                    following, next.id(), holding.person(), on, holding.lastDay(), holding.basis());
            rows.hold(continued);
            pushRole(next, continued);
        }
        rows.keepEnded(change, holding.id(), following);
        LocalDate last = later(on.minusDays(1), holding.since());
        rows.end(holding.id(), last);
        pushRole(
                post,
                new PostRows.Holding(
                        holding.id(), holding.post(), holding.person(), holding.since(), last, holding.basis()));
    }

    /** The post of the successor in which this one goes on. */
    private PostRows.Kept next(UUID change, PostRows.Kept post, UnitId into, LocalDate on) {
        Optional<PostRows.Kept> same = rows.same(into, post.kind(), post.words())
                .flatMap(id -> rows.byIds(List.of(id)).stream().findFirst());
        if (same.isPresent()) {
            return same.get();
        }
        Unit unit = directory.unit(into);
        var made = new PostRows.Kept(
                Uuid7.next(clock),
                post.kind(),
                into,
                unit.place(),
                post.tree(),
                post.words(),
                post.seats(),
                on,
                post.lastDay());
        rows.add(made);
        rows.stand(made.id(), post.lastDay());
        rows.looksAfter(
                made.id(),
                rows.over(List.of(post.id())).stream().map(PostRows.Over::unit).toList());
        rows.keepMade(change, made.id());
        return made;
    }

    /** Takes back what {@link #carry} did for the change; a holding that ended since stays ended. */
    @Transactional
    void giveBack(UUID change) {
        for (PostRows.MergedHolding merged : rows.mergedHoldings(change)) {
            Optional<PostRows.Holding> next =
                    Optional.ofNullable(merged.goesOn()).flatMap(rows::holding);
            if (next.isPresent()) {
                rows.goOn(merged.holding(), next.get().lastDay());
                rows.handOver(merged.holding(), next.get().person());
                takeRole(next.get());
                rows.forget(next.get().id());
            } else if (merged.goesOn() == null && merged.until() != null) {
                rows.goOn(merged.holding(), merged.lastDay());
            } else if (merged.until() == null) {
                rows.moveTo(merged.holding(), merged.post());
            }
            rows.byIds(List.of(merged.post())).stream()
                    .findFirst()
                    .ifPresent(post -> rows.holding(merged.holding()).ifPresent(holding -> pushRole(post, holding)));
        }
        List<PostRows.MergedPost> merged = rows.mergedPosts(change);
        rows.forgetMerged(change);
        for (PostRows.MergedPost post : merged) {
            if (post.until() != null) {
                rows.stand(post.post(), post.lastDay());
            } else if (rows.holdings(List.of(post.post())).isEmpty()) {
                rows.forgetPost(post.post());
            }
        }
    }

    /**
     * The posts of a unit with who holds them today, in words: 村文书：王芳.
     *
     * @param language of the names of posts
     */
    List<String> told(UnitId unit, Locale language) {
        List<PostRows.Kept> standing = rows.standing(unit, today());
        Map<UUID, List<String>> holders = holders(standing);
        Map<String, PostViews.PostKindView> kinds = kindsById(language);
        return standing.stream()
                .map(post -> {
                    String title =
                            Objects.requireNonNull(kinds.get(post.kind())).name() + bracketed(post.words());
                    List<String> names = holders.getOrDefault(post.id(), List.of());
                    return names.isEmpty() ? title : withHolders(title, names, language);
                })
                .toList();
    }

    /** The posts that more would hold than are meant if all these units had theirs together, with who would hold them. */
    List<String> crowded(List<UnitId> units, Locale language) {
        Map<String, PostViews.PostKindView> kinds = kindsById(language);
        Map<String, List<PostRows.Kept>> alike = units.stream()
                .flatMap(unit -> rows.standing(unit, today()).stream())
                .collect(Collectors.groupingBy(
                        post -> Objects.requireNonNull(kinds.get(post.kind())).name() + bracketed(post.words()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<String> crowded = new ArrayList<>();
        alike.forEach((title, posts) -> {
            List<String> names = holders(posts).values().stream()
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
            int seats = posts.stream().mapToInt(PostRows.Kept::seats).max().orElse(0);
            if (posts.size() > 1 && seats > 0 && names.size() > seats) {
                crowded.add(withHolders(title, names, language));
            }
        });
        return crowded;
    }

    private static String withHolders(String title, List<String> names, Locale language) {
        return language.getLanguage().equals("en")
                ? title + ": " + String.join(", ", names)
                : title + "：" + String.join("、", names);
    }

    private Map<UUID, List<String>> holders(List<PostRows.Kept> posts) {
        List<PostRows.Holding> now = rows
                .holdings(posts.stream().map(PostRows.Kept::id).toList())
                .stream()
                .filter(holding -> holding.holds(today()))
                .toList();
        Map<UUID, Person> people =
                directory.people(now.stream().map(PostRows.Holding::person).toList());
        return now.stream()
                .collect(Collectors.groupingBy(
                        PostRows.Holding::post,
                        LinkedHashMap::new,
                        Collectors.mapping(holding -> name(people, holding.person()), Collectors.toList())));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** What each of these people holds or held, as far as it is in reach, the latest first. */
    Map<UUID, List<PersonViews.HeldPost>> heldBy(List<UUID> persons, Locale language) {
        List<PostRows.Holding> holdings = rows.heldBy(persons);
        Map<UUID, PostRows.Kept> posts = rows
                .byIds(holdings.stream().map(PostRows.Holding::post).toList())
                .stream()
                .collect(Collectors.toMap(PostRows.Kept::id, Function.identity()));
        Map<String, PostViews.PostKindView> kinds = kindsById(language);
        Map<UnitId, Unit> units =
                directory.units(posts.values().stream().map(PostRows.Kept::unit).collect(Collectors.toSet()));
        LocalDate today = today();
        Map<UUID, List<PersonViews.HeldPost>> held = new HashMap<>();
        for (PostRows.Holding holding : holdings) {
            PostRows.Kept post = posts.get(holding.post());
            if (post != null) {
                held.computeIfAbsent(holding.person(), none -> new ArrayList<>())
                        .add(new PersonViews.HeldPost(
                                holding.id(),
                                post.id(),
                                Objects.requireNonNull(kinds.get(post.kind())).name() + bracketed(post.words()),
                                Objects.requireNonNull(units.get(post.unit())).ref(),
                                shownSince(holding.since()),
                                holding.lastDay(),
                                holding.basis(),
                                holding.holds(today)));
            }
        }
        return held;
    }

    private List<PostViews.PostView> views(List<PostRows.Kept> posts, LocalDate on, Reach reach, Locale language) {
        List<UUID> ids = posts.stream().map(PostRows.Kept::id).toList();
        Map<UUID, List<PostRows.Holding>> byPost =
                rows.holdings(ids).stream().collect(Collectors.groupingBy(PostRows.Holding::post));
        Map<UUID, List<Long>> over = rows.over(ids).stream()
                .collect(Collectors.groupingBy(
                        PostRows.Over::post, Collectors.mapping(PostRows.Over::unit, Collectors.toList())));
        Map<UUID, Person> names = directory.people(byPost.values().stream()
                .flatMap(List::stream)
                .map(PostRows.Holding::person)
                .collect(Collectors.toSet()));
        Map<UnitId, Unit> units = directory.units(Stream.concat(
                        posts.stream().map(PostRows.Kept::unit),
                        over.values().stream().flatMap(List::stream).map(UnitId::new))
                .collect(Collectors.toSet()));
        Set<UUID> holders = byPost.values().stream()
                .flatMap(List::stream)
                .filter(holding -> holding.holds(on))
                .map(PostRows.Holding::person)
                .collect(Collectors.toSet());
        Map<UUID, Long> held = rows.heldBy(holders).stream()
                .filter(holding -> holding.holds(on))
                .collect(Collectors.groupingBy(PostRows.Holding::person, Collectors.counting()));
        Set<UUID> seen =
                people.byIds(holders, reach).stream().map(PersonRows.Kept::id).collect(Collectors.toSet());
        Map<String, PostViews.PostKindView> kinds = kindsById(language);
        return posts.stream()
                .map(post -> {
                    List<PostRows.Holding> holdings = byPost.getOrDefault(post.id(), List.of());
                    List<PostViews.PostHolder> now = holdings.stream()
                            .filter(holding -> holding.holds(on))
                            .map(holding -> new PostViews.PostHolder(
                                    holding.id(),
                                    holding.person(),
                                    name(names, holding.person()),
                                    shownSince(holding.since()),
                                    holding.lastDay(),
                                    holding.basis(),
                                    seen.contains(holding.person()),
                                    (int) (held.getOrDefault(holding.person(), 1L) - 1)))
                            .toList();
                    PostRows.@Nullable Holding next = holdings.stream()
                            .filter(holding -> holding.since().isAfter(on))
                            .min(Comparator.comparing(PostRows.Holding::since))
                            .orElse(null);
                    LocalDate vacantSince = now.isEmpty()
                            ? holdings.stream()
                                    .map(PostRows.Holding::lastDay)
                                    .filter(Objects::nonNull)
                                    .filter(last -> last.isBefore(on))
                                    .max(Comparator.naturalOrder())
                                    .map(last -> last.plusDays(1))
                                    .orElse(null)
                            : null;
                    PostViews.PostKindView kind = Objects.requireNonNull(kinds.get(post.kind()));
                    return new PostViews.PostView(
                            post.id(),
                            kind.id(),
                            kind.name(),
                            post.words(),
                            Objects.requireNonNull(units.get(post.unit())).ref(),
                            refs(over.getOrDefault(post.id(), List.of()), units),
                            post.seats(),
                            kind.role(),
                            state(now.size(), post.seats()),
                            now,
                            vacantSince,
                            next == null ? null : next.since(),
                            next == null ? null : name(names, next.person()),
                            post.since(),
                            post.lastDay());
                })
                .toList();
    }

    private static String state(int holders, int seats) {
        if (holders == 0) {
            return "vacant";
        }
        if (seats > 0 && holders > seats) {
            return "double";
        }
        return holders < seats ? "short" : "held";
    }

    private static List<UnitRef> refs(List<Long> ids, Map<UnitId, Unit> units) {
        return ids.stream()
                .map(id -> units.get(new UnitId(id)))
                .filter(Objects::nonNull)
                .map(Unit::ref)
                .toList();
    }

    private void pushRole(PostRows.Kept post, PostRows.Holding holding) {
        Role role = kind(post.kind()).role();
        if (role != null) {
            access.postGives(
                    holding.id(),
                    holding.person(),
                    List.of(role),
                    post.tree(),
                    post.unit(),
                    holding.since(),
                    holding.lastDay(),
                    name(post));
        }
    }

    private void takeRole(PostRows.Kept post, PostRows.Holding holding) {
        access.postGives(
                holding.id(),
                holding.person(),
                List.of(),
                post.tree(),
                post.unit(),
                holding.since(),
                holding.lastDay(),
                name(post));
    }

    private void over(Caller caller, UUID post, List<Long> units) {
        Set<Long> known = new LinkedHashSet<>();
        units.forEach(
                id -> known.add(directory.unit(caller, new UnitId(id)).id().value()));
        rows.looksAfter(post, known);
    }

    private void takeRole(PostRows.Holding holding) {
        rows.byIds(List.of(holding.post())).stream().findFirst().ifPresent(post -> takeRole(post, holding));
    }

    private static void refuse(String words, int seats) {
        List<Problem.Fault> faults = new ArrayList<>();
        if (words.length() > LONGEST_WORDS) {
            faults.add(Problem.Fault.of("words", "directory.post-words-long", LONGEST_WORDS));
        }
        if (seats < 0 || seats > MOST_SEATS) {
            faults.add(Problem.Fault.of("seats", "directory.post-seats", MOST_SEATS));
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("directory.post-faulty", faults);
        }
    }

    private static void refuseDays(
            PostRows.Kept post, PersonRows.Kept person, LocalDate since, @Nullable LocalDate last, String basis) {
        List<Problem.Fault> faults = new ArrayList<>();
        if (last != null && last.isBefore(since)) {
            faults.add(Problem.Fault.of("lastDay", "directory.holding-days"));
        }
        if (since.isAfter(LATEST) || last != null && last.isAfter(LATEST)) {
            faults.add(Problem.Fault.of("since", "directory.day-far", Integer.toString(LATEST.getYear())));
        }
        if (post.lastDay() != null && (last == null || last.isAfter(post.lastDay()))) {
            faults.add(Problem.Fault.of("lastDay", "directory.holding-after-post", post.lastDay()));
        }
        if (person.leftOn() != null && !since.isBefore(person.leftOn())) {
            faults.add(Problem.Fault.of("person", "directory.person-has-left", person.name(), person.leftOn()));
        }
        if (basis.length() > LONGEST_BASIS) {
            faults.add(Problem.Fault.of("basis", "directory.holding-basis-long", LONGEST_BASIS));
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("directory.post-faulty", faults);
        }
    }

    /** Units of other trees answer there; a village that looks after a river answers where it stands. */
    private static String tree(Unit unit) {
        return switch (unit.kind()) {
            case UnitKind other when other.word().startsWith("party_") -> "party";
            case UnitKind other when other.word().startsWith("river") -> "river";
            case UnitKind other when other.word().startsWith("sanitation") -> "sanitation";
            default -> "admin";
        };
    }

    private PostRows.Kept kept(Caller caller, UUID id) {
        return rows.byId(id, caller.reach()).orElseThrow(Posts::missing);
    }

    private PostRows.Kept locked(Caller caller, UUID id) {
        return rows.lock(id, caller.reach()).orElseThrow(Posts::missing);
    }

    private PostViews.PostKindView kind(String id) {
        return rows.kinds(Locale.CHINESE).stream()
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.bad("directory.post-kind", id));
    }

    private Map<String, PostViews.PostKindView> kindsById(Locale language) {
        return rows.kinds(language).stream().collect(Collectors.toMap(PostViews.PostKindView::id, Function.identity()));
    }

    private String name(PostRows.Kept post) {
        return directory.unit(post.unit()).name() + " " + kind(post.kind()).name() + bracketed(post.words());
    }

    private static String name(Map<UUID, Person> names, UUID id) {
        Person person = names.get(id);
        return person == null ? "?" : person.name();
    }

    private static String bracketed(String words) {
        return words.isEmpty() ? "" : "（" + words + "）";
    }

    static @Nullable LocalDate shownSince(LocalDate since) {
        return since.equals(Newcomers.ALWAYS) ? null : since;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static Problem missing() {
        return Problem.missing("directory.post-missing");
    }
}
