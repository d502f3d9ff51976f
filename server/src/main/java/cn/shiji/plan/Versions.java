package cn.shiji.plan;

import cn.shiji.document.Change;
import cn.shiji.document.FigureRole;
import cn.shiji.document.Level;
import cn.shiji.document.Relation;
import cn.shiji.document.Span;
import cn.shiji.document.Tense;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of plans, their versions, and the trees in them. */
@Repository("planVersions")
class Versions {

    /** Holds for plans whose published versions the caller may see: own or below, or those of a unit above. */
    private static final String SEEN = "(int8range(p.place, p.place_end, '[]') && :runs::int8multirange)";

    /** Holds for plans whose drafts the caller may see. */
    private static final String HELD = "(:drafts and p.place <@ :runs::int8multirange)";

    private static final String HEADS = """
            select p.id, p.unit_id, p.place, p.place_end, p.year, p.title, d.file_id, d.file_name,
                   v.no, v.state, v.published_at, v.published_by, v.document
            from plan.plan p join plan.version v on v.plan_id = p.id
                 join plan.document d on d.plan_id = v.plan_id and d.no = v.document
            """;

    private final JdbcClient jdbc;

    Versions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One version of a plan in the list of versions; the first has no reason. */
    record Numbered(
            int no,
            boolean published,
            @Nullable Instant publishedAt,
            @Nullable String publishedBy,
            @Nullable String reason,
            @Nullable String basis,
            int document) {}

    /** The version asked for; without a number the newest published one, else the draft. */
    Optional<PlanHead> head(Caller caller, UUID plan, @Nullable Integer version) {
        return seenBy(
                        HEADS + "where p.id = :plan and (v.state = 'published' and " + SEEN + " or " + HELD + ")"
                                + (version == null ? "" : " and v.no = :version")
                                + " order by v.state = 'published' desc, v.no desc limit 1",
                        caller)
                .param("plan", plan)
                .param("version", version)
                .query(Versions::head)
                .optional();
    }

    /** The newest published version of a plan. */
    Optional<PlanHead> published(Caller caller, UUID plan) {
        return seenBy(
                        HEADS + "where p.id = :plan and v.state = 'published' and " + SEEN
                                + " order by v.no desc limit 1",
                        caller)
                .param("plan", plan)
                .query(Versions::head)
                .optional();
    }

    /** The plan of the unit and year that was published last, in its newest published version. */
    Optional<PlanHead> published(Caller caller, UnitId unit, int year) {
        return seenBy(
                        HEADS + "where p.unit_id = :unit and p.year = :year and v.state = 'published' and " + SEEN
                                + " order by v.published_at desc, v.no desc limit 1",
                        caller)
                .param("unit", unit.value())
                .param("year", year)
                .query(Versions::head)
                .optional();
    }

    /** Every plan the caller may see, newest years first, each in its newest published version, else as draft. */
    List<PlanHead> list(Caller caller) {
        return seenBy(
                        "select * from (select distinct on (p.id) p.id, p.unit_id, p.place, p.place_end, p.year, p.title,"
                                + " d.file_id, d.file_name, v.no, v.state, v.published_at, v.published_by, v.document, p.imported_at"
                                + " from plan.plan p join plan.version v on v.plan_id = p.id"
                                + " join plan.document d on d.plan_id = v.plan_id and d.no = v.document"
                                + " where v.state = 'published' and " + SEEN + " or " + HELD
                                + " order by p.id, v.state = 'published' desc, v.no desc) newest"
                                + " order by year desc, imported_at desc",
                        caller)
                .query(Versions::head)
                .list();
    }

    /** What there is in each of these versions, all counted at once; the same as their trees would tell. */
    Map<UUID, Tally> tallies(List<PlanHead> heads) {
        Map<UUID, Tally> found = new HashMap<>();
        jdbc.sql("""
                        with recursive asked as (
                            select * from unnest(cast(:plans as uuid[]), cast(:versions as int[])) as a (plan_id, version)
                        ), alive as (
                            select n.plan_id, n.version, n.id, n.task, n.reviewed
                            from asked a join plan.node n using (plan_id, version)
                            where n.parent is null and not n.deleted
                            union all
                            select n.plan_id, n.version, n.id, n.task, n.reviewed
                            from alive a join plan.node n
                                 on n.plan_id = a.plan_id and n.version = a.version and n.parent = a.id
                            where not n.deleted
                        ), target as (
                            select f.plan_id, f.node_id,
                                   not f.unset and f.value is null and (f.low is null or f.high is null) as open
                            from asked a join plan.figure f using (plan_id, version)
                            where f.target
                        )
                        select n.plan_id, count(distinct n.id) as commitments,
                               count(distinct n.id) filter (where n.reviewed) as reviewed,
                               count(t.node_id) as targets, count(*) filter (where t.open) as masked_open
                        from alive n left join target t on t.plan_id = n.plan_id and t.node_id = n.id
                        where n.task
                        group by n.plan_id
                        """)
                .param("plans", heads.stream().map(PlanHead::id).toArray(UUID[]::new))
                .param("versions", heads.stream().map(PlanHead::version).toArray(Integer[]::new))
                .query(row -> {
                    found.put(
                            row.getObject("plan_id", UUID.class),
                            new Tally(
                                    row.getInt("commitments"),
                                    row.getInt("reviewed"),
                                    row.getInt("targets"),
                                    row.getInt("masked_open")));
                });
        return found;
    }

    /** Of these plans those in which some node says the words, in lower case; looks at no tree. */
    Set<UUID> saying(List<PlanHead> heads, String words) {
        return jdbc.sql("""
                        select a.plan_id
                        from unnest(cast(:plans as uuid[]), cast(:versions as int[]), cast(:documents as int[]))
                             as a (plan_id, version, document)
                        where exists (select from plan.document d
                                      where d.plan_id = a.plan_id and d.no = a.document
                                        and position(:words in lower(d.text)) > 0)
                           or exists (select from plan.node n
                                      where n.plan_id = a.plan_id and n.version = a.version
                                        and position(:words in lower(concat(n.heading, ' ', n.text))) > 0)
                        """)
                .param("plans", heads.stream().map(PlanHead::id).toArray(UUID[]::new))
                .param("versions", heads.stream().map(PlanHead::version).toArray(Integer[]::new))
                .param("documents", heads.stream().map(PlanHead::document).toArray(Integer[]::new))
                .param("words", words)
                .query(UUID.class)
                .set();
    }

    /** The newest published version that holds the commitment, and whether later ones left it out. */
    Optional<Holding> holding(Caller caller, UUID commitment) {
        List<PlanHead> published = seenBy(
                        HEADS + "where v.state = 'published' and " + SEEN
                                + " and p.id in (select n.plan_id from plan.node n where n.id = :commitment)"
                                + " order by v.no desc",
                        caller)
                .param("commitment", commitment)
                .query(Versions::head)
                .list();
        PlanHead later = null;
        for (PlanHead head : published) {
            PlanTree tree = tree(head);
            if (tree.node(commitment).filter(Node::task).isPresent()) {
                return Optional.of(new Holding(tree, later));
            }
            later = head;
        }
        return Optional.empty();
    }

    /**
     * Where a commitment is found.
     *
     * @param tree the newest published version that holds it
     * @param removedIn the version that left it out, null where it still stands
     */
    record Holding(PlanTree tree, @Nullable PlanHead removedIn) {}

    /** Every published version before this one, newest first. */
    List<PlanHead> before(Caller caller, PlanHead head) {
        return seenBy(
                        HEADS + "where p.id = :plan and v.state = 'published' and " + SEEN
                                + " and v.no < :version order by v.no desc",
                        caller)
                .param("plan", head.id())
                .param("version", head.version())
                .query(Versions::head)
                .list();
    }

    /** The draft of the plan, which nobody else can change until this transaction ends. */
    Optional<PlanHead> lockDraft(Caller caller, UUID plan) {
        return seenBy(HEADS + "where p.id = :plan and v.state = 'draft' and " + HELD + " for update of v", caller)
                .param("plan", plan)
                .query(Versions::head)
                .optional();
    }

    /** The number of the draft that the caller may open. */
    Optional<Integer> draft(Caller caller, UUID plan) {
        return seenBy(
                        "select v.no from plan.plan p join plan.version v on v.plan_id = p.id"
                                + " where p.id = :plan and v.state = 'draft' and " + HELD,
                        caller)
                .param("plan", plan)
                .query(Integer.class)
                .optional();
    }

    /** All drafts the caller may open, oldest first. */
    List<PlanHead> drafts(Caller caller) {
        return seenBy(HEADS + "where v.state = 'draft' and " + HELD + " order by v.made_at", caller)
                .query(Versions::head)
                .list();
    }

    /** All versions of a plan, newest first. */
    List<Numbered> history(UUID plan) {
        return jdbc.sql("""
                        select no, state, published_at, published_by, reason, basis, document from plan.version
                        where plan_id = :plan order by no desc
                        """)
                .param("plan", plan)
                .query((row, at) -> new Numbered(
                        row.getInt("no"),
                        row.getString("state").equals("published"),
                        instant(row, "published_at"),
                        row.getString("published_by"),
                        row.getString("reason"),
                        row.getString("basis"),
                        row.getInt("document")))
                .list();
    }

    /** The furniture of the document, as pairs of offsets. */
    List<int[]> furniture(PlanHead head) {
        Integer[] ends = jdbc.sql("select furniture from plan.document where plan_id = :plan and no = :document")
                .param("plan", head.id())
                .param("document", head.document())
                .query((row, at) -> (Integer[]) row.getArray("furniture").getArray())
                .single();
        var pairs = new ArrayList<int[]>();
        for (int at = 0; at + 1 < ends.length; at += 2) {
            pairs.add(new int[] {ends[at], ends[at + 1]});
        }
        return pairs;
    }

    /** The tree of one version. */
    PlanTree tree(PlanHead head) {
        return new PlanTree(head, text(head), nodes(head), figures(head), units(head));
    }

    /** All rows of a draft, deleted ones too, to make an edit of them. */
    Sheet sheet(PlanHead head) {
        return new Sheet(head, text(head), Sheet.Rows.of(nodes(head), figures(head), units(head)));
    }

    private String text(PlanHead head) {
        return jdbc.sql("select text from plan.document where plan_id = :plan and no = :document")
                .param("plan", head.id())
                .param("document", head.document())
                .query(String.class)
                .single();
    }

    private List<Node> nodes(PlanHead head) {
        return jdbc.sql("select * from plan.node where plan_id = :plan and version = :version")
                .param("plan", head.id())
                .param("version", head.version())
                .query(Versions::node)
                .list();
    }

    private List<Figure> figures(PlanHead head) {
        return jdbc.sql("select * from plan.figure where plan_id = :plan and version = :version order by ordinal, id")
                .param("plan", head.id())
                .param("version", head.version())
                .query(Versions::figure)
                .list();
    }

    private List<NamedUnit> units(PlanHead head) {
        return jdbc.sql("""
                        select node_id, unit_id, name, role from plan.node_unit
                        where plan_id = :plan and version = :version order by node_id, ordinal
                        """)
                .param("plan", head.id())
                .param("version", head.version())
                .query(Versions::unit)
                .list();
    }

    /** Writes the rows that differ on the sheet, and no others. */
    void write(Sheet sheet) {
        PlanHead head = sheet.head();
        Sheet.Rows now = sheet.now();
        Sheet.Rows before = sheet.before();
        now.nodes().forEach((id, node) -> {
            Node was = before.nodes().get(id);
            if (was == null) {
                add(head, node);
            } else if (!was.equals(node)) {
                keep(head, node);
            }
        });
        now.figures().forEach((id, figure) -> {
            Figure was = before.figures().get(id);
            if (was == null) {
                add(head, figure);
            } else if (!was.equals(figure)) {
                keep(head, figure);
            }
        });
        before.figures().keySet().stream()
                .filter(id -> !now.figures().containsKey(id))
                .forEach(id -> removeFigure(head, id));
        before.duties().keySet().stream()
                .filter(node -> !now.duties().containsKey(node))
                .forEach(node -> removeDuties(head, node));
        now.duties().forEach((node, units) -> {
            if (!units.equals(before.duties().get(node))) {
                removeDuties(head, node);
                int ordinal = 0;
                for (NamedUnit unit : units) {
                    add(head, unit, ordinal++);
                }
            }
        });
        before.nodes().keySet().stream()
                .filter(id -> !now.nodes().containsKey(id))
                .forEach(id -> jdbc.sql(
                                "delete from plan.node where plan_id = :plan and version = :version and id = :id")
                        .param("plan", head.id())
                        .param("version", head.version())
                        .param("id", id)
                        .update());
    }

    private void removeDuties(PlanHead head, UUID node) {
        jdbc.sql("delete from plan.node_unit where plan_id = :plan and version = :version and node_id = :node")
                .param("plan", head.id())
                .param("version", head.version())
                .param("node", node)
                .update();
    }

    /** Keeps a plan with its document and opens its first draft. */
    void add(
            PlanHead head,
            String text,
            List<Span> furniture,
            ReadRows reading,
            @Nullable List<Integer> parts,
            String by,
            Instant at) {
        jdbc.sql("""
                        insert into plan.plan (id, unit_id, place, place_end, year, title, imported_by, imported_at)
                        values (:id, :unit, :place, :placeEnd, :year, :title, :by, :at)
                        """)
                .param("id", head.id())
                .param("unit", head.unit().value())
                .param("place", head.places().from())
                .param("placeEnd", head.places().to())
                .param("year", head.year())
                .param("title", head.title())
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        addDocument(head, text, furniture, reading, parts, by, at);
        openDraft(head.id(), head.version(), head.document(), null, null, by, at);
    }

    /**
     * Keeps a document of a plan under the number the head names.
     *
     * @param reading what the reader made of it
     * @param parts which of the documents in the file are the plan's; null for all
     */
    void addDocument(
            PlanHead head,
            String text,
            List<Span> furniture,
            ReadRows reading,
            @Nullable List<Integer> parts,
            String by,
            Instant at) {
        Integer[] ends = furniture.stream()
                .flatMap(span -> List.of(span.start(), span.end()).stream())
                .toArray(Integer[]::new);
        jdbc.sql("""
                        insert into plan.document (plan_id, no, text, furniture, file_id, file_name, reading, parts, taken_by,
                                                   taken_at)
                        values (:plan, :no, :text, :furniture, :file, :fileName, cast(:reading as jsonb), :parts, :by, :at)
                        """)
                .param("plan", head.id())
                .param("no", head.document())
                .param("text", text)
                .param("furniture", ends)
                .param("file", head.file())
                .param("fileName", head.fileName())
                .param("reading", reading.toJson())
                .param("parts", parts == null ? null : parts.toArray(Integer[]::new), java.sql.Types.ARRAY)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What the reader made of the document of a version; empty for one that was kept before this was. */
    Optional<ReadRows> reading(PlanHead head) {
        return jdbc.sql(
                        "select reading from plan.document where plan_id = :plan and no = :document and reading is not null")
                .param("plan", head.id())
                .param("document", head.document())
                .query(String.class)
                .optional()
                .map(ReadRows::fromJson);
    }

    /** Which of the documents in the file are the plan's; empty for all. */
    List<Integer> parts(PlanHead head) {
        return jdbc.sql(
                        "select coalesce(parts, '{}') as parts from plan.document where plan_id = :plan and no = :document")
                .param("plan", head.id())
                .param("document", head.document())
                .query((row, at) ->
                        Arrays.asList((Integer[]) row.getArray("parts").getArray()))
                .single();
    }

    /** The number for the next document of a plan. */
    int nextDocument(UUID plan) {
        return jdbc.sql("select max(no) + 1 from plan.document where plan_id = :plan")
                .param("plan", plan)
                .query(Integer.class)
                .single();
    }

    /** Lets a draft point into another document of its plan. */
    void pointInto(PlanHead draft, int document) {
        jdbc.sql("update plan.version set document = :document where plan_id = :plan and no = :version")
                .param("document", document)
                .param("plan", draft.id())
                .param("version", draft.version())
                .update();
    }

    private void openDraft(
            UUID plan,
            int version,
            int document,
            @Nullable String reason,
            @Nullable String basis,
            String by,
            Instant at) {
        jdbc.sql("""
                        insert into plan.version (plan_id, no, state, document, reason, basis, made_by, made_at)
                        values (:plan, :version, 'draft', :document, :reason, :basis, :by, :at)
                        """)
                .param("plan", plan)
                .param("version", version)
                .param("document", document)
                .param("reason", reason)
                .param("basis", basis)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void add(PlanHead head, Node node) {
        jdbc.sql("""
                        insert into plan.node (plan_id, version, id, parent, ordinal, level, marker, heading, text, span_start,
                                               span_end, tense, task, reviewed, line, due, due_text, leaders, deleted)
                        values (:plan, :version, :id, :parent, :ordinal, :level, :marker, :heading, :text, :start,
                                :end, :tense, :task, :reviewed, :line, :due, :dueText, :leaders, :deleted)
                        """)
                .param("plan", head.id())
                .param("version", head.version())
                .param("id", node.id())
                .param("parent", node.parent())
                .param("ordinal", node.ordinal())
                .param("level", node.level().code())
                .param("marker", node.marker())
                .param("heading", node.heading())
                .param("text", node.words())
                .param("start", node.span() == null ? null : node.span().start())
                .param("end", node.span() == null ? null : node.span().end())
                .param("tense", node.tense().code())
                .param("task", node.task())
                .param("reviewed", node.reviewed())
                .param("line", node.line() == null ? null : node.line().word())
                .param("due", node.due())
                .param("dueText", node.dueText())
                .param("leaders", node.leaders().toArray(String[]::new))
                .param("deleted", node.deleted())
                .update();
    }

    /** Writes everything of a node that a person can change. */
    void keep(PlanHead head, Node node) {
        jdbc.sql("""
                        update plan.node
                        set parent = :parent, ordinal = :ordinal, level = :level, marker = :marker, heading = :heading,
                            text = :text, span_start = :start, span_end = :end, tense = :tense, task = :task,
                            reviewed = :reviewed, line = :line, due = :due, due_text = :dueText, leaders = :leaders,
                            deleted = :deleted
                        where plan_id = :plan and version = :version and id = :id
                        """)
                .param("plan", head.id())
                .param("version", head.version())
                .param("id", node.id())
                .param("parent", node.parent(), java.sql.Types.OTHER)
                .param("ordinal", node.ordinal())
                .param("level", node.level().code())
                .param("marker", node.marker())
                .param("heading", node.heading())
                .param("text", node.words())
                .param("start", node.span() == null ? null : node.span().start())
                .param("end", node.span() == null ? null : node.span().end())
                .param("tense", node.tense().code())
                .param("task", node.task())
                .param("reviewed", node.reviewed())
                .param("line", node.line() == null ? null : node.line().word())
                .param("due", node.due())
                .param("dueText", node.dueText())
                .param("leaders", node.leaders().toArray(String[]::new))
                .param("deleted", node.deleted())
                .update();
    }

    void add(PlanHead head, Figure figure) {
        bind(jdbc.sql("""
                        insert into plan.figure (plan_id, version, id, node_id, ordinal, text, span_start, span_end, value, low,
                                                 high, masked, unit, relation, change, role, counted, target, unset, filled,
                                                 indicator)
                        values (:plan, :version, :id, :node, :ordinal, :text, :start, :end, :value, :low,
                                :high, :masked, :unit, :relation, :change, :role, :of, :target, :unset, :filled,
                                :indicator)
                        """), head, figure).update();
    }

    /** Writes everything of a figure that a person can change. */
    void keep(PlanHead head, Figure figure) {
        bind(jdbc.sql("""
                        update plan.figure
                        set node_id = :node, ordinal = :ordinal, text = :text, span_start = :start, span_end = :end,
                            value = :value, low = :low, high = :high, masked = :masked, unit = :unit,
                            relation = :relation, change = :change, role = :role, counted = :of, target = :target,
                            unset = :unset, filled = :filled, indicator = :indicator
                        where plan_id = :plan and version = :version and id = :id
                        """), head, figure).update();
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, PlanHead head, Figure figure) {
        return statement
                .param("plan", head.id())
                .param("version", head.version())
                .param("id", figure.id())
                .param("node", figure.node())
                .param("ordinal", figure.ordinal())
                .param("text", figure.text())
                .param("start", figure.span() == null ? null : figure.span().start(), java.sql.Types.INTEGER)
                .param("end", figure.span() == null ? null : figure.span().end(), java.sql.Types.INTEGER)
                .param("masked", figure.masked())
                .param("role", figure.role().code())
                .param("value", figure.value())
                .param("low", figure.low())
                .param("high", figure.high())
                .param("unit", figure.unit())
                .param("relation", figure.relation().code())
                .param("change", figure.change().code())
                .param("of", figure.of())
                .param("target", figure.target())
                .param("unset", figure.unset())
                .param("filled", figure.filled())
                .param("indicator", figure.indicator());
    }

    void removeFigure(PlanHead head, UUID figure) {
        jdbc.sql("delete from plan.figure where plan_id = :plan and version = :version and id = :id")
                .param("plan", head.id())
                .param("version", head.version())
                .param("id", figure)
                .update();
    }

    void add(PlanHead head, NamedUnit unit, int ordinal) {
        jdbc.sql("""
                        insert into plan.node_unit (plan_id, version, node_id, ordinal, unit_id, name, role)
                        values (:plan, :version, :node, :ordinal, :unit, :name, :role)
                        """)
                .param("plan", head.id())
                .param("version", head.version())
                .param("node", unit.node())
                .param("ordinal", ordinal)
                .param("unit", unit.unit() == null ? null : unit.unit().value())
                .param("name", unit.name())
                .param("role", unit.role().word())
                .update();
    }

    /** Writes why a draft is made. */
    void explain(PlanHead head, Revision revision) {
        jdbc.sql("update plan.version set reason = :reason, basis = :basis where plan_id = :plan and no = :version")
                .param("reason", revision.reason())
                .param("basis", revision.basis())
                .param("plan", head.id())
                .param("version", head.version())
                .update();
    }

    void publish(PlanHead head, String by, Instant at) {
        jdbc.sql("""
                        update plan.version set state = 'published', published_by = :by, published_at = :at
                        where plan_id = :plan and no = :version
                        """)
                .param("plan", head.id())
                .param("version", head.version())
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Copies a version, without what was deleted from it, into a new draft with the next number. */
    void revise(PlanHead head, PlanTree tree, int next, Revision revision, String by, Instant at) {
        openDraft(head.id(), next, head.document(), revision.reason(), revision.basis(), by, at);
        PlanHead draft = new PlanHead(
                head.id(),
                head.unit(),
                head.places(),
                head.year(),
                head.title(),
                head.file(),
                head.fileName(),
                next,
                head.document(),
                false,
                null,
                null);
        for (Node node : tree.nodes()) {
            add(draft, node);
            tree.figures(node).forEach(figure -> add(draft, figure));
            int ordinal = 0;
            for (NamedUnit unit : tree.units(node)) {
                add(draft, unit, ordinal++);
            }
        }
    }

    /** Deletes the draft, and with it the plan where it was its only version. */
    void delete(PlanHead draft) {
        int rest = jdbc.sql("select count(*) from plan.version where plan_id = :plan and no <> :version")
                .param("plan", draft.id())
                .param("version", draft.version())
                .query(Integer.class)
                .single();
        if (rest == 0) {
            jdbc.sql("delete from plan.plan where id = :plan")
                    .param("plan", draft.id())
                    .update();
        } else {
            jdbc.sql("delete from plan.version where plan_id = :plan and no = :version")
                    .param("plan", draft.id())
                    .param("version", draft.version())
                    .update();
        }
    }

    private JdbcClient.StatementSpec seenBy(String sql, Caller caller) {
        return jdbc.sql(sql)
                .param("runs", caller.reach().multirange())
                .param("drafts", caller.may(Right.PLAN_READ_DRAFT));
    }

    private static PlanHead head(ResultSet row, int at) throws SQLException {
        return new PlanHead(
                row.getObject("id", UUID.class),
                new UnitId(row.getLong("unit_id")),
                new Scope(row.getLong("place"), row.getLong("place_end")),
                row.getInt("year"),
                row.getString("title"),
                row.getObject("file_id", UUID.class),
                row.getString("file_name"),
                row.getInt("no"),
                row.getInt("document"),
                row.getString("state").equals("published"),
                instant(row, "published_at"),
                row.getString("published_by"));
    }

    private static Node node(ResultSet row, int at) throws SQLException {
        String line = row.getString("line");
        Array leaders = row.getArray("leaders");
        return new Node(
                row.getObject("id", UUID.class),
                row.getObject("parent", UUID.class),
                row.getInt("ordinal"),
                Level.valueOf(upper(row, "level")),
                row.getString("marker"),
                row.getString("heading"),
                row.getString("text"),
                span(row),
                Tense.valueOf(upper(row, "tense")),
                row.getBoolean("task"),
                row.getBoolean("reviewed"),
                line == null ? null : WorkLines.of(line).orElseThrow(),
                row.getObject("due", LocalDate.class),
                row.getString("due_text"),
                Arrays.asList((String[]) leaders.getArray()),
                row.getBoolean("deleted"));
    }

    private static Figure figure(ResultSet row, int at) throws SQLException {
        return new Figure(
                row.getObject("id", UUID.class),
                row.getObject("node_id", UUID.class),
                row.getInt("ordinal"),
                row.getString("text"),
                span(row),
                row.getBigDecimal("value"),
                row.getBigDecimal("low"),
                row.getBigDecimal("high"),
                row.getBoolean("masked"),
                row.getString("unit"),
                Relation.valueOf(upper(row, "relation")),
                Change.valueOf(upper(row, "change")),
                FigureRole.valueOf(upper(row, "role")),
                row.getString("counted"),
                row.getBoolean("target"),
                row.getBoolean("unset"),
                row.getBoolean("filled"),
                row.getString("indicator"));
    }

    private static NamedUnit unit(ResultSet row, int at) throws SQLException {
        Long unit = row.getObject("unit_id", Long.class);
        return new NamedUnit(
                row.getObject("node_id", UUID.class),
                unit == null ? null : new UnitId(unit),
                row.getString("name"),
                DutyRole.of(row.getString("role")).orElseThrow());
    }

    private static @Nullable Span span(ResultSet row) throws SQLException {
        Integer start = row.getObject("span_start", Integer.class);
        return start == null ? null : new Span(start, row.getInt("span_end"));
    }

    private static String upper(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column)).toUpperCase(Locale.ROOT);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp found = row.getTimestamp(column);
        return found == null ? null : found.toInstant();
    }
}
