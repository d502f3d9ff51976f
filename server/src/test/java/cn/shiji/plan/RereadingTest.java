package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.document.Documents;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import cn.shiji.mechanism.WorkLine;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import cn.shiji.plan.Rereading.Choice;
import cn.shiji.plan.Rereading.Finding;
import cn.shiji.plan.Rereading.Kind;
import cn.shiji.plan.Rereading.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A corrected document read again into a draft on which people have worked. */
class RereadingTest {

    private static final String TEXT = """
            青溪镇2027年工作安排

            一、产业兴旺

            （一）做强特色农业。一是扩大林下黄精种植，全年新增1200亩以上。二是改造低产茶园800亩，夏秋茶利用率明显提高。三是稳定肉牛养殖，年末存栏2600头左右。

            （二）抓实招商引资。一是班子成员带队外出洽谈，全年新签约亿元项目3个以上。二是全年走访企业60家次，诉求及时回应。

            二、生态保护

            （一）管好一片山林。一是相邻村轮流牵头巡山，全年巡护350次以上。二是3月底前清理枯死松木2100株。
            """;

    private static PlanHead head() {
        return new PlanHead(
                new UUID(1, 1),
                new UnitId(1),
                new Scope(1, 9),
                2027,
                "安排",
                new UUID(1, 2),
                "安排.txt",
                1,
                1,
                false,
                null,
                null);
    }

    /** A draft as it was just imported. */
    private static final class Draft {

        ReadRows base;
        Sheet sheet;

        Draft(String text) {
            base = read(text);
            sheet = sheet(text, base.nodes(), base.figures(), base.units());
        }

        private static Sheet sheet(String text, List<Node> nodes, List<Figure> figures, List<NamedUnit> units) {
            return new Sheet(head(), text, Sheet.Rows.of(nodes, figures, units));
        }

        static ReadRows read(String text) {
            return Reading.of(Documents.readText(text), UUID::randomUUID);
        }

        Node task(String words) {
            return sheet.tree().tasks().stream()
                    .filter(node -> sheet.tree().words(node).contains(words))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no task says " + words));
        }

        Node node(UUID id) {
            return sheet.node(id);
        }

        Figure figure(UUID node, String text) {
            return sheet.now().figures().values().stream()
                    .filter(figure ->
                            figure.node().equals(node) && figure.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no figure reads " + text));
        }

        void change(Node node, UnaryOperator<Node> change) {
            sheet.put(change.apply(sheet.node(node.id())));
        }

        void assign(Node node, long unit) {
            var all = new ArrayList<>(sheet.units(node.id()));
            all.add(new NamedUnit(node.id(), new UnitId(unit), "单位" + unit, DutyRole.LEAD));
            sheet.duties(node.id(), all);
        }

        Outcome correct(String text) {
            return correct(text, Set.of(), Map.of());
        }

        Outcome correct(String text, Set<UUID> declared, Map<String, Choice> choices) {
            Outcome outcome = Rereading.into(sheet, base, read(text), text, declared, choices);
            Sheet.Rows now = sheet.now();
            assertThat(sheet.whole()).isTrue();
            base = outcome.base();
            sheet = sheet(
                    text,
                    List.copyOf(now.nodes().values()),
                    List.copyOf(now.figures().values()),
                    now.duties().values().stream().flatMap(List::stream).toList());
            return outcome;
        }
    }

    @Test
    void anUnchangedDocumentChangesNothing() {
        var draft = new Draft(TEXT);
        Map<UUID, Node> before = new LinkedHashMap<>(draft.sheet.now().nodes());
        Map<UUID, Figure> figures = new LinkedHashMap<>(draft.sheet.now().figures());

        Outcome outcome = draft.correct(TEXT);

        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.unchanged()).isEqualTo(7);
        assertThat(draft.sheet.now().nodes()).isEqualTo(before);
        assertThat(draft.sheet.now().figures()).isEqualTo(figures);
    }

    @Test
    void aNumberCorrectedInTheDocumentIsTakenAndEverythingDecidedStays() {
        var draft = new Draft(TEXT);
        Node task = draft.task("黄精");
        draft.assign(task, 7);
        draft.change(
                task,
                node -> node.held(true, true)
                        .charged(WorkLine.INDUSTRY, LocalDate.of(2027, 9, 30), null, List.of("余浩然")));
        Figure figure = draft.figure(task.id(), "1200亩");
        draft.sheet.put(bound(figure, "pack.area"));

        Outcome outcome = draft.correct(TEXT.replace("1200亩", "1500亩"));

        Node now = draft.node(task.id());
        assertThat(draft.sheet.tree().words(now)).contains("1500亩");
        assertThat(now.due()).isEqualTo(LocalDate.of(2027, 9, 30));
        assertThat(now.leaders()).containsExactly("余浩然");
        assertThat(draft.sheet.units(task.id())).anyMatch(unit -> Objects.equals(unit.unit(), new UnitId(7)));
        Figure counted = draft.figure(task.id(), "1500亩");
        assertThat(counted.id()).isEqualTo(figure.id());
        assertThat(counted.value()).isEqualByComparingTo("1500");
        assertThat(counted.indicator()).isEqualTo("pack.area");
        assertThat(now.reviewed()).as("changed words are looked at again").isFalse();
        Finding finding = outcome.findings().getFirst();
        assertThat(finding.kind()).isEqualTo(Kind.CHANGED);
        assertThat(finding.decided()).contains("units", "leaders", "due", "indicator");
        assertThat(finding.conflict()).isFalse();
        assertThat(outcome.findings()).hasSize(1);
    }

    @Test
    void aPersonsNumberAndWordsHoldUnlessTheySayOtherwise() {
        for (boolean document : new boolean[] {false, true}) {
            var draft = new Draft(TEXT);
            Node task = draft.task("走访企业");
            draft.change(task, node -> node.saying(node.heading(), "全年走访企业80家次。", node.span()));
            Figure figure = draft.figure(task.id(), "60家次");
            draft.sheet.put(filled(figure, "80"));

            Outcome outcome = draft.correct(
                    TEXT.replace("60家次", "70家次"),
                    Set.of(),
                    document ? Map.of(task.id().toString(), new Choice(false, true)) : Map.of());

            assertThat(outcome.findings().getFirst().conflict()).isTrue();
            assertThat(draft.sheet.tree().words(draft.node(task.id()))).contains(document ? "70家次" : "80家次");
            assertThat(draft.figure(task.id(), "70家次").value()).isEqualByComparingTo(document ? "70" : "80");
        }
    }

    @Test
    void whatIsNewComesInAndWhatIsGoneGoesOutButIsKept() {
        var draft = new Draft(TEXT);
        Node gone = draft.task("肉牛");
        draft.assign(gone, 3);
        String corrected = TEXT.replace("三是稳定肉牛养殖，年末存栏2600头左右。", "三是新培育家庭农场8家，8月底前完成申报。");

        Outcome outcome = draft.correct(corrected, Set.of(gone.id()), Map.of());

        assertThat(outcome.findings()).extracting(Finding::kind).containsExactlyInAnyOrder(Kind.NEW, Kind.GONE);
        Finding left = outcome.findings().stream()
                .filter(one -> one.kind() == Kind.GONE)
                .findFirst()
                .orElseThrow();
        assertThat(left.declared()).isTrue();
        assertThat(left.decided()).contains("units");
        Node row = draft.sheet.row(gone.id()).orElseThrow();
        assertThat(row.deleted()).isTrue();
        assertThat(row.words()).contains("肉牛");
        assertThat(draft.task("家庭农场").due()).isEqualTo(LocalDate.of(2027, 8, 31));
        assertThat(draft.figure(draft.task("家庭农场").id(), "8家").target()).isTrue();
    }

    @Test
    void aGoneCommitmentStaysWhereAPersonWantsIt() {
        var draft = new Draft(TEXT);
        Node gone = draft.task("肉牛");

        draft.correct(
                TEXT.replace("三是稳定肉牛养殖，年末存栏2600头左右。", ""),
                Set.of(),
                Map.of(gone.id().toString(), new Choice(true, null)));

        assertThat(draft.sheet.tree().words(draft.node(gone.id()))).contains("肉牛");
        assertThat(draft.sheet.tree().number(draft.node(gone.id()))).isEqualTo("1.1.3");
        assertThat(draft.sheet.now().figures().values())
                .anyMatch(figure -> figure.node().equals(gone.id()) && figure.target());
    }

    @Test
    void aPartMovedInTheDocumentKeepsItsIdsAndDecisions() {
        var draft = new Draft(TEXT);
        Node task = draft.task("走访企业");
        draft.assign(task, 5);
        String one = TEXT.substring(TEXT.indexOf("（一）做强"), TEXT.indexOf("（二）抓实"));
        String other = TEXT.substring(TEXT.indexOf("（二）抓实"), TEXT.indexOf("二、生态"));
        String corrected = TEXT.replace(one + other, other.replace("（二）", "（一）") + one.replace("（一）", "（二）"));

        Outcome outcome = draft.correct(corrected);

        assertThat(draft.sheet.tree().number(draft.node(task.id()))).isEqualTo("1.1.2");
        assertThat(draft.sheet.units(task.id())).anyMatch(unit -> Objects.equals(unit.unit(), new UnitId(5)));
        assertThat(outcome.findings()).isEmpty();
    }

    @Test
    void whatPeopleSplitAddedMovedAndDeletedStaysSo() {
        var draft = new Draft(TEXT);
        Node split = draft.task("改造低产茶园");
        int at = TEXT.codePointCount(0, TEXT.indexOf("夏秋茶"));
        var reshaping = new Reshaping(draft.sheet, UUID::randomUUID, Set.of());
        Node second = reshaping.split(split.id(), List.of(at)).getFirst();
        draft.assign(second, 4);
        Node deleted = draft.task("清理枯死");
        draft.change(deleted, node -> node.deleted(true));
        Node moved = draft.task("亿元项目");
        UUID pasture = Objects.requireNonNull(draft.task("黄精").parent());
        new Reshaping(draft.sheet, UUID::randomUUID, Set.of()).move(moved.id(), pasture, null);
        Node own = new Node(
                UUID.randomUUID(),
                pasture,
                9 << 16,
                cn.shiji.document.Level.COMMITMENT,
                "",
                "自己加的",
                "自己加的一条。",
                null,
                cn.shiji.document.Tense.FUTURE,
                true,
                true,
                null,
                null,
                null,
                List.of(),
                false);
        draft.sheet.put(own);
        List<String> before = numbered(draft.sheet.tree());

        Outcome same = draft.correct(TEXT);

        assertThat(same.findings()).isEmpty();
        assertThat(numbered(draft.sheet.tree())).isEqualTo(before);

        draft.correct(TEXT.replace("改造低产茶园800亩", "全面改造低产茶园900亩").replace("全年新增1200亩", "当年新增1300亩"));

        assertThat(draft.sheet.tree().words(draft.node(split.id())))
                .contains("全面改造低产茶园900亩")
                .doesNotContain("夏秋茶");
        assertThat(draft.sheet.tree().words(draft.node(second.id()))).isEqualTo("夏秋茶利用率明显提高。");
        assertThat(draft.sheet.units(second.id())).anyMatch(unit -> Objects.equals(unit.unit(), new UnitId(4)));
        assertThat(draft.sheet.row(deleted.id()).orElseThrow().deleted()).isTrue();
        assertThat(draft.node(moved.id()).parent()).isEqualTo(pasture);
        assertThat(draft.node(own.id()).words()).isEqualTo("自己加的一条。");
        assertThat(numbered(draft.sheet.tree())).hasSameSizeAs(before);
    }

    @Test
    void twoThatWereMergedStayOne() {
        var draft = new Draft(TEXT);
        Node one = draft.task("黄精");
        Node other = draft.task("改造低产茶园");
        new Reshaping(draft.sheet, UUID::randomUUID, Set.of()).merge(one.id(), other.id());
        int tasks = draft.sheet.tree().tasks().size();

        Outcome outcome = draft.correct(TEXT.replace("改造低产茶园800亩", "改造低产茶园900亩"));

        assertThat(draft.sheet.tree().tasks()).hasSize(tasks);
        assertThat(draft.sheet.tree().words(draft.node(one.id())))
                .contains("黄精")
                .contains("改造低产茶园");
        assertThat(outcome.findings()).allMatch(finding -> finding.kind() == Kind.CHANGED);
    }

    private static List<String> numbered(PlanTree tree) {
        return tree.nodes().stream()
                .map(node -> tree.number(node) + " " + node.id())
                .toList();
    }

    /**
     * Random decisions, random corrections: whatever a person decided on a commitment that still stands is there afterwards,
     * under the same id; and reading the corrected document once more changes nothing.
     */
    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30
            })
    void noDecisionIsLostOnWhatStillStands(int seed) {
        var random = new Random(seed);
        var paper = new Paper(random);
        var draft = new Draft(paper.text());
        Map<Integer, UUID> ids = new HashMap<>();
        for (Item item : paper.items()) {
            ids.put(item.number, draft.task(item.core()).id());
        }
        Map<UUID, Decided> decided = new HashMap<>();
        for (Item item : paper.items()) {
            if (random.nextInt(3) > 0) {
                UUID id = Objects.requireNonNull(ids.get(item.number));
                decided.put(id, Decided.make(draft, id, random));
            }
        }
        for (int round = 0; round < 3; round++) {
            paper.correct(random);
            String text = paper.text();
            draft.correct(text);
            for (Item item : paper.items()) {
                UUID id = ids.get(item.number);
                if (id == null) {
                    ids.put(item.number, draft.task(item.core()).id());
                } else {
                    Node row = draft.sheet.row(id).orElseThrow();
                    Decided made = decided.get(id);
                    boolean out = made != null && made.deleted;
                    assertThat(row.deleted())
                            .as("seed %d round %d: %s", seed, round, item)
                            .isEqualTo(out);
                    assertThat(row.span()).as("seed %d: %s", seed, item).isNotNull();
                    if (made != null) {
                        made.check(draft, id, item + " of seed " + seed);
                    }
                }
            }
            List<String> before = numbered(draft.sheet.tree());
            Map<UUID, Node> rows = new HashMap<>(draft.sheet.now().nodes());
            assertThat(draft.correct(text).findings()).isEmpty();
            assertThat(numbered(draft.sheet.tree())).isEqualTo(before);
            assertThat(draft.sheet.now().nodes()).isEqualTo(rows);
        }
    }

    /** What a person decided on one commitment. */
    private static final class Decided {

        boolean units;
        boolean deleted;
        boolean words;
        boolean heading;
        boolean due;
        boolean bound;
        boolean added;
        boolean notATask;

        static Decided make(Draft draft, UUID id, Random random) {
            var made = new Decided();
            Node node = draft.node(id);
            made.units = random.nextBoolean();
            made.heading = random.nextInt(4) == 0;
            made.words = random.nextInt(4) == 0;
            made.due = random.nextInt(3) == 0;
            made.bound = random.nextInt(3) == 0;
            made.added = random.nextInt(4) == 0;
            made.deleted = random.nextInt(6) == 0;
            made.notATask = random.nextInt(6) == 0;
            if (made.units) {
                draft.assign(node, 9);
            }
            if (made.bound) {
                draft.sheet.now().figures().values().stream()
                        .filter(figure -> figure.node().equals(id))
                        .toList()
                        .forEach(figure -> draft.sheet.put(bound(figure, "pack." + id)));
            }
            if (made.added) {
                Figure own = draft.base.figures().getFirst();
                draft.sheet.put(new Figure(
                        UUID.randomUUID(),
                        id,
                        99,
                        "自己的",
                        null,
                        BigDecimal.TEN,
                        null,
                        null,
                        false,
                        "个",
                        own.relation(),
                        own.change(),
                        own.role(),
                        "自己的",
                        true,
                        false,
                        true,
                        null));
            }
            draft.change(node, one -> {
                Node now = one;
                if (made.heading || made.words) {
                    now = now.saying(
                            made.heading ? "改过的名称" : now.heading(),
                            made.words ? "改过的话，" + id : now.words(),
                            now.span());
                }
                if (made.due) {
                    now = now.charged(WorkLine.PARTY, LocalDate.of(2027, 5, 5), null, List.of("某人"));
                }
                return now.held(!made.notATask, true).deleted(made.deleted);
            });
            return made;
        }

        void check(Draft draft, UUID id, String what) {
            Node row = draft.sheet.row(id).orElseThrow();
            if (units) {
                assertThat(draft.sheet.units(id)).as(what).anyMatch(unit -> Objects.equals(unit.unit(), new UnitId(9)));
            }
            if (heading) {
                assertThat(row.heading()).as(what).isEqualTo("改过的名称");
            }
            if (words) {
                assertThat(row.words()).as(what).isEqualTo("改过的话，" + id);
            }
            if (due) {
                assertThat(row.due()).as(what).isEqualTo(LocalDate.of(2027, 5, 5));
                assertThat(row.leaders()).as(what).containsExactly("某人");
                assertThat(row.line()).as(what).isEqualTo(WorkLine.PARTY);
            }
            if (bound) {
                assertThat(draft.sheet.now().figures().values())
                        .as(what)
                        .anyMatch(figure -> figure.node().equals(id) && ("pack." + id).equals(figure.indicator()));
            }
            if (added) {
                assertThat(draft.sheet.now().figures().values())
                        .as(what)
                        .anyMatch(figure ->
                                figure.node().equals(id) && figure.text().equals("自己的"));
            }
            assertThat(row.task()).as(what).isEqualTo(!notATask);
        }
    }

    /** One commitment of a made-up document. */
    private static final class Item {

        private static final String[] DOES = {"扩大", "改造", "新建", "整治", "培训", "走访", "清理", "修复", "推广", "评选"};
        private static final String[] WHAT = {
            "林下药材基地", "低产老茶园", "村级文化广场", "河道乱堆点位", "乡村振兴骨干", "重点帮扶家庭", "废弃采石矿点", "饮水管网设施", "电商直播站点", "清洁庭院示范"
        };
        private static final String[] WHERE = {"石桥片区", "茶岭沿线", "龙潭库区", "柳湾集镇", "白果山场", "桐坪牧场", "竹园河段", "枫香古道"};
        private static int next;

        final int number;
        final String does;
        final String what;
        final String where;
        int amount;
        String more = "";

        Item(Random random) {
            number = next++;
            does = DOES[random.nextInt(DOES.length)];
            what = WHAT[random.nextInt(WHAT.length)];
            where = WHERE[random.nextInt(WHERE.length)];
            amount = 10 + random.nextInt(90);
        }

        /** What stays of it whatever is corrected. */
        String core() {
            return "在" + where + does + what + "编号" + (char) ('A' + number % 26) + number;
        }

        String text() {
            return core() + more + "，全年完成" + amount + "处以上";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** A made-up plan that can be corrected at random. */
    private static final class Paper {

        private final List<List<List<Item>>> chapters = new ArrayList<>();

        Paper(Random random) {
            for (int chapter = 0; chapter < 3; chapter++) {
                var areas = new ArrayList<List<Item>>();
                for (int area = 0; area < 2 + random.nextInt(2); area++) {
                    var items = new ArrayList<Item>();
                    for (int item = 0; item < 2 + random.nextInt(3); item++) {
                        items.add(new Item(random));
                    }
                    areas.add(items);
                }
                chapters.add(areas);
            }
        }

        List<Item> items() {
            return chapters.stream().flatMap(List::stream).flatMap(List::stream).toList();
        }

        String text() {
            var text = new StringBuilder("青溪镇2027年工作安排\n\n");
            String[] heads = {"党建引领", "产业兴旺", "生态宜居"};
            for (int chapter = 0; chapter < chapters.size(); chapter++) {
                text.append("一二三".charAt(chapter))
                        .append("、")
                        .append(heads[chapter])
                        .append("\n\n");
                List<List<Item>> areas = chapters.get(chapter);
                for (int area = 0; area < areas.size(); area++) {
                    List<Item> items = areas.get(area);
                    text.append("（")
                            .append("一二三四".charAt(area))
                            .append("）")
                            .append(heads[chapter])
                            .append("之")
                            .append("甲乙丙丁".charAt(area))
                            .append("。");
                    for (int item = 0; item < items.size(); item++) {
                        text.append("一二三四五六七八九".charAt(item))
                                .append("是")
                                .append(items.get(item).text())
                                .append("。");
                    }
                    text.append("\n\n");
                }
            }
            return text.toString();
        }

        void correct(Random random) {
            for (int change = 0; change < 3; change++) {
                List<List<Item>> areas = chapters.get(random.nextInt(chapters.size()));
                List<Item> items = areas.get(random.nextInt(areas.size()));
                switch (random.nextInt(6)) {
                    case 0 -> items.get(random.nextInt(items.size())).amount += 5;
                    case 1 -> items.get(random.nextInt(items.size())).more = "，做到应办尽办";
                    case 2 -> {
                        if (items.size() < 8) {
                            items.add(random.nextInt(items.size() + 1), new Item(random));
                        }
                    }
                    case 3 -> {
                        if (items.size() > 2) {
                            items.remove(random.nextInt(items.size()));
                        }
                    }
                    case 4 -> items.add(items.remove(random.nextInt(items.size())));
                    default -> {
                        List<Item> other = areas.get(random.nextInt(areas.size()));
                        if (items.size() > 2 && other.size() < 8) {
                            other.add(items.remove(random.nextInt(items.size())));
                        }
                    }
                }
            }
        }
    }

    private static Figure bound(Figure figure, String indicator) {
        return new Figure(
                figure.id(),
                figure.node(),
                figure.ordinal(),
                figure.text(),
                figure.span(),
                figure.value(),
                figure.low(),
                figure.high(),
                figure.masked(),
                figure.unit(),
                figure.relation(),
                figure.change(),
                figure.role(),
                figure.of(),
                true,
                figure.unset(),
                figure.filled(),
                indicator);
    }

    private static Figure filled(Figure figure, String value) {
        return new Figure(
                figure.id(),
                figure.node(),
                figure.ordinal(),
                figure.text(),
                figure.span(),
                new BigDecimal(value),
                null,
                null,
                figure.masked(),
                figure.unit(),
                figure.relation(),
                figure.change(),
                figure.role(),
                figure.of(),
                true,
                false,
                true,
                null);
    }
}
