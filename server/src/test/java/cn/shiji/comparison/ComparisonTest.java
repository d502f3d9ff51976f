package cn.shiji.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.document.Documents;
import cn.shiji.document.ReadDocument;
import cn.shiji.document.Span;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The rules of judging, each on sentences of its own. */
class ComparisonTest {

    @Test
    void anActionOnTheSameObjectIsTold() {
        Pair pair = pair("推进老旧供水管网改造。", "全面完成老旧供水管网改造，群众用上放心水。");
        assertThat(pair.verdict()).isEqualTo(Verdict.TOLD);
        assertThat(pair.why(Locale.CHINESE)).contains("供水");
    }

    @Test
    void aGeneralSentenceDoesNotTellAParticularCommitment() {
        assertThat(pair("新建高标准农田500亩。", "农业生产稳步发展。").verdict()).isEqualTo(Verdict.NOT_TOLD);
    }

    @Test
    void whatNobodySpeaksOfIsNotTold() {
        Pair pair = pair("开展野生菌采摘安全宣传。", "建成村级养老服务站5个。");
        assertThat(pair.verdict()).isEqualTo(Verdict.NOT_TOLD);
        assertThat(pair.report()).isEmpty();
        assertThat(pair.why()).containsExactly(new Reason.NothingNear());
    }

    @Test
    void oneOfSeveralThingsDoneTellsTheCommitment() {
        Pair pair = pair("实施村级文化广场、乡镇卫生院、农贸市场改造。", "完成乡镇卫生院改造并投入使用。");
        assertThat(pair.verdict()).isEqualTo(Verdict.TOLD);
    }

    @Test
    void fullAndShortNamesAreOneThing() {
        assertThat(pair("深化国有企业改革。", "国企改革取得实效。").verdict()).isEqualTo(Verdict.TOLD);
    }

    @Test
    void moreThanAtLeastIsToldWithBothFigures() {
        Pair pair = pair("新增林下黄精种植1200亩以上。", "新增林下黄精种植1260亩。");
        assertThat(pair.verdict()).isEqualTo(Verdict.TOLD);
        assertThat(pair.why(Locale.CHINESE)).contains("1200亩以上 ≤ 1260亩");
    }

    @Test
    void lessThanPlannedIsAnotherFigure() {
        Pair pair = pair("改造茶园道路8公里。", "改造茶园道路6公里。");
        assertThat(pair.verdict()).isEqualTo(Verdict.OTHER_FIGURE);
        assertThat(pair.why().getFirst()).isInstanceOf(Reason.FigureMissed.class);
    }

    @Test
    void aBoundFromAboveIsKeptByLessAndBrokenByMore() {
        assertThat(pair("城镇调查失业率控制在5.5%以内。", "城镇调查失业率为5.1%。").verdict()).isEqualTo(Verdict.TOLD);
        assertThat(pair("城镇调查失业率控制在5.5%以内。", "城镇调查失业率为5.9%。").verdict()).isEqualTo(Verdict.OTHER_FIGURE);
    }

    @Test
    void aroundAllowsATenthEitherWay() {
        assertThat(pair("居民消费价格涨幅3%左右。", "居民消费价格涨幅2.9%。").verdict()).isEqualTo(Verdict.TOLD);
        assertThat(pair("居民消费价格涨幅3%左右。", "居民消费价格涨幅0.2%。").verdict()).isEqualTo(Verdict.OTHER_FIGURE);
    }

    @Test
    void ordinaryRoundingSatisfiesThePlan() {
        assertThat(pair("茶叶产值达到1.25亿元。", "茶叶产值达到1.3亿元。").verdict()).isEqualTo(Verdict.TOLD);
        assertThat(pair("茶叶产值达到1.3亿元。", "茶叶产值达到1.27亿元。").verdict()).isEqualTo(Verdict.TOLD);
    }

    @Test
    void aFigureOfAnotherQuantityIsNotHeldAgainstThePlan() {
        Pair pair = pair("修建通村公路20公里。", "修建通村公路，投入资金300万元，惠及群众8公里外的村组。");
        assertThat(pair.verdict()).isEqualTo(Verdict.TOLD);
    }

    @Test
    void resultsThatAnswerNoCommitmentAreUnplanned() {
        ReadDocument report = report("改造茶园道路8公里。", "举办第一届枫香音乐节，接待游客2万人次。");
        Compared compared = Comparison.of(plan("改造茶园道路8公里。"), report);
        assertThat(compared.unplanned()).hasSize(1);
        assertThat(report.cut(compared.unplanned().getFirst())).startsWith("举办第一届枫香音乐节");
    }

    @Test
    void problemsAndThanksAreNoResults() {
        ReadDocument report = report("建成村级养老服务站5个。", "部分村组饮水安全保障压力加大，防汛形势面临挑战。");
        assertThat(Comparison.results(report)).hasSize(1);
    }

    @Test
    void onlyTheComingPartOfAWholeReportIsThePlan() {
        ReadDocument whole = Documents.readText("""
                青溪镇政府工作报告

                一、2024年工作回顾
                完成水库除险加固3座，累计清理河道12公里。

                二、2025年工作安排
                要加快推进毛竹林改造，力争新建林道15公里。
                """);
        List<Statement> commitments = Comparison.commitments(whole);
        assertThat(commitments).hasSize(1);
        assertThat(whole.cut(commitments.getFirst().span())).contains("毛竹林改造");
        assertThat(commitments.getFirst().under()).containsExactly("2025年工作安排");
    }

    @Test
    void aHeadingThatSaysWhatIsDoneIsACommitmentAndOneThatNamesAPartIsNot() {
        ReadDocument plan = Documents.readText("""
                青溪镇2025年工作计划

                一、工作任务
                （一）做强特色农业。要新增林下黄精种植1200亩。
                （二）招商引资。要引进企业3家。
                """);
        List<String> commitments = Comparison.commitments(plan).stream()
                .map(statement -> plan.cut(statement.span()))
                .toList();
        assertThat(commitments).contains("做强特色农业。", "要新增林下黄精种植1200亩。", "要引进企业3家。");
        assertThat(commitments).noneMatch(words -> words.startsWith("工作任务") || words.startsWith("招商引资"));
    }

    @Test
    void textBeyondTheBasicPlaneIsCountedInCodePoints() {
        ReadDocument plan = plan("在𠮷水村改造茶园道路8公里。");
        Compared compared = Comparison.of(plan, report("在𠮷水村改造茶园道路8公里。"));
        Span span = compared.pairs().getFirst().commitment().span();
        assertThat(plan.cut(span)).isEqualTo("在𠮷水村改造茶园道路8公里。");
        assertThat(compared.count(Verdict.TOLD)).isEqualTo(1);
    }

    @Test
    void emptyDocumentsGiveAnEmptyComparison() {
        ReadDocument nothing = Documents.readText("");
        Compared compared = Comparison.of(nothing, nothing);
        assertThat(compared.pairs()).isEmpty();
        assertThat(compared.unplanned()).isEmpty();
    }

    private static Pair pair(String commitment, String result) {
        Compared compared = Comparison.of(plan(commitment), report(result));
        assertThat(compared.pairs()).hasSize(1);
        return compared.pairs().getFirst();
    }

    private static ReadDocument plan(String... sentences) {
        return Documents.readText("青溪镇2025年工作计划\n\n一、重点任务\n" + String.join("\n", sentences) + "\n");
    }

    private static ReadDocument report(String... sentences) {
        return Documents.readText("青溪镇2025年工作总结\n\n一、工作回顾\n" + String.join("\n", sentences) + "\n");
    }
}
