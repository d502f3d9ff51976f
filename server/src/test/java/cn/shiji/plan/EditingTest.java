package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestTown;
import cn.shiji.document.Span;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Edits of a draft: what follows the words, what is refused, and that everything can be taken back. */
@ServerTest
class EditingTest {

    private static final int YEAR = LocalDate.now().getYear();

    @Autowired
    ApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    Drafts drafts;

    @Autowired
    Corrections corrections;

    @Autowired
    FigureCorrections figureCorrections;

    @Autowired
    Versions versions;

    @Autowired
    JdbcClient database;

    static TestTown town;

    @BeforeEach
    void aTown() {
        if (town == null) {
            town = TestTown.in(context);
        }
    }

    // ---- what follows the words
    // --------------------------------------------------------------------------------------

    @Test
    void aSplitTakesFiguresUnitsAndDeadlinesWithTheirWords() {
        UUID plan = read("（一）建强队伍。一是办夜学48期，培训干部4800人次，选派6名干部到村，1月底前完成（牵头单位：党政办）。");
        Node node = task(plan, "夜学");
        int cut = offset(plan, "选派");

        UUID rest = edit(plan, sheet -> corrections.split(sheet, node.id(), List.of(cut)))
                .node();

        PlanTree tree = tree(plan);
        Node first = tree.node(node.id()).orElseThrow();
        Node second = tree.node(rest).orElseThrow();
        assertThat(tree.words(first)).endsWith("4800人次，");
        assertThat(tree.figures(first)).extracting(Figure::text).containsExactly("48期", "4800人次");
        assertThat(tree.figures(second)).extracting(Figure::text).containsExactly("6名");
        assertThat(first.due()).isNull();
        assertThat(second.due()).isEqualTo(node.due()).isNotNull();
        assertThat(tree.units(first)).isEmpty();
        assertThat(tree.units(second)).extracting(NamedUnit::name).containsExactly("党政办");
        assertThat(tree.number(second)).isEqualTo("1.1.2");
    }

    @Test
    void aSplitAtASelectionMakesThreeParts() {
        UUID plan = read("（一）建强队伍。一是办夜学48期，培训干部4800人次，选派6名干部到村。");
        Node node = task(plan, "夜学");

        edit(plan, sheet -> corrections.split(sheet, node.id(), List.of(offset(plan, "选派"), offset(plan, "培训"))));

        assertThat(tree(plan).tasks().stream().map(tree(plan)::words))
                .containsExactly("一是办夜学48期，", "培训干部4800人次，", "选派6名干部到村。");
    }

    @Test
    void aPersonsOwnWordsAreSplitAtTheirOwnPlaces() {
        UUID plan = read("（一）建强队伍。一是办夜学48期。");
        Node node = task(plan, "夜学");
        edit(
                plan,
                sheet -> corrections.change(
                        sheet, node.id(), new NodeChange(null, "办夜学48期，选派干部到村", null, null, null, null, null)));

        UUID rest = edit(plan, sheet -> corrections.split(sheet, node.id(), List.of(7)))
                .node();

        PlanTree tree = tree(plan);
        assertThat(tree.words(tree.node(node.id()).orElseThrow())).isEqualTo("办夜学48期，");
        assertThat(tree.words(tree.node(rest).orElseThrow())).isEqualTo("选派干部到村");
        assertThat(tree.figures(tree.node(node.id()).orElseThrow())).hasSize(1);
    }

    @Test
    void aCutThroughAFigureIsRefused() {
        UUID plan = read("（一）建强队伍。一是办夜学48期，培训干部4800人次。");
        Node node = task(plan, "夜学");

        assertThatThrownBy(() ->
                        edit(plan, sheet -> corrections.split(sheet, node.id(), List.of(offset(plan, "800人次")))))
                .satisfies(code("plan.split-figure"));
    }

    @Test
    void aMergeOfWhatWasSplitIsTheOldCommitmentAgain() {
        UUID plan = read("（一）建强队伍。一是办夜学48期，培训干部4800人次，选派6名干部到村，1月底前完成。");
        Node node = task(plan, "夜学");
        UUID rest = edit(plan, sheet -> corrections.split(sheet, node.id(), List.of(offset(plan, "选派"))))
                .node();

        edit(plan, sheet -> corrections.merge(sheet, rest, node.id()));

        PlanTree tree = tree(plan);
        Node merged = tree.node(node.id()).orElseThrow();
        assertThat(merged.words()).isNull();
        assertThat(merged.span()).isEqualTo(node.span());
        assertThat(merged.due()).isEqualTo(node.due());
        assertThat(tree.figures(merged)).extracting(Figure::text).containsExactly("48期", "4800人次", "6名");
        assertThat(tree.tasks()).hasSize(1);
    }

    @Test
    void aMergeKeepsEverybodyAndOneLead() {
        UUID plan = read("（一）做强农业。一是种黄精1200亩。二是存栏肉牛2600头。");
        Node first = task(plan, "黄精");
        Node second = task(plan, "肉牛");
        plans.assign(town.officer(), plan, first.id(), List.of(new Assignment(town.office.id(), DutyRole.LEAD)));
        plans.assign(
                town.officer(),
                plan,
                second.id(),
                List.of(
                        new Assignment(town.teaRidge.id(), DutyRole.LEAD),
                        new Assignment(town.office.id(), DutyRole.SUPPORTING)));

        edit(plan, sheet -> corrections.merge(sheet, first.id(), second.id()));

        PlanTree tree = tree(plan);
        assertThat(tree.assigned(tree.node(first.id()).orElseThrow()))
                .extracting(NamedUnit::name, NamedUnit::role)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(town.office.name(), DutyRole.LEAD),
                        org.assertj.core.groups.Tuple.tuple(town.teaRidge.name(), DutyRole.SUPPORTING));
    }

    @Test
    void aMergeOfDivisionsHandsDownWhatEachSaid() {
        UUID plan = read("（一）做强农业。一是种黄精1200亩。二是存栏肉牛2600头。\n\n（二）抓实招商。一是签约3个项目。二是开工率达到80%。");
        Node farming = division(plan, "做强农业");
        Node inviting = division(plan, "抓实招商");
        plans.assign(town.officer(), plan, farming.id(), List.of(new Assignment(town.office.id(), DutyRole.LEAD)));
        plans.assign(town.officer(), plan, inviting.id(), List.of(new Assignment(town.teaRidge.id(), DutyRole.LEAD)));

        edit(plan, sheet -> corrections.merge(sheet, inviting.id(), farming.id()));

        PlanTree tree = tree(plan);
        assertThat(tree.children(farming.id())).hasSize(4);
        assertThat(tree.node(farming.id()).orElseThrow().heading())
                .contains("做强农业")
                .contains("抓实招商");
        assertThat(tree.duties(task(plan, "黄精"))).extracting(Duty::name).containsExactly(town.office.name());
        assertThat(tree.duties(task(plan, "签约"))).extracting(Duty::name).containsExactly(town.teaRidge.name());
        assertThat(tree.node(inviting.id())).isEmpty();
    }

    @Test
    void onlyLikeNeighboursAreMerged() {
        UUID plan = read("（一）做强农业。一是种黄精1200亩。二是存栏肉牛2600头。三是建烤房12座。\n\n（二）抓实招商。一是签约3个项目。");
        Node first = task(plan, "黄精");
        Node third = task(plan, "烤房");

        assertThatThrownBy(() -> edit(plan, sheet -> corrections.merge(sheet, first.id(), third.id())))
                .satisfies(code("plan.merge-not-neighbours"));
        Node area = division(plan, "抓实招商");
        edit(
                plan,
                sheet -> corrections.move(
                        sheet, third.id(), area.parent(), division(plan, "做强农业").id()));
        assertThatThrownBy(() -> edit(plan, sheet -> corrections.merge(sheet, third.id(), area.id())))
                .satisfies(code("plan.merge-unlike"));
    }

    @Test
    void aMovedCommitmentNeverLosesWhoAnswersForIt() {
        UUID plan = read("（一）做强农业。一是种黄精1200亩。二是存栏肉牛2600头。\n\n（二）抓实招商。一是签约3个项目。");
        Node cattle = task(plan, "肉牛");
        plans.assign(
                town.officer(),
                plan,
                division(plan, "做强农业").id(),
                List.of(new Assignment(town.office.id(), DutyRole.LEAD)));

        edit(
                plan,
                sheet -> corrections.move(
                        sheet, cattle.id(), division(plan, "抓实招商").id(), null));

        PlanTree tree = tree(plan);
        assertThat(tree.number(tree.node(cattle.id()).orElseThrow())).isEqualTo("1.2.1");
        assertThat(tree.duties(tree.node(cattle.id()).orElseThrow()))
                .extracting(Duty::name)
                .containsExactly(town.office.name());
    }

    @Test
    void aDivisionThatItsLastCommitmentLeftKeepsOnlyItsOwnWords() {
        UUID plan = read("（一）做强农业。一是种黄精1200亩。\n\n（二）抓实招商。一是签约3个项目。");
        Node area = division(plan, "做强农业");

        edit(
                plan,
                sheet -> corrections.move(
                        sheet, task(plan, "黄精").id(), division(plan, "抓实招商").id(), null));

        PlanTree tree = tree(plan);
        assertThat(tree.words(tree.node(area.id()).orElseThrow()))
                .contains("做强农业")
                .doesNotContain("黄精");
    }

    @Test
    void whatCannotBeMovedSaysWhy() {
        UUID plan = read("（一）做强农业。一是种黄精1200亩。二是办好各类培训。三是管好村容。");
        Node yam = task(plan, "黄精");
        Node training = task(plan, "培训");
        Node area = division(plan, "做强农业");
        Node title = tree(plan).roots().getFirst();

        assertThatThrownBy(() -> move(plan, training.id(), yam.id(), null)).satisfies(code("plan.move-under-target"));
        assertThatThrownBy(() -> move(plan, area.id(), training.id(), null)).satisfies(code("plan.move-into-itself"));
        assertThatThrownBy(() -> move(plan, area.id(), null, null)).satisfies(code("plan.move-to-top"));
        assertThatThrownBy(() -> move(plan, title.id(), area.id(), null)).satisfies(code("plan.move-title"));
        assertThatThrownBy(() -> move(plan, yam.id(), area.id(), title.id())).satisfies(code("plan.move-not-below"));

        move(plan, yam.id(), training.id(), null);
        PlanTree tree = tree(plan);
        assertThat(tree.node(training.id()).orElseThrow().task()).isFalse();
        assertThat(tree.children(training.id())).extracting(Node::id).containsExactly(yam.id());
    }

    @Test
    void theListOfPlansCountsWhatTheTreesTell() {
        UUID plan = read(longDocument());
        edit(plan, sheet -> corrections.delete(sheet, division(plan, "招商工作").id()));
        edit(plan, sheet -> corrections.change(sheet, task(plan, "农业培训").id(), NodeChange.seen()));
        PlanHead head = versions.head(town.officer(), plan, 1).orElseThrow();

        Tally tally = versions.tallies(versions.list(town.officer())).get(plan);

        PlanView.Counts counts = versions.tree(head).counts();
        assertThat(tally)
                .isEqualTo(new Tally(counts.commitments(), counts.reviewed(), counts.targets(), counts.maskedOpen()));
    }

    // ---- undo and redo ----------------------------------------------------------------------------------------------

    @Test
    void anUndoIsOfTheNewestEditAndSaysWhoseItIs() {
        UUID plan = read("（一）做强农业。一是种黄精1200亩。");
        Node yam = task(plan, "黄精");
        Turn mine = Objects.requireNonNull(edit(plan, sheet -> corrections.change(sheet, yam.id(), NodeChange.seen()))
                .turn());
        Caller colleague = new Caller(
                new cn.shiji.kernel.AccountId(UUID.randomUUID()),
                "周同事",
                town.officer().tree(),
                town.officer().unit(),
                town.officer().roles(),
                town.officer().rights(),
                town.officer().reach());
        Turn theirs = Objects.requireNonNull(drafts.edit(
                        Editor.program(colleague, plan), sheet -> corrections.change(sheet, yam.id(), heading("种黄精")))
                .turn());

        Editor me = Editor.program(town.officer(), plan);
        assertThatThrownBy(() -> drafts.undo(me, mine.number(), false)).satisfies(code("plan.undo-moved-on"));
        assertThatThrownBy(() -> drafts.undo(me, theirs.number(), false))
                .satisfies(code("plan.undo-another"))
                .hasMessageContaining("周同事");
        drafts.undo(me, theirs.number(), true);
        drafts.undo(me, mine.number(), false);
        assertThat(task(plan, "黄精").reviewed()).isFalse();
        assertThatThrownBy(() -> drafts.undo(me, mine.number(), false)).satisfies(code("plan.nothing-to-undo"));

        drafts.redo(me, mine.number(), false);
        edit(plan, sheet -> corrections.change(sheet, yam.id(), heading("别的")));
        assertThatThrownBy(() -> drafts.redo(me, theirs.number(), true)).satisfies(code("plan.nothing-to-redo"));
    }

    @Test
    void anUndoIsRefusedWhereTheRowsNoLongerStandAsTheEditLeftThem() {
        UUID plan = read("（一）做强农业。一是种黄精1200亩。");
        Node yam = task(plan, "黄精");
        Turn turn = Objects.requireNonNull(edit(plan, sheet -> corrections.change(sheet, yam.id(), heading("种黄精")))
                .turn());
        database.sql("update plan.node set heading = 'x' where plan_id = :plan and id = :id")
                .param("plan", plan)
                .param("id", yam.id())
                .update();

        assertThatThrownBy(() -> drafts.undo(Editor.program(town.officer(), plan), turn.number(), false))
                .satisfies(code("plan.undo-changed"));
    }

    @Test
    void anEditOfWhatSomebodyChangedMeanwhileIsRefused() {
        UUID plan = read("（一）做强农业。一是种黄精1200亩。二是存栏肉牛2600头。");
        Node yam = task(plan, "黄精");
        Node cattle = task(plan, "肉牛");
        int seen = edit(plan, sheet -> corrections.change(sheet, yam.id(), NodeChange.seen()))
                .last();
        edit(plan, sheet -> corrections.change(sheet, yam.id(), heading("种黄精")));

        var stale = new Editor(town.officer(), plan, seen);
        assertThatThrownBy(() -> drafts.edit(stale, sheet -> corrections.change(sheet, yam.id(), heading("扩种黄精"))))
                .satisfies(code("plan.edited-meanwhile"));
        Drafts.Made made = drafts.edit(stale, sheet -> corrections.change(sheet, cattle.id(), heading("养肉牛")));
        assertThat(made.since()).hasSize(2);
        assertThat(tree(plan).node(yam.id()).orElseThrow().heading()).isEqualTo("种黄精");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsDoneCanBeTakenBackAndDoneAgain(long seed) {
        var random = new Random(seed);
        UUID plan = read(longDocument());
        Set<String> before = snapshot(plan);
        Set<UUID> figures = figures(plan);
        Editor me = Editor.program(town.officer(), plan);
        int done = 0;
        for (int step = 0; step < 60; step++) {
            try {
                if (random.nextInt(8) == 0) {
                    turn(plan, random.nextBoolean());
                } else if (edit(plan, anything(plan, random)).turn() != null) {
                    done++;
                }
            } catch (Problem refused) {
                assertThat(refused.code()).startsWith("plan.");
            }
            check(plan, figures);
        }
        assertThat(done).isGreaterThan(20);
        Set<String> after = snapshot(plan);
        int undone = 0;
        while (turn(plan, true)) {
            undone++;
            check(plan, figures);
        }
        same(snapshot(plan), before);
        for (int again = 0; again < undone; again++) {
            assertThat(turn(plan, false)).isTrue();
        }
        same(snapshot(plan), after);
        assertThat(drafts.since(new Editor(me.caller(), plan, 0)).since()).hasSizeGreaterThan(undone * 2);
    }

    /** Undoes or redoes one edit; tells whether there was one. */
    private boolean turn(UUID plan, boolean back) {
        Editor me = Editor.program(town.officer(), plan);
        PlanHead head = versions.head(town.officer(), plan, 1).orElseThrow();
        var next = back ? edits.toUndo(head) : edits.toRedo(head);
        next.ifPresent(edit -> {
            if (back) {
                drafts.undo(me, edit.number(), false);
            } else {
                drafts.redo(me, edit.number(), false);
            }
        });
        return next.isPresent();
    }

    @Autowired
    Edits edits;

    private Drafts.Edit anything(UUID plan, Random random) {
        PlanTree tree = tree(plan);
        List<Node> nodes = tree.nodes();
        Node node = any(nodes, random);
        return switch (random.nextInt(14)) {
            case 0 -> sheet -> corrections.change(sheet, node.id(), heading("名" + random.nextInt(100)));
            case 1 ->
                sheet -> corrections.change(
                        sheet,
                        node.id(),
                        new NodeChange(
                                null, null, null, random.nextBoolean(), YEAR + "-06-30", "ecology", List.of("周镇长")));
            case 2 ->
                sheet -> corrections.change(
                        sheet, node.id(), new NodeChange(null, tree.words(node) + "改", null, null, null, null, null));
            case 3 ->
                sheet -> corrections.assign(
                        sheet,
                        node.id(),
                        List.of(new Assignment(
                                random.nextBoolean() ? town.office.id() : town.teaRidge.id(),
                                random.nextBoolean() ? DutyRole.LEAD : DutyRole.SUPPORTING)));
            case 4 -> sheet -> corrections.delete(sheet, node.id());
            case 5 ->
                sheet -> corrections.restore(
                        sheet,
                        any(List.copyOf(sheet.now().nodes().values()), random).id());
            case 6, 7 ->
                sheet -> {
                    Span span = node.span();
                    int cut = span == null ? 3 : span.start() + 1 + random.nextInt(Math.max(1, span.length() - 1));
                    return corrections.split(sheet, node.id(), List.of(cut));
                };
            case 8, 9 ->
                sheet -> {
                    List<Node> siblings = tree.siblings(node);
                    int at = siblings.indexOf(node);
                    return corrections.merge(
                            sheet,
                            node.id(),
                            siblings.get(at > 0 ? at - 1 : siblings.size() - 1).id());
                };
            case 10, 11 ->
                sheet -> {
                    Node parent = any(nodes, random);
                    List<Node> below = tree.children(parent.id());
                    @Nullable
                    UUID after = below.isEmpty() || random.nextBoolean()
                            ? null
                            : any(below, random).id();
                    return corrections.move(sheet, node.id(), parent.id(), after);
                };
            case 12 ->
                sheet -> {
                    List<Node> children = tree.children(node.id());
                    return corrections.splitDivision(
                            sheet,
                            node.id(),
                            any(children.isEmpty() ? nodes : children, random).id(),
                            "");
                };
            default ->
                sheet -> {
                    List<Figure> figures = tree.figures(node);
                    return figures.isEmpty()
                            ? corrections.add(sheet, UUID.randomUUID(), node.id(), "", "再办实事" + random.nextInt(9) + "件")
                            : figureCorrections.change(
                                    sheet,
                                    any(figures, random).id(),
                                    FigureChange.value(new BigDecimal(random.nextInt(1000)).movePointLeft(1)));
                };
        };
    }

    /** What holds of every draft, whatever was done to it. */
    private void check(UUID plan, Set<UUID> figures) {
        assertThat(figures(plan)).as("figures of the document").containsAll(figures);
        PlanHead head = versions.head(town.officer(), plan, 1).orElseThrow();
        assertThat(versions.sheet(head).whole()).as("one tree").isTrue();
        PlanTree tree = tree(plan);
        List<Span> spans = new ArrayList<>();
        for (Node node : tree.nodes()) {
            boolean asRead = tree.innermost(node) && node.words() == null;
            if (asRead) {
                spans.add(Objects.requireNonNull(node.span()));
                assertThat(tree.cut(node.span())).isNotBlank();
            }
            for (Figure figure : tree.figures(node)) {
                if (figure.span() != null) {
                    assertThat(tree.cut(figure.span())).isEqualTo(figure.text());
                    assertThat(!asRead || Objects.requireNonNull(node.span()).holds(figure.span()))
                            .as("%s in %s", figure.text(), tree.words(node))
                            .isTrue();
                }
            }
            for (Node child : tree.children(node.id())) {
                assertThat(child.level()).isGreaterThan(node.level());
            }
        }
        spans.sort(Comparator.comparingInt(Span::start));
        for (int at = 1; at < spans.size(); at++) {
            assertThat(spans.get(at).start())
                    .isGreaterThanOrEqualTo(spans.get(at - 1).end());
        }
    }

    private Set<UUID> figures(UUID plan) {
        return database.sql("select id from plan.figure where plan_id = :plan and span_start is not null")
                .param("plan", plan)
                .query(UUID.class)
                .set();
    }

    /** Every row of a draft, as the database has it; the units of a node in their order. */
    private Set<String> snapshot(UUID plan) {
        return database.sql("""
                        select 'node ' || (to_jsonb(n) - 'plan_id')::text from plan.node n where plan_id = :plan
                        union all
                        select 'figure ' || (to_jsonb(f) - 'plan_id' || jsonb_build_object('value', trim_scale(value),
                                             'low', trim_scale(low), 'high', trim_scale(high)))::text
                        from plan.figure f where plan_id = :plan
                        union all
                        select 'units ' || jsonb_build_array(node_id, jsonb_agg(jsonb_build_array(unit_id, name, role)
                                                                                order by ordinal))::text
                        from plan.node_unit where plan_id = :plan group by node_id
                        """).param("plan", plan).query(String.class).set();
    }

    private static void same(Set<String> now, Set<String> then) {
        assertThat(now.stream().filter(row -> !then.contains(row)).limit(3)).isEmpty();
        assertThat(then.stream().filter(row -> !now.contains(row)).limit(3)).isEmpty();
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static NodeChange heading(String words) {
        return new NodeChange(words, null, null, null, null, null, null);
    }

    private static java.util.function.Consumer<Throwable> code(String code) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private Drafts.Made edit(UUID plan, Drafts.Edit edit) {
        return drafts.edit(Editor.program(town.officer(), plan), edit);
    }

    private void move(UUID plan, UUID node, @Nullable UUID parent, @Nullable UUID after) {
        edit(plan, sheet -> corrections.move(sheet, node, parent, after));
    }

    private UUID read(String body) {
        String text = "青溪镇" + YEAR + "年工作计划\n\n一、办好实事\n\n" + body + "\n";
        return plans.importDocument(
                town.officer(), town.town.id(), YEAR, "计划.txt", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String longDocument() {
        return List.of("农业", "招商", "生态", "治理").stream()
                .map(field -> "（一）做好" + field + "工作。一是新增" + field + "项目12个，带动300人增收。二是" + field
                        + "投入达到1500万元以上，6月底前完成（牵头单位：党政办；配合单位：石桥村）。三是办好" + field + "培训。\n\n（二）管好"
                        + field + "安全。一是排查隐患**处。二是整改率达到95%以上。\n\n")
                .collect(Collectors.joining("二、再办实事\n\n"));
    }

    private PlanTree tree(UUID plan) {
        return versions.tree(versions.head(town.officer(), plan, 1).orElseThrow());
    }

    private int offset(UUID plan, String words) {
        String text = tree(plan).text();
        return text.codePointCount(0, text.indexOf(words));
    }

    private Node task(UUID plan, String words) {
        PlanTree tree = tree(plan);
        return tree.tasks().stream()
                .filter(task -> tree.words(task).contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No commitment says " + words));
    }

    private Node division(UUID plan, String heading) {
        return tree(plan).nodes().stream()
                .filter(node -> node.heading().contains(heading) && !node.task())
                .findFirst()
                .orElseThrow(() -> new AssertionError("No division is called " + heading));
    }
}
