package cn.shiji.app.matrix;

import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestPacks;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.access.Approvals;
import cn.shiji.access.Grants;
import cn.shiji.comparison.Comparisons;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.evidence.Evidence;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.Uuid7;
import cn.shiji.plan.Assignment;
import cn.shiji.plan.DutyRole;
import cn.shiji.plan.NewEntry;
import cn.shiji.plan.PlanView;
import cn.shiji.plan.Plans;
import cn.shiji.record.RecordEntry;
import cn.shiji.record.Records;
import cn.shiji.report.Reports;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * How to make one thing of every kind that a path, a parameter or a body names. A new route needs a line here where it has
 * an id that no line makes: the test says which.
 */
final class Samples {

    private final ApplicationContext context;
    private final Clock clock;
    private final String pack;
    private final String year;
    private final Map<String, Function<Place, String>> ids = new LinkedHashMap<>();
    private final Map<String, Function<Place, Object>> fields = new LinkedHashMap<>();
    private final Map<String, Function<Place, Object>> bodies = new LinkedHashMap<>();
    private final Map<String, String> usernames = new HashMap<>();
    private final Map<String, String> missingOtherwise = new HashMap<>();
    private final Map<Place, Map<String, String>> made = new HashMap<>();

    Samples(ApplicationContext context) {
        this.context = context;
        this.clock = context.getBean(Clock.class);
        this.pack = TestPacks.in(context).inService();
        this.year = Integer.toString(LocalDate.now(clock).getYear());
        define();
    }

    /**
     * The lines. {@code id}: what stands for a variable of a path, named by the path up to it, or by the variable alone
     * where it means the same everywhere. {@code field}: a parameter, or a field of a body, by its name. {@code body}: the
     * whole body of a route, where the fields alone make none that gets as far as the door.
     */
    private void define() {
        id("/api/plans/{id}", this::plan);
        id("/api/plans/{id}/commitments/{node}", place -> task(place).id().toString());
        id(
                "/api/plans/{id}/figures/{figure}",
                place -> task(place).figures().getFirst().id().toString());
        id(
                "/api/plans/{id}/corrections/{correction}",
                place -> made(place.browser()
                        .send("POST", "/api/plans/" + of(place, "/api/plans/{id}") + "/corrections/anew", "")));
        id(
                "/api/plans/imports/{id}",
                place -> made(place.browser()
                        .upload(
                                "/api/plans/imports?unit=" + place.unit().id() + "&year=" + year,
                                "计划.txt",
                                text(place))));
        id("/api/commitments/{id}", place -> task(place).id().toString());
        id("/api/commitments/{id}/entries/{entry}", this::entry);
        id("/api/records/{id}", this::record);
        id("/api/records/{id}/files/{file}", place -> of(place, "/api/files/{id}"));
        id("/api/files/{id}", this::file);
        id("/api/reports/{id}", this::report);
        id(
                "/api/reports/{id}/sections/{section}",
                place -> reports()
                        .addSection(place.keeper(), report(place, "/api/reports/{id}"), null, place.mark(), null, null)
                        .toString());
        id(
                "/api/reports/{id}/sentences/{sentence}",
                place -> reports()
                        .addSentence(
                                place.keeper(),
                                report(place, "/api/reports/{id}"),
                                null,
                                UUID.fromString(of(place, "/api/reports/{id}/sections/{section}")),
                                place.mark(),
                                null)
                        .toString());
        id("/api/comparisons/{id}", this::comparison);
        id("/api/comparisons/readings/{id}", this::reading);
        // Nobody else's session can be named.
        id("/api/me/sessions/{id}", place -> UUID.randomUUID().toString());
        id(
                "/api/accounts/{id}/sessions/{session}",
                place -> first(TestBrowser.signedIn(
                                Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")),
                                Objects.requireNonNull(usernames.get(of(place, "/api/accounts/{id}"))))
                        .get("/api/me/sessions")));
        id("{no}", place -> "1");
        id("{side}", place -> "plan");
        id("/api/indicators/{id}", place -> pack + ".helpers");
        id("/api/mechanisms/{id}", place -> pack);

        id("/api/accounts/{account}", this::account);
        id("/api/accounts/{id}", this::account);
        id(
                "/api/grants/{grant}",
                place -> context.getBean(Grants.class)
                        .of(new AccountId(UUID.fromString(of(place, "/api/accounts/{account}"))))
                        .getFirst()
                        .id()
                        .toString());
        id("/api/approvals/{change}", this::change);
        id("/api/audit/{id}", this::trailRow);
        id("/api/me/sessions/{id}", place -> first(place.browser().get("/api/me/sessions")));

        id("/api/imports/{id}", this::list);

        id("/api/people/{id}", this::person);
        id("/api/people/{id}/merges/{merge}", this::merge);
        id("/api/posts/{id}", this::post);
        id("/api/posts/holdings/{id}", this::holding);

        // A unit below the place, for one that is closed or moved would take everything there with it.
        id("/api/units/{id}", place -> below(place).id().toString());
        id("{tree}", place -> "river");
        id("/api/units/changes/{id}", this::unitChange);

        field("account", place -> of(place, "/api/accounts/{account}"));
        field("tree", place -> "admin");
        field("role", place -> "village_clerk");
        field("duty", place -> "business");
        field("username", place -> "u" + UUID.randomUUID().toString().substring(0, 8));
        field("person", place -> place.people().getLast().id().toString());

        id("/api/units/{id}", place -> place.unit().id().toString());
        id("/api/units/changes/{id}", this::changeOfUnit);
        id("{tree}", place -> "party");

        // A day to come is refused by the door itself, so the units of the test stay as they are.
        field("on", place -> "2999-12-31");
        field("unit", place -> place.unit().id().value());
        field("under", place -> place.unit().id().value());
        field("year", place -> Integer.valueOf(year));
        field("from", place -> year + "-01-01");
        field("to", place -> year + "-12-31");
        field("month", place -> year + "-01");
        field("day", place -> LocalDate.now(clock).toString());
        field("pack", place -> pack);
        field("kind", place -> "talk");
        field("field", place -> "roll");
        field("q", Place::mark);
        field("plan", place -> of(place, "/api/plans/{id}"));
        field("parent", place -> of(place, "/api/plans/{id}/commitments/{node}"));
        field("section", place -> of(place, "/api/reports/{id}/sections/{section}"));
        field("version", place -> 1);
        field("seen", place -> 0);
        field("page", place -> 1);
        field("size", place -> 20);

        parameters("GET /api/units", "kind");
        parameters("GET /api/units/search", "kind", "on");
        parameters("GET /api/units/tree", "parent");
        body("POST /api/units", place -> inUnit(place, "name", place.mark(), "kind", "grid", "since", "2999-12-31"));
        body("PATCH /api/units/{id}", place -> Map.of("name", place.mark(), "on", "2999-12-31"));
        body("PUT /api/units/{id}/standings/{tree}", place -> Map.of("on", "2999-12-31"));
        body("POST /api/units/{id}/split", place -> Map.of("parts", List.of(), "closes", false, "on", "2999-12-31"));
        body("POST /api/units/merge", place -> Map.of("units", List.of(unitId(place)), "on", "2999-12-31"));
        body(
                "POST /api/units/bulk",
                place -> Map.of(
                        "units",
                        List.of(Map.of("id", unitId(place), "name", place.mark(), "close", false)),
                        "on",
                        "2999-12-31"));
        parameters("GET /api/plans/{id}/difference", "from", "to");
        parameters("GET /api/plans/{id}/difference/table.xlsx", "from", "to");
        parameters("GET /api/accounts", "role", "duty");
        parameters("GET /api/accounts/export", "role", "duty");
        parameters("GET /api/audit", "kind");
        parameters("GET /api/audit/export", "kind");
        body(
                "POST /api/accounts",
                place -> Map.of(
                        "username",
                        "u" + UUID.randomUUID().toString().substring(0, 8),
                        "name",
                        "某某",
                        "unit",
                        place.unit().id().value(),
                        "duty",
                        "business"));
        body("PUT /api/accounts/{account}", place -> Map.of("name", Place.personMark(place.relation())));
        parameters("GET /api/units/search", "kind", "tree");
        parameters("GET /api/units/tree", "tree", "parent");
        body(
                "POST /api/units",
                place -> Map.of(
                        "name", "新村" + UUID.randomUUID().toString().substring(0, 4),
                        "kind", kindBelow(place).word(),
                        "parent", place.unit().id().value()));
        body("PATCH /api/units/{id}", place -> Map.of("name", "改名村"));
        body("PUT /api/commitments/{id}/entries/{entry}", this::newEntry);
        missingOtherwise("PUT /api/accounts/{id}/identity", "access.no-provider");
        missingOtherwise("POST /api/people/{id}/consents/withdraw", "directory.consent-missing");
        body("POST /api/units/{id}/close", place -> Map.of());
        body("POST /api/units/{id}/reopen", place -> Map.of());
        body(
                "POST /api/units/{id}/split",
                place -> Map.of("parts", List.of(Map.of("name", "东村"), Map.of("name", "西村")), "closes", true));
        body("PUT /api/units/{id}/standings/{tree}", place -> Map.of());
        body(
                "POST /api/units/merge",
                place -> Map.of(
                        "units",
                        List.of(below(place).id().value(), below(place).id().value()),
                        "name",
                        "合并村"));
        body(
                "POST /api/units/bulk",
                place -> Map.of(
                        "units", List.of(Map.of("id", below(place).id().value(), "name", "改名村", "close", false))));
        body(
                "POST /api/units/trees",
                place -> Map.of("id", "t" + UUID.randomUUID().toString().substring(0, 6), "name", "新树"));
        body(
                "POST /api/imports/pasted",
                place -> Map.of("unit", place.unit().id().value(), "kind", "units", "text", "代码,名称\n,新办公室\n"));
        body("PUT /api/imports/{id}/mapping", place -> Map.of("headRow", 1, "columns", Map.of("name", 0)));
        body("POST /api/people", place -> Map.of("unit", place.unit().id().value(), "data", newPerson(place)));
        body(
                "POST /api/people/bulk",
                place -> Map.of("people", List.of(of(place, "/api/people/{id}")), "leave", Map.of()));
        body(
                "POST /api/people/export",
                place -> Map.of("unit", place.unit().id().value()));
        body("PUT /api/people/{id}", place -> Map.of("data", newPerson(place), "version", 1));
        body(
                "POST /api/people/{id}/consents",
                place -> Map.of(
                        "field",
                        "email",
                        "form",
                        "书面",
                        "givenOn",
                        LocalDate.now(clock).toString()));
        body("POST /api/people/{id}/consents/withdraw", place -> Map.of("field", "email"));
        body("POST /api/people/{id}/leave", place -> Map.of("words", "调离"));
        body("POST /api/people/{id}/merge", place -> Map.of("gone", person(place)));
        body(
                "POST /api/people/{id}/reveal",
                place -> Map.of("fields", List.of("phone"), "purpose", "contact", "words", "通知开会"));
        body("POST /api/posts", place -> Map.of("unit", place.unit().id().value(), "kind", "forest_chief"));
        body("PATCH /api/posts/{id}", place -> Map.of("words", "东山片区"));
        body("POST /api/posts/{id}/close", place -> Map.of());
        body("POST /api/posts/holdings/{id}/end", place -> Map.of());
        body("POST /api/posts/{id}/holdings", place -> Map.of("person", of(place, "/api/people/{id}")));
        body("PUT /api/records/{id}", this::newRecord);
        body("POST /api/records/{id}/corrections", place -> Map.of("version", 7, "values", Map.of(), "reason", "笔误"));
        body("POST /api/plans/{id}/suggestions/accept", place -> Map.of("possible", true));
        body("POST /api/plans/{id}/suggestions/preview", place -> Map.of("possible", true));
        body("POST /api/plans/{id}/commitments/{node}/merge", place -> Map.of("with", lastTask(place)));
        body("POST /api/plans/{id}/commitments/{node}/move", place -> Map.of("after", lastTask(place)));
        body("POST /api/plans/{id}/commitments/{node}/split", place -> Map.of("cuts", List.of(1)));
        body("POST /api/reports", place -> Map.of("plan", of(place, "/api/plans/{id}"), "title", "总结"));
        body("POST /api/reports/{id}/sections", place -> Map.of("heading", "概况"));
        body(
                "POST /api/reports/{id}/sentences",
                place -> Map.of("section", of(place, "/api/reports/{id}/sections/{section}"), "text", "有3件事。"));
        body(
                "PUT /api/plans/{id}/commitments/{node}/units",
                place -> List.of(Map.of("unit", place.unit().id().value(), "role", "lead")));
    }

    private static long unitId(Place place) {
        return place.unit().id().value();
    }

    private static Map<String, Object> inUnit(Place place, Object... more) {
        Map<String, Object> body = new HashMap<>(Map.of("parent", unitId(place)));
        for (int at = 0; at < more.length; at += 2) {
            body.put(more[at].toString(), more[at + 1]);
        }
        return body;
    }

    /** A change of the unit that changed nothing, so that taking it back changes nothing either. */
    private String changeOfUnit(Place place) {
        UUID id = Uuid7.next(clock);
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        jdbc.sql("""
                        insert into directory.change (id, verb, on_day, at, by_name, told, before)
                        select :id, 'rename', current_date, now(), '', '{}', jsonb_build_object(
                            'versions', (select jsonb_agg(v) from directory.version v where v.unit_id = :unit),
                            'standings', (select jsonb_agg(s) from directory.standing s where s.unit_id = :unit))
                        """).param("id", id).param("unit", unitId(place)).update();
        jdbc.sql("insert into directory.change_unit (change_id, unit_id) values (:id, :unit)")
                .param("id", id)
                .param("unit", unitId(place))
                .update();
        return id.toString();
    }

    private void id(String path, Function<Place, String> maker) {
        ids.put(path, maker);
    }

    private void field(String name, Function<Place, Object> maker) {
        fields.put(name, maker);
    }

    private void body(String route, Function<Place, Object> maker) {
        bodies.put(route, maker);
    }

    private final Map<String, List<String>> leftOut = new HashMap<>();

    /** Parameters of a route that are better left out, for their name means something else elsewhere. */
    private void parameters(String route, String... without) {
        leftOut.put(route, List.of(without));
    }

    /** A route that answers 404 for another reason than where a thing stands, and the code of that reason. */
    private void missingOtherwise(String route, String code) {
        missingOtherwise.put(route, code);
    }

    /** A list that waits to be looked at. */
    private String list(Place place) {
        UUID id = Uuid7.next(clock);
        context.getBean(JdbcClient.class)
                .sql("""
                        insert into directory.import (id, unit_id, place, kind, file_name, pasted, size, stage, sheet, started_by,
                            started_name, started_at)
                        values (:id, :unit, :place, 'units', :name, true, 1, 'mapping',
                            '{"format": "UTF-8", "delimiter": ",", "rows": 1, "width": 1, "first": [["名称"]]}', :id, '某某', now())
                        """)
                .param("id", id)
                .param("unit", place.unit().id().value())
                .param("place", place.unit().place())
                .param("name", "名单")
                .update();
        return id.toString();
    }

    // ---- what the test asks for ----

    /** Whether such a 404 has nothing to do with who may reach what. */
    boolean isMissingOtherwise(DescribedRoute route, Answer answer) {
        return answer.code().equals(missingOtherwise.get(route.toString()));
    }

    /** What stands for the last variable of a path; made once for a place, and again after it was spent. */
    String of(Place place, String path) {
        Map<String, String> there = made.computeIfAbsent(place, none -> new HashMap<>());
        String variable = path.substring(path.lastIndexOf('{'));
        Function<Place, String> maker = ids.containsKey(path) ? ids.get(path) : ids.get(variable);
        if (maker == null) {
            throw new IllegalStateException("Nothing stands for " + variable + " of " + path
                    + ": add a line to Samples.define() that makes one, id(\"" + path + "\", place -> …)");
        }
        String known = there.get(path);
        if (known == null) {
            known = maker.apply(place);
            there.put(path, known);
        }
        return known;
    }

    /** The path with everything in it that it names, and its parameters. */
    String address(DescribedRoute route, Place place) {
        StringBuilder address = new StringBuilder();
        StringBuilder path = new StringBuilder();
        for (String step : route.path().substring(1).split("/")) {
            path.append('/').append(step);
            address.append('/').append(step.startsWith("{") ? of(place, path.toString()) : step);
        }
        char before = '?';
        for (String name : route.query()) {
            Function<Place, Object> maker = fields.get(name);
            if (maker != null
                    && !leftOut.getOrDefault(route.toString(), List.of()).contains(name)) {
                address.append(before).append(name).append('=').append(encoded(maker.apply(place)));
                before = '&';
            }
        }
        return address.toString();
    }

    @Nullable
    Object body(DescribedRoute route, Place place) {
        Function<Place, Object> maker = bodies.get(route.toString());
        if (maker != null) {
            return maker.apply(place);
        }
        return route.body().isMissingNode() ? null : value("", route.body(), route, place);
    }

    byte[] text(Place place) {
        return ("""
                %s工作计划

                一、产业兴旺增动能

                （一）做强特色农业。一是新增%s黄精种植1200亩以上。二是肉牛存栏稳定在2600头左右。
                """).formatted(place.planMark(), place.planMark()).getBytes(StandardCharsets.UTF_8);
    }

    /** What was made there under this path is changed or gone; the next who needs one gets a new one. */
    void spent(Place place, String path) {
        String stem = path.substring(0, Math.max(path.indexOf('}'), 0));
        Map<String, String> there = made.getOrDefault(place, new HashMap<>());
        List<String> gone = new ArrayList<>(there.keySet());
        gone.removeIf(one -> stem.isEmpty() || !one.startsWith(stem));
        if (stem.startsWith("/api/plans") || stem.startsWith("/api/commitments")) {
            there.keySet().removeIf(one -> one.startsWith("/api/plans/") || one.startsWith("/api/commitments"));
        }
        gone.forEach(there::remove);
    }

    private Object value(String name, JsonNode schema, DescribedRoute route, Place place) {
        Function<Place, Object> known = fields.get(name);
        if (known != null) {
            return known.apply(place);
        }
        JsonNode meant = route.named(schema);
        return switch (meant.path("type").asString("")) {
            case "integer", "number" -> 1;
            case "boolean" -> true;
            case "array" -> List.of(value(name, meant.path("items"), route, place));
            case "object" -> {
                Map<String, Object> object = new LinkedHashMap<>();
                meant.path("properties")
                        .properties()
                        .forEach(field ->
                                object.put(field.getKey(), value(field.getKey(), field.getValue(), route, place)));
                yield object;
            }
            default ->
                switch (meant.path("format").asString("")) {
                    case "uuid" -> UUID.randomUUID().toString();
                    case "date" -> LocalDate.now(clock).toString();
                    case "date-time" -> clock.instant().toString();
                    default -> meant.has("enum") ? meant.path("enum").get(0).asString() : "词语";
                };
        };
    }

    private static String encoded(Object value) {
        return java.net.URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }

    // ---- how the things are made ----

    private Plans plans() {
        return context.getBean(Plans.class);
    }

    private Reports reports() {
        return context.getBean(Reports.class);
    }

    /** A plan that is published and has a draft of its next version. */
    private String plan(Place place) {
        UUID plan = plans().importDocument(
                        place.keeper(), place.unit().id(), Integer.parseInt(year), "计划.txt", text(place));
        plans().reviewAll(place.keeper(), plan);
        PlanView draft = plans().draft(place.keeper(), plan);
        plans().assign(
                        place.keeper(),
                        plan,
                        draft.nodes().getFirst().id(),
                        List.of(new Assignment(place.unit().id(), DutyRole.LEAD)));
        plans().publish(place.keeper(), plan);
        Answer revised = place.browser().send("POST", "/api/plans/" + plan + "/revise", Map.of("reason", "年中调整"));
        if (revised.status() >= 300) {
            throw new IllegalStateException("No draft of a sample plan: " + revised);
        }
        return plan.toString();
    }

    private PlanView.NodeView task(Place place) {
        return plans().draft(place.keeper(), UUID.fromString(of(place, "/api/plans/{id}"))).allNodes().stream()
                .filter(PlanView.NodeView::task)
                .findFirst()
                .orElseThrow();
    }

    private String lastTask(Place place) {
        return plans().draft(place.keeper(), UUID.fromString(of(place, "/api/plans/{id}"))).allNodes().stream()
                .filter(PlanView.NodeView::task)
                .reduce((first, second) -> second)
                .orElseThrow()
                .id()
                .toString();
    }

    private String entry(Place place) {
        UUID entry = Uuid7.next(clock);
        plans().declare(
                        place.keeper(),
                        UUID.fromString(of(place, "/api/commitments/{id}")),
                        entry,
                        new NewEntry(LocalDate.now(clock), place.planMark() + "已种42亩", null, null, null, null, null));
        return entry.toString();
    }

    private String record(Place place) {
        UUID record = Uuid7.next(clock);
        context.getBean(Records.class)
                .enter(
                        place.keeper(),
                        record,
                        new RecordEntry(pack, "talk", place.unit().id().value(), LocalDate.now(clock), values(place)));
        return record.toString();
    }

    private Map<String, Object> newRecord(Place place) {
        return Map.of(
                "pack", pack,
                "kind", "talk",
                "unit", place.unit().id().value(),
                "day", LocalDate.now(clock).toString(),
                "values", values(place));
    }

    private Map<String, Object> values(Place place) {
        return Map.of(
                "topic", place.mark(),
                "speaker", place.people().getFirst().id().toString(),
                "roll", List.of(Map.of("person", place.people().getFirst().id().toString(), "status", "present")),
                "photos", List.of(of(place, "/api/files/{id}")));
    }

    private static UnitKind kindBelow(Place place) {
        return switch (place.unit().kind()) {
            case COUNTY -> UnitKind.TOWN;
            case TOWN -> UnitKind.VILLAGE;
            default -> UnitKind.GROUP;
        };
    }

    private Unit below(Place place) {
        return context.getBean(Directory.class)
                .found(new NewUnit(
                        "下属" + UUID.randomUUID().toString().substring(0, 6),
                        kindBelow(place),
                        place.unit().id(),
                        null));
    }

    private String unitChange(Place place) {
        TestBrowser administrator = Objects.requireNonNull(place.theirs().get(Role.SYSTEM_ADMIN));
        String unit = below(place).id().toString();
        administrator.send("PATCH", "/api/units/" + unit, Map.of("name", "改名村"));
        for (JsonNode change :
                administrator.get("/api/units/" + unit + "/history").json().path("changes")) {
            if (change.has("id")) {
                return change.path("id").asString();
            }
        }
        throw new IllegalStateException("The unit tells of no change");
    }

    private static Map<String, Object> newPerson(Place place) {
        return Map.of("name", Place.personMark(place.relation()), "cadre", true, "phone", "13800138000");
    }

    private String person(Place place) {
        return made(place.browser()
                .send("POST", "/api/people", Map.of("unit", place.unit().id().value(), "data", newPerson(place))));
    }

    private String merge(Place place) {
        Answer merged = place.browser()
                .send("POST", "/api/people/" + of(place, "/api/people/{id}") + "/merge", Map.of("gone", person(place)));
        return merged.json().path("person").path("merges").path(0).path("id").asString();
    }

    private String post(Place place) {
        UUID post = Uuid7.next(clock);
        context.getBean(JdbcClient.class)
                .sql("""
                        insert into directory.post (id, kind, unit_id, place, tree, words, seats, since)
                        values (:id, 'forest_ranger', :unit, :place, 'admin', :words, 0, :since)
                        """)
                .param("id", post)
                .param("unit", place.unit().id().value())
                .param("place", place.unit().place())
                .param("words", post.toString())
                .param("since", LocalDate.now(clock).minusDays(10))
                .update();
        return post.toString();
    }

    private String holding(Place place) {
        String post = of(place, "/api/posts/{id}");
        place.browser()
                .send("POST", "/api/posts/" + post + "/holdings", Map.of("person", of(place, "/api/people/{id}")));
        return context.getBean(JdbcClient.class)
                .sql("select id from directory.holding where post_id = :post")
                .param("post", UUID.fromString(post))
                .query(UUID.class)
                .list()
                .getFirst()
                .toString();
    }

    private String account(Place place) {
        String username = "shown-" + UUID.randomUUID().toString().substring(0, 18);
        String account = context.getBean(Access.class)
                .open(
                        username,
                        TestTown.PASSWORD,
                        Place.personMark(place.relation()),
                        place.unit().id(),
                        Role.VILLAGE_CLERK,
                        false)
                .toString();
        usernames.put(account, username);
        return account;
    }

    private Map<String, Object> newEntry(Place place) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("day", LocalDate.now(clock).toString());
        entry.put("sentence", "已完成");
        if (place.relation() != Place.Relation.PARENT) {
            // Of a plan above, people tell for their own unit.
            entry.put("unit", place.unit().id().value());
        }
        return entry;
    }

    /** A change that waits for a second person, of a kind that the test alone knows. */
    private String change(Place place) {
        Approvals approvals = context.getBean(Approvals.class);
        Approvals.Verb<String> verb =
                approvals.verb("matrix.change", Right.PLAN_EDIT, String.class, (caller, change) -> {});
        context.getBean(JdbcClient.class).sql("""
                        insert into access.second_person (verb, changer) values ('matrix.change', '') on conflict do nothing
                        """).update();
        return approvals
                .ask(
                        place.keeper(),
                        verb,
                        new Approvals.Subject(
                                "plan",
                                UUID.randomUUID().toString(),
                                place.unit().id()),
                        new Approvals.Words("problem.bad-request", place.mark()),
                        "change")
                .orElseThrow()
                .toString();
    }

    /** A row of the trail that tells of the unit itself, not of one below. */
    private String trailRow(Place place) {
        for (JsonNode row : Objects.requireNonNull(place.theirs().get(Role.AUDITOR))
                .get("/api/audit?size=200&unit=" + place.unit().id())
                .json()
                .path("items")) {
            if (row.path("unit").path("id").asLong() == place.unit().id().value()) {
                return row.path("id").asString();
            }
        }
        throw new IllegalStateException("The trail tells nothing of " + place);
    }

    private static String first(Answer list) {
        JsonNode items = list.json();
        return (items.isArray() ? items : items.path("items")).get(0).path("id").asString();
    }

    private String file(Place place) {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 0};
        return context.getBean(Evidence.class)
                .keep(place.keeper(), place.unit().id(), place.unit().place(), place.mark() + ".png", png)
                .id()
                .toString();
    }

    private String report(Place place) {
        return reports()
                .build(place.keeper(), UUID.fromString(of(place, "/api/plans/{id}")), null, null, place.mark())
                .toString();
    }

    private UUID report(Place place, String path) {
        return UUID.fromString(of(place, path));
    }

    private String comparison(Place place) {
        return context.getBean(Comparisons.class)
                .compare(
                        place.keeper(),
                        place.unit().id(),
                        Integer.parseInt(year),
                        place.mark(),
                        place.mark() + "计划.txt",
                        text(place),
                        place.mark() + "总结.txt",
                        (new String(text(place), StandardCharsets.UTF_8) + "完成" + place.mark() + "。")
                                .getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private String reading(Place place) {
        return made(place.browser()
                .upload(
                        "/api/comparisons/readings?unit=" + place.unit().id() + "&year=" + year,
                        List.of(
                                new cn.shiji.TestBrowser.Part("plan", "计划.txt", text(place)),
                                new cn.shiji.TestBrowser.Part("report", "总结.txt", text(place)))));
    }

    private static String made(Answer answer) {
        if (answer.status() >= 300) {
            throw new IllegalStateException("A sample could not be made: " + answer);
        }
        return answer.json().path("id").asString();
    }
}
