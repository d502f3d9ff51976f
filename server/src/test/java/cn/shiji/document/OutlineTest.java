package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How lines become a tree. */
class OutlineTest {

    @Test
    void levelsFollowNesting() {
        assertThat(shape("""
                        柳溪镇2031年工作计划
                        一、2030年工作回顾
                        （一）产业有了起色。一是种好茶叶。新建茶园300亩。二是办好集市。开集24次。
                        （二）环境有了改观。清理河道6公里。
                        二、2031年工作安排
                        1.抓产业。一是扩种茶叶。新建茶园400亩。二是修路。
                        2.抓环境。清理河道8公里，建成净水站2座。"""))
                .containsExactly(
                        "title ''",
                        "chapter '一、'",
                        "area '（一）'",
                        "commitment '一是'",
                        "commitment '二是'",
                        "area '（二）'",
                        "chapter '二、'",
                        "measure '1.'",
                        "commitment '一是'",
                        "commitment '二是'",
                        "measure '2.'");
    }

    @Test
    void firstlyIsAnAreaWhereAChapterHasNone() {
        assertThat(shape("关于办好村务的讲话\n一、看清形势\n一是看成绩。\n成绩不小。\n二是看不足。\n不足不少。\n二、抓好落实\n要干实事。"))
                .containsExactly("title ''", "chapter '一、'", "area '一是'", "area '二是'", "chapter '二、'");
    }

    @Test
    void markersInsideALineAreFoundWhereBreaksWereLost() {
        assertThat(shape("柳溪镇工作总结 一年来做了以下工作。一、农业 (一)种稻。种稻500亩。(二)养鱼。养鱼30亩。二、商业 开店6家。"))
                .containsExactly("title ''", "chapter '一、'", "area '(一)'", "area '(二)'", "chapter '二、'");
    }

    @Test
    void enumerationsAndDecimalsAreNoMarkers() {
        assertThat(shape("柳溪镇工作总结\n一、农业\n推动一、二、三产业融合。增速达 2.5%。")).containsExactly("title ''", "chapter '一、'");
    }

    @Test
    void aMaskedNumberIsAMarkerToo() {
        assertThat(shape("柳溪镇工作计划\n一、安排\n1.修路。修村道。\n**.架桥。架便桥。\n3.通水。通自来水。"))
                .containsExactly("title ''", "chapter '一、'", "measure '1.'", "measure '**.'", "measure '3.'");
    }

    @Test
    void anUnmarkedHeadingAboveARestartedListIsTheChapter() {
        assertThat(shape("柳溪镇年度工作情况报告\n上一年做法\n一、种树\n种树80亩。\n二、修渠\n修渠3公里。\n下一年想法\n一、种茶\n种茶90亩。\n二、修路\n修路4公里。"))
                .containsExactly(
                        "title ''", "chapter ''", "area '一、'", "area '二、'", "chapter ''", "area '一、'", "area '二、'");
    }

    @Test
    void aFileCanHoldSeveralDocuments() {
        List<Node> roots = Documents.readText("柳溪镇2031年工作计划\n一、安排\n修路4公里。\n在柳溪镇春耕动员会上的讲话\n同志们：\n一、抓紧春耕\n要抢农时。")
                .nodes();
        assertThat(roots).extracting(Node::heading).containsExactly("柳溪镇2031年工作计划", "在柳溪镇春耕动员会上的讲话");
    }

    @Test
    void statutesHaveChaptersAndArticles() {
        assertThat(shape("柳溪镇集市管理办法\n第一章 总则\n第一条 为管好集市，制定本办法。\n第二章 摊位\n第二条 摊位有下列情形之一的，应当清退：\n（一）占道的；\n（二）欠费的。"))
                .containsExactly(
                        "title ''",
                        "chapter '第一章'",
                        "area '第一条'",
                        "chapter '第二章'",
                        "area '第二条'",
                        "measure '（一）'",
                        "measure '（二）'");
    }

    @Test
    void dashedParagraphsStandOneLevelBelow() {
        assertThat(shape("柳溪镇发展规划\n一、总体要求\n（一）主要目标\n到2035年，做到：\n——路更畅。通村路全部硬化。\n——水更清。水质全部达标。\n（二）原则\n量力而行。"))
                .containsExactly(
                        "title ''", "chapter '一、'", "area '（一）'", "measure '——'", "measure '——'", "area '（二）'");
    }

    @Test
    void aMarkThatOnlyCarriesOnABrokenSentenceIsNoMarker() {
        assertThat(shape("柳溪镇工作总结\n一、农业\n发展了茶叶、稻米\n、蔬菜三个产业。\n二、商业\n开店6家。"))
                .containsExactly("title ''", "chapter '一、'", "chapter '二、'");
        assertThat(shape("柳溪镇工作总结\n一、农业\n种茶80亩。\n、办好商业\n开店6家。\n三、教育\n建校1所。"))
                .containsExactly("title ''", "chapter '一、'", "chapter '、'", "chapter '三、'");
    }

    @Test
    void aListInsideAListOfTheSameMarksIsKnownByTheNumberThatFollows() {
        assertThat(shape("柳溪镇工作计划\n一、农业\n种茶。\n二、商业\n要做好：\n一、开店。\n二、修市场。\n三、办集市。\n三、教育\n建校。"))
                .containsExactly(
                        "title ''",
                        "chapter '一、'",
                        "chapter '二、'",
                        "area '一、'",
                        "area '二、'",
                        "area '三、'",
                        "chapter '三、'");
    }

    @Test
    void theOccasionUnderATitleIsNoDivision() {
        assertThat(shape("政府工作报告\n——2031年1月9日在柳溪镇第九届\n人民代表大会第二次会议上\n一、回顾\n种茶80亩。"))
                .containsExactly("title ''", "chapter '一、'");
    }

    @Test
    void articlesMayBeWrittenWithGapsAndCountThroughTheirSections() {
        assertThat(shape("柳溪镇奖励意见\n一、支持范围\n(一)投资奖励\n 第 9 条 奖励办厂。\n(二)就业奖励\n 第 1 0 条 奖励用工。\n二、其他\n 第 1 1 条 由镇政府解释。"))
                .containsExactly(
                        "title ''",
                        "chapter '一、'",
                        "area '(一)'",
                        "measure '第 9 条'",
                        "area '(二)'",
                        "measure '第 1 0 条'",
                        "chapter '二、'",
                        "area '第 1 1 条'");
    }

    @Test
    void bulletinsNumberTheirChaptersWithTwoDigits() {
        assertThat(shape("柳溪县2031年统计公报\n01综合\n产值300亿元。\n02农业\n种茶80亩。"))
                .containsExactly("title ''", "chapter '01'", "chapter '02'");
    }

    @Test
    void theFirstChapterIsFoundWhereItsNumberWasLost() {
        assertThat(shape("柳溪县行动计划\n总体要求-、\n到2035年做到：\n——路更畅。\n二、重点任务\n修路。"))
                .containsExactly("title ''", "chapter ''", "area '——'", "chapter '二、'");
    }

    @Test
    void notesBehindADocumentAreAChapterOfTheirOwn() {
        assertThat(shape("柳溪镇工作报告\n一、回顾\n种茶80亩。\n二、安排\n修路。\n名词解释\n1.茶：一种饮料。\n2.路：走的地方。"))
                .containsExactly(
                        "title ''", "chapter '一、'", "chapter '二、'", "chapter ''", "measure '1.'", "measure '2.'");
    }

    @Test
    void theAttachmentsALetterNamesAreNoDivisions() {
        assertThat(shape("关于办好集市的通知\n一、时间\n每月逢五。\n附件：1.摊位图\n2.申请表\n3.名单")).containsExactly("title ''", "chapter '一、'");
    }

    @Test
    void contentsAndThePathToAPageAreFurniture() {
        ReadDocument document =
                Documents.readText("您的位置：\n首页\n>\n柳溪要闻\n柳溪镇发展规划\n目录\n第一章 总则\n第二章 任务\n第一章 总则\n为发展柳溪。\n第二章 任务\n修路5公里。");
        assertThat(document.furniture().stream().map(document::cut))
                .containsExactly("您的位置：\n首页\n>\n柳溪要闻", "目录\n第一章 总则\n第二章 任务");
        assertThat(document.nodes().getFirst().heading()).isEqualTo("柳溪镇发展规划");
    }

    @Test
    void aParagraphBrokenInsideASentenceGoesOnInTheNextLine() {
        Node area = Documents.readText("柳溪镇总结\n一、回顾\n——空气更清。全年空气质量优良天数比例稳步提高，细颗粒物浓度（PM\n2.5\n）继续下降。\n大家都满意。")
                .nodes()
                .getFirst()
                .children()
                .getFirst()
                .children()
                .getFirst();
        assertThat(area.text()).endsWith("继续下降。");
    }

    @Test
    void aChapterOfTheComingYearIsOfTheFutureWhateverItIsCalled() {
        assertThat(Documents.readText("柳溪县政府工作报告\n一、2030年工作回顾\n种茶80亩。\n二、2031年主要工作\n（一）城乡差距取得新突破\n种稻70亩。")
                        .nodes()
                        .getFirst()
                        .children())
                .extracting(Node::tense)
                .containsExactly(Tense.PAST, Tense.FUTURE);
    }

    @Test
    void theYearsMainTargetsAboveTheDivisionsAreCommitments() {
        Node chapter = Documents.readText("柳溪镇工作计划\n一、2031年工作安排\n全镇产值增长6%以上，新增就业300人。\n（一）抓农业\n种茶80亩。")
                .nodes()
                .getFirst()
                .children()
                .getFirst();
        assertThat(chapter.children()).extracting(Node::level).containsExactly(Level.COMMITMENT, Level.AREA);
    }

    @Test
    void sentencesThatPromiseBecomeCommitmentsUnderAPlainLeaf() {
        Node area = Documents.readText("柳溪镇工作计划\n一、2031年工作安排\n（一）抓农业\n当前农业形势很好。新建粮仓3座。实施渠道改造工程，改造渠道9公里。")
                .nodes()
                .getFirst()
                .children()
                .getFirst()
                .children()
                .getFirst();
        assertThat(area.children()).extracting(Node::text).containsExactly("新建粮仓3座。", "实施渠道改造工程，改造渠道9公里。");
        assertThat(area.children()).allMatch(node -> node.tense() == Tense.FUTURE);
        assertThat(area.children().getFirst().figures().getFirst().role()).isEqualTo(FigureRole.TARGET);
    }

    @Test
    void pageFurnitureIsPartOfNoNode() {
        ReadDocument read = Documents.readText(
                "当前位置:首页 > 文秘 > 计划 >\n柳溪镇2031年工作计划\n时间:2031-01-05 来源:网站\n一、安排\n修路4公里。\n- 3 -\n架桥2座。\n推荐访问:乡镇 计划");
        assertThat(read.furniture())
                .extracting(read::cut)
                .containsExactly("当前位置:首页 > 文秘 > 计划 >", "时间:2031-01-05 来源:网站", "- 3 -", "推荐访问:乡镇 计划");
        assertThat(read.title()).isEqualTo("柳溪镇2031年工作计划");
    }

    @Test
    void unitsAreReadFromLabelsBracketsAndHandovers() {
        assertThat(units("修好村道。（责任单位：镇村建办、各村）")).containsExactly("镇村建办 responsible", "各村 responsible");
        assertThat(units("修好村道。（牵头单位：村建办；配合单位：财政所、各村）")).containsExactly("村建办 lead", "财政所 cooperate", "各村 cooperate");
        assertThat(units("修好村道。（县交通局牵头，县财政局、县水利局等按职责分工负责）"))
                .containsExactly("县交通局 lead", "县财政局 responsible+", "县水利局 responsible+");
        assertThat(units("本计划由柳溪镇人民政府办公室负责解释。")).containsExactly("柳溪镇人民政府办公室 responsible");
        assertThat(units("修好村道。（责任单位：县住房和城乡建设局和各乡镇）")).containsExactly("县住房和城乡建设局 responsible", "各乡镇 responsible");
    }

    @Test
    void aDeadlineWithoutYearTakesTheYearOfItsChapter() {
        ReadDocument read = Documents.readText("柳溪镇工作计划\n一、2031年工作安排\n（一）抓水利\n6月底前修好水渠3公里。年底前建成泵站2座。");
        List<Node> tasks = read.allNodes().stream()
                .filter(node -> node.level() == Level.COMMITMENT)
                .toList();
        assertThat(tasks)
                .extracting(node -> node.due() == null ? null : node.due().day())
                .containsExactly(LocalDate.of(2031, 6, 30), LocalDate.of(2031, 12, 31));
    }

    @Test
    void eachRowOfATaskTableIsACommitment() {
        ReadDocument read = Documents.readText(
                "柳溪镇2031年工作任务分解表\n序号\t目标任务\t责任领导\t牵头单位\t配合单位\t完成时限\n1\t新建粮仓3座\t李平\t农业办\t财政所、各村\t2031年9月底\n2\t修路4公里\t\t村建办\t\t年底");
        List<Node> rows = read.allNodes().stream()
                .filter(node -> node.level() == Level.COMMITMENT)
                .toList();
        assertThat(rows).extracting(Node::marker).containsExactly("1", "2");
        assertThat(rows.getFirst().units())
                .extracting(unit -> unit.name() + " " + unit.role().code())
                .containsExactly("农业办 lead", "财政所 cooperate", "各村 cooperate");
        assertThat(rows.getFirst().people()).extracting(ResponsiblePerson::name).containsExactly("李平");
        assertThat(rows.getFirst().due().day()).isEqualTo(LocalDate.of(2031, 9, 30));
        assertThat(rows.get(1).people()).as("merged cells count for each row").hasSize(1);
    }

    private static List<String> shape(String text) {
        return Documents.readText(text).allNodes().stream()
                .filter(node ->
                        node.level() != Level.COMMITMENT || !node.marker().isEmpty())
                .map(node -> node.level().code() + " '" + node.marker() + "'")
                .toList();
    }

    private static List<String> units(String sentence) {
        return Documents.readText("柳溪镇工作方案\n一、重点任务\n" + sentence).allNodes().stream()
                .flatMap(node -> node.units().stream())
                .map(unit -> unit.name() + " " + unit.role().code() + (unit.open() ? "+" : ""))
                .toList();
    }
}
