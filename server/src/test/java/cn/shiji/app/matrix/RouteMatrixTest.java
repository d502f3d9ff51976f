package cn.shiji.app.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.access.Open;
import cn.shiji.access.SignedIn;
import cn.shiji.app.matrix.DescribedRoute.Access;
import cn.shiji.app.matrix.Place.Relation;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every route, asked by somebody of every role and by nobody, for things of the own unit, of one below, of the one above,
 * of a neighbour and of another county. What is to be answered is said beside the route, and nowhere else.
 *
 * <p>A route that declares nothing fails here; one whose ids cannot be made is told which line {@link Samples} lacks.
 */
@ServerTest
class RouteMatrixTest {

    private static final int AT_ONCE = 3;

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private final List<DescribedRoute> routes = DescribedRoute.all();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private Samples samples;
    private final Map<Role, Set<Right>> rights = new EnumMap<>(Role.class);

    /** What has to be answered. */
    private enum Expected {
        /** Anything but a question who is asking. */
        ANSWER,
        /** 401 */
        SIGN_IN_FIRST,
        /** 403 */
        NOT_ALLOWED,
        /** 404, as if it were not there. */
        MISSING,
        /** 403 or 404: it may be seen there, but not done. */
        REFUSED,
        /** Neither 401, 403 nor 404. */
        ALLOWED,
        /** What is not the caller's is not in it. */
        WITHOUT_OTHERS
    }

    private record Question(
            DescribedRoute route,
            Place place,
            String address,
            @Nullable Object body) {}

    /** The rules of the whole site, which some routes set and all other tests go by. */
    private static final List<String> SITE_RULES =
            List.of("access.factor_role", "access.security_rule", "access.second_person");

    private final Map<String, String> found = new LinkedHashMap<>();

    @BeforeEach
    void keepTheRulesOfTheSite() {
        for (String table : SITE_RULES) {
            found.put(
                    table,
                    jdbc.sql("select coalesce(jsonb_agg(r), '[]')::text from %s r".formatted(table))
                            .query(String.class)
                            .single());
        }
    }

    @AfterEach
    void putTheRulesOfTheSiteBack() {
        found.forEach((table, rows) -> {
            jdbc.sql("delete from " + table).update();
            jdbc.sql("insert into %1$s select * from jsonb_populate_recordset(null::%1$s, :rows::jsonb)"
                            .formatted(table))
                    .param("rows", rows)
                    .update();
        });
    }

    @Test
    void beforeEveryRouteStandsWhatItNeeds() {
        List<String> undeclared = mappings.getHandlerMethods().entrySet().stream()
                .filter(route -> route.getValue().getBeanType().getName().startsWith("cn.shiji."))
                .filter(route -> declarations(route.getValue()) != 1)
                .map(route -> route.getKey() + " " + route.getValue().getShortLogMessage())
                .toList();
        assertThat(undeclared)
                .as("say @Open, @SignedIn or @Needs (one of them) beside these")
                .isEmpty();
        assertThat(routes)
                .as("docs/generated/openapi.json says of every route what it needs: run ./shiji generate")
                .noneMatch(route -> route.access() == Access.UNTOLD);
    }

    private static long declarations(HandlerMethod route) {
        return Stream.of(Open.class, SignedIn.class, Needs.class)
                .filter(route::hasMethodAnnotation)
                .count();
    }

    @Test
    void everyRouteAnswersEveryRoleOfEveryPlaceAsItSays() throws Exception {
        Country country = new Country(context, port);
        country.callers.forEach((role, caller) -> rights.put(role, caller.rights()));
        samples = new Samples(context);
        Map<DescribedRoute, List<Question>> questions = new LinkedHashMap<>();
        for (DescribedRoute route : routes) {
            try {
                questions.put(
                        route,
                        country.places.stream()
                                .map(place -> question(route, place))
                                .toList());
            } catch (RuntimeException lacking) {
                wrong.add(route + ": " + lacking);
            }
        }
        nobodyAsks(country, questions);
        everybodyAsksWhatChangesNothing(country, questions);
        whoMayChangesThings(country, questions.keySet());

        assertThat(wrong).isEmpty();
        assertThat(seen)
                .as("the places' own things were seen, so marks can be seen")
                .contains(
                        Place.mark(Relation.OWN),
                        Place.mark(Relation.CHILD),
                        Place.planMark(Relation.PARENT),
                        Place.personMark(Relation.OWN));
    }

    private void nobodyAsks(Country country, Map<DescribedRoute, List<Question>> questions) {
        questions.forEach((route, all) -> {
            // Signing in and out is asked below, each with a session of its own.
            if (route.access() != Access.OPEN || route.reads()) {
                all.forEach(question -> check(null, question, answer(country.nobody, question)));
            }
        });
    }

    /** All that only reads, and all changes that are to be refused; several at once. */
    private void everybodyAsksWhatChangesNothing(Country country, Map<DescribedRoute, List<Question>> questions)
            throws Exception {
        try (ExecutorService askers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> asked = new ArrayList<>();
            for (Role role : Role.values()) {
                asked.add(askers.submit(() -> questions.forEach((route, all) -> {
                    for (Question question : all) {
                        boolean refused = switch (expected(route, role, question.place())) {
                            case SIGN_IN_FIRST, NOT_ALLOWED, MISSING, REFUSED -> true;
                            case ANSWER, ALLOWED, WITHOUT_OTHERS -> false;
                        };
                        boolean own = route.at() == At.SELF && question.place().relation() == Relation.OWN;
                        if (refused || route.reads() && !own) {
                            check(role, question, answer(country.askers.get(role), question));
                        }
                    }
                })));
            }
            for (Future<?> one : asked) {
                one.get();
            }
        }
    }

    /** What is allowed and changes something, one after the other; what it changed is made anew for the next. */
    private void whoMayChangesThings(Country country, Set<DescribedRoute> asked) {
        for (DescribedRoute route : asked) {
            for (Role role : Role.values()) {
                for (Place there : country.places) {
                    Expected expected = expected(route, role, there);
                    boolean own = route.at() == At.SELF && there.relation() == Relation.OWN;
                    boolean alike =
                            route.access() != Access.RIGHT && !route.path().contains("{");
                    if (alike && there.relation() != Relation.OWN) {
                        continue;
                    }
                    if (expected != Expected.ALLOWED
                                    && expected != Expected.WITHOUT_OTHERS
                                    && expected != Expected.ANSWER
                            || route.reads() && !(own && expected == Expected.ALLOWED)) {
                        continue;
                    }
                    Place place = own && expected == Expected.ALLOWED
                            ? there.keptBy(country.callers.get(role), country.askers.get(role))
                            : there;
                    Question question;
                    try {
                        question = question(route, place);
                    } catch (RuntimeException lacking) {
                        wrong.add(route + ": nothing to ask for: " + lacking);
                        continue;
                    }
                    Answer answer = answer(country.askers.get(role), question);
                    check(role, question, answer);
                    if (answer.status() < 300 && !route.reads()) {
                        samples.spent(place, route.path());
                    }
                    if (route.access() != Access.RIGHT || route.at() == At.SELF) {
                        boolean out =
                                country.askers.get(role).get("/api/session").status() == 401;
                        if (out) {
                            country.replace(role);
                        }
                    }
                }
            }
        }
    }

    private Expected expected(DescribedRoute route, @Nullable Role role, Place place) {
        if (route.access() == Access.OPEN) {
            return Expected.ANSWER;
        }
        if (role == null) {
            return Expected.SIGN_IN_FIRST;
        }
        if (route.access() == Access.SIGNED_IN) {
            return Expected.WITHOUT_OTHERS;
        }
        if (Collections.disjoint(rights(role), route.rights())) {
            return Expected.NOT_ALLOWED;
        }
        boolean named = route.path().contains("{") || route.query().contains("unit");
        return switch (route.at()) {
            case COLLECTION, NOWHERE -> Expected.WITHOUT_OTHERS;
            case WITHIN -> place.within() ? Expected.ALLOWED : Expected.MISSING;
            case COVERS -> place.within() || place.relation() == Relation.PARENT ? Expected.ALLOWED : Expected.MISSING;
            case PEERS -> place.within() ? Expected.ALLOWED : Expected.WITHOUT_OTHERS;
            case SELF ->
                !named
                        ? Expected.WITHOUT_OTHERS
                        : place.relation() == Relation.OWN ? Expected.ALLOWED : Expected.MISSING;
            case OWN ->
                switch (place.relation()) {
                    case OWN -> Expected.ALLOWED;
                    case CHILD ->
                        Collections.disjoint(rights(role), route.below()) ? Expected.REFUSED : Expected.ALLOWED;
                    case PARENT, SIBLING, OTHER_COUNTY -> Expected.MISSING;
                };
            case null -> throw new IllegalStateException(route + " needs a right, but says not of which places");
        };
    }

    private Set<Right> rights(Role role) {
        return rights.getOrDefault(role, Set.of());
    }

    private Question question(DescribedRoute route, Place place) {
        Object body = route.files().isEmpty()
                ? samples.body(route, place)
                : route.files().stream()
                        .map(file -> new TestBrowser.Part(file, file + ".txt", samples.text(place)))
                        .toList();
        return new Question(route, place, samples.address(route, place), body);
    }

    private static Answer answer(TestBrowser browser, Question question) {
        DescribedRoute route = question.route();
        if (!route.files().isEmpty()) {
            @SuppressWarnings("unchecked")
            List<TestBrowser.Part> parts = (List<TestBrowser.Part>) question.body();
            return browser.upload(question.address(), parts);
        }
        return route.reads()
                ? browser.get(question.address())
                : question.body() == null && route.method().equals("DELETE")
                        ? browser.delete(question.address())
                        : browser.send(
                                route.method(), question.address(), question.body() == null ? "" : question.body());
    }

    private void check(@Nullable Role role, Question question, Answer answer) {
        Expected expected = expected(question.route(), role, question.place());
        int status = answer.status();
        boolean right = status < 500
                && switch (expected) {
                    case ANSWER ->
                        status != 403
                                && !(role == null
                                        && status == 401
                                        && question.route().reads());
                    case SIGN_IN_FIRST -> status == 401;
                    case NOT_ALLOWED -> status == 403;
                    case MISSING -> status == 404;
                    case REFUSED -> status == 403 || status == 404;
                    case ALLOWED ->
                        status != 401
                                && status != 403
                                && (status != 404 || samples.isMissingOtherwise(question.route(), answer));
                    // Of what asks for a session alone, the door says who may do it.
                    case WITHOUT_OTHERS ->
                        !answer.code().equals("access.sign-in-first")
                                && (status != 403 || question.route().access() == Access.SIGNED_IN);
                };
        if (!right) {
            wrong.add("%s as %s, thing of %s: %s expected, not %s"
                    .formatted(
                            question.route(),
                            role == null ? "nobody" : role,
                            question.place(),
                            expected,
                            told(answer)));
        }
        String text = text(answer);
        for (Relation relation : Relation.values()) {
            boolean within = relation == Relation.OWN || relation == Relation.CHILD;
            boolean work = role != null && rights(role).contains(Right.WORK_READ);
            boolean people = role != null && rights(role).contains(Right.DIRECTORY_READ);
            marked(text, Place.mark(relation), within && work, role, question);
            marked(text, Place.planMark(relation), (within || relation == Relation.PARENT) && work, role, question);
            marked(text, Place.personMark(relation), within && (people || work), role, question);
        }
    }

    private void marked(String text, String mark, boolean allowed, @Nullable Role role, Question question) {
        if (text.contains(mark)) {
            seen.add(mark);
            if (!allowed) {
                wrong.add("%s as %s, thing of %s: shows %s: %s"
                        .formatted(
                                question.route(),
                                role == null ? "nobody" : role,
                                question.place(),
                                mark,
                                text.substring(
                                        Math.max(0, text.indexOf(mark) - 60),
                                        Math.min(text.length(), text.indexOf(mark) + 40))));
            }
        }
    }

    private static String told(Answer answer) {
        String told = answer.toString();
        return told.length() > 300 ? told.substring(0, 300) + " …" : told;
    }

    /** All the text of an answer, also that within a workbook or Word file. */
    private static String text(Answer answer) {
        if (!answer.type().contains("openxmlformats")) {
            return answer.text();
        }
        StringBuilder text = new StringBuilder();
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(answer.bytes()))
                .get()) {
            for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
                text.append(new String(zip.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return text.toString();
    }
}
